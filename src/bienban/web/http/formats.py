"""The formats of answers, with their media types, in the order in which the server prefers them."""

from __future__ import annotations

from bienban.store.reader import GraphForm
from bienban.store.rowcount import ResultForm
from bienban.web.http.negotiate import Offer

__all__ = ["GRAPH_OFFERS", "RESULT_OFFERS", "content_type"]

RESULT_OFFERS: tuple[Offer[ResultForm], ...] = (
    Offer("json", "application/sparql-results+json", ("application/json", "text/json")),
    Offer("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Offer("csv", "text/csv"),
    Offer("tsv", "text/tab-separated-values"),
)
"""Of SELECT and ASK."""

GRAPH_OFFERS: tuple[Offer[GraphForm], ...] = (
    Offer("turtle", "text/turtle", ("application/x-turtle",)),
    Offer("ntriples", "application/n-triples", ("text/plain",)),
    Offer("jsonld", "application/ld+json", ("application/json",)),
    Offer("rdfxml", "application/rdf+xml", ("application/xml", "text/xml")),
    Offer("trig", "application/trig"),
    Offer("nquads", "application/n-quads", ("text/x-nquads",)),
)
"""Of CONSTRUCT, DESCRIBE and graphs."""

_WITH_CHARSET = ("text/",)


def content_type(media_type: str) -> str:
    """The header's value: texts say that they are in UTF-8; the others are by definition."""
    return f"{media_type}; charset=utf-8" if media_type.startswith(_WITH_CHARSET) else media_type
