"""Keeps a store in step with another one by its change feed: what is new there is put in here, what is gone is taken out.

Asked is only what is not known: the root with its tag, pages that do not change any more once, of others the members after the
last that was read. What was put in is on disk before it is noted as read, so a run that ends anywhere is taken up by the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bienban.errors import InputProblem, NetworkProblem, UsageProblem
from bienban.pipeline.feed import FeedPage, Linked, page_of, root_of
from bienban.sources.base import Limits, ReadSettings, WebSettings
from bienban.sources.fetch import Fetched, Fetcher, Validators
from bienban.store import open_store
from bienban.store.followed import FollowedFeed, Position

if TYPE_CHECKING:
    from bienban.store.embedded import EmbeddedStore

__all__ = ["Followed", "follow"]

MOST_BYTES = 256 << 20
"""Of one page: a hundred articles."""

ROUNDS = 5
"""How often the root is asked for again because it had something new while pages were read."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of articles here, how many pages were asked for, and whether a look at the root said that nothing is new."""

    added: int
    replaced: int
    unchanged: int
    removed: int
    pages: int
    nothing_new: bool


class _Memory:
    """The tag of the root; pages are asked for whatever their version."""

    def __init__(self, root: str, feed: FollowedFeed) -> None:
        self._root = root
        self._feed = feed

    def validators(self, url: str) -> Validators | None:
        tag = self._feed.position().etag
        return Validators(etag=tag) if url == self._root and tag is not None else None

    def fetched(self, url: str, source: str, validators: Validators, *, listing: bool) -> None:
        """What was read is noted by whoever reads it."""


def address_of(url: str) -> str:
    """The address of a feed: as given, or ``feed`` under the address of a server.

    Raises:
        UsageProblem: it is no web address.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageProblem(f"not a web address: {url!r}", todo="give the address of a server, such as https://example.org/")
    return url if url.rstrip("/").endswith("/feed") else f"{url.rstrip('/')}/feed"


def follow(url: str, path: Path, *, web: WebSettings | None = None, told: Callable[[], None] = lambda: None) -> Followed:
    """Bring the store at a path, made where there is none, in step with a feed; ``told`` is called for each article.

    Raises:
        NetworkProblem: the server does not answer, or not with a feed.
        StoreProblem: the store cannot be written.
    """
    root = address_of(url)
    with open_store(path, write=True, create=True) as store, closing(FollowedFeed(path / "following.sqlite", root)) as feed:
        settings = ReadSettings(limits=Limits(file_bytes=MOST_BYTES), web=web or WebSettings())
        fetcher = Fetcher(settings, _Memory(root, feed))
        try:
            return _Run(root, store, feed, fetcher, told).run()
        except InputProblem as problem:
            raise NetworkProblem(problem.what, where=problem.where or root, todo=problem.todo) from problem


class _Run:
    """One run."""

    def __init__(self, root: str, store: EmbeddedStore, feed: FollowedFeed, fetcher: Fetcher, told: Callable[[], None]) -> None:
        self._root = root
        self._store = store
        self._feed = feed
        self._fetcher = fetcher
        self._told = told
        self._done = Counter[str]()

    def run(self) -> Followed:
        """Read the root and what is new, until nothing is."""
        done = self._done
        for _ in range(ROUNDS):
            found = self._fetcher.fetch(self._root)
            if found is None:
                break
            self._pages(found)
        nothing = not done["pages"] and found is None
        return Followed(done["added"], done["replaced"], done["unchanged"], done["removed"], done["pages"], nothing)

    def _pages(self, root: Fetched) -> None:
        epoch, pages = root_of(root)
        before = self._feed.position()
        if before.epoch != epoch:  # another life of that store: all is read again
            before = Position(epoch)
            self._feed.reached(before)
        last = (before.seq, before.time)
        for page in pages:
            # Times rise with the numbers; a page that ended before has nothing new, whatever later events took from it.
            if not (page.last and page.last < before.time) and not self._feed.has_read(page.url):
                last = max(last, self._page(page, epoch, before.seq))
        for article in self._feed.left_over(epoch):
            self._remove(article)
            self._feed.read(None, epoch, (), (article,))
        self._feed.reached(Position(epoch, *last, root.validators.etag))

    def _page(self, linked: Linked, epoch: str, after: int) -> tuple[int, str]:
        """Carry out what is new on a page; returns number and time of its last event."""
        found = self._fetcher.fetch(linked.url)
        if found is None:  # never: its tag was not sent
            return after, ""
        self._done["pages"] += 1
        page = page_of(found)
        self._carry_out(page, after)
        there = [m.article for m in page.members if m.graph is not None]
        gone = [m.article for m in page.members if m.graph is None]
        self._feed.read(linked.url if page.immutable else None, epoch, there, gone)
        return max(((member.seq, member.time) for member in page.members), default=(after, ""))

    def _carry_out(self, page: FeedPage, after: int) -> None:
        new = [member for member in page.members if member.seq > after]
        for _, change in self._store.replace_many(member.graph for member in new if member.graph is not None):
            self._done[change] += 1
            self._told()
        for member in new:
            if member.graph is None:
                self._remove(member.article)

    def _remove(self, article: str) -> None:
        """Take out what came from this feed; an article that was imported here stays."""
        if self._feed.came(article) and self._store.remove(article):
            self._done["removed"] += 1
            self._told()
