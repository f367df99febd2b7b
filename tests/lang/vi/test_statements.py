"""Statements in invented texts: who says what, and where."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bienban.lang.vi.reader import VietnameseReader
from bienban.model.article import Article
from bienban.text import nfc

CASES = tomllib.loads(Path(__file__).with_name("cases_speech.toml").read_text(encoding="utf-8"))["case"]


def said(text: str) -> list[str]:
    article = Article(text=nfc(text.strip()), source="-", stem="t")
    facts = VietnameseReader().read(article).facts
    names = {p.key: p.name for p in facts.persons} | {o.key: o.name for o in facts.organizations}
    events = {e.key: e.name for e in facts.events}
    found = []
    for one in facts.statements:
        words = one.text.of(article.text) if one.text else "-"
        found.append(f"{names[one.speaker]} | {one.kind} | {words} | {events[one.event] if one.event else '-'}")
    return found


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_statements(case: dict[str, object]) -> None:
    assert said(str(case["text"])) == case["statements"]
