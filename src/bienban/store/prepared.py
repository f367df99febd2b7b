"""An article's graph with all that storing it needs and that does not depend on the store, so that other processes can do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from bienban.graph.terms import Triple
from bienban.identity.prepared import Prepared, prepare
from bienban.model.graph import ArticleGraph
from bienban.store.codec import quad_lines
from bienban.store.ledger import sum_of

__all__ = ["PreparedGraph", "lines_of", "prepared"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedGraph(ArticleGraph):
    """The graph, what it says in the merged graph, its sum for the ledger, and its N-Quads."""

    says: Prepared
    sum: str
    lines: bytes


def prepared(graph: ArticleGraph) -> PreparedGraph:
    """Do what can be done without the store."""
    triples = cast("tuple[Triple, ...]", graph.triples)
    return PreparedGraph(
        name=graph.name,
        article=graph.article,
        triples=triples,
        says=prepare(graph.article, triples),
        sum=sum_of(triples),
        lines=lines_of(graph),
    )


def lines_of(graph: ArticleGraph) -> bytes:
    """The N-Quads of a graph."""
    if isinstance(graph, PreparedGraph):
        return graph.lines
    return quad_lines((graph.name, cast(Triple, triple)) for triple in graph.triples)
