"""The catalogue: the format of a question's file, values, and what is said about mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bienban.errors import QueryProblem, UsageProblem
from bienban.queries.catalogue import Catalogue, load
from bienban.queries.names import as_iri, prefix_lines, shorten, with_prefixes
from bienban.queries.question import read_question
from bienban.queries.values import KINDS

HEADER = """# name: mine
# title-vi: Của tôi
# title-en: Mine
# description-vi: Dòng một,
#   dòng hai.
# description-en: Line one.
# param: who | thing | ai / who | optional
# param: least | integer | ít nhất / at least | default 1
# example: mine who="an"
# columns: name = Họ, tên / Name, n = Số / Number
"""
BODY = """SELECT ?name ?n WHERE {
  #@ who ?personIri
  ?personIri foaf:name ?name ; bb:memberCount ?n .
  #{ who
  FILTER(?n > $least)
  #}
  #{ !who
  FILTER(?n >= $least)
  #}
}"""


def file(folder: Path, text: str, name: str = "mine") -> Path:
    path = folder / f"{name}.rq"
    path.write_text(text, encoding="utf-8")
    return path


def test_header_is_read(tmp_path: Path) -> None:
    question = read_question(file(tmp_path, HEADER + BODY))
    assert question.name == "mine"
    assert question.description_vi == "Dòng một, dòng hai."
    assert [(p.name, p.kind, p.required, p.default) for p in question.parameters] == [
        ("who", "thing", False, None),
        ("least", "integer", False, "1"),
    ]
    assert [(c.variable, c.vi, c.en) for c in question.columns] == [("name", "Họ, tên", "Name"), ("n", "Số", "Number")]
    assert question.usage() == "mine [who=…] [least=…]"


def test_blocks_and_held_variables(tmp_path: Path) -> None:
    question = read_question(file(tmp_path, HEADER + BODY))
    without = question.bind()
    assert 'FILTER(?n >= "1"^^<http://www.w3.org/2001/XMLSchema#integer>)' in without
    assert "searchKey" not in without
    assert "FILTER(?n > " not in without
    words = question.bind({"who": "Nguyễn  Thị", "least": "3"})
    assert '?personIri bb:searchKey ?personIriKey . FILTER(CONTAINS(?personIriKey, "nguyen thi"))' in words
    assert 'FILTER(?n > "3"^^' in words
    assert "VALUES ?personIri { <https://w3id.org/bienban/id/person/x-1> }" in question.bind({"who": "id/person/x-1"})


def test_limit_and_prefixes(tmp_path: Path) -> None:
    text = read_question(file(tmp_path, HEADER + BODY)).bind(limit=5)
    assert text.endswith("\nLIMIT 5")
    assert text.startswith("PREFIX bb: <https://w3id.org/bienban/ontology#> PREFIX foaf: <")


@pytest.mark.parametrize("value", ['"}', 'x" } DROP ALL #', "\\", 'a"b\\c', "}", "<x>", "$least", "?name }", "\n} #"])
def test_values_are_never_read_as_sparql(tmp_path: Path, value: str) -> None:
    question = read_question(
        file(tmp_path, HEADER.replace("who | thing", "who | exact") + BODY.replace("#@ who ?personIri", "#@ who ?name"))
    )
    plain, bound = question.bind({"who": "x"}), question.bind({"who": value})
    start = plain.index('"x"')
    end = len(plain) - start - len('"x"')
    inside = bound[start : len(bound) - end]
    assert bound[:start] == plain[:start]
    assert bound[len(bound) - end :] == plain[start + 3 :]
    assert inside[0] == inside[-1] == '"'
    assert "\n" not in inside
    assert '"' not in inside[1:-1].replace("\\\\", "").replace('\\"', "")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("# param: who | person | a / b | optional", "no kind 'person'"),
        ("# param: who | thing | a / b | perhaps", "'perhaps'"),
        ("# param: who thing", "not a parameter"),
        ("# param: who | integer | a / b | default", "'default'"),
    ],
)
def test_wrong_parameter_lines(tmp_path: Path, line: str, wrong: str) -> None:
    path = file(tmp_path, HEADER.replace("# param: who | thing | ai / who | optional", line) + BODY)
    with pytest.raises(QueryProblem, match=wrong) as caught:
        read_question(path)
    assert caught.value.where == str(path)


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("SELECT * {\n#{ who\n?s ?p ?o }", "not closed"),
        ("SELECT * { ?s ?p ?o\n#}\n}", "closes nothing"),
        ("SELECT * { FILTER(?x = $who) }", "may have no value"),
        ("SELECT * { FILTER(?x = $nobody) }", "nobody is no parameter"),
        ("SELECT * {\n#@ nobody ?x\n}", "nobody is no parameter"),
        ("SELECT * {\n#+ nothing ?x\n}", "no part 'nothing'"),
    ],
)
def test_wrong_bodies(tmp_path: Path, body: str, wrong: str) -> None:
    with pytest.raises(QueryProblem, match=wrong):
        read_question(file(tmp_path, HEADER + body))


@pytest.mark.parametrize("name", ["name", "title-en", "example", "columns"])
def test_missing_header_lines(tmp_path: Path, name: str) -> None:
    text = "".join(line for line in HEADER.splitlines(keepends=True) if not line.startswith(f"# {name}:"))
    with pytest.raises(QueryProblem, match=f"# {name}:"):
        read_question(file(tmp_path, text + BODY))


def test_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QueryProblem, match="cannot read"):
        read_question(path)


def test_own_folder_adds_and_replaces(tmp_path: Path) -> None:
    file(tmp_path, HEADER + BODY)
    file(tmp_path, HEADER.replace("name: mine", "name: participants") + BODY, "participants")
    catalogue = load(tmp_path)
    assert catalogue.question("mine").title_en == "Mine"
    assert catalogue.question("participants").title_en == "Mine"
    assert catalogue.names() == tuple(sorted(catalogue.names()))
    file(tmp_path, HEADER + BODY, "again")
    with pytest.raises(QueryProblem, match="two files"):
        load(tmp_path)
    with pytest.raises(UsageProblem, match="no such folder"):
        load(tmp_path / "nowhere")


def test_unknown_question_suggests_the_nearest() -> None:
    with pytest.raises(UsageProblem, match="did you mean participants") as caught:
        load().question("partcipants")
    assert "'bienban ask' lists them" in str(caught.value)
    with pytest.raises(UsageProblem, match="no question is called 'qqqq'; 'bienban ask'"):
        load().question("qqqq")


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("posts", {"persn": "x"}, "did you mean person"),
        ("evidence", {}, "needs thing=…"),
        ("events", {"kind": "picnic"}, "conference, congress"),
        ("events", {"from": "2023-13"}, "2023-03-29, 2023-03 or 2023"),
        ("events", {"event": "  "}, "an IRI, or words of the name"),
        ("review-queue", {"below": "low"}, "a number, such as 0.8"),
        ("review-queue", {"below": "NaN"}, "a number, such as 0.8"),
        ("contents", {"article": "two words"}, "an IRI, such as"),
    ],
)
def test_mistakes_are_explained(name: str, values: dict[str, str], said: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        load().question(name).bind(values)
    assert said in str(caught.value)
    assert caught.value.exit_code == 2


def test_concepts_by_code_label_and_iri() -> None:
    question = load().question("events")
    bound = {question.bind({"kind": value}) for value in ("conference", "hội nghị", "HỘI NGHỊ", "concept/event-kind/conference")}
    assert len(bound) == 1
    with pytest.raises(UsageProblem):
        question.bind({"kind": "concept/award-type/medal"})


def test_english_labels() -> None:
    question = load().question("participants")
    assert 'LANG(?role) = "vi"' in question.bind()
    english = question.bind(language="en")
    assert 'LANG(?role) = "en"' in english
    assert 'LANG(?role) = "vi"' not in english


def test_names() -> None:
    assert as_iri("<https://example.org/x>") == as_iri("https://example.org/x") == "https://example.org/x"
    assert as_iri("https://example.org/a b") is None
    assert as_iri("Quận ủy: báo cáo") is None
    for iri in ("https://w3id.org/bienban/id/event/x-1#participation-2", "https://schema.org/name", "https://example.org/x"):
        assert as_iri(shorten(iri)) == iri
    assert (
        prefix_lines("PREFIX foaf: <x> SELECT * { ?s foaf:name ?o ; bb:rule 'a' }")
        == "PREFIX bb: <https://w3id.org/bienban/ontology#>"
    )
    assert with_prefixes("SELECT * { ?s ?p ?o }") == "SELECT * { ?s ?p ?o }"


def test_the_packaged_catalogue() -> None:
    catalogue = load()
    assert isinstance(catalogue, Catalogue)
    assert len(catalogue.questions) >= 20
    for question in catalogue.questions:
        assert Path(question.where).stem == question.name
        assert question.example.split()[0] == question.name
        assert question.title_vi != question.title_en
        assert question.description_vi != question.description_en
        for column in question.columns:
            assert f"?{column.variable}" in question.text
            assert column.vi
            assert column.en
        for parameter in question.parameters:
            assert parameter.kind in KINDS or parameter.scheme is not None
            assert parameter.about_vi != parameter.about_en
            assert parameter.expected
