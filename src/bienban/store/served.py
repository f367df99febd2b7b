"""A store behind a SPARQL 1.1 server, whose default graph is the merged graph; texts stay where they were imported."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Self

from bienban.errors import StoreProblem
from bienban.graph.terms import Term, Triple, iri, iri_text
from bienban.graph.vocab import BASE, PREFIXES
from bienban.model.endpoint import Endpoint
from bienban.store.base import Result, StoreInfo, construct, select
from bienban.store.codec import update_text
from bienban.store.connection import Connection
from bienban.store.inspect import inspect
from bienban.store.keeping import Keeping
from bienban.store.plan import Plan
from bienban.store.remote import RemoteStore
from bienban.store.snapshot import Snapshot

__all__ = ["ServedStore"]

BATCH_TRIPLES = 6_000
"""Triples of article graphs in one update: some twenty articles, about a megabyte."""


class ServedStore(Keeping):
    """The whole port over HTTP.

    A batch of articles is one update request, which a server that keeps the recommendation of SPARQL 1.1 Update (section 3)
    carries out as a whole. Two writers at once are not kept apart: that is for the server to do.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        """Nothing is sent yet.

        Raises:
            UsageProblem: an address is no http(s) URL.
        """
        self._connection = Connection(endpoint)
        self._server: RemoteStore | None = RemoteStore(self._connection)

    @property
    def where(self) -> str:
        """The address."""
        return self._connection.url

    def close(self) -> None:
        """Nothing is held; but nothing more is sent."""
        self._server = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def query(self, text: str) -> Result:
        """Run any SPARQL 1.1 query on the merged graph; see :class:`bienban.store.base.Queryable`."""
        if self._server is None:
            raise StoreProblem("the store is closed", where=self.where)
        return self._server.query(text)

    def _column(self, text: str) -> Iterator[Term]:
        return (row[0] for row in select(self, text).rows if row[0] is not None)

    @property
    def _batch_triples(self) -> int:
        return BATCH_TRIPLES

    def _state(self) -> Snapshot:
        return Snapshot(self._said_of, self._having, self.of_article)

    def _said_of(self, node: Term) -> Iterator[tuple[Term, Term]]:
        rows = select(self, f"SELECT ?p ?o WHERE {{ {node} ?p ?o }}").rows
        return ((p, o) for p, o in rows if p is not None and o is not None)

    def _having(self, prop: Term, value: Term) -> Iterator[Term]:
        return self._column(f"SELECT ?s WHERE {{ ?s {prop} {value} }}")

    def _triples(self, graph: str | None) -> Iterator[Triple]:
        pattern = "?s ?p ?o" if graph is None else f"GRAPH {iri(graph)} {{ ?s ?p ?o }}"
        return iter(construct(self, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}").triples)

    def _write(self, plan: Plan) -> None:
        text = update_text(plan.deletes, plan.all_inserts(), plan.dropped)
        if text:
            self._connection.update(text)

    def articles(self) -> tuple[str, ...]:
        """The IRIs of all articles, sorted."""
        text = f"SELECT DISTINCT ?a WHERE {{ GRAPH ?g {{ ?a a <{PREFIXES['bb']}Article> }} }}"
        return tuple(sorted(map(iri_text, self._column(text))))

    def text(self, article: str) -> str | None:
        """Nothing: a server has no texts."""
        del article
        return None

    def with_text(self, digest: str) -> tuple[str, ...]:
        """The IRIs of the articles whose text has this digest, sorted."""
        text = f'SELECT DISTINCT ?a WHERE {{ GRAPH ?g {{ ?a bb:textDigest "{digest}" }} }}'
        return tuple(sorted(map(iri_text, self._column(text))))

    def _names(self) -> Iterator[str]:
        """The project's graphs only."""
        text = f'SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{BASE}graph/")) }}'
        return map(iri_text, self._column(text))

    def info(self) -> StoreInfo:
        """Counts."""
        return inspect(self)
