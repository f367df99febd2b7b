"""Posts held: the titles that stand with a person's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bienban.lang.en.chunk import Line
from bienban.lang.en.clauses import Actor, Node
from bienban.lang.en.entities import Cast
from bienban.model.dates import PartialDate
from bienban.model.facts import Event, Key, Participation, PostHeld, PostStatus
from bienban.model.mention import PersonName, PostTitle
from bienban.model.span import Evidence

__all__ = ["attested", "read_posts"]

_Which = tuple[Key, str, Key | None, PostStatus]
_CONFIDENCE = {"post.of-body": 0.9, "post.body-first": 0.85, "post.territory": 0.85, "post.field": 0.9, "post.own-body": 0.9}


def read_posts(passages: Iterable[tuple[Line, tuple[Node, ...]]], cast: Cast) -> tuple[PostHeld, ...]:
    """Each post of each person once, with every passage that says so."""
    found: dict[_Which, dict[Evidence, None]] = {}
    for line, nodes in passages:
        for actor in nodes:
            if isinstance(actor, Actor) and isinstance(actor.chunk.value, PersonName):
                _note(found, line, actor, cast)
    return tuple(_fullest(found))


def _note(found: dict[_Which, dict[Evidence, None]], line: Line, actor: Actor, cast: Cast) -> None:
    value = actor.chunk.value
    person = cast.person(value) if isinstance(value, PersonName) else None
    if person is None:
        return
    for chunk in actor.titles:
        title = chunk.value
        if not isinstance(title, PostTitle):
            continue
        body = None if title.org is None else cast.organization(title.org)
        which = person, title.role, body, title.status
        spans = tuple(sorted({line.span(chunk.start, chunk.end), line.span(actor.chunk.start, actor.chunk.end)}))
        proof = Evidence(spans=spans, rule=chunk.rule, confidence=_CONFIDENCE.get(chunk.rule, 0.7))
        found.setdefault(which, {})[proof] = None


def _fullest(found: dict[_Which, dict[Evidence, None]]) -> Iterable[PostHeld]:
    """Without a post whose body is not said where the same person's same role has one."""
    embodied = {(person, role) for person, role, body, _ in found if body is not None}
    for number, ((person, role, body, status), proofs) in enumerate(found.items(), 1):
        if body is not None or (person, role) not in embodied:
            key = Key(f"h{number}")
            yield PostHeld(key=key, person=person, role=role, organization=body, status=status, evidence=tuple(proofs))


def attested(
    posts: tuple[PostHeld, ...], events: tuple[Event, ...], parts: tuple[Participation, ...], published: PartialDate | None
) -> tuple[PostHeld, ...]:
    """The posts held now with the day that shows it: of the occasion at which the person acts, else of publication."""
    days = {event.key: event.start for event in events if event.start is not None}
    acts: dict[Key, PartialDate] = {}
    for part in parts:
        for post in part.capacities if part.event in days else ():
            acts.setdefault(post, days[part.event])
    return tuple(replace(p, attested=acts.get(p.key, published) if p.status == "current" else None) for p in posts)
