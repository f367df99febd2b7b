"""Answers that were given before: found again by generation, query, dataset and format, within a bound of bytes.

Only whole answers are kept, and only those to queries that give the same answer each time. With a new generation all are dropped.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

__all__ = ["Answers", "Asked", "Header", "Kept", "repeatable", "timeless"]

Header = tuple[bytes, bytes]

TIMING = b"server-timing"

LONG, REMEMBERED = 4_000, 500
"""Characters of a query that is worth remembering, and how many are."""

OVERHEAD = 1_500
"""Bytes that an entry costs besides its texts, about."""

LARGEST = 1 / 16
"""The part of the room that one answer may take."""

MOST_SHORTCUTS = 4
"""Ways of writing one request that are remembered."""

_CHANGING = re.compile(r"(?:now|rand|uuid)(?:\s++|#[^\r\n]*+)*+\(", re.IGNORECASE)
"""No boundary on the left: the engine reads ``FILTERRAND()`` as well."""


def repeatable(query: str) -> bool:
    """Whether asking again must give the same: nothing that looks like ``NOW()``, ``RAND()``, ``UUID()`` or ``STRUUID()``."""
    return _CHANGING.search(query) is None


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer depends on besides the generation: the query, its dataset, the media types for tables and for graphs."""

    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    results: str | None
    graph: str | None

    def tag(self, generation: int) -> str:
        """The weak entity tag of the answer (RFC 9110 §8.8.3)."""
        return f'W/"{generation}-{(_digest_again if len(self.text) <= LONG else _digest)(self)}"'


def _digest(asked: Asked) -> str:
    parts = (asked.text, asked.default_graphs, asked.named_graphs, asked.results, asked.graph)
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


_digest_again = lru_cache(maxsize=REMEMBERED)(_digest)


def timeless(headers: Sequence[Header]) -> list[Header]:
    """The headers of an answer as they are when it is given again: it takes no time any more."""
    return [*(header for header in headers if header[0] != TIMING), (TIMING, b"cache;desc=hit")]


@dataclass(slots=True)
class Kept:
    """An answer to a query: its own headers, its body, and status line with all headers as they are sent."""

    text: str
    headers: tuple[Header, ...]
    body: bytes
    head: bytes
    size: int
    shortcuts: list[tuple[bytes, bytes]] = field(default_factory=list)


class Answers:
    """The answers of the newest generation, those that were asked for longest ago dropped first."""

    def __init__(self, room: int, generation: Callable[[], int], complete: Callable[[list[Header]], list[Header]]) -> None:
        """``room`` in bytes, 0 for none; ``generation`` says what is published; ``complete`` adds the headers of all answers."""
        self._room = room
        self._newest = generation
        self._complete = complete
        self._generation = 0
        self._kept: OrderedDict[Asked, Kept] = OrderedDict()
        self._shortcuts: dict[tuple[bytes, bytes], Asked] = {}
        self.size = 0
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, asked: Asked) -> Kept | None:
        """The answer, where it is kept and nothing was published since."""
        found = self._kept.get(asked)
        if found is None or not self._current():
            self.misses += 1
            return None
        self._kept.move_to_end(asked)
        self.hits += 1
        return found

    def holds(self, asked: Asked) -> bool:
        """Whether :meth:`find` would find it; nothing is counted."""
        return asked in self._kept and self._current()

    def at(self, target: bytes, accept: bytes) -> Kept | None:
        """The answer to a GET for a target (path and query string) with an ``Accept``, where it was asked for so before."""
        asked = self._shortcuts.get((target, accept))
        if asked is None or not self._current():
            return None
        self._kept.move_to_end(asked)
        self.hits += 1
        return self._kept[asked]

    def _current(self) -> bool:
        newest = self._newest()
        if newest != self._generation:
            self._clear(newest)
            return False
        return True

    def _clear(self, generation: int) -> None:
        self._kept.clear()
        self._shortcuts.clear()
        self.size = 0
        self._generation = generation

    def takes(self, size: int) -> bool:
        """Whether there would be room for an answer of so many bytes."""
        return size + OVERHEAD <= self._room * LARGEST

    def keep(self, asked: Asked, generation: int, headers: Sequence[Header], body: bytes) -> None:
        """Keep a whole answer of a generation; one that is no longer the newest is not kept."""
        self._current()
        if generation != self._generation or asked in self._kept or not self.takes(len(body)):
            return
        lines = b"".join(b"%b: %b\r\n" % header for header in self._complete(list(headers)))
        kept = Kept(asked.text, tuple(headers), body, b"HTTP/1.1 200 OK\r\n" + lines, 0)
        kept.size = len(body) + 2 * len(kept.head) + 4 * len(asked.text) + OVERHEAD
        self._kept[asked] = kept
        self.size += kept.size
        self._fit()

    def remember(self, asked: Asked, target: bytes, accept: bytes) -> None:
        """The next GET for the target may be answered by :meth:`at`."""
        kept = self._kept.get(asked)
        if kept is None or len(kept.shortcuts) == MOST_SHORTCUTS or (target, accept) in self._shortcuts:
            return
        kept.shortcuts.append((target, accept))
        kept.size += len(target) + len(accept)
        self.size += len(target) + len(accept)
        self._shortcuts[target, accept] = asked
        self._fit()

    def _fit(self) -> None:
        while self.size > self._room:
            _, dropped = self._kept.popitem(last=False)
            self.size -= dropped.size
            for shortcut in dropped.shortcuts:
                del self._shortcuts[shortcut]
