"""An event: when and where, who took part in which role and post, documents, statements, awards, what it was part of."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bienban.graph.terms import iri
from bienban.web.portal import structured
from bienban.web.portal.asking import Asking, First, Row, query_of
from bienban.web.portal.evidence import Evidence, evidence_of
from bienban.web.portal.known import Fill, fill
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Badge, Fact, Link
from bienban.web.portal.sections import Entity, Section, alternatives_of, shown_of
from bienban.web.portal.things.body import paper
from bienban.web.portal.things.events import occasions, participants
from bienban.web.portal.things.fills import AWARDS, OCCASIONS, PAPERS, PARTICIPANTS, STATEMENTS
from bienban.web.portal.things.heads import HEAD, Head, head_of
from bienban.web.portal.things.sayings import awards, statements

__all__ = ["READINGS", "event", "readings"]

DETAILS = "schema:startDate schema:endDate schema:location schema:superEvent bb:inTerm bb:ordinal"

READINGS = (
    Fill("articleLabel", "article"),
    Fill("published", "article", "schema:datePublished"),
    Fill("publisher", "article", "schema:publisher"),
    Fill("publisherLabel", "publisher"),
)


async def event(asking: Asking, thing: str, naming: Naming) -> Entity | None:
    """The page."""
    node = iri(thing)
    head = await head_of(asking, node)
    if not head:
        return None
    (people, papers), said, conferred, parts, read = await asyncio.gather(
        asking.all(query_of("participants", thing=node), query_of("papers", thing=node)),
        asking.first("statements", 60, thing=node, property="bb:occasion"),
        asking.first("awards", 60, thing=node),
        asking.first("occasions", 40, pattern=f"?fact schema:superEvent {node} ."),
        asking.first("readings", 30, of="article", thing=node),
    )
    shown = [thing, *(row["fact"] for rows in (people, papers, said.rows, conferred.rows, parts.rows) for row in rows)]
    _, evidence = await asyncio.gather(
        fill(
            asking,
            (head, HEAD),
            (people, PARTICIPANTS),
            (papers, PAPERS),
            (said.rows, STATEMENTS),
            (conferred.rows, AWARDS),
            (parts.rows, OCCASIONS),
            (read.rows, READINGS),
        ),
        evidence_of(asking, naming, shown),
    )
    top = Head(head, naming)
    return Entity(
        kind="event",
        name=top.name,
        structured=structured.event(top, thing, people, naming),
        badges=top.kinds,
        about=top.about(DETAILS),
        sources=evidence.of(thing),
        sections=(
            participants(people, thing, evidence, naming),
            _papers(papers, thing, evidence, naming),
            statements(said, "event", thing, evidence, naming),
            awards(conferred, "event", thing, evidence, naming),
            occasions("parts", parts, evidence, naming),
            readings(read, thing, naming),
        ),
    )


def _papers(rows: Sequence[Row], thing: str, evidence: Evidence, naming: Naming) -> Section:
    facts = []
    for row in {(r["fact"], r["way"]): r for r in rows}.values():
        fact = paper(row, evidence, naming)
        way = Badge(naming.words(f"way.{row['way'].rpartition('#')[2]}"), "seal")
        said = evidence.of_link(thing, row["way"])
        facts.append(Fact(name=fact.name, badges=(way,), lines=fact.lines, sources=said if said.shown else fact.sources))
    return Section(
        key="documents",
        facts=tuple(facts),
        total=len(facts),
        dated=False,
        alternatives=alternatives_of(naming, naming.words("section.documents"), "reviews", event=thing),
    )


def readings(found: First, iri: str, naming: Naming) -> Section:
    """The articles that a thing was read from."""
    facts = tuple(
        Fact(
            name=naming.link(row, "article"),
            when=naming.day(row["published"]),
            lines=((Link(row["publisherLabel"]),),) if row["publisherLabel"] else (),
        )
        for row in found.rows
    )
    more = shown_of(naming, "evidence", thing=iri) if found.total > len(facts) else None
    return Section(key="articles", facts=facts, total=found.total, more=more)
