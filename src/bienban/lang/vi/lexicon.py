"""The reader of the lexicon's tables.

A table is tab-separated UTF-8 under ``data/lexicon/vi/``: lines that begin with ``#`` are comments, the first other line names
the columns, an empty cell is None. A row is a word of the language or of the administration, never of one article.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bienban.errors import LexiconProblem
from bienban.resources import resource_text
from bienban.text import nfc

__all__ = ["Row", "reference", "table"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column name, and where it stands."""

    cells: tuple[tuple[str, str | None], ...]
    where: str

    def get(self, column: str) -> str | None:
        """The cell, or None where it is empty.

        Raises:
            LexiconProblem: the table has no such column.
        """
        for name, value in self.cells:
            if name == column:
                return value
        raise LexiconProblem(f"no column {column!r}", where=self.where)

    def need(self, column: str) -> str:
        """The cell, which must not be empty.

        Raises:
            LexiconProblem: it is empty.
        """
        value = self.get(column)
        if value is None:
            raise LexiconProblem(f"column {column!r} is empty", where=self.where, todo="fill the cell")
        return value


def _rows(*path: str) -> tuple[Row, ...]:
    head: list[str] | None = None
    rows = []
    for number, line in enumerate(nfc(resource_text("data", *path)).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if head is None:
            head = cells
            continue
        where = f"{path[-1]}:{number}"
        if len(cells) > len(head):
            raise LexiconProblem(f"{len(cells)} cells under {len(head)} columns", where=where, todo="check the tabs")
        cells += [""] * (len(head) - len(cells))
        rows.append(Row(tuple(zip(head, (c.strip() or None for c in cells), strict=True)), where))
    return tuple(rows)


@lru_cache(maxsize=64)
def table(name: str) -> tuple[Row, ...]:
    """All rows of ``data/lexicon/vi/{name}.tsv``.

    Raises:
        LexiconProblem: a row has another number of cells than the head.
    """
    return _rows("lexicon", "vi", f"{name}.tsv")


@lru_cache(maxsize=16)
def reference(name: str) -> tuple[Row, ...]:
    """All rows of ``data/reference/{name}.tsv``, public facts such as the provinces, in the same format.

    Raises:
        LexiconProblem: a row has another number of cells than the head.
    """
    return _rows("reference", f"{name}.tsv")
