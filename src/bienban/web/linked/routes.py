"""The addresses of linked data and of what describes the server."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bienban.web.http.front import PAGE_POLICY
from bienban.web.http.problems import KINDS, OTHERS
from bienban.web.linked.dataset import Dataset
from bienban.web.linked.documents import Documents
from bienban.web.linked.openapi import openapi
from bienban.web.linked.page import template
from bienban.web.linked.vocabulary import Vocabulary, context
from bienban.web.pool.pool import Pool
from bienban.web.settings import Settings

__all__ = ["linked_routes"]

THINGS = ("id", "concept", "agent", "dataset")
"""First parts of the IRIs of things; ``graph`` leads to the graph itself, ``ontology`` and ``shapes`` are documents."""


def linked_routes(settings: Settings, pool: Pool) -> list[Route]:
    """All of them."""
    documents, dataset = Documents(settings, pool), Dataset(settings, pool)
    routes = [Route(f"/{first}/{{path:path}}", documents.redirect) for first in THINGS]
    for name in ("ontology", "shapes"):
        vocabulary = Vocabulary(settings, name)

        async def answer(request: Request, vocabulary: Vocabulary = vocabulary) -> Response:
            return await vocabulary(request)

        routes += [Route(f"/{name}", answer), Route(f"/{name}.{{suffix}}", answer), Route(f"/{name}/{{version}}", answer)]

    async def document(request: Request) -> Response:
        return await documents(request)

    async def interface(_: Request) -> Response:
        return Response(openapi(settings), 200, {"Content-Type": "application/json"})

    return [
        Route("/ontology/context.jsonld", context),
        *routes,
        Route("/graph/{path:path}", documents.graph),
        Route("/doc/{path:path}", document),
        Route("/context.jsonld", context),
        Route("/.well-known/void", dataset.void),
        Route("/robots.txt", dataset.robots),
        Route("/sitemap.xml", dataset.sitemap),
        Route("/sitemap-{number:int}.xml", dataset.sitemap_page),
        Route("/health", dataset.health),
        Route("/openapi.json", interface),
        *_pages(settings),
    ]


def _pages(settings: Settings) -> list[Route]:
    def page(name: str, title: str, **values: object) -> Response:
        body = template(name, base=settings.base_url, title=title, **values)
        return Response(body, 200, {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": PAGE_POLICY})

    async def home(_: Request) -> Response:
        return page("home.html", "Biên bản")

    async def problems(_: Request) -> Response:
        rows = sorted({(kind, status, title) for status, kind, title in (*KINDS.values(), *OTHERS)})
        return page("problems.html", "Problems", problems=rows)

    async def style(_: Request) -> Response:
        return Response(template("style.css"), 200, {"Content-Type": "text/css; charset=utf-8", "Cache-Control": "max-age=3600"})

    return [Route("/", home), Route("/problems", problems), Route("/style.css", style)]
