"""Every article of a large corpus is read without a failure, the same each time, and each fact quotes the text word for word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from bienban.exchange.facts_json import dumps, to_json
from bienban.model.article import Article
from bienban.pipeline.stages import extract
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths


def quotes(found: object) -> Iterator[tuple[int, int, str]]:
    """All passages in facts JSON: offsets and words."""
    if isinstance(found, dict):
        if {"start", "end", "quote"} <= found.keys():
            yield found["start"], found["end"], found["quote"]
        for value in found.values():
            yield from quotes(value)
    elif isinstance(found, list):
        for value in found:
            yield from quotes(value)


def faults(article: Article) -> list[str]:
    """What is wrong with the reading of one article, for a worker process."""
    first, second = (dumps(to_json(e.article, e.facts, e.sentences)) for e in (extract(article), extract(article)))
    wrong = [] if first == second else [f"{article.stem}: two readings differ"]
    passages = list(quotes(json.loads(first)))
    text = article.text
    wrong += [f"{article.stem}: {quote!r} is not at {start}–{end}" for start, end, quote in passages if text[start:end] != quote]
    return wrong


@pytest.mark.system
@pytest.mark.shared
def test_every_article_is_read_and_quoted_word_for_word(shared_dir: Path) -> None:
    items = read_paths((str(shared_dir / "corpus/news.jsonl.gz"),), ReadSettings())
    articles = [item for item in items if isinstance(item, Article)]
    assert len(articles) > 5000
    with get_context("spawn").Pool(2) as pool:
        wrong = [fault for found in pool.imap_unordered(faults, articles, chunksize=50) for fault in found]
    assert wrong == []
