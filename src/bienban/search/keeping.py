"""Keeps the index in step with what the store publishes: what a publication touched is read again, or everything where need be.

The store is the truth and the index can always be made anew, so nothing here has to be saved: a process killed on the way leaves
the index as it was before, and whoever looks next finds that it lags.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bienban.errors import StoreProblem
from bienban.search.clauses import term
from bienban.search.entry import Entry
from bienban.search.index import Index, Snapshot, State, guarded, newest
from bienban.search.kinds import FACETS, KINDS, Kind, KindName, kind_of
from bienban.search.problems import IndexDamaged, IndexMissing
from bienban.search.reading import entries, everything, members, neighbours
from bienban.search.schema import document, full_iri, schema, short_iri, state_document
from bienban.store import open_store
from bienban.store.changes import changes

if TYPE_CHECKING:
    import tantivy

    from bienban.store.embedded import EmbeddedStore

__all__ = ["Followed", "follow"]

HEAP = 64 << 20
"""Bytes that the writer of the index may fill before it writes a segment."""

MOST_TOUCHED = 20_000
"""Things from which reading everything is hardly more work."""

Told = Callable[[int], None]
"""Is told how many things were read so far."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What was done: ``things`` read again, ``anew`` where it was everything, up to which generation."""

    things: int
    anew: bool
    generation: int


@contextmanager
def _alone(root: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the lock of the one process that writes the index; False where another does."""
    root.mkdir(exist_ok=True)
    with (root / "lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def follow(path: Path, *, anew: bool = False, wait: bool = True, told: Told | None = None) -> Followed | None:
    """Bring the index of a store up to its newest generation; None where it is, or another process is about it.

    Raises:
        StoreMissing: there is no store.
        StoreProblem: the store cannot be read, or the index not be written.
    """
    index = Index(path)
    index.layout.check()
    if not anew and not index.lag():
        return None
    try:
        with _alone(index.layout.search, wait=wait) as alone:
            if not alone:
                return None
            with open_store(path) as store:
                return _followed(index, store, anew=anew, told=told or (lambda _: None))
    except OSError as error:
        raise StoreProblem(f"the search index cannot be written: {error.strerror}", where=str(index.layout.search)) from error


def _followed(index: Index, store: EmbeddedStore, *, anew: bool, told: Told) -> Followed | None:
    number = store.generation
    now = State(number, index.layout.stamp(number))
    before = None if anew else _usable(index)
    if before is not None and before.state == now:
        return None
    touched = None if before is None else _touched(index.layout.root, before.state, now)
    if before is None or touched is None or len(touched) > MOST_TOUCHED:
        return Followed(_rebuilt(index.layout.search, store, now, told), True, number)
    try:
        return Followed(_Update(before, store, told).run(touched, now), False, number)
    except IndexDamaged:
        return Followed(_rebuilt(index.layout.search, store, now, told), True, number)


def _usable(index: Index) -> Snapshot | None:
    try:
        return index.snapshot()
    except (IndexMissing, IndexDamaged):
        return None


def _touched(path: Path, before: State, now: State) -> frozenset[str] | None:
    if before.generation >= now.generation:
        return None
    try:
        return changes(path, before.generation, now.generation)
    except StoreProblem:
        return None


def _rebuilt(root: Path, store: EmbeddedStore, now: State, told: Told) -> int:
    """Make a new index beside the old one, and put it in its place; who still reads the old one may finish."""
    import tantivy

    new = root / ".new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    count = 0
    with guarded(new):
        writer = tantivy.Index(schema(), path=str(new)).writer(heap_size=HEAP, num_threads=1)
        for count, entry in enumerate(everything(store), 1):
            writer.add_document(document(entry))
            if count % 500 == 0:
                told(count)
        writer.add_document(state_document(now.text()))
        writer.commit()
        writer.wait_merging_threads()
    last = newest(root)
    new.rename(root / f"{1 if last is None else int(last.name) + 1:04d}")
    for old in sorted(p for p in root.glob("[0-9]*") if p.is_dir())[:-2]:
        shutil.rmtree(old, ignore_errors=True)
    return count


class _Update:
    """Reads again what was touched, and what has something of that in its own entry."""

    def __init__(self, before: Snapshot, store: EmbeddedStore, told: Told) -> None:
        self._before = before
        self._store = store
        self._told = told
        self._done: set[str] = set()

    def run(self, touched: Iterable[str], now: State) -> int:
        """Write one commit that takes the index from one generation to another."""
        import tantivy

        with guarded(self._before.path):
            writer = tantivy.Index.open(str(self._before.path)).writer(heap_size=HEAP, num_threads=1)
            due = set(touched)
            posts = sorted(iri for iri in due if "/id/post/" in iri)
            due |= members(self._store, posts) if posts else frozenset()
            while due:
                due = self._round(writer, due)
            writer.delete_documents_by_term("iri", "state")
            writer.add_document(state_document(now.text()))
            writer.commit()
            writer.wait_merging_threads()
        return len(self._done)

    def _round(self, writer: tantivy.IndexWriter, due: set[str]) -> set[str]:
        """Read some things again; returns those that must follow, because something they have of these is another."""
        self._done |= due
        following: set[str] = set()
        for name, iris in _by_kind(due).items():
            kind, changed = KINDS[name], []
            found = {entry.iri: entry for entry in entries(self._store, iris, kind)}
            for iri in iris:
                was, entry = self._shown(iri), found.get(iri)
                writer.delete_documents_by_term("iri", short_iri(iri))
                if entry is not None:
                    writer.add_document(document(entry))
                if was != (None if entry is None else entry.shown):
                    changed.append(iri)
                    following |= self._showing(entry, iri) if was is not None else set()
            if changed and kind.near:
                following |= neighbours(self._store, changed, kind)
            self._told(len(self._done))
        return {iri for iri in following if kind_of(iri) is not None} - self._done

    def _shown(self, iri: str) -> str | None:
        """What other entries may have had of a thing."""
        searcher = self._before.searcher
        hits = searcher.search(term("iri", short_iri(iri)), 1).hits
        return str(searcher.doc(hits[0][1]).to_dict()["shown"][0]) if hits else None

    def _showing(self, entry: Entry | None, iri: str) -> set[str]:
        """The things that have this one among their facets."""
        kind = kind_of(iri) if entry is None else KINDS[entry.kind]
        if kind is None or kind.name not in FACETS:
            return set()
        searcher = self._before.searcher
        query = term(kind.name, short_iri(iri))
        hits = searcher.search(query, max(1, searcher.num_docs)).hits
        return {full_iri(searcher.doc(address).to_dict()["iri"][0]) for _, address in hits}


def _by_kind(iris: Iterable[str]) -> dict[KindName, list[str]]:
    found: dict[KindName, list[str]] = {}
    for iri in sorted(iris):
        kind: Kind | None = kind_of(iri)
        if kind is not None:
            found.setdefault(kind.name, []).append(iri)
    return found
