"""Asks the index for a request: in a thread, on the client's account of work, and sees to it that the index follows."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import TypeVar

from starlette.requests import Request

from bienban.errors import BienbanError
from bienban.search.finding import Count, count_facets
from bienban.search.index import Index, Snapshot
from bienban.search.problems import IndexDamaged, IndexMissing
from bienban.search.question import Search
from bienban.web.http.problems import Problem, of_error
from bienban.web.http.working import client_name
from bienban.web.pool.errand import Errand
from bienban.web.pool.pool import Pool
from bienban.web.settings import Settings

__all__ = ["Searching"]

T = TypeVar("T")

KEPT = 256
"""Counts of facets that are remembered."""

PAUSE = 3.0
"""Seconds at least between two beginnings to bring the index up to date."""

WAIT = 10.0
"""Seconds that a request waits for an index that there is none of yet."""

LOOK = 1.0
"""Seconds between two looks whether the index lags."""


class Searching:
    """The index of the served store."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._pool = pool
        self._index = Index(settings.store)
        self._follower = Errand("bienban.search", str(settings.store), pause=PAUSE)
        self._looked = float("-inf")
        self._kept: OrderedDict[tuple[object, ...], Mapping[str, tuple[Count, ...]]] = OrderedDict()

    async def ask(self, request: Request, work: Callable[[Snapshot], T]) -> T:
        """Work on the newest state of the index.

        Raises:
            Problem: 503, there is no index yet; 429, the client has used up its work.
        """
        client = client_name(request)
        try:
            self._pool.admit(client)
        except BienbanError as error:
            raise of_error(error) from error
        try:
            return await self._worked(work, client)
        except (IndexMissing, IndexDamaged):
            self._follower.begin()
            await self._follower.wait(WAIT)
        try:
            return await self._worked(work, client)
        except (IndexMissing, IndexDamaged) as error:
            todo = "try again in a moment"
            raise Problem(503, "preparing", "The search index is being made", error.what, todo, {"Retry-After": "5"}) from error

    async def _worked(self, work: Callable[[Snapshot], T], client: str) -> T:
        begun = time.monotonic()
        try:
            return await asyncio.to_thread(self._work, work)
        finally:
            self._pool.charge(client, time.monotonic() - begun)
            self._look(begun)

    def _work(self, work: Callable[[Snapshot], T]) -> T:
        return work(self._index.snapshot())

    def counts(self, snapshot: Snapshot, search: Search, *, size: int) -> Mapping[str, tuple[Count, ...]]:
        """The counts of facets, kept while the index is the same."""
        narrowed = tuple(sorted(search.facets.items()))
        key = (snapshot.path, snapshot.state, search.words, search.kinds, narrowed, search.everybody, size)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = count_facets(snapshot, search, size=size)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def _look(self, now: float) -> None:
        """Now and then see whether the store has published something that the index has not."""
        if now - self._looked >= LOOK:
            self._looked = now
            if self._index.lag():
                self._follower.begin()

    async def stop(self) -> None:
        """End the process that follows; the next server goes on."""
        await self._follower.stop()
