"""``/sitemap.xml``: an index of sitemaps (sitemaps.org 0.9), for each kind of thing with a page as many as it needs.

A sitemap is read in the order of the engine's index, which is the same for all of a generation and costs no sorting; how many
there are is counted once for each generation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response

from bienban.graph.vocab import BASE
from bienban.store.inspect import KINDS
from bienban.web.http.working import do
from bienban.web.linked.addresses import not_found
from bienban.web.linked.documents import etag, not_modified
from bienban.web.pool.messages import Job
from bienban.web.pool.pool import Pool
from bienban.web.settings import Settings

__all__ = ["Sitemaps"]

PER_SITEMAP = 20_000
"""Addresses in one; 50,000 are allowed, and 50 MB."""

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
HOLDERS = "SELECT DISTINCT ?s { ?held org:member ?s }"
"""Of persons, those who hold a post: nobody else has a page."""

OF_CLASS = "SELECT ?s { ?s a %s }"


def _queries() -> Mapping[str, str]:
    """By the name of the sitemap: the things in it. A thing of two classes may be in two."""
    found = {"person": HOLDERS, "article": OF_CLASS % "bb:Article"}
    for kind in ("organizations", "events", "documents", "awards", "places"):
        found.update({name.partition(":")[2].lower(): OF_CLASS % name for name in KINDS[kind]})
    return found


class Sitemaps:
    """The sitemaps of the served store."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._base = settings.base_url
        self._pool = pool
        self._queries = _queries()
        self._counted: tuple[int, dict[str, int]] | None = None

    async def _select(self, query: str, request: Request) -> tuple[list[dict[str, str]], int]:
        done = await do(self._pool, Job(kind="query", text=query, results="json", rows=PER_SITEMAP), request)
        rows = json.loads(done.whole())["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in rows], done.reply.generation

    async def index(self, request: Request) -> Response:
        """The index.

        Raises:
            Problem: the store does not answer.
        """
        tag = etag(self._pool.generation(), "sitemap")
        if not_modified(request, tag):
            return Response(None, 304, {"ETag": tag})
        if self._counted is None or self._counted[0] != self._pool.generation():
            counts = {}
            for name, query in self._queries.items():
                rows, generation = await self._select(f"SELECT (COUNT(?s) AS ?n) {{ {{ {query} }} }}", request)
                counts[name] = int(rows[0]["n"])
            self._counted = (generation, counts)
        generation, counts = self._counted
        names = [f"{name}-{n + 1}" for name, count in counts.items() for n in range(-(-count // PER_SITEMAP))]
        locations = (f"{escape(self._base)}sitemap-{name}.xml" for name in names or ("person-1",))
        items = "".join(f"<sitemap><loc>{location}</loc></sitemap>\n" for location in locations)
        text = f'<sitemapindex xmlns="{NAMESPACE}">\n{items}</sitemapindex>\n'
        return _xml(text, etag(generation, "sitemap"))

    async def one(self, request: Request) -> Response:
        """One sitemap.

        Raises:
            Problem: 404, there are fewer.
        """
        name, number = request.path_params["name"], int(request.path_params["number"])
        if not 1 <= number <= 50_000 or name not in self._queries:
            raise not_found("sitemap")
        tag = etag(self._pool.generation(), "sitemap", name, number)
        if not_modified(request, tag):
            return Response(None, 304, {"ETag": tag})
        query = f"{self._queries[name]} LIMIT {PER_SITEMAP} OFFSET {(number - 1) * PER_SITEMAP}"
        rows, generation = await self._select(query, request)
        things = [row["s"] for row in rows if row["s"].startswith(f"{BASE}id/") and "#" not in row["s"]]
        if not things and number > 1:
            raise not_found("sitemap")
        addresses = [f"{self._base}doc/{iri.removeprefix(BASE)}" for iri in things]
        items = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
        return _xml(f'<urlset xmlns="{NAMESPACE}">\n{items}</urlset>\n', etag(generation, "sitemap", name, number))


def _xml(text: str, tag: str) -> Response:
    headers = {"Content-Type": "application/xml", "ETag": tag}
    return Response(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', 200, headers)
