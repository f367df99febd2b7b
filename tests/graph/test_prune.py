"""Leaving nodes out of a graph: they go with all that hung on them alone, and nothing else goes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.graph.build import build_graph
from bienban.graph.prune import HANGING, without
from bienban.graph.terms import iri_text
from bienban.graph.vocab import term
from bienban.model.article import Article
from bienban.model.facts import (
    Award,
    CountedGroup,
    Document,
    DocumentLink,
    Event,
    Facts,
    Key,
    Organization,
    Participation,
    Person,
    Place,
    PostHeld,
)
from bienban.model.graph import ArticleGraph
from bienban.model.mention import Sentence
from bienban.model.span import Evidence, Span
from strategies import Sample, samples

TEXT = "Sen họp. Mai họp. Văn bản. Trao giấy khen."
SENTENCES = tuple(Sentence(Span(m.start(), m.end()), 0) for m in re.finditer(r"[^.]+\.", TEXT))


def seen(sentence: int) -> tuple[Evidence, ...]:
    return (Evidence(spans=(SENTENCES[sentence].span,), rule="test.rule", confidence=1.0),)


FACTS = Facts(
    persons=(
        Person(key=Key("sen"), name="Lò Thị Sen", evidence=seen(0)),
        Person(key=Key("mai"), name="Lò Thị Mai", evidence=seen(1)),
    ),
    places=(Place(key=Key("hall"), name="Hội trường", level=None, evidence=()),),
    organizations=(Organization(key=Key("org"), name="Chi bộ", evidence=seen(0)),),
    posts=(
        PostHeld(
            key=Key("post"), person=Key("sen"), role="Người giữ đình", organization=Key("org"), status="current", evidence=seen(0)
        ),
    ),
    events=(Event(key=Key("event"), kind="meeting", name="họp", place=Key("hall"), main=True, evidence=seen(0)),),
    participations=(
        Participation(
            key=Key("p1"), event=Key("event"), participant=Key("sen"), role="chair", capacities=(Key("post"),), evidence=seen(0)
        ),
        Participation(key=Key("p2"), event=Key("event"), participant=Key("mai"), role="attendee", evidence=seen(1)),
    ),
    documents=(Document(key=Key("doc"), kind="plan", name="Kế hoạch", evidence=seen(2)),),
    links=(DocumentLink(key=Key("link"), event=Key("event"), document=Key("doc"), relation="concerns", evidence=seen(2)),),
    groups=(CountedGroup(key=Key("group"), name="3 người", count=3, evidence=()),),
    awards=(Award(key=Key("award"), name="giấy khen", group=Key("group"), occasion=Key("event"), evidence=seen(3)),),
)
GRAPH = build_graph(Article(text=TEXT, source="a", stem="a"), FACTS, sentences=SENTENCES, extractor="bienban-vi")


def node(kind: str, predicate: str | None = None, value: str = "") -> str:
    """The one node of a type, or the one of that type that says something."""
    found = {s for s, p, o in GRAPH.triples if f"#{kind}-" in s and (predicate is None or (p == term(predicate) and value in o))}
    assert len(found) == 1
    return iri_text(found.pop())  # type: ignore[arg-type]


def kinds(graph: ArticleGraph) -> dict[str, int]:
    """How many nodes of each type there are."""
    nodes = {s for s, _, _ in graph.triples if s.startswith(f"<{graph.article}#")}
    found: dict[str, int] = {}
    for name in nodes:
        kind = name.partition("#")[2].partition("-")[0]
        found[kind] = found.get(kind, 0) + 1
    return found


def lost(*nodes: str) -> dict[str, int]:
    """How many nodes of each type go when these go."""
    after = kinds(without(GRAPH, frozenset(nodes)))
    return {k: n - after.get(k, 0) for k, n in kinds(GRAPH).items() if n != after.get(k, 0)}


def test_nothing_goes_when_nothing_is_named() -> None:
    assert without(GRAPH, frozenset()) == GRAPH
    assert without(GRAPH, frozenset({"https://nobody.example/#x-1"})) == GRAPH


def test_an_event_takes_its_participations_place_and_links_but_no_people() -> None:
    # Evidence: of the event, of both participations, of the link. The sentences still carry other facts.
    assert lost(node("event")) == {"event": 1, "participation": 2, "place": 1, "evidence": 4}
    left = without(GRAPH, frozenset({node("event")})).triples
    assert not any(p in (term("schema:about"), term("bb:occasion"), term("bb:concernsDocument")) for _, p, _ in left)


def test_a_person_takes_posts_and_participations() -> None:
    # Of the post hangs the coined role; of Mai's participation nothing.
    assert lost(node("person", "foaf:name", "Sen")) == {"person": 1, "post": 1, "role": 1, "participation": 1, "evidence": 3}


def test_a_document_takes_the_evidence_of_its_link_and_the_sentence() -> None:
    assert lost(node("document")) == {"document": 1, "evidence": 2, "target": 1, "selector": 1}


def test_an_award_goes_with_its_last_recipient_and_the_group_with_the_award() -> None:
    whole = {"award": 1, "group": 1, "evidence": 1, "target": 1, "selector": 1}
    assert lost(node("award")) == whole
    assert lost(node("group")) == whole


def test_an_organization_leaves_the_post() -> None:
    assert lost(node("org")) == {"org": 1, "evidence": 1}


@pytest.mark.parametrize("kind", ["post", "participation"])
def test_the_rest_stays_word_for_word(kind: str) -> None:
    gone = node(kind, "org:member" if kind == "post" else "bb:capacity")
    left = set(without(GRAPH, frozenset({gone})).triples)
    assert left < set(GRAPH.triples)
    assert {t for t in GRAPH.triples if f"<{gone}>" in (t[0], t[2])}.isdisjoint(left)


@given(samples(), st.data())
def test_what_is_left_is_a_closed_graph(sample: Sample, data: st.DataObject) -> None:
    graph = build_graph(sample.article, sample.facts, sentences=sample.sentences, extractor="bienban-vi")
    subjects = sorted({s for s, _, _ in graph.triples if "#" in s})
    nodes = data.draw(st.frozensets(st.sampled_from(subjects), max_size=3)) if subjects else frozenset()
    left = without(graph, frozenset(iri_text(n) for n in nodes))  # type: ignore[arg-type]
    said = {s for s, _, _ in left.triples}
    pointed = {o for _, p, o in left.triples if p != term("oa:hasBody")}
    before = {o for _, p, o in graph.triples if p != term("oa:hasBody")}
    assert said.isdisjoint(nodes)
    for _, _, o in left.triples:
        assert f"<{graph.article}#" not in o or o in said
    for name in said & before - pointed:
        assert name.partition("#")[2].partition("-")[0] not in HANGING, f"{name} hangs in the air"
    assert without(left, frozenset(iri_text(n) for n in nodes)) == left  # type: ignore[arg-type]
