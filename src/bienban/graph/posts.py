"""Posts held (W3C ORG memberships): role, body, status, and the day on which the article shows the post held."""

from __future__ import annotations

from bienban.graph.draft import Draft
from bienban.graph.terms import date
from bienban.graph.vocab import concept, term
from bienban.model.facts import PostHeld

__all__ = ["build_post"]

A = term("rdf:type")
MEMBERSHIP, MEMBER, ORGANIZATION, ROLE = (
    term("org:Membership"), term("org:member"), term("org:organization"), term("org:role"),
)  # fmt: skip
ROLE_CLASS = term("org:Role")
STATUS, ATTESTED, START, END = (
    term("bb:membershipStatus"), term("bb:attestedOn"), term("schema:startDate"), term("schema:endDate"),
)  # fmt: skip

_STATUS = {code: concept("membership-status", code) for code in ("former", "appointed", "dismissed")}
_STATUS["current"] = concept("membership-status", "held")


def build_post(draft: Draft, fact: PostHeld) -> None:
    """A post held: an attestation on a day, never a tenure that the article does not state."""
    draft.say(
        draft.of(fact.key),
        (A, MEMBERSHIP),
        (MEMBER, draft.of(fact.person)),
        (ORGANIZATION, draft.link(fact.organization)),
        (ROLE, draft.named("post-role", "role", ROLE_CLASS, fact.role)),
        (STATUS, _STATUS[fact.status]),
        (ATTESTED, None if fact.attested is None else date(fact.attested)),
        (START, None if fact.start is None else date(fact.start)),
        (END, None if fact.end is None else date(fact.end)),
    )
    draft.prove(fact.key, fact.evidence)
