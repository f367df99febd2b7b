"""The schemes: one table, files generated from it, labels in both languages, codes that the lexicon may use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from bienban.graph.schemes import codes, concepts
from bienban.lang.vi.lexicon import table
from bienban.resources import resource
from bienban.text import match_key, nfc
from bienban.validate.schemes import CLOSED, COMMAND, EVENT_CLASSES, OPEN, generated, schemes

FILES = sorted(resource("ontology", "schemes").glob("*.ttl"))


@pytest.mark.parametrize("path", generated(), ids=lambda path: path.name)
def test_generated_files_are_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generated()[path], f"{path.name} is not what the table says; run: {COMMAND}"


def test_every_scheme_has_a_file_and_no_other_file_is_there() -> None:
    assert {path.stem for path in FILES} == {scheme.code for scheme in schemes()} == {c.scheme for c in concepts()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scheme_is_a_tree_of_labelled_concepts(path: Path) -> None:
    graph = Graph().parse(path)
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    members = set(graph.subjects(SKOS.inScheme, scheme))
    assert members == set(graph.subjects(RDF.type, SKOS.Concept))
    for concept in members:
        assert sorted(str(label.language) for label in graph.objects(concept, SKOS.prefLabel) if hasattr(label, "language")) == [
            "en",
            "vi",
        ]
        assert str(concept) == f"{scheme}/{graph.value(concept, SKOS.notation)}"
        broader = graph.value(concept, SKOS.broader)
        top = (concept, SKOS.topConceptOf, scheme) in graph
        assert top == (broader is None) == ((scheme, SKOS.hasTopConcept, concept) in graph)
        assert broader is None or broader in members


@pytest.mark.parametrize("scheme", [s.code for s in schemes()])
def test_concepts_are_well_formed(scheme: str) -> None:
    members = {c.code: c for c in concepts() if c.scheme == scheme}
    for code, concept in members.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
        assert concept.vi == nfc(concept.vi)
        assert concept.vi != concept.en or scheme == "unit-of-measure", code
        if concept.broader is not None:
            assert members[concept.broader].broader is None, f"{code}: two levels are enough"


@pytest.mark.parametrize("scheme", [s.code for s in schemes()])
def test_a_label_means_one_concept(scheme: str) -> None:
    meaning: dict[str, str] = {}
    for concept in concepts():
        if concept.scheme == scheme:
            for label in {match_key(label) for label in (concept.vi, *concept.alt)}:
                assert meaning.setdefault(label, concept.code) == concept.code, label


def test_a_code_is_used_once() -> None:
    known = [(c.scheme, c.code) for c in concepts()]
    assert len(known) == len(set(known))


def test_fine_types_have_a_kind_above_them() -> None:
    kinds = {c.code: c.broader for c in concepts() if c.scheme == "event-kind"}
    assert {code for code, broader in kinds.items() if broader is None} == set(EVENT_CLASSES)


def test_shapes_know_schemes_that_are_there() -> None:
    assert {*CLOSED.values(), *(scheme for scheme, _ in OPEN.values()), "event-kind"} == {s.code for s in schemes()}


def test_there_are_roles_for_party_state_and_army() -> None:
    assert len(codes("post-role")) > 100


@pytest.mark.parametrize(
    ("name", "column", "scheme"),
    [
        ("org_heads", "kind", "org-class"),
        ("event_types", "code", "event-kind"),
        ("units", "code", "unit-of-measure"),
        ("group_kinds", "code", "group-kind"),
        ("indicators", "code", "indicator"),
        ("award_types", "type", "award-type"),
    ],
)
def test_the_lexicon_uses_codes_of_the_scheme(name: str, column: str, scheme: str) -> None:
    used = {cell: row.where for row in table(name) if (cell := row.get(column)) is not None}
    assert used
    assert {code: where for code, where in used.items() if code not in codes(scheme)} == {}


def test_types_of_events_in_the_lexicon_stand_under_the_kind_of_the_scheme() -> None:
    broader = {c.code: c.broader for c in concepts() if c.scheme == "event-kind"}
    assert {row.need("code"): row.need("kind") for row in table("event_types")} == {
        code: kind for code, kind in broader.items() if kind is not None
    }


def test_schemes_load_as_linked_data() -> None:
    graph = Graph().parse(resource("ontology", "schemes") / "event-kind.ttl")
    review = URIRef("https://w3id.org/bienban/concept/event-kind/mid-term-review")
    assert str(graph.value(review, SKOS.broader)) == "https://w3id.org/bienban/concept/event-kind/conference"
