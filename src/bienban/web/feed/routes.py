"""The addresses of the feed: its root, its pages, its members."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import closing

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bienban.errors import BienbanError
from bienban.graph.mint import graph_iri
from bienban.graph.terms import Triple
from bienban.store.codec import parsed
from bienban.store.history import PAGE, Event, Page, Stream
from bienban.store.layout import Layout
from bienban.store.ledger import Ledger
from bienban.store.reader import GraphForm, convert_dataset
from bienban.web.feed.writing import Addresses, page_quads, root_quads
from bienban.web.http.formats import GRAPH_OFFERS, content_type
from bienban.web.http.negotiate import Offer, best, ranges
from bienban.web.http.problems import Problem, not_acceptable, of_error
from bienban.web.http.request import accept_of
from bienban.web.http.working import client_name, do
from bienban.web.linked.documents import etag, not_modified
from bienban.web.pool.messages import Job
from bienban.web.pool.pool import Pool
from bienban.web.settings import Settings

__all__ = ["feed_routes"]

_BY_FORM = {offer.form: offer for offer in GRAPH_OFFERS}
PAGE_OFFERS: tuple[Offer[GraphForm], ...] = tuple(_BY_FORM[form] for form in ("trig", "nquads", "jsonld"))
"""Formats that have named graphs."""

ROOT_OFFERS: tuple[Offer[GraphForm], ...] = (*PAGE_OFFERS, _BY_FORM["turtle"], _BY_FORM["ntriples"])
MOST_TRIPLES = 200_000
"""Of one article's graph."""

FOR_GOOD = "public, max-age=604800, immutable"
"""A week: what is taken out of the store is to leave caches, too."""

_NAME = re.compile(r"(?P<number>[1-9]\d{0,8})(?:\.(?P<stamp>\d{1,12}))?", re.ASCII)
_MEMBER = re.compile(r"m(?P<seq>[1-9]\d{0,11})", re.ASCII)


class _Feed:
    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._base = settings.base_url
        self._pool = pool
        self._ledger = Layout(settings.store).ledger

    def _stream(self) -> Stream:
        """The feed as it stands.

        Raises:
            Problem: 404, the store has no record of changes.
        """
        found = None
        if self._ledger.exists():
            with closing(Ledger(self._ledger, write=False)) as ledger, ledger.history() as history:
                found = history.stream()
        if found is None:
            detail = "the store has no record of changes yet"
            raise Problem(404, "not-found", "There is no feed", detail, "the next import, or bienban check --repair, begins it")
        return found

    def _members(self, page: int) -> tuple[Event, ...]:
        with closing(Ledger(self._ledger, write=False)) as ledger, ledger.history() as history:
            return history.members(page)

    async def root(self, request: Request) -> Response:
        """What the feed is, and where its pages are.

        Raises:
            Problem: there is none, or it is not to be had in a format that is accepted.
        """
        offer, media = _chosen(request, ROOT_OFFERS)
        stream = await self._read(request)
        tag = etag(stream.last, "feed", stream.epoch, media)
        if not_modified(request, tag):
            return Response(None, 304, {"ETag": tag})
        quads = root_quads(stream, Addresses(self._base, stream.epoch))
        return await _written(quads, offer, media, {"ETag": tag})

    async def _read(self, request: Request) -> Stream:
        client, begun = client_name(request), time.monotonic()
        try:
            self._pool.admit(client)
            return await asyncio.to_thread(self._stream)
        except BienbanError as error:
            raise of_error(error) from error
        finally:
            self._pool.charge(client, time.monotonic() - begun)

    async def part(self, request: Request) -> Response:
        """A page; a member leads to its page.

        Raises:
            Problem: 404, there is no such page, or nothing on it counts any more.
        """
        offer, media = _chosen(request, PAGE_OFFERS)
        name, stream = request.path_params["name"], await self._read(request)
        at = Addresses(self._base, stream.epoch)
        member, found = _MEMBER.fullmatch(name), _NAME.fullmatch(name)
        number = (int(member["seq"]) - 1) // PAGE + 1 if member else int(found["number"]) if found else 0
        page = next((page for page in stream.pages if page.number == number), None)
        if page is None or request.path_params["epoch"] != stream.epoch:
            raise Problem(404, "not-found", "There is no such page", "the feed has none of this name", f"begin at {at.root}")
        if at.page(page) != f"{at.root}/{stream.epoch}/{name}":
            return RedirectResponse(at.page(page), 303 if member else 302)
        tag = etag(page.stamp if page.full else stream.last, "feed", stream.epoch, number, media)
        headers = {"ETag": tag, **({"Cache-Control": FOR_GOOD} if page.full else {})}
        if not_modified(request, tag):
            return Response(None, 304, headers)
        return await self._page(request, page, at, offer, media, headers)

    async def _page(
        self, request: Request, page: Page, at: Addresses, offer: Offer[GraphForm], media: str, headers: dict[str, str]
    ) -> Response:
        members = []
        for event in await asyncio.to_thread(self._members, page.number):
            graph = () if event.kind == "delete" else await self._graph(request, event.article)
            if graph is not None:
                members.append((event, graph))
        return await _written(page_quads(page, at, members), offer, media, headers)

    async def _graph(self, request: Request, article: str) -> tuple[Triple, ...] | None:
        """The graph of an article; None where it was taken out just now, which a later event will say."""
        job = Job(kind="graph", text=graph_iri(article), graph="ntriples", rows=MOST_TRIPLES)
        try:
            return parsed((await do(self._pool, job, request)).whole())
        except Problem as problem:
            if problem.kind == "no-such-graph":
                return None
            raise


def _chosen(request: Request, offers: tuple[Offer[GraphForm], ...]) -> tuple[Offer[GraphForm], str]:
    found = best(ranges(accept_of(request)), offers)
    if found is None:
        raise not_acceptable(offers)
    return found


async def _written(quads: bytes, offer: Offer[GraphForm], media: str, headers: dict[str, str]) -> Response:
    data = quads if offer.form == "nquads" else await asyncio.to_thread(convert_dataset, quads, offer.form)
    return Response(data, 200, {**headers, "Content-Type": content_type(media)})


def feed_routes(settings: Settings, pool: Pool) -> list[Route]:
    """All of them."""
    feed = _Feed(settings, pool)
    return [Route("/feed", feed.root), Route("/feed/{epoch}/{name}", feed.part)]
