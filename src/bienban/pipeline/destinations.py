"""Where the user wants articles to go: a store on disk, one behind a SPARQL server, or nowhere in a dry run."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bienban.model.article import Article
from bienban.model.endpoint import Endpoint
from bienban.pipeline.importer import Change
from bienban.pipeline.ready import Ready
from bienban.pipeline.sinks import DrySink, StoreMemory, StoreSink, change_of, graph_change
from bienban.sources.base import SetAside
from bienban.store import open_endpoint

if TYPE_CHECKING:
    from bienban.graph.terms import Triple
    from bienban.model.graph import ArticleGraph

__all__ = ["ServerSink", "open_sink"]


def open_sink(path: str, endpoint: Endpoint | None, *, dry_run: bool, keep_text: bool) -> StoreSink | ServerSink | DrySink:
    """Where the user wants articles to go.

    Raises:
        StoreProblem: the store cannot be opened for writing.
        NetworkProblem: the server does not answer.
    """
    if endpoint is not None:
        return ServerSink(endpoint, dry_run=dry_run)
    return DrySink(path) if dry_run else StoreSink.open(path, keep_text=keep_text)


class ServerSink:
    """A store behind a SPARQL server; a dry run asks it and writes nothing. Texts and inputs set aside are not kept there."""

    def __init__(self, endpoint: Endpoint, *, dry_run: bool = False) -> None:
        """Make sure that the server answers, and that it has the ontology.

        Raises:
            NetworkProblem: it does not answer.
        """
        self._store = open_endpoint(endpoint)
        self._dry_run = dry_run
        if not dry_run:
            from bienban.store.reference import reference_triples

            self._store.load_reference(reference_triples())

    @property
    def merged_graph(self) -> str | None:
        """The name of the merged graph; None where it is the server's default graph."""
        return self._store.merged_name()

    @property
    def memory(self) -> StoreMemory:
        """A server knows no pages."""
        return StoreMemory(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._store.close()

    def asides(self, paths: Iterable[str] | None = None) -> tuple[SetAside, ...]:
        """Nothing was noted."""
        del paths
        return ()

    def data_of(self, aside: SetAside) -> bytes:
        """Nothing was kept."""
        del aside
        return b""

    def settle(self, read: Iterable[SetAside]) -> None:
        """Nothing is dropped."""

    def put(self, articles: Iterable[Ready]) -> Iterator[tuple[Ready, Change]]:
        """Store articles in batches, and yield each once it is there; a dry run compares."""
        if self._dry_run:
            for processed in articles:
                yield processed, change_of(self._store.graph(processed.graph.article), processed.graph)
            return
        waiting: deque[Ready] = deque()

        def graphs() -> Iterator[ArticleGraph]:
            for processed in articles:
                waiting.append(processed)
                yield processed.graph

        for _, change in self._store.replace_many(graphs()):
            yield waiting.popleft(), change

    def with_text(self, digest: str) -> tuple[str, ...]:
        """The articles with this text."""
        return self._store.with_text(digest)

    def has_read(self, article: Article) -> bool:
        """A server does not know from what its articles were read."""
        del article
        return False

    def put_graph(self, name: str, source: str, triples: Iterable[Triple]) -> Change:
        """Put the triples of an RDF file under a name; a dry run compares."""
        return (
            (graph_change(self._store, name, source, triples)) if self._dry_run else self._store.put_graph(name, source, triples)
        )

    def put_aside(self, aside: SetAside) -> None:
        """Nothing is noted: the summary names it."""
