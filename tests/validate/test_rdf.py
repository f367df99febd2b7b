"""Graphs from terms and files: what goes in comes out, and a bad file says where it is bad."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.errors import InputProblem
from bienban.exchange.rdf_files import read_rdf
from bienban.graph.terms import decimal, integer, iri, string
from bienban.model.finding import Severity
from bienban.validate.rdf import graph_of, terms_of
from bienban.validate.shapes import Validator
from variants.broken import VARIANTS, broken_graph
from variants.good import good_graph

S, P = iri("https://a.example/s"), iri("https://a.example/p")


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator()


def test_terms_come_back_as_they_went_in() -> None:
    triples = good_graph().triples
    assert tuple(sorted(terms_of(graph_of(triples)))) == tuple(sorted(triples))


@given(
    st.text(), st.sampled_from([None, "vi", "en"]), st.integers(), st.decimals(allow_nan=False, allow_infinity=False, places=3)
)
def test_any_literal_comes_back(text: str, language: str | None, number: int, amount: Decimal) -> None:
    triples = {(S, P, string(text, language)), (S, P, integer(number)), (S, P, decimal(amount))}
    assert set(terms_of(graph_of(triples))) == triples


def test_an_article_graph_as_a_file_has_the_same_findings(validator: Validator, tmp_path: Path) -> None:
    (variant,) = (v for v in VARIANTS if v.code == "S26")
    path = tmp_path / "broken.nq"
    path.write_bytes(broken_graph(variant).nquads())
    report = validator.validate_file(path)
    assert [(f.code, f.severity) for f in report.findings] == [("S26", Severity.VIOLATION)]
    (finding,) = report.findings
    assert finding.article == good_graph().article
    assert finding.source == report.subject == str(path)
    assert finding.sentence is not None
    assert finding.sentence.startswith("Dịp này")


@pytest.mark.parametrize(
    ("suffix", "format"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml"), ("trig", "trig")]
)
def test_every_format_reads(validator: Validator, tmp_path: Path, suffix: str, format: str) -> None:
    path = tmp_path / f"good.{suffix}"
    graph = graph_of(good_graph().triples)
    if format == "trig":
        path.write_text("GRAPH <https://a.example/g> {\n" + graph.serialize(format="nt") + "}\n", encoding="utf-8")
    else:
        graph.serialize(path, format=format, encoding="utf-8")
    assert len(set(read_rdf(path).triples())) == len(good_graph().triples)
    assert validator.validate_file(path).findings == ()


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("a.ttl", "@prefix x: <https://a.example/> .\nx:a x:b .\n", ", line 2, column 9"),
        ("a.trig", "@prefix x: <https://a.example/> .\n\nx:g { x:a x:b }\n", ", line 3, column 15"),
        ("a.nt", "<https://a.example/a> <https://a.example/b> .\n", ", line 1, column 45"),
        ("a.nq", "not quads\n", ", line 1, column 1"),
        ("a.rdf", "<rdf>\n<", ", line 2, column 1"),
        ("a.jsonld", "{\n  oops", ", line 2, column 3"),
        ("a.docx", "words", ""),
    ],
)
def test_a_broken_file_says_what_and_where(validator: Validator, tmp_path: Path, name: str, text: str, where: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputProblem) as problem:
        validator.validate_file(path)
    assert problem.value.where == f"{path}{where}"
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    "context",
    [
        '"https://context.example/c.jsonld"',
        '[{"a": "https://a.example/a"}, "c.jsonld"]',
        '{"@import": "https://context.example/c"}',
    ],
)
def test_a_context_elsewhere_is_refused_and_not_fetched(tmp_path: Path, context: str) -> None:
    path = tmp_path / "a.jsonld"
    path.write_text(f'{{"@graph": [{{"@context": {context}, "@id": "https://a.example/1"}}]}}', encoding="utf-8")
    with pytest.raises(InputProblem, match="context is elsewhere"):
        read_rdf(path)


def test_a_missing_file_is_an_input_problem(validator: Validator, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="No such file"):
        validator.validate_file(tmp_path / "none.ttl")


def test_triples_of_a_merged_graph_validate(validator: Validator) -> None:
    report = validator.validate_triples("merged", good_graph().triples)
    assert report.subject == "merged"
    assert report.findings == ()
    (variant,) = (v for v in VARIANTS if v.code == "S16")
    assert [f.code for f in validator.validate_triples("merged", broken_graph(variant).triples).findings] == ["S16"]
