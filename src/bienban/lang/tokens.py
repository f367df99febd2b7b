"""Tokens and a trie over them: how the lexicon finds its rows in a text.

A token is a word as it stands between spaces (of Vietnamese, a syllable), a number or a sign. Names and many words have several,
so a lexicon is a trie over keyed tokens, and the longest row that starts at a token wins. Keys are casefolded with the tone moved
(:func:`bienban.text.move_tone`); what a row demands of the case is decided by the rule that uses it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from bienban.text import move_tone

__all__ = ["Token", "Tokens", "Trie", "key_of", "key_set", "tokenize"]

T = TypeVar("T")

# A number keeps its groups and decimals together (81.520.374.906; 167,5; 29/3/2023 stays three numbers and two signs).
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\S")

# A small letter and a capital with a small letter behind it: where a space is lost, if the word has letters that no brand has.
_CAPITALS = "A-Z" + "".join(c for c in map(chr, [*range(0xC0, 0x250), *range(0x1EA0, 0x1F00)]) if c.isupper())
_GLUED = re.compile(rf"[^\W\d_{_CAPITALS}](?=[{_CAPITALS}][^\W\d_{_CAPITALS}])")


@lru_cache(maxsize=32768)
def key_of(word: str) -> str:
    """The key of one syllable: casefolded, tone mark in the older place."""
    return move_tone(word.casefold())


def key_set(words: str) -> frozenset[str]:
    """The keys in a list of words with spaces between: how a rule writes its function words."""
    return frozenset(words.split())


class Token(NamedTuple):
    """``text[start:end]``; ``key`` for the lexicon; ``capital`` when it begins with an upper-case letter.

    A named tuple, for an article has thousands and a frozen dataclass takes three times as long to make.
    """

    start: int
    end: int
    text: str
    key: str
    capital: bool

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        """Whether it begins with a digit."""
        return self.text[0].isdigit()


class Tokens(tuple[Token, ...]):
    """The tokens of a text, in order."""

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self]

    def at(self, offset: int) -> int:
        """The index of the first token that ends after the offset (``len`` where there is none)."""
        return bisect_right(self._ends, offset)


def tokenize(text: str) -> Tokens:
    """All tokens of a text; words run together ("MẫuTại") are two."""
    make = tuple.__new__  # what the constructor of a named tuple calls, without the call in between
    matches = _TOKEN.finditer(text)
    found = [make(Token, (m.start(), m.end(), w, key_of(w), w[0].isupper())) for m in matches for w in (m.group(),)]
    glued = [i for i, t in enumerate(found) if not t.text.isascii() and _GLUED.search(t.text)]
    for index in reversed(glued):
        found[index : index + 1] = _parted(found[index])
    return Tokens(found)


def _parted(token: Token) -> list[Token]:
    """The words of a token in which a capital follows a small letter."""
    cuts = [0, *(m.start() + 1 for m in _GLUED.finditer(token.text)), len(token.text)]
    words = [(a, token.text[a:b]) for a, b in pairwise(cuts)]
    return [Token(token.start + a, token.start + a + len(w), w, key_of(w), w[0].isupper()) for a, w in words]


class _Node(Generic[T]):
    """One syllable of the trie: where to go on, and the rows that end here."""

    __slots__ = ("children", "values")

    def __init__(self) -> None:
        self.children: dict[str, _Node[T]] = {}
        self.values: list[T] = []


class Trie(Generic[T]):
    """Rows found by their syllables; several values may share a key."""

    __slots__ = ("_root",)

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for phrase, value in rows:
            node = self._root
            for token in tokenize(phrase):
                node = node.children.setdefault(token.key, _Node())
            node.values.append(value)

    def matches(self, tokens: Tokens, index: int) -> Iterator[tuple[int, T]]:
        """Every row that starts at the index, shortest first: (index after the row, value)."""
        node: _Node[T] | None = self._root
        while node is not None and index < len(tokens):
            node = node.children.get(tokens[index].key)
            if node is None:
                return
            index += 1
            for value in node.values:
                yield index, value

    def longest(self, tokens: Tokens, index: int) -> tuple[int, T] | None:
        """The longest row that starts at the index: (index after the row, value), or None."""
        best = None
        node, stop = self._root, len(tokens)
        while index < stop:
            child = node.children.get(tokens[index].key)
            if child is None:
                break
            node = child
            index += 1
            if node.values:
                best = index, node.values[-1]
        return best
