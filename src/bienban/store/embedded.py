"""The store on disk: Oxigraph, one writer, readers that open published snapshots."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from bienban.errors import StoreProblem
from bienban.graph.terms import Term, Triple, iri_text, parse_literal, string
from bienban.model.graph import ArticleGraph
from bienban.store.base import Change, Result, StoreInfo
from bienban.store.books import Books
from bienban.store.folders import AsideFolder, FetchedFolder, TextFolder
from bienban.store.growth import Growth
from bienban.store.inspect import inspect
from bienban.store.journal import PENDING, finish, load_and_delete
from bienban.store.keeping import Keeping
from bienban.store.layout import Generation, Layout, WriterLock
from bienban.store.oxigraph import Database
from bienban.store.plan import DIGEST, Plan, article_named
from bienban.store.recovery import advised, recover
from bienban.store.suppressed import Suppressed

__all__ = ["EmbeddedStore"]

BATCH_TRIPLES = 60_000
"""Triples of article graphs that are written at once: about two hundred articles, some 40 MB while it lasts."""

BULK_FROM = 4_000
"""Quads from which moving files in beats a transaction."""

PUBLISH_SECONDS = 5.0
"""How far readers may lag behind a long import."""


class EmbeddedStore(Keeping):
    """One opened store directory, for reading or for writing; see :mod:`bienban.store.layout` for what is in it.

    A reader sees the newest published generation as it was when it opened it. The writer sees its own writes and publishes a
    generation every few seconds of a long import and when it closes.
    """

    def __init__(self, path: Path, *, write: bool = False, create: bool = False, keep_text: bool = True) -> None:
        """Open it; ``create`` makes an empty one where there is none.

        Raises:
            StoreMissing: there is no store, or nothing in it yet.
            StoreVersion: it has another format.
            StoreLocked: another process writes it.
            StoreProblem: its files are damaged.
        """
        self._layout = Layout(path)
        self._keep_text = keep_text
        self._lock: WriterLock | None = None
        self._generation: Generation | None = None
        self._database: Database | None = None
        self._books: Books | None = None
        self._growth: Growth | None = None
        self.suppressed = Suppressed.read(self._layout.suppressed)
        self.texts = TextFolder(self._layout.texts)
        self.aside = AsideFolder(self._layout.aside)
        self.fetched = FetchedFolder(path / "fetched")
        if write:
            self._open_for_writing(create=create)
        else:
            self._creator = self._layout.check()
            self._generation = Generation(self._layout)
            self._opened(lambda held: Database(held, write=False), self._generation.path)

    def _open_for_writing(self, *, create: bool) -> None:
        layout = self._layout
        if not create:
            layout.check()
        self._lock = WriterLock(layout)
        try:
            if create:
                layout.create()
            self._creator = layout.check()
        except StoreProblem:
            self.close()
            raise
        self._opened(self._recovered, layout.data)
        self._put_right()

    def _put_right(self) -> None:
        """Finish what a killed writer left, and publish what it did not."""
        layout = self._layout
        self._growth = Growth(layout.data)
        if finish(self._db, layout.journal) or not layout.numbers():
            layout.unpublished.touch()
        self._published = time.monotonic()
        try:
            self._books = Books(layout, self._db, self.texts)
        except StoreProblem:
            self._let_go()
            raise
        if layout.unpublished.exists():
            self._publish()

    def _recovered(self, path: Path) -> Database:
        recover(self._layout)
        try:
            return Database(path, write=True)
        except StoreProblem as problem:
            raise advised(self._layout, problem) from problem

    def _opened(self, opener: Callable[[Path], Database], path: Path) -> None:
        try:
            self._database = opener(path)
        except StoreProblem:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def where(self) -> str:
        """The path of the directory."""
        return str(self._layout.root)

    @property
    def generation(self) -> int:
        """The number of the generation that is read, of the newest one where the store is written; 0 before the first."""
        return self._generation.number if self._generation is not None else ([0, *self._layout.numbers()])[-1]

    @property
    def _db(self) -> Database:
        if self._database is None:
            raise StoreProblem("the store is closed", where=self.where)
        return self._database

    def close(self) -> None:
        """Publish what was written, and let go of files and locks; a second call does nothing."""
        try:
            if self._books is not None and self._database is not None:
                if self._layout.unpublished.exists():
                    self._publish()
                self._books.tidy()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        if self._books is not None:
            self._books.close()
        if self._generation is not None:
            self._generation.release()
        if self._lock is not None:
            self._lock.release()
        self._books = self._database = self._generation = self._lock = None

    def settle(self) -> bool:
        """Say that a lot may have been written and nothing follows; whether files were merged for it, so that reading is faster.

        That is done where most of the store is new; it takes some seconds for a thousand articles, and for a while the room of
        the database once more. What is read is the same before and after.
        """
        if self._growth is None or not self._growth.is_much():
            return False
        self._db.merge_files()
        self._growth = Growth(self._layout.data)
        self._layout.unpublished.touch()
        return True

    def _publish(self) -> None:
        self._db.flush()
        self._layout.publish(self._db.backup)
        self._layout.unpublished.unlink(missing_ok=True)
        self.books.published()
        self._published = time.monotonic()

    @property
    def _batch_triples(self) -> int:
        return BATCH_TRIPLES

    def _state(self) -> Database:
        return self._db

    def _triples(self, graph: str | None) -> Iterator[Triple]:
        return self._db.triples(graph)

    def _names(self) -> Iterator[str]:
        return (name for name in self._db.graphs() if name != PENDING)

    def _write(self, plan: Plan) -> None:
        """Carry out a plan, all of it or nothing, and note its articles."""
        books = self.books
        books.note(plan)
        if not (plan.deletes or plan.size() or plan.dropped):
            return
        self._layout.unpublished.touch()
        if plan.dropped or plan.size() < BULK_FROM:
            self._db.update(plan.deletes, plan.all_inserts(), plan.dropped)
        else:
            load_and_delete(self._db, self._layout.journal, plan.lines(), plan.deletes)
        books.outdate(plan.stale)
        if time.monotonic() - self._published > PUBLISH_SECONDS:
            self._publish()

    @property
    def books(self) -> Books:
        """What the writer keeps beside the database.

        Raises:
            StoreProblem: the store was opened for reading.
        """
        if self._books is None:
            raise StoreProblem("the store was opened for reading", where=self.where)
        return self._books

    def suppress(self, everybody: Suppressed) -> None:
        """Leave these and no others out of what is written from now on; see :mod:`bienban.pipeline.suppressing`.

        A generation is published for it though no graph may change: texts are shown otherwise from then on, and whatever was made
        of the ones before (pages, their tags) is out of date. Dumps of those are removed.
        """
        everybody.write(self._layout.suppressed)
        self.suppressed = everybody
        self._layout.unpublished.touch()
        shutil.rmtree(self._layout.dumps, ignore_errors=True)

    def _replaced(self, batch: list[ArticleGraph]) -> tuple[tuple[ArticleGraph, Change], ...]:
        """Each graph without the people who are left out; what is given back is the graph that came."""
        outcomes = super()._replaced([self.suppressed.redacted(graph) for graph in batch])
        return tuple((graph, change) for graph, (_, change) in zip(batch, outcomes, strict=True))

    def put_graph(self, name: str, source: str, triples: Iterable[Triple]) -> Change:
        """Put the triples of an RDF file under a name, in place of what a file put there before, without who is left out.

        Raises:
            UsageProblem: the name is one of the store's own, or somebody else has a graph of this name.
        """
        return super().put_graph(name, source, self.suppressed.without_people(triples))

    def file_triples(self, name: str) -> Iterator[Triple]:
        """The triples of the graph of a file."""
        return self._triples(name)

    def change(self, text: str, *, base: str | None = None) -> None:
        """Run a SPARQL update, all of it or nothing, on the database as it is.

        Neither the merged graph nor the books follow: what an update changes in an article's graph, the next import of that
        article puts back, and a check reports. The update must have been looked at before (:mod:`bienban.store.fetching`).

        Raises:
            QueryProblem: it cannot be parsed or evaluated.
        """
        self.books.note_anything()
        self._layout.unpublished.touch()
        self._db.change(text, base=base)

    def has_reference(self, digest: str) -> bool:
        """Whether the ontology and schemes of this digest are what the store has."""
        try:
            return self._layout.reference.read_text(encoding="utf-8") == digest
        except (OSError, UnicodeDecodeError):
            return False

    def load_reference(self, triples: Iterable[Triple], *, digest: str | None = None) -> bool:
        """Put the ontology and the schemes into ``graph/reference`` and the default graph; False where they are there.

        Their digest, where given, is remembered for :meth:`has_reference`.
        """
        self._layout.reference.unlink(missing_ok=True)
        changed = super().load_reference(triples)
        if digest is not None:
            self._db.flush()
            self._layout.reference.write_text(digest, encoding="utf-8")
        return changed

    def mend(self) -> None:
        """Put right what can be worked out from the article graphs, and publish it."""
        from bienban.store.repair import mend

        self.books.note_anything()
        self._layout.unpublished.touch()
        mend(self._layout, self._db, self.books)

    def keep_text(self, text: str) -> None:
        """Keep an article's text, unless the store was opened to keep none."""
        if self._keep_text:
            self.texts.put(text)

    def keep_packed(self, digest: str, data: bytes) -> None:
        """The same for a text of this digest that :func:`bienban.store.folders.packed` has made smaller."""
        if self._keep_text:
            self.texts.put_packed(digest, data)

    def text(self, article: str) -> str | None:
        """The text of an article as it may be shown, or None where it was not kept."""
        text = self.kept_text(article)
        return None if text is None else self.suppressed.masked(text)

    def kept_text(self, article: str) -> str | None:
        """The text of an article as it was read, for reading it again; None where it was not kept."""
        iri = article_named(article)
        digest = None if iri is None else next(self._db.said(Term(f"<{iri}>"), DIGEST), None)
        return None if digest is None else self.texts.get(parse_literal(digest)[0])

    def properties(self, node: Term) -> Iterator[tuple[Term, Term]]:
        """What the merged graph says of a node."""
        return self._db.properties(node)

    def with_text(self, digest: str) -> tuple[str, ...]:
        """The IRIs of the articles whose text has this digest, sorted."""
        return tuple(sorted({iri_text(who) for who, _ in self._db.everywhere(DIGEST, string(digest))}))

    def query(self, text: str) -> Result:
        """Run any SPARQL 1.1 query on the merged graph; see :class:`bienban.store.base.Queryable`."""
        return self._db.query(text)

    def info(self) -> StoreInfo:
        """Counts and versions."""
        numbers = self._layout.numbers()
        return replace(
            inspect(self),
            bytes_on_disk=self._layout.size(),
            generation=self._generation.number if self._generation is not None else numbers[-1],
            created_by=self._creator,
            texts=len(self.texts) - (0 if self._books is None else self._books.outdated()),
            set_aside=len(self.aside),
        )
