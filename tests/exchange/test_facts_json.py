"""Facts JSON out and in: nothing is lost, the guide's keys win, and a file that is wrong is told where."""

from __future__ import annotations

import copy
import json
import unicodedata
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bienban
from bienban.errors import InputProblem
from bienban.exchange.facts_json import dumps, from_json, read, to_json
from bienban.exchange.schema import GUIDE_KEYS, check, schema
from bienban.exchange.view import GUIDE_ROLES
from bienban.graph.build import build_graph
from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.model.facts import (
    AWARD_TYPES,
    DocumentKind,
    DocumentRelation,
    Event,
    EventKind,
    Facts,
    Key,
    Organization,
    Participation,
    ParticipationRole,
    PercentKind,
    Person,
    Place,
    PostStatus,
    Statement,
    StatementKind,
)
from bienban.model.mention import Sentence
from bienban.model.span import Evidence, Span
from bienban.resources import resources
from strategies import Sample, samples

Json = dict[str, Any]


def ordered(facts: Facts) -> Facts:
    """Facts with each kind sorted by key: their order means nothing."""
    kinds = {f.name: getattr(facts, f.name) for f in fields(facts)}
    by_key: Json = {n: tuple(sorted(v, key=lambda fact: str(fact.key))) for n, v in kinds.items() if isinstance(v, tuple)}
    return replace(facts, **by_key)


def written(sample: Sample, *, text: bool) -> Json:
    """What a file with the facts has in it, after a trip through text."""
    data: Json = json.loads(dumps(to_json(sample.article, sample.facts, sample.sentences, text=text)))
    return data


@given(samples(), st.booleans())
def test_what_is_written_is_read_again(sample: Sample, text: bool) -> None:
    given_back = read(written(sample, text=text), source=sample.article.source, stem=sample.article.stem)
    article = sample.article
    assert ordered(given_back.facts) == ordered(sample.facts)
    assert replace(given_back.article, text="", whole_digest=None) == replace(article, text="")
    assert given_back.article.digest == article.digest
    assert len(given_back.article.text) == len(article.text)
    if text:
        assert given_back.article == article
        assert given_back.sentences == sample.sentences


@given(samples())
def test_the_same_graph_comes_from_facts_and_from_their_json(sample: Sample) -> None:
    direct = build_graph(sample.article, sample.facts, sentences=sample.sentences, extractor="bienban-vi")
    file = read(written(sample, text=False), source="anders.json", stem=sample.article.stem)
    again = build_graph(file.article, file.facts, sentences=file.sentences, extractor=file.extractor)
    assert again.nquads() == direct.nquads()


@given(samples(), st.booleans())
def test_what_is_written_follows_the_schema_and_is_written_again_word_for_word(sample: Sample, text: bool) -> None:
    data = written(sample, text=text)
    check(data)
    article, facts = from_json(data, source="a", stem=sample.article.stem)
    assert dumps(to_json(article, facts, read(data, source="a", stem="a").sentences, text=text)) == dumps(data)


def test_an_article_without_id_keeps_its_stem_whatever_the_file_is_called() -> None:
    article = Article(text="Họp.", source="a.txt", stem="tin-5")
    back, _ = from_json(to_json(article, Facts(), ()), source="b.json", stem="anders")
    assert (back.id, back.stem, back.identity) == (None, "tin-5", article.identity)


GUIDE: Json = {
    "id": "tin-5",
    "keep": True,
    "persons": [
        {"name": "Lò Thị Sen", "positions": [{"role": "Bí thư", "org": ["Xã ủy", "Đảng ủy xã Đồng Khê"], "status": "former"}]}
    ],
    "organizations": [["Xã ủy", "Đảng ủy xã Đồng Khê"], "Sở Cây xanh"],
    "events": [
        {
            "key": "e1", "kind": "meeting", "name": "họp mặt", "date": "--05-12", "end": None, "place": "phường Đồng Khê",
            "main": True, "organizers": ["Sở Cây xanh", "Hội Làm vườn"],
            "people": [{"name": "Lò Thị Sen", "roles": ["chair", "speaker"]}, {"name": "Lò Văn Mai", "roles": []}],
        }
    ],
    "documents": [{"kind": "plan", "number": "5/KH", "name": "Kế hoạch 5", "issuer": "Sở Cây xanh"}],
    "awards": [
        {"name": "Huân chương Cây xanh", "recipients": ["Lò Thị Sen", "Xã Đồng Mít"], "count": 3, "conferrer": "Chủ tịch nước",
         "citation": None}
    ],
    "observations": [{"indicator": "cây", "period": None, "value": 7.5, "unit": "cây", "target": 15, "percent": None}],
    "statements": [{"speaker": "Lò Thị Sen", "event": "e1"}, {"speaker": "Hội Làm vườn", "event": None}],
    "notes": "Năm không nói.",
}  # fmt: skip


def guide(*, without: tuple[str, ...] = (), **changes: object) -> Json:
    return {k: copy.deepcopy(v) for k, v in {**GUIDE, **changes}.items() if k not in without}


def test_the_guides_keys_alone_are_enough() -> None:
    article, facts = from_json(guide(), source="tin-5.json", stem="tin-5")
    assert (article.id, article.text, article.url, article.language) == ("tin-5", "", None, "vi")
    named: tuple[Person | Organization | Place, ...] = (*facts.persons, *facts.organizations, *facts.places)
    names = {f.key: f.name for f in named}
    assert [(o.name, o.listed) for o in facts.organizations] == [
        ("Đảng ủy xã Đồng Khê", True), ("Sở Cây xanh", True), ("Hội Làm vườn", False),
    ]  # fmt: skip
    (post,) = facts.posts
    assert post.organization is not None
    assert (names[post.person], post.role, names[post.organization], post.status) == (
        "Lò Thị Sen", "Bí thư", "Đảng ủy xã Đồng Khê", "former",
    )  # fmt: skip
    (event,) = facts.events
    assert (event.start, event.end, event.main, event.listed) == (PartialDate(None, 5, 12), None, True, True)
    assert [(p.name, p.level) for p in facts.places] == [("phường Đồng Khê", "commune"), ("Xã Đồng Mít", "commune")]
    assert [(names[p.participant], p.role) for p in facts.participations] == [
        ("Sở Cây xanh", "organizer"), ("Hội Làm vườn", "organizer"), ("Lò Thị Sen", "chair"), ("Lò Thị Sen", "speaker"),
        ("Lò Văn Mai", "participant"),
    ]  # fmt: skip
    (award,) = facts.awards
    assert (award.type, award.conferrer, award.conferrer_name) == ("order", None, "Chủ tịch nước")
    assert [names[k] for k in award.recipients] == ["Lò Thị Sen", "Xã Đồng Mít"]
    assert [(g.key, g.count) for g in facts.groups] == [(award.group, 3)]
    (document,) = facts.documents
    assert document.issuer is not None
    assert names[document.issuer] == "Sở Cây xanh"
    assert [(names[s.speaker], s.event) for s in facts.statements] == [("Lò Thị Sen", event.key), ("Hội Làm vườn", None)]
    everything = [f for field in fields(facts) if isinstance(found := getattr(facts, field.name), tuple) for f in found]
    assert {f.evidence for f in everything} == {(Evidence(spans=(), rule="facts.given", confidence=1.0),)}


def test_facts_without_offsets_rest_on_the_article_as_a_whole() -> None:
    article, facts = from_json(guide(), source="tin-5.json", stem="tin-5")
    graph = build_graph(article, facts, sentences=(), extractor="facts-json")
    targets = {o for _, p, o in graph.triples if p.endswith("oa#hasTarget>")}
    assert targets == {f"<{graph.article}>"}


def test_numbers_stay_as_they_are() -> None:
    figures = [24024181065, 318.6, 0.1, 75, None]
    data = guide(observations=[{"indicator": "thu", "value": figure} for figure in figures])
    article, facts = from_json(data, source="a", stem="a")
    out: Json = to_json(article, facts, ())
    assert json.dumps([o["value"] for o in out["observations"]]) == json.dumps(figures)


def test_names_are_composed() -> None:
    data = json.loads(unicodedata.normalize("NFD", json.dumps(GUIDE, ensure_ascii=False)))
    assert from_json(data, source="a", stem="a") == from_json(guide(), source="a", stem="a")


TEXT = "Bà Lò Thị Sen dự họp mặt. Bà nói: cố gắng."
SEEN = (Evidence(spans=(Span(3, 13),), rule="test.rule", confidence=0.8),)
FULL = to_json(
    Article(text=TEXT, source="a", stem="a"),
    Facts(
        persons=(Person(key=Key("p"), name="Lò Thị Sen", evidence=SEEN),),
        events=(Event(key=Key("e"), kind="meeting", name="họp mặt", evidence=SEEN),),
        participations=tuple(
            Participation(key=Key(role), event=Key("e"), participant=Key("p"), role=role, evidence=SEEN)
            for role in ("attendee", "speaker")
        ),
        statements=(Statement(key=Key("s"), speaker=Key("p"), event=Key("e"), kind="request", text=Span(34, 41), evidence=SEEN),),
    ),
    (Sentence(Span(0, 25), 0), Sentence(Span(26, 42), 0)),
)


def edited(edit: Callable[[Json], object]) -> Json:
    data: Json = copy.deepcopy(FULL)
    edit(data)
    return data


def test_an_edit_of_the_guides_keys_wins_over_x() -> None:
    def edit(data: Json) -> None:
        data["events"][0]["people"] = [
            {"name": "Lò Thị Sen", "roles": ["chair", "speaker"]},
            {"name": "Vi A", "roles": ["attendee"]},
        ]
        data["statements"][0]["speaker"] = "Vi A"
        data["persons"][0]["positions"] = [{"role": "Bí thư", "org": "Xã ủy", "status": "current"}]

    _, facts = from_json(edited(edit), source="a", stem="a")
    names = {p.key: p.name for p in facts.persons}
    assert {(names[p.participant], p.role, p.evidence == SEEN) for p in facts.participations} == {
        ("Lò Thị Sen", "speaker", True), ("Lò Thị Sen", "chair", False), ("Vi A", "attendee", False),
    }  # fmt: skip
    (statement,) = facts.statements
    assert (names[statement.speaker], statement.kind, statement.text) == ("Vi A", "request", Span(34, 41))
    assert [p.role for p in facts.posts] == ["Bí thư"]


def set_at(*path: str | int, value: object) -> Callable[[Json], object]:
    def edit(data: Json) -> None:
        place: Any = data
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return edit


@pytest.mark.parametrize(
    ("edit", "where", "what"),
    [
        (set_at("persons", 0, "name", value=5), "$.persons[0].name", "5 where a string is expected"),
        (set_at("persons", value=None), "$.persons", "null where an array is expected"),
        (set_at("persons", 0, value={}), "$.persons[0]", "no 'name'"),
        (set_at("events", 0, "kind", value="party"), "$.events[0].kind", "'party' is none of conference, congress"),
        (set_at("events", 0, "date", value="29/3/2023"), "$.events[0].date", "'29/3/2023' cannot stand here"),
        (set_at("events", 0, "date", value="2023-02-30"), "$.events[0].date", "day is out of range"),
        (set_at("x", "speed", value=1), "$.x", "unknown 'speed'"),
        (set_at("x", "format", value="bienban-facts/9"), "$.x.format", "'bienban-facts/1' was expected"),
        (set_at("persons", 0, "x", "evidence", 0, "confidence", value=2), "$.persons[0].x.evidence[0].confidence", "2 cannot"),
        (set_at("persons", 0, "x", "evidence", 0, "end", value=14), "$.persons[0].x.evidence[0]", "3 to 14 are 11 characters"),
        (
            set_at(
                "persons", 0, "x", "evidence", 0,
                value={"start": 40, "end": 43, "quote": "ng.", "rule": "test.rule", "confidence": 1},
            ),
            "$.persons[0].x.evidence[0].end",
            "the passage ends at 43, the text at 42",
        ),
        (
            set_at("persons", 0, "x", "evidence", 0, "quote", value="Lò Thị Son"),
            "$.events[0].x.evidence[0].quote",
            "another passage has other words there",
        ),
        (set_at("x", "sentences", 0, "quote", value="Bà Lò Thị Son dự họp mặt."), "$.x", "two quotes have different letters"),
        (set_at("x", "article", "language", value="vi\" ."), "$.x.article.language", "cannot stand here"),
        (set_at("persons", 0, "x", "evidence", 0, "rule", value="rule 5"), "$.persons[0].x.evidence[0].rule", "'rule 5' cannot"),
        (set_at("x", "article", value={"digest": "sha256:" + "0" * 64}), "$.x.article", "'length' is a dependency of 'digest'"),
        (set_at("x", "article", "published", value="2023-02-29"), "$.x.article.published", "day is out of range"),
        (set_at("persons", 0, "x", "key", value="e"), "$.events[0].key", "two facts have the key 'e'"),
        (set_at("events", 0, "x", "within", value="p"), "$.events[0].x.within", "'p' is the key of a person"),
        (set_at("events", 0, "x", "within", value="q"), "$.events[0].x.within", "no fact has the key 'q'"),
        (set_at("statements", 0, "event", value="e9"), "$.statements[0].event", "no fact has the key 'e9'"),
        (set_at("persons", 0, "name", value="\ud83d"), "$", "half of a surrogate pair"),
        (set_at("observations", value=[{"indicator": "thu", "value": float("nan")}]), "$.observations[0].value", "nan"),
        (set_at("x", "article", "text", value="Khác" * 20), "$.persons[0].x.evidence[0].quote", "the text has other words there"),
        (set_at("x", "article", "length", value=10**9), "$.x.article.length", "1000000000 cannot stand here"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_path(edit: Callable[[Json], object], where: str, what: str) -> None:
    with pytest.raises(InputProblem) as caught:
        from_json(edited(edit), source="a.json", stem="a")
    assert caught.value.where == where
    assert what in caught.value.what


def test_a_text_with_another_digest_is_refused() -> None:
    article = Article(text=TEXT, source="a", stem="a")
    data: Json = to_json(article, Facts(), (), text=True)
    data["x"]["article"]["text"] = TEXT.upper()
    with pytest.raises(InputProblem, match="the digest is that of another text"):
        from_json(data, source="a", stem="a")


@pytest.mark.parametrize("data", [{}, {"title": "Họp", "body": "Họp mặt."}])
def test_an_object_without_facts_is_no_facts(data: Json) -> None:
    with pytest.raises(InputProblem, match="no facts in it"):
        from_json(data, source="a", stem="a")


def test_an_article_that_is_not_kept_has_no_facts() -> None:
    article, facts = from_json({"id": "tin-6", "keep": False}, source="a", stem="a")
    assert article.id == "tin-6"
    assert facts == Facts()
    assert to_json(article, facts, ())["keep"] is False


def described(node: object, path: str = "$") -> list[str]:
    """The places of a schema that lack a description."""
    if not isinstance(node, dict):
        return []
    missing = []
    for name, part in node.get("properties", {}).items():
        if "description" not in part and "$ref" not in part:
            missing.append(f"{path}.{name}")
        missing += described(part, f"{path}.{name}")
    missing += described(node.get("items"), f"{path}[]")
    for name, part in node.get("$defs", {}).items():
        missing += described(part, name)
    return missing


def test_every_key_of_the_schema_is_described() -> None:
    assert not described(schema())


@pytest.mark.shared
def test_gold_comes_out_as_it_went_in(shared_dir: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    for folder in (shared_dir / "gold" / "seed", shared_dir / "gold" / "dev" / "facts"):
        out = tmp_path / folder.name
        out.mkdir()
        files = sorted(folder.glob("*.json"))
        assert files
        for path in files:
            data = json.loads(path.read_text(encoding="utf-8"))
            article, facts = from_json(data, source=str(path), stem=path.stem)
            build_graph(article, facts, sentences=(), extractor="facts-json")
            (out / path.name).write_text(dumps(to_json(article, facts, ())), encoding="utf-8")
        score = [sys.executable, str(shared_dir / "gold" / "score.py"), str(folder), str(out), "--json"]
        result = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout)
        assert result["macro_f1"] == 1.0
        assert {kind: detail["right"] for kind, detail in result["details"].items()} == dict.fromkeys(result["details"], 1.0)


def without_x(value: object) -> object:
    """A JSON value with the guide's keys only."""
    if isinstance(value, dict):
        return {k: without_x(v) for k, v in value.items() if k != "x"}
    if isinstance(value, list):
        return [without_x(v) for v in value]
    return value


@pytest.mark.parametrize("path", resources("data", "expected/*.json"), ids=lambda p: p.stem)
def test_the_samples_facts_come_out_as_they_went_in(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    article, facts = from_json(data, source=str(path), stem=path.stem)
    out: Json = to_json(article, facts, ())
    for kind in GUIDE_KEYS:
        assert without_x(out[kind]) == data[kind]
    assert (out["id"], out["keep"]) == (data["id"], data["keep"])


def test_the_example_of_the_documentation_is_read() -> None:
    page = (Path(bienban.__file__).parent / "docs" / "facts.md").read_text(encoding="utf-8")
    data = json.loads(page.partition("```json")[2].partition("```")[0])
    _, facts = from_json(data, source="facts.md", stem="facts")
    assert without_x(to_json(Article(text="", source="a", stem="hop-mat"), facts, ())["events"]) == [
        {"end": None, **data["events"][0]}
    ]


def node_of(path: str) -> Json:
    """A part of the schema by a path of keys, through references."""
    node: Json = schema()
    for step in path.split("."):
        node = node["items"] if step == "[]" else node[step]
        if "$ref" in node:
            node = schema()["$defs"][node["$ref"].removeprefix("#/$defs/")]
    return node


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("$defs.event.properties.kind", get_args(EventKind)),
        ("$defs.event.properties.people.[].properties.roles.[]", GUIDE_ROLES),
        ("$defs.event.properties.x.properties.participations.[].properties.role", get_args(ParticipationRole)),
        ("$defs.document.properties.kind", get_args(DocumentKind)),
        ("properties.persons.[].properties.positions.[].properties.status", get_args(PostStatus)),
        ("properties.awards.[].properties.x.properties.type", AWARD_TYPES),
        ("properties.observations.[].properties.x.properties.percent_kind", get_args(PercentKind)),
        ("properties.statements.[].properties.x.properties.items.[].properties.kind", get_args(StatementKind)),
        ("properties.x.properties.links.[].properties.relation", get_args(DocumentRelation)),
    ],
)
def test_the_schema_has_the_values_of_the_model(path: str, values: tuple[str, ...]) -> None:
    assert tuple(node_of(path)["enum"]) == values
