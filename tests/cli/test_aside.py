"""What is set aside is listed with its reason, and leaves the list when a later import succeeds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bienban.store import open_store
from sources.encoded import encode, misread
from sources.pages import PARAGRAPHS, TITLE, page

Run = Callable[..., Result]
Fails = Callable[..., str]
TEXT = "\n".join([TITLE, *PARAGRAPHS]) + "\n"
FRENCH = "Le comité s'est réuni lundi pour parler de la route. Personne ne s'y est opposé ; les travaux vont bientôt commencer.\n"


def lines(*records: object) -> str:
    return "".join((r if isinstance(r, str) else json.dumps(r, ensure_ascii=False)) + "\n" for r in records)


def listed(run: Run) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(run("info", "--aside", "--format", "json").stdout)
    return found


@pytest.fixture
def folder(workplace: Path) -> Path:
    """Everything that is set aside, and one article that is not."""
    path = workplace / "in"
    path.mkdir()
    (path / "tot.txt").write_text(TEXT, encoding="utf-8")
    (path / "rong.txt").write_bytes(b"")
    (path / "au.txt").write_text(FRENCH, encoding="utf-8")
    (path / "dai.txt").write_text(TEXT * 10, encoding="utf-8")
    (path / "loi.txt").write_bytes(b"\xd0\xd1")
    (path / "vo.txt").write_text(misread(TEXT, "utf-8", "windows-1258"), encoding="utf-8")
    (path / "trang.html").write_text("<!DOCTYPE html><html><body></body></html>", encoding="utf-8")
    (path / "kho.jsonl").write_text(
        lines({"id": "k1", "text": TEXT}, "{oops}", {"noi_dung": TEXT}, {"text": FRENCH}), encoding="utf-8"
    )
    return path


def test_the_list_says_what_and_why(run: Run, folder: Path) -> None:
    said = run("import", str(folder), "--max-text-chars", "1000", code=1).stderr
    assert "2 added, 0 replaced, 0 unchanged, 9 set aside" in said
    result = run("info", "--aside")
    assert len(result.stdout.splitlines()) == 9
    for words in (
        "au.txt: the text is not in the language 'vi'", "dai.txt: the text has", "rong.txt: the file is empty",
        "loi.txt, byte 0, line 1: not UTF-8", "vo.txt: mojibake: UTF-8 read as Windows-1258", "trang.html: no article is found",
        "kho.jsonl, line 2, column 2: not JSON", "kho.jsonl, line 3: no text (keys: noi_dung)",
        "kho.jsonl, line 4: the text is not in the language 'vi'",
    ):  # fmt: skip
        assert words in result.stdout
    assert "import --retry" in result.stderr
    assert {row["what"].split()[0] for row in listed(run)} >= {"mojibake:", "not", "the", "no"}


def test_what_succeeds_later_leaves_the_list(run: Run, folder: Path) -> None:
    run("import", str(folder), "--max-text-chars", "1000", code=1)
    assert "1 added, 0 replaced, 0 unchanged, 8 set aside" in run("import", "--retry", code=1).stderr  # the long one
    assert "1 added, 0 replaced, 0 unchanged, 7 set aside" in run("import", "--retry", "--repair", code=1).stderr
    (folder / "rong.txt").write_text(f"Tin khác\n{TEXT}", encoding="utf-8")
    (folder / "loi.txt").write_bytes(encode(f"Tin cũ\n{TEXT}", "tcvn3"))
    (folder / "trang.html").write_text(page(), encoding="utf-8")
    said = run("import", "--retry", code=1).stderr
    assert "3 added" in said
    assert [Path(row["source"]).name for row in listed(run)] == ["au.txt", "kho.jsonl", "kho.jsonl", "kho.jsonl"]
    (folder / "kho.jsonl").write_text(lines({"id": "k1", "text": TEXT}, {"id": "k2", "text": f"Hai\n{TEXT}"}), encoding="utf-8")
    said = run("import", "--retry", code=1).stderr
    assert "1 added, 0 replaced, 1 unchanged, 1 set aside" in said
    assert "1 added, 0 replaced, 0 unchanged, 0 set aside" in run("import", "--retry", "--language", "vi").stderr
    assert listed(run) == []


def test_the_same_attempt_changes_nothing(run: Run, folder: Path) -> None:
    run("import", str(folder), "--max-text-chars", "1000", code=1)
    before = listed(run)
    run("import", "--retry", "--max-text-chars", "1000", code=1)
    assert listed(run) == before
    run("import", "--retry", "--max-text-chars", "1000", "--dry-run", "--repair", code=1)
    assert listed(run) == before
    run("import", str(folder), "--max-text-chars", "1000", code=1)
    assert listed(run) == before


def test_an_ordinary_import_takes_up_its_own(run: Run, folder: Path, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("import", "in", "--max-text-chars", "1000", code=1)
    (folder / "rong.txt").write_text(f"Tin khác\n{TEXT}", encoding="utf-8")
    monkeypatch.chdir(folder)
    run("import", "../in/rong.txt", "--store", str(workplace / "bienban-store"))
    monkeypatch.chdir(workplace)
    assert not any("rong.txt" in row["source"] for row in listed(run))
    assert len(listed(run)) == 8


def test_only_what_is_named(run: Run, folder: Path) -> None:
    run("import", str(folder), "--max-text-chars", "1000", code=1)
    assert "1 added, 0 replaced, 0 unchanged, 0 set aside" in run("import", "--retry", str(folder / "dai.txt")).stderr
    assert len(listed(run)) == 8
    assert "nothing is set aside of that" in run("import", "--retry", "elsewhere").stderr


def test_the_first_import_s_flags_are_remembered(run: Run, workplace: Path) -> None:
    (workplace / "dai.txt").write_text(TEXT * 3, encoding="utf-8")
    run("import", "dai.txt", "--publisher", "Báo Mẫu", "--date", "2023-04-05", "--max-text-chars", "100", code=1)
    run("import", "--retry")
    assert '"Báo Mẫu"@vi' in run("export").stdout
    assert '"2023-04-05"^^<http://www.w3.org/2001/XMLSchema#date>' in run("export").stdout
    assert "1 unchanged" in run("import", "dai.txt", "--publisher", "Báo Mẫu", "--date", "2023-04-05").stderr


def test_standard_input_is_kept(run: Run) -> None:
    run("import", "-", "--max-text-chars", "100", stdin=TEXT, code=1)
    run("import", "-", "--max-text-chars", "100", stdin=f"Tin khác\n{TEXT}", code=1)
    assert len(listed(run)) == 2
    assert "2 added" in run("import", "--retry").stderr
    assert listed(run) == []
    assert "1 unchanged" in run("import", "-", stdin=TEXT).stderr


def test_a_file_that_is_gone(run: Run, folder: Path) -> None:
    run("import", str(folder), "--max-text-chars", "1000", code=1)
    for path in folder.iterdir():
        path.unlink()
    said = run("import", "--retry", "--repair", code=1).stderr
    assert "2 added, 0 replaced, 0 unchanged, 7 set aside" in said


def test_strictness_and_second_texts(run: Run, workplace: Path) -> None:
    (workplace / "a.txt").write_text(TEXT.replace("5/4", "5/4/2023"), encoding="utf-8")
    facts = json.loads(run("extract", "a.txt").stdout)
    facts["events"][0]["end"] = "2023-04-01"
    (workplace / "sai.json").write_text(json.dumps(facts), encoding="utf-8")
    run("import", "sai.json", "--strict", "--store", "s", code=1)
    assert "1 added" in run("import", "--retry", "--store", "s").stderr
    (workplace / "hai.jsonl").write_text(lines({"id": "k", "text": TEXT}, {"id": "k", "text": f"Khác\n{TEXT}"}), encoding="utf-8")
    run("import", "hai.jsonl", code=1)
    before = run("export").stdout
    assert "another text of the same article" in run("import", "--retry", code=1).stderr
    assert run("export").stdout == before


def test_nothing_is_set_aside(run: Run, workplace: Path, fails: Fails) -> None:
    (workplace / "a.txt").write_text(TEXT, encoding="utf-8")
    run("import", "a.txt")
    assert "nothing is set aside" in run("info", "--aside").stderr
    assert "nothing is set aside" in run("import", "--retry").stderr
    assert "--store" in fails("info", "--aside", "--endpoint", "http://127.0.0.1:9/q")


def test_notes_of_an_older_version_are_read(run: Run, workplace: Path) -> None:
    (workplace / "a.txt").write_text(TEXT, encoding="utf-8")
    (workplace / "b.txt").write_bytes(b"")
    run("import", "a.txt", "b.txt", code=1)
    (note,) = (workplace / "bienban-store" / "aside").glob("*.json")
    old = {k: v for k, v in json.loads(note.read_text(encoding="utf-8")).items() if k != "again"}
    note.write_text(json.dumps(old), encoding="utf-8")
    assert listed(run)[0]["what"] == "the file is empty"
    (workplace / "b.txt").write_text(f"Tin khác\n{TEXT}", encoding="utf-8")
    assert "1 added" in run("import", "--retry").stderr
    with open_store("bienban-store") as store:
        assert store.aside.all() == ()
