"""Terms in N-Triples form to and from pyoxigraph's objects."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox

from bienban.errors import InputProblem
from bienban.exchange.oxigraph import from_ox
from bienban.graph.terms import Term, Triple, line_of, parse_literal
from bienban.store.base import Result, Rows, Triples

__all__ = ["Write", "from_ox", "parsed", "parsed_dataset", "quad_line", "quad_lines", "results", "to_ox", "update_text"]

Write = tuple[str | None, Triple]
"""A triple with the IRI of its named graph; None is the default graph."""


@lru_cache(maxsize=8192)
def to_ox(term: str) -> ox.NamedNode | ox.Literal:
    """The pyoxigraph term of an IRI or literal."""
    if term.startswith("<"):
        return ox.NamedNode(term[1:-1])
    text, language, datatype = parse_literal(Term(term))
    if language is not None:
        return ox.Literal(text, language=language)
    return ox.Literal(text) if datatype is None else ox.Literal(text, datatype=ox.NamedNode(datatype))


def quad_line(graph: str | None, triple: Triple) -> str:
    """One line of canonical N-Quads."""
    if graph is None:
        return line_of(triple)
    s, p, o = triple
    return f"{s} {p} {o} <{graph}> .\n"


def quad_lines(quads: Iterable[Write]) -> bytes:
    """Canonical N-Quads, in the order given."""
    return "".join(quad_line(graph, triple) for graph, triple in quads).encode()


def results(found: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> Result:
    """What ``Store.query`` returned, read to its end."""
    if isinstance(found, ox.QuerySolutions):
        names = tuple(v.value for v in found.variables)
        width = range(len(names))
        return Rows(names, tuple(tuple(None if row[i] is None else from_ox(row[i]) for i in width) for row in found))
    if isinstance(found, ox.QueryTriples):
        return Triples(tuple(sorted({(from_ox(t.subject), from_ox(t.predicate), from_ox(t.object)) for t in found})))
    return bool(found)


def parsed(turtle: bytes) -> tuple[Triple, ...]:
    """The triples of a Turtle or N-Triples text, each once, sorted."""
    quads = ox.parse(turtle, ox.RdfFormat.TURTLE)
    return tuple(sorted({(from_ox(q.subject), from_ox(q.predicate), from_ox(q.object)) for q in quads}))


def parsed_dataset(data: bytes, media_type: str) -> tuple[Write, ...]:
    """The quads of a text in TriG, N-Quads, JSON-LD, Turtle or N-Triples, without blank nodes.

    Raises:
        InputProblem: it is not that, or of another type.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise InputProblem(f"not RDF that can be read ({media_type or 'no media type'})", todo="check the address")
    found: list[Write] = []
    try:
        for quad in ox.parse(data, form):
            if ox.BlankNode in map(type, (quad.subject, quad.object, quad.graph_name)):
                raise InputProblem("a blank node, which no graph of ours has", todo="follow a feed that bienban serves")
            triple = (from_ox(quad.subject), from_ox(quad.predicate), from_ox(quad.object))
            found.append((None if quad.graph_name == ox.DefaultGraph() else str(quad.graph_name)[1:-1], triple))
    except SyntaxError as error:
        raise InputProblem(f"the RDF cannot be read: {error}", todo="try again later") from error
    return tuple(found)


def update_text(deletes: Iterable[Write], inserts: Iterable[Write], dropped: Iterable[str] = ()) -> str:
    """One SPARQL update that deletes, inserts and drops whole graphs; empty where there is nothing to do."""
    drops = "".join(f"DROP SILENT GRAPH <{name}> ;\n" for name in dropped)
    return drops + _data("DELETE", deletes) + _data("INSERT", inserts)


def _data(verb: str, quads: Iterable[Write]) -> str:
    """A ``DELETE DATA`` or ``INSERT DATA`` operation, grouped by graph; empty where there is nothing to do."""
    groups: dict[str | None, list[str]] = {}
    for graph, (s, p, o) in quads:
        groups.setdefault(graph, []).append(f"{s} {p} {o} .\n")
    if not groups:
        return ""
    body = "".join(
        "".join(lines) if graph is None else f"GRAPH <{graph}> {{\n{''.join(lines)}}}\n" for graph, lines in groups.items()
    )
    return f"{verb} DATA {{\n{body}}} ;\n"
