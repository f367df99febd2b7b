"""Terms are canonical N-Triples: what is written is what rdflib and Oxigraph read, and Oxigraph writes the same again."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from bienban.errors import BienbanError
from bienban.graph.build import build_graph
from bienban.graph.terms import Term, date, decimal, integer, iri, iri_text, is_iri, parse_literal, string
from bienban.model.dates import PartialDate
from strategies import Sample, dates, decimals, samples

XSD = "http://www.w3.org/2001/XMLSchema#"


def line(value: str) -> str:
    return f"<http://a.example/s> <http://a.example/p> {value} ."


def by_oxigraph(value: str) -> pyoxigraph.Literal:
    (triple,) = pyoxigraph.parse(line(value), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(triple.object, pyoxigraph.Literal)
    return triple.object


def by_rdflib(value: str) -> rdflib.Literal:
    ((_, _, found),) = rdflib.Graph().parse(data=line(value), format="nt")
    assert isinstance(found, rdflib.Literal)
    return found


@given(st.text())
def test_a_string_is_read_as_it_was(text: str) -> None:
    term = string(text)
    assert by_oxigraph(term).value == text
    assert str(by_rdflib(term)) == text
    assert str(by_oxigraph(term)) == term
    assert parse_literal(term) == (text, None, None)


@given(st.text(), st.sampled_from(["vi", "en", "zh-Hans"]))
def test_a_tagged_string_keeps_its_tag(text: str, tag: str) -> None:
    term = string(text, tag)
    assert (by_oxigraph(term).value, by_oxigraph(term).language) == (text, tag.lower())
    assert parse_literal(term) == (text, tag, None)


@given(decimals())
def test_a_decimal_is_in_the_form_that_oxigraph_stores(value: Decimal) -> None:
    term = decimal(value)
    store = pyoxigraph.Store()
    store.update(f"INSERT DATA {{ {line(term)} }}")
    (quad,) = store
    text, _, datatype = parse_literal(term)
    assert Decimal(text) == value
    assert datatype == XSD + "decimal"
    if len(value.as_tuple().digits) <= 18:
        assert str(quad.object) == term


@pytest.mark.parametrize(
    ("value", "text"),
    [("30000000000.0", "30000000000"), ("1E+9", "1000000000"), ("-0.0", "0"), ("0.50", "0.5"), ("-3.10", "-3.1"), ("100", "100")],
)
def test_decimals_have_no_exponent_and_no_idle_zeros(value: str, text: str) -> None:
    assert decimal(Decimal(value)) == f'"{text}"^^<{XSD}decimal>'


@given(dates())
def test_a_date_has_its_own_precision(value: PartialDate) -> None:
    text, language, datatype = parse_literal(date(value))
    assert (PartialDate.parse(text), language) == (value, None)
    assert datatype == XSD + value.datatype
    assert str(by_oxigraph(date(value))) == date(value)


@given(st.integers())
def test_an_integer(value: int) -> None:
    assert parse_literal(integer(value)) == (str(value), None, XSD + "integer")


def test_an_iri_and_its_text() -> None:
    term = iri("https://bao.example/tin?số=5#a")
    assert is_iri(term)
    assert iri_text(term) == "https://bao.example/tin?số=5#a"
    assert not is_iri(string("https://bao.example/"))


@pytest.mark.parametrize("bad", ["a b", "a<b", "a>b", 'a"b', "a{b", "a}b", "a|b", "a^b", "a`b", "a\\b", "a\nb"])
def test_no_iri_has_characters_that_rfc_3987_forbids(bad: str) -> None:
    with pytest.raises(BienbanError, match="not an IRI"):
        iri(f"https://bao.example/{bad}")


@pytest.mark.parametrize("term", ["<http://a.example/>", '"open', "", '"a"@', "_:b"])
def test_what_is_no_literal_is_refused(term: str) -> None:
    with pytest.raises(BienbanError, match="not a literal"):
        parse_literal(Term(term))


@given(samples())
def test_both_engines_read_the_quads_of_any_article(sample: Sample) -> None:
    graph = build_graph(sample.article, sample.facts, sentences=sample.sentences, extractor="bienban-vi")
    quads = graph.nquads()
    read = list(pyoxigraph.parse(quads, format=pyoxigraph.RdfFormat.N_QUADS))
    assert len(read) == len(graph.triples)
    assert sorted(f"{q} .\n" for q in read) == quads.decode().splitlines(keepends=True)
    assert len(list(rdflib.Dataset().parse(data=quads, format="nquads").quads())) == len(graph.triples)
