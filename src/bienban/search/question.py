"""What is looked for: words, phrases in quotes, the beginning of a last word; and by what it is narrowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from bienban.search.kinds import Facet, KindName
from bienban.search.words import Token, full_form, tokens
from bienban.text import nfc

__all__ = ["MOST_WORDS", "Asked", "Part", "Search", "Sort", "read"]

Sort = Literal["best", "name", "day", "weight"]

MOST_WORDS = 24
"""Words of a question that count."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand in a row (one word is the usual case), or else the full form of the abbreviation that they are.

    ``prefix``: the word may be only the beginning of one.
    """

    words: tuple[Token, ...]
    full: tuple[Token, ...] = ()
    prefix: bool = False

    @property
    def marked(self) -> bool:
        """Whether it is written with diacritics, and what is written so comes first."""
        return any(token.written != token.folded for token in self.words)


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of a question, all of which must be there, and its words in order."""

    parts: tuple[Part, ...]
    words: tuple[Token, ...]


def read(text: str) -> Asked:
    """Take a question apart; any text is one, and one without a word asks for everything.

    A quote that is not closed reaches to the end.
    """
    pieces = nfc(text).replace("“", '"').replace("”", '"').replace("„", '"').split('"')
    parts: list[Part] = []
    every: list[Token] = []
    for at, piece in enumerate(pieces):
        found = tokens(piece)[: MOST_WORDS - len(every)]
        every += found
        if at % 2 and found:
            parts.append(Part(found))
        elif found:
            last = at == len(pieces) - 1 and found[-1].end == len(piece)
            parts += _plain(found, open_end=last)
    return Asked(tuple(parts), tuple(every))


def _plain(found: tuple[Token, ...], *, open_end: bool) -> list[Part]:
    parts: list[Part] = []
    at = 0
    while at < len(found):
        known = full_form(found, at)
        length = 1 if known is None else known[0]
        last = open_end and at + length == len(found)
        parts.append(Part(found[at : at + length], () if known is None else known[1], prefix=last and length == 1))
        at += length
    return parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A question with what narrows it.

    Several kinds, and several years, are alternatives; the other facets must all be there. Values of facets are IRIs, years
    four digits. ``everybody``: also persons who hold no post.
    """

    words: str = ""
    kinds: tuple[KindName, ...] = ()
    facets: Mapping[Facet, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sort: Sort = "best"
    everybody: bool = False

    def without(self, name: str) -> Search:
        """The same, not narrowed by one facet, or by kind."""
        if name == "kind":
            return replace(self, kinds=())
        return replace(self, facets={facet: values for facet, values in self.facets.items() if facet != name})
