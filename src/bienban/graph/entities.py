"""Persons, places, organizations and their terms of office."""

from __future__ import annotations

from bienban.graph.draft import Draft
from bienban.graph.terms import date, integer, string
from bienban.graph.vocab import concept, term
from bienban.model.facts import Organization, Person, Place, Term

__all__ = ["build_organization", "build_person", "build_place", "build_term"]

A, LABEL = term("rdf:type"), term("rdfs:label")
PERSON, NAME = term("foaf:Person"), term("foaf:name")
PLACE, UNIT, LEVEL, WITHIN = (
    term("schema:Place"), term("bb:AdministrativeUnit"), term("cv:level"), term("schema:containedInPlace"),
)  # fmt: skip
ORGANIZATION, CLASS, SPATIAL = term("org:Organization"), term("org:classification"), term("dcterms:spatial")
PART_OF, EXECUTIVE_OF = term("org:subOrganizationOf"), term("bb:executiveOrganOf")
TERM, TERM_OF, ORDINAL = term("bb:Term"), term("bb:termOf"), term("bb:ordinal")
START, END = term("schema:startDate"), term("schema:endDate")


def build_person(draft: Draft, fact: Person) -> None:
    """A person with the name the article gives, unsplit: Vietnamese family and middle names cannot be told apart safely."""
    draft.say(draft.of(fact.key), (A, PERSON), (NAME, string(fact.name)))
    draft.prove(fact.key, fact.evidence)


def build_place(draft: Draft, fact: Place) -> None:
    """A place, an administrative unit where its level is stated."""
    draft.say(
        draft.of(fact.key),
        (A, PLACE if fact.level is None else UNIT),
        (LABEL, draft.words(fact.name)),
        (LEVEL, None if fact.level is None else concept("unit-level", fact.level)),
        (WITHIN, draft.link(fact.within)),
    )


def build_organization(draft: Draft, fact: Organization) -> None:
    """A body with its class, its territory and the bodies above it."""
    draft.say(
        draft.of(fact.key),
        (A, ORGANIZATION),
        (LABEL, draft.words(fact.name)),
        (CLASS, None if fact.kind is None else concept("org-class", fact.kind)),
        (SPATIAL, draft.link(fact.place)),
        (PART_OF, draft.link(fact.part_of)),
        (EXECUTIVE_OF, draft.link(fact.executive_of)),
    )
    draft.prove(fact.key, fact.evidence)


def build_term(draft: Draft, fact: Term) -> None:
    """A term of office or a legislature."""
    draft.say(
        draft.of(fact.key),
        (A, TERM),
        (LABEL, draft.words(fact.name)),
        (TERM_OF, draft.link(fact.organization)),
        (ORDINAL, None if fact.ordinal is None else integer(fact.ordinal)),
        (START, None if fact.start is None else date(fact.start)),
        (END, None if fact.end is None else date(fact.end)),
    )
