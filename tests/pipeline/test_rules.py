"""What an article was read from, and under which rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.pipeline.rules import reading_key, rules_version
from bienban.text import nfc


def test_the_version_of_the_rules_is_stable() -> None:
    assert rules_version() == rules_version.__wrapped__()
    assert len(rules_version()) == 24


def test_everything_but_where_it_came_from_counts(make: Callable[..., Article]) -> None:
    article = make(publisher="Báo Mẫu")
    assert reading_key(article) == reading_key(replace(article, source="elsewhere.txt"))
    others = {reading_key(article)}
    for field in fields(Article):
        if field.name != "source":
            old = getattr(article, field.name)
            new = old + 1 if isinstance(old, int) else PartialDate(2031) if field.name == "published" else nfc(f"{old} khác")
            change: dict[str, Any] = {field.name: new}
            others.add(reading_key(replace(article, **change)))
    assert len(others) == len(fields(Article))
