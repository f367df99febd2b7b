"""From occasions to facts: events, who takes part, groups that are only counted, statements.

An occasion is a fact of the guide only where its clues make that likely (see :mod:`bienban.lang.vi.occasion_clues`); the congress
that a document is named after is kept as context (``listed`` false).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bienban.lang.vi.decisions import Decision
from bienban.lang.vi.groups import Group
from bienban.lang.vi.likelihoods import likelihood
from bienban.lang.vi.occasion_clues import OccasionClues
from bienban.lang.vi.occasions import Occasion
from bienban.lang.vi.organizers import Organizer
from bienban.lang.vi.part import Part
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.terms import Terms
from bienban.lang.vi.trust import judged, trusted
from bienban.lang.vi.utterance import Utterance
from bienban.lang.vi.when import Setting
from bienban.model.facts import CountedGroup, Event, Key, Participation, ParticipationRole, PostHeld, Statement
from bienban.model.mention import DateRange, TermYears
from bienban.model.span import Evidence, Span

__all__ = ["LEAST", "Gathered", "Weighed", "gather"]

LEAST = 0.5
"""How likely an occasion is an event of the article before it is listed as one."""

_EVIDENCE = 3
_TOLD_BESIDES = 0.88
"""How much less sure a part is at an occasion told besides the main one: of 220, 148 are right where 168 were claimed."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An occasion that may be an event of the article, what speaks for and against it, and who is said to take part."""

    occasion: Occasion
    setting: Setting
    clues: tuple[str, ...]
    people: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts about occasions; ``spans`` has the mentions of each event by its key, ``weighed`` what was chosen from."""

    events: tuple[Event, ...]
    groups: tuple[CountedGroup, ...]
    participations: tuple[Participation, ...]
    statements: tuple[Statement, ...]
    spans: Mapping[Key, tuple[Span, ...]]
    weighed: tuple[Weighed, ...] = ()

    @property
    def main(self) -> Event | None:
        """The event that the article is about."""
        return next((e for e in self.events if e.main), None)

    def with_spans(self) -> tuple[tuple[Event, tuple[Span, ...]], ...]:
        """The events with the spans of their mentions."""
        return tuple((e, self.spans[e.key]) for e in self.events)


class _Gatherer:
    def __init__(self, scan: Scan, entities: Entities, terms: Terms, settings: Mapping[int, Setting]) -> None:
        self.scan = scan
        self.terms = terms
        self.settings = settings
        self.places = entities.keys
        self.posts = {post.key: post for post in entities.posts}
        self.current: dict[Key, tuple[Key, ...]] = _current_posts(entities.posts)
        self.keys: dict[int, Key] = {}
        self.spans: dict[Key, tuple[Span, ...]] = {}
        self.events: list[Event] = []
        self.parts: list[Participation] = []
        self.groups: list[CountedGroup] = []
        self.weighed: list[Weighed] = []

    def add_events(self, occasions: Iterable[Occasion], clues: OccasionClues) -> None:
        for occasion in occasions:
            setting, likely = self.settings.get(id(occasion), Setting()), 0.0
            if not occasion.context:
                found = clues.of(occasion, setting)
                likely = likelihood("occasion", found)
                self.weighed.append(Weighed(occasion, setting, found, clues.people(occasion)))
            listed = likely >= LEAST
            kept = listed or (occasion.ordinal is not None and occasion.kind in ("congress", "conference"))
            if not kept:
                continue
            key = Key(f"event-{len(self.events) + 1}")
            self.keys[id(occasion)] = key
            self.spans[key] = tuple(sorted(m.span for m in occasion.mentions))
            self.events.append(self._event(key, occasion, setting, likely=likely if listed else None))

    def _event(self, key: Key, occasion: Occasion, setting: Setting, *, likely: float | None) -> Event:
        """The event; ``likely`` is None for one that is kept as context only."""
        anchor, listed = occasion.anchor, likely is not None
        rule = "event.back" if occasion.bare else anchor.rule
        evidence = [trusted((anchor.span,), rule, 0.75) if likely is None else judged((anchor.span,), rule, likely)]
        if setting.date is not None:
            evidence.append(trusted((setting.date.span,), "event.date", setting.confidence))
        if setting.place is not None:
            evidence.append(trusted((setting.place.span,), "event.place", 0.8))
        return Event(
            key=key,
            kind=occasion.kind,
            name=occasion.name if listed else self._short(occasion),
            evidence=tuple(evidence),
            type=occasion.type,
            start=setting.start,
            end=setting.end,
            place=None if setting.place is None else self.places.get(setting.place),
            main=occasion.main and listed,
            listed=listed,
            ordinal=occasion.ordinal,
            term=self.terms.inside(self.scan, anchor.span),
        )

    def _short(self, occasion: Occasion) -> str:
        """The name of a context without its term: "Đại hội … lần thứ IX", not "…, nhiệm kỳ 2020 – 2025"."""
        inner = self.scan.within(occasion.anchor.span, TermYears)
        if not inner:
            return occasion.name
        words = self.scan.text[occasion.anchor.span.start : inner[0].span.start]
        return " ".join(words.rstrip(" ,(–-").split()) or occasion.name

    def add_decisions(self, decisions: Iterable[Decision], *, main_known: bool) -> None:
        for place, decision in enumerate(decisions):
            key = Key(f"event-{len(self.events) + 1}")
            self.spans[key] = (decision.span,)
            date = decision.date.value if decision.date is not None else None
            spans = (decision.span,) if decision.date is None else tuple(sorted((decision.span, decision.date.span)))
            self.events.append(
                Event(
                    key=key,
                    kind=decision.kind,
                    name=decision.name,
                    evidence=(trusted(spans, "event.decision", 0.75),),
                    type=decision.type,
                    start=date.start if isinstance(date, DateRange) else None,
                    main=place == 0 and not main_known,
                )
            )
            if decision.person is not None and decision.kind == "personnel-decision":
                evidence = self._evidence((decision.span,), "participation.decided", 0.75)
                role: ParticipationRole = "participant" if decision.against else "honoree"
                self._take_part(key, decision.person.key, role, evidence, decision.person.posts)
            if decision.body is not None:
                self._take_part(key, decision.body, "organizer", self._evidence((decision.span,), "organizer.decision", 0.75), ())

    def _evidence(self, spans: tuple[Span, ...], rule: str, sure: float) -> Evidence:
        return trusted(spans[:_EVIDENCE], rule, sure)

    def _take_part(self, event: Key, who: Key, role: ParticipationRole, evidence: Evidence, posts: tuple[Key, ...]) -> None:
        key = Key(f"participation-{len(self.parts) + 1}")
        self.parts.append(Participation(key=key, event=event, participant=who, role=role, evidence=(evidence,), capacities=posts))

    def add_organizers(self, organizers: Iterable[Organizer]) -> None:
        for organizer in organizers:
            event = self.keys.get(id(organizer.occasion))
            if event is not None:
                evidence = self._evidence(organizer.spans, organizer.rule, organizer.confidence)
                self._take_part(event, organizer.key, "organizer", evidence, ())

    def add_parts(self, parts: Iterable[Part]) -> None:
        for part in parts:
            event = self.keys.get(id(part.occasion))
            if event is not None:
                evidence = self._evidence(part.spans, part.rule, part.confidence)
                if not part.occasion.main:
                    evidence = replace(evidence, confidence=round(evidence.confidence * _TOLD_BESIDES, 2))
                self._take_part(event, part.person, part.role, evidence, self._capacities(part.person, part.posts))

    def _capacities(self, person: Key, posts: tuple[Key, ...]) -> tuple[Key, ...]:
        """The posts given with the mention that are held, and those held that the article gives elsewhere."""
        given = tuple(p for p in posts if p in self.posts and self.posts[p].status in ("current", "appointed"))
        return tuple(dict.fromkeys((*given, *self.current.get(person, ()))))

    def add_groups(self, groups: Iterable[Group]) -> None:
        for group in groups:
            event = self.keys.get(id(group.occasion))
            if event is None:
                continue
            key = Key(f"group-{len(self.groups) + 1}")
            evidence = self._evidence((group.span,), group.rule, 0.85)
            self.groups.append(
                CountedGroup(
                    key=key, name=group.name, count=group.count, evidence=(evidence,), kind=group.kind, qualifier=group.qualifier
                )
            )
            self._take_part(event, key, "attendee", evidence, ())

    def statements(self, utterances: Iterable[Utterance]) -> tuple[Statement, ...]:
        return tuple(
            Statement(
                key=Key(f"statement-{number}"),
                speaker=u.speaker,
                event=None if u.occasion is None else self.keys.get(id(u.occasion)),
                kind=u.kind,
                text=u.text,
                evidence=(self._evidence(u.spans, u.rule, u.confidence),),
            )
            for number, u in enumerate(utterances, 1)
        )


def _current_posts(posts: tuple[PostHeld, ...]) -> dict[Key, tuple[Key, ...]]:
    found: dict[Key, tuple[Key, ...]] = {}
    for post in posts:
        if post.status in ("current", "appointed"):
            found[post.person] = (*found.get(post.person, ()), post.key)
    return found


def gather(
    scan: Scan,
    entities: Entities,
    terms: Terms,
    settings: Mapping[int, Setting],
    occasions: tuple[Occasion, ...],
    decisions: tuple[Decision, ...],
    organizers: tuple[Organizer, ...],
    parts: tuple[Part, ...],
    groups: tuple[Group, ...],
    utterances: tuple[Utterance, ...],
    clues: OccasionClues,
) -> Gathered:
    """The facts about the occasions of an article."""
    gatherer = _Gatherer(scan, entities, terms, settings)
    gatherer.add_events(occasions, clues)
    main_known = any(o.main for o in occasions)
    gatherer.add_decisions(decisions, main_known=main_known)
    gatherer.add_organizers(organizers)
    gatherer.add_parts(parts)
    gatherer.add_groups(groups)
    said = gatherer.statements(utterances)
    return Gathered(
        tuple(gatherer.events),
        tuple(gatherer.groups),
        tuple(gatherer.parts),
        said,
        gatherer.spans,
        tuple(gatherer.weighed),
    )
