"""The pages: what was found, what narrows it, in which order; the same as CSV and JSON; suggestions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bienban.graph.schemes import concepts
from bienban.graph.vocab import concept
from bienban.search.finding import Count, Found, Hit, every, find, labels
from bienban.search.index import Snapshot
from bienban.search.kinds import FACETS, KINDS
from bienban.search.question import Search, Sort
from bienban.search.writing import WRITERS
from bienban.web.http.problems import Problem
from bienban.web.http.request import parameters
from bienban.web.portal.dates import shown
from bienban.web.portal.links import Links
from bienban.web.portal.parts import Alternatives, Download, Pagination
from bienban.web.portal.site import Site
from bienban.web.portal.words import Words
from bienban.web.search.searching import Searching
from bienban.web.search.sparql import query_of_list
from bienban.web.search.view import LISTS, PAGE, View, view_of

__all__ = ["FacetView", "ValueView", "search_routes"]

SHOWN, SHOWN_MORE = 8, 60
SUGGESTED = 8
MOST_HEAD = 2_700
"""Bytes of the header Link: nginx refuses (502) answers with heads of more than 4 kB unless it is told otherwise."""

FORMS = {"csv": "text/csv; charset=utf-8; header=present", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a facet: its name, how many have it, the list with or without it, whether it narrows the list now."""

    text: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet with its commonest values; ``more`` leads to more of them."""

    name: str
    values: tuple[ValueView, ...]
    more: str | None = None


class _Pages:
    def __init__(self, site: Site, searching: Searching) -> None:
        self._site = site
        self._searching = searching

    async def page(self, request: Request) -> Response:
        """A list, or what a search found."""
        given = parameters(request)
        view = view_of(request.url.path.strip("/").rpartition("/")[2], given)
        wide = given.get("facet", [""])[-1]
        found, facets = await self._searching.ask(request, lambda snapshot: self._read(snapshot, view, wide, request))
        links = self._site.links(request)
        words = self._site.words(links.choice.language)
        title = words("nav." + view.path) if view.path in LISTS else words("results.title")
        if view.search.words:
            title = words("results.for", words=view.search.words, title=title)
        return self._site.page(
            request, "search/list.html", title=title, view=view, found=found, facets=facets, kinds=_kind_words(words),
            headers=_headers(view, found, links),
            sorts=[(sort, links(view.path, view.sorted_by(sort).query), view.search.sort == sort) for sort in get_args(Sort)],
            pages=Pagination(number=view.page, path=view.path, query=view.query, last=max(1, -(-found.total // PAGE))),
            alternatives=_alternatives(title, view, found, links), day=lambda text: shown(text, links.choice.language),
        )  # fmt: skip

    def _read(self, snapshot: Snapshot, view: View, wide: str, request: Request) -> tuple[Found, tuple[FacetView, ...]]:
        found = find(snapshot, view.search, limit=PAGE, offset=(view.page - 1) * PAGE)
        counts = self._searching.counts(snapshot, view.search, size=SHOWN_MORE + 1 if wide else SHOWN + 1)
        links = self._site.links(request)
        words = self._site.words(links.choice.language)
        return found, tuple(_facets(snapshot, view, counts, wide, links, words))

    async def data(self, request: Request) -> Response:
        """The whole list, as it is read."""
        path, _, form = request.url.path.strip("/").rpartition("/")[2].rpartition(".")
        view = view_of(path, parameters(request))

        def begin(snapshot: Snapshot) -> tuple[int, Iterator[Hit]]:
            return snapshot.state.generation, every(snapshot, view.search)

        generation, hits = await self._searching.ask(request, begin)
        headers = {"Bienban-Generation": str(generation), "Content-Disposition": f'attachment; filename="{path}.{form}"'}
        pieces = (piece.encode("utf-8", "replace") for piece in WRITERS[form](hits))  # type: ignore[index] # by its route
        return StreamingResponse(pieces, 200, {**headers, "Content-Type": FORMS[form]})

    async def suggest(self, request: Request) -> Response:
        """Names that begin so or have these words: an array of objects with name, kind, detail and address."""
        words = " ".join(parameters(request).get("q", []))[:200]
        search = Search(words=words, kinds=("person", "body", "event", "document", "place"))

        def work(snapshot: Snapshot) -> tuple[Hit, ...]:
            return find(snapshot, search, limit=SUGGESTED).hits if words.strip() else ()

        hits = await self._searching.ask(request, work)
        links = self._site.links(request)
        kinds = _kind_words(self._site.words(links.choice.language))
        rows = [{"name": h.label.text, "kind": kinds[h.kind], "detail": h.detail, "href": links.thing(h.iri)} for h in hits]
        body = json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace")
        return Response(body, 200, {"Content-Type": "application/json", "Cache-Control": "max-age=60", "Vary": "Accept-Language"})


def _headers(view: View, found: Found, links: Links) -> dict[str, str]:
    link = _header(view, found, links)
    return {
        "Bienban-Generation": str(found.generation),
        "Cache-Control": "no-cache",
        **({"Link": link} if link else {}),
    }


def _header(view: View, found: Found, links: Links) -> str:
    """The header Link (RFC 8288): what is listed (RFC 6573), the pages beside this one, the list as data.

    What would make the head longer than proxies take is left out: the page has the same links in its HTML.
    """
    items = [(links.thing(hit.iri) or hit.iri, 'rel="item"') for hit in found.hits]
    pages = [(view.page - 1, "prev")] if view.page > 1 else []
    pages += [(view.page + 1, "next")] if view.page * PAGE < found.total else []
    beside = [(links(view.path, view.query, page=number), f'rel="{rel}"') for number, rel in pages]
    data = [
        (links(f"{view.path}.{form}", view.query), f'rel="alternate"; type="{media.partition(";")[0]}"')
        for form, media in FORMS.items()
    ]
    short = [
        ", ".join(f"<{address}>; {rest}" for address, rest in some) for some in ([*beside, *data, *items], [*beside, *data], data)
    ]
    return next((text for text in short if len(text) <= MOST_HEAD), "")


def _kind_words(words: Words) -> Mapping[str, str]:
    return {kind: words(f"results.kind.{kind}") for kind in KINDS}


def _facets(
    snapshot: Snapshot, view: View, counts: Mapping[str, tuple[Count, ...]], wide: str, links: Links, words: Words
) -> Iterator[FacetView]:
    for name in ("kind", *FACETS):
        if name == "kind" and view.path in LISTS:
            continue
        most = len(KINDS) if name == "kind" else SHOWN_MORE if name in (wide, "year") else SHOWN
        known = {count.value: count.count for count in counts[name]}
        shown = [count.value for count in counts[name][:most]]
        if name == "year":
            shown.sort(reverse=True)
        shown = [*(value for value in view.chosen(name) if value not in shown), *shown]
        texts = _texts(snapshot, name, tuple(shown), words)
        values = tuple(
            ValueView(texts[v], known.get(v, 0), links(view.path, view.toggled(name, v).query), v in view.chosen(name))
            for v in shown
        )
        if values:
            more = links(view.path, (*view.query, ("facet", name))) if len(counts[name]) > most and name != wide else None
            yield FacetView(name, values, more)


def _texts(snapshot: Snapshot, name: str, values: tuple[str, ...], words: Words) -> dict[str, str]:
    """What the values of a facet are called."""
    if name == "kind":
        return {value: words(f"results.kind.{value}") if value in KINDS else value for value in values}
    if name == "year":
        return {value: value for value in values}
    found = labels(snapshot, values) if name != "award" else {}
    if name == "award":
        types = (one for one in concepts() if one.scheme == "award-type")
        found = {concept(one.scheme, one.code)[1:-1]: one.vi if words.language == "vi" else one.en for one in types}
    return {value: found.get(value, value.rpartition("/")[2]) for value in values}


def _alternatives(title: str, view: View, found: Found, links: Links) -> Alternatives:
    iris = [hit.iri for hit in found.hits]
    return Alternatives(
        title=title, generation=found.generation, query=query_of_list(view.search, iris),
        permalink=links(view.path, view.query, page=view.page if view.page > 1 else None),
        downloads=tuple(Download(f.upper(), links(f"{view.path}.{f}", view.query), FORMS[f].partition(";")[0]) for f in FORMS),
    )  # fmt: skip


def search_routes(site: Site, searching: Searching) -> list[Route]:
    """``/search``, the lists, their data, and the suggestions."""
    pages = _Pages(site, searching)

    async def unknown(request: Request) -> Response:
        raise Problem(404, "not-found", "There is no such format", request.url.path[:80], "lists are had as .csv and .json")

    routes = [Route("/suggest", pages.suggest)]
    for path in ("search", *LISTS):
        routes.append(Route(f"/{path}", pages.page))
        routes += [Route(f"/{path}.{form}", pages.data) for form in FORMS]
        routes.append(Route(f"/{path}.{{suffix}}", unknown))
    return routes
