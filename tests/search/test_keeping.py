"""The index is in step with the store: after every publication, whatever it was, and whatever became of the writer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from bienban.graph.mint import article_iri
from bienban.model.article import Article
from bienban.model.graph import ArticleGraph
from bienban.search.finding import Count, Hit, count_facets, every
from bienban.search.index import Index, newest
from bienban.search.keeping import follow
from bienban.search.problems import IndexDamaged
from bienban.search.question import Search
from bienban.store import open_store
from bienban.store.embedded import EmbeddedStore
from small_world import World, histories

EVERYTHING = Search(everybody=True)


def held(path: Path) -> tuple[set[Hit], dict[str, set[Count]]]:
    """All that an index says."""
    snapshot = Index(path).snapshot()
    facets: Mapping[str, tuple[Count, ...]] = count_facets(snapshot, EVERYTHING, size=10_000)
    return set(every(snapshot, EVERYTHING)), {name: set(counts) for name, counts in facets.items()}


def article_of(stem: str) -> str:
    return article_iri(Article(text="", source=f"{stem}.txt", stem=stem, publisher="Báo Sông Tiên"))


def attended(stem: str, *, post: bool) -> ArticleGraph:
    world = World()
    who = world.person("Lê Thị Na")
    if post:
        world.post(who, "Bí thư", world.body(place=world.district()))
    else:
        from bienban.model.facts import Event, Participation

        event = world.put("events", Event, kind="conference", name="Hội nghị sơ kết")
        world.put("participations", Participation, event=event, participant=who, role="attendee")
    return world.graph(stem)


@settings(max_examples=10)
@given(histories(4))
def test_following_is_reading_everything_anew(batches: list[list[ArticleGraph | str]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "s"
        EmbeddedStore(path, create=True, write=True).close()
        follow(path)
        for batch in batches:
            with EmbeddedStore(path, write=True) as store:
                list(store.replace_many(g for g in batch if isinstance(g, ArticleGraph)))
                for stem in (stem for stem in batch if isinstance(stem, str)):
                    store.remove(article_of(stem))
            followed = follow(path)
            assert followed is None or not followed.anew
            assert not Index(path).lag()
        stepwise = held(path)
        follow(path, anew=True)
        assert held(path) == stepwise


def test_only_what_changed_is_read_again(samples: Path, tmp_path: Path) -> None:
    path = tmp_path / "s"
    subprocess.run(["cp", "-a", str(samples), str(path)], check=True)
    assert not Index(path).lag()
    with open_store(path, write=True) as store:
        store.replace(attended("mot", post=True))
    assert Index(path).lag()
    followed = follow(path)
    assert followed is not None
    assert not followed.anew
    assert followed.things < 15
    assert follow(path) is None


def test_who_holds_no_post_is_not_found_by_name(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with EmbeddedStore(path, create=True, write=True) as store:
        store.replace(attended("mot", post=False))
    follow(path)
    na = Search(words="le thi na")
    assert {hit.kind for hit in every(Index(path).snapshot(), na)} == set()
    assert {hit.kind for hit in every(Index(path).snapshot(), Search(words="le thi na", everybody=True))} == {"person"}
    assert {hit.kind for hit in every(Index(path).snapshot(), Search(words="hoi nghi so ket"))} >= {"event"}
    with EmbeddedStore(path, write=True) as store:
        store.replace(attended("hai", post=True))
    follow(path)
    assert "person" in {hit.kind for hit in every(Index(path).snapshot(), na)}


def test_readers_see_before_or_after(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with EmbeddedStore(path, create=True, write=True) as store:
        store.replace(World().graph("mot"))
    follow(path)
    index = Index(path)
    before = index.snapshot()
    with EmbeddedStore(path, write=True) as store:
        store.replace(World().graph("hai"))
    follow(path)
    articles = Search(kinds=("article",))
    assert len(list(every(before, articles))) == 1
    after = index.snapshot()
    assert len(list(every(after, articles))) == 2
    assert after.state.generation > before.state.generation
    follow(path, anew=True)
    assert len(list(every(after, articles))) == 2
    assert len(list(every(index.snapshot(), articles))) == 2


@pytest.mark.parametrize("damage", ["cut", "gone", "garbled"])
def test_damage_is_noticed_and_mended(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "s"
    with EmbeddedStore(path, create=True, write=True) as store:
        store.replace(attended("mot", post=True))
    follow(path)
    whole = held(path)
    folder = newest(path / "search")
    assert folder is not None
    for file in folder.iterdir():
        if file.suffix and damage == "gone":
            file.unlink()
        elif file.suffix and damage == "cut":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        elif file.name == "meta.json" and damage == "garbled":
            file.write_bytes(b"{")
    assert Index(path).lag()
    with pytest.raises(IndexDamaged, match="index"):
        Index(path).snapshot()
    followed = follow(path)
    assert followed is not None
    assert followed.anew
    assert held(path) == whole


def test_a_change_by_hand_and_another_ledger_make_everything_be_read(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with EmbeddedStore(path, create=True, write=True) as store:
        store.replace(World().graph("mot"))
    follow(path)
    with EmbeddedStore(path, write=True) as store:
        store.change("INSERT DATA { <https://w3id.org/bienban/id/org/x> a org:Organization ; rdfs:label 'Hội X'@vi }")
    followed = follow(path)
    assert followed is not None
    assert followed.anew
    assert [hit.label.text for hit in every(Index(path).snapshot(), Search(words="hoi x"))] == ["Hội X"]


KILLED = """
import os, signal, sys
from pathlib import Path
import bienban.search.keeping as keeping
if sys.argv[2] == "writing":
    keeping.state_document = lambda text: os.kill(os.getpid(), signal.SIGKILL)
keeping.follow(Path(sys.argv[1]))
"""


@pytest.mark.system
def test_a_killed_follower_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with EmbeddedStore(path, create=True, write=True) as store:
        store.replace(attended("mot", post=True))
    follow(path)
    before = held(path)
    with EmbeddedStore(path, write=True) as store:
        store.replace(attended("hai", post=False))
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path), "writing"], timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert held(path) == before
    assert Index(path).lag()
    followed = follow(path)
    assert followed is not None
    assert not followed.anew
    stepwise = held(path)
    assert stepwise != before
    follow(path, anew=True)
    assert held(path) == stepwise


@pytest.mark.system
def test_an_import_killed_after_its_publication_is_followed_later(tmp_path: Path) -> None:
    """Between publication and index there is nothing to lose: the next who looks finds that it lags."""
    path = tmp_path / "s"
    with EmbeddedStore(path, create=True, write=True) as store:
        store.replace(World().graph("mot"))
    follow(path)
    code = (
        "import sys, time; sys.path.insert(0, sys.argv[2]); from pathlib import Path\n"
        "from bienban.store.embedded import EmbeddedStore; from small_world import World\n"
        "store = EmbeddedStore(Path(sys.argv[1]), write=True); store.replace(World().graph('hai')); store._publish()\n"
        "print('published', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(path), str(Path(__file__).parents[1])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "published\n"
        os.kill(process.pid, signal.SIGKILL)
    assert Index(path).lag()
    followed = follow(path)
    assert followed is not None
    assert not followed.anew
    assert len(list(every(Index(path).snapshot(), Search(kinds=("article",))))) == 2


@pytest.mark.system
def test_one_process_writes_the_index(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with EmbeddedStore(path, create=True, write=True) as store:
        store.replace(World().graph("mot"))
    command = [sys.executable, "-m", "bienban.search", str(path)]
    begun = time.monotonic()
    processes = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait(60) for process in processes] == [0, 0, 0], time.monotonic() - begun
    assert not Index(path).lag()
