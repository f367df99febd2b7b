"""Two readings of one article: what was gained, lost and changed, with the sentence."""

from __future__ import annotations

import copy
import json
from collections import Counter
from typing import Any

import pytest

from bienban.evaluate.comparing import Change, Comparison, compare_readings, counts
from bienban.resources import resource

GOLD = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(resource("data", "expected").glob("*.json"))]
SENTENCE = "Dự hội nghị có bà Lò Thị Mẫu, Phó Chủ tịch Ủy ban nhân dân xã Lạc Tân."


def evidence(start: int = 18) -> dict[str, Any]:
    quote = SENTENCE[start : start + 9]
    return {"evidence": [{"start": start, "end": start + 9, "quote": quote, "rule": "person.titled", "confidence": 0.9}]}


def reading(role: str = "Phó Chủ tịch", *, name: str = "Lò Thị Mẫu", date: str = "2022-06-14") -> dict[str, Any]:
    """Somebody with a post at a meeting, in one sentence."""
    position = {"role": role, "org": "Ủy ban nhân dân xã Lạc Tân", "status": "current", "x": evidence()}
    event: dict[str, Any] = {"key": "e1", "kind": "conference", "name": "hội nghị", "date": date, "people": [], "x": evidence(4)}
    event["people"] = [{"name": name, "roles": ["attendee"]}]
    return {
        "id": "a",
        "persons": [{"name": name, "positions": [position], "x": evidence()}],
        "events": [event],
        "x": {"sentences": [{"start": 0, "end": len(SENTENCE), "quote": SENTENCE}]},
    }


def marks(found: Comparison) -> list[tuple[str, str]]:
    return [(c.kind, c.mark) for c in found.changes]


@pytest.mark.parametrize("facts", GOLD, ids=[g["id"] for g in GOLD])
def test_a_reading_is_as_itself(facts: dict[str, Any]) -> None:
    found = compare_readings(facts, facts)
    assert found.changes == ()
    assert found.article == facts["id"]
    assert dict(found.same)["persons"] == len(facts["persons"])
    assert dict(found.same)["events"] == len(facts["events"])


def test_gained_and_lost_are_mirror_images() -> None:
    everything, nothing = GOLD[0], {"id": GOLD[0]["id"]}
    gained, lost = compare_readings(nothing, everything), compare_readings(everything, nothing)
    assert {c.mark for c in gained.changes} == {"gained"}
    assert {c.mark for c in lost.changes} == {"lost"}
    assert [c.after for c in gained.changes] == [c.before for c in lost.changes]
    assert all(c.before is None for c in gained.changes)
    assert +counts([gained])["persons"] == Counter(gained=len(everything["persons"]))
    assert counts([gained, lost])["events"].total() == 2 * len(everything["events"])


def test_what_one_sentence_says_in_other_words_is_changed() -> None:
    found = compare_readings(reading(), reading("Phó Chủ tịch Thường trực"))
    (change,) = found.changes
    assert (change.kind, change.mark, change.sentence) == ("positions", "changed", SENTENCE)
    assert change.differs == (("fact", "lò thị mẫu; phó chủ tịch", "lò thị mẫu; phó chủ tịch thường trực"),)
    assert change.as_json()["change"] == "changed"
    assert change.as_json()["sentence"] == SENTENCE


def test_what_another_sentence_says_is_lost_and_gained() -> None:
    after = reading("Phó Chủ tịch Thường trực")
    after["x"]["sentences"][0]["quote"] = "Câu khác."
    assert marks(compare_readings(reading(), after)) == [("positions", "gained"), ("positions", "lost")]


def test_another_person_in_the_same_words_is_lost_and_gained() -> None:
    found = marks(compare_readings(reading(), reading(name="Tạ Thị Thử")))
    assert found == [(kind, mark) for kind in ("persons", "positions", "participations") for mark in ("gained", "lost")]


def test_a_longer_name_is_changed_and_its_posts_are_lost_and_gained() -> None:
    found = compare_readings(reading(), reading(name="Lò Thị Mẫu Thanh"))
    assert ("persons", "changed") in marks(found)


def test_details_are_changes_of_their_fact() -> None:
    before, after = reading(), reading()
    after["persons"][0]["positions"][0]["status"] = "former"
    after["events"][0]["end"] = "2022-06-15"
    found = compare_readings(before, after)
    assert [(c.kind, c.differs) for c in found.changes] == [
        ("positions", (("post status", "current", "former"),)),
        ("events", (("end", "", "2022-06-15"),)),
    ]


def test_statements_lost_of_one_who_still_speaks_are_a_change() -> None:
    items = [{"text": {"quote": words, "start": 0, "end": 1}, "evidence": []} for words in ("Một.", "Hai.")]
    before = {"id": "a", "statements": [{"speaker": "Lò Thị Mẫu", "event": None, "x": {"items": items}}]}
    after = copy.deepcopy(before)
    del after["statements"][0]["x"]["items"][1]  # type: ignore[index]
    (change,) = compare_readings(before, after).changes
    assert change.differs == (("words", "Hai.; Một.", "Một."),)


def test_facts_without_evidence_have_no_sentence() -> None:
    found = compare_readings({"id": "a"}, {"id": "a", "documents": [{"kind": "report", "number": None, "name": "báo cáo"}]})
    assert found.changes == (Change(kind="documents", mark="gained", before=None, after="report báo cáo"),)
