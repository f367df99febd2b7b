"""The merged graph: its definition does not see order, and every step of changes arrives where the definition says."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.graph.terms import Term
from bienban.identity.merge import merge_all
from bienban.model.graph import ArticleGraph
from plain_state import PlainState
from small_world import World, graphs, histories


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


@st.composite
def officials(draw: st.DrawFn) -> ArticleGraph:
    """An article that gives one or two officials some of four posts: what joins and parts persons, and little else."""
    world = World()
    body = world.body(place=world.district())
    for name in draw(st.lists(st.sampled_from(["Đỗ Văn Hòa", "Đỗ Văn Hoà"]), min_size=1, max_size=2, unique=True)):
        person = world.person(name)
        for role in draw(st.sets(st.sampled_from(["Bí thư", "Chủ tịch", "Thủ tướng", "Người giữ vườn"]), max_size=2)):
            world.post(person, role, body)
    return world.graph(f"bai-{draw(st.integers(0, 5))}")


@given(st.lists(st.tuples(officials(), st.booleans()), min_size=4, max_size=14))
@settings(max_examples=150)
def test_persons_join_and_part_as_articles_come_and_go(history: list[tuple[ArticleGraph, bool]]) -> None:
    state = PlainState()
    for graph, stays in history:
        state.change({graph.article: graph if stays or graph.article not in state.graphs else None})
        assert tuple(sorted(state.merged)) == merge_all(state.graphs.values())


@given(st.lists(graphs(), max_size=4))
def test_taking_everything_out_leaves_nothing(found: list[ArticleGraph]) -> None:
    state = PlainState()
    for graph in found:
        state.change({graph.article: graph})
    for article in list(state.graphs):
        state.change({article: None})
    assert not state.merged


class CountingState(PlainState):
    """Counts what the merge reads."""

    def __init__(self) -> None:
        super().__init__()
        self.read = 0

    def objects(self, node: Term, prop: Term) -> Iterator[Term]:
        return self._counted(super().objects(node, prop))

    def subjects(self, prop: Term, value: Term) -> Iterator[Term]:
        return self._counted(super().subjects(prop, value))

    def said(self, local: Term, prop: Term) -> Iterator[Term]:
        return self._counted(super().said(local, prop))

    def _counted(self, found: Iterator[Term]) -> Iterator[Term]:
        self.read += 1
        for one in found:
            self.read += 1
            yield one


def known_official(number: int, *, spelled: str = "Quận ủy Quận An Phú") -> ArticleGraph:
    """An article on the same official of the same body as all others."""
    world = World()
    world.post(world.person(), "Bí thư", world.body(spelled, place=world.district()))
    return world.graph(f"bai-{number}")


@pytest.mark.parametrize("spelled", ["Quận ủy Quận An Phú", "QUẬN ỦY QUẬN AN PHÚ", "Quận uỷ quận An Phú"])
def test_adding_to_popular_things_reads_no_more_than_adding_to_rare_ones(spelled: str) -> None:
    costs = []
    for others in (2, 20):
        state = CountingState()
        for number in range(others):
            graph = known_official(number)
            state.change({graph.article: graph})
        graph = known_official(others, spelled=spelled)
        state.read = 0
        state.change({graph.article: graph})
        costs.append(state.read)
        state.read = 0
        state.change({graph.article: None})
        costs.append(state.read)
    assert costs[0] == costs[2]
    assert costs[3] < 2 * costs[1] + 20 * 3, "taking one away looks for one other that says the same"
