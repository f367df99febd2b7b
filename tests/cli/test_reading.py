"""The flags that say how files are read, as a user gives them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sources.encoded import encode, misread
from sources.pages import META, PARAGRAPHS, TITLE, page

Run = Callable[..., Result]
Fails = Callable[..., str]
TEXT = "\n".join([TITLE, *PARAGRAPHS]) + "\n"


def test_old_encodings_are_read_and_told(run: Run, workplace: Path) -> None:
    (workplace / "cu").mkdir()
    for number in range(5):
        (workplace / "cu" / f"{number}.txt").write_bytes(encode(f"Tin {number}\n{TEXT}", "tcvn3"))
    said = run("import", "cu").stderr
    assert "5 articles: 5 added" in said
    assert said.count("read as tcvn3") == 4
    assert "and 2 more inputs: read as tcvn3" in said
    assert "read as" not in run("import", "cu", "--encoding", "TCVN3").stderr
    assert "5 unchanged" in run("import", "cu").stderr


def test_an_encoding_that_nobody_knows(run: Run, workplace: Path) -> None:
    (workplace / "tin.txt").write_text(TEXT, encoding="utf-8")
    assert "nobody knows the encoding 'vni'" in run("import", "tin.txt", "--encoding", "vni", code=2).stderr


def test_mojibake_is_set_aside_and_repaired(run: Run, workplace: Path) -> None:
    line = {"id": "t1", "title": misread(TITLE, "utf-8", "windows-1252"), "text": misread(TEXT, "utf-8", "windows-1252")}
    (workplace / "tin.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    said = run("import", "tin.jsonl", code=1).stderr
    assert "tin.jsonl, line 1: mojibake: UTF-8 read as Windows-1252, such as" in said
    assert "--repair" in said
    assert "1 added" in run("import", "tin.jsonl", "--repair").stderr
    assert json.loads(run("extract", "tin.jsonl", "--repair").stdout)["events"]


def test_a_page_is_read_whole(run: Run, workplace: Path) -> None:
    (workplace / "tin.html").write_text(page(head=META), encoding="utf-8")
    run("import", "tin.html")
    text = run("export", "--article", "https://bao.example/chinh-tri/hop-12.html").stdout
    assert '"Báo Mẫu"@vi' in text
    assert '"2023-04-05"^^<http://www.w3.org/2001/XMLSchema#date>' in text


@pytest.mark.parametrize("command", ["import", "extract", "validate"])
def test_the_flags_are_everywhere(run: Run, command: str) -> None:
    said = run(command, "--help").stdout
    for flag in ("--from", "--encoding", "--repair", "--max-file-bytes", "--language"):
        assert flag in said


def test_fields_of_a_dump(run: Run, workplace: Path) -> None:
    (workplace / "kho.jsonl").write_text(json.dumps({"tieu_de": TITLE, "bai": {"noi_dung": TEXT}}) + "\n", encoding="utf-8")
    assert "--field text=NAME" in run("import", "kho.jsonl", code=1).stderr
    assert "1 added" in run("import", "--retry", "--field", "text=bai.noi_dung", "--field", "title=tieu_de").stderr
    assert run("info", "--aside").stdout == ""
    (workplace / "bienban.toml").write_text('field = ["text=bai.noi_dung", "title=tieu_de"]\n', encoding="utf-8")
    assert "1 unchanged" in run("import", "kho.jsonl").stderr
    for wrong in ("text", "texte=x", "text="):
        assert "which key stands where" in run("import", "kho.jsonl", "--field", wrong, code=2).stderr
