"""Properties of which a merged node keeps one value, and which of two values that is."""

from __future__ import annotations

from collections.abc import Iterable

from bienban.graph.terms import Term
from bienban.graph.vocab import term
from bienban.identity.names import text_of

__all__ = ["SINGLE", "best"]

SINGLE = frozenset(
    map(
        term,
        (
            "rdfs:label", "foaf:name", "skos:prefLabel", "schema:startDate", "schema:endDate", "dcterms:title",
            "dcterms:identifier", "dcterms:issued", "cv:level", "org:classification", "bb:ordinal", "bb:memberCount",
            "bb:issuerName", "bb:citation", "schema:text",
        ),
    )
)  # fmt: skip
"""One preferred label and date per node, and what could only differ by how an article spells it."""


def best(values: Iterable[Term]) -> Term:
    """The value that is kept: not shouted, the longest (the most precise date, the fullest name), then by the alphabet."""
    return min(values, key=_rank)


def _rank(value: Term) -> tuple[bool, int, Term]:
    text = text_of(value) if value.startswith('"') else value
    return (text.isupper() and any(c.isalpha() for c in text) and len(text) > 5, -len(text), value)
