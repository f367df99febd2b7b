"""``bienban reconcile``: a table comes back with the things that its names mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def store(run: Run) -> str:
    run("import", "--samples", "--store", "s")
    return "s"


def test_a_table_comes_back_with_iris(run: Run, store: str, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    text = 'tên,nơi\n"Bùi Quang Nhiệm",Trường Khánh\nbui quang nhiem,\n,\nxyzzy,"a, b"\n'
    table.write_text("\ufeff" + text, encoding="utf-8")
    given = ("reconcile", str(table), "--column", "tên", "--type", "person", "--store", store)
    result = run(*given, "--property", "place=nơi")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["tên"] for row in rows] == ["Bùi Quang Nhiệm", "bui quang nhiem", "", "xyzzy"]
    assert rows[3]["nơi"] == "a, b"
    assert [row["bienban_name"] for row in rows] == ["Bùi Quang Nhiệm", "Bùi Quang Nhiệm", "", ""]
    assert [row["bienban_match"] for row in rows] == ["true", "false", "", ""]
    assert rows[0]["bienban_id"] == rows[1]["bienban_id"]
    assert rows[0]["bienban_id"].startswith("https://w3id.org/bienban/id/person/")
    assert "4 rows, 1 clear" in result.stderr
    piped = run("reconcile", "-", *given[2:], "--property", "place=nơi", stdin=text)
    assert piped.stdout == result.stdout


@pytest.mark.parametrize(
    ("data", "more", "said"),
    [
        (b"a,b\n1,2\n", ("--column", "c"), "no column 'c'"),
        (b"a,b\n1,2\n", ("--column", "a", "--property", "place"), "no PROPERTY=COLUMN"),
        (b"a,b\n1,2\n", ("--column", "a", "--property", "place=z"), "no column 'z'"),
        (b"a\n\xff\n", ("--column", "a"), "not UTF-8"),
        (b"", ("--column", "a"), "no column 'a'"),
        (b"a\n" + b"x" * 200_000 + b"\n", ("--column", "a"), "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, store: str, tmp_path: Path, data: bytes, more: tuple[str, ...], said: str) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes(data)
    result = run("reconcile", str(table), *more, "--store", store, code=2)
    assert said in result.stderr
