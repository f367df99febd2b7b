"""``bienban reconcile``."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bienban.cli.indexing import up_to_date
from bienban.cli.options import store_option, verbosity_options
from bienban.cli.talk import count, say
from bienban.errors import UsageProblem

if TYPE_CHECKING:
    from bienban.graph.terms import Term
    from bienban.reconcile.asked import Query
    from bienban.reconcile.judging import Candidate
    from bienban.reconcile.values import Question, Row
    from bienban.search.index import Snapshot
    from bienban.store.base import Queryable

__all__ = ["reconcile"]

TYPES = ("person", "body", "event", "document", "award", "place", "article")
ADDED = ("bienban_id", "bienban_name", "bienban_description", "bienban_score", "bienban_match")
BATCH = 200
"""Rows that are looked up together."""


@click.command("reconcile")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--column", required=True, metavar="NAME", help="The column with the names.")
@click.option("--type", "kinds", multiple=True, type=click.Choice(TYPES), help="Only things of this type; may be repeated.")
@click.option(
    "--property", "pairs", multiple=True, metavar="PROPERTY=COLUMN",
    help="A column with what else is known (post, organization, place, year, number, date, …); may be repeated.",
)  # fmt: skip
@store_option
@verbosity_options
def reconcile(table: str, column: str, kinds: tuple[str, ...], pairs: tuple[str, ...], store: str) -> None:
    """Find which things of the graph the names in a CSV table mean.

    The table comes back with five more columns: the IRI of the likeliest thing, its name, what tells it from others, a score
    from 0 to 100, and whether it is clearly the one. What else a table knows makes it surer: without that, a person is clearly
    the one only by a full name that nobody else has. Diacritics are optional. The server answers OpenRefine in the same way
    at /reconcile.

    \b
    Examples:
      bienban reconcile officials.csv --column name --type person > found.csv
      bienban reconcile officials.csv --column "Họ tên" --type person --property organization="Cơ quan"
      bienban reconcile decrees.tsv --column title --type document --property number=number
    """
    from bienban.store import open_store

    properties = dict(_pair(pair) for pair in pairs)
    text = sys.stdin.buffer.read() if table == "-" else Path(table).read_bytes()
    reader = csv.DictReader(io.StringIO(_decoded(text, table), newline=""), delimiter="\t" if table.endswith(".tsv") else ",")
    columns = list(reader.fieldnames or ())
    for name in (column, *properties.values()):
        if name not in columns:
            raise UsageProblem(f"the table has no column {name!r}", where=table, todo=f"it has {', '.join(columns) or 'none'}")
    out = io.StringIO()
    writer = csv.DictWriter(out, [*columns, *ADDED], lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    total = clear = 0
    snapshot = up_to_date(Path(store))
    with open_store(store) as opened:
        for row, best in _found(snapshot, opened, _rows(reader, table), column, kinds, properties):
            writer.writerow({**row, **_added(best)})
            total, clear = total + 1, clear + int(best is not None and best.match)
            click.echo(out.getvalue(), nl=False)
            out.seek(0)
            out.truncate()
    click.echo(out.getvalue(), nl=False)
    say(f"{count(total, 'row')}, {clear} clear")


def _pair(text: str) -> tuple[str, str]:
    name, equals, column = text.partition("=")
    if not equals or not name or not column:
        raise UsageProblem(f"{text!r} is no PROPERTY=COLUMN", todo="give for example --property place=district")
    return name, column


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageProblem(f"the table is not UTF-8 at byte {error.start}", where=where, todo="save it as UTF-8") from error


def _rows(reader: csv.DictReader[str], where: str) -> Iterator[Mapping[str, str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise UsageProblem(f"the table cannot be read: {error}", where=f"{where}:{reader.line_num}") from error


def _found(
    snapshot: Snapshot, store: Queryable, rows: Iterable[Mapping[str, str]], column: str, kinds: Sequence[str],
    properties: Mapping[str, str],
) -> Iterator[tuple[Mapping[str, str], Candidate | None]]:  # fmt: skip
    """Each row with its likeliest candidate."""
    from bienban.reconcile.judging import gathered
    from bienban.store.base import select

    def asked(question: Question) -> list[Row]:
        return [_row(*row) for row in select(store, question.sparql).rows]

    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        queries = [_query(row, column, kinds, properties) for row in batch]
        found = gathered(snapshot, [query for query in queries if query is not None])
        judged = iter(found.judged([asked(question) for question in found.questions]))
        for row, query in zip(batch, queries, strict=True):
            candidates = () if query is None else next(judged)
            yield row, candidates[0] if candidates else None


def _row(thing: Term | None, value: Term | None, label: Term | None) -> Row:
    from bienban.graph.terms import iri_text, is_iri, parse_literal
    from bienban.reconcile.values import Row

    iri = "" if thing is None else iri_text(thing)
    name, language = ("", None) if label is None else parse_literal(label)[:2]
    if value is not None and is_iri(value):
        return Row(iri, iri_text(value), True, name, language or "")
    return Row(iri, "" if value is None else parse_literal(value)[0], False, name, language or "")


def _query(row: Mapping[str, str], column: str, kinds: Sequence[str], properties: Mapping[str, str]) -> Query | None:
    """What a row asks; None where its cell is empty."""
    from bienban.reconcile.asked import query_of

    known = [{"pid": pid, "v": row[name]} for pid, name in properties.items() if row.get(name)]
    if not (row.get(column) or "").strip():
        return None
    return query_of({"query": row[column], "type": list(kinds), "limit": 1, "properties": known}, column)


def _added(best: Candidate | None) -> dict[str, str]:
    from bienban.reconcile.answers import description

    if best is None:
        return dict.fromkeys(ADDED, "")
    values = (best.hit.iri, best.hit.label.text, description(best.hit), f"{best.score:g}", str(best.match).lower())
    return dict(zip(ADDED, values, strict=True))
