"""``/ontology`` and ``/shapes``: the packaged vocabulary at its own IRIs, whose terms are anchors of the page."""

from __future__ import annotations

from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from bienban.graph.schemes import concepts
from bienban.graph.vocab import BASE
from bienban.resources import resource, resources
from bienban.store.codec import parsed
from bienban.store.reader import convert
from bienban.web.http.formats import content_type
from bienban.web.http.request import accept_of
from bienban.web.linked.addresses import DOCUMENT_OFFERS, SUFFIXES, choose, not_found, thing_at
from bienban.web.linked.documents import etag, not_modified
from bienban.web.linked.examples import Examples
from bienban.web.linked.terms import Vocabulary as Terms
from bienban.web.pool.pool import Pool
from bienban.web.portal.languages import LANGUAGES, chosen
from bienban.web.portal.site import Site

__all__ = ["Vocabulary", "context"]

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of ontology and shapes."""


class Vocabulary:
    """One of the two vocabularies, read once."""

    def __init__(self, site: Site, pool: Pool, name: str) -> None:
        """``name`` is ``ontology`` or ``shapes``."""
        self._site = site
        self._name = name
        self._turtle: bytes | None = None
        self._read: Terms | None = None
        self._pool = pool
        self._examples = Examples(pool, site.base)

    def _text(self) -> bytes:
        if self._turtle is None:
            self._turtle = resource("ontology", "bienban.ttl").read_bytes() if self._name == "ontology" else _shapes()
        return self._turtle

    async def __call__(self, request: Request) -> Response:
        """The vocabulary in the format that is accepted, or that the address ends in.

        Raises:
            Problem: no format that is accepted is there.
        """
        thing = thing_at(request.scope["path"].lstrip("/"), suffixed=True)
        if thing.path != self._name and thing.term.encode() not in self._text():
            raise not_found(thing.path)
        form, media = choose(thing, accept_of(request))
        language = chosen(request).language if form == "html" else None
        state = self._pool.generation() if form == "html" and self._name == "ontology" else 0  # for its examples
        tag = etag(state, sha256(self._text()).hexdigest(), media, language)
        headers = {"ETag": tag, "Content-Type": content_type(media), "Link": self._links()}
        if not_modified(request, tag):
            return Response(None, 304, {"ETag": tag})
        if form == "html":
            return await self._page(request, thing.iri, headers)
        text = self._text() if form == "turtle" else convert(self._text(), form)  # type: ignore[arg-type]
        return Response(text, 200, headers)

    def _links(self) -> str:
        """The header Link (RFC 8288): its IRI, its licence, its other formats, what describes the dataset."""
        base = self._site.base
        media = {offer.form: offer.media_type for offer in DOCUMENT_OFFERS}
        links = [
            (f"{base}{self._name}", 'rel="canonical"'), (f"{BASE}{self._name}", 'rel="cite-as"'), (LICENCE, 'rel="license"'),
            (f"{base}.well-known/void", 'rel="describedby"'),
            *((f"{base}{self._name}.{s}", f'rel="alternate"; type="{media[form]}"') for s, form in SUFFIXES.items()),
        ]  # fmt: skip
        return ", ".join(f"<{address}>; {rest}" for address, rest in links)

    def _model(self) -> Terms:
        if self._read is None:
            triples = parsed(self._text())
            rules = triples if self._name == "shapes" else parsed(_shapes())
            self._read = Terms(self._name, triples, rules, self._site.base)
        return self._read

    async def _page(self, request: Request, iri: str, headers: dict[str, str]) -> Response:
        model, choice = self._model(), chosen(request)
        parts = model.parts()
        entries = [entry for part in parts for entry in part.entries]
        examples = await self._examples.of(entries, request, self._site.links(request)) if self._name == "ontology" else {}
        languages = sorted(LANGUAGES, key=lambda code: code != choice.language)
        title = self._site.words(choice.language)(f"vocabulary.{self._name}")
        schemes = sorted({one.scheme for one in concepts()}) if self._name == "ontology" else []
        return self._site.page(
            request, "vocabulary.html", title=title, headers=headers, iri=iri, path=self._name, about=model.about,
            model_version=model.version(), parts=parts, examples=examples, languages=languages, schemes=schemes, licence=LICENCE,
            prefix="bb" if self._name == "ontology" else "bbs",
        )  # fmt: skip


def _shapes() -> bytes:
    return b"\n".join(path.read_bytes() for path in resources("shapes", "*.ttl"))


async def context(request: Request) -> Response:
    """The JSON-LD context."""
    data = resource("ontology", "context.jsonld").read_bytes()
    tag = etag(0, sha256(data).hexdigest())
    headers = {"Content-Type": "application/ld+json", "ETag": tag, "Link": f'<{LICENCE}>; rel="license"'}
    return Response(None, 304, headers) if not_modified(request, tag) else Response(data, 200, headers)
