"""What can be read of a store, on disk or behind a SPARQL server: articles, their graphs, dumps, counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from bienban.graph.terms import Triple
from bienban.model.endpoint import Endpoint
from bienban.model.graph import ArticleGraph
from bienban.store import open_endpoint, open_store
from bienban.store.base import ExportFormat, Queryable, StoreInfo

__all__ = ["Holdings", "open_holdings"]


class Holdings(Queryable, Protocol):
    """A store as readers see it."""

    def articles(self) -> tuple[str, ...]:
        """The IRIs of all articles, sorted."""

    def graph(self, article: str) -> ArticleGraph | None:
        """The graph of one article."""

    def merged(self) -> tuple[Triple, ...]:
        """The triples of the merged graph, sorted."""

    def text(self, article: str) -> str | None:
        """The text of an article, where it was kept."""

    def export(self, form: ExportFormat) -> Iterator[bytes]:
        """A dump in pieces."""

    def info(self) -> StoreInfo:
        """Counts and versions."""


@contextmanager
def open_holdings(path: str, endpoint: Endpoint | None) -> Iterator[Holdings]:
    """The store at a path, or behind a server where one is named.

    Raises:
        StoreProblem: the store cannot be read.
        NetworkProblem: the server does not answer.
    """
    opened: Holdings = open_store(path) if endpoint is None else open_endpoint(endpoint)
    try:
        yield opened
    finally:
        opened.close()
