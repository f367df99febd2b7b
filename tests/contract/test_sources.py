"""What every reader must do, whatever its format: one contract, an example file a reader."""

from __future__ import annotations

import gzip
import json
import pickle
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from bienban.errors import InputProblem
from bienban.model.article import Article
from bienban.sources.base import Item, Limits, Raw, ReadSettings, Remark, SetAside, Source
from bienban.sources.registry import registry
from bienban.sources.walk import read_paths
from bienban.text import nfc
from sources.documents import archive, pdf, word
from sources.pages import META, PARAGRAPHS, TITLE, page

BODY = "\n".join(PARAGRAPHS)


def _examples() -> dict[str, bytes]:
    """A file of each format, about one article."""
    record = json.dumps({"id": "t1", "title": TITLE, "text": BODY}, ensure_ascii=False)
    return {
        "text": f"{TITLE}\n\n{BODY}\n".encode(),
        "markdown": f"---\ntitle: {TITLE}\nid: t1\n---\n{BODY}\n".encode(),
        "html": page(head=META).encode(),
        "feed": f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Báo Mẫu</title>
<item><title>{TITLE}</title><link>https://bao.example/tin/1</link><description>{PARAGRAPHS[0]}</description>
<pubDate>Wed, 05 Apr 2023 03:15:00 +0700</pubDate>
<content:encoded><![CDATA[{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}]]></content:encoded></item></channel></rss>
""".encode(),
        "docx": word([TITLE, *PARAGRAPHS]),
        "pdf": pdf([[TITLE, *PARAGRAPHS]]),
        "warc": archive([("https://bao.example/1", page(head=META).encode())]),
        "json": f"[{record}]".encode(),
        "jsonl": f"{record}\n".encode() * 2,
    }


EXAMPLES = _examples()
READERS = registry().sources


def test_every_reader_has_an_example() -> None:
    assert {source.name for source in READERS} == set(EXAMPLES)


def articles(items: Iterator[Item]) -> list[Article]:
    found = [item for item in items if not isinstance(item, Remark)]
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def parts(read: list[Article]) -> list[tuple[object, ...]]:
    return [(a.text, a.title, a.body_start, a.url, a.publisher, a.published, a.byline) for a in read]


@pytest.fixture(params=READERS, ids=lambda source: source.name)
def source(request: pytest.FixtureRequest) -> Source:
    found: Source = request.param
    return found


@pytest.fixture
def data(source: Source) -> bytes:
    return EXAMPLES[source.name]


def path(tmp_path: Path, name: str, data: bytes) -> str:
    (tmp_path / name).write_bytes(data)
    return str(tmp_path / name)


def test_the_text_is_there(source: Source, data: bytes, tmp_path: Path) -> None:
    for article in articles(read_paths([path(tmp_path, f"tin{source.suffixes[0]}", data)], ReadSettings())):
        assert article.title == TITLE
        assert all(paragraph in article.text[article.body_start :] for paragraph in PARAGRAPHS)
        assert article.text == nfc(article.text)
        assert article.text[: article.body_start].strip() == TITLE


def test_every_suffix_and_gzip_give_the_same(source: Source, data: bytes, tmp_path: Path) -> None:
    expected = parts(articles(read_paths([path(tmp_path, f"tin{source.suffixes[0]}", data)], ReadSettings())))
    assert expected
    for suffix in source.suffixes:
        for name, content in (
            (f"tin{suffix}", data),
            (f"tin{suffix}.gz", gzip.compress(data)),
            (f"TIN{suffix.upper()}", gzip.compress(data)),
        ):
            assert parts(articles(read_paths([path(tmp_path, name, content)], ReadSettings()))) == expected, name


def test_content_tells_the_format(source: Source, data: bytes, tmp_path: Path) -> None:
    expected = parts(articles(read_paths([path(tmp_path, f"tin{source.suffixes[0]}", data)], ReadSettings())))
    for content in (data, gzip.compress(data)):
        assert parts(articles(read_paths([path(tmp_path, "tin.dat", content)], ReadSettings()))) == expected
        assert parts(articles(read_paths(["-"], ReadSettings(), BytesIO(content)))) == expected


def test_items_go_between_processes(source: Source, data: bytes) -> None:
    for item in source.read(Raw(source="tin", stem="tin", stream=BytesIO(data)), ReadSettings()):
        assert pickle.loads(pickle.dumps(item)) == item  # noqa: S301 - our own bytes


def test_limits_hold(source: Source, data: bytes, tmp_path: Path) -> None:
    name = path(tmp_path, f"tin{source.suffixes[0]}", data)
    for limits in (Limits(file_bytes=len(data) // 3), Limits(text_chars=len(BODY) // 2)):
        items = tuple(read_paths([name], ReadSettings(limits=limits)))
        assert items
        assert all(isinstance(item, SetAside) and item.todo for item in items), items


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\xfd", b"\x00" * 100, b"\x1f\x8b\x08\x00nothing"])
def test_rubbish_is_set_aside_with_what_to_do(source: Source, tmp_path: Path, content: bytes) -> None:
    for item in read_paths([path(tmp_path, f"tin{source.suffixes[0]}", content)], ReadSettings()):
        assert isinstance(item, SetAside)
        assert item.what
        assert item.todo
        assert "\n" not in str(item)


def test_a_file_cut_off_anywhere_is_no_crash(source: Source, data: bytes) -> None:
    for end in range(0, len(data), max(1, len(data) // 40)):
        raw = Raw(source="tin", stem="tin", stream=BytesIO(data[:end]))
        try:
            items = tuple(source.read(raw, ReadSettings()))
        except InputProblem as problem:
            assert problem.todo  # noqa: PT017 - both ways out are right
        else:
            assert items


def test_settings_fill_in_what_the_file_lacks(source: Source, data: bytes, tmp_path: Path) -> None:
    settings = ReadSettings()
    settings = replace(settings, metadata=replace(settings.metadata, license="CC-BY-4.0"))
    for article in articles(read_paths([path(tmp_path, f"tin{source.suffixes[0]}", data)], settings)):
        assert article.license == "CC-BY-4.0"
