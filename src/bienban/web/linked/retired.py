"""IRIs that are gone: 301 to what stands for them, 300 where that is several, 410 where it is nothing; each says why."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bienban.graph.vocab import BASE
from bienban.store.layout import Layout
from bienban.store.ledger import Reason, Retired, look_up_retired
from bienban.store.reader import convert
from bienban.store.succession import Succession
from bienban.web.http.formats import content_type
from bienban.web.http.request import accept_of
from bienban.web.linked.addresses import SUFFIXES, Thing, choose, local
from bienban.web.linked.names import names_of
from bienban.web.pool.pool import Pool
from bienban.web.portal.dates import shown
from bienban.web.portal.languages import chosen
from bienban.web.portal.parts import Link
from bienban.web.portal.site import Site
from bienban.web.settings import Settings

__all__ = ["Gone", "Retirements"]


@dataclass(frozen=True, slots=True)
class Gone:
    """A retired IRI, why there is nothing any more where nothing stands for it, and what does: IRIs with names, sorted."""

    retired: Retired
    reason: Reason
    standing: tuple[tuple[str, str], ...]


class Retirements:
    """What the served store knows of IRIs that are gone."""

    def __init__(self, settings: Settings, pool: Pool, site: Site) -> None:
        self._ledger = Layout(settings.store).ledger
        self._pool = pool
        self._site = site
        self._base = settings.base_url

    async def find(self, request: Request, thing: Thing) -> Gone | None:
        """What became of a thing; None where it is there, or was never heard of.

        Raises:
            Problem: the store does not answer.
        """
        found = await self._look_up(thing.iri)
        if found is None or await names_of(self._pool, request, {thing.iri}):
            return None
        way = Succession[str](found)
        while way.due:
            alive = await names_of(self._pool, request, way.due)
            rows = [row for iri in sorted(way.due - alive.keys()) if (row := await self._look_up(iri)) is not None]
            way.step(alive, rows)
        return Gone(found, way.reason, tuple(sorted(way.standing.items())))

    async def _look_up(self, iri: str) -> Retired | None:
        return await asyncio.to_thread(look_up_retired, self._ledger, iri)

    def answer(self, request: Request, thing: Thing, gone: Gone) -> Response:
        """301, 300 or 410; to a document's address by the address of a document, with the suffix that it has.

        Raises:
            Problem: 406.
        """
        document = request.scope["path"].startswith("/doc/")
        suffix = next((f".{name}" for name, form in SUFFIXES.items() if form == thing.form), "") if document else ""
        addresses = {iri: self._address(iri, suffix, document=document) for iri, _ in gone.standing}
        headers = {"Link": ", ".join(f'<{address}>; rel="successor-version"' for address in addresses.values())}
        headers = headers if addresses else {}
        if len(addresses) == 1:
            return RedirectResponse(next(iter(addresses.values())), 301, headers)
        form, media = choose(thing, accept_of(request))
        status = 300 if addresses else 410
        if form == "html":
            links = tuple(Link(name, addresses[iri]) for iri, name in gone.standing)
            language = chosen(request).language
            title = self._site.words(language)("retired.title")
            return self._site.page(
                request, "gone.html", title=title, status=status, headers=headers, iri=thing.iri, reason=gone.reason,
                since=shown(gone.retired.at[:10], language), links=links,
            )  # fmt: skip
        body = self._turtle(thing, gone).encode()
        headers["Content-Type"] = content_type(media)
        return Response(body if form == "turtle" else convert(body, form), status, headers)  # type: ignore[arg-type]

    def _address(self, iri: str, suffix: str, *, document: bool) -> str:
        if document and iri.startswith(BASE):
            return f"{self._base}doc/{quote(iri.removeprefix(BASE))}{suffix}"
        return quote(local(iri, self._base), safe="/:%#")

    def _turtle(self, thing: Thing, gone: Gone) -> str:
        """The same in RDF: what replaced it (DCMI terms), since when it is not valid (PROV-O), and why in words."""
        comments = {lang: self._site.words(lang)(f"retired.{gone.reason}") for lang in ("vi", "en")}
        why = "".join(f" ; rdfs:comment {json.dumps(text, ensure_ascii=False)}@{lang}" for lang, text in comments.items())
        by = "".join(f" ; dcterms:isReplacedBy <{iri}>" for iri, _ in gone.standing)
        return f"""\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
{thing.term} owl:deprecated true ; prov:invalidatedAtTime "{gone.retired.at}"^^xsd:dateTime{by}{why} .
"""
