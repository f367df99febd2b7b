"""Files of the engine are merged once most of a store is new, and say the same afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from bienban.model.graph import ArticleGraph
from bienban.store import growth, open_store
from bienban.store.layout import Layout
from small_world import World


def graphs(numbers: range) -> list[ArticleGraph]:
    """Articles of which a dozen or two make a batch that the engine moves in as files of its own."""
    found = []
    for number in numbers:
        world = World()
        body = world.body(place=world.district())
        for extra in range(24):
            world.post(world.person(f"Lê Văn Số {number} {extra}"), f"Phó trưởng phòng {extra}", body)
        found.append(world.graph(f"bai-{number}"))
    return found


def files(layout: Layout) -> int:
    return len(list(layout.generation(layout.numbers()[-1]).glob("*.sst")))


@pytest.fixture
def of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "LEAST", 1)


@pytest.mark.usefixtures("of_any_size")
def test_after_a_large_import_the_files_are_merged_and_published(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    with open_store(tmp_path, create=True) as store:
        for start in (0, 12, 24):
            list(store.replace_many(graphs(range(start, start + 12))))
    scattered = files(layout)
    with open_store(tmp_path, write=True) as store:
        list(store.replace_many(graphs(range(36, 80))))
        before = b"".join(store.export("nquads"))
        assert store.settle()
        assert not store.settle()
    with open_store(tmp_path) as store:
        assert b"".join(store.export("nquads")) == before
        assert len(store.articles()) == 80
    assert files(layout) < scattered


@pytest.mark.usefixtures("of_any_size")
def test_a_little_more_is_not_worth_it(tmp_path: Path) -> None:
    with open_store(tmp_path, create=True) as store:
        list(store.replace_many(graphs(range(20))))
    with open_store(tmp_path, write=True) as store:
        store.replace(graphs(range(20, 21))[0])
        assert not store.settle()


def test_nor_is_a_small_store(tmp_path: Path) -> None:
    with open_store(tmp_path, create=True) as store:
        list(store.replace_many(graphs(range(20))))
        assert not store.settle()


def test_a_reader_merges_nothing(tmp_path: Path) -> None:
    open_store(tmp_path, create=True).close()
    with open_store(tmp_path) as store:
        assert not store.settle()


@pytest.mark.usefixtures("of_any_size")
def test_nothing_is_merged_where_there_is_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path, create=True) as store:
        list(store.replace_many(graphs(range(20))))
        monkeypatch.setattr(growth, "ROOM", 1 << 60)
        assert not store.settle()
