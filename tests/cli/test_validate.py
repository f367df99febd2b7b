"""``bienban validate``: what is checked, how findings are shown, when it fails."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from rdflib import DCTERMS, SH, Graph, URIRef

Run = Callable[..., Result]
TEXT = "Xã Lạc Tân họp\n\nNgày 14/6/2022, Đảng ủy xã Lạc Tân, huyện Mỹ Khê tổ chức hội nghị. Dự có bà Đoàn Thị Thu Hiền.\n"


@pytest.fixture
def article(workplace: Path) -> Path:
    path = workplace / "lac-tan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def broken(run: Run, article: Path) -> Path:
    """A graph in which a conference ends before it begins."""
    text = run("extract", str(article), "--format", "turtle").stdout
    path = article.with_name("broken.ttl")
    start = 'schema:startDate "2022-06-14"^^xsd:date'
    assert start in text
    path.write_text(text.replace(start, f'{start} ;\n    schema:endDate "2022-06-01"^^xsd:date'), encoding="utf-8")
    return path


def test_what_an_article_leaves_unsaid_does_not_fail(run: Run, article: Path) -> None:
    result = run("validate", str(article), "--format", "json")
    found = json.loads(result.stdout)
    assert found["counts"]["violation"] == 0
    assert found["counts"]["info"] > 0
    assert "1 graph checked" in result.stderr
    run("validate", str(article), "--fail-on", "info", code=1)


def test_a_contradiction_fails_and_shows_its_sentence(run: Run, broken: Path) -> None:
    result = run("validate", str(broken), code=1)
    assert "vi phạm" in result.stdout
    assert "tổ chức hội nghị" in result.stdout
    assert "1 violation" in result.stderr
    found = json.loads(run("validate", str(broken), "--format", "json", code=1).stdout)
    (violation,) = (f for f in found["reports"][0]["findings"] if f["severity"] == "violation")
    assert violation["code"].startswith("S")
    assert "hội nghị" in violation["sentence"]


def test_the_report_in_turtle(run: Run, broken: Path, article: Path) -> None:
    graph = Graph().parse(data=run("validate", str(broken), str(article), "--format", "turtle", code=1).stdout, format="turtle")
    results = list(graph.objects(None, SH.result))
    assert len(results) == len(list(graph.objects(None, SH.focusNode))) > 1
    assert SH.Violation in set(graph.objects(None, SH.resultSeverity))


def test_a_finding_in_a_file_has_the_line_of_its_node(run: Run, broken: Path) -> None:
    text = "# what is wrong\n\n" + broken.read_text(encoding="utf-8")
    broken.write_text(text, encoding="utf-8")
    (report,) = json.loads(run("validate", str(broken), "--format", "json", code=1).stdout)["reports"]
    lines = text.splitlines()
    assert report["findings"]
    for finding in report["findings"]:
        name = finding["focus"].rpartition("#")[2] if "#" in finding["focus"] else finding["focus"]
        assert name in lines[finding["line"] - 1], finding["focus"]
    (violation,) = (f for f in report["findings"] if f["severity"] == "violation")
    assert f"{broken}:{violation['line']}" in run("validate", str(broken), code=1).stdout
    graph = Graph().parse(data=run("validate", str(broken), "--format", "turtle", code=1).stdout, format="turtle")
    line = URIRef("https://w3id.org/bienban/shapes#line")
    assert sorted(int(str(n)) for n in graph.objects(None, line)) == sorted(f["line"] for f in report["findings"])
    assert {str(n) for n in graph.objects(None, DCTERMS.source)} == {str(broken)}


def test_show_and_lang_choose_what_is_listed(run: Run, broken: Path) -> None:
    usual = run("validate", str(broken), code=1).stdout
    everything = run("validate", str(broken), "--all", code=1).stdout
    assert "vi phạm" in usual
    assert "violation" not in usual
    assert "--all lists each" in run("validate", str(broken), code=1).stderr
    assert "--all" not in run("validate", str(broken), "--all", code=1).stderr
    listed, counted = (set(re.findall(pattern, usual, re.M)) for pattern in (r"^  (S\d+) ", r"^(S\d+) thông tin ×\d+  \w"))
    assert listed
    assert counted
    assert not listed & counted
    assert set(re.findall(r"^  (S\d+) ", everything, re.M)) == listed | counted
    assert re.findall(r"^S\d+", everything, re.M) == []
    assert everything == run("validate", str(broken), "--show", "info", code=1).stdout
    assert everything == run("validate", str(broken), "-v", code=1).stdout
    english = run("validate", str(broken), "--lang", "en", code=1).stdout
    assert "violation" in english
    assert "vi phạm" not in english
    assert len(usual.splitlines()) == len(english.splitlines()) < len(everything.splitlines())


def test_the_merged_graph_repeats_nothing(run: Run, article: Path) -> None:
    article.write_text(TEXT.strip() + " Dịp này, xã được công nhận đạt chuẩn “Xã văn minh”.\n", encoding="utf-8")
    run("import", str(article))
    of_article = run("validate", str(article)).stdout
    result = run("validate")
    assert result.stdout == of_article
    assert "2 graphs checked" in result.stderr
    complete = json.loads(run("validate", "--format", "json").stdout)["reports"]
    assert "merged graph" in {r["subject"] for r in complete if r["findings"]}


@pytest.mark.usefixtures("broken")
def test_a_folder_holds_articles_facts_and_graphs(run: Run, article: Path, workplace: Path) -> None:
    facts = run("extract", str(article)).stdout
    (workplace / "facts.json").write_text(facts, encoding="utf-8")
    (workplace / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    result = run("validate", str(workplace), "--format", "json", code=1)
    found = json.loads(result.stdout)
    assert sorted(Path(r["subject"]).name for r in found["reports"]) == ["broken.ttl", "facts.json", "lac-tan.txt"]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.ttl", "@prefix a: <b> . a:", "a.ttl, line 1, column 20: not valid Turtle"),
        ("c.ttl", "@prefix a: <http://x/> .\na:b a:c\n", "c.ttl, line 3, column 1: not valid Turtle: it ends too early"),
        ("b.ttl", "@prefix a: <b> .\n\na:b a:c . a:d } .\n", "b.ttl, line 3, column 9: not valid Turtle"),
        ("a.jsonld", "null", "a.jsonld: not valid JSON-LD"),
        ("a.jsonld", '{"@context": "https://example.org/c"}', "a.jsonld: its JSON-LD context is elsewhere"),
        ("a.rdf", "<rdf", "a.rdf, line 1, column 1: not valid XML"),
        ("a.nq", "<a> <b> x", "a.nq, line 1, column 1: not valid N-Quads"),
        ("a.json", "{", "line 1, column 2"),
        ("a.txt", "", "empty"),
    ],
)
def test_what_cannot_be_read_is_set_aside(run: Run, article: Path, workplace: Path, name: str, text: str, says: str) -> None:
    (workplace / name).write_text(text, encoding="utf-8")
    result = run("validate", name, str(article), code=1)
    assert "1 graph checked" in result.stderr
    assert "set aside: 1 input" in result.stderr
    assert says in result.stderr
