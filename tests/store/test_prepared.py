"""A graph made ready elsewhere is the same graph, and leaves the same store."""

from __future__ import annotations

import pickle
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.model.graph import ArticleGraph
from bienban.store import open_store
from bienban.store.ledger import sum_of
from bienban.store.memory import MemoryStore
from bienban.store.prepared import PreparedGraph, lines_of, prepared, size_of
from small_world import World, graphs


def sent(graph: ArticleGraph) -> PreparedGraph:
    """The graph as it comes from another process."""
    found = pickle.loads(pickle.dumps(prepared(graph)))  # noqa: S301 - our own
    assert isinstance(found, PreparedGraph)
    return found


@given(graphs())
def test_it_says_what_the_graph_says(graph: ArticleGraph) -> None:
    came = sent(graph)
    assert (came.name, came.article, came.triples) == (graph.name, graph.article, graph.triples)
    assert (came.nquads(), came.sum, size_of(came)) == (graph.nquads(), sum_of(graph.triples), len(graph.triples))
    assert lines_of(came) == lines_of(graph)


@settings(max_examples=25)
@given(st.lists(graphs(), max_size=5, unique_by=lambda graph: graph.article))
def test_a_store_does_not_tell_who_made_it_ready(found: list[ArticleGraph]) -> None:
    here, there = MemoryStore(), MemoryStore()
    for outcome in (here.replace_many(found), there.replace_many(map(sent, found))):
        assert [change for _, change in outcome] == ["added"] * len(found)
    assert here.merged() == there.merged()
    assert b"".join(here.export("nquads")) == b"".join(there.export("nquads"))


def test_new_articles_join_persons_of_the_same_batch_and_of_those_before(tmp_path: Path) -> None:
    """What was worked out by each alone is not what they say together: all of it is in the store as if nobody had."""

    def official(number: int, *roles: str) -> ArticleGraph:
        world = World()
        body, person = world.body(place=world.district()), world.person()
        for role in roles:
            world.post(person, role, body)
        return world.graph(f"bai-{number}")

    found = [official(1, "Bí thư"), official(2, "Chủ tịch"), official(3, "Bí thư", "Chủ tịch"), official(4, "Chủ tịch")]
    dumps = []
    for name, batches in (("one", [found]), ("two", [found[:2], found[2:]]), ("each", [[graph] for graph in found[::-1]])):
        with open_store(tmp_path / name, create=True) as store:
            for batch in batches:
                assert [change for _, change in store.replace_many(map(sent, batch))] == ["added"] * len(batch)
            assert [change for _, change in store.replace_many(map(sent, found))] == ["unchanged"] * 4
            dumps.append(b"".join(store.export("nquads")))
    assert dumps[0] == dumps[1] == dumps[2]
    with open_store(tmp_path / "plain", create=True) as store:
        for graph in found:
            store.replace(graph)
        assert b"".join(store.export("nquads")) == dumps[0]
