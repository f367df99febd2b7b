"""The results formats, read back by two libraries."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef, Variable
from rdflib.query import Result

from bienban.answers.results import FORMATS, results_csv, results_json, results_tsv, results_xml
from bienban.answers.triples import write_triples
from bienban.graph.terms import XSD, Term, integer, iri, parse_literal, string
from bienban.store.base import Rows, Triples

NUMBER = f'"{{}}"^^<{XSD}{{}}>'
TERMS: tuple[Term | None, ...] = (
    None,
    iri("https://example.org/Tô-Thị?a=1&b=2"),
    string("Tô Thị “Bích” Châu"),
    string('quote " comma , semicolon ;'),
    string("tab\tline\nreturn\rback\\slash"),
    string("nhiệm kỳ", "vi"),
    string("<b>&amp;</b>"),
    string(""),
    string("true"),
    integer(-12),
    Term(NUMBER.format("1.50", "decimal")),
    Term(NUMBER.format("12", "decimal")),
    Term(NUMBER.format("2023-03", "gYearMonth")),
    Term(NUMBER.format("true", "boolean")),
    Term(NUMBER.format("not a number", "integer")),
)
ROWS = Rows(("a", "b"), tuple((term, other) for term in TERMS for other in (None, string("x"))))
FORMS = {"tsv": ox.QueryResultsFormat.TSV, "json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}


def of_ox(found: Any) -> Term | None:  # noqa: ANN401
    """A term of pyoxigraph in the project's form."""
    if found is None:
        return None
    if isinstance(found, ox.NamedNode):
        return iri(found.value)
    if found.language is not None:
        return string(found.value, found.language)
    datatype = found.datatype.value
    return string(found.value) if datatype == XSD + "string" else Term(f"{string(found.value)}^^<{datatype}>")


def of_rdflib(found: Any) -> Term | None:  # noqa: ANN401
    """A term of rdflib in the project's form."""
    if found is None:
        return None
    if isinstance(found, URIRef):
        return iri(str(found))
    assert isinstance(found, Literal)
    if found.language is not None:
        return string(str(found), found.language)
    datatype = None if found.datatype is None else str(found.datatype)
    return string(str(found)) if datatype in (None, XSD + "string") else Term(f"{string(str(found))}^^<{datatype}>")


@pytest.mark.parametrize("form", FORMS)
def test_oxigraph_reads_the_same_terms(form: str) -> None:
    found = ox.parse_query_results(FORMATS[form](ROWS).encode(), FORMS[form])
    assert isinstance(found, ox.QuerySolutions)
    assert [v.value for v in found.variables] == ["a", "b"]
    assert [tuple(of_ox(row[v]) for v in ("a", "b")) for row in found] == list(ROWS.rows)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_rdflib_reads_the_same_terms(form: str) -> None:
    found = Result.parse(io.BytesIO(FORMATS[form](ROWS).encode()), format=form)
    assert [str(v) for v in found.vars or ()] == ["a", "b"]
    assert [tuple(of_rdflib(row.get(Variable(v))) for v in ("a", "b")) for row in found.bindings] == list(ROWS.rows)


def test_rdflib_reads_tsv() -> None:
    plain = Rows(("a",), tuple((t,) for t in TERMS if t is not None and "not a number" not in t and "\\r" not in t))
    found = Result.parse(io.BytesIO(results_tsv(plain).encode()), format="tsv")
    assert [of_rdflib(row.get(Variable("a"))) for row in found.bindings] == [row[0] for row in plain.rows]


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("answer", [True, False])
def test_booleans_are_read_back(form: str, answer: bool) -> None:
    found = ox.parse_query_results(FORMATS[form](answer).encode(), FORMS[form])
    assert isinstance(found, ox.QueryBoolean)
    assert bool(found) is answer
    assert Result.parse(io.BytesIO(FORMATS[form](answer).encode()), format=form).askAnswer is answer


def test_booleans_as_text() -> None:
    assert results_csv(True) == "true\r\n"
    assert results_tsv(False) == "false\n"


def test_csv_is_rfc_4180_with_plain_values() -> None:
    text = results_csv(ROWS)
    assert text.startswith("a,b\r\n")
    assert text.count("\r\n") >= len(ROWS.rows)
    assert '"quote "" comma , semicolon ;"' in text
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert read[0] == ["a", "b"]

    def value(term: Term | None) -> str:
        return "" if term is None else term[1:-1] if term.startswith("<") else parse_literal(term)[0]

    assert read[1:] == [[value(term) for term in row] for row in ROWS.rows]


def test_csv_with_one_column_keeps_a_line_for_a_gap() -> None:
    assert results_csv(Rows(("a",), ((None,), (string("x"),)))) == "a\r\n\r\nx\r\n"


def test_no_variables_and_no_rows() -> None:
    empty = Rows((), ())
    assert json.loads(results_json(empty)) == {"head": {"vars": []}, "results": {"bindings": []}}
    assert results_tsv(Rows(("a",), ())) == "?a\n"
    assert results_csv(Rows(("a",), ())) == "a\r\n"
    assert "<results>\n  </results>" in results_xml(empty)


def test_tsv_writes_numbers_bare_only_in_their_own_form() -> None:
    text = results_tsv(Rows(("a", "b"), ((integer(5), Term(NUMBER.format("12", "decimal"))),)))
    assert text == f'?a\t?b\n5\t"12"^^<{XSD}decimal>\n'


def test_xml_has_no_character_that_xml_forbids() -> None:
    text = results_xml(Rows(("a",), ((string("bad\x08end\x00"),),)))
    assert "bad\ufffdend\ufffd" in text


@given(st.lists(st.text(max_size=20), min_size=1, max_size=3))
def test_any_text_survives(texts: list[str]) -> None:
    rows = Rows(("a",), tuple((string(text),) for text in texts))
    for form in ("tsv", "json"):
        found = ox.parse_query_results(FORMATS[form](rows).encode(), FORMS[form])
        assert isinstance(found, ox.QuerySolutions)
        assert [row["a"].value for row in found] == texts


TRIPLES = Triples(
    (
        (iri("https://example.org/a"), iri("https://schema.org/name"), string("Tô “Châu” \\ \n", "vi")),
        (iri("https://example.org/a"), iri("https://schema.org/startDate"), Term(NUMBER.format("2023", "gYear"))),
        (iri("https://example.org/b"), iri("https://schema.org/about"), iri("https://example.org/a")),
    )
)


@pytest.mark.parametrize(("form", "reader"), [("turtle", "turtle"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_triples_are_read_back(form: str, reader: str) -> None:
    graph = Graph()
    graph.parse(data=write_triples(TRIPLES, form), format="nt" if reader == "nquads" else reader)
    assert {(of_rdflib(s), of_rdflib(p), of_rdflib(o)) for s, p, o in graph} == set(TRIPLES.triples)
