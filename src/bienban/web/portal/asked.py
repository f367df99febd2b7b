"""What was asked and found, ready for a page: a table with links, and a chart where there are numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bienban.queries.names import shorten
from bienban.queries.question import Question
from bienban.web.portal.asking import Cell, Row
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Bar, Link

__all__ = ["Chart", "Shown", "of_question", "of_rows"]

NUMERIC = ("integer", "decimal", "double", "float")
DATES = ("date", "gYear", "gYearMonth", "gMonthDay")
BARS = 20
DAY = re.compile(r"[12]\d{3}-\d\d(-\d\d)?")
"""A day or month that an answer has as a text: the first and last of several are."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with names and numbers, of the column that has numbers."""

    heading: str
    bars: tuple[tuple[str, str, Bar], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A table; ``more``: there are rows that are not shown. ``keys`` are what cells are sorted by where not by their words."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str | Link, ...], ...]
    keys: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    chart: Chart | None
    more: bool


def of_question(question: Question, rows: Sequence[Row], limit: int, naming: Naming) -> Shown:
    """The answer to a named question: its columns, things as links."""
    english = naming.language == "en"
    named = {_iri_of(c.variable) for c in question.columns} | {f"{c.variable}Iri" for c in question.columns}
    wanted = [c for c in question.columns if c.variable not in named]
    columns = [c for c in wanted if any(row[c.variable] for row in rows)] or wanted
    headings = {c.variable: c.en if english else c.vi for c in columns}
    return _shown([c.variable for c in columns], headings, rows, limit, naming)


def of_rows(variables: Sequence[str], rows: Sequence[Row], limit: int, naming: Naming) -> Shown:
    """The answer to any query."""
    return _shown(variables, {name: name for name in variables}, rows, limit, naming)


def _shown(variables: Sequence[str], headings: dict[str, str], rows: Sequence[Row], limit: int, naming: Naming) -> Shown:
    kept = rows[:limit]
    numeric = [name for name in variables if kept and all(_number(row.cell(name)) is not None or not row[name] for row in kept)]
    numeric = [name for name in numeric if any(row[name] for row in kept)]
    return Shown(
        headings=tuple(headings[name] for name in variables),
        rows=tuple(tuple(_cell(row, name, naming) for name in variables) for row in kept),
        keys=tuple(tuple(_key(row.cell(name)) for name in variables) for row in kept),
        numbers=tuple(i for i, name in enumerate(variables) if name in numeric),
        chart=_chart(variables, headings, numeric, kept, naming),
        more=len(rows) > limit,
    )


def _cell(row: Row, name: str, naming: Naming) -> str | Link:
    cell = row.cell(name)
    if cell.is_iri:
        return Link(shorten(cell.value), naming.links.thing(cell.value))
    text = cell.value
    number = _number(cell)
    if number is not None:
        text = naming.words.number(int(number) if number == int(number) else number)
    elif _is_day(cell):
        text = naming.day(text)
    thing = f"{name}Iri" if f"{name}Iri" in row else _iri_of(name)
    if thing in row and text:
        return Link(text, naming.links.thing(row[thing]), cell.language)
    return Link(text, None, cell.language) if cell.language else text


def _key(cell: Cell) -> str:
    return cell.value if _is_day(cell) or _number(cell) is not None else ""


def _is_day(cell: Cell) -> bool:
    if cell.datatype is None:
        return cell.language is None and DAY.fullmatch(cell.value) is not None
    return cell.datatype.rpartition("#")[2] in DATES


def _iri_of(column: str) -> str:
    return {"name": "thingIri", "title": "articleIri", "text": "statementIri"}.get(column, "")


def _number(cell: Cell) -> float | None:
    if cell.datatype is None or cell.datatype.rpartition("#")[2] not in NUMERIC:
        return None
    try:
        return float(cell.value)
    except ValueError:
        return None


def _chart(
    variables: Sequence[str], headings: dict[str, str], numeric: Sequence[str], rows: Sequence[Row], naming: Naming
) -> Chart | None:
    """Bars of the last column of numbers, named by the columns before it; only where every bar has a name of its own."""
    names = [name for name in variables if name not in numeric][:2]
    if not numeric or not names or not len(rows) >= 2:
        return None
    measure = numeric[-1]
    found = []
    for row in rows[:BARS]:
        number = _number(row.cell(measure))
        if number is None or number < 0:
            return None
        cells = [row.cell(name) for name in names]
        found.append((" · ".join(shorten(cell.value) if cell.is_iri else cell.value for cell in cells if cell.value), number))
    most = max(number for _, number in found)
    if most <= 0 or len({label for label, _ in found}) < len(found):
        return None
    bars = []
    for label, number in found:
        text = naming.words.number(int(number) if number == int(number) else number)
        bar = Bar(start=0, length=round(max(0.5, 100 * number / most), 2), title=f"{label}: {text}", tone="figure")
        bars.append((label, text, bar))
    return Chart(headings[measure], tuple(bars))
