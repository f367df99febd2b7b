"""The language packs by code: those of this package, and those that other packages add by entry points.

Two groups of entry points, both with the code as name: ``bienban.languages``, a callable without arguments that returns a
:class:`~bienban.lang.base.Language`, and, if the pack can tell its language, ``bienban.recognisers``, a
:class:`~bienban.lang.base.Recogniser`. The second is a group of its own for it is asked of every text: what it imports should be
little, and no pack is loaded for a text that is not its own. The packs that come with Bienban are listed as entry points too.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType

from bienban.errors import UsageProblem
from bienban.lang.base import Language, Recogniser

__all__ = ["DEFAULT", "codes", "detect", "language", "recognises"]

DEFAULT = "vi"
"""The language of a text that is too short to tell."""

_LANGUAGES = "bienban.languages"
_RECOGNISERS = "bienban.recognisers"
_OWN = (
    EntryPoint("en", "bienban.lang.en.reader:EnglishReader", _LANGUAGES),
    EntryPoint("en", "bienban.lang.en.spelling:recognises", _RECOGNISERS),
    EntryPoint("vi", "bienban.lang.vi.reader:VietnameseReader", _LANGUAGES),
    EntryPoint("vi", "bienban.lang.vi.orthography:recognises", _RECOGNISERS),
)


@lru_cache(maxsize=4)
def _points(group: str) -> Mapping[str, EntryPoint]:
    """The entry points of a group by code, the default's first, then sorted; our own cannot be replaced."""
    found = {point.name: point for point in (*entry_points(group=group), *(p for p in _OWN if p.group == group))}
    return MappingProxyType({code: found[code] for code in sorted(found, key=lambda code: (code != DEFAULT, code))})


def _base(code: str) -> str:
    return code.partition("-")[0].casefold()


def codes() -> tuple[str, ...]:
    """The codes of all language packs, sorted."""
    return tuple(sorted(_points(_LANGUAGES)))


@lru_cache(maxsize=8)
def language(code: str) -> Language:
    """The language pack with a code (BCP 47, such as ``vi``; a region as in ``vi-VN`` is ignored).

    Raises:
        UsageProblem: there is none; the message lists those there are.
    """
    point = _points(_LANGUAGES).get(_base(code))
    if point is None:
        raise UsageProblem(f"no language pack {code!r}", todo=f"use one of: {', '.join(codes())}")
    pack: Language = point.load()()
    return pack


@lru_cache(maxsize=8)
def _recogniser(code: str) -> Recogniser | None:
    point = _points(_RECOGNISERS).get(code)
    return None if point is None else point.load()


def recognises(code: str, text: str) -> bool | None:
    """Whether a text is in a language; None where it is too short, or where no pack can tell."""
    recogniser = _recogniser(_base(code))
    return None if recogniser is None else recogniser(text)


def detect(text: str) -> str | None:
    """The code of the language that a text is in.

    The first pack that is sure, :data:`DEFAULT` before the others; for a text that is too short to be sure, the first that does
    not rule it out. None for a text that is in no language of a pack.
    """
    maybe = []
    for code in _points(_RECOGNISERS):
        sure = recognises(code, text)
        if sure:
            return code
        if sure is None:
            maybe.append(code)
    return maybe[0] if maybe else None
