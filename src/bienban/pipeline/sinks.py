"""Where an import puts what it has: a store, or nothing at all."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bienban.errors import StoreMissing
from bienban.pipeline.importer import Change
from bienban.pipeline.stages import Processed
from bienban.sources.base import SetAside
from bienban.store import open_store

if TYPE_CHECKING:
    from bienban.model.graph import ArticleGraph
    from bienban.store.embedded import EmbeddedStore

__all__ = ["DrySink", "StoreSink"]


class StoreSink:
    """A store on disk, held for writing."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store = store

    @classmethod
    def open(cls, path: str, *, keep_text: bool) -> Self:
        """Open or create the store at a path.

        Raises:
            StoreProblem: it cannot be opened for writing.
        """
        return cls(open_store(path, write=True, create=True, keep_text=keep_text))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._store.close()

    def forget_asides(self, paths: Iterable[str]) -> None:
        """Drop the notes on what was set aside under some paths: they are read again now."""
        starts = tuple(paths)
        for note in self._store.aside.all():
            if any(note.source == s or note.source.startswith(f"{s.rstrip('/')}/") for s in starts):
                self._store.aside.drop(note.source, note.stem)

    def put(self, articles: Iterable[Processed]) -> Iterator[tuple[Processed, Change]]:
        """Store articles in batches, and yield each once it is there."""
        waiting: deque[Processed] = deque()

        def graphs() -> Iterator[ArticleGraph]:
            for processed in articles:
                waiting.append(processed)
                if processed.extracted.article.text:
                    self._store.keep_text(processed.extracted.article.text)
                yield processed.graph

        for _, change in self._store.replace_many(graphs()):
            yield waiting.popleft(), change

    def with_text(self, digest: str) -> tuple[str, ...]:
        """The articles with this text."""
        return self._store.with_text(digest)

    def put_aside(self, aside: SetAside) -> None:
        """Keep what could not be used, and why, in the store's folder ``aside``."""
        self._store.aside.put(aside)


class DrySink:
    """Writes nothing; says what the store at a path would have done."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._store: EmbeddedStore | None = None

    def __enter__(self) -> Self:
        try:
            self._store = open_store(self._path)
        except StoreMissing:
            self._store = None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._store is not None:
            self._store.close()

    def forget_asides(self, paths: Iterable[str]) -> None:
        """Nothing was noted."""

    def put(self, articles: Iterable[Processed]) -> Iterator[tuple[Processed, Change]]:
        """Compare with what is there."""
        for processed in articles:
            yield processed, self._change(processed.graph)

    def _change(self, graph: ArticleGraph) -> Change:
        old = None if self._store is None else self._store.graph(graph.article)
        if old is None:
            return "added"
        return "unchanged" if set(old.triples) == set(graph.triples) else "replaced"

    def with_text(self, digest: str) -> tuple[str, ...]:
        """The articles with this text."""
        return () if self._store is None else self._store.with_text(digest)

    def put_aside(self, aside: SetAside) -> None:
        """Nothing is noted."""
