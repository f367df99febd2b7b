"""The addresses of the portal: the first page, the questions, the query page, the files that pages use."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bienban.web.pool.pool import Pool
from bienban.web.portal.home import Files, Home
from bienban.web.portal.query import Queries
from bienban.web.portal.questions import Questions
from bienban.web.portal.site import Site
from bienban.web.portal.terms import Terms
from bienban.web.settings import Settings

__all__ = ["portal_routes"]


def portal_routes(settings: Settings, pool: Pool, site: Site, files: Files) -> list[Route]:
    """All of them. ``files`` gives the downloads of all data that there are."""
    questions, queries = Questions(site, pool), Queries(settings, site, pool)
    return [
        Route("/", _endpoint(Home(site, pool, files))),
        Route("/questions", questions.all),
        Route("/questions/{name}", questions.one),
        Route("/query", _endpoint(queries)),
        Route("/query.{suffix}", queries.data),
        Route("/terms.json", _endpoint(Terms(pool))),
        Route("/static/{path:path}", _endpoint(site.statics)),
    ]


def _endpoint(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Starlette takes functions for endpoints and objects for whole applications."""

    async def endpoint(request: Request) -> Response:
        return await answer(request)

    return endpoint
