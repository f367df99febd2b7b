"""``bienban query``."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bienban.cli.answering import open_target, page, width_option
from bienban.cli.options import endpoint_option, store_option, verbosity_options
from bienban.cli.talk import say
from bienban.errors import UsageProblem
from bienban.model.endpoint import Endpoint

if TYPE_CHECKING:
    from bienban.store.base import Result

__all__ = ["query"]

TABLES = ("table", "csv", "tsv", "json", "xml")
GRAPHS = ("turtle", "nquads", "jsonld")

_SPARQL = re.compile(
    r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE|PREFIX|BASE|INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE
)


@click.command("query")
@click.argument("sparql", metavar="FILE|TEXT|-")
@click.option(
    "--format", "form", type=click.Choice([*TABLES, *GRAPHS]),
    help="table, csv, tsv, json, xml for SELECT and ASK; turtle, nquads, jsonld for CONSTRUCT and DESCRIBE."
    "  [default: table; turtle]",
)  # fmt: skip
@width_option
@store_option
@endpoint_option
@verbosity_options
def query(sparql: str, form: str | None, width: int | None, store: str, endpoint: Endpoint | None) -> None:
    """Run any SPARQL query on the store or a server.

    The query (SPARQL 1.1) is given as words, as a file, or by - from standard input. The default graph is the merged graph;
    GRAPH ?g { … } reaches the article graphs with the evidence. The project's prefixes (bb, cv, dcterms, foaf, oa, org, prov,
    rdfs, schema, sdmx-d, skos, xsd and others) need not be declared. Nothing can be changed by a query.

    \b
    Examples:
      bienban query 'SELECT ?name { ?p a foaf:Person ; foaf:name ?name }'
      bienban query question.rq --format csv
      bienban query - --format json < question.rq
    """
    text = _text(sparql)
    with open_target(store, endpoint) as target:
        found = target.query(text)
    click.echo(_written(found, form, width), nl=False)


def _text(given: str) -> str:
    """The query: standard input, a file, or the words.

    Raises:
        UsageProblem: there is no such file and the words are no query, or the file is not text.
    """
    if given == "-":
        data = sys.stdin.buffer.read()
        where = "-"
    elif _SPARQL.search(given) and ("{" in given or "<" in given or "\n" in given):
        return given
    else:
        path = Path(given)
        where = given
        if not path.is_file():
            todo = "give a file, - for standard input, or SPARQL such as 'SELECT * { ?s ?p ?o } LIMIT 10'"
            raise UsageProblem("no such file, and no query", where=given, todo=todo)
        data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UsageProblem("the query is not UTF-8 text", where=where, todo="save it as UTF-8") from problem


def _written(found: Result, form: str | None, width: int | None) -> str:
    """The answer in the format asked for.

    Raises:
        UsageProblem: the format is for another kind of query.
    """
    from bienban.answers.results import FORMATS
    from bienban.answers.table import draw, grid
    from bienban.answers.triples import write_triples
    from bienban.store.base import Rows, Triples

    if isinstance(found, Triples):
        if form in TABLES:
            raise UsageProblem(
                f"--format {form} is for SELECT and ASK", todo=f"this query gives a graph: use {', '.join(GRAPHS)}"
            )
        if not found.triples:
            say("no triples")
        return write_triples(found, form or "turtle")
    if form in GRAPHS:
        raise UsageProblem(f"--format {form} is for CONSTRUCT and DESCRIBE", todo=f"use {', '.join(TABLES)}")
    if form is not None and form != "table":
        return FORMATS[form](found)
    if not isinstance(found, Rows):
        return "true\n" if found else "false\n"
    if not found.rows:
        say("no rows")
        return ""
    cells, styled = page(width)
    return draw(grid(found), cells, styled=styled)
