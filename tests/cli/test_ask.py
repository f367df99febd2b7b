"""``bienban ask``: lists, explains and answers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bienban.queries.catalogue import load
from bienban.store import open_store
from queries.dataset import article_graphs

Run = Callable[..., Result]
Fails = Callable[..., str]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("stores") / "s"
    opened = open_store(path, create=True)
    for graph in article_graphs():
        opened.replace(graph)
    opened.close()
    return str(path)


def test_without_a_name_it_lists_all_questions(run: Run) -> None:
    text = run("ask", "--width", "300").stdout
    for question in load().questions:
        assert f"\n{question.name} " in text
        assert question.title_vi in text
    assert "Who attended which meeting" in run("ask", "--lang", "en", "--width", "300").stdout


@pytest.mark.parametrize("name", load().names())
def test_every_question_is_explained(run: Run, name: str) -> None:
    question = load().question(name)
    text = run("ask", name, "--explain").stdout
    assert question.title_vi in text
    assert f"bienban ask {question.example}" in text
    assert "SELECT" in text
    for parameter in question.parameters:
        assert f"{parameter.name}=…" in text


def test_explain_with_values_shows_the_bound_query(run: Run) -> None:
    assert (
        "VALUES ?thingIri { <https://w3id.org/bienban/id/person/x-1> }"
        in run("ask", "evidence", "thing=id/person/x-1", "--explain").stdout
    )


def test_a_table_says_who_in_which_role_and_post_with_the_sentence(run: Run, store: str) -> None:
    text = run("ask", "participants", "event=hoi nghi", "person=nguyễn", "--store", store, "--width", "220").stdout
    assert text.splitlines()[0].startswith("Ngày")
    assert "Bí thư Quận ủy Quận An Phú" in text
    assert "Đến dự có bà Nguyễn Thị Mẫu" in text
    assert "Participant" in run("ask", "participants", "--store", store, "--lang", "en").stdout


def test_machine_formats_have_every_variable(run: Run, store: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("ask", "posts", "--store", store, "--format", "csv").stdout)))
    assert {row["person"] for row in rows} == {"Nguyễn Thị Mẫu", "Trần Văn Thử"}
    assert all(row["membershipIri"].startswith("https://") for row in rows)
    data = json.loads(run("ask", "posts", "--store", store, "--format", "json", "--limit", "1").stdout)
    assert len(data["results"]["bindings"]) == 1
    assert run("ask", "posts", "--store", store, "--format", "tsv").stdout.startswith("?person\t?role")
    assert run("ask", "posts", "--store", store, "--format", "xml").stdout.startswith("<?xml")


def test_nothing_found_is_said_and_is_no_error(run: Run, store: str) -> None:
    result = run("ask", "posts", "person=khong co ai", "--store", store)
    assert result.stdout == ""
    assert "person=khong co ai" in result.stderr
    empty = run("ask", "posts", "person=khong co ai", "--store", store, "--format", "csv", "-q")
    assert empty.stdout.startswith("person,role")
    assert empty.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("partcipants",), "did you mean participants"),
        (("posts", "Nguyễn"), 'bienban ask posts person="Nguyễn"'),
        (("posts", "person=a", "person=b"), "given twice"),
        (("posts", "who=a"), "it takes person, organization, on"),
        (("evidence",), "needs thing=…"),
        (("events", "from=yesterday"), "2023-03-29, 2023-03 or 2023"),
        (("posts", "--questions", "nowhere"), "no such folder"),
        (("posts", "--format", "pdf"), "pdf"),
        (("posts", "--limit", "0"), "0"),
    ],
)
def test_mistakes_are_one_line_that_helps(fails: Fails, store: str, arguments: tuple[str, ...], said: str) -> None:
    assert said in fails("ask", *arguments, "--store", store)


def test_no_store(fails: Fails) -> None:
    assert "import" in fails("ask", "posts", code=3)


def test_questions_of_a_folder(run: Run, store: str, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(
        "# name: mine\n# title-vi: Của tôi\n# title-en: Mine\n# description-vi: Của\n# description-en: My own\n"
        "# example: mine\n# columns: n = Số / Number\nSELECT (COUNT(?p) AS ?n) WHERE { ?p a foaf:Person }\n",
        encoding="utf-8",
    )
    assert run("ask", "mine", "--questions", str(tmp_path), "--store", store, "--format", "csv").stdout_bytes == b"n\r\n3\r\n"
