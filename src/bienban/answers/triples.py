"""Triples of a CONSTRUCT or DESCRIBE query as RDF."""

from __future__ import annotations

import json

from bienban.exchange.rdf import jsonld, turtle
from bienban.graph.vocab import BASE
from bienban.model.graph import ArticleGraph
from bienban.store.base import Triples

__all__ = ["GRAPH_FORMATS", "write_triples"]

GRAPH_FORMATS = ("turtle", "nquads", "jsonld")


def write_triples(found: Triples, form: str) -> str:
    """The triples in one of :data:`GRAPH_FORMATS`; N-Quads without a graph name are N-Triples."""
    if form == "nquads":
        return "".join(f"{s} {p} {o} .\n" for s, p, o in found.triples)
    graph = ArticleGraph(name=BASE + "graph/answer", article=BASE + "graph/answer", triples=found.triples)
    if form == "turtle":
        return turtle(graph)
    data = jsonld(graph)
    data.pop("@id", None)  # an answer is no named graph
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
