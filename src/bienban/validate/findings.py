"""From what the engine found to findings that people read: labels for IRIs, messages with their values, no repetition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rdflib import RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import FOAF
from rdflib.term import Node

from bienban.model.finding import Finding
from bienban.validate.catalogue import catalogue, shapes_graph
from bienban.validate.engine import Outcome
from bienban.validate.paths import path_text

__all__ = ["findings"]


def _words(graph: Graph, node: Node) -> str:
    """A value as a message has it: the name of a thing, a number without needless zeros, else the text or IRI."""
    if isinstance(node, URIRef):
        for name in (RDFS.label, FOAF.name, SKOS.prefLabel):
            label = graph.value(node, name)
            if label is not None:
                return f"“{label}”"
    if isinstance(node, Literal) and isinstance(node.value, Decimal):
        text = f"{node.value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(node)


def findings(outcomes: Iterable[Outcome], graph: Graph) -> Iterator[Finding]:
    """One finding of each code, node, value and path, though several constraints of a shape may say it."""
    seen = set()
    for outcome in outcomes:
        entry = catalogue()[outcome.shape]
        value = None if outcome.value is None or outcome.value == outcome.focus else str(outcome.value)
        path = None if outcome.path is None else path_text(shapes_graph(), outcome.path)
        key = (entry.code, outcome.focus, value, path)
        if key in seen:
            continue
        seen.add(key)
        vi, en = entry.filled({name: _words(graph, bound) for name, bound in outcome.bindings.items()})
        yield Finding(
            code=entry.code,
            severity=entry.severity,
            focus=str(outcome.focus),
            message_vi=vi,
            message_en=en,
            todo_vi=entry.todo_vi,
            todo_en=entry.todo_en,
            value=value,
            path=path,
        )
