"""What is read back from an article graph is what was written into it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bienban.evaluate.comparing import compare_readings
from bienban.exchange.facts_json import to_json
from bienban.exchange.stored import article_of, facts_of, reader_of
from bienban.model.article import Article
from bienban.pipeline.stages import Extracted, build, extract
from bienban.resources import resource
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths

SAMPLES = sorted(resource("data", "articles").iterdir())


def read(path: Path) -> Extracted:
    (article,) = read_paths((str(path),), ReadSettings(), io.BytesIO())
    assert isinstance(article, Article)
    return extract(article)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_the_facts_of_a_graph_are_those_it_was_built_from(path: Path) -> None:
    extracted = read(path)
    written = to_json(extracted.article, extracted.facts, extracted.sentences)
    found = compare_readings(written, facts_of(build(extracted)))
    same = dict(found.same)
    assert same["persons"] == len(written["persons"])  # type: ignore[arg-type]
    differing = [c for c in found.changes if c.mark != "changed" and c.kind not in ("organizations", "events", "documents")]
    assert differing == []
    assert [c for c in found.changes if c.mark == "lost"] == [], "the graph has what the guide lists, and more"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_the_article_of_a_graph_gives_the_same_graph(path: Path) -> None:
    extracted = read(path)
    graph = build(extracted)
    article = article_of(graph, extracted.article.text)
    assert (article.title, article.body_start) == (extracted.article.title, extracted.article.body_start)
    assert build(extract(article)) == graph
    assert (reader_of(graph) or "").startswith("bienban-vi-")
