"""Matching and scoring of annotated facts, on small invented articles."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from bienban.evaluate.forms import same_body, same_date, similarity
from bienban.evaluate.items import annotated
from bienban.evaluate.matching import compare
from bienban.evaluate.score import Score, score
from bienban.resources import resource

GOLD = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(resource("data", "expected").glob("*.json"))]


def run(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> Score:
    return score(m for g, f in zip(gold, found, strict=True) for m in compare(annotated(g), annotated(f)))


def row(result: Score, kind: str) -> tuple[int, int, int]:
    return next((r.right, r.found, r.gold) for r in result.rows if r.kind == kind)


def test_the_annotation_against_itself_is_perfect() -> None:
    result = run(GOLD, GOLD)
    assert result.articles == len(GOLD)
    assert result.macro_f1 == 1.0
    assert all(s.ratio == 1.0 for s in result.details)


def test_nothing_found_scores_nothing() -> None:
    empty = [{"id": g["id"]} for g in GOLD]
    result = run(GOLD, empty)
    assert result.macro_f1 == 0.0
    assert all(r.found == 0 and r.gold > 0 for r in result.rows)


def test_a_missing_person_costs_recall_and_a_wrong_one_precision() -> None:
    found = copy.deepcopy(GOLD[:1])
    right = len(found[0]["persons"])
    found[0]["persons"][0]["name"] = "Hoàng Không Có"
    found[0]["persons"].append({"name": "Người Thừa Ra", "positions": []})
    assert row(run(GOLD[:1], found), "persons") == (right - 1, right + 1, right)


def test_what_hangs_on_an_event_counts_only_where_the_event_matches() -> None:
    found = copy.deepcopy(GOLD[:1])
    found[0]["events"][0]["date"] = "1999-01-01"
    result = run(GOLD[:1], found)
    assert row(result, "events")[0] == row(result, "participations")[0] == row(result, "organizers")[0] == 0


def test_a_figure_matches_with_its_multiplier_written_out() -> None:
    gold = {"id": "a", "observations": [{"indicator": "thu ngân sách", "value": 18.2, "unit": "tỷ đồng"}]}
    found = {"id": "a", "observations": [{"indicator": "thu ngân sách", "value": 18200000000, "unit": "đồng"}]}
    assert row(run([gold], [found]), "observations") == (1, 1, 1)


def test_bands_and_rules_count_the_trust_of_what_was_found() -> None:
    x = {"evidence": [{"start": 0, "end": 3, "rule": "person.name", "confidence": 0.97}]}
    gold = {"id": "a", "persons": [{"name": "Lò Văn Mẫu"}]}
    found = {"id": "a", "persons": [{"name": "Lò Văn Mẫu", "x": x}, {"name": "Lò Văn Sai", "x": x}]}
    result = run([gold], [found])
    assert [(s.name, s.right, s.of) for s in result.rules] == [("persons: person.name", 1, 2)]
    assert [(s.name, s.right, s.of, s.expected) for s in result.bands] == [("0.95–1.00", 1, 2, 0.97)]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("UBND tỉnh Trường Khánh", "Ủy ban nhân dân tỉnh Trường Khánh", True),
        ("Đảng uỷ phường Mẫu", "Đảng ủy phường Mẫu", True),
        ("Ủy ban nhân dân thành phố Mẫu", "Ủy ban nhân dân Mẫu", True),
        ("Ủy ban nhân dân thành phố Mẫu", "Ủy ban nhân dân tỉnh Mẫu", False),
        ("Đảng ủy phường Mẫu", "Đảng bộ phường Mẫu", False),
    ],
)
def test_bodies(first: str, second: str, same: bool) -> None:
    assert same_body(first, second) is same


def test_dates_and_similarity() -> None:
    assert same_date("--06-29", "2017-06-29")
    assert not same_date("2016-06-29", "2017-06-29")
    assert not same_date(None, "2017-06-29")
    assert similarity("hội nghị sơ kết", "hội nghị tổng kết") == pytest.approx(0.75)
    assert similarity("", "hội nghị") == 0.0
