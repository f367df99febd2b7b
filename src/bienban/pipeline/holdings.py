"""What can be read of a store, on disk or behind a SPARQL server: articles, their graphs, dumps, counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from bienban.graph.mint import graph_iri
from bienban.graph.terms import Triple, iri, iri_text
from bienban.graph.vocab import BASE, PREFIXES
from bienban.model.graph import ArticleGraph
from bienban.store import open_endpoint, open_store
from bienban.store.base import ExportFormat, Queryable, StoreInfo, construct, select
from bienban.store.export import export
from bienban.store.inspect import inspect

__all__ = ["Holdings", "ServedStore", "open_holdings"]


class Holdings(Queryable, Protocol):
    """A store as readers see it."""

    def articles(self) -> tuple[str, ...]:
        """The IRIs of all articles, sorted."""

    def graph(self, article: str) -> ArticleGraph | None:
        """The graph of one article."""

    def text(self, article: str) -> str | None:
        """The text of an article, where it was kept."""

    def export(self, form: ExportFormat) -> Iterator[bytes]:
        """A dump in pieces."""

    def info(self) -> StoreInfo:
        """Counts and versions."""


class ServedStore:
    """A store behind a SPARQL server whose default graph is the merged graph; texts stay where they were imported."""

    def __init__(self, server: Queryable) -> None:
        self._server = server
        self.where = server.where
        self.query = server.query
        self.close = server.close

    def articles(self) -> tuple[str, ...]:
        """The IRIs of all articles, sorted."""
        text = f"SELECT DISTINCT ?a WHERE {{ GRAPH ?g {{ ?a a <{PREFIXES['bb']}Article> }} }}"
        rows = select(self._server, text).rows
        return tuple(sorted(iri_text(row[0]) for row in rows if row[0] is not None))

    def graph(self, article: str) -> ArticleGraph | None:
        """The graph of one article."""
        name = graph_iri(article)
        triples = tuple(sorted(self._triples(name)))
        return ArticleGraph(name=name, article=article, triples=triples) if triples else None

    def text(self, article: str) -> str | None:
        """Nothing: a server has no texts."""
        del article
        return None

    def export(self, form: ExportFormat) -> Iterator[bytes]:
        """A dump in pieces, of the project's graphs only."""
        text = f'SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{BASE}graph/")) }}'
        names = sorted(iri_text(row[0]) for row in select(self._server, text).rows if row[0] is not None)
        return export(form, self._triples, names)

    def info(self) -> StoreInfo:
        """Counts."""
        return inspect(self._server)

    def _triples(self, graph: str | None) -> Iterator[Triple]:
        pattern = "?s ?p ?o" if graph is None else f"GRAPH {iri(graph)} {{ ?s ?p ?o }}"
        return iter(construct(self._server, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}").triples)


@contextmanager
def open_holdings(path: str, endpoint: str | None) -> Iterator[Holdings]:
    """The store at a path, or behind a server where one is named.

    Raises:
        StoreProblem: the store cannot be read.
        NetworkProblem: the server does not answer.
    """
    opened: Holdings = open_store(path) if endpoint is None else ServedStore(open_endpoint(endpoint))
    try:
        yield opened
    finally:
        opened.close()
