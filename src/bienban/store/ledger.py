"""What the store wrote of each article: the sum of its graph, and what it was read from, as rows of an SQLite file.

Which IRIs are gone stands there too, and what stood for them then (:mod:`bienban.store.retired`).

A row says from which generation on it holds, so that a reader of an older generation finds what holds there, and rows above
the newest generation are those that a killed writer may not have carried out. Sums let ``check`` find a graph that is not
what was written; keys let ``import`` pass over what it has read already under the same rules.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Literal

from bienban.errors import StoreProblem
from bienban.store.history import TABLES, History

__all__ = ["Entry", "Ledger", "Reason", "Retired", "digest_of_file", "look_up_retired", "sum_of", "sum_of_text"]

_TABLE = """CREATE TABLE IF NOT EXISTS articles (article TEXT, generation INTEGER, sum TEXT, key TEXT,
PRIMARY KEY (article, generation)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, size INTEGER, digest TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outdated (digest TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS touched (id INTEGER PRIMARY KEY, generation INTEGER, things BLOB);
CREATE TABLE IF NOT EXISTS retired (iri TEXT PRIMARY KEY, generation INTEGER, at TEXT, reason TEXT, successors TEXT)
WITHOUT ROWID;"""
TOUCHED_KEPT = 500
"""Generations whose changes are remembered, for whoever follows them."""
_RETIRED = "SELECT iri, at, reason, successors FROM retired"
Reason = Literal["removed", "renamed", "unsaid"]
"""Its articles were taken out; it has another name now; the articles that spoke of it were edited, or read under other rules."""

_AT = """SELECT article, sum, key FROM articles AS a WHERE sum IS NOT NULL AND generation =
(SELECT MAX(generation) FROM articles WHERE article = a.article AND generation <= ?) ORDER BY article"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article: the sum of its graph (None: it is gone), and the key of what it was read from (None: not known)."""

    article: str
    sum: str | None
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """An IRI that is gone: since when (UTC, to the second), why, and the IRIs that stood for it then, sorted."""

    iri: str
    at: str
    reason: Reason
    successors: tuple[str, ...] = ()


def sum_of(triples: Iterable[tuple[str, str, str]]) -> str:
    """How many triples, and a digest of them in whatever order they come."""
    return sum_of_text("".join(sorted([f"{s} {p} {o} .\n" for s, p, o in triples])).encode())


def sum_of_text(lines: bytes) -> str:
    """The same of triples as sorted lines of N-Triples."""
    count = lines.count(b"\n")
    return f"{count}:{blake2b(lines, digest_size=16).hexdigest()}"


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        StoreProblem: it cannot be read.
    """
    try:
        with path.open("rb") as handle:
            return file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise StoreProblem(f"the file cannot be read: {error.strerror}", where=str(path), todo="restore a backup") from error


class Ledger:
    """The opened file; the writer makes it where there is none."""

    def __init__(self, path: Path, *, write: bool) -> None:
        """Open it.

        Raises:
            StoreProblem: it is damaged, or not there for a reader.
        """
        self._path = path
        with self._mapped():
            self._rows = sqlite3.connect(path, timeout=30) if write else _readable(path)
            if write:
                with suppress(sqlite3.OperationalError):  # where the file system has no shared memory, the journal is a file
                    self._rows.execute("PRAGMA journal_mode = WAL")
                self._rows.execute("PRAGMA synchronous = FULL")
                self._rows.executescript(_TABLE + TABLES)
            self._rows.execute("SELECT MAX(generation) FROM articles").fetchone()

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            full = "full" in str(error) or "I/O" in str(error)
            raise StoreProblem(
                f"the list of articles cannot be {'written' if full else 'read'}: {error}",
                where=str(self._path),
                todo="make room and run the same command again" if full else "bienban check --repair makes it anew",
            ) from error

    def close(self) -> None:
        """Let the file go."""
        self._rows.close()

    def get(self, article: str) -> Entry | None:
        """What holds of an article now."""
        text = "SELECT article, sum, key FROM articles WHERE article = ? ORDER BY generation DESC LIMIT 1"
        with self._mapped():
            row = self._rows.execute(text, (article,)).fetchone()
        return None if row is None or row[1] is None else Entry(*row)

    def at(self, generation: int | None = None) -> Iterator[Entry]:
        """All articles of a generation (None: as they are now), by IRI."""
        with self._mapped():
            yield from (Entry(*row) for row in self._rows.execute(_AT, (2**62 if generation is None else generation,)))

    def above(self, generation: int) -> list[Entry]:
        """What was written after a generation was published."""
        with self._mapped():
            text = "SELECT article, sum, key FROM articles WHERE generation > ?"
            return [Entry(*row) for row in self._rows.execute(text, (generation,))]

    def put(
        self, generation: int, entries: Iterable[Entry], touched: bytes | None = None, retired: Iterable[Retired] = ()
    ) -> None:
        """Note what is about to be written, which things that touches (None: none), and which it leaves nothing of.

        On disk when this returns.
        """
        text = "INSERT OR REPLACE INTO articles (generation, article, sum, key) VALUES (?, ?, ?, ?)"
        with self._mapped(), self._rows:
            self._rows.executemany(text, ((generation, e.article, e.sum, e.key) for e in entries))
            if touched is not None:
                self._rows.execute("INSERT INTO touched (generation, things) VALUES (?, ?)", (generation, touched))
            rows = ((r.iri, generation, r.at, r.reason, "\n".join(r.successors)) for r in retired)
            self._rows.executemany("INSERT OR REPLACE INTO retired VALUES (?, ?, ?, ?, ?)", rows)

    def retired(self, upto: int | None = None, *, after: int = -1) -> Iterator[Retired]:
        """What was noted as gone by generations after one up to another, by IRI."""
        text = f"{_RETIRED} WHERE generation > ? AND generation <= ? ORDER BY iri"
        with self._mapped():
            if _has(self._rows, "retired"):
                yield from map(_retired, self._rows.execute(text, (after, 2**62 if upto is None else upto)))

    def is_retired(self, iri: str) -> bool:
        """Whether an IRI was noted as gone."""
        with self._mapped():
            return self._rows.execute("SELECT 1 FROM retired WHERE iri = ?", (iri,)).fetchone() is not None

    def forget_retired(self, iris: Iterable[str]) -> None:
        """Say nothing of these any more."""
        with self._mapped(), self._rows:
            self._rows.executemany("DELETE FROM retired WHERE iri = ?", ((iri,) for iri in iris))

    def touched(self, since: int, until: int) -> list[tuple[int, bytes]]:
        """What was noted as touched by the generations after ``since`` up to ``until``; see :mod:`bienban.store.changes`."""
        text = "SELECT generation, things FROM touched WHERE generation > ? AND generation <= ? ORDER BY id"
        with self._mapped():
            if not _has(self._rows, "touched"):
                return []
            return [(number, things) for number, things in self._rows.execute(text, (since, until))]

    def rollback(self, generation: int) -> None:
        """Forget what came after a generation."""
        with self._mapped(), self._rows:
            self._rows.execute("DELETE FROM articles WHERE generation > ?", (generation,))
            self._rows.execute("DELETE FROM touched WHERE generation > ?", (generation,))
            self._rows.execute("DELETE FROM retired WHERE generation > ?", (generation,))

    def prune(self, oldest: int) -> None:
        """Forget what no generation from the oldest on needs."""
        with self._mapped(), self._rows:
            self._rows.execute(
                """DELETE FROM articles WHERE generation < ?1 AND EXISTS (SELECT 1 FROM articles AS newer WHERE
                newer.article = articles.article AND newer.generation > articles.generation AND newer.generation <= ?1)""",
                (oldest,),
            )
            self._rows.execute("DELETE FROM articles WHERE sum IS NULL AND generation <= ?", (oldest,))
            self._rows.execute("DELETE FROM touched WHERE generation <= ?", (oldest - TOUCHED_KEPT,))

    @contextmanager
    def history(self) -> Iterator[History]:
        """The record of events, for as long as it is used.

        Raises:
            StoreProblem: it is damaged, or cannot be written.
        """
        with self._mapped():
            yield History(self._rows)

    def outdate(self, digests: Iterable[str]) -> None:
        """Remember texts that no article has any more, until nobody reads an older generation."""
        with self._mapped(), self._rows:
            self._rows.executemany("INSERT OR IGNORE INTO outdated VALUES (?)", ((digest,) for digest in digests))

    def outdated(self) -> list[str]:
        """The digests of those texts."""
        with self._mapped():
            return [row[0] for row in self._rows.execute("SELECT digest FROM outdated")]

    def clear_outdated(self) -> None:
        """Forget them."""
        with self._mapped(), self._rows:
            self._rows.execute("DELETE FROM outdated")

    def files(self) -> dict[str, tuple[int, str]]:
        """Size in bytes and digest of the database's files that never change, by name."""
        with self._mapped():
            return {name: (size, digest) for name, size, digest in self._rows.execute("SELECT name, size, digest FROM files")}

    def note_files(self, paths: Iterable[Path]) -> None:
        """Note those of a generation that are not known, and forget those that are not among them."""
        known = self.files()
        now = {path.name: path for path in paths}
        new = [(name, path.stat().st_size, digest_of_file(path)) for name, path in now.items() if name not in known]
        with self._mapped(), self._rows:
            self._rows.executemany("DELETE FROM files WHERE name = ?", ((name,) for name in known.keys() - now.keys()))
            self._rows.executemany("INSERT INTO files VALUES (?, ?, ?)", new)

    def seal(self) -> None:
        """Make it one file that can be copied."""
        with self._mapped():
            self._rows.execute("PRAGMA journal_mode = DELETE")

    def rebase(self) -> None:
        """Forget all numbers of generations: what holds now holds from the first on."""
        now = list(self.at())
        with self._mapped(), self._rows:
            self._rows.execute("DELETE FROM articles")
            self._rows.execute("DELETE FROM touched")
            self._rows.execute("UPDATE retired SET generation = 0")
        self.put(0, now)


def look_up_retired(path: Path, iri: str) -> Retired | None:
    """What a store's ledger says of an IRI that is gone; None where it says nothing, or there is no ledger.

    Raises:
        StoreProblem: the ledger is damaged.
    """
    if not path.exists():
        return None
    try:
        with closing(_readable(path, "SELECT 1 FROM sqlite_master")) as rows:
            if not _has(rows, "retired"):
                return None
            found = rows.execute(f"{_RETIRED} WHERE iri = ?", (iri,)).fetchone()
    except sqlite3.Error as error:
        todo = "bienban check --repair makes it anew"
        raise StoreProblem(f"the list of articles cannot be read: {error}", where=str(path), todo=todo) from error
    return None if found is None else _retired(found)


def _has(rows: sqlite3.Connection, table: str) -> bool:
    """Whether there is such a table: a ledger of an older version has fewer until it is written."""
    return rows.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None


def _retired(row: tuple[str, str, Reason, str]) -> Retired:
    iri, at, reason, successors = row
    return Retired(iri=iri, at=at, reason=reason, successors=tuple(successors.split("\n")) if successors else ())


def _readable(path: Path, probe: str = "SELECT MAX(generation) FROM articles") -> sqlite3.Connection:
    """The file for reading, also on a medium where nothing can be written."""
    for options in ("mode=ro", "mode=ro&immutable=1"):
        opened = sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True, timeout=30)
        try:
            opened.execute(probe).fetchone()
        except sqlite3.OperationalError:
            opened.close()
            if "immutable" in options:
                raise
        else:
            return opened
    raise AssertionError("unreachable")
