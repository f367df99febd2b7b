"""Markdown: metadata in the front matter, the text below."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bienban.model.article import Article
from bienban.sources.base import Item, Metadata, ReadSettings, Remark, SetAside

PAGE = """---
title: "Họp Đảng ủy: nhiều việc mới"
id: 007
url: https://Bao.example/tin?utm_source=x#a
publisher: Báo Thử
date: 2023-04-05
author: L.H
license: CC0-1.0
language: vi-VN
---
Sáng 5/4, Đảng ủy họp.
"""


def test_front_matter(article: Callable[..., Article]) -> None:
    read = article(PAGE, "tin.md")
    assert read.text == "Họp Đảng ủy: nhiều việc mới\nSáng 5/4, Đảng ủy họp.\n"
    assert read.text[read.body_start :] == "Sáng 5/4, Đảng ủy họp.\n"
    assert (read.id, read.url, read.publisher) == ("007", "https://bao.example/tin", "Báo Thử")
    assert (str(read.published), read.byline, read.license, read.language) == ("2023-04-05", "L.H", "CC0-1.0", "vi")


def test_what_the_file_says_beats_what_the_user_says(article: Callable[..., Article]) -> None:
    settings = ReadSettings(metadata=Metadata(publisher="Báo Khác", license="CC-BY-4.0"))
    assert article(PAGE, "tin.md", settings).publisher == "Báo Thử"
    assert article("Một\nHai", "tin.md", settings).publisher == "Báo Khác"


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# Họp xã\n\nSáng nay họp.\n", "Họp xã", "Sáng nay họp.\n"),
        ("Họp xã\n\nSáng nay họp.\n", "Họp xã", "Sáng nay họp.\n"),
        ("---\r\ntitle: Họp xã\r\n---\r\nSáng nay họp.\r\n", "Họp xã", "Sáng nay họp.\r\n"),
        ("---\ntitle: Họp xã\n---\n\nHọp xã\nSáng nay họp.\n", "Họp xã", "Sáng nay họp.\n"),
        ("---\n---\nHọp xã\nSáng nay họp.\n", "Họp xã", "Sáng nay họp.\n"),
        ("\ufeff---\ntitle: Họp xã\n---\nSáng nay họp.\n", "Họp xã", "Sáng nay họp.\n"),
    ],
)
def test_title_and_body(article: Callable[..., Article], text: str, title: str, body: str) -> None:
    read = article(text, "tin.md")
    assert (read.title, read.text[read.body_start :]) == (title, body)
    assert read.text.count(title) == 1


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("---\ntitle: Họp: xã\n---\nNay họp.", "not YAML", "line 2, column 11"),
        ("---\n- a\n---\nNay họp.", "key: value", "front matter"),
        ("---\ntitle: Họp\n---\n \n", "no text below", None),
    ],
)
def test_bad_front_matter_sets_the_file_aside(reason: Callable[..., SetAside], text: str, what: str, where: str) -> None:
    found = reason(text, "tin.md")
    assert what in found.what
    assert found.where == where


@pytest.mark.parametrize("line", ["date: hôm nay", "date: 2023-02-30", "url: bao.example/tin", "language: tiếng Việt"])
def test_metadata_that_is_not_understood_is_left_out_with_a_remark(read: Callable[..., tuple[Item, ...]], line: str) -> None:
    remark, article = read(f"---\ntitle: Họp\n{line}\n---\nNay họp.", "tin.md")
    assert isinstance(remark, Remark)
    assert line.partition(": ")[2] in remark.what
    assert isinstance(article, Article)
    assert (article.published, article.url, article.language) == (None, None, "vi")


def test_fields_are_mapped(article: Callable[..., Article]) -> None:
    page = "---\ntieu_de: Họp xã\nxuat_ban:\n  ngay: 5/4/2023\n---\nSáng nay họp."
    read = article(page, "tin.md", ReadSettings(fields=(("title", "tieu_de"), ("date", "xuat_ban.ngay"))))
    assert (read.title, str(read.published)) == ("Họp xã", "2023-04-05")
