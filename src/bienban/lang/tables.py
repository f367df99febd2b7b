"""The reader of tables: the lexicon of a language pack, and the reference data that all share.

A table is tab-separated UTF-8, for the packs that come with Bienban under ``data/lexicon/{code}/``: lines that begin with ``#``
are comments, the first other line names the columns, an empty cell is None. A row is a word of the language or of the
administration, never of one article.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bienban.errors import LexiconProblem
from bienban.resources import resource_text
from bienban.text import nfc

__all__ = ["Row", "lexicon", "reference", "rows"]


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


def rows(text: str, name: str) -> tuple[Row, ...]:
    r"""The rows of a table's text; ``name`` is what messages call it. A pack of another package reads its own files with this.

    >>> [row.get("act") for row in rows("form\tact\nchaired\tchair\nthe\t\n", "verbs.tsv")]
    ['chair', None]

    Raises:
        LexiconProblem: a row has more cells than the head.
    """
    head: list[str] | None = None
    found = []
    for number, line in enumerate(nfc(text).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if head is None:
            head = cells
            continue
        where = f"{name}:{number}"
        if len(cells) > len(head):
            raise LexiconProblem(f"{len(cells)} cells under {len(head)} columns", where=where, todo="check the tabs")
        cells += [""] * (len(head) - len(cells))
        found.append(Row(tuple(zip(head, (c.strip() or None for c in cells), strict=True)), where))
    return tuple(found)


@lru_cache(maxsize=128)
def lexicon(code: str, name: str) -> tuple[Row, ...]:
    """All rows of ``data/lexicon/{code}/{name}.tsv``.

    Raises:
        LexiconProblem: a row has more cells than the head.
    """
    return rows(resource_text("data", "lexicon", code, f"{name}.tsv"), f"{name}.tsv")


@lru_cache(maxsize=16)
def reference(name: str) -> tuple[Row, ...]:
    """All rows of ``data/reference/{name}.tsv``, public facts such as the provinces, in the same format.

    Raises:
        LexiconProblem: a row has more cells than the head.
    """
    return rows(resource_text("data", "reference", f"{name}.tsv"), f"{name}.tsv")
