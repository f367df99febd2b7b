"""Tables for people: they fit the terminal, or fall back to one block a row where columns would be too narrow to read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bienban.answers.display import readable
from bienban.store.base import Rows

__all__ = ["PIPED_WIDTH", "Grid", "draw", "grid"]

PIPED_WIDTH = 100
"""Width where there is no terminal to ask."""

LINES = 6
"""A column should be wide enough to hold its longest cell in so many lines."""

FLOORS = (20, 12, 1)
"""No column is narrower than this unless its cells are; the first that fits the page."""

GAP = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells ready to print, with headings; every row has one cell for each heading."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def grid(found: Rows, columns: Sequence[tuple[str, str]] | None = None) -> Grid:
    """The cells of an answer: the given columns (variable, heading), else all; columns without any value are left out."""
    shown = columns if columns is not None else [(name, name) for name in found.variables]
    index = {name: i for i, name in enumerate(found.variables)}
    kept = [(index[name], heading) for name, heading in shown if name in index and any(row[index[name]] for row in found.rows)]
    if not found.rows:
        kept = [(index[name], heading) for name, heading in shown if name in index]
    rows = tuple(tuple(readable(row[i]) for i, _ in kept) for row in found.rows)
    return Grid(tuple(heading for _, heading in kept), rows)


def draw(cells: Grid, width: int, *, styled: bool = False) -> str:
    """The grid as text no wider than ``width`` cells (Vietnamese letters are one cell each, however composed)."""
    if not cells.headings:
        return f"({len(cells.rows)})\n" if cells.rows else ""
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=styled, no_color=not styled, color_system="standard" if styled else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    widths = _widths(cells, width)
    if widths is None:
        _records(cells, console)
    else:
        console.print(_table(cells, widths))
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def _widths(cells: Grid, width: int) -> list[int] | None:
    """A width for each column, all together in the page; None where some column would be too narrow to read.

    Every column gets what makes it readable; short columns are met first in what they need more, long ones share the rest.
    """
    columns = [[heading, *(row[i] for row in cells.rows)] for i, heading in enumerate(cells.headings)]
    longest = [max(1, *(cell_len(text) for text in texts)) for texts in columns]
    words = [max((cell_len(word) for text in texts for word in text.split()), default=1) for texts in columns]
    for floor in FLOORS:
        least = [min(most, max(word, floor, -(-most // LINES))) for most, word in zip(longest, words, strict=True)]
        spare = width - sum(least) - GAP * (len(least) - 1)
        if spare >= 0:
            break
    else:
        return None
    return [b + more for b, more in zip(least, _shared([a - b for a, b in zip(longest, least, strict=True)], spare), strict=True)]


def _shared(wanted: list[int], spare: int) -> list[int]:
    """Parts of the spare width: small wants are met whole, and the rest is divided evenly among the large ones."""
    given = [0] * len(wanted)
    left = spare
    for done, i in enumerate(sorted(range(len(wanted)), key=lambda i: wanted[i])):
        given[i] = min(wanted[i], left // (len(wanted) - done))
        left -= given[i]
    return given


def _table(cells: Grid, widths: list[int]) -> Table:
    table = Table(
        box=box.HORIZONTALS, show_lines=_tall(cells, widths), padding=(0, GAP - 1, 0, 0), pad_edge=False, show_edge=False
    )
    for i, (heading, cell_width) in enumerate(zip(cells.headings, widths, strict=True)):
        numbers = bool(cells.rows) and all(_is_number(row[i]) for row in cells.rows)
        table.add_column(Text(heading), width=cell_width, justify="right" if numbers else "left", overflow="fold")
    for row in cells.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _tall(cells: Grid, widths: list[int]) -> bool:
    """Whether most rows take several lines, so that a rule between them helps."""
    tall = sum(any(cell_len(cell) > w for cell, w in zip(row, widths, strict=True)) for row in cells.rows)
    return 2 * tall > len(cells.rows)


def _is_number(text: str) -> bool:
    bare = text.replace("\N{NO-BREAK SPACE}", "").replace(".", "", 1).lstrip("-")
    return bare == "" or bare.isdecimal()


def _records(cells: Grid, console: Console) -> None:
    """One block a row: heading and value on a line, empty values left out."""
    label = min(max(cell_len(h) for h in cells.headings), max(8, console.width // 3))
    for number, row in enumerate(cells.rows, 1):
        if number > 1:
            console.print()
        console.print(Text(f"[{number}]", style="bold"))
        block = Table.grid(padding=(0, GAP, 0, 0))
        block.add_column(width=label, overflow="fold", style="dim")
        block.add_column(overflow="fold")
        for heading, cell in zip(cells.headings, row, strict=True):
            if cell:
                block.add_row(Text(heading), Text(cell))
        console.print(Padding(block, (0, 0, 0, 1)))
