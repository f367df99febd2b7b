"""What is searched, and how it hangs together: for each kind of thing its name, its words and its facets, as SPARQL patterns.

In a pattern ``?d`` is the thing and ``?v`` what is looked for. The same patterns fill the index, work out who must be indexed
again when a thing changes, and are the query that a page shows for what it lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

from bienban.store.inspect import KINDS as CLASSES

__all__ = ["FACETS", "KINDS", "Facet", "Kind", "KindName", "LISTED", "Patterns", "kind_of", "word_for"]

KindName = Literal["person", "body", "event", "document", "award", "place", "article", "statement"]
Facet = Literal["place", "body", "person", "year", "document", "award"]
FACETS: tuple[Facet, ...] = get_args(Facet)

Patterns = tuple[str, ...]
"""Alternatives: what any of them finds."""

LISTED = "FILTER EXISTS { ?held_by org:member ?v }"
"""Officials act in public; who holds no post is not found by name, nor shown beside what they took part in."""

_NAMED_LISTED = LISTED.replace("?v", "?named")
_CONCEPT = "https://w3id.org/bienban/concept"
_LINKS = "bb:reviewsImplementationOf|bb:implementsDocument|bb:disseminatesDocument|bb:adoptsDocument|bb:concernsDocument"
_UP = "schema:containedInPlace*"
_ATTENDED = "?part cv:hasParticipant ?d . ?event cv:hasParticipation ?part"
_ORGANIZED = f"?d cv:hasParticipation ?part . ?part cv:role <{_CONCEPT}/participation-role/organizer> ; cv:hasParticipant"
_IN = "GRAPH ?graph { ?graph prov:wasDerivedFrom ?d"
"""Into the graph of an article."""
_VI = 'FILTER(LANG(?v) = "vi")'


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing.

    ``type`` is the part of its IRIs (``…/id/{type}/…``). ``context`` are the words that are searched besides the name, ``detail``
    those of them shown in a line beside it. ``counted`` is what makes a thing weigh more. ``near`` leads to the things whose
    words or facets have something of this one.
    """

    name: KindName
    type: str
    classes: tuple[str, ...]
    label: str
    day: Patterns = ()
    detail: Patterns = ()
    context: Patterns = ()
    facets: Mapping[Facet, Patterns] = field(default_factory=lambda: MappingProxyType({}))
    counted: Patterns = ()
    near: Patterns = ()


def _derived(classes: tuple[str, ...], rest: str = "") -> Patterns:
    """Things of the merged graph that stand for nodes of these classes in the article's graph."""
    return tuple(f"{_IN} . ?node a {one} }} ?v prov:wasDerivedFrom ?node {rest}" for one in classes)


def _named(path: str, rest: str = "") -> Patterns:
    """The names of bodies and places, and of persons who hold posts."""
    return (
        f"?d {path} ?named . ?named rdfs:label ?v {rest}",
        f"?d {path} ?named . ?named foaf:name ?v {_NAMED_LISTED} {rest}",
    )


_EVENTS, _DOCUMENTS, _PLACES = CLASSES["events"], CLASSES["documents"], CLASSES["places"]
_POSTS: Patterns = (
    "?held org:member ?d ; bb:post ?post . ?post rdfs:label ?v",
    f"?held org:member ?d ; org:role ?role . FILTER NOT EXISTS {{ ?held bb:post ?post }} ?role skos:prefLabel ?v {_VI}",
)

KINDS: Mapping[KindName, Kind] = MappingProxyType({
    kind.name: kind for kind in (
        Kind(
            name="person", type="person", classes=("foaf:Person",), label="foaf:name",
            detail=_POSTS,
            context=("?held org:member ?d ; org:organization ?body . ?body rdfs:label ?v",),
            facets={
                "place": (f"?held org:member ?d ; org:organization ?body . ?body dcterms:spatial/{_UP} ?v",),
                "body": ("?held org:member ?d ; org:organization ?v",),
                "year": (
                    "?held org:member ?d ; bb:attestedOn|schema:startDate|schema:endDate ?v",
                    f"{_ATTENDED} ; schema:startDate ?v",
                ),
                "document": (f"{_ATTENDED} ; {_LINKS} ?v",),
                "award": ("?award bb:recipient ?d ; bb:awardType ?v",),
            },
            counted=("?x org:member ?d", "?x cv:hasParticipant ?d"),
            near=(
                "?part cv:hasParticipant ?d . ?v cv:hasParticipation ?part", "?v bb:speaker|bb:recipient|bb:conferrer ?d",
                "?said bb:speaker ?d ; bb:occasion ?v",
                "?d prov:wasDerivedFrom ?node . GRAPH ?graph { ?node a foaf:Person . ?graph prov:wasDerivedFrom ?v }",
            ),
        ),
        Kind(
            name="body", type="org", classes=("org:Organization",), label="rdfs:label",
            detail=("?d dcterms:spatial/rdfs:label ?v", "?d org:subOrganizationOf/rdfs:label ?v"),
            context=(f"?d org:classification/skos:prefLabel ?v {_VI}",),
            facets={
                "place": (f"?d dcterms:spatial/{_UP} ?v",),
                "body": ("?d (org:subOrganizationOf|bb:executiveOrganOf)+ ?v",),
                "person": ("?held org:organization ?d ; org:member ?v",),
                "year": (f"{_ATTENDED} ; schema:startDate ?v",),
                "document": ("?v bb:issuer ?d",),
                "award": ("?award bb:recipient|bb:conferrer ?d ; bb:awardType ?v",),
            },
            counted=("?x org:organization ?d", "?x cv:hasParticipant ?d"),
            near=(
                "?held org:organization ?d ; org:member ?v", "?v bb:issuer|bb:recipient|bb:conferrer ?d",
                "?part cv:hasParticipant ?d . ?v cv:hasParticipation ?part", "?v org:subOrganizationOf|bb:executiveOrganOf ?d",
            ),
        ),
        Kind(
            name="event", type="event", classes=_EVENTS, label="rdfs:label", day=("?d schema:startDate ?v",),
            detail=("?d schema:location/rdfs:label ?v", f"{_ORGANIZED}/rdfs:label ?v"),
            context=(
                f"?d dcterms:type/skos:prefLabel ?v {_VI}", *_named("cv:hasParticipation/cv:hasParticipant"),
                f"?d ({_LINKS})/dcterms:title ?v", f"?d ({_LINKS})/dcterms:identifier ?v",
            ),
            facets={
                "place": (f"?d schema:location/{_UP} ?v", f"{_ORGANIZED}/dcterms:spatial/{_UP} ?v"),
                "body": (
                    "?d cv:hasParticipation/cv:hasParticipant ?v . ?v a org:Organization",
                    "?d cv:hasParticipation/bb:capacity/org:organization ?v",
                ),
                "person": (
                    f"?d cv:hasParticipation/cv:hasParticipant ?v . ?v a foaf:Person {LISTED}",
                    f"?said bb:occasion ?d ; bb:speaker ?v . {LISTED}",
                ),
                "year": ("?d schema:startDate|schema:endDate ?v",),
                "document": (f"?d {_LINKS} ?v",),
                "award": ("?award bb:occasion ?d ; bb:awardType ?v",),
            },
            counted=("?d cv:hasParticipation ?x", "?x bb:occasion ?d"),
            near=("?d cv:hasParticipation/cv:hasParticipant ?v", "?v bb:occasion ?d"),
        ),
        Kind(
            name="document", type="document", classes=_DOCUMENTS, label="dcterms:title", day=("?d dcterms:issued ?v",),
            detail=("?d dcterms:identifier ?v", "?d bb:issuer/rdfs:label ?v", "?d bb:issuerName ?v"),
            context=(f"?d dcterms:type/skos:prefLabel ?v {_VI}",),
            facets={
                "place": (f"?d bb:issuer/dcterms:spatial/{_UP} ?v",),
                "body": ("?d bb:issuer ?v . ?v a org:Organization",),
                "year": ("?d dcterms:issued ?v",),
            },
            counted=(f"?x {_LINKS} ?d",),
            near=(f"?v {_LINKS} ?d",),
        ),
        Kind(
            name="award", type="award", classes=CLASSES["awards"], label="rdfs:label",
            day=("?d schema:startDate ?v", "?d bb:occasion/schema:startDate ?v"),
            detail=(*_named("bb:recipient"), *_named("bb:conferrer"), "?d bb:conferrerName ?v"),
            context=(f"?d bb:awardType/skos:prefLabel ?v {_VI}", "?d bb:citation ?v", "?d bb:occasion/rdfs:label ?v"),
            facets={
                "place": (f"?d bb:occasion/schema:location/{_UP} ?v", f"?d bb:recipient/dcterms:spatial/{_UP} ?v"),
                "body": ("?d bb:conferrer|bb:recipient ?v . ?v a org:Organization",),
                "person": (f"?d bb:conferrer|bb:recipient ?v . ?v a foaf:Person {LISTED}",),
                "year": ("?d schema:startDate ?v", "?d bb:occasion/schema:startDate ?v"),
                "award": ("?d bb:awardType ?v",),
            },
        ),
        Kind(
            name="place", type="place", classes=_PLACES, label="rdfs:label",
            detail=("?d schema:containedInPlace+ ?around . ?around rdfs:label ?v",),
            context=(f"?d cv:level/skos:prefLabel ?v {_VI}",),
            facets={"place": ("?d schema:containedInPlace+ ?v",), "year": ("?event schema:location ?d ; schema:startDate ?v",)},
            counted=("?x schema:location ?d", "?x dcterms:spatial ?d"),
        ),
        Kind(
            name="article", type="article", classes=("bb:Article",), label="schema:headline", day=("?d schema:datePublished ?v",),
            detail=(f"{_IN} . ?d schema:publisher ?publisher . ?publisher rdfs:label ?v }}",),
            context=(
                f"{_IN} . ?node rdfs:label|dcterms:title ?v }} FILTER(CONTAINS(STR(?node), \"#\"))",
                f"{_IN} . ?node a foaf:Person }} ?named prov:wasDerivedFrom ?node ; foaf:name ?v {_NAMED_LISTED}",
            ),
            facets={
                "place": _derived(_PLACES),
                "body": _derived(("org:Organization",)),
                "person": _derived(("foaf:Person",), LISTED),
                "year": ("?d schema:datePublished ?v",),
                "document": _derived(_DOCUMENTS),
                "award": (f"{_IN} . ?node bb:awardType ?v }}",),
            },
        ),
        Kind(
            name="statement", type="statement", classes=("bb:ReportedStatement",), label="schema:text",
            day=("?d bb:occasion/schema:startDate ?v",),
            detail=(f"?d bb:speaker ?named . ?named foaf:name ?v {_NAMED_LISTED}",),
            context=("?d bb:occasion/rdfs:label ?v", f"?d bb:statementKind/skos:prefLabel ?v {_VI}"),
            facets={
                "place": (f"?d bb:occasion/schema:location/{_UP} ?v",),
                "person": (f"?d bb:speaker ?v . {LISTED}",),
                "year": ("?d bb:occasion/schema:startDate ?v",),
                "document": (f"?d bb:occasion/({_LINKS}) ?v",),
            },
        ),
    )
})  # fmt: skip
"""All kinds, in the order in which they are listed."""

_BY_TYPE = {kind.type: kind for kind in KINDS.values()}


def kind_of(iri: str) -> Kind | None:
    """The kind of the thing that an IRI ``…/id/{type}/…`` names, by its type; None for what is not searched."""
    return _BY_TYPE.get(iri.partition("/id/")[2].partition("/")[0])


_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "person": ("Người", "People"), "body": ("Cơ quan, tổ chức", "Bodies"), "event": ("Sự kiện", "Events"),
    "document": ("Văn bản", "Documents"), "award": ("Khen thưởng", "Awards"), "place": ("Địa phương", "Places"),
    "article": ("Bài báo", "Articles"), "statement": ("Phát biểu", "Statements"), "year": ("Năm", "Year"),
    "kind": ("Loại", "Kind"),
})  # fmt: skip


def word_for(name: str, language: str) -> str:
    """What a kind or facet is called, in Vietnamese (``vi``) or English."""
    vi, en = _WORDS[name]
    return vi if language == "vi" else en
