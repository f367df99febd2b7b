"""How much two names are alike, from 0 to 1: letters, diacritics, order, abbreviations, titles before a name."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from bienban.lang.vi.lexicon import table
from bienban.search.words import Token, expanded, tokens

__all__ = ["EQUAL", "FOLDED", "alike", "bare", "is_marked"]

EQUAL, FOLDED, OTHER_MARKS, REORDERED, NEARLY, NO_LEVEL = 1.0, 0.98, 0.85, 0.9, 0.94, 0.95
"""The same words; the same without diacritics, where none are given; with other diacritics; in another order; at most else.

As much of it counts where the name of a place is given without the word for its level.
"""

SAME_WORD = 0.7
"""From which likeness on two words may be one, misspelt."""


def alike(given: str, name: str) -> float:
    """How much a name that somebody gives is like one of the graph.

    >>> alike("bui quang nhiem", "Bùi Quang Nhiệm"), alike("Ông Bùi Quang Nhiệm", "Bùi Quang Nhiệm")
    (0.98, 1.0)
    >>> alike("Bùi Quang Nhiêm", "Bùi Quang Nhiệm"), alike("UBND Quận 1", "Ủy ban nhân dân Quận 1")
    (0.85, 1.0)
    >>> alike("Đông Lâm", "huyện Đông Lâm")
    0.95
    """
    asked, found = tokens(given), tokens(name)
    if not asked or not found:
        return 0.0
    mine = (*_forms(asked), *_forms(bare(asked)))
    marked = is_marked(asked)
    whole = max(_alike(form, other, marked) for form in mine for other in _forms(found))
    bare_place = found[1:] if found[0].written in _levels() else found[2:] if _written(found[:2]) in _levels() else ()
    return max(whole, NO_LEVEL * max(_alike(form, bare_place, marked) for form in mine)) if bare_place else whole


def _written(words: Sequence[Token]) -> str:
    return " ".join(token.written for token in words)


@lru_cache(maxsize=1)
def _levels() -> frozenset[str]:
    """Words for levels: *huyện*, *thành phố*."""
    return frozenset(_written(tokens(row.need("form"))) for row in table("levels"))


def _forms(words: tuple[Token, ...]) -> tuple[tuple[Token, ...], ...]:
    full = expanded(words)
    return (words,) if full == words else (words, full)


def is_marked(words: Sequence[Token]) -> bool:
    """Whether they are written with diacritics."""
    return any(token.written != token.folded for token in words)


def _alike(asked: Sequence[Token], found: Sequence[Token], marked: bool) -> float:
    if [t.written for t in asked] == [t.written for t in found]:
        return EQUAL
    mine, theirs = [t.folded for t in asked], [t.folded for t in found]
    if mine == theirs:
        return OTHER_MARKS if marked and is_marked(found) else FOLDED
    if sorted(mine) == sorted(theirs):
        return REORDERED
    return min(NEARLY, _shared(mine, theirs))


def _shared(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """Twice the words that both have, over the words of both; a word nearly the same counts nearly one."""
    rest = list(theirs)
    total = 0.0
    for word in mine:
        best, at = max(((_word(word, other), at) for at, other in enumerate(rest)), default=(0.0, 0))
        if best >= SAME_WORD:
            total += best
            rest.pop(at)
    return 2 * total / (len(mine) + len(theirs))


@lru_cache(maxsize=1 << 14)
def _word(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def bare(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words without what people put before a name (*ông*, *đồng chí*, *PGS.TS*); never fewer than two of them."""
    while True:
        length = max((n for n in _lengths() if tuple(t.written for t in words[:n]) in _honorifics()), default=0)
        if not length or len(words) - length < 2:
            return words
        words = words[length:]


@lru_cache(maxsize=1)
def _honorifics() -> frozenset[tuple[str, ...]]:
    every = (tuple(t.written for t in tokens(row.need("form"))) for row in table("honorifics") if row.get("kind") != "none")
    return frozenset(form for form in every if form)


@lru_cache(maxsize=1)
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(form) for form in _honorifics()}))
