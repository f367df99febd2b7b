"""What pages say as schema.org JSON-LD is what the graph says, and nothing in it can end its block."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF

from bienban.graph.vocab import BASE
from web.pages import BROWSER, read
from web.served import Served, publish, serving, with_samples

SCHEMA = Namespace("https://schema.org/")
HOSTILE = "</script><script>alert(1)</script><!-- ]]> & \\' \\\" \\u2028"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(with_samples(tmp_path_factory.mktemp("structured") / "store"), "--work", "3000") as server:
        yield server


def block(served: Served, path: str) -> dict[str, Any]:
    answer: httpx.Response = served.client.get(path, headers={"Accept": BROWSER})
    assert answer.status_code == 200
    return read(answer).structured()


def graph_of(said: dict[str, Any]) -> Graph:
    """The block as RDF, by a context of our own: nothing is fetched."""
    assert said.pop("@context") == "https://schema.org"
    return Graph().parse(data=json.dumps({"@context": {"@vocab": str(SCHEMA)}, **said}), format="json-ld")


def about(served: Served, iri: str) -> Graph:
    return graph_of(block(served, f"/doc/{iri.removeprefix(BASE)}"))


def test_a_person_with_posts(samples: Served) -> None:
    query = """SELECT ?p ?name (COUNT(?m) AS ?n) (COUNT(?o) AS ?bodies) { ?p a foaf:Person ; foaf:name ?name . ?m org:member ?p
        OPTIONAL { ?m org:organization ?o } } GROUP BY ?p ?name ORDER BY DESC(?n) LIMIT 4"""
    for row in samples.rows(query):
        graph, person = about(samples, row["p"]), URIRef(row["p"])
        assert (person, RDF.type, SCHEMA.Person) in graph
        assert (person, SCHEMA.name, Literal(row["name"])) in graph
        roles = set(graph.objects(person, SCHEMA.memberOf))
        assert len(roles) == int(row["n"])
        assert all((role, RDF.type, SCHEMA.OrganizationRole) in graph for role in roles)
        bodies = [body for role in roles for body in graph.objects(role, SCHEMA.memberOf)]
        assert len(bodies) == int(row["bodies"])
        assert len(set(graph.objects(person, SCHEMA.jobTitle))) >= 1


def test_a_body_of_the_state_and_another(samples: Served) -> None:
    query = "SELECT ?b {{ ?b org:classification <https://w3id.org/bienban/concept/org-class/{}> }} LIMIT 1"
    for kind, expected in (("people-committee", "GovernmentOrganization"), ("party-committee", "Organization")):
        (row,) = samples.rows(query.format(kind))
        graph = about(samples, row["b"])
        assert set(graph.objects(URIRef(row["b"]), RDF.type)) == {SCHEMA[expected]}


def test_an_event_with_its_day_and_who_was_there(samples: Served) -> None:
    query = """SELECT ?e ?day (COUNT(DISTINCT ?who) AS ?n) { ?e schema:startDate ?day FILTER(STRSTARTS(STR(?day), "20"))
        ?e cv:hasParticipation/cv:hasParticipant ?who . ?m org:member ?who } GROUP BY ?e ?day ORDER BY DESC(?n) LIMIT 3"""
    for row in samples.rows(query):
        graph, event = about(samples, row["e"]), URIRef(row["e"])
        assert (event, RDF.type, SCHEMA.Event) in graph
        assert [str(o) for o in graph.objects(event, SCHEMA.startDate)] == [row["day"]]
        people = set(graph.subjects(RDF.type, SCHEMA.Person))
        assert len(people) == int(row["n"])


def test_an_article_as_it_was_published(samples: Served) -> None:
    for row in samples.rows("SELECT ?a ?title { ?a a bb:Article ; schema:headline ?title } LIMIT 3"):
        graph, article = about(samples, row["a"]), URIRef(row["a"])
        assert (article, RDF.type, SCHEMA.NewsArticle) in graph
        assert (article, SCHEMA.headline, Literal(row["title"])) in graph
        published = samples.rows(f"SELECT ?day {{ <{row['a']}> schema:datePublished ?day }}")
        assert [str(o) for o in graph.objects(article, SCHEMA.datePublished)] == [r["day"] for r in published]


def test_the_first_page_describes_the_dataset_with_its_files(samples: Served) -> None:
    while (answer := samples.client.get("/dumps/index.json")).status_code == 503:
        time.sleep(0.2)
    listed = answer.json()["files"]
    graph = graph_of(block(samples, "/"))
    (whole,) = graph.subjects(RDF.type, SCHEMA.Dataset)
    files = {str(graph.value(d, SCHEMA.contentUrl)): d for d in graph.objects(whole, SCHEMA.distribution)}
    assert set(files) == {f"{samples.base}sparql", *(file["url"] for file in listed)}
    for file in listed:
        assert str(graph.value(files[file["url"]], SCHEMA.sha256)) == file["sha256"]
    (action,) = graph.subjects(RDF.type, SCHEMA.SearchAction)
    template = str(graph.value(graph.value(action, SCHEMA.target), SCHEMA.urlTemplate))
    assert samples.client.get(template.replace("{search_term_string}", "hạnh")).status_code == 200


def test_nothing_ends_the_block(tmp_path: Path) -> None:
    person = f"{BASE}id/person/x-a23456723456"
    publish(
        tmp_path / "store",
        f"<{person}> <{RDF.type}> <http://xmlns.com/foaf/0.1/Person> .\n"
        f'<{person}> <http://xmlns.com/foaf/0.1/name> "{HOSTILE}" .\n'
        f"<{person}#membership-a> <http://www.w3.org/ns/org#member> <{person}> .\n"
        f"<{person}#membership-a> <http://www.w3.org/ns/org#role> <{BASE}id/role/r> .\n"
        f'<{BASE}id/role/r> <http://www.w3.org/2004/02/skos/core#prefLabel> "{HOSTILE}" .\n',
    )
    with serving(tmp_path / "store") as server:
        answer = server.client.get(f"/doc/{person.removeprefix(BASE)}", headers={"Accept": BROWSER})
        said = read(answer).structured()
        assert said["name"] == json.loads(f'"{HOSTILE}"'.replace("\\'", "'"))
        own = re.findall(r"<script[^>]*>", answer.text)
        assert [s for s in own if "src=" not in s] == ['<script type="application/ld+json">']
        assert "unsafe" not in answer.headers["content-security-policy"]


def test_who_holds_no_post_is_not_described(tmp_path: Path) -> None:
    person = f"{BASE}id/person/y-z23456723456"
    publish(tmp_path / "store", f'<{person}> <http://xmlns.com/foaf/0.1/name> "Lan" .\n')
    with serving(tmp_path / "store") as server:
        page = read(server.client.get(f"/doc/{person.removeprefix(BASE)}", headers={"Accept": BROWSER}))
        assert not page.all("script", type="application/ld+json")
