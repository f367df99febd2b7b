"""``/reconcile``: answers of the form that the specification's own schemas lay down, and the right things in them.

The schemas are those of the Reconciliation Service API 0.2 (github.com/reconciliation-api/specs, 0.2/schemas).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from bienban.pipeline.importer import Importer
from bienban.pipeline.sinks import StoreSink
from bienban.reconcile.schema import PROPERTIES, TYPES
from bienban.resources import resource
from bienban.search.keeping import follow
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths
from small_world import World
from web.served import Served, serving

SCHEMAS = Path(__file__).parent / "schemas" / "reconciliation"
WHO = "Bùi Quang Nhiệm"
NAMESAKES = (
    ("mot", "Bí thư", "Quận ủy Quận An Phú", "Quận An Phú"),
    ("hai", "Bí thư", "Quận ủy Quận Bình Phú", "Quận Bình Phú"),
    ("ba", "Chủ tịch", "Hội Chơi Cờ", "Quận Xa"),
)
"""Article, role, body and place of three people of one name."""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("reconciled") / "s"
    with StoreSink.open(str(path), keep_text=False) as sink:
        Importer(sink, jobs=1).run(read_paths((str(resource("data", "articles")),), ReadSettings()))
        nobody = World()
        nobody.person("Hoàng Riêng Tư")
        sink._store.replace(nobody.graph("rieng-tu"))
        for stem, role, body, district in NAMESAKES:
            world = World()
            world.post(world.person("Đinh Trùng Tên"), role, world.body(body, place=world.district(district)))
            sink._store.replace(world.graph(stem))
    follow(path)
    with serving(path, "--work", "3600") as server:
        yield server


@lru_cache(maxsize=1)
def registry() -> Registry[Any]:
    found: Registry[Any] = Registry()
    for path in SCHEMAS.glob("*.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        found = found.with_resource(document["$id"], Resource.from_contents(document, default_specification=DRAFT7))
    return found


def conforms(document: object, name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema, registry=registry()).validate(document)


def answered(answer: httpx.Response, schema: str) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text[:500]
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    document: dict[str, Any] = answer.json()
    conforms(document, schema)
    return document


def reconciled(service: Served, *queries: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The candidates of each query, by GET and as a form alike."""
    batch = {f"q{n}": query for n, query in enumerate(queries)}
    conforms(batch, "reconciliation-query-batch")
    text = json.dumps(batch)
    by_form = service.client.post("/reconcile", data={"queries": text})
    found = answered(by_form, "reconciliation-result-batch")
    assert service.client.get("/reconcile", params={"queries": text}).json() == found
    assert list(found) == list(batch)
    return [found[key]["result"] for key in batch]


def test_the_manifest_leads_to_everything(service: Served) -> None:
    found = answered(service.client.get("/reconcile", params={"lang": "en"}), "manifest")
    assert "0.2" in found["versions"]
    assert [one["id"] for one in found["defaultTypes"]] == list(TYPES)
    assert found["defaultTypes"][0]["name"] == "Person"
    vietnamese = service.client.get("/reconcile", headers={"Accept-Language": "vi"})
    assert vietnamese.json()["defaultTypes"][0]["name"] == "Người"
    (who,) = reconciled(service, {"query": WHO, "type": "person"})
    for template in (found["view"]["url"], found["preview"]["url"]):
        for written in (who[0]["id"], who[0]["id"].replace("/", "%2F")):
            page = service.client.get(template.replace("{{id}}", written), follow_redirects=True, headers={"Accept": "text/html"})
            assert page.status_code == 200
            assert WHO in page.text
    for offered in found["suggest"].values():
        assert service.client.get(offered["service_url"] + offered["service_path"], params={"prefix": "b"}).json()["result"]
    proposed = found["extend"]["propose_properties"]
    answer = service.client.get(proposed["service_url"] + proposed["service_path"], params={"type": "person", "limit": 2})
    assert len(answered(answer, "data-extension-property-proposal")["properties"]) == 2


@pytest.mark.parametrize(
    ("text", "kind", "name", "match"),
    [
        (WHO, "person", WHO, True),
        ("bui quang nhiem", "person", WHO, False),  # by a name without diacritics alone nobody is clearly somebody
        ("Đồng chí Bùi Quang Nhiệm", "person", WHO, True),
        ("BUI QUAN NHIEM", "person", WHO, False),
        ("UBND huyện Đông Lâm", "body", "Ủy ban nhân dân huyện Đông Lâm", True),
        ("ubnd huyen dong lam", "body", "Ủy ban nhân dân huyện Đông Lâm", True),
        ("Đông Lâm", "place", "huyện Đông Lâm", True),
        ("Đinh Trùng Tên", "person", "Đinh Trùng Tên", False),
    ],
)
def test_a_name_finds_its_thing(service: Served, text: str, kind: str, name: str, match: bool) -> None:
    (found,) = reconciled(service, {"query": text, "type": kind})
    assert (found[0]["name"], found[0]["match"]) == (name, match)
    assert [one["id"] for one in found[0]["type"]] == [kind]
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)
    assert not any(one["match"] for one in found[1:])


@pytest.mark.parametrize(
    ("pid", "value", "described"),
    [
        ("organization", "Quận ủy Quận An Phú", "An Phú"),
        ("organization", "quan uy quan binh phu", "Bình Phú"),
        ("place", "Quận Xa", "Chơi Cờ"),
        ("post", "Chủ tịch Hội Chơi Cờ", "Chơi Cờ"),
    ],
)
def test_what_else_is_known_tells_namesakes_apart(service: Served, pid: str, value: str, described: str) -> None:
    known = {"query": "Đinh Trùng Tên", "type": "person", "properties": [{"pid": pid, "v": value}]}
    unmarked = {**known, "query": "dinh trung ten"}
    for found in reconciled(service, known, unmarked):
        assert found[0]["match"], found
        assert described in found[0]["description"]
        assert len([one for one in found if one["name"] == "Đinh Trùng Tên"]) == 3
        assert {one["id"] for one in found[0]["features"]} == {"name", pid}


def test_a_thing_reconciled_before_is_a_value(service: Served) -> None:
    (bodies,) = reconciled(service, {"query": "Quận ủy Quận An Phú", "type": "body"})
    known = {"pid": "organization", "v": {"id": bodies[0]["id"], "name": "anything"}}
    other = {"pid": "organization", "v": [{"id": "org/none"}, 5]}
    right, wrong = reconciled(service, *({"query": "Đinh Trùng Tên", "properties": [one]} for one in (known, other)))
    assert right[0]["match"]
    assert "An Phú" in right[0]["description"]
    assert not wrong[0]["match"]
    assert wrong[0]["score"] < 80


def test_without_a_name_properties_find(service: Served) -> None:
    number = service.query("SELECT ?n { ?d dcterms:identifier ?n ; a bb:PartyDocument } LIMIT 1").json()["results"]["bindings"]
    known = {"type": "document", "properties": [{"pid": "number", "v": number[0]["n"]["value"]}]}
    (found,) = reconciled(service, known)
    assert number[0]["n"]["value"] in found[0]["description"]
    assert found[0]["score"] == 100
    assert not any(one["match"] for one in found), "a number alone, of a series that many have, is nobody's name"


def test_limits_and_types(service: Served) -> None:
    several, one, none, strict = reconciled(
        service, {"query": "huyện"}, {"query": "huyện", "limit": 1}, {"query": WHO, "type": "planet"},
        {"query": WHO, "type": ["planet", "person"], "type_strict": "should"},
    )  # fmt: skip
    assert len(several) > 3
    assert len(one) == 1
    assert none == []
    assert strict[0]["name"] == WHO
    single = service.client.get("/reconcile", params={"query": WHO}).json()
    assert single["result"][0]["name"] == WHO


def test_who_holds_no_post_is_not_found(service: Served) -> None:
    (found,) = reconciled(service, {"query": "Hoàng Riêng Tư"})
    assert not any(one["name"] == "Hoàng Riêng Tư" for one in found)
    hidden = service.query('SELECT ?p { ?p foaf:name "Hoàng Riêng Tư" }').json()["results"]["bindings"][0]["p"]["value"]
    short = hidden.partition("/id/")[2]
    assert service.client.get("/reconcile/preview", params={"id": short}).status_code == 404
    wanted = json.dumps({"ids": [short], "properties": [{"id": "organization"}]})
    answer = service.client.post("/reconcile", data={"extend": wanted})
    assert answered(answer, "data-extension-response")["rows"] == {short: {"organization": []}}


def test_a_table_is_extended(service: Served) -> None:
    for kind in TYPES:
        listed = service.client.get("/search.json", params={"kind": kind}).json()
        ids = [row["iri"].partition("/id/")[2] for row in listed[:5]]
        wanted = {"ids": ids, "properties": [{"id": pid} for pid in PROPERTIES[kind]]}
        conforms(wanted, "data-extension-query")
        answer = service.client.get("/reconcile", params={"extend": json.dumps(wanted)})
        found = answered(answer, "data-extension-response")
        assert [one["id"] for one in found["meta"]] == list(PROPERTIES[kind])
        assert list(found["rows"]) == ids
        assert any(values for row in found["rows"].values() for values in row.values()), kind
        fewer = {**wanted, "properties": [{"id": pid, "settings": {"limit": "1"}} for pid in PROPERTIES[kind]]}
        short = service.client.post("/reconcile", data={"extend": json.dumps(fewer)}).json()["rows"]
        assert short == {one: {pid: v[:1] for pid, v in row.items()} for one, row in found["rows"].items()}


@pytest.mark.parametrize(
    ("path", "given", "first"),
    [
        ("entity", {"prefix": "bui quang"}, WHO),
        ("type", {"prefix": "co quan"}, "Cơ quan, tổ chức"),
        ("type", {"prefix": "pers", "lang": "en"}, "Person"),
        ("property", {"prefix": "dia", "type": "person"}, "Địa phương"),
        ("property", {"prefix": "so", "lang": "vi"}, "Số, ký hiệu"),
    ],
)
def test_suggestions(service: Served, path: str, given: dict[str, str], first: str) -> None:
    schema = {"entity": "suggest-entities-response", "type": "suggest-types-response", "property": "suggest-properties-response"}
    found = answered(service.client.get(f"/reconcile/suggest/{path}", params=given), schema[path])["result"]
    assert found[0]["name"] == first
    rest = service.client.get(f"/reconcile/suggest/{path}", params={**given, "cursor": "1"}).json()["result"]
    assert rest == found[1:] or len(found) == 20


def test_a_preview_may_be_framed_and_nothing_else(service: Served) -> None:
    (found,) = reconciled(service, {"query": WHO})
    shown = service.client.get("/reconcile/preview", params={"id": found[0]["id"]})
    assert "frame-ancestors *" in shown.headers["content-security-policy"]
    assert "x-frame-options" not in shown.headers
    assert service.client.get("/", headers={"Accept": "text/html"}).headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "text",
    [
        "", "[", "[" * 4000, "1", "[]", '{"a": 1}', '{"a": {}}', '{"a": {"query": 5}}', '{"a": {"query": "x", "type": 5}}',
        '{"a": {"query": "x", "type": [5]}}', '{"a": {"query": "x", "limit": NaN}}', '{"a": {"query": "x", "limit": "3"}}',
        '{"a": {"query": "x", "properties": {}}}', '{"a": {"query": "x", "properties": [{"v": 1}]}}', '{"a": {"query": "  "}}',
        json.dumps({str(n): {"query": "x"} for n in range(101)}),
    ],
    ids=lambda text: text[:40],
)  # fmt: skip
def test_what_is_no_batch_is_said(service: Served, text: str) -> None:
    for answer in (
        service.client.post("/reconcile", data={"queries": text}),
        service.client.post("/reconcile", data={"extend": text}),
    ):
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["todo"]


@pytest.mark.parametrize("query", ["\ud800", "!!!", "a" * 5000, "x\0y", "*", '"', "ầ" * 400, " AND ".join("abcdefgh" * 9)])
def test_any_words_are_answered(service: Served, query: str) -> None:
    text = json.dumps({"q": {"query": query}})
    document = service.client.post("/reconcile", data={"queries": text})
    assert document.status_code == 200
    conforms(document.json(), "reconciliation-result-batch")


def test_other_bodies_are_refused(service: Served) -> None:
    assert service.client.post("/reconcile", json={"queries": "{}"}).status_code == 415
    assert service.client.post("/reconcile", data={"other": "1"}).status_code == 400
    assert service.client.post("/reconcile", data={"queries": "x" * 300_000}).status_code == 413
    assert service.client.put("/reconcile", content=b"").status_code == 405
