"""Comunica, the SPARQL engine for the web, on the running server: the endpoint, and an entity by its address.

``BIENBAN_COMUNICA`` names its program ``comunica-sparql``; ``.ci/run`` installs it from npm.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from bienban.graph.vocab import BASE
from web.served import EX, Served, publish, serving

pytestmark = pytest.mark.system

NAME = "http://xmlns.com/foaf/0.1/name"
PERSON, EVENT = f"{BASE}id/person/lan-a23456723456", f"{BASE}id/event/hop-b23456723456"
THINGS = f"""
<{PERSON}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Person> .
<{PERSON}> <{NAME}> "Lý Thị Lan"@vi .
<{EVENT}> <http://www.w3.org/2000/01/rdf-schema#label> "Họp giao ban"@vi .
<{EVENT}> <http://data.europa.eu/m8g/hasParticipation> <{EVENT}#participation-a> .
<{EVENT}#participation-a> <http://data.europa.eu/m8g/hasParticipant> <{PERSON}> .
"""


def comunica(source: str, query: str, media_type: str = "application/sparql-results+json") -> str:
    """What it answers; it may reach this machine only."""
    program = os.environ.get("BIENBAN_COMUNICA")
    if program is None:
        pytest.skip("BIENBAN_COMUNICA names no comunica-sparql (npm install @comunica/query-sparql)")
    guard = Path(__file__).parent / "cases" / "loopback.cjs"
    done = subprocess.run(
        ["node", "--require", str(guard), str(Path(program).resolve()), source, "-q", query, "-t", media_type],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


def bindings(source: str, query: str) -> list[dict[str, str]]:
    found: Any = json.loads(comunica(source, query))
    return [{name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"]]


@pytest.fixture(scope="module")
def entities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("comunica") / "store"
    publish(path, THINGS)
    with serving(path, "--work", "600") as server:
        yield server


def test_the_guard_holds() -> None:
    with pytest.raises(AssertionError, match="LEFT THE HOST FOR"):
        comunica("http://bienban.invalid/", "ASK {}")


def test_select(served: Served) -> None:
    found = bindings(served.endpoint, f"SELECT ?n {{ ?s <{EX}name> ?n ; <{EX}age> ?age FILTER(?age > 40) }}")
    assert found == [{"n": 'Tạ "Minh", & <con>\nSông'}]


def test_select_from_two_patterns_that_comunica_joins_itself(served: Served) -> None:
    found = bindings(served.endpoint, f"SELECT ?a ?b {{ ?x <{EX}knows> ?y {{ ?x <{EX}name> ?a }} {{ ?y <{EX}name> ?b }} }}")
    assert [row["a"] for row in found] == ["Lý Thị Lan"]


@pytest.mark.parametrize(("name", "there"), [("Lý Thị Lan", True), ("Nobody", False)])
def test_ask(served: Served, name: str, there: bool) -> None:
    found = json.loads(comunica(served.endpoint, f'ASK {{ ?s <{EX}name> "{name}"@vi }}'))
    assert found["boolean"] is there


def test_construct(served: Served) -> None:
    turtle = comunica(served.endpoint, "CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle")
    assert len(Graph().parse(data=turtle, format="turtle")) == 4


@pytest.mark.parametrize(
    "address", ["id/person/lan-a23456723456", "doc/id/person/lan-a23456723456", "doc/id/person/lan-a23456723456.jsonld"]
)
def test_an_entity_by_its_address(entities: Served, address: str) -> None:
    """From the thing over the redirect, from its document, and from a format of it: with who it is and where it was."""
    query = f"SELECT ?name ?there {{ <{PERSON}> <{NAME}> ?name . ?there <http://data.europa.eu/m8g/hasParticipant> <{PERSON}> }}"
    assert bindings(entities.base + address, query) == [{"name": "Lý Thị Lan", "there": f"{EVENT}#participation-a"}]


def test_a_document_leads_to_the_endpoint_for_the_rest(entities: Served) -> None:
    """What the description of the dataset names as its endpoint answers, too."""
    query = "SELECT ?e { ?d <http://rdfs.org/ns/void#sparqlEndpoint> ?e }"
    (found,) = bindings(f"{entities.base}.well-known/void", query)
    assert bindings(found["e"], f"SELECT ?n {{ ?s <{NAME}> ?n }}") == [{"n": "Lý Thị Lan"}]
