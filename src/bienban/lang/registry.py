"""The language packs by code: those of this package, and those that other packages add by the entry point ``bienban.languages``.

An entry point's name is the code, its value a callable without arguments that returns a :class:`~bienban.lang.base.Language`.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import entry_points

from bienban.errors import UsageProblem
from bienban.lang.base import Language

__all__ = ["codes", "language", "recognises"]

_GROUP = "bienban.languages"
_OWN = ("vi",)


def codes() -> tuple[str, ...]:
    """The codes of all language packs, sorted."""
    return tuple(sorted({*_OWN, *(point.name for point in entry_points(group=_GROUP))}))


@lru_cache(maxsize=8)
def language(code: str) -> Language:
    """The language pack with a code (BCP 47, such as ``vi``; a region as in ``vi-VN`` is ignored).

    Raises:
        UsageProblem: there is none; the message lists those there are.
    """
    base = code.partition("-")[0].casefold()
    if base in _OWN:
        from bienban.lang.vi.reader import VietnameseReader

        return VietnameseReader()
    for point in entry_points(group=_GROUP):
        if point.name == base:
            pack: Language = point.load()()
            return pack
    raise UsageProblem(f"no language pack {code!r}", todo=f"use one of: {', '.join(codes())}")


def recognises(code: str, text: str) -> bool:
    """Whether a text may be in a language; True for a language whose pack does not tell (or that has none)."""
    if code.partition("-")[0].casefold() != "vi":
        return True
    from bienban.lang.vi import orthography  # alone, for this is asked where nothing else of the pack is needed

    return orthography.recognises(text)
