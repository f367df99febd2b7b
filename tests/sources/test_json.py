"""JSON and JSON Lines: articles under many names of keys, facts, and the bad ones among the good."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

import pytest

from bienban.model.article import Article
from bienban.sources.base import GivenFacts, Item, Limits, Metadata, ReadSettings, Remark, SetAside
from bienban.sources.given import KEYS

Read = Callable[..., tuple[Item, ...]]


def kinds(items: tuple[Item, ...]) -> list[str]:
    return [type(item).__name__ for item in items]


ONE = {"id": "a1", "title": "Họp xã", "text": "Sáng nay họp."}


def test_an_object(article: Callable[..., Article]) -> None:
    read = article(json.dumps(ONE), "tin.json")
    assert (read.text, read.title, read.id, read.stem) == ("Họp xã\nSáng nay họp.", "Họp xã", "a1", "tin")
    assert read.text[read.body_start :] == "Sáng nay họp."


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, names in KEYS.items() for name in names])
def test_every_name_of_a_key_is_read(article: Callable[..., Article], key: str, name: str) -> None:
    values = {"url": "https://bao.example/1", "date": "2023-04-05", "language": "en", "text": "Sáng nay họp."}
    read = article(json.dumps({"text": "Sáng nay họp.", name: values.get(key, "X Y")}), "tin.json")
    attribute = {"date": "published", "author": "byline"}.get(key, key)
    expected = {"text": "Sáng nay họp.", "url": "https://bao.example/1", "date": "2023-04-05", "language": "en"}.get(key, "X Y")
    assert str(getattr(read, attribute)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2023-04-05T23:30:00Z", "2023-04-05"),
        ("2023-04-05 08:00", "2023-04-05"),
        ("5/4/2023", "2023-04-05"),
        ("05-04-2023, 08:15", "2023-04-05"),
        ("20230405", "2023-04-05"),
        (20230405, "2023-04-05"),
        ("Wed, 05 Apr 2023 08:00:00 +0700", "2023-04-05"),
        (1680652800, "2023-04-05"),
        (1680652800000, "2023-04-05"),
        ("2023-04", "2023-04"),
        (2023, "2023"),
    ],
)
def test_dates(article: Callable[..., Article], given: object, expected: str) -> None:
    assert str(article(json.dumps(ONE | {"date": given}), "tin.json").published) == expected


@pytest.mark.parametrize("given", ["31/4/2023", "--04-05", "4/2023/5", 99999999999999999, "Wed, 99 Foo"])
def test_what_is_no_date_is_left_out_with_a_remark(read: Read, given: object) -> None:
    remark, article = read(json.dumps(ONE | {"date": given}), "tin.json")
    assert isinstance(remark, Remark)
    assert str(given) in remark.what
    assert isinstance(article, Article)
    assert article.published is None


def test_a_lone_list_of_facts_is_not_passed_over_in_silence(read: Read) -> None:
    remark, article = read(json.dumps(ONE | {"persons": [{"name": "A"}]}), "tin.json")
    assert isinstance(article, Article)
    assert isinstance(remark, Remark)
    assert 'without its "persons"' in remark.what
    (only,) = read(json.dumps(ONE | {"persons": ["A"]}), "tin.json")
    assert isinstance(only, Article)


def test_names_of_schema_org(article: Callable[..., Article]) -> None:
    page = {
        "headline": "Họp xã",
        "articleBody": "Sáng nay họp.",
        "publisher": {"@type": "NewsMediaOrganization", "name": "Báo Thử"},
        "author": [{"name": "An Bình"}, {"name": "Cao Minh"}],
    }
    read = article(json.dumps(page), "tin.json")
    assert (read.publisher, read.byline, read.title) == ("Báo Thử", "An Bình, Cao Minh", "Họp xã")


def test_body_that_begins_with_the_headline_is_the_text(article: Callable[..., Article]) -> None:
    assert article(json.dumps({"title": "Họp xã", "text": "Họp xã\nNay họp."}), "t.json").text == "Họp xã\nNay họp."
    assert article(json.dumps({"title": "Họp", "text": "Họpxã."}), "t.json").text == "Họp\nHọpxã."


def test_an_array_sets_only_its_bad_items_aside(read: Read) -> None:
    items = read(json.dumps([ONE, 3, {"title": "x"}, {"text": ""}, {"text": ["a"]}, {"text": "Hai."}]), "tin.json")
    assert kinds(items) == ["Article", "SetAside", "SetAside", "SetAside", "SetAside", "Article"]
    asides = [i for i in items if isinstance(i, SetAside)]
    assert [i.where for i in asides] == ["item 2", "item 3", "item 4", "item 5"]
    assert [i.what for i in asides] == [
        "not an object but a number", "no text (keys: title)", '"text" is empty', '"text" is not a string but an array',
    ]  # fmt: skip
    assert json.loads(asides[1].data) == {"title": "x"}
    assert [i.stem for i in items if isinstance(i, Article)] == ["a1", "tin-6"]


@pytest.mark.parametrize(
    ("data", "what", "where"),
    [
        ('{"text": "a",\n "title": }', "not JSON: Expecting value", "line 2, column 11"),
        ("[" * 100_000, "nested too deeply", None),
        ('{"id": ' + "9" * 5000 + ', "text": "a"}', "digits", None),
        ("[]", "array is empty", None),
        ('"text"', "not an object but a string", None),
        ('{"text": "a\\ud800b"}', "surrogate", "character 1"),
    ],
)
def test_bad_json_is_set_aside(reason: Callable[..., SetAside], data: str, what: str, where: str | None) -> None:
    found = reason(data, "tin.json")
    assert what in found.what
    assert found.where == where


LINES = b"".join(
    [
        json.dumps(ONE).encode() + b"\n",
        b"\n",
        b"{oops}\r\n",
        b'{"title": "x"}\n',
        b'{"text": "a\xff"}\n',
        json.dumps({"text": "Hai."}).encode(),
    ]
)


@pytest.mark.parametrize(("name", "data"), [("tin.jsonl", LINES), ("tin.jsonl.gz", gzip.compress(LINES)), ("tin.ndjson", LINES)])
def test_lines(read: Read, name: str, data: bytes) -> None:
    items = read(data, name)
    assert kinds(items) == ["Article", "SetAside", "SetAside", "SetAside", "Article"]
    wheres = [i.where for i in items if isinstance(i, SetAside)]
    assert wheres == ["line 3, column 2", "line 4", "line 5, byte 11"]
    assert [i.stem for i in items if isinstance(i, Article)] == ["a1", "tin-6"]


def test_a_line_over_the_limit_ends_the_file_and_keeps_what_came_before(read: Read) -> None:
    items = read('{"text": "a"}\n{"text": "' + "b" * 200 + '"}\n', "t.jsonl", ReadSettings(limits=Limits(file_bytes=100)))
    assert kinds(items) == ["Article", "SetAside"]
    assert isinstance(items[1], SetAside)
    assert items[1].where == "line 2"


def test_a_damaged_gzip_keeps_what_came_before(read: Read) -> None:
    data = gzip.compress(b"".join(json.dumps({"text": f"Tin {i}"}).encode() + b"\n" for i in range(50_000)))
    items = read(data[: len(data) // 2], "tin.jsonl.gz")
    assert len(items) > 10
    assert isinstance(items[-1], SetAside)
    assert "gzip" in items[-1].what


FACTS: dict[str, object] = {"id": "f1", "keep": True, "persons": [], "organizations": [], "events": []}


@pytest.mark.parametrize(
    ("name", "data", "stem"),
    [
        ("f.json", json.dumps(FACTS), "f"),
        ("f.json", json.dumps([FACTS]), "f1"),
        ("f.jsonl", json.dumps(FACTS), "f1"),
        ("f.json", json.dumps({"id": "f1", "keep": False}), "f"),
    ],
)
def test_facts_are_passed_on_as_given(read: Read, name: str, data: str, stem: str) -> None:
    settings = ReadSettings(metadata=Metadata(publisher="Báo Thử"))
    (item,) = read(data, name, settings)
    assert isinstance(item, GivenFacts)
    assert item.data["id"] == "f1"
    assert (item.stem, item.metadata.publisher) == (stem, "Báo Thử")


DUMP = {"tieu_de": "Họp xã", "meta": {"noi.dung": "Sáng nay họp.", "ngay": "5/4/2023"}, "nguồn": "Báo Thử", "content": ""}


@pytest.mark.parametrize("name", ["tin.json", "tin.jsonl"])
def test_fields_are_mapped(article: Callable[..., Article], name: str) -> None:
    fields = (("title", "tieu_de"), ("text", "khong_co"), ("text", "meta"), ("date", "meta.ngay"), ("publisher", "nguồn"))
    record = DUMP | {"meta": {"ngay": "5/4/2023"}, "meta.noi_dung": "Sáng nay họp."}
    read = article(json.dumps(record), name, ReadSettings(fields=(("text", "meta.noi_dung"), *fields)))
    assert (read.title, read.text, read.publisher) == ("Họp xã", "Họp xã\nSáng nay họp.", "Báo Thử")
    assert str(read.published) == "2023-04-05"


def test_fields_that_lead_nowhere(reason: Callable[..., SetAside]) -> None:
    found = reason(json.dumps({"tieu_de": "Họp", "meta": "x"}), "t.json", ReadSettings(fields=(("text", "meta.noi_dung.x"),)))
    assert found.what == "no text (keys: meta, tieu_de)"
    assert "meta.noi_dung.x" in (found.todo or "")
    assert "--field text=NAME" in (found.todo or "")
    found = reason(json.dumps(DUMP), "t.json", ReadSettings(fields=(("text", "meta"),)))
    assert found.what == '"meta" is not a string but an object'


def test_the_names_that_are_known_serve_where_the_mapped_one_is_missing(article: Callable[..., Article]) -> None:
    assert article(json.dumps(ONE), "t.json", ReadSettings(fields=(("text", "noi_dung"),))).id == "a1"
