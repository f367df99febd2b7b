"""Counts the rows in a serialisation of SPARQL results while the engine writes it.

The engine's own writers are several times faster than anything that sees each row in Python, and they tell nobody how many
rows they have written. In each of the four formats a row begins, or ends, with bytes that no value can contain, because the
format escapes them; those are counted in every block.
"""

from __future__ import annotations

import re
from typing import Literal, Protocol

__all__ = ["ResultForm", "RowCount", "row_count"]

ResultForm = Literal["json", "xml", "csv", "tsv"]


class RowCount(Protocol):
    """Rows so far; exact when the last block was fed."""

    @property
    def rows(self) -> int:
        """At least the whole rows fed so far."""

    def feed(self, block: bytes) -> None:
        """The next bytes."""


class _Lines:
    """TSV: values have their line ends escaped, so each line is a row; the first is the header."""

    def __init__(self) -> None:
        self._lines = 0

    @property
    def rows(self) -> int:
        return max(0, self._lines - 1)

    def feed(self, block: bytes) -> None:
        self._lines += block.count(b"\n")


class _QuotedLines:
    """CSV: a line end between quotes belongs to a value; a doubled quote toggles twice (RFC 4180)."""

    def __init__(self) -> None:
        self._lines = 0
        self._inside = False

    @property
    def rows(self) -> int:
        return max(0, self._lines - 1)

    def feed(self, block: bytes) -> None:
        parts = block.split(b'"')
        self._lines += sum(part.count(b"\n") for part in parts[int(self._inside) :: 2])
        self._inside ^= (len(parts) - 1) % 2 == 1


class _Marks:
    """Occurrences of a mark; the end of a block is kept, so that a mark across two blocks is seen once."""

    def __init__(self, mark: bytes) -> None:
        self._mark = mark
        self._rest = b""
        self.rows = 0

    def feed(self, block: bytes) -> None:
        data = self._rest + block
        self.rows += data.count(self._mark)
        self._rest = data[len(data) - len(self._mark) + 1 :] if len(data) >= len(self._mark) else data


class _Objects:
    """JSON: a row is an object of objects in the array ``bindings``.

    Between two rows stands ``}},{"name":{``. A string that ends in ``}},{`` is followed by its closing quote and then by a comma
    or brace, never by a name, and a quote inside a string has a backslash before it. A row without values, ``{}``, has no such
    mark: once one may have been seen, strings are told apart from structure, at a tenth of the speed.
    """

    _FIRST = re.compile(rb'"bindings":\[\{"')
    _NEXT, _ENDS = b'}},{"', (b'}},{",', b'}},{"}')
    _PIECE = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}"]', re.DOTALL)

    def __init__(self) -> None:
        self.rows = 0
        self._rest = b""  # from the brace that opens the row seen last; from the beginning while there is none
        self._slow = False
        self._depth = 0

    def feed(self, block: bytes) -> None:
        data = self._rest + block
        if not self._slow and (b",{}" if self.rows else b"{}") in data:
            self._slow = True
            self._depth = 2 if self.rows else 0
            self.rows -= bool(self.rows)
        self._rest = data[self._walk(data) if self._slow else self._skim(data) :]

    def _skim(self, data: bytes) -> int:
        begun = 0
        if not self.rows:
            first = self._FIRST.search(data)
            if first is None:
                return 0
            begun, self.rows = first.end() - 2, 1
        end = len(data) - 1  # what follows a mark must be there too
        more = data.count(self._NEXT, begun, end)
        if more:  # searches for bytes cost a part of what one for a regular expression does
            more -= sum(data.count(after, begun) for after in self._ENDS if after in data)
        if not more:
            return begun
        self.rows += more
        last = data.rfind(self._NEXT, begun, end)
        while data.startswith(self._ENDS, last):
            last = data.rfind(self._NEXT, begun, last)
        return last + len(self._NEXT) - 2

    def _walk(self, data: bytes) -> int:
        """Count the objects that begin at depth three: document, ``results``, row."""
        end = 0
        for piece in self._PIECE.finditer(data):
            if piece[0] == b'"':  # a string that is not there whole yet
                break
            end = piece.end()
            if piece[0] == b"{":
                self._depth += 1
                self.rows += self._depth == 3
            elif piece[0] == b"}":
                self._depth -= 1
        return end


def row_count(form: ResultForm) -> RowCount:
    """A counter for the answer to a SELECT in a format."""
    match form:
        case "tsv":
            return _Lines()
        case "csv":
            return _QuotedLines()
        case "xml":
            return _Marks(b"<result>")
        case "json":
            return _Objects()
