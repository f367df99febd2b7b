"""A document, and an award: what they are, the events around them, the articles that name them."""

from __future__ import annotations

import asyncio

from bienban.graph.terms import iri
from bienban.web.portal import structured
from bienban.web.portal.asking import Asking, query_of
from bienban.web.portal.evidence import evidence_of
from bienban.web.portal.known import fill
from bienban.web.portal.naming import Naming
from bienban.web.portal.sections import Entity
from bienban.web.portal.things.event import READINGS, readings
from bienban.web.portal.things.events import occasions
from bienban.web.portal.things.fills import OCCASIONS
from bienban.web.portal.things.heads import HEAD, Head

__all__ = ["award", "document"]

DOCUMENT = "dcterms:identifier bb:issuer bb:issuerName dcterms:issued bb:inTerm bb:adoptedBy"
AWARD = (
    "bb:recipient bb:conferrer bb:conferrerName bb:citation bb:occasion schema:startDate bb:meritStart bb:meritEnd"
    " bb:consecutiveYears"
)
WAYS = "bb:reviewsImplementationOf bb:implementsDocument bb:disseminatesDocument bb:adoptsDocument bb:concernsDocument"


async def document(asking: Asking, thing: str, naming: Naming) -> Entity | None:
    """The page of a document."""
    node = iri(thing)
    about_it = f"VALUES ?way {{ {WAYS} }} ?fact ?way {node} ."
    head, events, read = await asyncio.gather(
        asking.rows(query_of("thing", thing=node)),
        asking.first("occasions", 60, pattern=about_it),
        asking.first("readings", 60, of="article", thing=node),
    )
    if not head:
        return None
    _, evidence = await asyncio.gather(
        fill(asking, (head, HEAD), (events.rows, OCCASIONS), (read.rows, READINGS)),
        evidence_of(asking, naming, [thing, *(row["fact"] for row in events.rows)], sentences=6),
    )
    top = Head(head, naming)
    return Entity(
        kind="document",
        name=top.name,
        structured=structured.document(top, thing, naming),
        badges=top.kinds,
        about=top.about(DOCUMENT),
        sources=evidence.of(thing),
        sections=(occasions("events", events, evidence, naming), readings(read, thing, naming)),
    )


async def award(asking: Asking, thing: str, naming: Naming) -> Entity | None:
    """The page of an award."""
    node = iri(thing)
    head, read = await asyncio.gather(
        asking.rows(query_of("thing", thing=node)), asking.first("readings", 60, of="article", thing=node)
    )
    if not head:
        return None
    _, evidence = await asyncio.gather(
        fill(asking, (head, HEAD), (read.rows, READINGS)), evidence_of(asking, naming, [thing], sentences=6)
    )
    top = Head(head, naming)
    return Entity(
        kind="award",
        name=top.name,
        badges=top.kinds,
        about=top.about(AWARD),
        sources=evidence.of(thing),
        sections=(readings(read, thing, naming),),
    )
