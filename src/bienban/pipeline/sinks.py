"""Where an import puts what it has: a store on disk, or nothing at all."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bienban.errors import StoreMissing
from bienban.graph.mint import article_iri
from bienban.model.article import Article
from bienban.pipeline.importer import Change
from bienban.pipeline.ready import Ready
from bienban.pipeline.rules import reading_key
from bienban.sources.base import SetAside
from bienban.sources.fetch import Validators
from bienban.sources.files import absolute, is_address
from bienban.sources.walk import STDIN
from bienban.store import open_store
from bienban.store.file_graphs import canonical, entry_of

if TYPE_CHECKING:
    from bienban.graph.terms import Triple
    from bienban.model.graph import ArticleGraph
    from bienban.store.embedded import EmbeddedStore
    from bienban.store.keeping import Keeping

__all__ = ["DrySink", "StoreMemory", "StoreSink", "change_of", "graph_change", "under"]


class StoreSink:
    """A store on disk, held for writing."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store = store
        self._again = set[tuple[str, str]]()
        self.memory = StoreMemory(store)

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

    def asides(self, paths: Iterable[str] | None = None) -> tuple[SetAside, ...]:
        """What was set aside, of some paths or all, without the bytes."""
        found = self._store.aside.all(with_data=False)
        return found if paths is None else under(found, paths)

    def data_of(self, aside: SetAside) -> bytes:
        """The bytes that were kept of an input."""
        return self._store.aside.data(aside.source, aside.stem)

    def settle(self, read: Iterable[SetAside]) -> None:
        """Drop the notes on inputs that this import read again and did not set aside again, and remember pages fetched."""
        for note in read:
            if (note.source, note.stem) not in self._again:
                self._store.aside.drop(note.source, note.stem)
        self.memory.keep()
        self._store.settle()

    def put(self, articles: Iterable[Ready]) -> Iterator[tuple[Ready, Change]]:
        """Store articles in batches, and yield each once it is there."""
        waiting: deque[Ready] = deque()

        def graphs() -> Iterator[ArticleGraph]:
            for processed in articles:
                waiting.append(processed)
                if processed.packed:
                    self._store.keep_packed(processed.article.digest, processed.packed)
                if processed.key is not None:
                    self._store.books.expect(processed.graph.article, processed.key)
                yield processed.graph

        for _, change in self._store.replace_many(graphs()):
            processed = waiting.popleft()
            self._has_page(processed.given.source, processed.given.stem, processed.graph.article)
            yield processed, change

    def _has_page(self, source: str, stem: str, article: str) -> None:
        """The article of an address is in the store, which may have been listed by another address than the one named."""
        if is_address(source):
            self.memory.stored(source, article)
            self._store.aside.drop(source, stem)

    def with_text(self, digest: str) -> tuple[str, ...]:
        """The articles with this text."""
        return self._store.with_text(digest)

    def has_read(self, article: Article) -> bool:
        """Whether the store has what this article gives under the rules as they are; its text is kept if texts are."""
        known = self._store.books.key(article_iri(article))
        if known is None or known != reading_key(article):
            return False
        if article.text:
            self._store.keep_text(article.text)
        self._has_page(article.source, article.stem, article_iri(article))
        return True

    def put_graph(self, name: str, source: str, triples: Iterable[Triple]) -> Change:
        """Put the triples of an RDF file under a name."""
        return self._store.put_graph(name, source, triples)

    def put_aside(self, aside: SetAside) -> None:
        """Keep what could not be used, and why, in the store's folder ``aside``."""
        self._again.add((aside.source, aside.stem))
        self._store.aside.put(aside)


class StoreMemory:
    """The pages that a store knows: a page is remembered once its article is stored, a listing once the import is done."""

    def __init__(self, store: EmbeddedStore | None) -> None:
        self._store = store
        self._fetched: list[tuple[str, str, Validators, bool]] = []
        self._articles: dict[str, str] = {}

    def validators(self, url: str) -> Validators | None:
        """Those of the version in the store; None where its article is not there any more."""
        found = None if self._store is None else self._store.fetched.get(url)
        if self._store is None or found is None:
            return None
        return found[0] if found[1] is None or self._store.graph(found[1]) is not None else None

    def fetched(self, url: str, source: str, validators: Validators, *, listing: bool) -> None:
        """A page that ``source`` named was fetched."""
        self._fetched.append((url, source, validators, listing))

    def stored(self, source: str, article: str) -> None:
        """The article of a page is in the store."""
        self._articles[source] = article

    def keep(self) -> None:
        """Remember what was fetched, now that the import is done."""
        if self._store is None:
            return
        for url, source, validators, listing in self._fetched:
            if listing or source in self._articles:
                self._store.fetched.put(url, validators, self._articles.get(source))


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

    @property
    def memory(self) -> StoreMemory:
        """The pages that the store knows; nothing is added."""
        return StoreMemory(self._store)

    def asides(self, paths: Iterable[str] | None = None) -> tuple[SetAside, ...]:
        """What was set aside, of some paths or all, without the bytes."""
        found = () if self._store is None else self._store.aside.all(with_data=False)
        return found if paths is None else under(found, paths)

    def data_of(self, aside: SetAside) -> bytes:
        """The bytes that were kept of an input."""
        return b"" if self._store is None else self._store.aside.data(aside.source, aside.stem)

    def settle(self, read: Iterable[SetAside]) -> None:
        """Nothing is dropped."""

    def put(self, articles: Iterable[Ready]) -> Iterator[tuple[Ready, Change]]:
        """Compare with what is there."""
        for processed in articles:
            old = None if self._store is None else self._store.graph(processed.graph.article)
            yield processed, change_of(old, processed.graph)

    def with_text(self, digest: str) -> tuple[str, ...]:
        """The articles with this text."""
        return () if self._store is None else self._store.with_text(digest)

    def has_read(self, article: Article) -> bool:
        """Nothing is passed over: a dry run says what is in the articles."""
        del article
        return False

    def put_graph(self, name: str, source: str, triples: Iterable[Triple]) -> Change:
        """Compare with what is there."""
        from bienban.store.memory import MemoryStore

        return graph_change(MemoryStore() if self._store is None else self._store, name, source, triples)

    def put_aside(self, aside: SetAside) -> None:
        """Nothing is noted."""


def change_of(old: ArticleGraph | None, new: ArticleGraph) -> Change:
    """What it would be to put one graph in place of another."""
    if old is None:
        return "added"
    return "unchanged" if set(old.triples) == set(new.triples) else "replaced"


def graph_change(store: Keeping, name: str, source: str, triples: Iterable[Triple]) -> Change:
    """What it would be to put the triples of a file under a name.

    Raises:
        UsageProblem: the store would not take them.
    """
    had = store.check_graph_name(name)
    if had is None:
        return "added"
    return "unchanged" if had == entry_of(name, source, canonical(triples)) else "replaced"


def under(asides: Iterable[SetAside], paths: Iterable[str]) -> tuple[SetAside, ...]:
    """Those that came from some files or folders; what came from standard input came from none that can be named again."""
    named = {absolute(path) for path in paths if path != STDIN}
    return tuple(a for a in asides if a.source != STDIN and not named.isdisjoint(_places(a)))


def _places(aside: SetAside) -> set[str]:
    """The file of an input and the folders around it."""
    path = aside.again.path if aside.again is not None and aside.again.path is not None else absolute(aside.source)
    return {path, *map(str, PurePath(path).parents)}
