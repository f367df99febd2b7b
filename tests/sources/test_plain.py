"""Plain text: exactly as published, in NFC, with the title on the first line."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.model.article import Article
from bienban.sources.base import Limits, ReadSettings, SetAside
from bienban.sources.headline import join_headline, split_headline

TEXT = "Xã Đông Mai họp\n\n7\n\nSáng 5/4, Đảng ủy xã Đông Mai họp  phiên thường kỳ.\n\nL.H\n"


def test_text_is_kept_as_it_is(article: Callable[..., Article]) -> None:
    read = article(TEXT)
    assert read.text == TEXT
    assert read.title == "Xã Đông Mai họp"
    assert read.text[read.body_start :].startswith("7\n")
    assert (read.stem, read.language, read.identity) == ("tin", "vi", ("file", "", "tin"))


def test_line_ends_are_kept_so_that_offsets_hold(article: Callable[..., Article]) -> None:
    read = article(TEXT.replace("\n", "\r\n"))
    assert read.text.count("\r\n") == TEXT.count("\n")
    assert read.title == "Xã Đông Mai họp"
    assert read.text[read.body_start :].startswith("7\r\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_says_the_encoding_and_is_dropped(article: Callable[..., Article], encoding: str) -> None:
    assert article(TEXT.encode(encoding)).text == TEXT


def test_decomposed_letters_are_composed(article: Callable[..., Article]) -> None:
    assert article(unicodedata.normalize("NFD", TEXT)).text == TEXT


def test_one_line_is_a_body_without_title(article: Callable[..., Article]) -> None:
    read = article("Sáng 5/4, Đảng ủy xã Đông Mai họp phiên thường kỳ.\n")
    assert (read.title, read.body_start) == (None, 0)


def test_a_very_long_first_line_is_no_title(article: Callable[..., Article]) -> None:
    assert article("Hội nghị bàn nhiều việc. " * 20 + "\nHết.").title is None


@pytest.mark.parametrize(
    ("data", "what", "where"),
    [
        (b"", "empty", None),
        (b"\xef\xbb\xbf", "white space", None),
        (b" \n\t\r\n", "white space", None),
        ("Họp\nphiên\n".encode() + b"\xd0\n", "not UTF-8: byte 0xD0", "byte 13, line 3"),
        (b"\xff\xfe\x00", "not UTF-16-LE", "byte 2"),
        ("Họp phiên".encode("utf-16-le"), "binary, or text in another encoding", "byte 2"),
        (b"ab\x00c", "binary", "character 2"),
        (b"%PDF-1.7\n\xd0", "PDF", None),
        (b"PK\x03\x04abc", "Office document", None),
        (b"\x1f\x8b\x08garbage", "gzip", None),
    ],
)
def test_what_is_no_text_is_set_aside(reason: Callable[..., SetAside], data: bytes, what: str, where: str | None) -> None:
    found = reason(data)
    assert what in found.what
    assert found.where == where
    assert found.todo
    assert found.data == data or data.startswith(b"\x1f\x8b")
    assert "\n" not in str(found)
    assert "tin.txt" in str(found)


def test_limits(reason: Callable[..., SetAside], article: Callable[..., Article]) -> None:
    settings = ReadSettings(limits=Limits(file_bytes=100, text_chars=60))
    assert "100 bytes" in reason("a" * 101, settings=settings).what
    assert "61 characters" in reason("a" * 61, settings=settings).what
    assert len(article("ạ" * 33, settings=settings).text) == 33


def test_standard_input_is_named_by_its_text(article: Callable[..., Article]) -> None:
    first, second = article(TEXT, None), article(TEXT + "Thêm.", None)
    assert first.source == "-"
    assert first.identity != second.identity
    assert article(TEXT, None).identity == first.identity


@given(st.text(max_size=80).filter(lambda t: bool(t.strip())))
def test_the_title_is_on_the_first_line_and_the_body_follows(text: str) -> None:
    title, start = split_headline(text)
    if title is None:
        assert start == 0
    else:
        assert text.lstrip().startswith(title)
        assert text[:start].strip() == title
        assert text[start:].strip()


@given(st.text(max_size=30), st.text(min_size=1, max_size=60))
def test_a_headline_kept_apart_comes_first_and_the_body_is_untouched(title: str, body: str) -> None:
    text, headline, start = join_headline(title, body)
    assert text.endswith(body)
    assert 0 <= start <= len(text)
    if headline is not None:
        assert " ".join(text.split()).startswith(headline)
