"""Counts for ``bienban info``, asked of any store in SPARQL."""

from __future__ import annotations

from bienban.graph.terms import Term, parse_literal
from bienban.graph.vocab import PREFIXES, term
from bienban.store.base import Queryable, StoreInfo, select
from bienban.store.file_graphs import PER_FILE, listed
from bienban.store.plan import REFERENCE

__all__ = ["REFERENCE", "count", "inspect"]


KINDS = {
    "persons": ("foaf:Person",),
    "places": ("schema:Place", "bb:AdministrativeUnit"),
    "organizations": ("org:Organization",),
    "posts held": ("org:Membership",),
    "terms": ("bb:Term",),
    "events": (
        "bb:Conference", "bb:Congress", "bb:Session", "bb:Meeting", "bb:Ceremony", "bb:Visit", "bb:VoterMeeting",
        "bb:PressConference", "bb:Symposium", "bb:PersonnelDecision", "bb:OtherEvent",
    ),
    "participations": ("bb:Participation",),
    "documents": ("bb:Document", "bb:PartyDocument", "bb:LegalDocument"),
    "awards": ("bb:AwardConferral",),
    "observations": ("bb:IndicatorObservation",),
    "statements": ("bb:ReportedStatement",),
}  # fmt: skip

_HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if name in ("bb", "oa", "prov"))


def count(store: Queryable, pattern: str) -> int:
    """How many solutions a pattern has."""
    rows = select(store, f"{_HEAD}SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}").rows
    return _number(rows[0][0])


def _number(value: Term | None) -> int:
    return 0 if value is None else int(parse_literal(value)[0])


def inspect(store: Queryable, pattern: str = "GRAPH ?g { ?s ?p ?o }") -> StoreInfo:
    """What is in a store, without what only its directory knows; ``pattern`` is that of the triples in its named graphs."""
    classes = {
        kind: _number(n)
        for kind, n in select(store, "SELECT ?class (COUNT(?s) AS ?n) WHERE { ?s a ?class } GROUP BY ?class").rows
        if kind is not None
    }
    reference = count(store, f"GRAPH <{REFERENCE}> {{ ?s ?p ?o }}")
    merged = count(store, "?s ?p ?o")
    named = count(store, pattern)
    quads = merged + named
    evidenced = count(
        store,
        "{ SELECT DISTINCT ?body ?of WHERE { GRAPH ?g { ?e oa:hasBody ?body . OPTIONAL { ?e bb:supportsProperty ?of } } } }",
    )
    agents = select(
        store,
        f"{_HEAD}SELECT ?agent (COUNT(?g) AS ?n) WHERE {{ GRAPH ?g {{ ?g prov:wasAttributedTo ?agent }} }} GROUP BY ?agent",
    ).rows
    files = listed(store)
    apart = sum(file.triples + PER_FILE for file in files)
    return StoreInfo(
        where=store.where,
        articles=classes.get(term("bb:Article"), 0),
        quads=quads,
        reference_quads=2 * reference,
        merged_triples=merged,
        facts=tuple((kind, sum(classes.get(term(c), 0) for c in names)) for kind, names in KINDS.items()),
        evidence=count(store, "GRAPH ?g { ?e a bb:Evidence }"),
        evidenced=evidenced,
        quads_per_fact=None if not evidenced else round((quads - 2 * reference - apart) / evidenced, 2),
        files=files,
        extractors=tuple(sorted((str(a)[1:-1].rpartition("/")[2], _number(n)) for a, n in agents if a is not None)),
    )
