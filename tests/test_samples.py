"""The packaged samples: what extraction reads in each is what a reader wrote down for it, kind by kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from bienban.exchange.facts_json import to_json
from bienban.lang.registry import language
from bienban.model.article import Article
from bienban.resources import resource
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths
from bienban.text import match_key

ARTICLES = sorted(resource("data", "articles").glob("*.*"))

Json = dict[str, Any]


def persons(data: Json) -> set[Hashable]:
    return {match_key(p["name"]) for p in data["persons"]}


def positions(data: Json) -> set[Hashable]:
    return {
        (match_key(p["name"]), match_key(q["role"]), match_key(q["org"] or ""), q["status"])
        for p in data["persons"]
        for q in p["positions"]
    }


def organizations(data: Json) -> set[Hashable]:
    return {match_key(o) for o in data["organizations"]}


def events(data: Json) -> set[Hashable]:
    return {(e["kind"], e["date"], e["end"], match_key(e["place"] or ""), e["main"]) for e in data["events"]}


def event_names(data: Json) -> set[Hashable]:
    return {match_key(e["name"]) for e in data["events"]}


def organizers(data: Json) -> set[Hashable]:
    return {(e["date"], match_key(o)) for e in data["events"] for o in e["organizers"]}


def participations(data: Json) -> set[Hashable]:
    return {(e["date"], match_key(p["name"]), r) for e in data["events"] for p in e["people"] for r in p["roles"]}


def documents(data: Json) -> set[Hashable]:
    return {
        (d["kind"], d["number"], None if d["number"] else match_key(d["name"]), match_key(d["issuer"] or ""))
        for d in data["documents"]
    }


def awards(data: Json) -> set[Hashable]:
    return {
        (
            match_key(a["name"]),
            frozenset(map(match_key, a["recipients"])),
            a["count"],
            match_key(a["conferrer"] or ""),
            match_key(a["citation"] or ""),
        )
        for a in data["awards"]
    }


def scaled(number: float | None, unit: str) -> Decimal | None:
    """The number with the multipliers of its unit ("tỷ đồng") multiplied out."""
    powers = {"nghìn": 3, "triệu": 6, "tỷ": 9}
    return None if number is None else Decimal(str(number)).scaleb(sum(powers.get(word, 0) for word in unit.split()))


def observations(data: Json) -> set[Hashable]:
    return {
        (o["period"], scaled(o["value"], o["unit"]), scaled(o["target"], o["unit"]), o["percent"]) for o in data["observations"]
    }


def statements(data: Json) -> set[Hashable]:
    return {match_key(s["speaker"]) for s in data["statements"]}


KINDS: tuple[Callable[[Json], set[Hashable]], ...] = (
    persons, positions, organizations, events, event_names, organizers, participations, documents, awards, observations,
    statements,
)  # fmt: skip


@lru_cache
def extracted(path: Path) -> Json:
    (article,) = read_paths((str(path),), ReadSettings())
    assert isinstance(article, Article)
    reading = language("vi").read(article)
    return to_json(article, reading.facts, reading.sentences)


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_extraction_reads_what_a_reader_reads(path: Path, kind: Callable[[Json], set[Hashable]]) -> None:
    expected = json.loads(resource("data", "expected", f"{path.stem}.json").read_text(encoding="utf-8"))
    assert kind(extracted(path)) == kind(expected)


def test_there_are_samples_of_every_level_and_kind() -> None:
    expected = [json.loads(p.read_text(encoding="utf-8")) for p in resource("data", "expected").glob("*.json")]
    assert {d["id"] for d in expected} == {p.stem for p in ARTICLES}
    found = {e["kind"] for d in expected for e in d["events"]}
    assert found >= {"conference", "congress", "session", "visit", "ceremony", "voter-meeting", "press-conference", "symposium"}
