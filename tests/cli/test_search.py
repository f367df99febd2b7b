"""``bienban search``: the index that pages use, in the terminal."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bienban.search.index import Index

Run = Callable[..., Result]


@pytest.fixture
def store(run: Run) -> str:
    run("import", "--samples", "--store", "s")
    return "s"


def test_searching(run: Run, store: str) -> None:
    assert not Index(Path(store)).made(), "who never searches does not pay for an index"
    text = run("search", "bui", "quang", "nhiem", "--store", store).stdout
    assert "Bùi Quang Nhiệm" in text.splitlines()[0]
    rows = json.loads(run("search", "quan uy", "--kind", "body", "--format", "json", "--store", store).stdout)
    assert rows
    assert {row["kind"] for row in rows} == {"body"}
    table = list(csv.DictReader(io.StringIO(run("search", "--limit", "0", "--format", "csv", "--store", store).stdout)))
    some = list(csv.DictReader(io.StringIO(run("search", "--limit", "5", "--format", "csv", "--store", store).stdout)))
    assert some == table[:5]
    assert len({row["iri"] for row in table}) == len(table) > 100
    years = json.loads(run("search", "--year", "2023", "--format", "json", "--limit", "0", "--store", store).stdout)
    assert 0 < len(years) < len(table)
    assert Index(Path(store)).made()


@pytest.mark.parametrize("command", ["import", "remove"])
def test_an_index_that_is_there_follows_what_is_written(run: Run, store: str, tmp_path: Path, command: str) -> None:
    run("search", "quan uy", "--store", store)
    assert not Index(Path(store)).lag()
    note = tmp_path / "tin.txt"
    note.write_text("Tin\n\nChiều 5/4/2023, ông Trần Văn Mẫu, Chủ tịch UBND huyện Đông Lâm, dự hội nghị.", encoding="utf-8")
    run(command, str(note) if command == "import" else "dong-lam-ky-hop-hdnd", "--store", store)
    assert not Index(Path(store)).lag()


def test_nothing_found_is_no_error(run: Run, store: str) -> None:
    result = run("search", "xyzzy", "--store", store)
    assert result.stdout == ""
    assert "0 things found" in result.stderr
    assert run("search", "xyzzy", "--format", "json", "--store", store).stdout == "[]\n"
    assert run("search", "xyzzy", "--format", "csv", "--store", store).stdout.count("\n") == 1


def test_what_is_removed_is_found_no_more(run: Run, store: str) -> None:
    stem = "dong-lam-ky-hop-hdnd"
    found = json.loads(run("search", "--kind", "article", "--limit", "0", "--format", "json", "--store", store).stdout)
    run("remove", stem, "--store", store)
    left = json.loads(run("search", "--kind", "article", "--limit", "0", "--format", "json", "--store", store).stdout)
    assert len(left) == len(found) - 1


def test_an_index_that_is_gone_is_made_anew(run: Run, store: str) -> None:
    before = run("search", "--format", "csv", "--store", store).stdout
    shutil.rmtree(Path(store) / "search")
    assert run("search", "--format", "csv", "--store", store).stdout == before
    assert "indexed anew" in run("search", "--rebuild", "-v", "--store", store).stderr


def test_problems_are_said(run: Run) -> None:
    assert "no store" in run("search", "a", "--store", "nowhere", code=3).stderr
    assert "--kind" in run("search", "a", "--kind", "thing", code=2).stderr
