"""Dumps of a whole store: the same bytes for the same articles, in whatever order they came."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from bienban.exchange.rdf import jsonld, trig, turtle_in_pieces
from bienban.graph.terms import Triple
from bienban.graph.vocab import BASE, PREFIXES
from bienban.model.graph import ArticleGraph
from bienban.store.base import ExportFormat
from bienban.store.codec import quad_line
from bienban.store.dump import sorted_lines
from bienban.store.remerge import sorted_triples, triple_of

__all__ = ["export"]

MERGED = BASE + "graph/merged"
"""The name of the merged graph where it needs one (DESIGN, Graphs in the store)."""

Read = Callable[[str | None], Iterator[Triple]]
"""Gives the triples of a named graph, or of the default graph for None."""


def export(form: ExportFormat, read: Read, names: Sequence[str]) -> Iterator[bytes]:
    """The store in one of the forms: all graphs, or for Turtle, which has none, the merged graph."""
    if form == "nquads":
        graphs: Iterable[str | None] = (None, *names)
        yield from sorted_lines(quad_line(name, triple) for name in graphs for triple in read(name))
    elif form == "turtle":
        yield from _merged(read)
    elif form == "trig":
        yield from _trig(read, names)
    else:
        yield from _jsonld(read, names)


def _graph(name: str, triples: Iterable[Triple]) -> ArticleGraph:
    return ArticleGraph(name=name, article=name, triples=tuple(sorted(triples)))


def _merged(read: Read) -> Iterator[bytes]:
    """The merged graph in Turtle, sorted on disk."""
    triples = map(triple_of, sorted_triples(read(None)))
    return (piece.encode() for piece in turtle_in_pieces(MERGED, triples))


def _trig(read: Read, names: Sequence[str]) -> Iterator[bytes]:
    yield from _merged(read)
    for name in names:
        yield b"\n" + trig(_graph(name, read(name))).encode()


def _jsonld(read: Read, names: Sequence[str]) -> Iterator[bytes]:
    """One document: the nodes of the merged graph, then one object with its own ``@graph`` for each named graph."""
    yield (json.dumps({"@context": PREFIXES}, ensure_ascii=False)[:-1] + ', "@graph": [').encode()
    first = True
    merged = jsonld(_graph(MERGED, read(None)))["@graph"]
    assert isinstance(merged, list)  # noqa: S101 - what the writer promises
    for node in merged:
        yield _item(node, first=first)
        first = False
    for name in names:
        graph = jsonld(_graph(name, read(name)))
        del graph["@context"]
        yield _item(graph, first=first)
        first = False
    yield b"\n]}\n"


def _item(node: object, *, first: bool) -> bytes:
    return (("\n" if first else ",\n") + json.dumps(node, ensure_ascii=False)).encode()
