"""The merged graph: its definition does not see order, and every step of changes arrives where the definition says."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.identity.merge import merge_all
from bienban.model.graph import ArticleGraph
from plain_state import PlainState
from small_world import graphs, histories


@given(histories(), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_any_history_ends_where_the_last_articles_put_it(batches: list[list[ArticleGraph | str]], rng: random.Random) -> None:
    state = PlainState()
    for batch in batches:
        named = {g.article.rpartition("/")[2].rpartition("-")[0]: g.article for g in state.graphs.values()}
        changes: dict[str, ArticleGraph | None] = {}
        for item in batch:
            if isinstance(item, ArticleGraph):
                changes[item.article] = item
            elif item in named:
                changes[named[item]] = None
        state.change(changes)
        assert tuple(sorted(state.merged)) == merge_all(state.graphs.values())
    shuffled = list(state.graphs.values())
    rng.shuffle(shuffled)
    assert merge_all(shuffled) == merge_all(state.graphs.values())


@given(st.lists(graphs(), max_size=4))
def test_taking_everything_out_leaves_nothing(found: list[ArticleGraph]) -> None:
    state = PlainState()
    for graph in found:
        state.change({graph.article: graph})
    for article in list(state.graphs):
        state.change({article: None})
    assert not state.merged
