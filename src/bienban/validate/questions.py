"""The query of a SPARQL constraint: shown to have no answer where that is easy to see, else asked of rdflib."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, cast

from rdflib import Graph, URIRef, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Identifier

from bienban.validate.expressions import Part
from bienban.validate.indexed import Indexed
from bienban.validate.patterns import Rows, Unsure, pattern
from bienban.validate.rdf import node_of, term_of

__all__ = ["Question"]

THIS = "this"


class Question:
    """One query, parsed when it is first asked (SHACL, section 5.3.1: ``$this`` is the focus node)."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _query(self) -> Any:  # noqa: ANN401 - a class of rdflib
        return prepareQuery(self._text)

    @cached_property
    def _rows(self) -> Rows | None:
        """Rows that hold all answers; None where the query is not of a form that is understood."""
        try:
            worked_out = {str(part.var) for part in _parts(self._query.algebra) if part.name == "Extend"}
            if worked_out & {str(v) for triple in self._triples for v in triple if isinstance(v, Variable)}:
                raise Unsure("a value worked out is looked for")
            return pattern(self._query.algebra, frozenset({THIS}))[0]
        except Unsure:
            return None

    @cached_property
    def _triples(self) -> list[tuple[Any, ...]]:
        return [triple for part in _parts(self._query.algebra) if part.name == "BGP" for triple in part.triples]

    @cached_property
    def _predicates(self) -> frozenset[str] | None:
        """The predicates of the triples that can bear on the answer; None for all."""
        found = {p for _, p, _ in self._triples}
        known = all(isinstance(p, URIRef) for p in found) and self._rows is not None
        return frozenset(f"<{p}>" for p in found) if known else None

    def ask(self, graph: Indexed, node: str) -> list[dict[str, str]]:
        """What is bound, beside ``$this``, in each distinct answer for one focus node; sorted."""
        rows = self._rows
        if rows is not None and next(rows(graph, {THIS: node}), None) is None:
            return []
        found: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
        try:
            for bound in self._answers(graph.rdf(self._predicates), node):
                found[tuple(sorted(bound.items()))] = bound
        except (TypeError, ArithmeticError, RecursionError):  # rdflib calculates with what is no number: an error, no answer
            pass
        return [found[key] for key in sorted(found)]

    def _answers(self, graph: Graph, node: str) -> Iterator[dict[str, str]]:
        focus = cast(Identifier, node_of(node))
        for row in graph.query(self._query, initBindings={THIS: focus}).bindings:
            yield {str(name): term_of(value) for name, value in row.items() if str(name) != THIS}


def _parts(part: Any) -> Iterator[Part]:  # noqa: ANN401 - anything that stands in rdflib's algebra
    """Every part of a query."""
    if isinstance(part, dict):
        if hasattr(part, "name"):
            yield part
        for below in part.values():
            yield from _parts(below)
    elif isinstance(part, list | tuple):
        for below in part:
            yield from _parts(below)
