"""The JSON-LD context: every term of the ontology has a short name, and a graph survives the way through it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, Graph
from rdflib.compare import to_isomorphic

from bienban.graph.vocab import PREFIXES
from bienban.resources import resource, resource_text
from bienban.validate.rdf import graph_of
from variants.good import good_graph

CONTEXT: dict[str, Any] = json.loads(resource_text("ontology", "context.jsonld"))["@context"]
ontology = Graph().parse(resource("ontology", "bienban.ttl"))
BB = PREFIXES["bb"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_prefix_is_the_programs(prefix: str) -> None:
    assert CONTEXT[prefix] == PREFIXES[prefix]


@pytest.mark.parametrize("kind", [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty], ids=["class", "link", "value"])
def test_every_term_has_its_name(kind: Any) -> None:  # noqa: ANN401 - an rdflib term
    for subject in ontology.subjects(RDF.type, kind):
        if str(subject).startswith(BB):
            name = str(subject).removeprefix(BB)
            said = CONTEXT[name] if isinstance(CONTEXT[name], str) else CONTEXT[name]["@id"]
            assert said == f"bb:{name}"
            if kind == OWL.ObjectProperty:
                assert CONTEXT[name]["@type"] == "@id"
            if kind == OWL.DatatypeProperty and ontology.value(subject, RDFS.range) == RDF.langString:
                assert CONTEXT[name]["@language"] == "vi"


def test_a_graph_survives_the_way_through_json() -> None:
    graph = graph_of(good_graph().triples)
    written = json.loads(graph.serialize(format="json-ld", context=CONTEXT))
    assert "memberCount" in json.dumps(written)
    again = Graph().parse(data=json.dumps(written), format="json-ld")
    assert to_isomorphic(again) == to_isomorphic(graph)


def test_short_names_read_as_the_terms_they_stand_for() -> None:
    document = {
        "@context": CONTEXT,
        "@id": "https://a.example/1",
        "@type": "CountedGroup",
        "label": "4 đảng viên",
        "memberCount": 4,
    }
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    lines = sorted(graph.serialize(format="nt").strip().splitlines())
    assert len(lines) == 3
    assert any(f"<{BB}memberCount>" in line and "XMLSchema#integer" in line for line in lines)
    assert any('đảng viên"@vi' in line or 'viên"@vi' in line for line in lines)
