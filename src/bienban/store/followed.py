"""How far a store has followed which feeds: a small SQLite file beside it. Lost, it costs one more pass over the whole feed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bienban.errors import StoreProblem

__all__ = ["FollowedFeed", "Position"]

_TABLES = """CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, epoch TEXT, seq INTEGER, time TEXT, etag TEXT);
CREATE TABLE IF NOT EXISTS pages (url TEXT, page TEXT, PRIMARY KEY (url, page)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (url TEXT, article TEXT, epoch TEXT, PRIMARY KEY (url, article)) WITHOUT ROWID;"""


@dataclass(frozen=True, slots=True)
class Position:
    """How far: in which epoch of the feed, up to which event of what time, and the tag of the root where all of that was read."""

    epoch: str = ""
    seq: int = 0
    time: str = ""
    etag: str | None = None


class FollowedFeed:
    """What is known of one feed."""

    def __init__(self, path: Path, url: str) -> None:
        """Open the file, which is made where there is none.

        Raises:
            StoreProblem: it is damaged, or cannot be written.
        """
        self._path = path
        self._url = url
        with self._mapped():
            self._rows = sqlite3.connect(path, timeout=30)
            self._rows.executescript(_TABLES)

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreProblem(
                f"what is known of feeds cannot be used: {error}", where=str(self._path), todo="delete the file"
            ) from error

    def close(self) -> None:
        """Let the file go."""
        self._rows.close()

    def position(self) -> Position:
        """How far the feed was read."""
        with self._mapped():
            row = self._rows.execute("SELECT epoch, seq, time, etag FROM feeds WHERE url = ?", (self._url,)).fetchone()
        return Position() if row is None else Position(*row)

    def reached(self, position: Position) -> None:
        """Remember how far; another epoch begins with no page read."""
        with self._mapped(), self._rows:
            if position.epoch != self.position().epoch:
                self._rows.execute("DELETE FROM pages WHERE url = ?", (self._url,))
            values = (self._url, position.epoch, position.seq, position.time, position.etag)
            self._rows.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?)", values)

    def has_read(self, page: str) -> bool:
        """Whether a page that does not change any more was read."""
        with self._mapped():
            found = self._rows.execute("SELECT 1 FROM pages WHERE url = ? AND page = ?", (self._url, page))
            return found.fetchone() is not None

    def read(self, page: str | None, epoch: str, there: Iterable[str], gone: Iterable[str]) -> None:
        """Note a page (None: one that still changes), and which articles it brought and took."""
        with self._mapped(), self._rows:
            if page is not None:
                self._rows.execute("INSERT OR IGNORE INTO pages VALUES (?, ?)", (self._url, page))
            rows = ((self._url, article, epoch) for article in there)
            self._rows.executemany("INSERT OR REPLACE INTO articles VALUES (?, ?, ?)", rows)
            self._rows.executemany("DELETE FROM articles WHERE url = ? AND article = ?", ((self._url, a) for a in gone))

    def came(self, article: str) -> bool:
        """Whether an article came from this feed."""
        with self._mapped():
            found = self._rows.execute("SELECT 1 FROM articles WHERE url = ? AND article = ?", (self._url, article))
            return found.fetchone() is not None

    def left_over(self, epoch: str) -> tuple[str, ...]:
        """Articles that came in an earlier epoch and not in this one, sorted."""
        text = "SELECT article FROM articles WHERE url = ? AND epoch <> ? ORDER BY article"
        with self._mapped():
            return tuple(row[0] for row in self._rows.execute(text, (self._url, epoch)))
