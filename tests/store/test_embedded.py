"""The store on disk: one writer, readers beside it, and what is found after a crash or damage."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bienban.errors import StoreLocked, StoreMissing, StoreProblem, StoreVersion
from bienban.graph.terms import Triple
from bienban.identity.merge import merge_all
from bienban.model.graph import ArticleGraph
from bienban.sources.base import SetAside
from bienban.store import open_store
from bienban.store.base import Rows, ask, select
from bienban.store.embedded import EmbeddedStore
from bienban.store.inspect import REFERENCE
from bienban.store.oxigraph import Database
from small_world import WORDS, World

ROOT = Path(__file__).parents[2]
COUNT = "SELECT (COUNT(?a) AS ?n) WHERE { ?a a bb:Article }"


def article(number: int) -> ArticleGraph:
    """One of many articles that all know the same district and person, each by another label."""
    world = World()
    body = world.body(place=world.district())
    person = world.person()
    world.post(person, "Bí thư", body)
    for extra in range(6):
        world.post(world.person(f"Lê Văn {'ABCDEFGH'[extra]}"), f"Phó trưởng phòng số {number % 7}", body)
    return world.graph(f"bai-{number}", publisher="Báo Sông Tiên" if number % 2 else "BÁO SÔNG TIÊN")


def counted(path: Path) -> int:
    with open_store(path) as store:
        return len(store.articles())


def run(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Python code in a process of its own, with the tests' modules at hand."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_new_store_can_be_read_at_once_and_knows_its_terms(tmp_path: Path) -> None:
    open_store(tmp_path / "s", create=True).close()
    with open_store(tmp_path / "s") as store:
        assert store.articles() == ()
        info = store.info()
        assert info.created_by is not None
        assert info.created_by.startswith("bienban ")
        assert info.generation is not None
        assert info.bytes_on_disk is not None


def test_the_reference_data_is_loaded_once(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", create=True) as store:
        loaded = store.info().reference_quads
        assert loaded > 0
        assert ask(store, f"ASK {{ ?c skos:prefLabel ?l . GRAPH <{REFERENCE}> {{ ?c skos:prefLabel ?l }} }}")
    generations = sorted(p.name for p in (tmp_path / "s" / "generations").iterdir())
    with open_store(tmp_path / "s", write=True) as store:
        assert store.info().reference_quads == loaded
    assert sorted(p.name for p in (tmp_path / "s" / "generations").iterdir()) == generations


def test_unchanged_reference_data_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(tmp_path / "s", create=True).close()

    def unread() -> tuple[Triple, ...]:
        raise AssertionError("the reference data was read")

    with monkeypatch.context() as patched:
        patched.setattr("bienban.store.reference.reference_triples", unread)
        open_store(tmp_path / "s", write=True).close()
        patched.setattr("bienban.store.reference.reference_digest", lambda: "another version")
        with pytest.raises(AssertionError, match="was read"):
            open_store(tmp_path / "s", write=True)
    with open_store(tmp_path / "s", write=True) as store:
        store.load_reference(())
        assert store.info().reference_quads == 0
    with open_store(tmp_path / "s", write=True) as store:
        assert store.info().reference_quads > 0


@pytest.mark.parametrize("write", [False, True])
def test_no_store(tmp_path: Path, write: bool) -> None:
    with pytest.raises(StoreMissing, match=r"nirgends: there is no store; run bienban import"):
        open_store(tmp_path / "nirgends", write=write)
    assert not (tmp_path / "nirgends").exists()


def test_a_folder_of_other_things_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(StoreProblem, match="not empty and no store"):
        open_store(tmp_path, create=True)
    with pytest.raises(StoreMissing):
        open_store(tmp_path)
    with pytest.raises(StoreProblem, match="a file is where the store should be"):
        open_store(tmp_path / "notes.txt", create=True)
    assert [p.name for p in tmp_path.iterdir() if p.name != "lock"] == ["notes.txt"]


@pytest.mark.parametrize("mode", [{}, {"write": True}, {"create": True}])
def test_another_version(tmp_path: Path, mode: dict[str, bool]) -> None:
    open_store(tmp_path / "s", create=True).close()
    path = tmp_path / "s" / "bienban.json"
    path.write_text(json.dumps({"format": 999, "created_by": "bienban 9.9"}))
    with pytest.raises(StoreVersion, match=r"format 999 \(bienban 9.9\).* use that version"):
        open_store(tmp_path / "s", **mode)
    path.write_text("{")
    with pytest.raises(StoreProblem, match=r"bienban.json: the description of the store is damaged"):
        open_store(tmp_path / "s", **mode)


def test_truncated_files_are_reported(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", create=True) as store:
        list(store.replace_many(map(article, range(30))))
    for folder in ("data", "generations"):
        for path in (tmp_path / "s" / folder).rglob("*.sst"):
            with path.open("r+b") as handle:
                handle.truncate(path.stat().st_size // 2)
    with (
        pytest.raises(StoreProblem, match=r"the database cannot be (opened|read).* import again"),
        open_store(tmp_path / "s") as store,
    ):
        store.info()
    with pytest.raises(StoreProblem, match="the database cannot be"), open_store(tmp_path / "s", write=True) as store:
        store.info()


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    code = "import sys\nfrom bienban.store import open_store\nopen_store(sys.argv[1], write=True)"
    with open_store(tmp_path / "s", create=True):
        with pytest.raises(StoreLocked, match=f"process {os.getpid()} is writing this store; wait"):
            open_store(tmp_path / "s", write=True)
        process = run(code, tmp_path / "s")
        complaint = process.communicate(timeout=60)[1]
        assert process.returncode == 1
        assert f"StoreLocked: {tmp_path / 's'}: process {os.getpid()} is writing this store" in complaint
    process = run(code, tmp_path / "s")
    assert process.communicate(timeout=60)[1] == ""
    assert process.returncode == 0


def test_a_reader_stays_where_it_was_while_others_move_on(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with open_store(path, create=True) as store:
        list(store.replace_many(map(article, range(3))))
    reader = open_store(path)
    for number in range(3, 8):
        with open_store(path, write=True) as store:
            store.replace(article(number))
            assert len(store.articles()) == number + 1, "the writer sees its own writes"
            assert counted(path) == number, "nothing is published before its time"
        assert counted(path) == number + 1
        assert len(reader.articles()) == 3
        assert isinstance(reader.query("SELECT * { ?s ?p ?o }"), Rows)
    held = reader.info().generation
    kept = sorted(int(p.name) for p in (path / "generations").iterdir() if p.is_dir())
    assert len(kept) == 2
    assert kept[0] == held
    reader.close()
    with open_store(path, write=True) as store:
        store.replace(article(99))
    assert len([p for p in (path / "generations").iterdir() if p.is_dir()]) == 1


def test_a_long_import_is_published_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bienban.store.embedded.PUBLISH_SECONDS", 0.0)
    monkeypatch.setattr("bienban.store.embedded.BATCH_TRIPLES", 200)
    seen = []
    with open_store(tmp_path / "s", create=True) as store:
        for _ in store.replace_many(map(article, range(10))):
            seen.append(counted(tmp_path / "s"))
    assert seen[0] > 0
    assert seen == sorted(seen)
    assert seen[-1] == 10


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "s", create=True)
    store.close()
    store.close()
    with pytest.raises(StoreProblem, match="the store is closed"):
        store.articles()
    with open_store(tmp_path / "s") as reader, pytest.raises(StoreProblem, match="opened for reading"):
        reader.replace(article(1))


def test_bulk_and_transactions_write_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [article(number) for number in range(12)]
    dumps = []
    for name, bulk_from in (("bulk", 1), ("update", 10**9)):
        monkeypatch.setattr("bienban.store.embedded.BULK_FROM", bulk_from)
        monkeypatch.setattr("bienban.store.embedded.BATCH_TRIPLES", 300)
        with EmbeddedStore(tmp_path / name, write=True, create=True) as store:
            list(store.replace_many(articles))
            list(store.replace_many([article(n + 100) for n in range(3)]))
            dumps.append(b"".join(store.export("nquads")))
            assert not (tmp_path / name / "journal").exists()
    assert dumps[0] == dumps[1]


@pytest.mark.parametrize("at", ["before the load", "after the load", "during the deletions"])
def test_a_load_that_was_interrupted_is_finished_or_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    path = tmp_path / "s"
    monkeypatch.setattr("bienban.store.embedded.BULK_FROM", 1)
    first, second = article(0), article(1)
    store = EmbeddedStore(path, write=True, create=True)
    store.replace(second)
    step = {"before the load": "bulk", "after the load": "update", "during the deletions": "flush"}[at]
    with monkeypatch.context() as patch:
        patch.setattr(Database, step, die)
        with pytest.raises(Killed):
            list(store.replace_many([_spelled(first)]))
    assert (path / "journal").exists()
    # A killed process publishes nothing and lets its locks go.
    store._database = None
    store.close()
    with EmbeddedStore(path, write=True) as again:
        assert not (path / "journal").exists()
        expected = [second] if at == "before the load" else [second, _spelled(first)]
        assert again.articles() == tuple(sorted(g.article for g in expected))
        rows = select(again, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }").rows
        assert tuple(sorted(rows)) == merge_all(expected)
        assert b"pending" not in b"".join(again.export("nquads"))
    assert counted(path) == len(expected)


def _spelled(graph: ArticleGraph) -> ArticleGraph:
    """The same with a label that is preferred, so that the one in the store has to go."""
    triples = tuple(sorted((s, p, o.replace("Quận An Phú", "Quận  An Phú")) for s, p, o in graph.triples))
    return ArticleGraph(name=graph.name, article=graph.article, triples=triples)


CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from store.test_embedded import article
from bienban.store.embedded import EmbeddedStore
import bienban.store.embedded as embedded
embedded.BATCH_TRIPLES, embedded.BULK_FROM, embedded.PUBLISH_SECONDS = 2000, int(sys.argv[3]), 0.2
store = EmbeddedStore(Path(sys.argv[1]), write=True, create=True)
for done, _ in enumerate(store.replace_many(map(article, range(100000)))):
    print(done, flush=True)
"""


@pytest.mark.parametrize("bulk_from", [1, 10**9])
@pytest.mark.parametrize("after", [40, 90])
def test_a_killed_import_leaves_whole_articles(tmp_path: Path, bulk_from: int, after: int) -> None:
    path = tmp_path / "s"
    process = run(CHILD, path, ROOT / "tests", bulk_from)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= after:
            break
    else:
        pytest.fail(str(process.communicate()[1]))
    time.sleep(0.002 * after)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert counted(path) >= 0
    with EmbeddedStore(path, write=True) as store:
        articles = [store.graph(name) for name in store.articles()]
        numbers = [int(g.article.rpartition("/bai-")[2].partition("-")[0]) for g in articles if g is not None]
        assert len(numbers) > after
        assert sorted(articles, key=str) == sorted((article(n) for n in numbers), key=str), "an article in part"
        rows = select(store, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }").rows
        assert tuple(sorted(rows)) == merge_all(map(article, numbers))
        store.replace(article(numbers[0]))


def test_texts_are_kept_as_long_as_an_article_has_them(tmp_path: Path) -> None:
    path = tmp_path / "s"
    one, same, other = article(1), article(2), World().graph("khac", text=WORDS + "Hết.")
    with open_store(path, create=True) as store:
        for graph, text in ((one, WORDS), (same, WORDS), (other, WORDS + "Hết.")):
            store.keep_text(text)
            store.replace(graph)
        assert store.info().texts == 2
        assert store.text(other.article) == WORDS + "Hết."
        store.remove(one.article)
        assert store.text(same.article) == WORDS
        store.remove(same.article)
        assert store.text(same.article) is None
        assert store.info().texts == 1
        changed = World().graph("khac", text=WORDS)
        store.keep_text(WORDS)
        store.replace(changed)
        assert store.info().texts == 1
        assert store.text(changed.name) == WORDS
    kept = next((path / "texts").rglob("*.gz"))
    kept.write_bytes(kept.read_bytes()[:-9])
    with open_store(path) as store, pytest.raises(StoreProblem, match="the kept text is damaged"):
        store.text(changed.article)


def test_texts_need_not_be_kept(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", create=True, keep_text=False) as store:
        store.keep_text(WORDS)
        store.replace(article(1))
        assert store.text(article(1).article) is None
        assert store.info().texts == 0


def test_what_was_set_aside_is_kept_with_its_reason(tmp_path: Path) -> None:
    aside = SetAside(source="a/b.txt", stem="b", what="empty", where="line 1", todo="put text into it", data=b"\xff\x00")
    with open_store(tmp_path / "s", create=True) as store:
        store.aside.put(SetAside(source="a/b.txt", stem="b", what="older"))
        store.aside.put(aside)
        assert store.info().set_aside == 1
    with open_store(tmp_path / "s") as store:
        assert store.aside.all() == (aside,)
        store.aside.drop("a/b.txt", "b")
        assert store.aside.all() == ()
        assert not list((tmp_path / "s" / "aside").iterdir())


@pytest.mark.parametrize("left", ["nothing", "an empty folder"])
def test_a_database_that_is_gone_is_taken_from_what_was_published(tmp_path: Path, left: str) -> None:
    path = tmp_path / "s"
    with open_store(path, create=True) as store:
        store.replace(article(1))
        before = b"".join(store.export("nquads"))
    shutil.rmtree(path / "data")
    if left == "an empty folder":
        (path / "data").mkdir()
    with open_store(path, write=True) as store:
        assert b"".join(store.export("nquads")) == before
        store.replace(article(2))
    assert counted(path) == 2


def test_a_damaged_database_is_not_overwritten_and_the_way_out_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with open_store(path, create=True) as store:
        store.replace(article(1))
    (path / "data" / "CURRENT").unlink()
    with pytest.raises(StoreProblem, match=r"CURRENT is missing; delete .*data; the next import then goes on"):
        open_store(path, write=True)
    assert counted(path) == 1
    shutil.rmtree(path / "data")
    with open_store(path, write=True) as store:
        assert len(store.articles()) == 1
    for manifest in (path / "data").glob("MANIFEST*"):
        manifest.unlink()
    with pytest.raises(StoreProblem, match=r"cannot be opened: .*; delete .*data; the next import"):
        open_store(path, write=True)


def test_generations_that_are_gone_are_published_again(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with open_store(path, create=True) as store:
        store.replace(article(1))
    shutil.rmtree(path / "generations")
    open_store(path, write=True).close()
    assert counted(path) == 1
