"""A real article from file to answers: every annotated fact is in the graph, with the links that a reader sees.

The article and its annotation are not part of the repository; the names that are asked for are read from the annotation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bienban.cli.main import main
from bienban.graph.terms import is_iri, parse_literal
from bienban.store import open_store
from bienban.store.base import select
from bienban.store.embedded import EmbeddedStore
from bienban.text import match_key

pytestmark = pytest.mark.shared

CONCEPT = "https://w3id.org/bienban/concept/"


@pytest.fixture(scope="module")
def article(shared_dir: Path) -> Path:
    (found,) = (shared_dir / "articles").glob("*.txt")
    return found


@pytest.fixture(scope="module")
def gold(shared_dir: Path, article: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared_dir / "gold" / "seed" / f"{article.stem}.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def store(article: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    folder = tmp_path_factory.mktemp("real") / "store"
    result = CliRunner().invoke(main, ["import", "--store", str(folder), str(article)])
    assert result.exit_code == 0, result.output
    assert "0 set aside" in result.stderr
    assert "left out" not in result.stderr
    with closing(open_store(folder)) as opened:
        yield opened


def rows(store: EmbeddedStore, query: str) -> list[tuple[str | None, ...]]:
    """The rows with IRIs bare and literals as their text."""
    found = select(store, query).rows
    return [tuple(None if t is None else t[1:-1] if is_iri(t) else parse_literal(t)[0] for t in row) for row in found]


def bodies(name: str | list[str]) -> set[str]:
    return {match_key(n) for n in ([name] if isinstance(name, str) else name)}


def test_who_takes_part_in_which_role_and_posts(store: EmbeddedStore, gold: dict[str, Any]) -> None:
    event, person = gold["events"][0], gold["persons"][0]
    found = rows(
        store,
        """SELECT DISTINCT ?name ?day ?kind ?part ?role ?body WHERE {
             ?event cv:hasParticipation ?p ; schema:startDate ?day ; dcterms:type ?kind .
             ?p cv:hasParticipant ?who ; cv:role ?part ; bb:capacity ?m .
             ?who foaf:name ?name . ?m org:role/skos:prefLabel ?role ; org:organization/rdfs:label ?body .
             FILTER(LANG(?role) = "vi") }""",
    )
    assert {(r[0], r[1], r[2]) for r in found} == {(person["name"], event["date"], CONCEPT + "event-kind/mid-term-review")}
    assert {str(r[3]).removeprefix(CONCEPT + "participation-role/") for r in found} == set(event["people"][0]["roles"])
    for part in event["people"][0]["roles"]:
        held = {(match_key(str(r[4])), match_key(str(r[5]))) for r in found if str(r[3]).endswith(part)}
        assert len(held) == len(person["positions"])
        for post in person["positions"]:
            assert {(match_key(post["role"]), body) for body in bodies(post["org"])} & held


def test_the_organizer(store: EmbeddedStore, gold: dict[str, Any]) -> None:
    found = rows(
        store,
        """SELECT DISTINCT ?label WHERE { ?p cv:role <https://w3id.org/bienban/concept/participation-role/organizer> ;
             cv:hasParticipant/rdfs:label ?label }""",
    )
    assert [match_key(str(r[0])) for r in found] == [match_key(o) for o in gold["events"][0]["organizers"]]


def test_the_resolution_reviewed_its_congress_and_the_term(store: EmbeddedStore, gold: dict[str, Any]) -> None:
    (document,) = (d for d in gold["documents"] if d["kind"] == "resolution")
    found = rows(
        store,
        """SELECT DISTINCT ?title ?congress ?ordinal ?from ?until WHERE {
             ?event bb:reviewsImplementationOf ?d . ?d dcterms:title ?title ; bb:adoptedBy ?c ; bb:issuer ?c .
             ?c a bb:Congress ; rdfs:label ?congress ; bb:ordinal ?ordinal ; bb:inTerm ?t .
             ?t schema:startDate ?from ; schema:endDate ?until . ?event bb:inTerm ?t }""",
    )
    assert len(found) == 1
    title, congress, ordinal, start, end = map(str, found[0])
    assert match_key(title) == match_key(document["name"])
    assert match_key(congress) == match_key(document["issuer"])
    assert (ordinal, start, end) == ("9", "2020", "2025")


def test_what_the_speaker_assesses_and_asks_for(store: EmbeddedStore, gold: dict[str, Any]) -> None:
    found = rows(
        store,
        """SELECT DISTINCT ?name ?kind ?text WHERE {
             ?s bb:speaker/foaf:name ?name ; bb:statementKind ?kind ; schema:text ?text ;
                bb:occasion/schema:startDate ?day }""",
    )
    assert {r[0] for r in found} == {gold["statements"][0]["speaker"]}
    kinds = [str(r[1]).rpartition("/")[2] for r in found]
    assert {"assessment", "request"} <= set(kinds)
    assert all(len(str(r[2])) > 30 for r in found)


def test_the_awards(store: EmbeddedStore, gold: dict[str, Any]) -> None:
    counted, named = gold["awards"]
    found = rows(
        store,
        """SELECT DISTINCT ?award ?type ?n ?by ?years ?from ?until ?for WHERE {
             ?a bb:awardType ?type ; rdfs:label ?award ; bb:recipient/bb:memberCount ?n ; bb:conferrer/rdfs:label ?by ;
                bb:consecutiveYears ?years ; bb:meritStart ?from ; bb:meritEnd ?until ; bb:citation ?for ; bb:occasion ?e }""",
    )
    assert len(found) == 1
    award, kind, count, conferrer, *years, citation = map(str, found[0])
    assert match_key(award) == match_key(counted["name"])
    assert kind == CONCEPT + "award-type/commendation-letter"
    assert int(count) == counted["count"]
    assert match_key(conferrer) in bodies(counted["conferrer"])
    assert years == ["5", "2018", "2022"]
    assert match_key(citation) == match_key(counted["citation"])
    found = rows(
        store,
        """SELECT DISTINCT ?award ?place WHERE {
             ?a a bb:AwardConferral ; rdfs:label ?award ; bb:recipient/rdfs:label ?place .
             FILTER NOT EXISTS { ?a bb:citation ?c } }""",
    )
    assert [tuple(match_key(str(x)) for x in r) for r in found] == [(match_key(named["name"]), match_key(named["recipients"][0]))]


def test_the_figures_and_the_misprint_with_its_warning(store: EmbeddedStore, gold: dict[str, Any], article: Path) -> None:
    found = rows(
        store,
        """SELECT DISTINCT ?value ?target ?percent ?period ?printed WHERE {
             ?o bb:actualValue ?value ; bb:targetValue ?target ; bb:attainmentPercent ?percent .
             OPTIONAL { ?o sdmx-d:refPeriod ?period } OPTIONAL { ?o bb:printedValue ?printed } }""",
    )
    wanted = {(float(o["value"]), float(o["target"]), float(o["percent"]), o["period"]) for o in gold["observations"]}
    assert {(float(str(v)), float(str(t)), float(str(p)), y) for v, t, p, y, _ in found} == wanted
    (printed,) = (str(r[4]) for r in found if r[4] is not None)
    assert printed in article.read_text(encoding="utf-8")
    result = CliRunner().invoke(main, ["validate", str(article), "--format", "json"])
    assert result.exit_code == 0
    warnings = [f for report in json.loads(result.stdout)["reports"] for f in report["findings"] if f["severity"] == "warning"]
    assert [f["code"] for f in warnings] == ["S65"]


def test_the_article_with_title_initials_and_digest(store: EmbeddedStore, article: Path) -> None:
    text = article.read_text(encoding="utf-8")
    found = rows(
        store,
        """SELECT ?title ?byline ?digest WHERE {
             GRAPH ?g { ?a a bb:Article ; schema:headline ?title ; bb:byline ?byline ; bb:textDigest ?digest } }""",
    )
    assert len(found) == 1
    title, byline, digest = map(str, found[0])
    assert title == text.splitlines()[0]
    assert byline == text.split()[-1]
    assert digest.startswith("sha256:")


def test_every_quote_is_in_the_article_at_its_offsets(store: EmbeddedStore, article: Path) -> None:
    text = article.read_text(encoding="utf-8")
    found = rows(store, "SELECT ?quote ?start ?end WHERE { GRAPH ?g { ?s oa:exact ?quote ; oa:start ?start ; oa:end ?end } }")
    assert len(found) > 5
    for quote, start, end in found:
        assert text[int(str(start)) : int(str(end))] == quote
