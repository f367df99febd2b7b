"""Reads whole graphs of a server that cuts answers off: in parts, by the digests of the subjects, each small enough."""

from __future__ import annotations

from collections.abc import Iterator

from bienban.errors import LimitReached
from bienban.graph.terms import Triple, iri
from bienban.store.base import Queryable, select

__all__ = ["whole"]

_DIGITS = "0123456789abcdef"
_DEEPEST = 8


def whole(store: Queryable, graph: str | None, part: str = "") -> Iterator[Triple]:
    """The triples of a named graph, or of the merged graph (None), whose subjects' digests begin in this way.

    Raises:
        LimitReached: a single subject has more triples than the server gives at once.
    """
    pattern = "?s ?p ?o" if graph is None else f"GRAPH {iri(graph)} {{ ?s ?p ?o }}"
    narrowed = f'FILTER(STRSTARTS(MD5(STR(?s)), "{part}"))' if part else ""
    try:
        rows = select(store, f"SELECT ?s ?p ?o WHERE {{ {pattern} {narrowed} }}").rows
    except LimitReached:
        if len(part) == _DEEPEST:
            raise
        for digit in _DIGITS:
            yield from whole(store, graph, part + digit)
        return
    for s, p, o in rows:
        if s is not None and p is not None and o is not None:
            yield s, p, o
