"""The page on questions: its example is a question that runs."""

from __future__ import annotations

import re
from pathlib import Path

import bienban
from bienban.queries.question import read_question
from bienban.queries.values import KINDS
from bienban.store.base import select
from bienban.store.memory import MemoryStore
from queries.dataset import article_graphs

PAGE = (Path(bienban.__file__).parent / "docs" / "questions.md").read_text(encoding="utf-8")


def test_the_example_runs(tmp_path: Path) -> None:
    found = re.search(r"```sparql\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    path = tmp_path / "chairs.rq"
    path.write_text(found[1], encoding="utf-8")
    store = MemoryStore()
    for graph in article_graphs():
        store.replace(graph)
    rows = select(store, read_question(path).bind({"from": "2031", "person": "mẫu"}))
    assert len(rows.rows) == 1
    assert '"Bà Nguyễn Thị Mẫu, Bí thư Quận ủy Quận An Phú, chủ trì hội nghị."' in rows.rows[0]


def test_every_kind_is_named() -> None:
    for kind in KINDS:
        assert f"`{kind}`" in PAGE
