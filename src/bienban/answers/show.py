"""Cards and lists of candidates, as text and as JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bienban.answers.card import Candidate, Card, Section, cell
from bienban.answers.display import plain, readable
from bienban.graph.terms import Term
from bienban.queries.names import shorten

__all__ = ["candidates_text", "card_json", "card_text"]

SOURCE = ("quote", "article", "published", "articles", "start", "end", "rule", "confidence")
"""Columns that belong to the source, which has a line of its own."""


def _console(width: int, styled: bool) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=styled, no_color=not styled, color_system="standard" if styled else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    return console, out


def _text(out: io.StringIO) -> str:
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def candidates_text(found: Sequence[Candidate], width: int, *, styled: bool = False) -> str:
    """A numbered list of what a name may mean."""
    console, out = _console(width, styled)
    for number, one in enumerate(found, 1):
        item = Table.grid(padding=(0, 2, 0, 0))
        item.add_column(width=3, justify="right")
        item.add_column(overflow="fold")
        item.add_row(str(number), Text.assemble((_line(one.name), "bold"), f"  ({one.kind})"))
        console.print(item)
        if one.details:
            console.print(Padding(Text(_line(one.details)), (0, 0, 0, 5)))
        console.print(Padding(Text(shorten(one.iri), style="dim"), (0, 0, 0, 5)), soft_wrap=False)
    return _text(out)


def _line(text: str) -> str:
    return readable(Term(json.dumps(text, ensure_ascii=False)))


def card_text(shown: Card, width: int, *, styled: bool = False) -> str:
    """The card for a terminal: every row with its sentence and article."""
    console, out = _console(width, styled)
    console.print(Text(_line(shown.thing.name), style="bold"))
    console.print(Text(" · ".join(filter(None, (shown.thing.kind, _line(shown.thing.details))))))
    console.print(Text(shorten(shown.thing.iri), style="dim"))
    for section in shown.sections:
        console.print()
        console.print(Text(f"{section.heading} ({len(section.rows.rows)})", style="bold"))
        _section(section, console)
    return _text(out)


def _section(section: Section, console: Console) -> None:
    last = ""
    for row in section.rows.rows:
        parts = []
        for variable, heading in section.columns:
            value = readable(cell(section.rows, row, variable))
            if value and variable not in SOURCE:
                parts.append(value if _speaks(variable) else f"{heading.lower()} {value}")
        if parts:
            console.print(Padding(_bullet(" · ".join(parts)), (0, 0, 0, 2)))
        source = _source(section, row)
        if source and source != last:
            console.print(Padding(Text(source, style="italic"), (0, 0, 0, 6)))
        last = source


def _bullet(text: str) -> Table:
    """An item whose further lines hang under its first."""
    item = Table.grid(padding=(0, 1, 0, 0))
    item.add_column(width=1)
    item.add_column(overflow="fold")
    item.add_row("•", Text(text))
    return item


def _speaks(variable: str) -> bool:
    """Whether a value needs no heading to be understood."""
    return variable not in (
        "first", "last", "start", "end", "until", "actual", "target", "attainment", "computed", "growth", "share", "participants",
        "inside", "number", "merit_start", "merit_end", "events", "things", "persons", "ordinal", "issued",
    )  # fmt: skip


def _source(section: Section, row: tuple[Term | None, ...]) -> str:
    quote, article, published = (readable(cell(section.rows, row, v)) for v in ("quote", "article", "published"))
    where = ", ".join(filter(None, (article, published)))
    return " — ".join(filter(None, (f"“{quote}”" if quote else "", where)))


def card_json(shown: Card) -> str:
    """The card as JSON: the thing, and for each section its question and rows by variable."""
    data = {
        "iri": shown.thing.iri,
        "kind": shown.thing.kind,
        "name": shown.thing.name,
        "details": shown.thing.details,
        "sections": [
            {
                "heading": section.heading,
                "question": section.question,
                "rows": [
                    {name: plain(value) for name, value in zip(section.rows.variables, row, strict=True) if plain(value)}
                    for row in section.rows.rows
                ],
            }
            for section in shown.sections
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
