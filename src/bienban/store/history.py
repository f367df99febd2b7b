"""What became of the articles, in the order in which readers could see it: the change feed's record, in the ledger's file.

An event says that from a generation on an article is there, is another, or is gone. Events are worked out from the ledger once
a generation is published: what holds there against what the last event of each article said. So a killed writer leaves none too
many and none for good out, a store from before there were events begins with what it has, and a check can work them out again.

Numbers rise by one and are never given twice within an *epoch*. A store that was put back from a copy keeps its events and
begins another epoch, for the numbers that followers know may be of another life. Of an article only the last event counts: the
graph that an earlier one announced is kept nowhere, and what was removed is gone (``ldes:versionAmount 1``).
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

__all__ = ["PAGE", "TABLES", "Event", "History", "Page", "Stream"]

TABLES = """CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, generation INTEGER, article TEXT, kind TEXT, sum TEXT,
time TEXT, next INTEGER);
CREATE INDEX IF NOT EXISTS events_of_article ON events (article, seq);
CREATE TABLE IF NOT EXISTS feed (epoch TEXT);"""

PAGE = 100
"""Events of a page of the feed; a page whose numbers are all given changes only by losing what later events replace."""

Kind = Literal["create", "update", "delete"]

_LATEST = "SELECT article, sum, kind FROM events WHERE next IS NULL"
_HELD = """SELECT article, sum FROM articles AS a WHERE generation =
(SELECT MAX(generation) FROM articles WHERE article = a.article AND generation <= :upto)"""
_CHANGED = f"""WITH latest AS NOT MATERIALIZED ({_LATEST}), held AS NOT MATERIALIZED ({_HELD} {{only}})
SELECT held.article, CASE WHEN latest.kind IS NULL OR latest.kind = 'delete' THEN 'create' ELSE 'update' END, held.sum
FROM held LEFT JOIN latest ON latest.article = held.article
WHERE held.sum IS NOT NULL AND (latest.kind IS NULL OR latest.sum IS NOT held.sum)
UNION ALL SELECT latest.article, 'delete', NULL FROM latest LEFT JOIN held ON held.article = latest.article
WHERE latest.kind <> 'delete' AND {{gone}} ORDER BY 1"""  # noqa: S608 - nothing of anybody's is put in
_NOTED = "held.article IS NOT NULL AND held.sum IS NULL"
"""That an article was taken out is a row of its own; one that has no row at all was lost, and a check finds it."""
_ALL = _CHANGED.format(only="", gone=_NOTED)
_NEWEST = _CHANGED.format(only="AND generation = :upto", gone=_NOTED)
_ANEW = _CHANGED.format(only="", gone="held.sum IS NULL")


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its number, the article, what became of it, when that could be seen (UTC, to the millisecond)."""

    seq: int
    article: str
    kind: Kind
    time: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, whether all its numbers are given, and the last event that took something from it (0: none).

    ``first`` and ``last`` say when its first and last event were, ``live`` how many of them count.
    """

    number: int
    full: bool
    stamp: int
    first: str
    last: str
    live: int


@dataclass(frozen=True, slots=True)
class Stream:
    """The feed as it stands: its epoch, the number of the last event (0: none), the pages with events that count."""

    epoch: str
    last: int
    pages: tuple[Page, ...]


class History:
    """The events, over the ledger's connection; the ledger maps its errors."""

    def __init__(self, rows: sqlite3.Connection) -> None:
        self._rows = rows

    def known(self) -> bool:
        """Whether there is a record: not in a store that no writer opened since there are any."""
        return self._rows.execute("SELECT 1 FROM sqlite_master WHERE name = 'feed'").fetchone() is not None

    def begin(self, *, anew: bool = False) -> None:
        """Make sure that there is an epoch; ``anew``: another one."""
        with self._rows:
            if anew:
                self._rows.execute("DELETE FROM feed")
            if self._rows.execute("SELECT 1 FROM feed").fetchone() is None:
                self._rows.execute("INSERT INTO feed VALUES (?)", (secrets.token_hex(4),))

    def missing(self, upto: int) -> int:
        """How many events a published generation lacks."""
        return len(self._rows.execute(_ALL, {"upto": upto}).fetchall())

    def follow(self, upto: int, *, newest: bool = False, anew: bool = False) -> None:
        """Work out the events up to a published generation.

        ``newest``: all before it are known; ``anew``: the ledger has forgotten what was taken out.
        """
        text = _NEWEST if newest else _ANEW if anew else _ALL
        changed = self._rows.execute(text, {"upto": upto}).fetchall()
        with self._rows:
            self._add(upto, changed)
            if not newest:
                self._forget()

    def _add(self, generation: int, changed: Iterable[tuple[str, Kind, str | None]]) -> None:
        last, before = self._rows.execute("SELECT COALESCE(MAX(seq), 0), COALESCE(MAX(time), '') FROM events").fetchone()
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        time = max(now, before)  # a clock that was put back must not put events in another order
        rows = [(last + n, generation, article, kind, total, time) for n, (article, kind, total) in enumerate(changed, 1)]
        replaced = [(seq, article, seq) for seq, _, article, *_ in rows]
        self._rows.executemany("UPDATE events SET next = ? WHERE article = ? AND next IS NULL AND seq < ?", replaced)
        self._rows.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, NULL)", rows)

    def _forget(self) -> None:
        """Forget pages of which nothing counts any more, but not the numbers given last."""
        self._rows.execute(
            f"""DELETE FROM events WHERE (seq - 1) / {PAGE} IN (SELECT (seq - 1) / {PAGE} FROM events GROUP BY 1
            HAVING COUNT(next) = COUNT(*) AND COUNT(*) = {PAGE}) AND seq < (SELECT MAX(seq) FROM events)"""  # noqa: S608 - a number
        )

    def stream(self) -> Stream | None:
        """The feed as it stands; None where there is no record."""
        epoch = self._rows.execute("SELECT epoch FROM feed").fetchone() if self.known() else None
        if epoch is None:
            return None
        last = self._rows.execute("SELECT COALESCE(MAX(seq), 0) FROM events").fetchone()[0]
        rows = self._rows.execute(
            f"""SELECT (seq - 1) / {PAGE} + 1, MAX(COALESCE(next, 0)), MIN(time), MAX(time), COUNT(*) - COUNT(next) FROM events
            GROUP BY 1 ORDER BY 1"""  # noqa: S608 - a number
        )
        pages = (Page(n, n * PAGE <= last, stamp, first, end, live) for n, stamp, first, end, live in rows)
        return Stream(epoch[0], last, tuple(page for page in pages if page.live))

    def members(self, page: int) -> tuple[Event, ...]:
        """The events of a page that count, in their order."""
        text = "SELECT seq, article, kind, time FROM events WHERE seq > ? AND seq <= ? AND next IS NULL ORDER BY seq"
        return tuple(Event(*row) for row in self._rows.execute(text, ((page - 1) * PAGE, page * PAGE)))

    def copy_to(self, other: History, upto: int) -> None:
        """Give another store the record up to a generation."""
        if not self.known():
            return
        rows = self._rows.execute(
            "SELECT seq, generation, article, kind, sum, time, next FROM events WHERE generation <= ?", (upto,)
        )
        found = rows.fetchall()
        last = max((row[0] for row in found), default=0)
        with other._rows as target:
            target.execute("DELETE FROM feed")
            target.executemany("INSERT INTO feed VALUES (?)", self._rows.execute("SELECT epoch FROM feed").fetchall())
            values = ((*row[:6], row[6] if row[6] is not None and row[6] <= last else None) for row in found)
            target.executemany("INSERT INTO events VALUES (?, 1, ?, ?, ?, ?, ?)", ((v[0], *v[2:]) for v in values))
