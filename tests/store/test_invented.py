"""The stores that benchmarks are run on are what an import of the same articles would have made."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.invented import DENSITY, invent
from benchmarks.invented_store import store_of
from bienban.graph.build import build_graph
from bienban.store import open_store
from bienban.store.audit import audit
from bienban.store.layout import Layout


@pytest.mark.system
def test_an_invented_store_is_a_whole_store(tmp_path: Path) -> None:
    path = store_of(30, tmp_path / "invented")
    assert audit(Layout(path)) == ()
    with open_store(tmp_path / "imported", create=True) as store:
        made = [invent(number) for number in range(30)]
        graphs = [build_graph(m.article, m.facts, sentences=m.sentences, extractor="bienban-vi") for m in made]
        assert {change for _, change in store.replace_many(graphs)} == {"added"}
    with open_store(path) as one, open_store(tmp_path / "imported") as other:
        assert b"".join(one.export("nquads")) == b"".join(other.export("nquads"))


def test_articles_are_as_dense_as_those_of_newspapers() -> None:
    articles = 1_500
    made = [invent(number).facts for number in range(articles)]
    for kind, mean in DENSITY.items():
        count = sum(len(getattr(facts, kind)) for facts in made) / articles
        assert count == pytest.approx(mean, rel=0.1, abs=0.02), kind


def test_an_article_is_the_same_whenever_it_is_asked_for() -> None:
    assert invent(7) == invent(7)
    assert len({invent(number).article.text for number in range(50)}) == 50
