"""Every article of a large corpus is read without a failure, the same each time, and each fact quotes the text word for word."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from bienban.model.article import Article
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths
from workers import misread


@pytest.mark.system
@pytest.mark.shared
def test_every_article_is_read_and_quoted_word_for_word(shared_dir: Path) -> None:
    items = read_paths((str(shared_dir / "corpus/news.jsonl.gz"),), ReadSettings())
    articles = [item for item in items if isinstance(item, Article)]
    assert len(articles) > 5000
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        wrong = [fault for found in pool.map(misread, articles, chunksize=50) for fault in found]
    assert wrong == []
