"""Chunks: a sentence as typed spans, which is what the grammar reads.

Each stretch of a sentence is one chunk: a person, a place, a body, a post, an occasion, a date, a document, an award, a verb, or
a plain word. A chunk may hold others: a post the body it is held in, a body its territory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from bienban.lang.tokens import Token, Tokens, Trie
from bienban.model.facts import EventKind, StatementKind
from bienban.model.mention import Value
from bienban.model.span import Span

__all__ = ["Chunk", "Line", "Occasion", "Verb", "Word"]

T = TypeVar("T")
Act = Literal["chair", "organize", "attend", "speak", "present", "award", "receive", "say"]
Level = Literal["country", "province", "district", "commune", "hamlet"]


@dataclass(frozen=True, slots=True)
class Word:
    """A plain word or sign, casefolded."""

    key: str


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the lexicon, with the kind of statement for one of saying; ``participle`` for a form in -ing."""

    act: Act
    said: StatementKind | None = None
    participle: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """The designation of an occasion; ``definite`` for one that points back ("the conference")."""

    kind: EventKind
    type: str | None
    name: str
    head: str
    definite: bool
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """One stretch: token indices ``start`` to ``end``, what it is, the rule that found it, and the chunks inside."""

    start: int
    end: int
    value: Value | Word | Verb | Occasion
    rule: str = ""
    inner: tuple[Chunk, ...] = field(default=())

    def walk(self) -> Iterator[Chunk]:
        """The chunk and all inside."""
        yield self
        for chunk in self.inner:
            yield from chunk.walk()


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence's tokens within the article's; ``end`` is the index after its last."""

    text: str
    tokens: Tokens
    start: int
    end: int

    def token(self, index: int) -> Token | None:
        """The token at an index of the sentence, None outside of it."""
        return self.tokens[index] if self.start <= index < self.end else None

    def key(self, index: int) -> str:
        """The key of the token, "" outside of the sentence."""
        token = self.token(index)
        return "" if token is None else token.key

    def capital(self, index: int) -> bool:
        """Whether the token is a word with a capital."""
        token = self.token(index)
        return token is not None and token.capital

    def span(self, start: int, end: int) -> Span:
        """The characters of some tokens, at least one."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def words(self, start: int, end: int) -> str:
        """The printed words with one space between."""
        return " ".join(self.span(start, end).of(self.text).split())

    def find(self, index: int, words: Trie[T]) -> tuple[int, T] | None:
        """The longest row that starts at the index and ends in the sentence: (index after it, value)."""
        best = None
        for end, value in words.matches(self.tokens, index) if index < self.end else ():
            if end <= self.end:
                best = end, value
        return best

    def glued(self, index: int) -> bool:
        """Whether the token stands directly behind the one before it."""
        return self.start < index < self.end and self.tokens[index - 1].end == self.tokens[index].start
