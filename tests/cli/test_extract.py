"""``bienban extract``: facts on stdout or in files, in JSON and RDF."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from rdflib import Dataset, Graph

Run = Callable[..., Result]
TEXT = "Xã Lạc Tân họp\n\nNgày 14/6/2022, Đảng ủy xã Lạc Tân, huyện Mỹ Khê tổ chức hội nghị. Dự có bà Đoàn Thị Thu Hiền.\n"


@pytest.fixture
def article(workplace: Path) -> Path:
    path = workplace / "lac-tan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def lines(workplace: Path) -> Path:
    rows = [{"id": "a1", "text": TEXT}, {"id": "a/2", "text": TEXT}, {"text": TEXT}, {"id": "a1", "text": TEXT}, {"title": "x"}]
    path = workplace / "tin.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def names(facts: dict[str, list[dict[str, str]]]) -> list[str]:
    return [p["name"] for p in facts["persons"]]


def test_one_article_is_one_object(run: Run, article: Path) -> None:
    result = run("extract", str(article))
    facts = json.loads(result.stdout)
    assert facts["id"] == "lac-tan"
    assert names(facts) == ["Đoàn Thị Thu Hiền"]
    assert result.stderr == ""
    assert run("extract", "-", stdin=TEXT).stdout.count("Đoàn Thị Thu Hiền") == result.stdout.count("Đoàn Thị Thu Hiền")


def test_several_are_lines_and_bad_ones_are_named(run: Run, lines: Path) -> None:
    result = run("extract", str(lines), code=1)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [f["id"] for f in found] == ["a1", "a/2", "tin-3", "a1"]
    assert "set aside: 1 input" in result.stderr
    assert "tin.jsonl, line 5: no text (keys: title)" in result.stderr


def test_files_are_named_by_stem_or_id(run: Run, lines: Path, article: Path, workplace: Path) -> None:
    result = run("extract", str(article), str(lines), "--out", "facts", code=1)
    found = sorted(p.name for p in (workplace / "facts").iterdir())
    assert found == ["a1-2.json", "a1.json", "a_2.json", "lac-tan.json", "tin-3.json"]
    assert "a1-2.json" in result.stderr
    assert "5 files in facts" in result.stderr
    assert result.stdout == ""
    assert names(json.loads((workplace / "facts" / "lac-tan.json").read_text(encoding="utf-8"))) == ["Đoàn Thị Thu Hiền"]


def test_every_rdf_format_says_the_same(run: Run, article: Path) -> None:
    reference = Dataset()
    reference.parse(data=run("extract", str(article), "--format", "nquads").stdout, format="nquads")
    size = len(reference)
    assert size > 20
    for form, parser in (("trig", "trig"), ("jsonld", "json-ld")):
        dataset = Dataset()
        dataset.parse(data=run("extract", str(article), "--format", form).stdout, format=parser)
        assert len(dataset) == size
    assert len(Graph().parse(data=run("extract", str(article), "--format", "turtle").stdout, format="turtle")) == size


@pytest.mark.parametrize(("form", "parser"), [("nquads", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")])
def test_several_graphs_in_one_stream(run: Run, lines: Path, form: str, parser: str) -> None:
    dataset = Dataset()
    dataset.parse(data=run("extract", str(lines), "--format", form, code=1).stdout, format=parser)
    assert len([g for g in dataset.graphs() if len(g)]) == 3


def test_metadata_by_flags(run: Run, article: Path) -> None:
    flags = ("--publisher", "Báo Thử", "--date", "15/6/2022", "--url", "https://bao.example/lac-tan#x", "--license", "CC0-1.0")
    about = json.loads(run("extract", str(article), *flags).stdout)["x"]["article"]
    assert (about["publisher"], about["published"]) == ("Báo Thử", "2022-06-15")
    assert (about["url"], about["license"]) == ("https://bao.example/lac-tan", "CC0-1.0")


def test_facts_go_through_unchanged(run: Run, article: Path, workplace: Path) -> None:
    first = run("extract", str(article)).stdout
    (workplace / "lac-tan.json").write_text(first, encoding="utf-8")
    assert json.loads(run("extract", "lac-tan.json").stdout) == json.loads(first)
    assert (
        run("extract", "lac-tan.json", "--format", "nquads").stdout == run("extract", str(article), "--format", "nquads").stdout
    )


def test_an_unknown_language_is_set_aside(run: Run, article: Path) -> None:
    result = run("extract", str(article), "--language", "fr", code=1)
    assert "no language pack 'fr'" in result.stderr
