"""Web pages: the article without what is around it, and what the page says about it."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from bienban.model.article import Article
from bienban.sources.base import Metadata, ReadSettings, SetAside
from sources.pages import AROUND, JSON_LD, META, PARAGRAPHS, TITLE, page

One = Callable[..., Article]


@pytest.mark.parametrize("head", [META, JSON_LD], ids=["meta", "json-ld"])
def test_a_page_gives_text_and_metadata(article: One, head: str) -> None:
    read = article(page(head=head), "tin.html")
    assert read.title == TITLE
    assert read.text == "\n".join([TITLE, *PARAGRAPHS]) + "\n"
    assert read.text[read.body_start :].startswith(PARAGRAPHS[0])
    assert (read.url, read.publisher) == ("https://bao.example/chinh-tri/hop-12.html", "Báo Mẫu")
    assert (str(read.published), read.byline, read.language) == ("2023-04-05", "Lê Hà", "vi")
    assert not any(words in read.text for words in AROUND)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tin.htm", page(head=META).encode("utf-16")),
        ("tin.html.gz", gzip.compress(page(head=META).encode())),
        ("tin.dat", page(head=META).encode()),
        (None, page(head=META).encode("utf-8-sig")),
        ("tin.xhtml", b'<?xml version="1.0" encoding="utf-8"?>\n' + page(head=META).encode()),
    ],
    ids=["utf-16", "gz", "content", "stdin", "xml"],
)
def test_however_the_page_comes(article: One, name: str | None, data: bytes) -> None:
    assert article(data, name).text == article(page(head=META), "tin.html").text


def test_what_the_page_does_not_say_is_not_invented(article: One) -> None:
    read = article(page(), "tin.html")
    assert (read.published, read.publisher, read.byline, read.url) == (None, None, None, None)
    said = ReadSettings(metadata=Metadata(publisher="Báo Thử"))
    read = article(page(head='<link rel="canonical" href="https://bao.example/a/1">'), "tin.html", said)
    assert (read.publisher, read.url) == ("Báo Thử", "https://bao.example/a/1")


def test_the_front_page_is_the_address_of_no_article(article: One) -> None:
    assert article(page(head='<link rel="canonical" href="https://bao.example/">'), "tin.html").url is None


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("<!DOCTYPE html><html><body></body></html>", "no article is found"),
        ("<html><head><title>Tin</title></head><body><script>x()</script></body></html>", "no article is found"),
        ("", "empty"),
        (b"\x89PNG\r\n", "an image"),
    ],
)
def test_a_page_without_an_article_is_set_aside(reason: Callable[..., SetAside], data: bytes | str, what: str) -> None:
    found = reason(data, "tin.html")
    assert what in found.what
    assert found.todo


def test_entities_of_a_page_open_no_file(article: One) -> None:
    data = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        + page(paragraphs=(*PARAGRAPHS, "Tên máy: &x;.")).partition("\n")[2]
    )
    read = article(data, "tin.html")
    assert PARAGRAPHS[1] in read.text
    assert "Tên máy: &x;." in read.text


def test_deep_nesting_ends(read: Callable[..., tuple[object, ...]]) -> None:
    (found,) = read("<!DOCTYPE html><html><body>" + "<div>" * 30_000 + "<p>Tin.", "tin.html")
    assert isinstance(found, SetAside | Article)
