"""The record of events: what became of articles, as readers saw it, whatever happened to the writer."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.model.graph import ArticleGraph
from bienban.store import open_store, repair_store
from bienban.store.audit import audit
from bienban.store.copies import back_up, restore
from bienban.store.history import PAGE, Event, Stream
from bienban.store.layout import Layout
from bienban.store.ledger import Ledger
from small_world import World, put, take


def graph(stem: str, role: str = "Bí thư") -> ArticleGraph:
    world = World()
    world.post(world.person(), role, world.body(place=world.district()))
    return world.graph(stem)


def stream(path: Path) -> Stream:
    with closing(Ledger(Layout(path).ledger, write=False)) as ledger, ledger.history() as history:
        found = history.stream()
    assert found is not None
    return found


def events(path: Path) -> list[Event]:
    with closing(Ledger(Layout(path).ledger, write=False)) as ledger, ledger.history() as history:
        last = max((page.number for page in stream(path).pages), default=0)
        return [event for number in range(1, last + 1) for event in history.members(number)]


def said(path: Path) -> list[tuple[int, str, str]]:
    return [(event.seq, event.article.rpartition("/")[2].partition("-")[0], event.kind) for event in events(path)]


def test_each_publication_says_what_became_of_articles(tmp_path: Path) -> None:
    path = tmp_path / "s"
    put(path, graph("hai"), graph("mot"))
    assert said(path) == [(1, "hai", "create"), (2, "mot", "create")]
    put(path, graph("hai"), graph("mot"))
    assert said(path) == [(1, "hai", "create"), (2, "mot", "create")], "nothing became of them"
    put(path, graph("hai", "Chủ tịch"), graph("ba"))
    assert said(path) == [(2, "mot", "create"), (3, "ba", "create"), (4, "hai", "update")]
    take(path, graph("mot"))
    assert said(path) == [(3, "ba", "create"), (4, "hai", "update"), (5, "mot", "delete")]
    put(path, graph("mot"))
    assert said(path) == [(3, "ba", "create"), (4, "hai", "update"), (6, "mot", "create")]
    found = stream(path)
    assert found.last == 6
    assert [(page.number, page.full, page.stamp, page.live) for page in found.pages] == [(1, False, 6, 3)]
    times = [event.time for event in events(path)]
    assert times == sorted(times)
    assert not audit(Layout(path))


def test_what_comes_and_goes_between_two_publications_is_no_event(tmp_path: Path) -> None:
    path = tmp_path / "s"
    put(path, graph("mot"))
    with open_store(path, write=True) as store:
        store.replace(graph("hai"))
        store.replace(graph("mot", "Chủ tịch"))
        store.remove(graph("hai").article)
        store.replace(graph("mot"))
    assert said(path) == [(1, "mot", "create")]


STEMS = ("mot", "hai", "ba")
STEPS = st.lists(st.tuples(st.sampled_from(STEMS), st.sampled_from(["Bí thư", "Chủ tịch", ""])), min_size=1, max_size=4)


@pytest.mark.system
@settings(max_examples=8)  # each writes a store several times
@given(st.lists(STEPS, min_size=1, max_size=4))
def test_whoever_carries_out_the_events_has_the_articles(
    tmp_path_factory: pytest.TempPathFactory, histories: list[list[tuple[str, str]]]
) -> None:
    path = tmp_path_factory.mktemp("history") / "s"
    mine: set[str] = set()
    last = 0
    for steps in histories:
        with open_store(path, write=True, create=True) as store:
            for stem, role in steps:
                if role:
                    store.replace(graph(stem, role))
                else:
                    store.remove(graph(stem).article)
            there = set(store.articles())
        for event in events(path):
            if event.seq > last:
                (mine.discard if event.kind == "delete" else mine.add)(event.article)
        last = stream(path).last
        assert mine == there
    assert not [flaw for flaw in audit(Layout(path)) if flaw.code == "K16"]


def test_a_writer_killed_before_the_record_is_made_up_for(tmp_path: Path) -> None:
    path = tmp_path / "s"
    put(path, graph("mot"), graph("hai"))
    before = stream(path)
    with closing(Ledger(Layout(path).ledger, write=True)) as ledger, ledger.history() as history:
        rows = history._rows
        with rows:
            rows.execute("DELETE FROM events WHERE seq = 2")
    (flaw,) = audit(Layout(path))
    assert (flaw.code, flaw.count) == ("K16", 1)
    repair_store(path)
    assert not audit(Layout(path))
    assert said(path) == [(1, "hai", "create"), (2, "mot", "create")]
    assert stream(path).epoch == before.epoch


def test_a_store_from_before_there_were_events_begins_with_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "s"
    put(path, graph("mot"), graph("hai"))
    with closing(Ledger(Layout(path).ledger, write=True)) as ledger, ledger.history() as history, history._rows:
        history._rows.execute("DROP TABLE feed")
        history._rows.execute("DROP TABLE events")
    assert not audit(Layout(path))
    with closing(Ledger(Layout(path).ledger, write=False)) as ledger, ledger.history() as history:
        assert history.stream() is None
    put(path, graph("ba"))
    assert said(path) == [(1, "hai", "create"), (2, "mot", "create"), (3, "ba", "create")]


def test_a_store_put_back_keeps_its_events_in_another_epoch(tmp_path: Path) -> None:
    path = tmp_path / "s"
    put(path, graph("mot"), graph("hai"))
    take(path, graph("mot"))
    back_up(Layout(path), tmp_path / "copy")
    before, found = stream(path), events(path)
    put(path, graph("ba"))
    restore(tmp_path / "copy", path, force=True)
    assert events(path) == found
    assert stream(path).epoch != before.epoch
    assert not audit(Layout(path))
    put(path, graph("bon"))
    assert said(path)[-1] == (4, "bon", "create")


@pytest.mark.system
def test_pages(tmp_path: Path) -> None:
    path = tmp_path / "s"
    graphs = [graph(f"a{n:03}") for n in range(2 * PAGE + 5)]
    put(path, *graphs)
    first = stream(path)
    assert [(p.number, p.full, p.stamp, p.live) for p in first.pages] == [
        (1, True, 0, PAGE),
        (2, True, 0, PAGE),
        (3, False, 0, 5),
    ]
    take(path, graphs[7])
    second = stream(path)
    assert [(p.number, p.stamp, p.live) for p in second.pages] == [(1, 2 * PAGE + 6, PAGE - 1), (2, 0, PAGE), (3, 0, 6)]
    take(path, *graphs[PAGE : 2 * PAGE])
    put(path, *graphs[PAGE : PAGE + 2])
    third = stream(path)
    assert [page.number for page in third.pages] == [1, 3, 4]
    assert third.last == 3 * PAGE + 8
    assert not audit(Layout(path))
