"""Statements in invented texts: who says what, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomllib

from bienban.lang.vi.reader import VietnameseReader
from bienban.model.article import Article
from bienban.text import nfc

CASES = tomllib.loads(Path(__file__).with_name("cases_speech.toml").read_text(encoding="utf-8"))["case"]


def said(text: str) -> list[str]:
    facts = VietnameseReader().read(Article(text=nfc(text.strip()), source="-", stem="t")).facts
    names = {x.key: x.name for x in (*facts.persons, *facts.organizations)}
    events = {e.key: e.name for e in facts.events}
    return [
        f"{names[s.speaker]} | {s.kind} | {s.text.of(nfc(text.strip())) if s.text else '-'} | {events[s.event] if s.event else '-'}"
        for s in facts.statements
    ]


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_statements(case: dict[str, object]) -> None:
    assert said(str(case["text"])) == case["statements"]
