"""Documents, and how events bear on them."""

from __future__ import annotations

from bienban.graph.draft import Draft
from bienban.graph.terms import date, string
from bienban.graph.vocab import concept, term
from bienban.model.facts import Document, DocumentLink

__all__ = ["RELATIONS", "build_document", "build_link"]

A, TYPE, TITLE, IDENTIFIER = term("rdf:type"), term("dcterms:type"), term("dcterms:title"), term("dcterms:identifier")
PARTY, LEGAL, DOCUMENT = term("bb:PartyDocument"), term("bb:LegalDocument"), term("bb:Document")
ISSUER, ISSUER_NAME, ISSUED = term("bb:issuer"), term("bb:issuerName"), term("dcterms:issued")
IN_TERM, ADOPTED_BY = term("bb:inTerm"), term("bb:adoptedBy")

RELATIONS = {
    "reviews": term("bb:reviewsImplementationOf"),
    "implements": term("bb:implementsDocument"),
    "disseminates": term("bb:disseminatesDocument"),
    "adopts": term("bb:adoptsDocument"),
    "concerns": term("bb:concernsDocument"),
}

STATE_KINDS = frozenset({"law", "decree", "circular"})
"""Forms that only the State issues: Law on the Promulgation of Legal Documents 80/2015/QH13, article 4."""


def build_document(draft: Draft, fact: Document) -> None:
    """A document; one adopted by a congress has the congress as issuer and as the event that adopted it."""
    party = False if fact.party is None and fact.kind in STATE_KINDS else fact.party
    issuer = draft.link(fact.issuer)
    draft.say(
        draft.of(fact.key),
        (A, DOCUMENT if party is None else PARTY if party else LEGAL),
        (TYPE, concept("document-kind", fact.kind)),
        (TITLE, draft.words(fact.name)),
        (IDENTIFIER, None if fact.number is None else string(fact.number)),
        (ISSUER, issuer),
        (ISSUER_NAME, draft.words(fact.issuer_name) if issuer is None else None),
        (ISSUED, None if fact.issued is None else date(fact.issued)),
        (IN_TERM, draft.link(fact.term)),
        (ADOPTED_BY, issuer if fact.issuer in draft.events else None),
    )
    draft.prove(fact.key, fact.evidence)


def build_link(draft: Draft, fact: DocumentLink) -> None:
    """An event's relation to a document; its evidence supports that property of the event."""
    relation = RELATIONS[fact.relation]
    draft.say(draft.of(fact.event), (relation, draft.of(fact.document)))
    draft.prove(fact.event, fact.evidence, relation)
