"""The reading commands on a SPARQL server: the same answers as on the store that was loaded into it."""

from __future__ import annotations

import csv
import io
import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bienban.cli.main import main
from bienban.queries.catalogue import load
from contract.oxigraph_server import oxigraph
from contract.sparql_server import serve


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("endpoint") / "store")
    assert CliRunner().invoke(main, ["import", "--samples", "--store", path]).exit_code == 0
    return path


@pytest.fixture(scope="module", params=["small", pytest.param("oxigraph", marks=pytest.mark.system)])
def endpoint(request: pytest.FixtureRequest, store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small server that was loaded with a dump, and a real one that the samples were imported into."""
    if request.param == "oxigraph":
        with oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
            result = CliRunner().invoke(main, ["import", "--samples", "--endpoint", f"{address}/query"])
            assert result.exit_code == 0, result.output
            yield f"{address}/query"
        return
    dump: Path = tmp_path_factory.mktemp("dump") / "store.nq"
    assert CliRunner().invoke(main, ["export", "--store", store, "--out", str(dump)]).exit_code == 0
    with serve(dump.read_bytes()) as address:
        yield address


def said(*command: str) -> str:
    result = CliRunner().invoke(main, list(command))
    assert result.exit_code == 0, result.output
    return result.stdout


def answer(*command: str) -> list[str]:
    return sorted(said(*command).splitlines())


def table(*command: str) -> set[tuple[frozenset[str], ...]]:
    """The rows of a CSV answer; what GROUP_CONCAT joins may come in any order (SPARQL 1.1, 18.5.1.7)."""
    rows = csv.reader(io.StringIO(said(*command, "--format", "csv"), newline=""))
    return {tuple(frozenset(cell.split("; ")) for cell in row) for row in rows}


@pytest.mark.parametrize("name", load().names())
def test_questions_have_the_same_answers_on_a_server(name: str, store: str, endpoint: str) -> None:
    example = shlex.split(load().question(name).example)
    here = table("ask", *example, "--store", store)
    assert table("ask", *example, "--endpoint", endpoint) == here
    assert len(here) > 1


@pytest.mark.parametrize(
    "text", ["SELECT ?s ?n { ?s foaf:name ?n }", "ASK { ?s a bb:Congress }", "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }"]
)
def test_queries_have_the_same_answers_on_a_server(text: str, store: str, endpoint: str) -> None:
    assert answer("query", text, "--endpoint", endpoint) == answer("query", text, "--store", store)


def test_show_is_the_same_on_a_server(store: str, endpoint: str) -> None:
    here = answer("show", "hồ sỹ quảng", "--pick", "1", "--store", store)
    assert answer("show", "hồ sỹ quảng", "--pick", "1", "--endpoint", endpoint) == here


def test_a_dump_of_a_server_is_that_of_the_store(store: str, endpoint: str) -> None:
    for form in ("nquads", "trig"):
        assert said("export", "--endpoint", endpoint, "--format", form) == said("export", "--store", store, "--format", form)
    counts = [json.loads(said("info", *where, "--format", "json")) for where in (("--endpoint", endpoint), ("--store", store))]
    for name in ("articles", "facts", "quads", "reference_quads", "merged_triples", "evidenced", "quads_per_fact", "extractors"):
        assert counts[0][name] == counts[1][name], name
    assert said("info", "--endpoint", endpoint, "--articles") == said("info", "--store", store, "--articles")
