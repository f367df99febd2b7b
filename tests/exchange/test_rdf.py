"""Turtle, TriG and JSON-LD say exactly what the graph says, whatever its literals hold."""

from __future__ import annotations

import json
from decimal import Decimal

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph, URIRef
from rdflib.compare import to_isomorphic

from bienban.exchange.rdf import jsonld, trig, turtle
from bienban.graph.build import build_graph
from bienban.graph.terms import date, decimal, integer, iri, string
from bienban.graph.vocab import BASE, concept, term
from bienban.model.dates import PartialDate
from bienban.model.graph import ArticleGraph
from strategies import Sample, samples

ARTICLE = f"{BASE}id/article/a-1"
SUBJECTS = st.sampled_from([iri(ARTICLE), iri(f"{ARTICLE}#person-x"), concept("event-kind", "other")])
PREDICATES = st.sampled_from([term("rdf:type"), term("foaf:name"), term("schema:startDate"), iri("https://example.org/p#1a")])
LITERALS = st.one_of(
    st.text(max_size=20).map(string),
    st.text(max_size=20).map(lambda t: string(t, "vi")),
    st.integers(-(10**20), 10**20).map(integer),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e9"), max_value=Decimal("1e9")).map(decimal),
    st.sampled_from([PartialDate(2023, 3, 29), PartialDate(2023, 3), PartialDate(2023), PartialDate(None, 6, 29)]).map(date),
)
IRIS = st.sampled_from([term("bb:Congress"), iri(BASE), iri("https://example.org/a?b=c#d"), iri("http://www.w3.org/ns/org#")])


@st.composite
def graphs(draw: st.DrawFn) -> ArticleGraph:
    triples = set()
    for _ in range(draw(st.integers(1, 8))):
        predicate = draw(PREDICATES)
        value = draw(IRIS if predicate == term("rdf:type") else st.one_of(LITERALS, IRIS))
        triples.add((draw(SUBJECTS), predicate, value))
    return ArticleGraph(name=f"{BASE}graph/article/a-1", article=ARTICLE, triples=tuple(sorted(triples)))


def said(graph: Graph) -> set[str]:
    return {line for line in to_isomorphic(graph).serialize(format="nt").splitlines() if line}


@given(graphs())
def test_every_form_says_the_same(graph: ArticleGraph) -> None:
    reference = Dataset().parse(data=graph.nquads(), format="nquads")
    expected = said(reference.graph(URIRef(graph.name)))
    assert said(Graph().parse(data=turtle(graph), format="turtle")) == expected
    for text, form in ((trig(graph), "trig"), (json.dumps(jsonld(graph)), "json-ld")):
        dataset = Dataset()
        dataset.parse(data=text, format=form)
        assert said(dataset.graph(URIRef(graph.name))) == expected


@given(samples())
def test_every_form_of_any_article_says_the_same_to_oxigraph(sample: Sample) -> None:
    graph = build_graph(sample.article, sample.facts, sentences=sample.sentences, extractor="bienban-vi")
    quads = set(pyoxigraph.parse(graph.nquads(), format=pyoxigraph.RdfFormat.N_QUADS))
    assert set(pyoxigraph.parse(trig(graph), format=pyoxigraph.RdfFormat.TRIG)) == quads
    assert {t.triple for t in pyoxigraph.parse(turtle(graph), format=pyoxigraph.RdfFormat.TURTLE)} == {q.triple for q in quads}
    assert set(pyoxigraph.parse(json.dumps(jsonld(graph)), format=pyoxigraph.RdfFormat.JSON_LD)) == quads


def test_nodes_of_the_article_and_concepts_are_short_and_evidence_comes_last() -> None:
    triples = (
        (iri(ARTICLE), term("schema:about"), iri(f"{ARTICLE}#event-a")),
        (iri(f"{ARTICLE}#evidence-a"), term("oa:hasBody"), iri(f"{ARTICLE}#event-a")),
        (iri(f"{ARTICLE}#event-a"), term("dcterms:type"), concept("event-kind", "congress")),
    )
    graph = ArticleGraph(name=f"{BASE}graph/article/a-1", article=ARTICLE, triples=tuple(sorted(triples)))
    assert trig(graph) == (
        "@prefix : <https://w3id.org/bienban/id/article/a-1#> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "@prefix event-kind: <https://w3id.org/bienban/concept/event-kind/> .\n@prefix oa: <http://www.w3.org/ns/oa#> .\n"
        "@prefix schema: <https://schema.org/> .\n\n<https://w3id.org/bienban/graph/article/a-1> {\n"
        "  <https://w3id.org/bienban/id/article/a-1> schema:about :event-a .\n\n"
        "  :event-a dcterms:type event-kind:congress .\n\n  :evidence-a oa:hasBody :event-a .\n}\n"
    )
    assert jsonld(graph)["@context"] == {
        "dcterms": "http://purl.org/dc/terms/",
        "event-kind": "https://w3id.org/bienban/concept/event-kind/",
        "oa": "http://www.w3.org/ns/oa#",
        "schema": "https://schema.org/",
    }


def test_the_text_is_short_and_stable() -> None:
    triples = (
        (iri(ARTICLE), term("schema:headline"), string("Họp", "vi")),
        (iri(ARTICLE), term("bb:textLength"), integer(3)),
        (iri(ARTICLE), term("rdf:type"), term("bb:Article")),
    )
    graph = ArticleGraph(name=f"{BASE}graph/article/a-1", article=ARTICLE, triples=tuple(sorted(triples)))
    assert turtle(graph) == (
        "@prefix bb: <https://w3id.org/bienban/ontology#> .\n@prefix schema: <https://schema.org/> .\n\n"
        '<https://w3id.org/bienban/id/article/a-1> a bb:Article ;\n    schema:headline "Họp"@vi ;\n    bb:textLength 3 .\n'
    )
    assert jsonld(graph)["@graph"] == [
        {
            "@id": ARTICLE,
            "@type": ["bb:Article"],
            "schema:headline": {"@value": "Họp", "@language": "vi"},
            "bb:textLength": 3,
        }
    ]
