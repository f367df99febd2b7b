"""The index on disk, opened for reading: by as many processes as like, each seeing one published state at a time.

It lies in the store's folder ``search``, one folder for each time that it was made anew: the newest counts. The index says itself
which generation of the store it is of, in the same commit as everything else, so a reader sees before or after and knows which.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bienban.search.problems import IndexDamaged, IndexMissing
from bienban.search.schema import VERSION, schema
from bienban.store.layout import Layout

if TYPE_CHECKING:
    import tantivy

__all__ = ["Index", "Snapshot", "State", "guarded", "newest", "state_of"]

_NUMBER = re.compile(r"\d{4}")
REBUILD = "bienban search --rebuild makes it anew"


@dataclass(frozen=True, slots=True)
class State:
    """Which generation an index is of; ``stamp`` tells it from another of the same number."""

    generation: int
    stamp: str
    version: int = VERSION

    def text(self) -> str:
        """As JSON."""
        return json.dumps({"generation": self.generation, "stamp": self.stamp, "version": self.version})


def newest(root: Path) -> Path | None:
    """The folder of the newest index under ``search``; None where there is none."""
    folders = sorted(p for p in root.glob("*") if _NUMBER.fullmatch(p.name)) if root.is_dir() else []
    return folders[-1] if folders else None


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Tantivy's errors as ours; a broken file makes it panic, and a panic is no ``Exception``."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        raise IndexDamaged(f"the index cannot be read: {_line(error)}", where=str(path), todo=REBUILD) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise IndexDamaged(f"the index is damaged: {_line(error)}", where=str(path), todo=REBUILD) from error


def _line(error: BaseException) -> str:
    return (str(error).splitlines() or ["unknown"])[0][:200].rstrip(" .")


def state_of(searcher: tantivy.Searcher) -> State | None:
    """What an index says of itself; None where it says nothing or belongs to another version."""
    import tantivy

    found = searcher.search(tantivy.Query.term_query(schema(), "iri", "state"), 1).hits
    if not found:
        return None
    said = json.loads(searcher.doc(found[0][1]).to_dict()["state"][0])
    return State(**said) if said.get("version") == VERSION else None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the index: whatever is asked of it comes from that generation."""

    path: Path
    searcher: tantivy.Searcher
    state: State


class Index:
    """The index of a store; :meth:`snapshot` goes over to what was written since."""

    def __init__(self, store: Path) -> None:
        """Remember where it is; nothing is opened yet."""
        self.layout = Layout(store)
        self._path: Path | None = None
        self._index: tantivy.Index | None = None
        self._last: tuple[Path, int, Snapshot] | None = None

    def made(self) -> bool:
        """Whether anybody has searched here yet."""
        return newest(self.layout.search) is not None

    def snapshot(self) -> Snapshot:
        """The newest state.

        Raises:
            IndexMissing: there is none that this version reads.
            IndexDamaged: its files cannot be read.
        """
        import tantivy

        path = newest(self.layout.search)
        if path is None:
            raise IndexMissing("there is no search index yet", where=str(self.layout.root), todo=REBUILD)
        with guarded(path):
            written = (path / "meta.json").stat().st_mtime_ns
            if self._last is not None and self._last[:2] == (path, written):
                return self._last[2]
            if self._index is None or path != self._path:
                index = tantivy.Index.open(str(path))
                index.config_reader(reload_policy="Manual", num_warmers=0)
                self._index, self._path = index, path
            self._index.reload()
            searcher = self._index.searcher()
            state = state_of(searcher)
        if state is None:
            raise IndexMissing("the search index is of another version", where=str(path), todo=REBUILD)
        found = Snapshot(path, searcher, state)
        self._last = (path, written, found)
        return found

    def lag(self) -> bool:
        """Whether the store has published something that the index has not."""
        numbers = self.layout.numbers()
        try:
            state = self.snapshot().state
            return bool(numbers) and (state.generation, state.stamp) != (numbers[-1], self.layout.stamp(numbers[-1]))
        except (IndexMissing, IndexDamaged, FileNotFoundError):
            return True
