"""Bounds on an answer while it is written: so many rows, triples and bytes, and one more is an error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TypeVar

from bienban.errors import LimitReached
from bienban.store.rowcount import ResultForm, row_count

__all__ = ["Bounded", "Capped", "Counted"]

T = TypeVar("T")


class Bounded:
    """A file that takes so many bytes and no more."""

    def __init__(self, out: IO[bytes], most: int) -> None:
        self._out = out
        self._most = most
        self._left = most

    def write(self, block: bytes) -> int:
        """Take the bytes.

        Raises:
            LimitReached: they are too many.
        """
        self._left -= len(block)
        if self._left < 0:
            raise LimitReached(
                f"the answer is larger than {self._most:,} bytes",
                todo="ask for fewer columns or rows, or page with LIMIT and OFFSET",
            )
        return self._out.write(block)

    def flush(self) -> None:
        """Nothing is held back here."""


AT_ONCE = 256 << 10
"""Bytes whose rows are counted together at most: to count in each few thousand that the engine writes costs twice as much."""


class Counted(Bounded):
    """The same, which also counts rows: whenever there may be too many, for each has a byte at least, and at the end."""

    def __init__(self, out: IO[bytes], form: ResultForm, *, max_rows: int, max_bytes: int) -> None:
        super().__init__(out, max_bytes)
        self._counter = row_count(form)
        self._most_rows = max_rows
        self._blocks: list[bytes] = []
        self._size = 0

    def write(self, block: bytes) -> int:
        """Take the bytes.

        Raises:
            LimitReached: they, or the rows in them, are too many.
        """
        self._blocks.append(block)
        self._size += len(block)
        if self._size > min(AT_ONCE, self._most_rows - self._counter.rows):
            self.count()
        return super().write(block)

    def count(self) -> int:
        """Rows so far; to be asked at the end.

        Raises:
            LimitReached: they are too many.
        """
        self._counter.feed(b"".join(self._blocks))
        self._blocks.clear()
        self._size = 0
        if self._counter.rows > self._most_rows:
            raise _too_many(self._most_rows, "rows")
        return self._counter.rows


class Capped(Iterator[T]):
    """The items, counted as they pass; one too many is an error."""

    def __init__(self, items: Iterator[T], most: int) -> None:
        self._items = iter(items)
        self._most = most
        self.rows = 0

    def __next__(self) -> T:
        item = next(self._items)
        self.rows += 1
        if self.rows > self._most:
            raise _too_many(self._most, "triples")
        return item


def _too_many(most: int, what: str) -> LimitReached:
    return LimitReached(
        f"the answer has more than {most:,} {what}, and a part of it is not given for the whole",
        todo="narrow the query, or page with ORDER BY, LIMIT and OFFSET",
    )
