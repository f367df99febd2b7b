"""Events, who took part in them, and the groups that are counted and not named."""

from __future__ import annotations

from bienban.graph.draft import Draft
from bienban.graph.terms import date, integer
from bienban.graph.vocab import concept, term
from bienban.model.facts import CountedGroup, Event, Participation

__all__ = ["EVENT_CLASSES", "build_event", "build_group", "build_participation"]

A, LABEL, TYPE = term("rdf:type"), term("rdfs:label"), term("dcterms:type")
START, END, LOCATION = term("schema:startDate"), term("schema:endDate"), term("schema:location")
SUPER_EVENT, ORDINAL, IN_TERM = term("schema:superEvent"), term("bb:ordinal"), term("bb:inTerm")
HAS_PARTICIPATION, PARTICIPATION = term("cv:hasParticipation"), term("bb:Participation")
ROLE, HAS_PARTICIPANT, CAPACITY = term("cv:role"), term("cv:hasParticipant"), term("bb:capacity")
GROUP, COUNT, GROUP_KIND, QUALIFIER = (
    term("bb:CountedGroup"), term("bb:memberCount"), term("bb:groupKind"), term("bb:countQualifier"),
)  # fmt: skip

EVENT_CLASSES = {
    "conference": term("bb:Conference"),
    "congress": term("bb:Congress"),
    "session": term("bb:Session"),
    "meeting": term("bb:Meeting"),
    "ceremony": term("bb:Ceremony"),
    "visit": term("bb:Visit"),
    "voter-meeting": term("bb:VoterMeeting"),
    "press-conference": term("bb:PressConference"),
    "symposium": term("bb:Symposium"),
    "personnel-decision": term("bb:PersonnelDecision"),
    "other": term("bb:OtherEvent"),
}


def build_event(draft: Draft, fact: Event) -> None:
    """An occasion: its class by kind, its finest known type, when and where, and what it is a part of."""
    draft.say(
        draft.of(fact.key),
        (A, EVENT_CLASSES[fact.kind]),
        (LABEL, draft.words(fact.name)),
        (TYPE, concept("event-kind", fact.type or fact.kind)),
        (START, None if fact.start is None else date(fact.start)),
        (END, None if fact.end is None else date(fact.end)),
        (LOCATION, draft.link(fact.place)),
        (SUPER_EVENT, draft.link(fact.within)),
        (ORDINAL, None if fact.ordinal is None else integer(fact.ordinal)),
        (IN_TERM, draft.link(fact.term)),
    )
    draft.prove(fact.key, fact.evidence)


def build_participation(draft: Draft, fact: Participation) -> None:
    """One participant in one role; ``bb:capacity`` names the posts in whose name (Core Public Event's n-ary form)."""
    node = draft.of(fact.key)
    draft.say(draft.of(fact.event), (HAS_PARTICIPATION, node))
    draft.say(
        node,
        (A, PARTICIPATION),
        (ROLE, concept("participation-role", fact.role)),
        (HAS_PARTICIPANT, draft.of(fact.participant)),
        *((CAPACITY, draft.of(post)) for post in fact.capacities),
    )
    draft.prove(fact.key, fact.evidence)


def build_group(draft: Draft, fact: CountedGroup) -> None:
    """People or bodies that the article counts."""
    draft.say(
        draft.of(fact.key),
        (A, GROUP),
        (LABEL, draft.words(fact.name)),
        (COUNT, integer(fact.count)),
        (GROUP_KIND, None if fact.kind is None else concept("group-kind", fact.kind)),
        (QUALIFIER, concept("count-qualifier", fact.qualifier)),
    )
