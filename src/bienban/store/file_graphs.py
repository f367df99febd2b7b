"""Graphs that came from RDF files, each in a named graph of its own, and the list of them in ``graph/meta``.

They stand beside what the articles say and never join the merged graph: they have no sentence behind them. The list has the name
of the file and a sum of the triples, by which a check finds a graph that is not what was written.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from bienban.exchange.oxigraph import from_ox
from bienban.graph.terms import Term, Triple, iri, iri_text, parse_literal, string
from bienban.graph.vocab import BASE, term
from bienban.store.base import FileGraph, Queryable, select
from bienban.store.codec import Write, quad_lines
from bienban.store.ledger import sum_of
from bienban.store.plan import Plan

__all__ = [
    "META",
    "FileGraph",
    "canonical",
    "entry_of",
    "is_free_name",
    "listed",
    "plan_graph",
    "plan_graph_removal",
    "registered",
]

META = BASE + "graph/meta"
FILES = BASE + "graph/file/"
PER_FILE = 3
"""Triples in the list for each graph."""

_OWN = (BASE, "urn:bienban:", "urn:x-bienban:")
_TYPE, _CLASS = term("rdf:type"), term("prov:Entity")
_SOURCE, _SUM = term("dcterms:source"), term("bb:graphDigest")


def is_free_name(name: str) -> bool:
    """Whether a graph of this name may hold a file: it is none of the store's own, such as the graph of an article."""
    return name.startswith(FILES) or not name.startswith(_OWN)


def canonical(triples: Iterable[tuple[str, str, str]]) -> frozenset[Triple]:
    """The triples as the database gives them back, numbers in its form: blank nodes must have been given names."""
    held = ox.Store()
    held.load(quad_lines((None, (Term(s), Term(p), Term(o))) for s, p, o in triples), ox.RdfFormat.N_QUADS, lenient=True)
    return frozenset((from_ox(q.subject), from_ox(q.predicate), from_ox(q.object)) for q in held)


def entry_of(name: str, source: str, triples: frozenset[Triple]) -> FileGraph:
    """What the list says of a graph; its triples are canonical."""
    return FileGraph(name=name, source=source, sum=sum_of(triples))


def registered(triples: Iterable[Triple]) -> tuple[FileGraph, ...]:
    """The graphs in the list, by name, from the triples of ``graph/meta``."""
    said: dict[Term, dict[Term, Term]] = {}
    for s, p, o in triples:
        said.setdefault(s, {})[p] = o
    return tuple(
        FileGraph(name=iri_text(node), source=parse_literal(of[_SOURCE])[0], sum=parse_literal(of[_SUM])[0])
        for node, of in sorted(said.items())
        if _SOURCE in of and _SUM in of
    )


def listed(store: Queryable) -> tuple[FileGraph, ...]:
    """The same, asked of any store."""
    rows = select(store, f"SELECT ?s ?p ?o WHERE {{ GRAPH <{META}> {{ ?s ?p ?o }} }}").rows
    return registered((s, p, o) for s, p, o in rows if s is not None and p is not None and o is not None)


def _described(entry: FileGraph) -> frozenset[Write]:
    node = iri(entry.name)
    said = ((_TYPE, _CLASS), (_SOURCE, string(entry.source)), (_SUM, string(entry.sum)))
    return frozenset((META, (node, p, o)) for p, o in said)


def plan_graph(entry: FileGraph, new: frozenset[Triple], old: frozenset[Triple], had: FileGraph | None) -> Plan:
    """Put a graph in place of what the store has under its name."""
    before = frozenset[Write]() if had is None else _described(had)
    after = _described(entry)
    return Plan(
        deletes=(*((entry.name, triple) for triple in old - new), *(before - after)),
        inserts=(*((entry.name, triple) for triple in new - old), *(after - before)),
    )


def plan_graph_removal(entry: FileGraph) -> Plan:
    """Take a graph out."""
    return Plan(deletes=tuple(_described(entry)), dropped=(entry.name,))
