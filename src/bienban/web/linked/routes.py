"""The addresses of linked data and of what describes the server."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bienban.web.http.problems import KINDS, OTHERS
from bienban.web.linked.dataset import Dataset
from bienban.web.linked.documents import Documents
from bienban.web.linked.dumps import Dumped
from bienban.web.linked.openapi import openapi
from bienban.web.linked.sitemaps import Sitemaps
from bienban.web.linked.vocabulary import Vocabulary, context
from bienban.web.pool.pool import Pool
from bienban.web.portal.languages import chosen
from bienban.web.portal.site import Site
from bienban.web.settings import Settings

__all__ = ["linked_routes"]

THINGS = ("id", "concept", "agent", "dataset")
"""First parts of the IRIs of things; ``graph`` leads to the graph itself, ``ontology`` and ``shapes`` are documents."""


def linked_routes(settings: Settings, pool: Pool, site: Site, dumped: Dumped) -> list[Route]:
    """All of them."""
    documents, dataset = Documents(settings, pool, site), Dataset(settings, pool, site, dumped)
    sitemaps = Sitemaps(settings, pool)
    routes = [Route(f"/{first}/{{path:path}}", documents.redirect) for first in THINGS]
    for name in ("ontology", "shapes"):
        vocabulary = Vocabulary(site, pool, name)

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
        Route("/dumps", dumped.moved),
        Route("/dumps/", dumped.listed),
        Route("/dumps/index.json", dumped.index),
        Route("/dumps/SHA256SUMS", dumped.sums),
        Route("/dumps/{name}", dumped.file),
        Route("/robots.txt", dataset.robots),
        Route("/sitemap.xml", sitemaps.index),
        Route("/sitemap-{name}-{number:int}.xml", sitemaps.one),
        Route("/health", dataset.health),
        Route("/openapi.json", interface),
        *_pages(site),
    ]


def _pages(site: Site) -> list[Route]:
    async def problems(request: Request) -> Response:
        rows = sorted({(kind, status, title) for status, kind, title in (*KINDS.values(), *OTHERS)})
        title = site.words(chosen(request).language)("problems.title")
        return site.page(request, "problems.html", title=title, problems=rows)

    return [Route("/problems", problems)]
