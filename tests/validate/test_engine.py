"""The engine finds what ``pyshacl.validate`` finds, result by result; its shortcuts change nothing."""

from __future__ import annotations

import pyshacl
import pytest
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from bienban.validate.catalogue import catalogue, shapes_graph
from bienban.validate.engine import Engine
from bienban.validate.rdf import graph_of
from variants.broken import VARIANTS, Variant, broken_graph
from variants.good import good_graph

SAMPLE = [v for v in VARIANTS if v.code in {"S01", "S07", "S26", "S29", "S39", "S48"}]

Result = tuple[str, Node, Node | None]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(shapes_graph())


def plain(triples: tuple[tuple[str, str, str], ...]) -> Graph:
    graph = Graph()
    graph += graph_of(triples)
    return graph


def reference(graph: Graph) -> set[Result]:
    shapes = Graph()
    shapes += shapes_graph()
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape, focus = report.value(result, SH.sourceShape), report.value(result, SH.focusNode)
        assert shape is not None
        assert focus is not None
        found.add((catalogue()[shape].code, focus, report.value(result, SH.value)))
    return found


def ours(engine: Engine, graph: Graph) -> set[Result]:
    return {(catalogue()[o.shape].code, o.focus, o.value) for o in engine.run(graph)}


def test_both_find_nothing_in_the_good_graph(engine: Engine) -> None:
    graph = plain(good_graph().triples)
    assert ours(engine, graph) == reference(graph) == set()


@pytest.mark.parametrize("variant", SAMPLE, ids=lambda v: v.code)
def test_both_find_the_same(engine: Engine, variant: Variant) -> None:
    graph = plain(broken_graph(variant).triples)
    assert ours(engine, graph) == reference(graph) != set()


@pytest.mark.system
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.code)
def test_both_find_the_same_in_every_variant(engine: Engine, variant: Variant) -> None:
    graph = plain(broken_graph(variant).triples)
    assert ours(engine, graph) == reference(graph)


def test_one_graph_leaves_nothing_for_the_next(engine: Engine) -> None:
    broken = graph_of(broken_graph(SAMPLE[2]).triples)
    first = ours(engine, broken)
    assert ours(engine, graph_of(good_graph().triples)) == set()
    assert ours(engine, broken) == first != set()


def test_shapes_known_to_be_met_are_not_asked(engine: Engine) -> None:
    (variant,) = (v for v in VARIANTS if v.code == "S40")
    graph = graph_of(broken_graph(variant).triples)
    assert {code for code, _, _ in ours(engine, graph)} == {"S40"}
    assert engine.run(graph, without={"https://w3id.org/bienban/shapes#Quote"}) == []
