"""A small store, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bienban.sources.base import SetAside
from bienban.store import open_store
from bienban.store.layout import Layout
from small_world import WORDS, World
from store.test_embedded import article


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "s"
    with open_store(path, create=True) as store:
        store.keep_text(WORDS)
        store.keep_text(WORDS + "Hết.")
        list(store.replace_many([article(1), article(2), World().graph("khac", text=WORDS + "Hết.")]))
        store.aside.put(SetAside(source="a.txt", stem="a", what="empty", data=b"x"))
    return path


@pytest.fixture
def layout(made_once: Path, tmp_path: Path) -> Layout:
    """A store of three articles, two texts and a note."""
    shutil.copytree(made_once, tmp_path / "s")
    return Layout(tmp_path / "s")
