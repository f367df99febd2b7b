"""``/ontology`` and ``/shapes``: the packaged vocabulary at its own IRIs, whose terms are anchors of the page."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from bienban.graph.terms import Term, Triple, iri_text, is_iri, parse_literal
from bienban.graph.vocab import BASE, PREFIXES
from bienban.resources import resource, resources
from bienban.store.codec import parsed
from bienban.store.reader import convert
from bienban.web.http.formats import content_type
from bienban.web.http.request import accept_of
from bienban.web.linked.addresses import DOCUMENT_OFFERS, SUFFIXES, choose, not_found, thing_at
from bienban.web.linked.documents import etag, not_modified
from bienban.web.linked.page import TYPE
from bienban.web.portal.languages import chosen
from bienban.web.portal.site import Site

__all__ = ["Vocabulary", "context"]

_LABELS = tuple(f"<{PREFIXES[p]}{name}>" for p, name in (("rdfs", "label"), ("skos", "prefLabel"), ("dcterms", "title")))
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of ontology and shapes."""

_SHACL = "http://www.w3.org/ns/shacl#"
_COMMENTS = (f"<{PREFIXES['rdfs']}comment>", f"<{PREFIXES['skos']}definition>", f"<{_SHACL}message>")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of the vocabulary as the page shows it; texts with their languages."""

    name: str
    kind: str
    labels: tuple[tuple[str, str], ...]
    comments: tuple[tuple[str, str], ...]


class Vocabulary:
    """One of the two vocabularies, read once."""

    def __init__(self, site: Site, name: str) -> None:
        """``name`` is ``ontology`` or ``shapes``."""
        self._site = site
        self._name = name
        self._turtle: bytes | None = None

    def _text(self) -> bytes:
        if self._turtle is None:
            paths = [resource("ontology", "bienban.ttl")] if self._name == "ontology" else list(resources("shapes", "*.ttl"))
            self._turtle = b"\n".join(path.read_bytes() for path in paths)
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
        tag = etag(0, sha256(self._text()).hexdigest(), media, language)
        headers = {"ETag": tag, "Content-Type": content_type(media), "Link": self._links()}
        if not_modified(request, tag):
            return Response(None, 304, {"ETag": tag})
        if form == "html":
            return self._page(request, thing.iri, headers)
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

    def _page(self, request: Request, iri: str, headers: dict[str, str]) -> Response:
        triples = parsed(self._text())
        start = f"<{BASE}{self._name}#"
        names = sorted({s for s, _, _ in triples if s.startswith(start)})
        whole = Term(f"<{BASE}{self._name}>")
        about = [text for _, text in _texts(triples, whole, (f"<{PREFIXES['dcterms']}description>", *_COMMENTS))]
        title = self._site.words(chosen(request).language)(f"vocabulary.{self._name}")
        return self._site.page(
            request, "vocabulary.html", title=title, headers=headers, iri=iri, path=self._name, about=about,
            terms=[_entry(triples, name, name[len(start) : -1]) for name in names],
        )  # fmt: skip


def _entry(triples: tuple[Triple, ...], node: Term, name: str) -> Entry:
    kinds = [o for s, p, o in triples if s == node and p == TYPE and is_iri(o)]
    kind = ", ".join(iri_text(kind).rpartition("#")[2] for kind in kinds)
    return Entry(name, kind, _texts(triples, node, _LABELS), _texts(triples, node, _COMMENTS))


def _texts(triples: tuple[Triple, ...], node: Term, properties: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    literals = [parse_literal(o) for s, p, o in triples if s == node and p in properties and not is_iri(o)]
    return tuple(sorted((language or "", text) for text, language, _ in literals))


async def context(_: Request) -> Response:
    """The JSON-LD context."""
    return Response(resource("ontology", "context.jsonld").read_bytes(), 200, {"Content-Type": "application/ld+json"})
