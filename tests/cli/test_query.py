"""``bienban query``: any SPARQL, in every format."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from rdflib import Graph

from bienban.store import open_store
from queries.dataset import article_graphs

Run = Callable[..., Result]
Fails = Callable[..., str]
NAMES = "SELECT DISTINCT ?name { ?p a foaf:Person ; foaf:name ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("stores") / "s"
    opened = open_store(path, create=True)
    for graph in article_graphs():
        opened.replace(graph)
    opened.close()
    return str(path)


def test_words_file_and_standard_input_are_the_same_query(run: Run, store: str, tmp_path: Path) -> None:
    path = tmp_path / "names.rq"
    path.write_text("\ufeff" + NAMES, encoding="utf-8")
    expected = "name\r\nNguyễn Thị Mẫu\r\nTrần Văn Thử\r\n"
    for source, stdin in ((NAMES, None), (str(path), None), ("-", NAMES)):
        assert run("query", source, "--store", store, "--format", "csv", stdin=stdin).stdout_bytes.decode() == expected


def test_table_is_the_default(run: Run, store: str) -> None:
    lines = run("query", NAMES, "--store", store).stdout.splitlines()
    assert lines[0] == "name"
    assert lines[2:] == ["Nguyễn Thị Mẫu", "Trần Văn Thử"]


def test_ask(run: Run, store: str) -> None:
    assert run("query", "ASK { ?c a bb:Congress }", "--store", store).stdout == "true\n"
    assert json.loads(run("query", "ASK { ?c a bb:Visit }", "--store", store, "--format", "json").stdout) == {
        "head": {},
        "boolean": False,
    }


@pytest.mark.parametrize("form", [None, "turtle", "nquads", "jsonld"])
def test_construct(run: Run, store: str, form: str | None) -> None:
    options = () if form is None else ("--format", form)
    text = run(
        "query", "CONSTRUCT { ?p foaf:name ?n } WHERE { ?p a foaf:Person ; foaf:name ?n }", "--store", store, *options
    ).stdout
    graph = Graph()
    graph.parse(data=text, format={"nquads": "nt", "jsonld": "json-ld"}.get(form or "", "turtle"))
    assert len(graph) == 3


def test_describe_and_named_graphs(run: Run, store: str) -> None:
    assert "foaf:name" in run("query", "DESCRIBE ?p { ?p a foaf:Person }", "--store", store).stdout
    count = run(
        "query", "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?e a bb:Evidence } }", "--store", store, "--format", "csv"
    )
    assert count.stdout_bytes == b"n\r\n3\r\n"


def test_no_rows_and_no_triples_are_said(run: Run, store: str) -> None:
    result = run("query", "SELECT ?x { ?x a bb:Visit }", "--store", store)
    assert (result.stdout, result.stderr) == ("", "no rows\n")
    assert run("query", "CONSTRUCT WHERE { ?x a bb:Visit }", "--store", store, "--format", "nquads").stderr == "no triples\n"


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("SELECT * {\n  ?s ?p\n}", (), "line 3, column"),
        ("SELECT * { ?s nope:x ?o }", (), "nope"),
        ("DELETE WHERE { ?s ?p ?o }", (), "update"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", (), "update"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", (), "SERVICE"),
        ("nowhere.rq", (), "no such file"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", ("--format", "turtle"), "CONSTRUCT"),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", ("--format", "csv"), "turtle"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", ("--endpoint", "ftp://x"), "http"),
    ],
)
def test_mistakes_are_one_line_that_helps(fails: Fails, store: str, text: str, options: tuple[str, ...], said: str) -> None:
    assert said in fails("query", text, "--store", store, *options)


def test_a_file_that_is_no_text(fails: Fails, store: str, tmp_path: Path) -> None:
    path = tmp_path / "x.rq"
    path.write_bytes(b"SELECT \xff")
    assert "UTF-8" in fails("query", str(path), "--store", store)
    assert "UTF-8" in fails("query", "-", "--store", store, stdin=b"SELECT \xff")


def test_server_that_is_not_there(fails: Fails) -> None:
    assert "no answer" in fails("query", NAMES, "--endpoint", "http://127.0.0.1:9/sparql", code=3)
