"""Files, folders and standard input: what is read, what is passed over, what is set aside."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from bienban.errors import UsageProblem
from bienban.model.article import Article
from bienban.sources.base import Item, Metadata, ReadSettings, Remark, SetAside
from bienban.sources.given import canonical_url
from bienban.sources.walk import read_paths

Read = Callable[..., tuple[Item, ...]]


def test_a_folder_is_read_by_name_and_says_what_it_skips(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/c.JSON", ".hidden.txt", ".git/x.txt", "photo.jpg", "notes", "c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"text": "Tin."}' if name.endswith("JSON") else "Tin.", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    items = tuple(read_paths([str(tmp_path)], ReadSettings()))
    articles = [Path(i.source).relative_to(tmp_path).as_posix() for i in items if isinstance(i, Article)]
    assert articles == ["a/c.JSON", "a/z.md", "b.txt", "c.txt"]
    skipped = [Path(i.source).name for i in items if isinstance(i, Remark) and i.skipped]
    assert skipped == ["loop", "notes", "photo.jpg"]
    assert len(items) == 7


def test_an_unknown_suffix_that_is_named_is_tried_as_text(read: Read) -> None:
    (item,) = read("Một\nHai", "tin.dat")
    assert isinstance(item, Article)
    assert (item.title, item.stem) == ("Một", "tin")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'{"text": "Tin."}', "json"),
        (b'[{"text": "Tin."}]', "json"),
        (b'{\n "text": "Tin."}', "json"),
        (b'{"text": "Tin."}\n{"text": "Hai."}\n', "jsonl"),
        (json.dumps({"text": "Tin mới. " * 1000}).encode() + b"\n", "jsonl"),
        (b"---\ntitle: A\n---\nTin.", "markdown"),
        (b"<!-- x -->\n<!DOCTYPE html><title>Tin</title><p>Tin.<p>Hai.", "html"),
        (b"<?xml version='1.0'?><html lang=vi><p>Tin.<p>Hai.", "html"),
        ("{Ảnh} Tin.".encode(), "text"),
        ("[Ảnh] Tin.".encode(), "text"),
        (b"--- Tin.", "text"),
    ],
)
def test_content_tells_the_format(data: bytes, kind: str) -> None:
    from bienban.sources.registry import registry

    assert registry().by_content(data[:4096], "").name == kind
    items = tuple(read_paths(["-"], ReadSettings(), BytesIO(data)))
    assert {type(i) for i in items} == {Article}
    assert all(i.source == "-" and i.stem.startswith("stdin-") for i in items if isinstance(i, Article))


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.ttl", "@prefix a: <b> .", "RDF"),
        ("a.mhtml", "From: <Saved by a browser>", "archive of web pages"),
    ],
)
def test_kinds_that_are_known_and_not_read(reason: Callable[..., SetAside], name: str, data: str, what: str) -> None:
    found = reason(data, name)
    assert what in found.what
    assert found.todo


def test_the_format_can_be_forced(read: Read) -> None:
    (item,) = read('{"text": "Tin."}', "tin.json", ReadSettings(format="text"))
    assert isinstance(item, Article)
    assert item.text == '{"text": "Tin."}'
    with pytest.raises(UsageProblem, match="jsonl, markdown, pdf, text, warc"):
        read("x", "tin.txt", ReadSettings(format="odt"))


@pytest.mark.parametrize("paths", [["missing.txt"], ["-", "-"], ["x" * 5000], ["a\0b"]])
def test_paths_that_cannot_be_meant(paths: list[str]) -> None:
    with pytest.raises(UsageProblem):
        tuple(read_paths(paths, ReadSettings(), BytesIO(b"x")))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Tin.", encoding="utf-8")
    path.chmod(0)
    (item,) = read_paths([str(path)], ReadSettings())
    assert isinstance(item, SetAside)
    assert "permission denied" in item.what


def test_reading_fails_with_the_systems_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Tin.", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    (item,) = read_paths([str(path)], ReadSettings())
    assert isinstance(item, SetAside)
    assert item.what == "cannot be read: permission denied"


def test_decomposed_file_names_give_composed_stems(tmp_path: Path) -> None:
    (tmp_path / "hội.txt").write_text("Tin.", encoding="utf-8")
    (item,) = read_paths([str(tmp_path)], ReadSettings(metadata=Metadata(publisher="Báo Thử")))
    assert isinstance(item, Article)
    assert item.stem == "hội"
    assert item.identity == ("file", "báo thử", "hội")


def test_file_names_that_are_no_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/h\xf4i.txt"
    try:
        Path(os.fsdecode(name)).write_text("Tin.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    for path in (os.fsdecode(name), str(tmp_path)):
        (item,) = read_paths([path], ReadSettings())
        assert isinstance(item, Article)
        assert item.stem == "h�i"
        assert item.source.encode().endswith("h�i.txt".encode())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("HTTP://Bao.Example", "http://bao.example/"),
        ("https://bao.example:443/a?b=1&utm_campaign=z#c", "https://bao.example/a?b=1"),
        ("https://bao.example:8443/tin tức", "https://bao.example:8443/tin%20t%E1%BB%A9c"),
        ("https://báo.example/a", "https://xn--bo-mia.example/a"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
        ("https://bao.example/a%20b?x=%2F", "https://bao.example/a%20b?x=%2F"),
    ],
)
def test_addresses_have_one_spelling(given: str, expected: str) -> None:
    assert canonical_url(given) == expected
    assert canonical_url(expected) == expected


@pytest.mark.parametrize(
    "given", ["bao.example/a", "ftp://bao.example", "https://", "https://[x/", "https://bao.example:x/", "/a"]
)
def test_what_is_no_address(given: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - urllib's own words differ by version
        canonical_url(given)


def test_what_is_set_aside_knows_its_file_and_settings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xd0" * 2_000_000)
    (tmp_path / "b.jsonl").write_bytes(b'{"text": "Tin."}\n{]\n')
    settings = ReadSettings(metadata=Metadata(publisher="Báo Thử"))
    first, _, second = read_paths([str(tmp_path)], settings)
    assert isinstance(first, SetAside)
    assert isinstance(second, SetAside)
    assert first.again is not None
    assert second.again is not None
    assert (len(first.data), first.again.whole, first.again.format) == (1_000_000, False, None)
    assert (second.data, second.again.whole, second.again.format) == (b"{]\n", True, "json")
    for found, name in ((first.again, "a.txt"), (second.again, "b.jsonl")):
        assert (found.path, found.settings) == (str(tmp_path / name), settings)
        assert found.stamp is not None
        assert found.stamp.startswith(f"{(tmp_path / name).stat().st_size}-")


def test_a_store_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho" / "bienban.json").write_text('{"text": "Tin."}', encoding="utf-8")
    (remark,) = read_paths([str(tmp_path)], ReadSettings())
    assert isinstance(remark, Remark)
    assert remark.skipped
    assert "a store" in remark.what
