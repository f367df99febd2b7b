"""What is in a store's directory, its version, its one writer, and the generations that readers open.

====================  ==========================================================================================
``bienban.json``      format version, and the version of Bienban that created the store
``data/``             the database that the writer works on (Oxigraph)
``generations/``      read-only snapshots, published by hard links; readers open the newest, each under a lock file
``texts/``            texts of the articles, compressed, by digest
``aside/``            inputs that were set aside, with the reason
``fetched/``          versions of the pages that were fetched, for conditional requests; may be deleted
``lock``              held by the one writer (flock), with its process id
``unpublished``       there while ``data/`` is ahead of the newest generation
``reference``         digest of the ontology and schemes that ``data/`` has
``journal``           deletions that follow a bulk load, until they are done
``search/``           the full-text index (:mod:`bienban.search.index`); may be deleted, and is then made anew
``dumps/``            compressed dumps for a server (:mod:`bienban.store.dumps`); may be deleted
``articles.sqlite``   sums of the article graphs, and what they were read from (:mod:`bienban.store.ledger`); the change feed
                      (:mod:`bienban.store.history`)
``suppressed.json``   who is left out of what is published (:mod:`bienban.store.suppressed`)
``following.sqlite``  how far the store has followed which feeds (:mod:`bienban.store.followed`); may be deleted
====================  ==========================================================================================
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bienban import __version__
from bienban.errors import StoreLocked, StoreMissing, StoreProblem, StoreVersion

__all__ = ["FORMAT", "Generation", "Layout", "WriterLock", "in_use"]

FORMAT = 2
"""Format 1 has no ``articles.sqlite``: it is read as it is, and whoever writes it next makes that from its graphs."""
READ = (1, 2)
_NUMBER = re.compile(r"\d{6,}")


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one store."""

    root: Path

    @property
    def data(self) -> Path:
        """The database that the writer works on."""
        return self.root / "data"

    @property
    def generations(self) -> Path:
        """The folder of published snapshots."""
        return self.root / "generations"

    @property
    def unpublished(self) -> Path:
        """The mark that ``data/`` is ahead of the newest generation."""
        return self.root / "unpublished"

    @property
    def journal(self) -> Path:
        """The deletions that are still to be done after a bulk load."""
        return self.root / "journal"

    @property
    def reference(self) -> Path:
        """The digest of the ontology and schemes that ``data/`` has."""
        return self.root / "reference"

    @property
    def ledger(self) -> Path:
        """The sums of the article graphs."""
        return self.root / "articles.sqlite"

    @property
    def search(self) -> Path:
        """The folder of the full-text index."""
        return self.root / "search"

    @property
    def dumps(self) -> Path:
        """The folder of the dumps that a server offers."""
        return self.root / "dumps"

    @property
    def texts(self) -> Path:
        """The folder of the articles' texts."""
        return self.root / "texts"

    @property
    def aside(self) -> Path:
        """The folder of inputs set aside."""
        return self.root / "aside"

    @property
    def suppressed(self) -> Path:
        """The people who are left out of what is published."""
        return self.root / "suppressed.json"

    @property
    def description(self) -> Path:
        """The format, and what created the store."""
        return self.root / "bienban.json"

    def create(self) -> None:
        """Make an empty store, or do nothing where there is one.

        Raises:
            StoreProblem: the directory cannot be made, or holds something else.
        """
        if self.description.exists():
            return
        try:
            if self.root.exists() and any(p.name != "lock" for p in self.root.iterdir()):
                raise StoreProblem(
                    "this directory is not empty and no store",
                    where=str(self.root),
                    todo="name an empty or a new directory with --store",
                )
            self.generations.mkdir(parents=True, exist_ok=True)
            for folder in (self.texts, self.aside):
                folder.mkdir(exist_ok=True)
            self.describe()
        except (NotADirectoryError, FileExistsError) as error:
            raise StoreProblem(
                "a file is where the store should be", where=str(self.root), todo="name a directory with --store"
            ) from error
        except OSError as error:
            raise StoreProblem(f"the store cannot be created: {error.strerror}", where=str(self.root)) from error

    def check(self) -> str:
        """Make sure that a store of this format is here; returns what created it.

        Raises:
            StoreMissing: there is none.
            StoreVersion: it has another format.
            StoreProblem: its description cannot be read.
        """
        path = self.description
        try:
            version, creator = self._described()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise StoreMissing(
                "there is no store", where=str(self.root), todo="run bienban import with this --store first"
            ) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreProblem(
                "the description of the store is damaged",
                where=str(path),
                todo="restore it, or import again into a new directory",
            ) from error
        if version not in READ:
            raise StoreVersion(
                f"the store has format {version} ({creator}), this is bienban {__version__} for format {FORMAT}",
                where=str(self.root),
                todo="use that version, or import again into a new directory",
            )
        return creator

    def _described(self) -> tuple[int, str]:
        found = json.loads(self.description.read_text(encoding="utf-8"))
        return int(found["format"]), str(found["created_by"])

    def format(self) -> int:
        """The format of a store that was checked."""
        return self._described()[0]

    def describe(self) -> None:
        """Write the description of a store of the current format; who created it stays."""
        creator = self._described()[1] if self.description.exists() else f"bienban {__version__}"
        new = self.description.with_suffix(".new")
        new.write_text(json.dumps({"format": FORMAT, "created_by": creator}, indent=2) + "\n", encoding="utf-8")
        new.replace(self.description)

    def numbers(self) -> list[int]:
        """The numbers of the published generations, ascending."""
        if not self.generations.is_dir():
            return []
        return sorted(int(p.name) for p in self.generations.iterdir() if _NUMBER.fullmatch(p.name))

    def generation(self, number: int) -> Path:
        """The folder of one generation."""
        return self.generations / f"{number:06d}"

    def stamp(self, number: int) -> str:
        """What tells a generation from another that bears its number in a store that was put back."""
        return str((self.generation(number) / "CURRENT").stat().st_mtime_ns)

    def publish(self, backup: Callable[[Path], None]) -> None:
        """Make a snapshot the newest generation, and delete those that nobody reads any more."""
        number = (self.numbers() or [0])[-1] + 1
        self.generations.mkdir(exist_ok=True)
        new = self.generations / f".new-{number}"
        shutil.rmtree(new, ignore_errors=True)
        backup(new)
        (self.generations / f"{number:06d}.lock").touch()
        new.rename(self.generation(number))
        self.drop_old_generations()

    def drop_old_generations(self) -> None:
        """Delete all generations but the newest, except those that somebody still reads."""
        for number in self.numbers()[:-1]:
            guard = self.generations / f"{number:06d}.lock"
            with guard.open("a") as handle:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                shutil.rmtree(self.generation(number), ignore_errors=True)
                guard.unlink(missing_ok=True)
        for left in self.generations.glob(".new-*"):
            shutil.rmtree(left, ignore_errors=True)

    def size(self) -> int:
        """Bytes on disk; a file with several hard links counts once."""
        seen: dict[int, int] = {}
        for path in self.root.rglob("*"):
            with suppress(FileNotFoundError):
                found = path.lstat()
                if path.is_file():
                    seen[found.st_ino] = found.st_size
        return sum(seen.values())


def in_use(layout: Layout) -> bool:
    """Whether somebody reads a generation of this store."""
    for path in layout.generations.glob("*.lock"):
        with path.open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
    return False


class Generation:
    """The newest generation, held so that no writer deletes it while it is read."""

    def __init__(self, layout: Layout) -> None:
        """Choose and hold it.

        Raises:
            StoreMissing: nothing was ever published.
        """
        self._handle: IO[str] | None = None
        while True:
            numbers = layout.numbers()
            if not numbers:
                raise StoreMissing(
                    "the store is still empty", where=str(layout.root), todo="run bienban import with this --store first"
                )
            self.number = numbers[-1]
            self.path = layout.generation(self.number)
            handle = self._guard(layout.generations / f"{self.number:06d}.lock")
            if self.path.is_dir():
                self._handle = handle
                return
            if handle is not None:
                handle.close()

    @staticmethod
    def _guard(path: Path) -> IO[str] | None:
        """A shared lock; None where there is no lock file (a copy on a read-only medium, where nobody deletes either)."""
        try:
            handle = path.open()
        except OSError:
            return None
        fcntl.flock(handle, fcntl.LOCK_SH)
        return handle

    def release(self) -> None:
        """Let the generation go."""
        if self._handle is not None:
            self._handle.close()
            self._handle = None


class WriterLock:
    """The exclusive lock of the one writer."""

    def __init__(self, layout: Layout) -> None:
        """Take it.

        Raises:
            StoreLocked: another process, or another opener in this one, writes the store.
            StoreProblem: no directory can be made there, or nothing be written into it.
        """
        try:
            layout.root.mkdir(parents=True, exist_ok=True)
            handle = (layout.root / "lock").open("a+")
        except OSError as error:
            reason = "a file is where the store should be" if layout.root.is_file() else f"cannot be written: {error.strerror}"
            raise StoreProblem(reason, where=str(layout.root), todo="name another directory with --store") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            handle.seek(0)
            holder = handle.read().strip() or "unknown"
            handle.close()
            raise StoreLocked(
                f"process {holder} is writing this store",
                where=str(layout.root),
                todo="wait until it has finished, or end it; reading with ask, query and show works meanwhile",
            ) from error
        handle.truncate(0)
        handle.write(f"{os.getpid()}\n")
        handle.flush()
        self._handle: IO[str] | None = handle

    def release(self) -> None:
        """Let another writer in."""
        if self._handle is not None:
            with suppress(OSError):
                self._handle.truncate(0)
            self._handle.close()
            self._handle = None
