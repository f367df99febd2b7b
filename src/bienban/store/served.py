"""A store behind a SPARQL 1.1 server; texts stay where they were imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import TracebackType
from typing import Self

from bienban.errors import StoreProblem
from bienban.graph.terms import Term, Triple, iri, iri_text
from bienban.graph.vocab import BASE, PREFIXES
from bienban.model.endpoint import Endpoint
from bienban.store.base import Result, StoreInfo, select
from bienban.store.codec import Write, update_text
from bienban.store.connection import Connection
from bienban.store.export import MERGED
from bienban.store.homes import home
from bienban.store.inspect import inspect
from bienban.store.keeping import Keeping
from bienban.store.plan import GRAPHS, Plan
from bienban.store.problems import check_query
from bienban.store.remote import VIRTUOSO, RemoteStore
from bienban.store.snapshot import Snapshot
from bienban.store.whole import whole

__all__ = ["ServedStore"]

BATCH_TRIPLES = 6_000
"""Triples of article graphs in one batch: some twenty articles, about a megabyte."""

VIRTUOSO_TRIPLES = 3_000
"""Triples in one request to Virtuoso, whose parser gives up (SP030, memory exhausted) at some nine thousand."""

_ARTICLES = f'FILTER(STRSTARTS(STR(?g), "{GRAPHS}"))'
_IS_OURS = f'(STRSTARTS(STR(?g), "{BASE}graph/") && ?g != <{MERGED}>)'
_OURS = f"FILTER{_IS_OURS}"


class ServedStore(Keeping):
    """The whole port over HTTP.

    A batch of articles is one update request, which a server that keeps the recommendation of SPARQL 1.1 Update (section 3)
    carries out as a whole. Virtuoso takes only small requests: there a batch is several, the merged graph first, the article
    graphs last, so that an import that was cut off is finished by the same import. Two writers at once are not kept apart:
    that is for the server to do.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        """Nothing is sent yet.

        Raises:
            UsageProblem: an address is no http(s) URL.
        """
        self._endpoint = endpoint
        self._connection = Connection(endpoint)
        self._server: RemoteStore | None = RemoteStore(self._connection)
        self._looked = ""

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

    def _opened(self, *, writing: bool = False) -> RemoteStore:
        """The server, once it is known where it has the merged graph."""
        if self._server is None:
            raise StoreProblem("the store is closed", where=self.where)
        wanted = "write" if writing else "read"
        if self._looked not in ("write", wanted):
            self._server.merged = home(RemoteStore(self._connection), self._connection, self._endpoint.merged, writing=writing)
            self._looked = wanted
        return self._server

    def merged_name(self, *, writing: bool = False) -> str | None:
        """The name of the merged graph; None where it is the server's default graph."""
        return self._opened(writing=writing).merged

    def query(self, text: str) -> Result:
        """Run any SPARQL 1.1 query on the merged graph; see :class:`bienban.store.base.Queryable`."""
        check_query(text)
        return self._opened().query(text)

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
        return whole(self, graph)

    def _write(self, plan: Plan) -> None:
        if not (plan.deletes or plan.size() or plan.dropped):
            return
        merged = self.merged_name(writing=True)
        deletes, inserts = _placed(plan.deletes, merged), _placed(plan.all_inserts(), merged)
        whole_batch = not self._connection.server.startswith(VIRTUOSO)
        for text in [update_text(deletes, inserts, plan.dropped)] if whole_batch else _in_parts(deletes, inserts, plan.dropped):
            self._connection.update(text)

    def articles(self) -> tuple[str, ...]:
        """The IRIs of all articles, sorted."""
        text = f"SELECT DISTINCT ?a WHERE {{ GRAPH ?g {{ ?a a <{PREFIXES['bb']}Article> }} {_ARTICLES} }}"
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
        """The project's graphs only, and those of files."""
        ours = map(iri_text, self._column(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }}"))
        return iter(dict.fromkeys((*ours, *(known.name for known in self.file_graphs()))))

    def info(self) -> StoreInfo:
        """Counts."""
        others = ", ".join(iri(known.name) for known in self.file_graphs())
        pattern = f"GRAPH ?g {{ ?s ?p ?o }} FILTER({_IS_OURS} || ?g IN ({others}))"
        return replace(inspect(self, pattern), merged_graph=self.merged_name())


def _placed(writes: Iterable[Write], merged: str | None) -> list[Write]:
    """The writes, those to the merged graph under its name."""
    return [(merged if graph is None else graph, triple) for graph, triple in writes]


def _in_parts(deletes: list[Write], inserts: list[Write], dropped: tuple[str, ...]) -> Iterator[str]:
    """Several updates: what is merged comes before what articles say, which tells whether an article was done."""
    for own in (False, True):
        for chosen, verb in ((deletes, "delete"), (inserts, "insert")):
            writes = [w for w in chosen if (w[0] not in (None, MERGED)) == own]
            for at in range(0, len(writes), VIRTUOSO_TRIPLES):
                part = writes[at : at + VIRTUOSO_TRIPLES]
                yield update_text(part, ()) if verb == "delete" else update_text((), part)
    if dropped:
        yield update_text((), (), dropped)
