"""Programs that people use, on the running server: SPARQLWrapper, rdflib's SPARQLStore, ``bienban query --endpoint``."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLExceptions, SPARQLWrapper

from bienban.cli.main import main
from web.served import EX, Served

NAMES = f"SELECT ?n {{ ?s <{EX}name> ?n }} ORDER BY ?n"


def wrapper(served: Served, text: str, form: str) -> SPARQLWrapper:
    client = SPARQLWrapper(served.endpoint)
    client.setQuery(text)
    client.setReturnFormat(form)
    return client


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_select(served: Served, method: str) -> None:
    client = wrapper(served, NAMES, JSON)
    client.setMethod(method)
    rows: Any = client.queryAndConvert()
    assert rows["results"]["bindings"][0]["n"]["value"] == "Lý Thị Lan"


@pytest.mark.parametrize(("form", "part"), [(CSV, b"n\r\n"), (TSV, b"?n\n")])
def test_sparqlwrapper_tables(served: Served, form: str, part: bytes) -> None:
    found: Any = wrapper(served, NAMES, form).queryAndConvert()
    assert found.startswith(part)


def test_sparqlwrapper_xml(served: Served) -> None:
    found: Any = wrapper(served, NAMES, XML).queryAndConvert()
    assert found.getElementsByTagName("literal")[0].firstChild.data == "Lý Thị Lan"


@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD])
def test_sparqlwrapper_construct(served: Served, form: str) -> None:
    found: Any = wrapper(served, "CONSTRUCT WHERE { ?s ?p ?o }", form).queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert len(graph) == 4


def test_sparqlwrapper_sees_a_bad_query(served: Served) -> None:
    with pytest.raises(SPARQLExceptions.QueryBadFormed):
        wrapper(served, "SELECT {", JSON).query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_sparqlstore(served: Served, method: Any) -> None:  # noqa: ANN401
    graph = Graph(SPARQLStore(served.endpoint, method=method))
    assert {str(o) for o in graph.objects(URIRef(f"{EX}lan"))} == {"Lý Thị Lan", f"{EX}minh"}
    rows: Any = list(graph.query(NAMES))
    assert str(rows[0][0]) == "Lý Thị Lan"
    assert len(graph) == 4


@pytest.mark.parametrize("text", [NAMES, "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_bienban_itself_asks_the_server_what_it_asks_the_store(served: Served, quads_store: object, text: str) -> None:
    there = CliRunner().invoke(main, ["query", text, "--endpoint", served.endpoint])
    here = CliRunner().invoke(main, ["query", text, "--store", str(quads_store)])
    assert there.exit_code == here.exit_code == 0
    assert there.stdout == here.stdout
    assert there.stdout


def test_bienban_endpoint_says_what_the_server_says(served: Served) -> None:
    result = CliRunner().invoke(main, ["query", "SELECT * { ?s ?p }", "--endpoint", served.endpoint])
    assert result.exit_code == 2
    assert "line 1" in result.stderr
