"""Answers as tables: rows of plain Python values, on request as a data frame of pandas or Polars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from html import escape
from typing import TYPE_CHECKING, overload

from bienban.graph.terms import XSD, Term, iri_text, is_iri, parse_literal
from bienban.model.dates import PartialDate
from bienban.store.base import Rows

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["Row", "Table", "Value", "value_of"]

Value = str | int | Decimal | float | bool | PartialDate | datetime | None
"""What a cell holds: words, an IRI as text, a number, a date as precise as it is known, or nothing."""

SHOWN = 20
"""So many rows are printed of a table."""

_PARTIAL = frozenset(XSD + name for name in ("date", "gYear", "gYearMonth", "gMonthDay"))


def value_of(term: Term | None) -> Value:
    """The Python value of an RDF term in N-Triples form; what does not follow its datatype stays words.

    >>> value_of(Term('"12.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'))
    Decimal('12.5')
    """
    if term is None:
        return None
    if is_iri(term):
        return iri_text(term)
    if term.startswith("_:"):
        return term
    text, _, datatype = parse_literal(term)
    try:
        return _typed(text, datatype)
    except (ValueError, InvalidOperation):
        return text


def _typed(text: str, datatype: str | None) -> Value:
    match (datatype or "").removeprefix(XSD):
        case "integer" | "int" | "long":
            return int(text)
        case "decimal":
            return Decimal(text)
        case "double" | "float":
            return float(text)
        case "boolean":
            return text in ("true", "1")
        case "dateTime":
            return datetime.fromisoformat(text)
    return PartialDate.parse(text) if datatype in _PARTIAL else text


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its values by name, as ``row.person`` or ``row["person"]``."""

    columns: tuple[str, ...]
    values: tuple[Value, ...]

    def __getitem__(self, name: str) -> Value:
        try:
            return self.values[self.columns.index(name)]
        except ValueError:
            raise KeyError(name) from None

    def __getattr__(self, name: str) -> Value:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"no column {name!r}; there are {', '.join(self.columns)}") from None

    def asdict(self) -> dict[str, Value]:
        """The values by column."""
        return dict(zip(self.columns, self.values, strict=True))

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={value!r}' for name, value in self.asdict().items() if value is not None)})"


@dataclass(frozen=True, slots=True)
class Table(Sequence[Row]):
    """The answer to a question or a SELECT: a sequence of rows.

    ``found`` is the answer in RDF terms; ``headings`` pairs the columns worth seeing with words for them (none: all of them).
    """

    found: Rows
    headings: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns."""
        return self.found.variables

    def __len__(self) -> int:
        return len(self.found.rows)

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, self.found.rows)

    def _row(self, terms: tuple[Term | None, ...]) -> Row:
        return Row(self.columns, tuple(map(value_of, terms)))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Table: ...
    def __getitem__(self, index: int | slice) -> Row | Table:
        """A row, or the table of some rows."""
        if isinstance(index, slice):
            return Table(Rows(self.columns, self.found.rows[index]), self.headings)
        return self._row(self.found.rows[index])

    def column(self, name: str) -> tuple[Value, ...]:
        """All values of a column.

        Raises:
            KeyError: there is none of that name.
        """
        if name not in self.columns:
            raise KeyError(name)
        index = self.columns.index(name)
        return tuple(value_of(terms[index]) for terms in self.found.rows)

    def to_dicts(self) -> list[dict[str, Value]]:
        """A dictionary for each row."""
        return [row.asdict() for row in self]

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame: whole days as ``datetime64``, other dates as ISO 8601 words, decimals as floats.

        Raises:
            ImportError: pandas is not installed (``pip install 'bienban[pandas]'``).
        """
        import pandas

        frame = pandas.DataFrame({name: _plain(self.column(name)) for name in self.columns}, columns=list(self.columns))
        for name in self.columns:
            if _are_days(self.column(name)):
                frame[name] = pandas.to_datetime(frame[name])
        return frame

    def to_polars(self) -> polars.DataFrame:
        """A Polars frame: whole days as ``Date``, other dates as ISO 8601 words, decimals as floats.

        Raises:
            ImportError: Polars is not installed (``pip install 'bienban[polars]'``).
        """
        import polars

        frame = polars.DataFrame({name: _plain(self.column(name)) for name in self.columns}, strict=False)
        days = [name for name in self.columns if _are_days(self.column(name))]
        return frame.with_columns(polars.col(days).str.to_date()) if days else frame

    def to_csv(self) -> str:
        """CSV (SPARQL 1.1 Query Results) with all columns."""
        from bienban.answers.results import results_csv

        return results_csv(self.found)

    def _headings(self) -> tuple[tuple[str, str], ...]:
        shown = tuple(pair for pair in self.headings if pair[0] in self.columns)
        return shown or tuple((name, name) for name in self.columns)

    def _shown(self) -> list[list[str]]:
        names = [name for name, _ in self._headings()]
        return [["" if row[name] is None else str(row[name]) for name in names] for row in self[:SHOWN]]

    def __str__(self) -> str:
        from bienban.answers.table import PIPED_WIDTH, Grid, draw

        grid = Grid(tuple(words for _, words in self._headings()), tuple(map(tuple, self._shown())))
        more = f"… {len(self) - SHOWN} more rows\n" if len(self) > SHOWN else ""
        return draw(grid, PIPED_WIDTH) + more

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(name for name, _ in self._headings())}>"

    def _repr_html_(self) -> str:
        """The table in a notebook."""
        head = "".join(f"<th>{escape(words)}</th>" for _, words in self._headings())
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self._shown())
        more = f"<p>… {len(self) - SHOWN} more rows</p>" if len(self) > SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _are_days(values: Sequence[Value]) -> bool:
    """Whether a column holds whole days, and nothing else."""
    held = [value for value in values if value is not None]
    return bool(held) and all(isinstance(value, PartialDate) and value.datatype == "date" for value in held)


def _plain(values: Sequence[Value]) -> list[str | int | float | bool | datetime | None]:
    return [
        float(value) if isinstance(value, Decimal) else str(value) if isinstance(value, PartialDate) else value
        for value in values
    ]
