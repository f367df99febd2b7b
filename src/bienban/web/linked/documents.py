"""``/id/…`` (303) and ``/doc/…``: a thing and the document about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bienban.graph.terms import Triple
from bienban.graph.vocab import BASE
from bienban.store.plan import article_named
from bienban.store.reader import convert
from bienban.web.http.formats import content_type
from bienban.web.http.problems import Problem
from bienban.web.http.request import accept_of, parameters
from bienban.web.http.working import do
from bienban.web.linked.addresses import DOCUMENT_OFFERS, SUFFIXES, Thing, choose, not_found, thing_at
from bienban.web.linked.describe import Description, describe
from bienban.web.linked.page import render
from bienban.web.linked.rendered import Rendered
from bienban.web.linked.retired import Retirements
from bienban.web.pool.messages import Job
from bienban.web.pool.pool import Pool
from bienban.web.portal.languages import chosen
from bienban.web.portal.pages import Pages
from bienban.web.portal.site import Site
from bienban.web.settings import Settings

__all__ = ["Documents", "etag", "not_modified"]

MOST_TRIPLES = 50_000
FOAF_TOPIC, VOID_IN = "<http://xmlns.com/foaf/0.1/primaryTopic>", "<http://rdfs.org/ns/void#inDataset>"


COLLECTIONS = {
    "person": "persons", "org": "bodies", "event": "events", "document": "documents", "award": "awards", "place": "places",
    "article": "articles",
}  # fmt: skip
"""Type of a thing in its IRI → the list that has it (RFC 6573)."""


class Documents:
    """Things and their documents."""

    def __init__(self, settings: Settings, pool: Pool, site: Site) -> None:
        self._pool = pool
        self._base = settings.base_url
        self._site = site
        self._pages = Pages(settings, pool, site)
        self._rendered = Rendered(settings.cache_bytes // 4)
        self._retirements = Retirements(settings, pool, site)

    async def redirect(self, request: Request) -> Response:
        """From a thing to its document: the two are not one (Cool URIs for the Semantic Web, §4.2).

        Raises:
            Problem: it can be no IRI.
        """
        thing = thing_at(request.url.path.lstrip("/"))
        gone = await self._retirements.find(request, thing)
        if gone is not None:
            return self._retirements.answer(request, thing, gone)
        return RedirectResponse(f"{self._base}doc/{quote(thing.path)}", 303)

    async def graph(self, request: Request) -> Response:
        """From a named graph to its triples; that of an article goes with it.

        Raises:
            Problem: it can be no IRI.
        """
        thing = thing_at(request.url.path.lstrip("/"))
        article = article_named(thing.iri)
        gone = None if article is None else await self._retirements.find(request, thing_at(article.removeprefix(BASE)))
        if gone is not None:
            return self._retirements.answer(request, thing, gone)
        return RedirectResponse(f"{self._base}data?graph={quote(thing.iri, safe='')}", 303)

    async def __call__(self, request: Request) -> Response:
        """The document.

        Raises:
            Problem: there is none, or none in a format that is accepted.
        """
        thing = thing_at(request.path_params["path"], suffixed=True)
        form, media = choose(thing, accept_of(request))
        page = _page(parameters(request))
        language = chosen(request).language if form == "html" else None
        tag = etag(self._pool.generation(), thing.path, page, media, language)
        if not_modified(request, tag):
            return Response(None, 304, {"ETag": tag})

        if form == "html" and self._pages.has(thing.path):
            return await self._own_page(request, thing, media, language)

        async def ask(query: str) -> tuple[bytes, int]:
            done = await do(self._pool, Job(kind="query", text=query, graph="ntriples", rows=MOST_TRIPLES), request)
            return done.whole(), done.reply.generation

        found = await describe(ask, thing, page)
        if found is None:
            return await self._missing(request, thing)
        if page > 0 and not found.incoming:
            raise not_found(thing.path)
        licences = [o[1:-1] for s, p, o in found.own if s == thing.term and p.endswith("/license>") and o.startswith("<")]
        headers = {
            "ETag": etag(found.generation, thing.path, page, media, language),
            "Content-Type": content_type(media),
            "Link": self._links(thing, page, found.more, licences),
            "Bienban-Generation": str(found.generation),
        }
        if form == "html":
            return render(found, self._site, request, headers)
        return Response(_written(self._with_document(found), form), 200, headers)

    async def _own_page(self, request: Request, thing: Thing, media: str, language: str | None) -> Response:
        """The page of a thing that has one of its own kind, made now or before."""
        view, newest = self._rendered.view(request, media), self._pool.generation()
        known = self._rendered.find(view, newest)
        if known is not None:
            return known
        made: list[int] = []

        def headers(generation: int, licences: Sequence[str]) -> dict[str, str]:
            made.append(generation)
            return self._headers(thing, media, generation, language, licences)

        answer = await self._pages(request, thing.path, headers)
        if answer is None:
            return await self._missing(request, thing)
        self._rendered.keep(view, made[-1], answer)
        return answer

    async def _missing(self, request: Request, thing: Thing) -> Response:
        """What became of a thing that is not there.

        Raises:
            Problem: 404, there never was one.
        """
        gone = await self._retirements.find(request, thing)
        if gone is None:
            raise not_found(thing.path)
        return self._retirements.answer(request, thing, gone)

    def _address(self, thing: Thing, page: int = 0, suffix: str = "") -> str:
        return f"{self._base}doc/{quote(thing.path)}{suffix}" + (f"?page={page + 1}" if page else "")

    def _with_document(self, found: Description) -> tuple[Triple, ...]:
        document = f"<{self._address(found.thing, found.page)}>"
        about = ((document, FOAF_TOPIC, found.thing.term), (document, VOID_IN, f"<{self._base}.well-known/void#dataset>"))
        return (*found.triples, *about)  # type: ignore[arg-type]

    def _headers(
        self, thing: Thing, media: str, generation: int, language: str | None, licences: Sequence[str]
    ) -> dict[str, str]:
        """Those of a page of its own kind, which is one page."""
        return {
            "ETag": etag(generation, thing.path, 0, media, language),
            "Link": self._links(thing, licences=licences),
            "Bienban-Generation": str(generation),
        }

    def _links(self, thing: Thing, page: int = 0, more: bool = False, licences: Sequence[str] = ()) -> str:
        """The header Link (RFC 8288): other formats, what the document is about, its list, its licence, and its neighbours.

        Where a thing has no licence of its own, what is said about rights in general.
        """
        links = [
            (f"{self._address(thing, page)}", 'rel="canonical"'),
            (thing.iri, 'rel="cite-as"'),
            (f"{self._base}.well-known/void", 'rel="describedby"'),
            (f"{self._base}shapes", 'rel="profile"'),
        ]
        media = {offer.form: offer.media_type for offer in DOCUMENT_OFFERS}
        links += [(self._address(thing, page, f".{s}"), f'rel="alternate"; type="{media[f]}"') for s, f in SUFFIXES.items()]
        links += [(licence, 'rel="license"') for licence in licences or (f"{self._base}dumps/#rights",)]
        kind = thing.path.removeprefix("id/").partition("/")[0]
        if thing.path.startswith("id/") and kind in COLLECTIONS:
            links.append((f"{self._base}{COLLECTIONS[kind]}", 'rel="collection"'))
        if page:
            links.append((self._address(thing, page - 1), 'rel="prev"'))
        if more:
            links.append((self._address(thing, page + 1), 'rel="next"'))
        return ", ".join(f"<{quote(address, safe=_URL_SAFE)}>; {rest}" for address, rest in links)


_URL_SAFE = "!#$%&'()*+,/:;=?@[]~"


def _written(triples: tuple[Triple, ...], form: str) -> bytes:
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
    return convert(lines.encode(), form)  # type: ignore[arg-type]  # html was served before


def _page(given: Mapping[str, list[str]]) -> int:
    values = given.get("page", ["1"])
    if (
        len(values) != 1
        or not values[0].isascii()
        or not values[0].isdigit()
        or not 1 <= len(values[0]) <= 7
        or int(values[0]) < 1
    ):
        raise Problem(400, "request", "No such page", f"page={values[0][:20]!r}", "pages are numbered from 1")
    return int(values[0]) - 1


def etag(generation: int, *parts: object) -> str:
    """A weak tag: the same facts in the same format, whatever their order."""
    return f'W/"{generation}-{sha256(repr(parts).encode()).hexdigest()[:12]}"'


def not_modified(request: Request, tag: str) -> bool:
    """Whether the client has this already (RFC 9110 §13.1.2, weak comparison)."""
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or tag.removeprefix("W/") in {part.strip().removeprefix("W/") for part in given.split(",")}
