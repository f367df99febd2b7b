"""``bienban import`` as a user runs it."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bienban.resources import resource
from bienban.store import open_store

Run = Callable[..., Result]
Fails = Callable[..., str]
TEXT = "Xã Lạc Tân họp\n\nNgày 14/6/2022, Đảng ủy xã Lạc Tân, huyện Mỹ Khê tổ chức hội nghị. Dự có bà Đoàn Thị Thu Hiền.\n"


@pytest.fixture
def article(workplace: Path) -> Path:
    path = workplace / "lac-tan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_samples(run: Run) -> None:
    result = run("import", "--samples")
    number = len(list(resource("data", "articles").iterdir()))
    assert result.stdout == ""
    assert f"{number} articles: {number} added, 0 replaced, 0 unchanged, 0 set aside" in result.stderr
    assert re.search(r"facts: \d+ persons, .*\d+ events, ", result.stderr)
    assert result.stderr.splitlines()[-1] == "next: bienban ask participants"
    assert f"{number} unchanged" in run("import", "--samples").stderr
    assert f"articles       {number}\n" in run("info").stdout


def test_one_article_is_kept_whole(run: Run, article: Path) -> None:
    run("import", str(article), "--store", "s")
    with open_store("s") as store:
        (iri,) = store.articles()
        assert store.text(iri) == TEXT
    run("import", str(article), "--store", "t", "--no-keep-text")
    with open_store("t") as store:
        assert store.text(iri) is None


def test_quiet_and_verbose(run: Run, article: Path) -> None:
    assert run("import", str(article), "-q").stderr == ""
    assert run("-q", "import", str(article)).stderr == ""
    usual, verbose = (run("import", str(article), "--again", *flags).stderr for flags in ((), ("-v",)))
    assert len(verbose.splitlines()) > len(usual.splitlines())
    assert "  info " in verbose


def test_bad_files_are_set_aside_and_the_rest_goes_on(run: Run, article: Path, workplace: Path) -> None:
    (workplace / "in").mkdir()
    article.rename(workplace / "in" / "lac-tan.txt")
    for name, data in {
        "bytes.txt": b"\xd0\xd1", "empty.txt": b"", "blank.md": b" \n", "bad.json": b'{"text": ', "no.json": b'{"title": "x"}',
        "rows.jsonl": b'{"text": "M\xe1\xbb\x99t."}\n{]\n', "photo.jpg": b"\xff\xd8\xff", "zip.jsonl.gz": gzip.compress(b""),
    }.items():  # fmt: skip
        (workplace / "in" / name).write_bytes(data)
    result = run("import", "in", code=1)
    assert "2 articles: 2 added, 0 replaced, 0 unchanged, 7 set aside" in result.stderr
    for says in (
        "in/bad.json, line 1, column 10: not JSON", "in/blank.md: there is nothing but white space",
        "in/bytes.txt, byte 0, line 1: not UTF-8", "in/empty.txt: the file is empty", "in/no.json: no text (keys: title)",
        "in/rows.jsonl, line 2, column 2: not JSON", "in/zip.jsonl.gz: the file is empty", "skipped: 1 file",
    ):  # fmt: skip
        assert says in result.stderr
    assert "set aside      7" in run("info").stdout
    (workplace / "in" / "empty.txt").write_text("Nay có tin.", encoding="utf-8")
    assert "1 added" in run("import", "in/empty.txt").stderr
    assert "set aside      6" in run("info").stdout


def test_standard_input(run: Run) -> None:
    assert "1 added" in run("import", "-", stdin=TEXT).stderr
    assert "1 unchanged" in run("import", "-", stdin=TEXT).stderr
    lines = "".join(json.dumps({"id": str(i), "text": TEXT}) + "\n" for i in range(3))
    assert "3 added" in run("import", "-", "--from", "jsonl", stdin=lines).stderr
    assert "set aside: 1 input" in run("import", "-", stdin="", code=1).stderr


def test_metadata_by_flags_where_the_file_lacks_them(run: Run, article: Path) -> None:
    flags = ("--publisher", "Báo Thử", "--date", "2022-06-15", "--url", "https://bao.example/lac-tan?fbclid=1")
    run("import", str(article), *flags)
    text = run("export", "--article", "https://bao.example/lac-tan").stdout
    assert '"Báo Thử"@vi' in text
    assert '"2022-06-15"^^<http://www.w3.org/2001/XMLSchema#date>' in text


def test_dry_run_stores_nothing(run: Run, article: Path, workplace: Path) -> None:
    result = run("import", "--dry-run", str(article))
    assert "1 would be added" in result.stderr
    assert "next:" not in result.stderr
    assert sorted(p.name for p in workplace.iterdir()) == ["lac-tan.txt"]


def test_strict_and_lenient(run: Run, article: Path, workplace: Path) -> None:
    facts = json.loads(run("extract", str(article)).stdout)
    facts["events"][0]["end"] = "2022-06-01"
    (workplace / "sai.json").write_text(json.dumps(facts), encoding="utf-8")
    lenient = run("import", "sai.json", "--store", "a")
    assert "left out: 1 contradiction" in lenient.stderr
    assert re.search(r"sai\.json.*: S\d+ ", lenient.stderr)
    strict = run("import", "sai.json", "--store", "b", "--strict", code=1)
    assert "0 articles: 0 added, 0 replaced, 0 unchanged, 1 set aside" in strict.stderr
    assert re.search(r"sai\.json: S\d+ ", strict.stderr)


def test_facts_json_gives_the_same_graph(run: Run, article: Path) -> None:
    run("import", str(article), "--store", "a")
    run("extract", str(article), "--out", "facts")
    run("import", "facts", "--store", "b")
    assert run("export", "--store", "a").stdout == run("export", "--store", "b").stdout


def test_any_order_gives_the_same_export(run: Run, workplace: Path) -> None:
    names = []
    for number in range(4):
        names.append(f"tin-{number}.txt")
        (workplace / names[-1]).write_text(TEXT.replace("14/6", f"{14 + number % 2}/6"), encoding="utf-8")
    run("import", *names, "--store", "a")
    run("import", *reversed(names), "--store", "b")
    for name in (names[2], names[0], names[3], names[1]):
        run("import", name, "--store", "c")
    dumps = {run("export", "--store", store).stdout for store in "abc"}
    assert len(dumps) == 1


@pytest.mark.parametrize("command", ["info", "export", "validate"])
def test_no_store(fails: Fails, command: str) -> None:
    line = fails(command, "--store", "nowhere", code=3)
    assert "nowhere" in line
    assert "bienban import" in line


def test_remove_needs_a_store(fails: Fails) -> None:
    assert "nowhere" in fails("remove", "x", "--store", "nowhere", code=3)


@pytest.mark.parametrize("command", [("import", "lac-tan.txt"), ("info",), ("export",), ("validate",), ("remove", "x")])
@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("version", ["format 99", "import again"]),
        ("description", ["damaged", "bienban.json"]),
        ("file", ["store", "s"]),
        ("database", ["database", "import again"]),
    ],
)
@pytest.mark.usefixtures("article")
def test_broken_stores(run: Run, fails: Fails, workplace: Path, command: tuple[str, ...], damage: str, says: list[str]) -> None:
    store = workplace / "s"
    if damage == "file":
        store.write_text("x", encoding="utf-8")
    else:
        run("import", "lac-tan.txt", "--store", "s")
    if damage == "version":
        text = (store / "bienban.json").read_text(encoding="utf-8")
        (store / "bienban.json").write_text(text.replace('"format": 2', '"format": 99'), encoding="utf-8")
    elif damage == "description":
        (store / "bienban.json").write_text("{", encoding="utf-8")
    elif damage == "database":
        for path in store.rglob("MANIFEST-*"):
            path.unlink()
    line = fails(*command, "--store", "s", code=3)
    for words in says:
        assert words in line


@pytest.mark.usefixtures("article")
def test_a_store_that_is_being_written_is_locked_for_writers_only(run: Run, fails: Fails) -> None:
    run("import", "lac-tan.txt", "--store", "s")
    with open_store("s", write=True):
        line = fails("import", "lac-tan.txt", "--store", "s", code=3)
        assert str(os.getpid()) in line
        assert "wait" in line
        assert "articles       1" in run("info", "--store", "s").stdout


def test_a_text_that_is_another_article_too_is_told(run: Run, article: Path) -> None:
    assert "stored twice" not in run("import", str(article)).stderr
    assert "stored twice" not in run("import", str(article)).stderr
    named = run("import", str(article), "--publisher", "Báo Mẫu", "--dry-run").stderr
    assert "stored twice: 1 text" in named
    named = run("import", str(article), "--publisher", "Báo Mẫu").stderr
    assert "stored twice: 1 text" in named
    (line,) = (line for line in named.splitlines() if ": also https://" in line)
    run("remove", line.rpartition(" ")[2])
    assert "stored twice" not in run("import", str(article), "--publisher", "Báo Mẫu").stderr


def test_a_folder_without_articles_says_what_is_looked_for(run: Run, workplace: Path) -> None:
    (workplace / "leer").mkdir()
    assert "nothing to read there; folders are searched for .txt" in run("import", "leer").stderr


def test_a_folder_that_is_no_store_is_left_alone(run: Run, fails: Fails, article: Path, workplace: Path) -> None:
    (workplace / "photos").mkdir()
    (workplace / "photos" / "a.jpg").write_bytes(b"x")
    assert "photos" in fails("import", str(article), "--store", "photos", code=3)
    assert [p.name for p in (workplace / "photos").iterdir() if p.name != "lock"] == ["a.jpg"]
    run("import", str(article), "--store", "new/deep/store")


def test_no_server(fails: Fails) -> None:
    line = fails("info", "--endpoint", "http://127.0.0.1:9/query", code=3)
    assert "http://127.0.0.1:9/query" in line
    assert "--endpoint" in fails("info", "--endpoint", "127.0.0.1", code=2)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupt_keeps_what_was_imported(workplace: Path) -> None:
    pipe = workplace / "slow.jsonl"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "bienban", "import", "--jobs", "1", "--store", "s", str(pipe)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        with pipe.open("wb", buffering=0) as end:
            end.write(json.dumps({"id": "a", "text": TEXT}).encode() + b"\n")
            kept = workplace / "s" / "texts"
            for _ in range(600):  # until the first article is on its way to the store
                if list(kept.glob("*/*.gz")):
                    break
                time.sleep(0.05)
            time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 130
        said = process.stderr.read()
    assert "1 article: 1 added" in said
    assert "interrupted" in said
    assert "Traceback" not in said
    with open_store("s") as store:
        assert len(store.articles()) == 1
