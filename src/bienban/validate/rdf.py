"""From the terms of a graph to an rdflib graph that shapes can be checked against, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from bienban.graph.terms import Term, parse_literal, string

__all__ = ["graph_of", "node_of", "term_of", "terms_of"]


@lru_cache(maxsize=32768)
def node_of(term: str) -> URIRef | Literal | BNode:
    """The rdflib node of a term; a blank node is written ``_:name``."""
    if term.startswith("<"):
        return URIRef(term[1:-1])
    if term.startswith("_:"):
        return BNode(term[2:])
    text, language, datatype = parse_literal(Term(term))
    return Literal(text, lang=language, datatype=None if datatype is None else URIRef(datatype), normalize=False)


def graph_of(triples: Iterable[tuple[str, str, str]]) -> Graph:
    """The rdflib graph of canonical N-Triples terms."""
    graph = Graph(store="SimpleMemory", bind_namespaces="none")
    add = graph.store.add
    for s, p, o in triples:
        add((node_of(s), node_of(p), node_of(o)), graph)
    return graph


def term_of(node: Node) -> str:
    """The N-Triples term of an rdflib node."""
    if isinstance(node, Literal):
        quoted = string(str(node), node.language)
        return quoted if node.language is not None or node.datatype is None else f"{quoted}^^<{node.datatype}>"
    return f"<{node}>" if isinstance(node, URIRef) else f"_:{node}"


def terms_of(graph: Graph) -> Iterator[tuple[str, str, str]]:
    """The triples of an rdflib graph as N-Triples terms."""
    for s, p, o in graph:
        yield term_of(s), term_of(p), term_of(o)
