"""What is behind a thing of which nothing else is known: the sentences and articles that name it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bienban.graph.terms import iri
from bienban.web.portal.asking import Asking
from bienban.web.portal.evidence import evidence_of
from bienban.web.portal.known import fill
from bienban.web.portal.naming import Naming
from bienban.web.portal.sections import Entity
from bienban.web.portal.things.event import READINGS, readings

__all__ = ["with_mentions"]

ARTICLES = 30
SENTENCES = 6


async def with_mentions(asking: Asking, thing: str, naming: Naming, found: Entity) -> Entity:
    """The page with the sentences that name the thing, where it would be empty without."""
    if found.full or not found.indexed:
        return found
    read, evidence = await asyncio.gather(
        asking.first("readings", ARTICLES, of="article", thing=iri(thing)),
        evidence_of(asking, naming, [thing], sentences=SENTENCES),
    )
    await fill(asking, (read.rows, READINGS))
    return replace(found, sections=(readings(read, thing, naming),), sources=evidence.of(thing))
