"""JSON → posts, events, participations and statements."""

from __future__ import annotations

from bienban.exchange.entities import Entities
from bienban.exchange.keys import GIVEN, Desk, Names, forms, fullest
from bienban.exchange.node import Node
from bienban.exchange.view import GUIDE_ROLES, View
from bienban.model.facts import Event, Facts, Key, Participation, ParticipationRole, PostHeld, Statement

__all__ = ["Occasions", "view_of"]

TAKES_PART = ("person", "organization", "group")


def view_of(entities: Entities, events: tuple[Event, ...] = ()) -> View:
    """What the guide would show of what has been read so far."""
    return View(
        Facts(
            persons=tuple(entities.persons),
            organizations=tuple(entities.organizations),
            places=tuple(entities.places),
            groups=tuple(entities.groups),
            events=events,
        )
    )


class Occasions:
    """Events and what people are and do there."""

    def __init__(self, desk: Desk, entities: Entities, root: Node) -> None:
        self._desk = desk
        self._entities = entities
        self._view = view_of(entities)
        self.named = Names()
        self.posts = [
            self._post(node, person.key)
            for entry, person in zip(root.each("persons"), tuple(entities.persons), strict=True)
            for node in entry.each("positions")
        ]
        self.events: list[Event] = []
        self.participations: list[Participation] = []
        for source, listed in ((root, True), (root.child("x"), False)):
            for node in source.each("events"):
                self._event(node, listed)
        self._view = view_of(entities, tuple(self.events))
        self.statements: list[Statement] = []
        for node in root.each("statements"):
            self._statement(node)

    def _post(self, node: Node, person: Key) -> PostHeld:
        x = node.child("x")
        names = forms(node.get("org"))
        body = self._desk.refer(x, "organization", "organization")
        if not names:
            body = None
        elif self._view.agent(body) not in names:
            body = self._entities.body(fullest(names))
        return PostHeld(
            key=self._desk.key(x, "post"),
            person=person,
            role=node.get("role"),
            organization=body,
            status=node.get("status") or "current",
            evidence=self._desk.evidence(x),
            start=x.date("start"),
            end=x.date("end"),
            attested=x.date("attested"),
        )

    def _event(self, node: Node, listed: bool) -> None:
        x = node.child("x")
        key = self._desk.key(node, "event")
        name = node.get("place")
        place = self._desk.refer(x, "place", "place")
        if self._view.agent(place) != name:
            place = None if name is None else self._entities.place(name)
        event = Event(
            key=key,
            kind=node.get("kind"),
            name=node.get("name"),
            evidence=self._desk.evidence(x),
            type=x.get("type"),
            start=node.date("date"),
            end=node.date("end"),
            place=place,
            main=bool(node.get("main")),
            listed=listed,
            ordinal=x.get("ordinal"),
            term=self._desk.refer(x, "term", "term"),
            within=self._desk.refer(x, "within", "event"),
        )
        self.events.append(event)
        self.named.add(event.name, key)
        self._take_part(node, key)

    def _take_part(self, node: Node, event: Key) -> None:
        """The participations that ``x`` gives and the guide's keys still show, and those that only the guide's keys have."""
        given = [self._participation(part, event) for part in node.child("x").each("participations")]
        organizers = None if node.get("organizers") is None else [forms(value) for value in node.get("organizers")]
        people = None if node.get("people") is None else {p.get("name"): p.strings("roles") for p in node.each("people")}
        kept = [part for part in given if self._shown(part, organizers, people)]
        self.participations += kept
        shown = {self._view.agent(part.participant) for part in kept if part.role == "organizer"}
        for names in organizers or ():
            if shown.isdisjoint(names):
                self._add(event, self._entities.body(fullest(names)), "organizer")
        there = {(self._view.persons.get(part.participant), part.role) for part in kept}
        for name, roles in (people or {}).items():
            for role in dict.fromkeys(roles):
                if (name, role) not in there:
                    self._add(event, self._entities.person(name), role)  # type: ignore[arg-type]  # by the schema
            if not roles and not any(who == name for who, _ in there):
                self._add(event, self._entities.person(name), "participant")

    def _shown(
        self, part: Participation, organizers: list[tuple[str, ...]] | None, people: dict[str, tuple[str, ...]] | None
    ) -> bool:
        """Whether the guide's keys have a participation, or have no place for it."""
        body, person = self._view.organizations.get(part.participant), self._view.persons.get(part.participant)
        if body is not None and part.role == "organizer":
            return organizers is None or any(body in names for names in organizers)
        if person is not None and people is not None:
            return person in people and (part.role not in GUIDE_ROLES or part.role in people[person])
        return True

    def _participation(self, node: Node, event: Key) -> Participation:
        participant = self._desk.refer(node, "participant", *TAKES_PART)
        assert participant is not None  # noqa: S101 - the schema demands it
        return Participation(
            key=self._desk.key(node, "participation"),
            event=event,
            participant=participant,
            role=node.get("role"),
            evidence=self._desk.evidence(node),
            capacities=self._desk.refer_all(node, "capacities", "post"),
        )

    def _add(self, event: Key, participant: Key, role: ParticipationRole) -> None:
        key = self._desk.new("participation")
        self.participations.append(Participation(key=key, event=event, participant=participant, role=role, evidence=GIVEN))

    def _statement(self, node: Node) -> None:
        """All that one speaker says on one occasion."""
        speaker, event = node.get("speaker"), self._desk.refer(node, "event", "event")
        items = list(node.child("x").each("items"))
        if not items:
            self.statements.append(
                Statement(
                    key=self._desk.new("statement"),
                    speaker=self._entities.speaker(speaker),
                    event=event,
                    kind="statement",
                    text=None,
                    evidence=GIVEN,
                )
            )
        for item in items:
            who = self._desk.refer(item, "speaker", "person", "organization")
            at = self._desk.refer(item, "event", "event")
            words = item.child("text")
            self.statements.append(
                Statement(
                    key=self._desk.key(item, "statement"),
                    speaker=who if who is not None and self._view.agent(who) == speaker else self._entities.speaker(speaker),
                    event=at if self._view.occasion(at) == event else event,
                    kind=item.get("kind") or "statement",
                    text=self._desk.passages.add(words.data, words.path) if words.data else None,
                    evidence=self._desk.evidence(item),
                )
            )
