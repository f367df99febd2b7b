"""Every question on Oxigraph and on rdflib: the same rows, the rows that the articles say, for every parameter."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import combinations
from pathlib import Path

import pytest

from bienban.answers.display import plain
from bienban.queries.catalogue import load
from bienban.store import open_store
from bienban.store.base import Queryable, Rows, select
from bienban.store.memory import MemoryStore
from bienban.store.reference import reference_triples
from queries.dataset import TEXTS, article_graphs

QUESTIONS = load().questions
EXAMPLES = {q.name: dict(word.split("=", 1) for word in shlex.split(q.example)[1:]) for q in QUESTIONS}


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Queryable]:
    store = open_store(tmp_path_factory.mktemp("store") / "s", create=True)
    for graph in article_graphs():
        store.replace(graph)
    yield store
    store.close()


@pytest.fixture(scope="module")
def rdflib() -> Iterator[Queryable]:
    store = MemoryStore()
    store.load_reference(reference_triples())
    for graph in article_graphs():
        store.replace(graph)
    yield store
    store.close()


def normal(text: str) -> str:
    """A cell up to what the standard leaves open: the order of a concatenation, the form of a number."""
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return "; ".join(sorted(text.split("; ")))


def table(found: Rows) -> Counter[tuple[str, ...]]:
    return Counter(tuple(normal(plain(term)) for term in row) for row in found.rows)


def asked(store: Queryable, name: str, values: dict[str, str], language: str = "vi") -> list[dict[str, str]]:
    found = select(store, load().question(name).bind(values, language=language))
    return [dict(zip(found.variables, map(plain, row), strict=True)) for row in found.rows]


def same(oxigraph: Queryable, rdflib: Queryable, name: str, values: dict[str, str], language: str = "vi") -> int:
    """Ask both; the number of rows that both give."""
    text = load().question(name).bind(values, language=language)
    one, other = select(oxigraph, text), select(rdflib, text)
    assert one.variables == other.variables
    assert table(one) == table(other)
    return len(one.rows)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_examples_give_the_same_rows(oxigraph: Queryable, rdflib: Queryable, name: str, language: str) -> None:
    assert same(oxigraph, rdflib, name, EXAMPLES[name], language) >= 1


NOTHING = {"thing": "khong co ai nhu vay", "text": "không có chữ này", "exact": "không có", "iri": "id/article/none-x"}
FEW: dict[tuple[str, str], tuple[str, str]] = {
    ("review-queue", "below"): ("0.8", "0.1"),
    ("review-queue", "rule"): ("participations.given", "no.rule"),
    ("participants", "role"): ("attendee", "presenter"),
    ("meetings", "role"): ("organizer", "presenter"),
    ("meetings", "kind"): ("conference", "visit"),
    ("events", "kind"): ("conference", "visit"),
    ("activity", "kind"): ("conference", "visit"),
    ("attendance", "kind"): ("conference", "visit"),
    ("awards", "type"): ("certificate-of-merit", "medal"),
    ("awards", "conferrer"): ("quan uy", "khong co"),
    ("awards-total", "type"): ("certificate-of-merit", "medal"),
    ("awards-total", "conferrer"): ("quận ủy", "không có"),
    ("documents", "kind"): ("resolution", "law"),
    ("documents", "number"): ("12/KH", "99/"),
    ("documents", "issuer"): ("ủy ban nhân dân", "không có"),
    ("documents", "document"): ("ke hoach", "khong co"),
    ("documents-without-number", "kind"): ("resolution", "plan"),
    ("statements", "kind"): ("request", "report"),
    ("statements", "about"): ("môi trường", "không có"),
    ("personnel", "status"): ("appointed", "dismissed"),
    ("organizations", "class"): ("party-committee", "government"),
    ("places", "level"): ("district", "commune"),
    ("holders", "role"): ("bí thư", "không có"),
    ("figures", "indicator"): ("thu ngân sách", "không có"),
    ("figures", "period"): ("2030", "2029"),
    ("disagreements", "indicator"): ("ngân sách", "không có"),
    ("posts", "on"): ("2031-05", "2030"),
    ("stale", "before"): ("9.9", "0.1"),
    ("rules", "rule"): ("AWARDS", "không có"),
    ("articles", "title"): ("bổ nhiệm", "không có"),
    ("articles", "publisher"): ("sông tiên", "không có"),
    ("contents", "title"): ("bổ nhiệm", "không có"),
    ("personnel", "organization"): ("truong tieu hoc", "khong co"),
    ("party-bodies", "organization"): ("quan uy", "khong co"),
    ("awards", "recipient"): ("truong tieu hoc", "khong co"),
    ("awards", "party"): ("truong tieu hoc", "khong co"),
    ("reviews", "document"): ("nghi quyet", "khong co"),
    ("timeline", "thing"): ("nguyen thi mau", "khong co"),
}
"""By question and parameter: a value that some rows have, and one that none has."""

WORDS = {
    "person": "nguyen thi mau", "speaker": "NGUYỄN", "event": "hoi nghi", "organization": "quan an phu", "place": "an phu",
    "area": "quan an phu", "thing": "hội nghị", "name": "mẫu", "recipient": "truong", "document": "ke hoach", "from": "2031-05",
    "to": "2031", "conferrer": "quan uy",
}  # fmt: skip
NEVER = {"from": "2040", "to": "2020"}


@pytest.mark.parametrize(("name", "parameter"), [(q.name, p.name) for q in QUESTIONS for p in q.parameters if p.kind != "iri"])
def test_every_parameter_keeps_some_and_drops_others(oxigraph: Queryable, rdflib: Queryable, name: str, parameter: str) -> None:
    question = load().question(name)
    kind = next(p.kind for p in question.parameters if p.name == parameter)
    some, none = FEW.get((name, parameter), (WORDS.get(parameter, ""), NEVER.get(parameter, NOTHING.get(kind, ""))))
    needed = {p.name: EXAMPLES[name][p.name] for p in question.parameters if p.required}
    assert same(oxigraph, rdflib, name, {**needed, parameter: some}) >= 1
    assert same(oxigraph, rdflib, name, {**needed, parameter: none}) == 0


PARTS = {"event": "hoi nghi", "person": "nguyen", "organization": "quan uy", "role": "attendee", "from": "2031-05", "to": "2031"}


@pytest.mark.parametrize("chosen", [c for n in range(2, 7) for c in combinations(PARTS, n)], ids=" ".join)
def test_parameters_of_participants_work_together(oxigraph: Queryable, rdflib: Queryable, chosen: tuple[str, ...]) -> None:
    values = {name: PARTS[name] for name in chosen}
    assert same(oxigraph, rdflib, "participants", values) >= 1
    keys = {"event": "eventIri", "person": "participantIri"}
    by_iri = {keys[name]: name for name in chosen if name in keys}
    row = asked(oxigraph, "participants", values)[0]
    assert same(oxigraph, rdflib, "participants", values | {name: row[key] for key, name in by_iri.items()}) >= 1


HOSTILE = ['"}', "} UNION { ?s ?p ?o", "\\", '" || true || "', "?s ?p ?o . #", "$event", "'", "\n}\nDROP ALL"]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(("name", "parameter"), [("participants", "event"), ("statements", "about"), ("review-queue", "rule")])
def test_no_value_changes_the_question(oxigraph: Queryable, rdflib: Queryable, name: str, parameter: str, value: str) -> None:
    assert same(oxigraph, rdflib, name, {parameter: value}) == 0


def test_a_thing_by_its_iri_is_that_one(oxigraph: Queryable) -> None:
    both = asked(oxigraph, "namesakes", {})
    assert [row["name"] for row in both] == ["Nguyễn Thị Mẫu"] * 2
    posts = {row["personIri"]: [p["role"] for p in asked(oxigraph, "posts", {"person": row["personIri"]})] for row in both}
    assert sorted(posts.values()) == [["Bí thư"], ["Hiệu trưởng"]]


def test_participants_with_role_post_and_sentence(oxigraph: Queryable) -> None:
    rows = asked(oxigraph, "participants", {"event": "hội nghị", "person": "Nguyễn Thị Mẫu", "role": "attendee"})
    assert len(rows) == 1
    row = rows[0]
    assert (row["date"], row["participant"], row["posts"]) == ("2031-05-12", "Nguyễn Thị Mẫu", "Bí thư Quận ủy Quận An Phú")
    assert row["quote"].startswith("Đến dự có bà Nguyễn Thị Mẫu, Bí thư Quận ủy")
    assert (row["article"], row["published"]) == ("Quận An Phú sơ kết giữa nhiệm kỳ", "2031-05-13")


def test_a_fact_of_two_articles_is_one_row_with_the_earliest_sentence(oxigraph: Queryable) -> None:
    rows = asked(oxigraph, "participants", {"person": "Trần Văn Thử"})
    assert [(row["articles"], row["quote"][:6], row["article"]) for row in rows] == [
        ("2", "Đến dự", "Quận An Phú sơ kết giữa nhiệm kỳ")
    ]


def test_organization_finds_those_who_hold_posts_in_it(oxigraph: Queryable) -> None:
    rows = asked(oxigraph, "participants", {"organization": "uy ban nhan dan quan an phu"})
    assert {row["participant"] for row in rows} == {"Trần Văn Thử", "Ủy ban nhân dân Quận An Phú"}


def test_reviews_say_whether_inside_the_term(oxigraph: Queryable) -> None:
    rows = {row["document"]: row for row in asked(oxigraph, "reviews", {})}
    review = rows["Nghị quyết Đại hội lần thứ IX"]
    assert (review["tie"], review["inside"], review["term"]) == ("sơ kết, tổng kết", "true", "nhiệm kỳ 2028–2033")
    assert "thực hiện Nghị quyết" in review["quote"]
    plan = rows["Kế hoạch số 12/KH-UBND"]
    assert (plan["tie"], plan["inside"]) == ("triển khai", "")
    assert {row["tie"] for row in asked(oxigraph, "reviews", {}, "en")} == {"reviews", "implements"}


def test_counts(oxigraph: Queryable) -> None:
    assert [(r["people"], r["named"], r["events"]) for r in asked(oxigraph, "attendance", {"kind": "conference"})] == [
        ("190", "2", "1")
    ]
    totals = asked(oxigraph, "awards-total", {"conferrer": "quận ủy"})
    assert [(r["year"], r["recipients"], r["awards"]) for r in totals] == [("2031", "3", "1")]
    together = asked(oxigraph, "co-attendance", {"person": "Trần Văn Thử"})
    assert [(r["other"], r["together"], r["first"]) for r in together] == [("Nguyễn Thị Mẫu", "1", "2031-05-12")]


def test_figures_compare_plan_and_result(oxigraph: Queryable) -> None:
    rows = asked(oxigraph, "figures", {"area": "an phu"})
    assert [(r["actual"], r["target"], r["attainment"], r["computed"]) for r in rows if r["target"]] == [
        ("30000000000", "20000000000", "150", "150")
    ]
    values = asked(oxigraph, "disagreements", {})
    assert {(r["value1"], r["value2"]) for r in values} <= {("30000000000", "31000000000"), ("31000000000", "30000000000")}
    assert len(values) == 1


def test_evidence_opens_on_the_words(oxigraph: Queryable) -> None:
    rows = asked(oxigraph, "evidence", {"thing": "hội nghị"})
    assert len(rows) == 2 + 1  # the conference in two articles, and its tie to the resolution
    for row in rows:
        assert any(text[int(row["start"]) : int(row["end"])] == row["quote"] for text in TEXTS.values())


def test_order_is_by_date_and_what_has_none_comes_last(oxigraph: Queryable) -> None:
    dates = [row["date"] for row in asked(oxigraph, "participants", {})]
    known = [date for date in dates if date]
    assert dates[: len(known)] == known == sorted(known)


def test_question_works_beside_an_empty_store(tmp_path: Path) -> None:
    store = open_store(tmp_path / "s", create=True)
    try:
        for name, values in EXAMPLES.items():
            assert select(store, load().question(name).bind(values)).rows == (), name
    finally:
        store.close()
