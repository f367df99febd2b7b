"""Nothing is lost: kills, full and read-only disks, damaged files, two writers, older stores."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bienban.store import open_store
from bienban.store.audit import audit
from bienban.store.layout import FORMAT, Layout
from store.hardship import bienban, command, dump, small_disk, write_articles

pytestmark = pytest.mark.system

ARTICLES = 36
KILLS = 50

CHILD = """
import sys
import bienban.store.embedded as embedded
embedded.BATCH_TRIPLES, embedded.BULK_FROM, embedded.PUBLISH_SECONDS = 900, int(sys.argv[1]), 0.1
from bienban.cli.main import main
main(["import", sys.argv[2], "--store", sys.argv[3], "--jobs", "1"])
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("many") / "articles.jsonl", ARTICLES)


@pytest.fixture(scope="module")
def clean(many: Path) -> Path:
    """The store that an import makes which nothing happens to."""
    store = many.parent / "clean"
    bienban("import", str(many), "--store", str(store))
    return store


@pytest.fixture
def store(clean: Path, tmp_path: Path) -> Path:
    subprocess.run(["cp", "--archive", clean, tmp_path / "store"], check=True)  # hard links stay what they are
    return tmp_path / "store"


def graphs(path: Path) -> dict[str, object]:
    with open_store(path) as store:
        return {name: store.graph(name) for name in store.articles()}


def test_kills_at_random_moments_leave_whole_articles(many: Path, clean: Path, tmp_path: Path) -> None:
    rng = random.Random(4)  # noqa: S311 - nothing secret
    whole, began = graphs(clean), time.monotonic()
    subprocess.run([sys.executable, "-c", CHILD, "1", str(many), str(tmp_path / "0")], check=True, capture_output=True)
    length = time.monotonic() - began
    states = set[int]()
    path, fresh = tmp_path / "s", 0
    for kill in range(KILLS):
        way = str(rng.choice([1, 10**9]))
        process = subprocess.Popen([sys.executable, "-c", CHILD, way, str(many), str(path)], stderr=subprocess.DEVNULL)
        try:
            process.wait(rng.uniform(0.2, 1.0) * length)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        if not (path / "generations").is_dir() or not Layout(path).numbers():
            continue
        found = graphs(path)
        assert found == {name: whole[name] for name in found}, f"kill {kill}: what readers see is not whole"
        with open_store(path, write=True) as store:
            found = {name: store.graph(name) for name in store.articles()}
        assert found == {name: whole[name] for name in found}, f"kill {kill}: an article in part"
        flaws = [flaw for flaw in audit(Layout(path)) if flaw.code != "K09"]  # texts are kept before their articles are
        assert flaws == [], f"kill {kill}"
        states.add(len(found))
        if len(found) == ARTICLES:
            fresh += 1
            path = tmp_path / f"s{fresh}"
    assert len(states - {0, ARTICLES}) >= 5, "hardly any kill came while articles were written"
    bienban("import", str(many), "--store", str(path))
    assert dump(path) == dump(clean)


def test_questions_are_answered_while_an_import_runs(many: Path, tmp_path: Path) -> None:
    path = tmp_path / "s"
    counts = []
    with subprocess.Popen([sys.executable, "-c", CHILD, "1", str(many), str(path)], stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            if Layout(path).numbers():
                counts.append(json.loads(bienban("info", "--store", str(path), "--format", "json").stdout)["articles"])
                bienban("ask", "participants", "--store", str(path), "--limit", "3")
                assert bienban("check", "--store", str(path)).stderr == "the store is whole\n"
            time.sleep(0.02)
        assert process.returncode == 0
    assert counts
    assert counts == sorted(counts)


def test_an_interrupt_is_gone_on_from(many: Path, clean: Path, tmp_path: Path) -> None:
    path = tmp_path / "s"
    with subprocess.Popen([sys.executable, "-c", CHILD, "1", str(many), str(path)], stderr=subprocess.PIPE, text=True) as process:
        for _ in range(2000):
            if (path / "texts").is_dir() and len(list((path / "texts").rglob("*.gz"))) > ARTICLES // 4:
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1]
        assert process.returncode == 130, said
    assert "interrupted; the articles counted above are stored" in said
    assert 0 < len(graphs(path)) < ARTICLES
    again = bienban("import", str(many), "--store", str(path)).stderr
    assert "not read again: " in again
    assert dump(path) == dump(clean)


def test_two_imports_at_once(many: Path, clean: Path, tmp_path: Path) -> None:
    path = tmp_path / "s"
    with subprocess.Popen(command("import", str(many), "--store", str(path), "-q"), stderr=subprocess.PIPE, text=True) as first:
        while not (path / "lock").exists() or not (path / "lock").read_text(encoding="utf-8"):
            time.sleep(0.01)
        second = bienban("import", str(many), "--store", str(path), code=3)
        assert f"process {first.pid} is writing this store" in second.stderr
        assert first.wait(120) == 0
    assert dump(path) == dump(clean)


def test_a_full_disk_loses_nothing(many: Path, clean: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "3m") as disk:
        path = disk / "s"
        failed = bienban("import", str(many), "--store", str(path), code=None)
        assert failed.returncode == 3, failed.stderr
        assert len(failed.stderr.splitlines()) == 1, failed.stderr
        assert "space" in failed.stderr.casefold()
        bienban("import", str(many), "--store", str(path), code=3)
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        bienban("import", str(many), "--store", str(path))
        assert dump(path) == dump(clean)
        assert audit(Layout(path)) == ()
        with (disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
            while file.write(b"\0" * 4096):
                pass
        before = sorted(p.name for p in disk.iterdir())
        assert "space" in bienban("backup", str(disk / "b"), "--store", str(path), code=3).stderr
        assert sorted(p.name for p in disk.iterdir()) == before, "half a backup is left"
        assert dump(path) == dump(clean)


def test_a_store_that_cannot_be_written_can_be_read(store: Path, many: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "64m") as disk:
        path = disk / "s"
        shutil.copytree(store, path)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        assert dump(path) == dump(store)
        bienban("ask", "participants", "--store", str(path), "--limit", "3")
        bienban("check", "--store", str(path))
        bienban("backup", str(tmp_path / "b"), "--store", str(path))
        for words in (
            ("import", str(many)),
            ("remove", "bai-1"),
            ("check", "--repair"),
            ("restore", str(tmp_path / "b"), "--force"),
        ):
            if words[0] != "check":
                assert "read-only" in bienban(*words, "--store", str(path), code=3).stderr.casefold()
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)


def test_a_store_of_the_format_before_is_brought_up_to_date(store: Path, many: Path, clean: Path) -> None:
    layout = Layout(store)
    for path in store.glob("articles.sqlite*"):
        path.unlink()
    layout.description.write_text(json.dumps({"format": 1, "created_by": "bienban 0.0.9"}), encoding="utf-8")
    assert dump(store) == dump(clean), "it is read as it is"
    bienban("check", "--store", str(store))
    assert layout.format() == 1
    bienban("import", str(many), "--store", str(store))
    assert layout.format() == FORMAT
    assert layout.check() == "bienban 0.0.9"
    assert dump(store) == dump(clean)
    assert audit(layout) == ()
    assert "not read again" in bienban("import", str(many), "--store", str(store)).stderr


def kinds() -> Iterator[str]:
    yield from ("bienban.json", "articles.sqlite", "reference", "lock", "texts/*/*.gz")
    for folder in ("data", "generations/[0-9]*[0-9]"):
        yield from (f"{folder}/{name}" for name in ("*.sst", "MANIFEST-*", "CURRENT", "OPTIONS-*"))
    yield "data/IDENTITY"


@pytest.mark.parametrize("kind", [*kinds()])
def test_a_file_with_other_bytes_is_told_and_costs_nothing_else(store: Path, many: Path, clean: Path, kind: str) -> None:
    found = sorted(store.glob(kind), key=lambda p: p.stat().st_size)
    assert found, f"the store has no {kind}"
    path = found[-1]
    size = path.stat().st_size
    with path.open("r+b") as file:  # in place: what is hard-linked to it is damaged with it
        for place in range(0, size, 4096) if kind == "articles.sqlite" else range(size // 2, min(size, size // 2 + 1)):
            file.seek(place)
            byte = file.read(1)[0]
            file.seek(place)
            file.write(bytes([byte ^ 0xFF]))
    others = {p: p.read_bytes() for p in store.rglob("*") if p.is_file() and not p.samefile(path)}
    for words in (("info",), ("ask", "participants"), ("export",)):
        done = bienban(*words, "--store", str(store), code=None)
        assert done.returncode in (0, 3), f"{words}: {done.stderr}"
        if done.returncode == 3:
            assert len(done.stderr.splitlines()) == 1
            assert done.stderr.startswith("bienban: ")
        elif words == ("export",):
            assert done.stdout == dump(clean), "wrong answers without a word"
    checked = bienban("check", "--store", str(store), code=None)
    harmless = kind.rpartition("/")[2] in ("lock", "reference", "OPTIONS-*", "IDENTITY")
    assert checked.returncode == (0 if harmless else 3 if kind == "bienban.json" else 1), checked.stdout
    kept = {p: p.read_bytes() for p in others if p.exists() and p.suffix in (".gz", ".json", ".sst")}
    assert kept == {p: others[p] for p in kept}
    assert len(kept) == len([p for p in others if p.suffix in (".gz", ".json", ".sst")]), "a file is gone"
    written = bienban("import", str(many), "--again", "--store", str(store), code=None)
    assert written.returncode in (0, 3), written.stderr
    if written.returncode == 0 and checked.returncode != 1:
        assert dump(store) == dump(clean)
