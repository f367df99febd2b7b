"""The engine finds what ``pyshacl.validate`` finds, result by result; its shortcuts change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pyshacl
import pytest
from pyshacl.constraints.core import value_range_constraints
from pyshacl.rdfutil import compare
from rdflib import RDF, SH, Graph, Literal
from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import Expr
from rdflib.plugins.sparql.sparql import Query, SPARQLError

from bienban.model.article import Article
from bienban.pipeline.stages import build, extract
from bienban.resources import resource
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths
from bienban.validate.catalogue import catalogue, shapes_graph
from bienban.validate.engine import Engine
from bienban.validate.indexed import Indexed, Triple
from bienban.validate.paths import path_text
from bienban.validate.rdf import graph_of, term_of
from validate.mutations import mutated
from variants.broken import VARIANTS, Variant, broken_graph
from variants.good import good_graph

SAMPLE = [v for v in VARIANTS if v.code in {"S01", "S07", "S26", "S29", "S39", "S48"}]

Triples = tuple[Triple, ...]
Result = tuple[str, str, str | None, str | None]
"""Code, focus node, value, path."""

SEED = 20230512
BATCHES, BATCH = 40, 50


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(shapes_graph())


@pytest.fixture(scope="module", autouse=True)
def _queries_parsed_once() -> Iterator[None]:
    """Pyshacl has rdflib parse a query for each focus node, which takes most of its time and changes nothing."""
    parsed: dict[str, Query] = {}

    def translated(text: str, *rest: Any) -> Query:  # noqa: ANN401 - base and namespaces
        if text not in parsed:
            parsed[text] = translateQuery(parseQuery(text), *rest)
        return parsed[text]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor, "parseQuery", lambda text: text)
        patch.setattr(processor, "translateQuery", translated)
        yield


@contextmanager
def _errors_as_specified() -> Iterator[None]:
    """Where rdflib and pyshacl end on a number that is none, what the specifications say takes the place of the crash.

    An operator given what it does not take is an error of its expression (SPARQL 1.1, section 17.2): rdflib raises ``TypeError``
    or recurses without end where a literal has no value, or ``ArithmeticError`` for ``NaN`` as a decimal. Two values without an
    order do not meet a range (SHACL, section 4.3): pyshacl takes ``TypeError`` for that, and not ``ArithmeticError``. Only the
    reference is run with this.
    """
    evaluated, compared = Expr.eval, compare.compare_literal

    def evaluate(self: Expr, context: Any = {}) -> Any:  # noqa: ANN401, B006 - the signature of rdflib
        try:
            return evaluated(self, context)
        except (TypeError, ArithmeticError, RecursionError) as error:
            return SPARQLError(str(error))

    def ordered(one: Literal, other: Literal) -> int:
        try:
            return int(compared(one, other))  # type: ignore[no-untyped-call]
        except ArithmeticError as error:
            raise TypeError(str(error)) from error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Expr, "eval", evaluate)
        patch.setattr(value_range_constraints, "compare_literal", ordered)
        yield


def plain(triples: Triples) -> Graph:
    graph = Graph()
    graph += graph_of(triples)
    return graph


def reference(triples: Triples, shapes: Graph | None = None) -> set[Result]:
    rules = Graph()
    rules += shapes_graph() if shapes is None else shapes
    with _errors_as_specified():
        _, report, _ = pyshacl.validate(plain(triples), shacl_graph=rules, inplace=True)
    assert isinstance(report, Graph)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape, focus, value, path = (report.value(result, p) for p in (SH.sourceShape, SH.focusNode, SH.value, SH.resultPath))
        assert shape is not None
        assert focus is not None
        told = None if path is None else path_text(report, path)
        found.add((_code(shape), term_of(focus), None if value is None else term_of(value), told))
    return found


def _code(shape: object) -> str:
    return next((entry.code for node, entry in catalogue().items() if node == shape), str(shape))


def ours(engine: Engine, triples: Triples) -> set[Result]:
    return {(_code(o.shape), o.focus, o.value, o.path) for o in engine.run(Indexed(triples))}


def test_both_find_nothing_in_the_good_graph(engine: Engine) -> None:
    triples = good_graph().triples
    assert ours(engine, triples) == reference(triples) == set()


@pytest.mark.parametrize("variant", SAMPLE, ids=lambda v: v.code)
def test_both_find_the_same(engine: Engine, variant: Variant) -> None:
    triples = broken_graph(variant).triples
    assert ours(engine, triples) == reference(triples) != set()


@pytest.mark.system
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.code)
def test_both_find_the_same_in_every_variant(engine: Engine, variant: Variant) -> None:
    triples = broken_graph(variant).triples
    assert ours(engine, triples) == reference(triples)


@pytest.fixture(scope="module")
def sound() -> list[Triples]:
    """The graphs that are broken at random: the samples, the good graph, and what the variants make of it."""
    articles = read_paths((str(resource("data", "articles")),), ReadSettings())
    graphs = [build(extract(article)).triples for article in articles if isinstance(article, Article)]
    assert len(graphs) > 5
    return [*graphs, good_graph().triples, *(broken_graph(v).triples for v in VARIANTS)]


@pytest.mark.system
@pytest.mark.parametrize("batch", range(BATCHES))
def test_both_find_the_same_in_graphs_broken_at_random(engine: Engine, sound: list[Triples], batch: int) -> None:
    dice = Random(SEED + batch)  # noqa: S311 - the same graphs every time
    for number in range(BATCH):
        triples = mutated(dice.choice(sound), dice)
        assert ours(engine, triples) == reference(triples), f"graph {number} of batch {batch}"


def test_one_graph_leaves_nothing_for_the_next(engine: Engine) -> None:
    broken = broken_graph(SAMPLE[2]).triples
    first = ours(engine, broken)
    assert ours(engine, good_graph().triples) == set()
    assert ours(engine, broken) == first != set()


def test_shapes_known_to_be_met_are_not_asked(engine: Engine) -> None:
    (variant,) = (v for v in VARIANTS if v.code == "S40")
    triples = broken_graph(variant).triples
    assert {code for code, *_ in ours(engine, triples)} == {"S40"}
    assert engine.run(Indexed(triples), without={"https://w3id.org/bienban/shapes#Quote"}) == []


def test_all_shapes_of_the_project_are_compiled(engine: Engine) -> None:
    assert engine.otherwise == ()


PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://a.example/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."""
BOOKS = """
ex:a a ex:Book ; ex:from 3 ; ex:to 2 ; ex:by ex:p ; ex:title "A"@vi , "B"@VI .
ex:b a ex:Novel ; ex:from 1 ; ex:to 2 ; ex:odd 5 ; ex:by ex:q , "nobody" ; ex:part ex:a .
ex:c a ex:Book ; ex:part ex:b . ex:Novel rdfs:subClassOf ex:Book . ex:p a ex:Person . ex:q a ex:Author .
ex:Author rdfs:subClassOf ex:Writer . ex:Writer rdfs:subClassOf ex:Person ."""

OTHER_SHAPES = {
    "compared": "ex:S sh:targetClass ex:Book ; sh:property [ sh:path ex:from ; sh:lessThan ex:to ] .",
    "closed": "ex:S sh:targetClass ex:Book ; sh:closed true ; sh:property [ sh:path ex:from ] .",
    "named": "ex:S sh:targetNode ex:a , ex:none ; sh:property [ sh:path ex:title ; sh:maxCount 0 ] .",
    "off": "ex:S sh:targetClass ex:Book ; sh:property ex:P . ex:P sh:path ex:to ; sh:minCount 1 ; sh:deactivated true .",
    "far": "ex:S sh:targetClass ex:Book ; sh:property [ sh:path [ sh:zeroOrMorePath ex:part ] ; sh:maxCount 1 ] .",
    "below": "ex:S sh:targetClass ex:Book ; sh:property [ sh:path ex:by ; sh:class ex:Person ] .",
    "either": "ex:S sh:targetClass ex:Book ; sh:xone ( [ sh:path ex:to ; sh:hasValue 2 ] [ sh:path ex:odd ; sh:minCount 1 ] ) .",
    "languages": "ex:S sh:targetClass ex:Book ; sh:property [ sh:path ex:title ; sh:uniqueLang true ; sh:maxLength 0 ] .",
    "itself": "ex:S sh:targetObjectsOf ex:part ; sh:property [ sh:path ex:part ; sh:not ex:S ] .",
    "mixed": "ex:S sh:targetClass ex:Book ; sh:hasValue ex:a . ex:T sh:targetSubjectsOf ex:part ; sh:equals ex:by .",
}


@pytest.mark.parametrize("text", OTHER_SHAPES.values(), ids=OTHER_SHAPES)
@pytest.mark.filterwarnings("ignore::pyshacl.errors.ShapeRecursionWarning")
def test_other_shapes_find_what_pyshacl_finds(text: str) -> None:
    shapes = Graph().parse(data=f"{PREFIXES}\n{text}", format="turtle")
    data = Graph().parse(data=PREFIXES + BOOKS, format="turtle")
    triples = tuple((term_of(s), term_of(p), term_of(o)) for s, p, o in data)

    def places(found: set[Result]) -> set[tuple[str, str | None]]:
        return {(focus, value) for _, focus, value, _ in found}

    assert places(ours(Engine(shapes), triples)) == places(reference(triples, shapes))
