"""IRIs and addresses: ``https://w3id.org/bienban/id/…`` is a thing, ``{base}doc/…`` the document about it.

The project's IRIs may redirect to any server; so each is answered here under the same path, ``{base}id/…``, by 303.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bienban.errors import BienbanError
from bienban.graph.terms import iri
from bienban.graph.vocab import BASE
from bienban.store.reader import GraphForm
from bienban.web.http.formats import GRAPH_OFFERS
from bienban.web.http.negotiate import Offer, best, ranges
from bienban.web.http.problems import Problem, not_acceptable

__all__ = ["DOCUMENT_OFFERS", "LABELS", "SUFFIXES", "DocumentForm", "Thing", "choose", "local", "not_found", "thing_at"]

DocumentForm = GraphForm | str
"""A format of a graph, or ``html``."""

DOCUMENT_OFFERS: tuple[Offer[str], ...] = (
    Offer("turtle", "text/turtle", ("application/x-turtle",)),
    Offer("html", "text/html", ("application/xhtml+xml",)),
    *(Offer(str(offer.form), offer.media_type, offer.aliases) for offer in GRAPH_OFFERS[1:]),
)
"""Turtle first, for a program that says nothing; a browser names HTML."""

SUFFIXES = {
    "html": "html",
    "ttl": "turtle",
    "nt": "ntriples",
    "jsonld": "jsonld",
    "rdf": "rdfxml",
    "trig": "trig",
    "nq": "nquads",
}
"""Suffix of a document's address → format."""

_NO_PATH = re.compile("[\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]")
"""Characters beyond ASCII that the path of an IRI cannot have (RFC 3987 §2.2): no ``ucschar``."""


LABELS = "rdfs:label foaf:name skos:prefLabel dcterms:title schema:headline"
"""The properties by which things are called."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a document is about: ``path`` after the base (``id/person/…``), its IRI, and the format that a suffix names."""

    path: str
    iri: str
    form: str | None = None

    @property
    def term(self) -> str:
        """The IRI as SPARQL has it."""
        return f"<{self.iri}>"


def thing_at(path: str, *, suffixed: bool = False) -> Thing:
    """The thing of a path.

    Raises:
        Problem: 404, it can be no IRI.
    """
    form = None
    if suffixed:
        stem, dot, suffix = path.rpartition(".")
        if dot and suffix in SUFFIXES:
            path, form = stem, SUFFIXES[suffix]
    if _NO_PATH.search(path):
        raise not_found(path)
    try:
        iri(BASE + path)
    except BienbanError as error:
        raise not_found(path) from error
    return Thing(path, BASE + path, form)


def not_found(path: str) -> Problem:
    """404."""
    return Problem(404, "not-found", "There is nothing here", f"the graph says nothing about {BASE}{path[:200]}", "see /sparql")


def local(address: str, base_url: str) -> str:
    """An IRI of the project as an address on this server; others as they are. The fragment of an article's node is kept."""
    if address == BASE or not address.startswith(BASE):
        return address
    return base_url + address.removeprefix(BASE)


def choose(thing: Thing, accept: str | None) -> tuple[str, str]:
    """Format and media type of a document: what its suffix names, else what the client likes best.

    Raises:
        Problem: 406.
    """
    if thing.form is not None:
        offer = next(offer for offer in DOCUMENT_OFFERS if offer.form == thing.form)
        return offer.form, offer.media_type
    found = best(ranges(accept), DOCUMENT_OFFERS)
    if found is None:
        raise not_acceptable(DOCUMENT_OFFERS)
    return found[0].form, found[1]
