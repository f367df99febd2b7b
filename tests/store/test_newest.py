"""The newest generation's number is never stale, however fast generations follow each other."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from bienban.store.layout import Layout
from bienban.store.newest import Newest


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    found = Layout(tmp_path / "store")
    found.create()
    return found


def test_each_publication_is_seen_at_once(layout: Layout) -> None:
    newest = Newest(layout)
    assert newest.number() == 0
    for number in range(1, 40):
        layout.publish(lambda folder: folder.mkdir())
        assert newest.number() == number == newest.number()


def test_a_folder_that_rests_is_not_read_again(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    layout.publish(lambda folder: folder.mkdir())
    os.utime(layout.generations, (1_000_000_000, 1_000_000_000))
    newest = Newest(layout)
    assert newest.number() == 1
    with monkeypatch.context() as patch:
        patch.setattr(Layout, "numbers", lambda _: [99])
        assert newest.number() == 1
    layout.publish(lambda folder: folder.mkdir())
    assert newest.number() == 2


def test_a_store_that_is_gone_has_none(layout: Layout) -> None:
    layout.publish(lambda folder: folder.mkdir())
    newest = Newest(layout)
    assert newest.number() == 1
    shutil.rmtree(layout.root)
    assert newest.number() == 0
