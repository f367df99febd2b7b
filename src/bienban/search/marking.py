"""Where the words that were asked for stand in a text: pieces to show, those that fit marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bienban.search.question import Asked
from bienban.search.schema import SEPARATOR
from bienban.search.words import Token, tokens

__all__ = ["Marked", "Marks", "marked", "marks"]


@dataclass(frozen=True, slots=True)
class Marks:
    """Rows of folded words to mark, by their first word and the longest first, and beginnings of words."""

    rows: Mapping[str, tuple[tuple[str, ...], ...]]
    starts: tuple[str, ...]

    def length(self, words: Sequence[Token], at: int) -> int:
        """How many words from ``at`` on are to be marked."""
        first = words[at].folded
        for row in self.rows.get(first, ()):
            if len(row) == 1 or tuple(token.folded for token in words[at : at + len(row)]) == row:
                return len(row)
        return int(bool(self.starts) and first.startswith(self.starts))

    def fit(self, text: str) -> bool:
        """Whether there is anything to mark."""
        words = tokens(text)
        return any(self.length(words, at) for at in range(len(words)))


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in pieces; those at odd places are what was asked for. Joined they are the text, or a part of it."""

    pieces: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text."""
        return "".join(self.pieces)


def marks(asked: Asked) -> Marks:
    """What is to be marked."""
    rows = {tuple(t.folded for t in form) for part in asked.parts for form in (part.words, part.full) if form}
    starts = tuple(part.words[0].folded for part in asked.parts if part.prefix)
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for row in sorted(rows, key=lambda row: (-len(row), row)):
        by_first[row[0]] = (*by_first.get(row[0], ()), row)
    return Marks(by_first, starts)


def marked(text: str, wanted: Marks, *, around: int | None = None) -> Marked:
    """The text with what fits marked.

    With ``around``, only the items of a list (see :data:`bienban.search.schema.SEPARATOR`) that have something which fits, as
    many as have room in so many characters; nothing where none has.
    """
    if around is not None:
        text = _items(text, wanted, around)
    words = tokens(text)
    pieces: list[str] = [""]
    at = done = 0
    while at < len(words):
        length = wanted.length(words, at)
        if length:
            start, end = words[at].start, words[at + length - 1].end
            if len(pieces) > 1 and text[done:start].isspace():
                pieces[-2] += text[done:end]
            else:
                pieces[-1] += text[done:start]
                pieces += [text[start:end], ""]
            done = end
        at += length or 1
    pieces[-1] += text[done:]
    return Marked(tuple(pieces))


def _items(text: str, wanted: Marks, around: int) -> str:
    found: list[str] = []
    room = around
    for item in text.split(SEPARATOR):
        if wanted.fit(item):
            if found and len(item) > room:
                break
            found.append(item[: 2 * around])
            room -= len(item)
    return SEPARATOR.join(found)
