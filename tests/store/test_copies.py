"""Backups: whole while somebody writes, refused when a byte is not as it was copied, put back without losing what is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bienban.errors import StoreLocked, StoreMissing, StoreProblem
from bienban.store import open_store
from bienban.store.audit import audit
from bienban.store.copies import MANIFEST, back_up, restore
from bienban.store.layout import Layout
from small_world import WORDS, World
from store.test_audit import flip
from store.test_embedded import article, counted


def dump(path: Path) -> bytes:
    with open_store(path) as store:
        return b"".join(store.export("nquads"))


@pytest.mark.parametrize("link", [False, True])
def test_a_backup_is_a_store_and_comes_back(layout: Layout, tmp_path: Path, link: bool) -> None:
    before = dump(layout.root)
    copied = back_up(layout, tmp_path / "b", link=link)
    assert copied.articles == 3
    assert dump(tmp_path / "b") == before
    shared = [p for p in (tmp_path / "b").rglob("*.sst") if p.stat().st_nlink > 1]
    assert bool(shared) is link
    assert restore(tmp_path / "b", tmp_path / "r") == copied
    assert dump(tmp_path / "r") == before
    assert audit(Layout(tmp_path / "r")) == ()
    with open_store(tmp_path / "r", write=True) as store:
        assert store.text(article(1).article) == WORDS
        assert [a.data for a in store.aside.all()] == [b"x"]
        store.replace(article(3))
    assert counted(tmp_path / "r") == 4
    assert audit(Layout(tmp_path / "r")) == ()
    assert dump(tmp_path / "b") == before, "a backup is independent of what was made of it"


def test_a_backup_while_somebody_writes_is_what_readers_see(layout: Layout, tmp_path: Path) -> None:
    before = dump(layout.root)
    with open_store(layout.root, write=True) as store:
        text = WORDS + "Mới."
        store.keep_text(text)
        store.replace(World().graph("moi", text=text))
        store.remove(article(1).article)
        store.remove(article(2).article)
        back_up(layout, tmp_path / "b")
    assert dump(tmp_path / "b") == before
    assert audit(Layout(tmp_path / "b")) == ()
    with open_store(tmp_path / "b") as copy:
        assert copy.text(article(1).article) == WORDS, "the text is there though its articles are being removed"
    with open_store(layout.root) as store:
        assert store.info().texts == 2


def test_texts_stay_as_long_as_a_reader_needs_them(layout: Layout) -> None:
    with open_store(layout.root) as reader:
        with open_store(layout.root, write=True) as store:
            store.remove(article(1).article)
            store.remove(article(2).article)
            assert store.info().texts == 1
        assert reader.text(article(1).article) == WORDS
        assert audit(layout) == ()
    open_store(layout.root, write=True).close()
    assert len(list(layout.texts.rglob("*.gz"))) == 1


def test_every_file_is_listed_and_each_of_them_is_looked_at(layout: Layout, tmp_path: Path) -> None:
    back_up(layout, tmp_path / "b")
    listed = json.loads((tmp_path / "b" / MANIFEST).read_text(encoding="utf-8"))["files"]
    there = {str(p.relative_to(tmp_path / "b")) for p in (tmp_path / "b").rglob("*") if p.is_file()}
    assert there - {MANIFEST} == set(listed)
    for name in listed:
        path = tmp_path / "b" / name
        good = path.read_bytes()
        if good:
            flip(path)
            with pytest.raises(StoreProblem, match=f"{path.name}: the file is not as it was copied"):
                restore(tmp_path / "b", tmp_path / "r")
        path.unlink()
        with pytest.raises(StoreProblem, match="a file of the backup is missing"):
            restore(tmp_path / "b", tmp_path / "r")
        assert not (tmp_path / "r").exists()
        path.write_bytes(good)
    restore(tmp_path / "b", tmp_path / "r")


def test_nothing_is_overwritten_without_force(layout: Layout, tmp_path: Path) -> None:
    back_up(layout, tmp_path / "b")
    with pytest.raises(StoreProblem, match="something already"):
        back_up(layout, tmp_path / "b")
    with open_store(tmp_path / "other", create=True) as store:
        store.replace(article(9))
    other = dump(tmp_path / "other")
    with pytest.raises(StoreProblem, match="give --force"):
        restore(tmp_path / "b", tmp_path / "other")
    assert dump(tmp_path / "other") == other
    with open_store(tmp_path / "other", write=True), pytest.raises(StoreLocked):
        restore(tmp_path / "b", tmp_path / "other", force=True)
    with open_store(tmp_path / "other"), pytest.raises(StoreProblem, match="reads this store"):
        restore(tmp_path / "b", tmp_path / "other", force=True)
    assert dump(tmp_path / "other") == other
    restore(tmp_path / "b", tmp_path / "other", force=True)
    assert dump(tmp_path / "other") == dump(layout.root)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    with pytest.raises(StoreProblem, match="no store"):
        restore(tmp_path / "b", tmp_path / "photos", force=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b", "other", "photos", "s"]


def test_what_is_no_backup(layout: Layout, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", layout.root):
        with pytest.raises(StoreMissing, match=r"this is no backup; name a directory that bienban backup made"):
            restore(path, tmp_path / "r")
    with pytest.raises(StoreMissing):
        back_up(Layout(tmp_path / "nowhere"), tmp_path / "b")
    back_up(layout, tmp_path / "b")
    manifest = tmp_path / "b" / MANIFEST
    text = manifest.read_text(encoding="utf-8")
    for wrong in ("{", "[]", text.replace('"bienban.json"', '"../../bienban.json"'), text.replace('"format": 1', '"format": 9')):
        manifest.write_text(wrong, encoding="utf-8")
        with pytest.raises(StoreProblem, match=r"damaged|another version"):
            restore(tmp_path / "b", tmp_path / "r")


def test_a_place_that_cannot_be_written(layout: Layout, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreProblem, match="cannot be written"):
        back_up(layout, tmp_path / "file" / "b")
    with pytest.raises(StoreProblem, match="something already"):
        back_up(layout, tmp_path / "file")


def test_the_commands(layout: Layout, tmp_path: Path) -> None:
    def run(*command: str) -> subprocess.CompletedProcess[str]:
        env = {k: v for k, v in os.environ.items() if k != "BIENBAN_STORE"}
        words = [sys.executable, "-m", "bienban", *command]
        return subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    assert "3 articles" in run("backup", "b", "--store", "s").stderr
    assert run("backup", "b", "--store", "s").returncode == 3
    assert "3 articles" in run("restore", "b").stderr
    done = run("check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "the store is whole\n")
    flip(next((tmp_path / "bienban-store" / "texts").rglob("*.gz")))
    done = run("check")
    assert done.returncode == 1
    assert done.stdout.startswith("violation K08 a kept text is damaged")
    assert json.loads(run("check", "--format", "json").stdout)["flaws"][0]["code"] == "K08"
    done = run("check", "--repair")
    assert (done.returncode, done.stderr) == (0, "1 finding, 1 repaired, 0 are left\n")
    assert done.stdout.rstrip().endswith("repaired")
    assert run("check").returncode == 0
    assert run("check", "--store", "nowhere").returncode == 3
    assert layout.numbers()
