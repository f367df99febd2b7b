"""The statement that a mark makes, and text with marks in it."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["MARK", "Insertion", "Lines", "inserted"]

MARK = "urn:x-bienban:line"
"""The property whose value is the line of its subject."""

Insertion = tuple[int, str]
"""Where in the text something is put in, and what."""


class Lines:
    """The line of each offset; asked in ascending order, it looks at each character once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at, self._line = 0, 1

    def of(self, offset: int) -> int:
        """The line, counted from 1."""
        self._line += self._text.count("\n", self._at, offset)
        self._at = offset
        return self._line


def inserted(text: str, insertions: Iterable[Insertion]) -> str:
    """The text with everything put in; the insertions are in the order of their offsets."""
    parts: list[str] = []
    at = 0
    for offset, what in insertions:
        parts += (text[at:offset], what)
        at = offset
    return "".join((*parts, text[at:]))
