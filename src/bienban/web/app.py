"""The application: which address is answered by what."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bienban.errors import BienbanError
from bienban.web.answers import Answers
from bienban.web.feed.routes import feed_routes
from bienban.web.http.data import Data
from bienban.web.http.front import Completion, Front
from bienban.web.http.problems import Problem, of_error
from bienban.web.http.short import Short
from bienban.web.http.sparql import Sparql
from bienban.web.linked.dumps import Dumped
from bienban.web.linked.routes import linked_routes
from bienban.web.pool.pool import Pool
from bienban.web.portal.errors import problem_answer
from bienban.web.portal.routes import portal_routes
from bienban.web.portal.site import Site
from bienban.web.reconcile.service import reconcile_routes
from bienban.web.search.pages import search_routes
from bienban.web.search.searching import Searching
from bienban.web.settings import Settings
from bienban.web.watch.exchange import note
from bienban.web.watch.metrics import Metrics
from bienban.web.watch.watched import Watched, Watcher

__all__ = ["Built", "build"]

Endpoint = Callable[[Request], Awaitable[Response]]
Failed = Callable[[Request, Exception], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Built:
    """The application, the answers and the short way that whoever runs it may give without asking it, and who is to see that."""

    app: ASGIApp
    answers: Answers
    short: Short
    watcher: Watcher


def build(settings: Settings) -> Built:
    """The application over a store; its workers run between start-up and shutdown (ASGI lifespan)."""
    pool = Pool(settings)
    site = Site(settings, packages=("bienban.web.search", "bienban.web.reconcile"))
    searching, dumped = Searching(settings, pool), Dumped(settings, pool, site)
    complete = Completion(settings)
    answers = Answers(settings.cache_bytes, pool.generation, complete)

    def asking(request: Request) -> Response:
        limits = settings.limits
        return site.page(request, "sparql.html", title="SPARQL", seconds=limits.seconds, rows=limits.rows)

    sparql, data = Sparql(settings, pool, answers, asking), Data(settings, pool)

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await searching.stop()
            await dumped.stop()
            await pool.stop()

    async def failed(request: Request, error: Exception) -> Response:
        problem = _problem(error)
        note(request.scope, outcome=problem.kind)
        return problem_answer(site, request, problem)

    app = Starlette(
        routes=[
            Route("/sparql", _endpoint(sparql), methods=["GET", "POST"]),
            Route("/data", _endpoint(data), methods=["GET"]),
            *linked_routes(settings, pool, site, dumped),
            *portal_routes(settings, pool, site, dumped.files),
            *search_routes(site, searching),
            *reconcile_routes(settings, pool, site, searching),
            *feed_routes(settings, pool),
        ],
        middleware=[Middleware(_Straight, sparql=sparql, failed=failed)],
        exception_handlers={BienbanError: failed, HTTPException: failed, 500: failed},
        lifespan=running,
    )
    paths = {route.path for route in app.routes if isinstance(route, Route)}
    site.offer(paths)
    watcher = Watcher(settings, Metrics(pool, answers, {"/" + path.split("/", 2)[1] for path in paths}))
    return Built(Watched(Front(app, settings), settings, watcher), answers, Short(settings, pool, answers, complete), watcher)


class _Straight:
    """Takes requests for the endpoint past the router, which would cost as much again as the answer."""

    def __init__(self, app: ASGIApp, sparql: Sparql, failed: Failed) -> None:
        self._app = app
        self._sparql = sparql
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/sparql" or scope["method"] not in ("GET", "POST"):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await self._sparql(request)
        except BienbanError as error:
            response = await self._failed(request, error)
        await response(scope, receive, send)


def _endpoint(answer: Endpoint) -> Endpoint:
    """Starlette takes functions for endpoints and objects for whole applications."""

    async def endpoint(request: Request) -> Response:
        return await answer(request)

    return endpoint


def _problem(error: Exception) -> Problem:
    match error:
        case BienbanError():
            return of_error(error)
        case HTTPException(status_code=404):
            return Problem(404, "not-found", "There is nothing here", "no page or document has this address", "see /sparql")
        case HTTPException(status_code=405, headers=headers):
            return Problem(405, "method", "The method is not allowed here", "see the header Allow", None, dict(headers or {}))
        case HTTPException():
            return Problem(error.status_code, "request", "The request cannot be answered", str(error.detail))
        case _:
            return Problem(500, "mistake", "A mistake in the server", "it has been logged", "tell whoever runs it")
