"""The whole reader: occasions and who takes part in short texts, two full articles, and what holds for any text."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.lang.registry import language
from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.model.facts import Event, Facts, Key, StatementKind
from bienban.text import nfc

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = tomllib.loads((HERE / "cases_occasions.toml").read_text(encoding="utf-8"))["case"]
ARTICLES = sorted((Path(__file__).parents[3] / "data" / "articles").iterdir())
WORDS = (
    'hội nghị|Đại hội|lễ|họp|ông|Lê Văn Mẫu|phát biểu|tại|trao|cho|,|.|“|”|"|(|)|:|Ngày 2/9/2023|nhiệm kỳ 2020 – 2025|lần thứ IX|'
    "Đảng ủy xã Mẫu Sơn|tổ chức|dự|có|theo|-|\n|12 đại biểu|bầu|được bầu|Chủ tịch UBND xã|và|thay mặt|nói|đề nghị|khóa XII"
)
PIECES = st.sampled_from(WORDS.split("|"))


def article(text: str) -> Article:
    return Article(text=nfc(text), source="-", stem="t")


def facts_of(text: str) -> Facts:
    return language("vi").read(article(text)).facts


def event_line(event: Event) -> str:
    date = str(event.start) if event.end is None else f"{event.start}/{event.end}"
    return f"{'* ' if event.main else ''}{event.kind} | {event.name} | {date}"


def who(facts: Facts) -> dict[Key, str]:
    return {p.key: p.name for p in facts.persons} | {o.key: o.name for o in facts.organizations}


def at_main(facts: Facts) -> list[tuple[str, str]]:
    main = next((e.key for e in facts.events if e.main), None)
    names = who(facts)
    return [(names[p.participant], p.role) for p in facts.participations if p.event == main and p.participant in names]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_occasions_of_a_text(case: dict[str, Any]) -> None:
    text = nfc(case["text"].strip())
    facts = facts_of(text)
    assert {"events", "people", "organizers", "statements"} & case.keys(), "a case must expect something"
    if "events" in case:
        assert [event_line(e) for e in facts.events if e.listed] == case["events"]
    if "people" in case:
        assert sorted(f"{n} | {r}" for n, r in at_main(facts) if r != "organizer") == sorted(case["people"])
    if "organizers" in case:
        assert [n for n, r in at_main(facts) if r == "organizer"] == case["organizers"]
    if "statements" in case:
        names = who(facts)
        said = [f"{names[s.speaker]} | {s.kind} | {s.text.of(text) if s.text else ''}" for s in facts.statements]
        assert said == case["statements"]


REVIEW = (HERE / "mid_term_review.txt").read_text(encoding="utf-8")


def test_a_mid_term_review_is_read_with_its_links() -> None:
    facts = facts_of(REVIEW)
    review, congress = facts.events
    assert (review.type, review.main, review.ordinal) == ("mid-term-review", True, None)
    assert (congress.listed, congress.ordinal, congress.name) == (False, 4, "Đại hội Đảng bộ xã Mẫu Sơn lần thứ IV")
    resolution = next(d for d in facts.documents if d.kind == "resolution")
    assert resolution.issuer == congress.key
    assert [(x.event, x.document, x.relation) for x in facts.links] == [(review.key, resolution.key, "reviews")]
    (term,) = facts.terms
    assert (term.name, term.start, term.end) == ("nhiệm kỳ 2020–2025", PartialDate(2020), PartialDate(2025))
    assert {review.term, congress.term, resolution.term} == {term.key}
    assert who(facts)[term.organization or Key("")] == "Đảng bộ xã Mẫu Sơn"


def test_a_mid_term_review_is_read_with_its_people() -> None:
    facts = facts_of(REVIEW)
    (person,) = facts.persons
    posts = {p.key for p in facts.posts}
    parts = [p for p in facts.participations if p.participant == person.key]
    assert [p.role for p in parts] == ["attendee", "speaker"]
    assert all(set(p.capacities) == posts and len(posts) == 2 for p in parts)
    assert {str(p.attested) for p in facts.posts} == {"2023-06-14"}
    assert [s.kind for s in facts.statements] == ["assessment", "request"]
    groups = {g.key: (g.name, g.count, g.kind) for g in facts.groups}
    assert [groups[p.participant] for p in facts.participations if p.participant in groups] == [("96 đại biểu", 96, "delegate")]
    (award,) = facts.awards
    assert (award.occasion, str(award.date)) == (facts.events[0].key, "2023-06-14")


def test_posts_are_attested_by_the_publication_where_no_occasion_is() -> None:
    text = (
        "Ông Đỗ Văn Thí, Giám đốc Sở Y tế tỉnh Sơn La nói dịch đã lui. Nguyên Giám đốc Sở Y tế tỉnh Sơn La Lê Văn Mẫu vắng mặt."
    )
    dated = Article(text=nfc(text), source="-", stem="t", published=PartialDate(2023, 6, 20))
    reading = language("vi").read(dated)
    assert [(p.status, str(p.attested)) for p in reading.facts.posts] == [("current", "2023-06-20"), ("former", "None")]


def check(text: str) -> None:
    """What holds for every reading: keys said once and all known, evidence inside the text, the same every time."""
    given_article = article(text)
    reading = language("vi").read(given_article)
    facts = reading.facts
    kinds = [f.name for f in fields(Facts) if f.name not in ("byline", "byline_span")]
    found = [fact for kind in kinds for fact in getattr(facts, kind)]
    keys = Counter(fact.key for fact in found)
    assert not [k for k, n in keys.items() if n > 1]
    for fact in found:
        assert all(0 <= s.start < s.end <= len(given_article.text) for e in fact.evidence for s in e.spans)
        for name in ("person", "organization", "event", "participant", "speaker", "issuer", "term", "place", "occasion", "group"):
            value = getattr(fact, name, None)
            assert value is None or value in keys, (fact, name)
    assert all(set(p.capacities) <= {x.key for x in facts.posts} for p in facts.participations)
    assert sum(e.main for e in facts.events) <= 2
    assert {s.kind for s in facts.statements} <= set(get_args(StatementKind))
    assert language("vi").read(given_article) == reading


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_the_samples_hold_together(path: Path) -> None:
    check(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("word", ["ở", "vào", "theo", "sau", "do", "để"])
@pytest.mark.parametrize("verb", ["họp", "thăm", "hội đàm", "kiểm tra"])
def test_a_text_may_end_behind_what_an_act_ends_at(verb: str, word: str) -> None:
    check(f"Chiều 4/5/2031, ông Lê Văn Mẫu {verb} {word}")


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=60).map(" ".join))
def test_words_in_any_order_hold_together(text: str) -> None:
    check(text)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_holds_together(text: str) -> None:
    check(text)


@pytest.mark.shared
def test_the_real_article_loses_nothing(shared_dir: Path) -> None:
    (path,) = (shared_dir / "articles").glob("*.txt")
    facts = facts_of(path.read_text(encoding="utf-8"))
    assert [e.type for e in facts.events] == ["mid-term-review", "party-congress"]
    assert [x.relation for x in facts.links] == ["reviews"]
    assert {s.kind for s in facts.statements} == {"assessment", "request"}
    assert sorted(r for _, r in at_main(facts)) == ["attendee", "organizer", "speaker"]
    check(path.read_text(encoding="utf-8"))


def test_verbs_that_only_look_like_saying_report_nothing() -> None:
    facts = facts_of("Sáng 6/7/2023, UBND tỉnh Sơn La họp báo quý II. Ông Đỗ Văn Thí nhận thức rõ việc này từ đầu năm.")
    assert facts.statements == ()


def test_a_conference_has_no_number_of_the_congress_it_is_about() -> None:
    text = (
        "Ngày 6/7/2023, Đảng ủy xã Mẫu Sơn tổ chức hội nghị sơ kết hai năm thực hiện Nghị quyết Đại hội Đảng bộ xã Mẫu Sơn "
        "lần thứ IX. Cùng ngày, Đảng ủy xã Mẫu Sơn tổ chức hội nghị lần thứ 12."
    )
    numbers = {e.name.split()[2]: e.ordinal for e in facts_of(text).events if e.kind == "conference"}
    assert numbers == {"sơ": None, "lần": 12}


def test_a_voice_gathered_around_a_ceremony_is_heard_but_is_no_speaker_at_it() -> None:
    text = (
        "Sáng 6/7/2023, UBND xã Mẫu Sơn tổ chức lễ khánh thành cầu Bản Thí. Phát biểu tại buổi lễ, ông Đỗ Văn Thí, Chủ tịch UBND "
        "xã Mẫu Sơn cho biết cầu dài 60 m. Bà Lò Thị Mẫu cho biết gia đình bà chờ cây cầu này đã lâu."
    )
    facts = facts_of(text)
    names = who(facts)
    assert [names[p.participant] for p in facts.participations if p.role == "speaker"] == ["Đỗ Văn Thí"]
    assert {names[s.speaker] for s in facts.statements} == {"Đỗ Văn Thí", "Lò Thị Mẫu"}


def test_who_is_punished_or_dismissed_has_no_role_of_honour_in_the_decision() -> None:
    text = (
        "Ngày 6/7/2023, Tỉnh ủy Sơn La kỷ luật cảnh cáo ông Đỗ Văn Thí, Chủ tịch UBND xã Mẫu Sơn. "
        "Ngày 8/7/2023, Thủ tướng Chính phủ bổ nhiệm bà Lò Thị Mẫu giữ chức Thứ trưởng Bộ Y tế."
    )
    facts = facts_of(text)
    names = who(facts)
    roles = {names[p.participant]: p.role for p in facts.participations if p.participant in names}
    assert (roles["Đỗ Văn Thí"], roles["Lò Thị Mẫu"]) == ("participant", "honoree")


def test_a_visit_is_where_it_leads_to() -> None:
    facts = facts_of("Ngày 3/5/2024, ông Lê Văn Mẫu có chuyến thăm cấp nhà nước tới Lào.")
    named = {place.key: place.name for place in facts.places}
    assert [named.get(event.place) for event in facts.events if event.place is not None] == ["Lào"]


def test_a_part_is_less_sure_at_an_occasion_told_besides_the_main_one() -> None:
    facts = facts_of(
        nfc(
            "Ngày 12/4/2024, UBND tỉnh Sơn La tổ chức hội nghị tổng kết công tác dân vận. Ông Lê Văn Mẫu chủ trì hội nghị.\n"
            "Trước đó, ngày 2/4/2024, bà Trần Thị Thử chủ trì hội thảo về y tế cơ sở."
        )
    )
    main = {e.key for e in facts.events if e.main}
    chairs = {p.event in main: p.evidence[0].confidence for p in facts.participations if p.role == "chair"}
    assert chairs[False] < 0.9 <= chairs[True]
