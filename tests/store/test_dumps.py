"""Dumps that are made once for each generation: whole, summed, the same bytes for the same articles."""

from __future__ import annotations

import fcntl
import gzip
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.errors import StoreProblem
from bienban.exchange.rdf import turtle, turtle_in_pieces
from bienban.graph.terms import Triple
from bienban.model.graph import ArticleGraph
from bienban.store import open_store
from bienban.store.dumps import FILES, LIST, make_dumps, newest_dumps
from bienban.store.memory import MemoryStore
from small_world import World, graphs


def article(stem: str, person: str) -> ArticleGraph:
    world = World()
    body = world.body(place=world.district())
    world.post(world.person(person), "Bí thư", body)
    return world.graph(stem)


def filled(path: Path, *articles: ArticleGraph) -> Path:
    with open_store(path, create=True) as store:
        for graph in articles:
            store.replace(graph)
    return path


MOT, HAI = article("mot", "Đỗ Văn Hòa"), article("hai", "Lê Thị Na")


def test_files_hold_what_is_exported_and_are_summed(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", MOT, HAI)
    made = make_dumps(store, tmp_path / "dumps")
    assert made is not None
    assert newest_dumps(tmp_path / "dumps") == made
    assert [dump.name for dump in made.files] == list(FILES)
    with open_store(store) as opened:
        for dump in made.files:
            data = (made.folder / dump.name).read_bytes()
            exported = b"".join(opened.export(FILES[dump.name]))
            assert gzip.decompress(data) == exported
            assert (dump.size, dump.unpacked, dump.digest) == (len(data), len(exported), sha256(data).hexdigest())


def test_the_same_articles_give_the_same_bytes(tmp_path: Path) -> None:
    one = make_dumps(filled(tmp_path / "one", MOT, HAI), tmp_path / "first")
    other = make_dumps(filled(tmp_path / "other", HAI, MOT), tmp_path / "second")
    assert one is not None
    assert other is not None
    assert one.files == other.files


def test_once_for_each_generation_and_the_last_two_stay(tmp_path: Path) -> None:
    store, folder = filled(tmp_path / "store", MOT), tmp_path / "dumps"
    first = make_dumps(store, folder)
    assert make_dumps(store, folder) is None
    for stem in ("hai", "ba", "bon"):
        filled(store, article(stem, "Lê Thị Na"))
        made = make_dumps(store, folder)
        assert made is not None
        assert newest_dumps(folder) == made
    assert first is not None
    assert not first.folder.exists()
    assert len(list(folder.glob(f"*/{LIST}"))) == 2


def test_what_was_broken_off_is_not_seen(tmp_path: Path) -> None:
    store, folder = filled(tmp_path / "store", MOT), tmp_path / "dumps"
    made = make_dumps(store, folder)
    assert made is not None
    (folder / "000007").mkdir()
    (folder / "000007" / LIST).write_text("{")
    (folder / ".new").mkdir()
    assert newest_dumps(folder) == made
    filled(store, HAI)
    again = make_dumps(store, folder)
    assert again is not None
    assert newest_dumps(folder) == again


def test_one_at_a_time(tmp_path: Path) -> None:
    store, folder = filled(tmp_path / "store", MOT), tmp_path / "dumps"
    folder.mkdir()
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert make_dumps(store, folder) is None
    assert make_dumps(store, folder) is not None


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", MOT)
    (tmp_path / "file").touch()
    with pytest.raises(StoreProblem, match="dumps cannot be written"):
        make_dumps(store, tmp_path / "file" / "dumps")


@given(st.lists(graphs(), max_size=3))
def test_pieces_of_turtle_make_one_text(articles: list[ArticleGraph]) -> None:
    store = MemoryStore()
    for graph in articles:
        store.replace(graph)
    merged: tuple[Triple, ...] = store.merged()
    name = "https://w3id.org/bienban/graph/merged"
    assert "".join(turtle_in_pieces(name, merged)) == turtle(ArticleGraph(name=name, article=name, triples=merged))
