"""The pages of the ontology and the shapes say what their Turtle says, in both languages, with examples of the served store."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from rdflib import Graph, Literal
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from bienban.graph.vocab import BASE
from bienban.resources import resource, resources
from web.pages import BROWSER, Page, read
from web.served import Served, publish, serving

BB, BBS = f"{BASE}ontology#", f"{BASE}shapes#"
MEETING, TERM, HONOURED = (
    f"{BASE}id/event/hop-a23456723456",
    f"{BASE}id/term/khoa-a23456723456",
    f"{BASE}id/person/an-z23456723456",
)
AWARD, HOSTILE = f"{BASE}id/award/bang-khen-a23456723456", "<script>alert('Họp')</script>"
STORE = f"""
<{MEETING}> <{RDF.type}> <{BB}Meeting> .
<{MEETING}> <{RDFS.label}> "{HOSTILE}"@vi .
<{MEETING}> <{BB}inTerm> <{TERM}> .
<{TERM}> <{RDFS.label}> "khóa IX"@vi .
<{AWARD}> <{BB}recipient> <{HONOURED}> .
<{AWARD}> <{BB}citation> "có thành tích"@vi .
<{BASE}id/article/a#evidence-b> <{RDF.type}> <{BB}Evidence> <{BASE}graph/article/a> .
"""


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("vocabulary") / "store"
    publish(path, STORE)
    with serving(path, "--work", "600") as server:
        yield server


def page(served: Served, name: str, language: str = "en") -> Page:
    return read(served.client.get(f"/{name}", headers={"Accept": BROWSER, "Accept-Language": language}))


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def rows(found: Page, name: str) -> dict[str, tuple[str, set[str]]]:
    """What is said of a term: by the heading of the row, its words and where it leads."""
    (section,) = found.all("section", id=name)
    pairs = zip(section.iter("dt"), section.iter("dd"), strict=True)
    return {words(dt): (words(dd), {a.get("href", "") for a in dd.iter("a")}) for dt, dd in pairs}


def ontology() -> Graph:
    return Graph().parse(resource("ontology", "bienban.ttl"))


def classes_of(graph: Graph, node: Node | None) -> set[str]:
    """The classes of a domain or range, also of a union."""
    assert node is not None
    union = graph.value(node, OWL.unionOf)
    return {str(one) for one in (Collection(graph, union) if union is not None else [node])}


def test_properties_with_domain_and_range(explained: Served) -> None:
    graph, found = ontology(), page(explained, "ontology")
    properties = [p for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for p in graph.subjects(RDF.type, kind)]
    assert len(properties) > 40
    for one in properties:
        said = rows(found, str(one).removeprefix(BB))
        for key, prop in (("Said of", RDFS.domain), ("Values are", RDFS.range)):
            node = graph.value(one, prop)
            expected = classes_of(graph, node) if node is not None else set()
            assert said.get(key, ("", set()))[1] == {iri.replace(BASE, explained.base) for iri in expected}, (one, key)


def test_classes_with_their_properties_and_those_they_inherit(explained: Served) -> None:
    graph, found = ontology(), page(explained, "ontology")
    said = rows(found, "Conference")
    assert said["rdfs:subClassOf"][1] == {f"{explained.base}ontology#Gathering"}
    of_event = {str(p) for p in graph.subjects(RDFS.domain) if f"{BB}Event" in classes_of(graph, graph.value(p, RDFS.domain))}
    assert said["Inherited properties"][1] == {iri.replace(BASE, explained.base) for iri in of_event}
    assert rows(found, "Event")["Properties"][1] == said["Inherited properties"][1]
    assert f"{explained.base}ontology#Conference" in rows(found, "Gathering")["Narrower"][1]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["ontology", "shapes"])
def test_both_languages_with_the_readers_first(explained: Served, name: str, language: str) -> None:
    graph, found = Graph(), page(explained, name, language)
    for path in [resource("ontology", "bienban.ttl")] if name == "ontology" else resources("shapes", "*.ttl"):
        graph.parse(path)
    for term in {s for s in graph.subjects() if str(s).startswith(f"{BASE}{name}#")}:
        (section,) = found.all("section", id=str(term).partition("#")[2])
        texts = [(p.get("lang"), words(p)) for p in section.iter("p")]
        for prop in (RDFS.label, RDFS.comment, SH.message):
            said = [(o.language, " ".join(o.split())) for o in graph.objects(term, prop) if isinstance(o, Literal)]
            said.sort(key=lambda text: text[0] != language)
            assert [text for text in texts if text in said] == said, term


def test_every_link_within_leads_somewhere(explained: Served) -> None:
    pages = {name: page(explained, name) for name in ("ontology", "shapes")}
    anchors = {name: {e.get("id") for e in found.tree.iter() if isinstance(e.tag, str)} for name, found in pages.items()}
    count = 0
    for name in anchors:
        for address in pages[name].links():
            for target, known in anchors.items():
                if address.startswith(f"{explained.base}{target}#"):
                    assert address.partition("#")[2] in known, address
                    count += 1
    assert count > 500


def test_terms_lead_to_the_rules_about_them_and_back(explained: Served) -> None:
    assert f"{explained.base}shapes#S35" in rows(page(explained, "ontology"), "textDigest")["Checked by"][1]
    rule = rows(page(explained, "shapes"), "S34")
    assert rule["Applies to"][1] == {f"{explained.base}ontology#Article"}
    assert rule["Path"][0] == "dcterms:license | dcterms:rights"
    assert rule["sh:minCount"][0] == "1"


def test_examples_are_from_the_store_and_nobody_is_one(explained: Served) -> None:
    found = page(explained, "ontology")
    assert rows(found, "Meeting")["Examples here"] == (HOSTILE, {f"{explained.base}doc/{MEETING.removeprefix(BASE)}"})
    assert rows(found, "inTerm")["Examples here"][0] == f"{HOSTILE} bb:inTerm khóa IX"
    assert rows(found, "citation")["Examples here"][0].endswith("bb:citation có thành tích")
    assert "evidence" in rows(found, "Evidence")["Examples here"][0]
    assert "Examples here" not in rows(found, "recipient")
    assert HONOURED.rpartition("/")[2] not in found.text
    assert "Examples here" not in rows(found, "Congress")


def test_examples_follow_the_store(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("following") / "store"
    publish(path, STORE)
    with serving(path, "--work", "600") as server:
        headers = {"Accept": BROWSER, "Accept-Language": "en"}
        tag = server.client.get("/ontology", headers=headers).headers["etag"]
        assert server.client.get("/ontology", headers={**headers, "If-None-Match": tag}).status_code == 304
        publish(path, f"<{BASE}id/event/dai-hoi-a23456723456> <{RDF.type}> <{BB}Congress> .")
        answer = server.client.get("/ontology", headers={**headers, "If-None-Match": tag})
        assert answer.status_code == 200
        assert "Examples here" in rows(read(answer), "Congress")
