"""A person who holds a post: career, events, who else was there, awards, statements."""

from __future__ import annotations

import asyncio

from bienban.graph.terms import iri
from bienban.web.portal import structured
from bienban.web.portal.asking import Asking, query_of
from bienban.web.portal.evidence import evidence_of
from bienban.web.portal.known import fill
from bienban.web.portal.naming import Naming
from bienban.web.portal.sections import Entity
from bienban.web.portal.things.events import attended, together
from bienban.web.portal.things.fills import ATTENDED, AWARDS, POSTS, STATEMENTS, named
from bienban.web.portal.things.heads import HEAD, Head, head_of
from bienban.web.portal.things.posts import career, shown_first
from bienban.web.portal.things.sayings import awards, statements

__all__ = ["person"]


POSTS_SHOWN = 60


async def person(asking: Asking, thing: str, naming: Naming) -> Entity | None:
    """The page; a person without a post has one that says why there is nothing on it."""
    node = iri(thing)
    head, posts = await asyncio.gather(head_of(asking, node), asking.rows(query_of("posts", thing=node)))
    if not head:
        return None
    if not posts:
        return Entity(kind="person", name=naming.words("person.private"), indexed=False)
    (counts, events, others), conferred, said = await asyncio.gather(
        asking.all(query_of("counts", thing=node), query_of("events", thing=node, limit="40"), query_of("together", thing=node)),
        asking.first("awards", 40, thing=node),
        asking.first("statements", 25, thing=node, property="bb:speaker"),
    )
    number = {row["what"]: row.number("n") for row in counts}
    held, posts = len(posts), shown_first(posts, POSTS_SHOWN)
    shown = [row["fact"] for rows in (posts, events, conferred.rows, said.rows) for row in rows]
    _, evidence = await asyncio.gather(
        fill(
            asking,
            (head, HEAD),
            (posts, POSTS),
            (events, ATTENDED),
            (others, named("other")),
            (conferred.rows, AWARDS),
            (said.rows, STATEMENTS),
        ),
        evidence_of(asking, naming, shown),
    )
    section = career(posts, thing, held, evidence, naming)
    latest = section.facts[0]
    top = Head(head, naming)
    return Entity(
        kind="person",
        name=top.name,
        structured=structured.person(top, thing, posts, naming),
        about=(("person.latest", (latest.name, *(latest.lines[0] if latest.lines else ()))),),
        sections=(
            section,
            attended(events, thing, number.get("events", 0), evidence, naming),
            together(others, thing, naming),
            awards(conferred, "party", thing, evidence, naming),
            statements(said, "speaker", thing, evidence, naming),
        ),
    )
