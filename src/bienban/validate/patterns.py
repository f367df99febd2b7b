"""The graph pattern of a query as a function that yields at least the rows that SPARQL would.

Joins are worked out on :class:`bienban.validate.indexed.Indexed`; a filter drops a row where it is surely false
(:mod:`bienban.validate.expressions`). No row at all therefore means that the query has no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from typing import Any

from rdflib import URIRef, Variable
from rdflib.term import BNode, Node

from bienban.validate.expressions import Part, Row, Value, expression
from bienban.validate.indexed import Indexed
from bienban.validate.rdf import term_of

__all__ = ["Rows", "Unsure", "pattern"]

Rows = Callable[[Indexed, Row], Iterator[Row]]
"""From one row to the rows that it can be extended to."""

TripleOf = tuple[Any, Any, Any]


class Unsure(Exception):
    """A form of query of which nothing is said here."""


def pattern(part: Part, bound: frozenset[str]) -> tuple[Rows, frozenset[str]]:
    """The function of a pattern, and the variables that may be bound after it.

    Raises:
        Unsure: it has another form.
    """
    make = _MAKERS.get(part.name)
    if make is None:
        raise Unsure(part.name)
    return make(part, bound)


def _projected(part: Part, bound: frozenset[str]) -> tuple[Rows, frozenset[str]]:
    return pattern(part.p, bound)


def _basic(part: Part, bound: frozenset[str]) -> tuple[Rows, frozenset[str]]:
    return _joined(part.triples, bound)


def _joined(triples: Iterable[TripleOf], bound: frozenset[str]) -> tuple[Rows, frozenset[str]]:
    """Triple patterns, each next one as near as can be to what is known."""
    left, known, steps = list(triples), bound, list[Rows]()
    while left:
        nearest = min(left, key=lambda triple: _distance(triple, known))
        left.remove(nearest)
        steps.append(_triple(nearest))
        known |= {str(term) for term in nearest if isinstance(term, Variable)}
    start: Rows = _same
    return reduce(_then, steps, start), known


def _distance(triple: TripleOf, known: frozenset[str]) -> int:
    """0 where it is a look-up by subject, 1 by object, else 2."""
    near = [not isinstance(term, Variable) or str(term) in known for term in triple]
    return 0 if near[0] else 1 if near[2] else 2


def _same(_: Indexed, row: Row) -> Iterator[Row]:
    yield row


def _then(one: Rows, other: Rows) -> Rows:
    def rows(graph: Indexed, row: Row) -> Iterator[Row]:
        for found in one(graph, row):
            yield from other(graph, found)

    return rows


def _place(term: Node) -> tuple[str | None, str | None]:
    """The term, or the name of the variable, at one place of a triple pattern."""
    if isinstance(term, BNode):
        raise Unsure("a blank node")
    return (None, str(term)) if isinstance(term, Variable) else (term_of(term), None)


def _triple(triple: TripleOf) -> Rows:
    (subject, s), (value, o) = _place(triple[0]), _place(triple[2])
    if not isinstance(triple[1], URIRef):
        raise Unsure("a path, or any predicate")
    prop = f"<{triple[1]}>"

    def rows(graph: Indexed, row: Row) -> Iterator[Row]:
        one, other = subject if s is None else _term(row.get(s)), value if o is None else _term(row.get(o))
        if one is not None:
            values = graph.values(one, prop)
            found = ((one, v) for v in values if other is None or v == other)
        elif other is not None:
            found = ((holder, other) for holder in graph.holders(prop, other))
        else:
            found = ((a, b) for a, b in graph.pairs.get(prop, ()) if s != o or a == b)
        for a, b in found:
            more: dict[str, Value] = dict(row)
            if s is not None:
                more[s] = a
            if o is not None:
                more[o] = b
            yield more

    return rows


def _term(value: Value | None) -> str | None:
    return value if isinstance(value, str) else None


def _join(part: Part, bound: frozenset[str]) -> tuple[Rows, frozenset[str]]:
    one, known = pattern(part.p1, bound)
    other, all_known = pattern(part.p2, known)
    return _then(one, other), all_known


def _optional(part: Part, bound: frozenset[str]) -> tuple[Rows, frozenset[str]]:
    if part.expr.name != "TrueFilter":
        raise Unsure("a condition of an optional pattern")
    one, known = pattern(part.p1, bound)
    other, all_known = pattern(part.p2, known)

    def rows(graph: Indexed, row: Row) -> Iterator[Row]:
        for found in one(graph, row):
            extended = list(other(graph, found))
            yield from extended or (found,)

    return rows, all_known


def _union(part: Part, bound: frozenset[str]) -> tuple[Rows, frozenset[str]]:
    (one, known), (other, also) = pattern(part.p1, bound), pattern(part.p2, bound)

    def rows(graph: Indexed, row: Row) -> Iterator[Row]:
        yield from one(graph, row)
        yield from other(graph, row)

    return rows, known | also


def _extend(part: Part, bound: frozenset[str]) -> tuple[Rows, frozenset[str]]:
    before, known = pattern(part.p, bound)
    name, value = str(part.var), expression(part.expr)

    def rows(graph: Indexed, row: Row) -> Iterator[Row]:
        for found in before(graph, row):
            yield {**found, name: value(found)}

    return rows, known | {name}


def _filtered(part: Part, bound: frozenset[str]) -> tuple[Rows, frozenset[str]]:
    before, known = pattern(part.p, bound)
    if part.expr.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
        exists, _ = _joined(_triples(part.expr.graph), known)
        wanted = part.expr.name == "Builtin_EXISTS"

        def there(graph: Indexed, row: Row) -> Iterator[Row]:
            return (r for r in before(graph, row) if (next(exists(graph, r), None) is not None) == wanted)

        return there, known
    test = expression(part.expr)
    return lambda graph, row: (found for found in before(graph, row) if test(found) is not False), known


def _triples(group: Part) -> list[TripleOf]:
    """The triple patterns of the group in an ``EXISTS``, of which more than an estimate is needed."""
    if group.name == "BGP":
        return list(group.triples)
    if group.name == "Join":
        return _triples(group.p1) + _triples(group.p2)
    raise Unsure(group.name)


_MAKERS: dict[str, Callable[[Part, frozenset[str]], tuple[Rows, frozenset[str]]]] = {
    "SelectQuery": _projected,
    "Project": _projected,
    "Distinct": _projected,
    "BGP": _basic,
    "Join": _join,
    "LeftJoin": _optional,
    "Union": _union,
    "Extend": _extend,
    "Filter": _filtered,
}
