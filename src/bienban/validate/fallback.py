"""Shapes that are not compiled, judged by ``pyshacl.validate``: slow, and right whatever they use."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyshacl
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from bienban.errors import BienbanError

__all__ = ["TARGETS", "by_pyshacl", "only"]

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
"""The targets that are compiled."""

Result = tuple[Node, Node, Node | None, Node | None]
"""The shape that is not met, the focus node, the value, the path."""


def only(shapes: Graph, wanted: Collection[Node]) -> Graph:
    """The shapes graph without the targets of all other shapes, which then are only referred to."""
    chosen = Graph(bind_namespaces="none")
    chosen.addN((s, p, o, chosen) for s, p, o in shapes if p not in TARGETS or s in wanted)
    return chosen


def by_pyshacl(graph: Graph, shapes: Graph) -> Iterator[Result]:
    """What pyshacl finds.

    Raises:
        BienbanError: pyshacl cannot use a shape.
    """
    data = Graph(bind_namespaces="none")  # pyshacl wants a store that knows contexts
    data += graph
    _, report, text = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if not isinstance(report, Graph):
        raise BienbanError(f"the shapes cannot be used: {text.splitlines()[0]}")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape, focus = report.value(result, SH.sourceShape), report.value(result, SH.focusNode)
        if shape is None or focus is None:
            raise BienbanError("a result of pyshacl has no shape, or is about nothing")
        yield shape, focus, report.value(result, SH.value), report.value(result, SH.resultPath)
