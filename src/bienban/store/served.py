"""A store behind a SPARQL 1.1 server, whose default graph is the merged graph; texts stay where they were imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from bienban.errors import StoreProblem
from bienban.graph.mint import graph_iri
from bienban.graph.terms import Term, Triple, iri, iri_text
from bienban.graph.vocab import BASE, PREFIXES
from bienban.model.endpoint import Endpoint
from bienban.model.graph import ArticleGraph
from bienban.store.base import Change, ExportFormat, Result, StoreInfo, construct, select
from bienban.store.codec import update_text
from bienban.store.connection import Connection
from bienban.store.export import export
from bienban.store.inspect import REFERENCE, inspect
from bienban.store.plan import Plan, article_named, plan_removal, plan_replacement
from bienban.store.remote import RemoteStore
from bienban.store.snapshot import Snapshot

__all__ = ["ServedStore"]

BATCH_TRIPLES = 6_000
"""Triples of article graphs in one update: some twenty articles, about a megabyte."""


class ServedStore:
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

    def _snapshot(self) -> Snapshot:
        return Snapshot(self._said_of, self._having, self.of_article)

    def _said_of(self, node: Term) -> Iterator[tuple[Term, Term]]:
        rows = select(self, f"SELECT ?p ?o WHERE {{ {node} ?p ?o }}").rows
        return ((p, o) for p, o in rows if p is not None and o is not None)

    def _having(self, prop: Term, value: Term) -> Iterator[Term]:
        return self._column(f"SELECT ?s WHERE {{ ?s {prop} {value} }}")

    def of_article(self, article: str) -> tuple[Triple, ...]:
        """The triples of an article's graph, by the IRI of the article; empty where there is none."""
        return tuple(self._triples(graph_iri(article)))

    def _triples(self, graph: str | None) -> Iterator[Triple]:
        pattern = "?s ?p ?o" if graph is None else f"GRAPH {iri(graph)} {{ ?s ?p ?o }}"
        return iter(construct(self, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}").triples)

    def _write(self, plan: Plan) -> None:
        text = update_text(plan.deletes, plan.inserts, plan.dropped)
        if text:
            self._connection.update(text)

    def replace(self, graph: ArticleGraph) -> Change:
        """Put one article's graph in place of what the store has of that article."""
        return self._replace_batch([graph])[0][1]

    def replace_many(self, graphs: Iterable[ArticleGraph]) -> Iterator[tuple[ArticleGraph, Change]]:
        """The same for many, in batches; each graph is yielded, in order, once it is in the store."""
        batch: list[ArticleGraph] = []
        size, seen = 0, set[str]()
        for graph in graphs:
            if graph.article in seen or size > BATCH_TRIPLES:
                yield from self._replace_batch(batch)
                batch, size, seen = [], 0, set()
            batch.append(graph)
            seen.add(graph.article)
            size += len(graph.triples)
        yield from self._replace_batch(batch)

    def _replace_batch(self, batch: list[ArticleGraph]) -> tuple[tuple[ArticleGraph, Change], ...]:
        if not batch:
            return ()
        plan = plan_replacement(batch, self._snapshot())
        self._write(plan)
        return plan.outcomes

    def remove(self, article: str) -> bool:
        """Take an article out, by the IRI of the article or of its graph; False where there is none."""
        named = article_named(article)
        plan = None if named is None else plan_removal(named, self._snapshot())
        if plan is None:
            return False
        self._write(plan)
        return True

    def load_reference(self, triples: Iterable[Triple]) -> bool:
        """Put the ontology and the schemes into ``graph/reference`` and the default graph; False where they are there."""
        new, old = set(triples), set(self._triples(REFERENCE))
        if new == old:
            return False
        graphs = (REFERENCE, None)
        self._write(
            Plan(
                deletes=tuple((graph, triple) for triple in old - new for graph in graphs),
                inserts=tuple((graph, triple) for triple in new - old for graph in graphs),
            )
        )
        return True

    def articles(self) -> tuple[str, ...]:
        """The IRIs of all articles, sorted."""
        text = f"SELECT DISTINCT ?a WHERE {{ GRAPH ?g {{ ?a a <{PREFIXES['bb']}Article> }} }}"
        return tuple(sorted(map(iri_text, self._column(text))))

    def graph(self, article: str) -> ArticleGraph | None:
        """The graph of one article, by the IRI of the article or of its graph."""
        named = article_named(article)
        triples = () if named is None else tuple(sorted(self.of_article(named)))
        return ArticleGraph(name=graph_iri(named), article=named, triples=triples) if named is not None and triples else None

    def text(self, article: str) -> str | None:
        """Nothing: a server has no texts."""
        del article
        return None

    def with_text(self, digest: str) -> tuple[str, ...]:
        """The IRIs of the articles whose text has this digest, sorted."""
        text = f'SELECT DISTINCT ?a WHERE {{ GRAPH ?g {{ ?a bb:textDigest "{digest}" }} }}'
        return tuple(sorted(map(iri_text, self._column(text))))

    def export(self, form: ExportFormat) -> Iterator[bytes]:
        """A dump in pieces, of the project's graphs only."""
        text = f'SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{BASE}graph/")) }}'
        return export(form, self._triples, sorted(map(iri_text, self._column(text))))

    def info(self) -> StoreInfo:
        """Counts."""
        return inspect(self)
