"""The reading commands on a SPARQL server: the same answers as on the store that was loaded into it."""

from __future__ import annotations

import csv
import io
import json
import shlex
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from click.testing import CliRunner

from bienban.cli.main import main
from bienban.queries.catalogue import load
from contract.oxigraph_server import oxigraph
from contract.sparql_server import serve
from contract.virtuoso_server import virtuoso


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("endpoint") / "store")
    assert CliRunner().invoke(main, ["import", "--samples", "--store", path]).exit_code == 0
    return path


SERVED = [pytest.param(name, marks=pytest.mark.system) for name in ("oxigraph", "union", "virtuoso")]

Where = tuple[str, ...]
"""Flags that name a server."""

OTHER_CELLS = {
    # Of several sentences about a thing Virtuoso's MIN takes another one than the order of code points gives.
    ("virtuoso", "review-queue"): ("quote",),
    # What it works out to be true it gives as the number 1.
    ("virtuoso", "reviews"): ("inside",),
}
"""Deviations of servers: columns of a question in which they give something else."""


@pytest.fixture(scope="module", params=["small", *SERVED])
def endpoint(request: pytest.FixtureRequest, store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Where]:
    """A small server that was loaded with a dump, and real ones that the samples were imported into."""
    with ExitStack() as stack:
        where: Where
        if request.param == "small":
            where = ("--endpoint", stack.enter_context(serve(said("export", "--store", store).encode())))
        elif request.param == "virtuoso":
            where = stack.enter_context(virtuoso(tmp_path_factory.mktemp("virtuoso"), rows=5_000)).flags()
        else:
            flags = ("--union-default-graph",) if request.param == "union" else ()
            where = ("--endpoint", f"{stack.enter_context(oxigraph(tmp_path_factory.mktemp('oxigraph'), *flags))}/query")
        if request.param != "small":
            said("import", "--samples", *where)
        yield where


def said(*command: str) -> str:
    result = CliRunner().invoke(main, list(command))
    assert result.exit_code == 0, result.output
    return result.stdout


def answer(*command: str) -> list[str]:
    return sorted(said(*command).splitlines())


def table(*command: str) -> set[tuple[tuple[str, frozenset[str]], ...]]:
    """The rows of a CSV answer by column; what GROUP_CONCAT joins may come in any order (SPARQL 1.1, 18.5.1.7)."""
    names, *rows = csv.reader(io.StringIO(said(*command, "--format", "csv"), newline=""))
    return {tuple((name, frozenset(cell.split("; "))) for name, cell in zip(names, row, strict=True)) for row in rows}


@pytest.mark.parametrize("name", load().names())
def test_questions_have_the_same_answers_on_a_server(
    name: str, store: str, endpoint: Where, request: pytest.FixtureRequest
) -> None:
    example = shlex.split(load().question(name).example)
    here, there = (table("ask", *example, *where) for where in (("--store", store), endpoint))
    other = OTHER_CELLS.get((request.node.callspec.params["endpoint"], name), ())
    if other:
        assert there != here
        here, there = [{tuple((n, c) for n, c in row if n not in other) for row in rows} for rows in (here, there)]
    assert there == here
    assert here


@pytest.mark.parametrize(
    "text", ["SELECT ?s ?n { ?s foaf:name ?n }", "ASK { ?s a bb:Congress }", "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }"]
)
def test_queries_have_the_same_answers_on_a_server(text: str, store: str, endpoint: Where) -> None:
    assert answer("query", text, *endpoint) == answer("query", text, "--store", store)


def test_show_is_the_same_on_a_server(store: str, endpoint: Where) -> None:
    here = answer("show", "hồ sỹ quảng", "--pick", "1", "--store", store)
    assert answer("show", "hồ sỹ quảng", "--pick", "1", *endpoint) == here


def test_a_dump_of_a_server_is_that_of_the_store(store: str, endpoint: Where) -> None:
    for form in ("nquads", "trig"):
        assert said("export", *endpoint, "--format", form) == said("export", "--store", store, "--format", form)
    counts = [json.loads(said("info", *where, "--format", "json")) for where in (endpoint, ("--store", store))]
    for name in ("articles", "facts", "quads", "reference_quads", "merged_triples", "evidenced", "quads_per_fact", "extractors"):
        assert counts[0][name] == counts[1][name], name
    assert said("info", *endpoint, "--articles") == said("info", "--store", store, "--articles")


def test_a_server_is_validated_as_the_store_is(store: str, endpoint: Where) -> None:
    here, there = (json.loads(said("validate", *where, "--format", "json")) for where in (("--store", store), endpoint))
    found = [{(f["code"], f["focus"], f["value"]) for r in one["reports"] for f in r["findings"]} for one in (here, there)]
    assert found[0] == found[1]
    assert here["counts"] == there["counts"]
