"""Stores in Python: what is asked and listed is what the questions say, on disk and behind a server alike."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

import bienban
from bienban.api.things import Thing
from bienban.errors import QueryProblem, StoreMissing, StoreProblem, UsageProblem
from bienban.graph.terms import Term
from bienban.model.dates import PartialDate
from bienban.resources import resource
from bienban.store.base import Rows

SAMPLES = Path(str(resource("data", "articles")))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bienban.KnowledgeGraph]:
    with bienban.open(tmp_path_factory.mktemp("api") / "store", create=True) as opened:
        opened.add(SAMPLES, jobs=1)
        yield opened


LISTS = {
    "participations": "participants", "posts": "posts", "events": "events", "documents": "documents", "awards": "awards",
    "figures": "figures", "statements": "statements", "persons": "persons", "bodies": "organizations",
}  # fmt: skip


@pytest.mark.parametrize(("method", "question"), LISTS.items())
def test_every_row_of_a_question_is_a_typed_fact(graph: bienban.KnowledgeGraph, method: str, question: str) -> None:
    table = graph.ask(question)
    facts = list(getattr(graph, method)())
    assert len(facts) == len(table) > 3
    for fact in facts:
        source = getattr(fact, "source", None)
        if source is not None:
            assert source.quote
            assert source.article is not None
            assert source.articles >= 1


def test_codes_names_and_dates_of_typed_facts(graph: bienban.KnowledgeGraph) -> None:
    part = next(p for p in graph.participations(event="so ket giua nhiem ky") if p.role == "chair")
    assert part.date == PartialDate(2023, 5, 12)
    assert part.event.iri is not None
    assert part.event.iri.startswith("https://w3id.org/bienban/id/event/")
    assert {p.status for p in graph.posts()} <= {"held", "former", "appointed", "dismissed"}
    assert all(p.first is None or isinstance(p.first, PartialDate) for p in graph.posts())
    assert {e.kind for e in graph.events()} >= {"mid-term-review", "session"}


def test_things_and_dates_are_values(graph: bienban.KnowledgeGraph) -> None:
    event = next(graph.events(event="so ket giua nhiem ky")).event
    assert len(graph.ask("participants", event=event)) == len(graph.ask("participants", event=event.iri or ""))
    early = graph.ask("events", until=PartialDate(2023, 1))
    late = graph.ask("events", since="2023-02")
    assert len(early) > 0
    assert len(late) > 0
    assert not set(early.column("eventIri")) & set(late.column("eventIri"))
    assert len(graph.ask("organizations", class_="party-committee"))


def test_select_ask_and_construct(graph: bienban.KnowledgeGraph) -> None:
    count = graph.select("SELECT (COUNT(*) AS ?n) { ?p a foaf:Person }")[0].n
    assert isinstance(count, int)
    assert count > 10
    assert graph.query("ASK { ?p a foaf:Person }") is True
    found = graph.query("CONSTRUCT { ?p foaf:name ?n } WHERE { ?p foaf:name ?n }")
    assert isinstance(found, rdflib.Graph)
    assert len(found) == count
    with pytest.raises(QueryProblem):
        graph.select("ASK { ?p a foaf:Person }")


def test_mistakes_say_what_to_do(graph: bienban.KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="did you mean participants"):
        graph.ask("participant")
    with pytest.raises(UsageProblem, match="no parameter"):
        graph.ask("participants", wer="a")
    with pytest.raises(StoreMissing):
        bienban.open(tmp_path / "none")
    with pytest.raises(UsageProblem):
        graph.remove("no-such-article")


def test_frames(graph: bienban.KnowledgeGraph) -> None:
    table = graph.ask("events")
    pandas, polars = table.to_pandas(), table.to_polars()
    assert len(pandas) == len(polars) == len(table)
    assert list(pandas.columns) == polars.columns == list(table.columns)
    assert pandas["event"].tolist() == polars["event"].to_list() == list(table.column("event"))
    figures = graph.ask("figures").to_pandas()
    assert figures["actual"].dropna().dtype == float
    days = graph.ask("participants", event="so ket giua nhiem ky")
    assert str(days.to_pandas()["date"].dtype).startswith("datetime64")
    assert str(days.to_polars()["date"].dtype) == "Date"
    nothing = graph.ask("events", event="không có hội nghị nào như vậy")
    assert len(nothing) == 0
    assert list(nothing.to_pandas().columns) == nothing.to_polars().columns == list(nothing.columns)


def test_a_table_in_words_csv_and_a_notebook(graph: bienban.KnowledgeGraph) -> None:
    table = graph.ask("persons")
    assert "Họ tên" in str(table)
    assert "more rows" in str(table)
    assert table.to_csv().splitlines()[0] == ",".join(table.columns)
    assert len(table[:3]) == 3
    row = table[0]
    assert row.person == row["person"] == row.asdict()["person"]
    with pytest.raises(AttributeError, match="there are"):
        _ = row.nobody
    evil = bienban.Table(Rows(("a",), ((Term('"<script>"'),),)), (("a", "<b>"),))
    assert "<script>" not in evil._repr_html_()
    assert "<b>" not in evil._repr_html_()


def test_adding_texts_and_taking_them_out(tmp_path: Path) -> None:
    text = "Chiều 5/4/2023, ông Trần Văn Mẫu, Chủ tịch UBND huyện Đông Lâm, dự hội nghị sơ kết quý I tại xã Tân Hòa Đông."
    note = bienban.article(text, title="Đông Lâm sơ kết", id="so-1", date="2023-04-06", publisher="Báo Mẫu")
    with bienban.open(tmp_path / "store", create=True) as graph:
        assert graph.articles() == ()
        assert graph.add(note).added == 1
        assert graph.add(note).unchanged == 1
        assert [p.participant.name for p in graph.participations(person="tran van mau")] == ["Trần Văn Mẫu"]
        (tmp_path / "bad.json").write_text("{", encoding="utf-8")
        summary = graph.add(tmp_path / "bad.json", SAMPLES / "truong-khanh-tham-tet.md", jobs=1)
        assert (summary.added, len(summary.aside)) == (1, 1)
        assert graph.remove("so-1") not in graph.articles()
        assert len(graph.articles()) == 1
    with pytest.raises(StoreProblem, match="closed"):
        graph.articles()


def test_reading_one_or_many(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Hội nghị\n\nSáng 5/4, hội nghị diễn ra tại huyện Đông Lâm.", encoding="utf-8")
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    articles = bienban.read_all(tmp_path)
    assert [a.title for a in articles] == ["Hội nghị"]
    assert [str(a).count("b.json") for a in articles.set_aside] == [1]
    with pytest.raises(bienban.BienbanError):
        bienban.read(tmp_path / "b.json")
    with pytest.raises(bienban.BienbanError, match="14 articles"):
        bienban.read(SAMPLES)
    with pytest.raises(bienban.BienbanError, match="empty"):
        bienban.article("  ")


def test_validation_of_articles_facts_and_rdf(tmp_path: Path) -> None:
    assert bienban.check(bienban.read(SAMPLES / "truong-khanh-tham-tet.md")).subject
    bad = tmp_path / "bad.ttl"
    bad.write_text("<urn:a> a <http://xmlns.com/foaf/0.1/Person> .", encoding="utf-8")
    assert bienban.check(bad).findings
    bad.write_text("<urn:a> a", encoding="utf-8")
    with pytest.raises(bienban.BienbanError):
        bienban.check(bad)


def test_importing_costs_nothing_and_lists_what_there_is() -> None:
    code = "import bienban, sys; print(sorted(m for m in sys.modules if m.startswith('bienban'))); print(dir(bienban))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    modules, names = done.stdout.splitlines()
    assert modules == "['bienban']"
    for name in ("open", "extract", "KnowledgeGraph"):
        assert name in names
        assert getattr(bienban, name) is not None
    with pytest.raises(AttributeError):
        _ = bienban.nothing


def test_a_thing_prints_its_name() -> None:
    assert str(Thing("Hội nghị", "urn:a")) == "Hội nghị"
