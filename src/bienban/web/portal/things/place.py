"""A place: what lies in it, its bodies, events there, figures, awards."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bienban.graph.terms import iri
from bienban.web.portal import structured
from bienban.web.portal.asking import Asking, query_of
from bienban.web.portal.evidence import evidence_of
from bienban.web.portal.known import Fill, fill
from bienban.web.portal.naming import Naming
from bienban.web.portal.sections import Chip, Entity, Section, alternatives_of, shown_of
from bienban.web.portal.things.events import occasions
from bienban.web.portal.things.figures import figures
from bienban.web.portal.things.fills import AWARDS, FIGURES, OCCASIONS, named
from bienban.web.portal.things.heads import HEAD, Head, head_of
from bienban.web.portal.things.sayings import awards

__all__ = ["place"]


async def place(asking: Asking, thing: str, naming: Naming) -> Entity | None:
    """The page."""
    node = iri(thing)
    there = f"?where schema:containedInPlace* {node} . ?fact schema:location ?where ."
    head = await head_of(asking, node)
    if not head:
        return None
    (counts, inside, bodies, numbers), events, conferred = await asyncio.gather(
        asking.all(
            query_of("counts", thing=node),
            query_of("inside", thing=node),
            query_of("bodies", thing=node),
            query_of("figures", thing=node, property="sdmx-d:refArea", limit="80"),
        ),
        asking.first("occasions", 40, pattern=there),
        asking.first("awards", 30, thing=node),
    )
    number = {row["what"]: row.number("n") for row in counts}
    level = Fill("level", "place", "cv:level")
    _, evidence = await asyncio.gather(
        fill(
            asking,
            (head, HEAD),
            (inside, (*named("place"), level)),
            (bodies, named("body")),
            (events.rows, OCCASIONS),
            (numbers, FIGURES),
            (conferred.rows, AWARDS),
        ),
        evidence_of(asking, naming, [row["fact"] for rows in (events.rows, numbers, conferred.rows) for row in rows]),
    )
    top = Head(head, naming)
    inside.sort(key=lambda row: (row["level"], row["placeLabel"]))
    bodies.sort(key=lambda row: row["bodyLabel"])
    within = tuple(Chip(naming.link(row, "place"), naming.concept(row["level"]) if row["level"] else "") for row in inside)
    offices = tuple(Chip(naming.link(row, "body")) for row in {r["body"]: r for r in bodies}.values())
    questions = naming.words
    return Entity(
        kind="place",
        name=top.name,
        structured=structured.place(top, thing, naming),
        badges=top.kinds,
        about=top.about("schema:containedInPlace"),
        sections=(
            Section(
                key="bodies",
                chips=offices,
                total=len(offices),
                alternatives=alternatives_of(naming, questions("section.bodies"), "organizations", area=thing),
            ),
            _with(occasions("events", events, evidence, naming), thing, naming),
            figures(numbers, thing, number.get("figures", 0), evidence, naming),
            awards(conferred, "party", thing, evidence, naming),
            Section(key="inside", chips=within, total=len(within)),
        ),
    )


def _with(section: Section, thing: str, naming: Naming) -> Section:
    more = shown_of(naming, "events", place=thing) if (section.total or 0) > section.shown else None
    return replace(
        section, more=more, alternatives=alternatives_of(naming, naming.words("section.events"), "events", place=thing)
    )
