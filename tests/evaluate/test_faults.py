"""What was missed or is wrong comes with its sentence, its rule, and the verdict on what another run had there."""

from __future__ import annotations

from typing import Any

import pytest

from bienban.evaluate.faults import Fault, faults, nearest
from bienban.evaluate.items import Item, annotated
from bienban.evaluate.matching import compare
from bienban.evaluate.progress import judge, tally
from bienban.evaluate.score import score

FIRST = "Sáng 14/6/2022, Đảng ủy xã Lạc Tân tổ chức hội nghị sơ kết."
SECOND = "Dự hội nghị có bà Lò Thị Mẫu, Phó Chủ tịch UBND xã; ông Tạ Văn Thử."
TEXT = f"{FIRST} {SECOND}"


def evidence(quote: str, rule: str, confidence: float = 0.9) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote, "rule": rule, "confidence": confidence}


def person(name: str) -> dict[str, Any]:
    return {"name": name, "positions": [], "x": {"key": f"person:{name}", "evidence": [evidence(name, "person.titled")]}}


def reading(*names: str) -> dict[str, Any]:
    """One conference with the persons named taking part, in the form of an extraction."""
    parts = [
        {"participant": f"person:{n}", "role": "attendee", "evidence": [evidence(n, "participation.list", 0.95)]} for n in names
    ]
    hosts = [{"participant": "org:1", "role": "organizer", "evidence": [evidence("Đảng ủy", "organizer.subject", 0.8)]}]
    event = {
        "key": "e1",
        "kind": "conference",
        "name": "hội nghị sơ kết",
        "date": "2022-06-14",
        "organizers": ["Đảng ủy xã Lạc Tân"],
        "people": [{"name": n, "roles": ["attendee"]} for n in names],
        "x": {
            "evidence": [evidence("hội nghị sơ kết", "event.name", 0.85), evidence("14/6/2022", "event.date", 1.0)],
            "participations": [*parts, *hosts],
        },
    }
    quotes = [{"start": TEXT.index(s), "end": TEXT.index(s) + len(s), "quote": s} for s in (FIRST, SECOND)]
    bodies = [{"key": "org:1", "name": "Đảng ủy xã Lạc Tân"}]
    return {
        "id": "a",
        "persons": [person(n) for n in names],
        "events": [event],
        "x": {"sentences": quotes, "organizations": bodies},
    }


GOLD = annotated({k: v for k, v in reading("Lò Thị Mẫu").items() if k != "x"})


def test_each_kind_is_trusted_by_the_rule_that_found_it() -> None:
    rules = {s.name: s.expected for s in score(compare(GOLD, annotated(reading("Lò Thị Mẫu")))).rules}
    assert rules["events: event.name"] == 0.85
    assert rules["event dates: event.date"] == 1.0
    assert rules["participations: participation.list"] == 0.95
    assert rules["organizers: organizer.subject"] == 0.8


def test_a_wrong_fact_shows_its_rule_and_sentence() -> None:
    found = compare(GOLD, annotated(reading("Lò Thị Mẫu", "Tạ Văn Thử")))
    (wrong,) = [f for f in faults(found, {}) if f.kind == "persons"]
    assert wrong == Fault(
        article="a",
        kind="persons",
        mark="wrong",
        label="Tạ Văn Thử",
        sentence=SECOND,
        rule="person.titled",
        confidence=0.9,
    )
    assert wrong.as_json()["fact"] == "Tạ Văn Thử"


def test_a_missed_fact_shows_the_sentence_with_most_of_its_words() -> None:
    told = list(faults(compare(GOLD, annotated({"id": "a"})), {"a": (FIRST, SECOND)}))
    assert {(f.kind, f.mark) for f in told} >= {("persons", "missed"), ("events", "missed"), ("organizers", "missed")}
    assert {f.kind: f.sentence for f in told}["persons"] == SECOND
    assert {f.kind: f.sentence for f in told}["event dates"] == FIRST


def test_no_sentence_is_shown_that_has_none_of_the_words() -> None:
    assert nearest(Item(label="Lò Thị Mẫu"), ("Trời mưa to.",)) is None
    assert nearest(Item(label="Lò Thị Mẫu"), ()) is None


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ((), ("Lò Thị Mẫu",), ("gained", "better")),
        (("Lò Thị Mẫu",), (), ("lost", "worse")),
        (("Tạ Văn Thử",), (), ("lost", "better")),
        ((), ("Tạ Văn Thử",), ("gained", "worse")),
    ],
)
def test_a_change_is_judged_by_the_annotation(before: tuple[str, ...], after: tuple[str, ...], verdict: tuple[str, str]) -> None:
    changes = list(judge(GOLD, annotated(reading(*before)), annotated(reading(*after))))
    assert {(c.change.mark, c.verdict) for c in changes if c.change.kind == "persons"} == {verdict}
    (row,) = [t for t in tally(changes) if t.kind == "persons"]
    assert sum(n for _, _, n in row.counts) == 1


def test_a_statement_counts_as_placed_only_at_the_matching_event() -> None:
    gold = annotated({**reading(), "statements": [{"speaker": "Lò Thị Mẫu", "event": "e1"}]})
    for event, right in (("e1", 1), (None, 0), ("e9", 0)):
        found = annotated({**reading(), "statements": [{"speaker": "Lò Thị Mẫu", "event": event}]})
        (share,) = [s for s in score(compare(gold, found)).details if s.name == "statement occasion"]
        assert (share.right, share.of) == (right, 1)
