"""``bienban suppress``: who asked to be left out is, everywhere and for good, until that is undone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
WHO = "Bùi Quang Nhiệm"


@pytest.fixture
def store(run: Run) -> str:
    run("import", "--samples", "--store", "s")
    return "s"


def exported(run: Run) -> str:
    return run("export", "--store", "s").stdout


def test_a_person_is_left_out_and_let_in_again(run: Run, store: str) -> None:
    before = exported(run)
    assert WHO in before
    assert WHO in run("search", "bui quang nhiem", "--store", store).stdout
    result = run("suppress", "bùi quang nhiệm", "--reason", "asked by letter", "--store", store)
    assert "is left out" in result.stderr
    for text in (exported(run), run("search", "bui quang nhiem", "--all-persons", "--store", store).stdout):
        assert WHO not in text
        assert "bui-quang-nhiem" not in text
    assert "the store is whole" in run("check", "--store", store).stderr
    run("validate", "--store", store)
    left = exported(run)
    run("import", "--samples", "--again", "--store", store)
    run("reextract", "--store", store)
    assert exported(run) == left, "what is imported or read again is left out too"
    listed = run("suppress", "--store", store)
    assert "bùi quang nhiệm: asked by letter" in listed.stdout
    assert [one["reason"] for one in json.loads(run("suppress", "--format", "json", "--store", store).stdout)] == [
        "asked by letter"
    ]
    assert "is published again" in run("suppress", WHO, "--undo", "--store", store).stderr
    assert exported(run) == before
    assert run("suppress", "--store", store).stdout == ""


def test_a_person_is_meant_by_its_iri(run: Run, store: str) -> None:
    (row,) = json.loads(run("search", WHO, "--kind", "person", "--format", "json", "--store", store).stdout)
    run("suppress", row["iri"], "--reason", "asked", "--store", store)
    assert WHO not in exported(run)
    assert "/id/post/" in run("suppress", "--store", store).stdout


def test_without_texts_articles_are_imported_again(run: Run) -> None:
    run("import", "--samples", "--no-keep-text", "--store", "s")
    before = exported(run)
    run("suppress", WHO, "--reason", "asked", "--store", "s")
    assert "import this article again" in run("suppress", WHO, "--undo", "--store", "s").stderr
    run("import", "--samples", "--store", "s")
    assert exported(run) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((WHO,), "no reason"),
        (("Nhiệm", "--reason", "x"), "no full name"),
        (("id/person/nobody-aaaaaaaaaaaa", "--reason", "x"), "no such person"),
        ((WHO, "--undo"), "nobody of that name is suppressed"),
        (("--undo",), "nobody is named"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, store: str, arguments: tuple[str, ...], said: str) -> None:
    assert said in run("suppress", *arguments, "--store", store, code=2).stderr


def test_nobody_is_left_out_of_what_is_not_there(run: Run, tmp_path: Path) -> None:
    assert "no store" in run("suppress", "--store", str(tmp_path / "none"), code=3).stderr


PEOPLE = """@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> . @prefix x: <https://a.example/> .
x:one foaf:name "Lê Thị Na" ; foaf:knows x:two .
x:two foaf:name "Võ Văn Xa" ; foaf:knows x:one ; rdfs:comment "đi cùng bà Lê Thị Na; bà Na phát biểu"@vi .
x:three a schema:Person ; rdfs:label "LÊ THỊ NA" .
x:street rdfs:label "đường Lê Thị Na"@vi .
"""


@pytest.mark.parametrize("first", ["import", "suppress"])
def test_graphs_of_rdf_files_are_without_the_person_too(run: Run, store: str, workplace: Path, first: str) -> None:
    (workplace / "people.ttl").write_text(PEOPLE, encoding="utf-8")
    steps = {
        "import": ("import", "people.ttl", "--store", store, "--fail-on", "violation"),
        "suppress": ("suppress", "Lê Thị Na", "--reason", "asked by letter", "--store", store),
    }
    before = exported(run)
    for step in sorted(steps, key=lambda name: name != first):
        run(*steps[step])
    after = exported(run)
    said = "\n".join(line for line in after.splitlines() if "a.example" in line)
    assert "Võ Văn Xa" in said
    assert "lê thị na" not in said.lower()
    assert "a.example/one" not in said
    assert "a.example/three" not in said
    assert "đi cùng bà ██ ███ ██; bà ██ phát biểu" in said
    assert "đường ██ ███ ██" in said
    assert "the store is whole" in run("check", "--store", store).stderr
    assert "import this file again: people.ttl" in run("suppress", "Lê Thị Na", "--undo", "--store", store).stderr
    run(*steps["import"])
    assert "Lê Thị Na" in exported(run)
    assert before != exported(run)
