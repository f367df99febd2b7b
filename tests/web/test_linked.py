"""Linked data: every IRI of the graph answers, with a document in each format, and says what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from click.testing import CliRunner
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from bienban.cli.main import main
from bienban.graph.vocab import BASE
from bienban.store.layout import Layout
from bienban.store.ledger import Ledger
from web.served import Served, publish, serving

PERSON = f"{BASE}id/person/lan-a23456723456"
OTHER = f"{BASE}id/event/hop-b23456723456"
SCRIPT = "<script>alert('Lan')</script> & \\\"Lan\\\""
FOAF_NAME = "<http://xmlns.com/foaf/0.1/name>"
THINGS = f"""
<{PERSON}> <{RDF.type}> <{FOAF.Person}> .
<{PERSON}> {FOAF_NAME} "{SCRIPT}" .
<{PERSON}> <http://xmlns.com/foaf/0.1/page> <javascript:alert(1)> .
<{PERSON}#membership-a> <http://www.w3.org/ns/org#member> <{PERSON}> .
<{PERSON}#membership-a> <https://schema.org/startDate> "2031"^^<http://www.w3.org/2001/XMLSchema#gYear> .
<{OTHER}> <http://www.w3.org/2000/01/rdf-schema#label> "Họp"@vi .
""" + "".join(
    f"<{OTHER}> <http://data.europa.eu/m8g/hasParticipation> <{OTHER}#participation-{i:03}> .\n"
    f"<{OTHER}#participation-{i:03}> <http://data.europa.eu/m8g/hasParticipant> <{PERSON}> .\n"
    for i in range(120)
)
FORMATS = {
    "ttl": ("text/turtle", "turtle"), "nt": ("application/n-triples", "nt"), "jsonld": ("application/ld+json", "json-ld"),
    "rdf": ("application/rdf+xml", "xml"), "trig": ("application/trig", "trig"), "nq": ("application/n-quads", "nquads"),
}  # fmt: skip


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("linked") / "store"
    publish(path, THINGS)
    with closing(Ledger(Layout(path).ledger, write=True)) as ledger, ledger.history() as history:
        history.begin()  # as whoever writes articles does; the feed is told from it
    with serving(path, "--work", "600", "--max-rows", "20") as server:
        yield server


def here(iri: str) -> str:
    return iri.replace(BASE, "/")


def document(served: Served, iri: str, **headers: str) -> httpx.Response:
    return served.client.get("/doc" + here(iri), headers=headers)


def graph_of(answer: httpx.Response, form: str) -> Graph:
    data = Dataset()
    data.parse(data=answer.content, format=form)
    found = Graph()
    for s, p, o, _ in data.quads():
        found.add((s, p, o))
    return found


def test_a_thing_is_not_its_document(linked: Served) -> None:
    answer = linked.client.get(here(PERSON))
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{linked.base}doc/id/person/lan-a23456723456"


@pytest.mark.parametrize("suffix", FORMATS)
def test_formats_by_suffix_and_by_accept(linked: Served, suffix: str) -> None:
    media, form = FORMATS[suffix]
    by_suffix = linked.client.get(f"/doc{here(PERSON)}.{suffix}", headers={"Accept": "text/html"})
    by_accept = document(linked, PERSON, Accept=media)
    assert by_suffix.headers["content-type"].startswith(media)
    assert by_suffix.content == by_accept.content
    found = graph_of(by_accept, form)
    assert (URIRef(PERSON), RDF.type, FOAF.Person) in found
    assert (URIRef(f"{linked.base}doc/id/person/lan-a23456723456"), FOAF.primaryTopic, URIRef(PERSON)) in found
    assert any(s == URIRef(f"{PERSON}#membership-a") and isinstance(o, Literal) for s, _, o in found)


def test_the_page_escapes_what_the_graph_says(linked: Served) -> None:
    answer = document(linked, PERSON, Accept="text/html,*/*;q=0.8")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    own_script = re.compile(rf'<script src="{linked.base}static/[^">]+" defer>')
    data = re.compile(r'<script type="application/ld\+json">[^<>&]*</script>')  # not run, and nothing in it ends it
    assert len(data.findall(answer.text)) == 1
    assert re.findall(r"<script[^>]*>[^<]*", data.sub("", answer.text)) == own_script.findall(answer.text)
    assert "&lt;script&gt;" in answer.text
    assert 'href="javascript:' not in answer.text
    HTMLParser().feed(answer.text)


def test_headers(linked: Served) -> None:
    answer = document(linked, PERSON, Accept="text/turtle")
    assert answer.headers["vary"] == "Accept"
    links = answer.headers["link"]
    for relation in ("canonical", "cite-as", "alternate", "describedby", "next"):
        assert f'rel="{relation}"' in links
    assert f'<{PERSON}>; rel="cite-as"' in links
    tag = answer.headers["etag"]
    again = document(linked, PERSON, Accept="text/turtle", **{"If-None-Match": f'"other", {tag}'})
    assert again.status_code == 304
    assert again.headers["etag"] == tag
    assert again.content == b""
    assert document(linked, PERSON, Accept="text/html", **{"If-None-Match": tag}).status_code == 200


def test_a_document_leads_to_its_list_and_to_its_licence(tmp_path: Path) -> None:
    article, licence = f"{BASE}id/article/a-a23456723456", "https://creativecommons.org/publicdomain/zero/1.0/"
    said = f"<{article}> <{RDF.type}> <{BASE}ontology#Article> .\n<{article}> <http://purl.org/dc/terms/license> <{licence}> .\n"
    publish(tmp_path / "store", THINGS + said)
    with serving(tmp_path / "store") as server:
        for accept in ("text/turtle", "text/html"):
            links = document(server, article, Accept=accept).headers["link"]
            assert f'<{licence}>; rel="license"' in links
            assert f'<{server.base}articles>; rel="collection"' in links
            links = document(server, PERSON, Accept=accept).headers["link"]
            assert f'<{server.base}dumps/#rights>; rel="license"' in links
            assert f'<{server.base}persons>; rel="collection"' in links
            assert links.count('rel="alternate"') == 7


def test_an_import_changes_the_tag(tmp_path: Path) -> None:
    publish(tmp_path / "store", THINGS)
    with serving(tmp_path / "store") as server:
        tag = document(server, PERSON).headers["etag"]
        publish(tmp_path / "store", f'<{PERSON}> {FOAF_NAME} "Lan" .')
        answer = document(server, PERSON, **{"If-None-Match": tag})
        assert answer.status_code == 200
        assert answer.headers["etag"] != tag


def test_incoming_facts_come_in_pages(linked: Served) -> None:
    seen: set[str] = set()
    url: str | None = f"/doc{here(PERSON)}"
    pages = 0
    while url is not None:
        answer = linked.client.get(url, headers={"Accept": "application/n-triples"})
        assert answer.status_code == 200
        found = set(re.findall(r"<([^>]*#participation-\d+)> <[^>]*hasParticipant>", answer.text))
        assert not found & seen
        seen |= found
        pages += 1
        following = re.search(r'<([^>]*)>; rel="next"', answer.headers["link"])
        url = following[1] if following is not None else None
        assert ('rel="prev"' in answer.headers["link"]) == (pages > 1)
    assert len(seen) == 120
    assert pages == 3
    assert linked.client.get(f"/doc{here(PERSON)}?page=9").status_code == 404
    assert linked.client.get(f"/doc{here(PERSON)}?page=0").status_code == 400


@pytest.mark.parametrize(
    "path", ["/doc/id/person/nobody", "/doc/id/", "/doc/%3Cx%3E", "/doc/id/a%20b", "/doc/id/%7D%20DROP", "/doc/x%0Ay"]
)
def test_what_the_graph_does_not_know(linked: Served, path: str) -> None:
    answer = linked.client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_nothing_fits(linked: Served) -> None:
    assert document(linked, PERSON, Accept="image/png").status_code == 406


@pytest.mark.parametrize("name", ["ontology", "shapes"])
def test_vocabularies_at_their_iris(linked: Served, name: str) -> None:
    turtle = linked.client.get(f"/{name}", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=turtle.text, format="turtle")
    page = linked.client.get(f"/{name}", headers={"Accept": "text/html"}).text
    terms = {str(s).partition("#")[2] for s in graph.subjects(unique=True) if str(s).startswith(f"{BASE}{name}#")}
    assert len(terms) > 20
    assert terms <= set(re.findall(r'id="([^"]+)"', page))
    assert linked.client.get(f"/{name}.rdf").headers["content-type"] == "application/rdf+xml"
    for relation in ("canonical", "cite-as", "license", "describedby", "alternate"):
        assert f'rel="{relation}"' in turtle.headers["link"]
    tag = turtle.headers["etag"]
    assert linked.client.get(f"/{name}", headers={"Accept": "text/turtle", "If-None-Match": tag}).status_code == 304


def test_the_version_of_the_ontology(linked: Served) -> None:
    assert linked.client.get("/ontology/0.1.0").status_code == 200
    assert linked.client.get("/ontology/9.9").status_code == 404


def test_the_context_makes_json_of_the_graph_short(linked: Served) -> None:
    answer = linked.client.get("/context.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.content == linked.client.get("/ontology/context.jsonld").content
    said = {**answer.json(), "@id": PERSON, "@type": "foaf:Person"}
    assert (URIRef(PERSON), RDF.type, FOAF.Person) in Graph().parse(data=json.dumps(said), format="json-ld")
    tag = answer.headers["etag"]
    assert linked.client.get("/context.jsonld", headers={"If-None-Match": tag}).status_code == 304


def test_the_description_of_the_dataset_is_in_every_format(linked: Served) -> None:
    graphs = []
    for media, form in FORMATS.values():
        answer = linked.client.get("/.well-known/void", headers={"Accept": media})
        assert answer.headers["content-type"].startswith(media)
        graphs.append(graph_of(answer, form))
    dataset = URIRef(f"{linked.base}.well-known/void#dataset")
    for graph in graphs:
        assert {o.language for o in graph.objects(dataset, DCTERMS.description) if isinstance(o, Literal)} == {"vi", "en"}
        assert (dataset, DCTERMS.conformsTo, URIRef(f"{BASE}ontology")) in graph
        assert (dataset, RDF.type, DCAT.Dataset) in graph


def test_void_counts_what_is_there(linked: Served) -> None:
    answer = linked.client.get("/.well-known/void", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.text, format="turtle")
    triples = [int(str(o)) for o in graph.objects(None, URIRef("http://rdfs.org/ns/void#triples"))]
    assert triples == [THINGS.count(" .\n")]
    assert URIRef(f"{linked.base}sparql") in set(graph.objects(None, URIRef("http://rdfs.org/ns/void#sparqlEndpoint")))


def test_sitemaps_lead_to_documents(linked: Served) -> None:
    robots = linked.client.get("/robots.txt").text
    index = re.search(r"Sitemap: (\S+)", robots)
    assert index is not None
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    maps = [loc.text or "" for loc in ElementTree.fromstring(linked.client.get(index[1]).text).iter(space)]  # noqa: S314
    pages = [loc.text or "" for url in maps for loc in ElementTree.fromstring(linked.client.get(url).text).iter(space)]  # noqa: S314
    assert pages == [f"{linked.base}doc/id/person/lan-a23456723456"]
    assert linked.client.get(pages[0]).status_code == 200


def test_large_stores_have_many_sitemaps(tmp_path: Path) -> None:
    """Each of no more than is allowed, with everything in one of them, and nobody who holds no post."""
    articles = [f"{BASE}id/article/bai-{i:012}" for i in range(20_001)]
    event, nobody = f"{BASE}id/event/hop-a23456723456", f"{BASE}id/person/an-z23456723456"
    types = {event: f"{BASE}ontology#Meeting", nobody: str(FOAF.Person)}
    rows = [*((iri, f"{BASE}ontology#Article") for iri in articles), *types.items()]
    publish(tmp_path / "store", THINGS + "".join(f"<{s}> <{RDF.type}> <{o}> .\n" for s, o in rows))
    with serving(tmp_path / "store", "--work", "600") as server:
        answer = server.client.get("/sitemap.xml")
        maps = re.findall(r"<loc>([^<]+)</loc>", answer.text)
        assert len(maps) == 4
        pages = [re.findall(r"<loc>([^<]+)</loc>", server.client.get(url).text) for url in maps]
        assert all(0 < len(found) <= 50_000 for found in pages)
        expected = {f"{server.base}doc{here(iri)}" for iri in (*articles, event, PERSON)}
        assert sorted(url for found in pages for url in found) == sorted(expected)
        for url in ("/sitemap.xml", maps[0]):
            tag = server.client.get(url).headers["etag"]
            assert server.client.get(url, headers={"If-None-Match": tag}).status_code == 304
        assert server.client.get("/sitemap-article-3.xml").status_code == 404
        assert server.client.get("/sitemap-nothing-1.xml").status_code == 404


def test_the_interface_describes_addresses_that_answer(linked: Served) -> None:
    document = json.loads(linked.client.get("/openapi.json").content)
    assert document["openapi"].startswith("3.1")
    values = {"path": "id/person/lan-a23456723456", "form": "json"}
    for path, operations in document["paths"].items():
        needed = [p["name"] for p in operations["get"]["parameters"] if p["in"] == "query" and p["required"]]
        query = {"default": ""} if path == "/data" else dict.fromkeys(needed, "2023")
        answer = linked.client.get(path.format(**values), params=query)
        assert answer.status_code in (200, 422), path


@pytest.mark.parametrize("path", ["%EE%AE%B1", "%F3%B0%80%80", "%C2%85", "%EF%BF%BF", "a%20b", "%3Ca%3E"])
def test_what_no_iri_can_be_is_nowhere(linked: Served, path: str) -> None:
    assert linked.client.get(f"/doc/id/{path}").status_code == 404


def test_health_is_a_query(linked: Served) -> None:
    answer = linked.client.get("/health").json()
    assert answer["status"] == "ok"
    assert answer["empty"] is False
    assert answer["generation"] >= 1


def test_every_problem_has_its_paragraph(linked: Served) -> None:
    page = linked.client.get("/problems").text
    for url in (
        "/nothing",
        "/sparql?query=X",
        "/sparql?query=ASK{SERVICE<x:y>{}}",
        "/data?default",
        "/sparql?a=b",
        "/sparql?update=x",
    ):
        problem = linked.client.get(url).json()
        assert problem["type"].startswith(f"{linked.base}problems#")
        assert f'id="{problem["type"].rpartition("#")[2]}"' in page


def test_a_browser_gets_a_form_for_queries(linked: Served) -> None:
    answer = linked.client.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})
    assert answer.headers["content-type"].startswith("text/html")
    assert "<textarea" in answer.text


@pytest.mark.system
def test_every_iri_of_the_samples_dereferences(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    assert CliRunner().invoke(main, ["import", "--samples", "--store", store]).exit_code == 0
    dump = CliRunner().invoke(main, ["export", "--store", store, "--format", "nquads"]).stdout
    minted = sorted(set(re.findall(rf"<({re.escape(BASE)}[^>]+)>", dump)))
    by_document: dict[str, list[str]] = {}
    for iri in minted:
        by_document.setdefault(iri.partition("#")[0], []).append(iri)
    assert len(by_document) > 300
    kinds: set[str] = set()
    with serving(Path(store), "--work", "3000") as server, httpx.Client(base_url=server.base, follow_redirects=True) as client:
        for start, iris in by_document.items():
            answer = client.get(start.replace(BASE, server.base), headers={"Accept": "application/n-triples"}, timeout=60)
            assert answer.status_code == 200, start
            graph = start.startswith(f"{BASE}graph/")  # its triples are about other things
            missing = [iri for iri in iris if f"<{iri}>" not in answer.text]
            assert graph or not missing, start
            kind = start.removeprefix(BASE).rpartition("/")[0]
            if kind not in kinds and not graph:
                kinds.add(kind)
                page = client.get(start.replace(BASE, server.base), headers={"Accept": "text/html"}, timeout=60)
                assert page.status_code == 200, start
                assert start in page.text
    assert len(kinds) > 15
