"""What the guide's keys show of the facts.

One place for both directions: the writer writes these values, and the reader asks whether what ``x`` says would be shown as
the guide's keys have it. Where it would, ``x`` is taken; where somebody edited the guide's keys, they win.
"""

from __future__ import annotations

from bienban.model.facts import Award, Document, Facts, Key, Participation

__all__ = ["GUIDE_ROLES", "View"]

GUIDE_ROLES = ("chair", "speaker", "attendee", "presenter", "honoree")
"""The roles that the guide gives to people; organizers have a key of their own."""


class View:
    """The names behind the keys of one article's facts, and what the guide shows for a fact."""

    def __init__(self, facts: Facts) -> None:
        self.persons = {p.key: p.name for p in facts.persons}
        self.organizations = {o.key: o.name for o in facts.organizations}
        self.places = {p.key: p.name for p in facts.places}
        self.events = {e.key: e.name for e in facts.events}
        self.listed = frozenset(e.key for e in facts.events if e.listed)
        self.counts = {g.key: g.count for g in facts.groups}

    def agent(self, key: Key | None) -> str | None:
        """The name of a person, organization or place."""
        if key is None:
            return None
        return self.persons.get(key) or self.organizations.get(key) or self.places.get(key)

    def conferrer(self, fact: Award) -> str | None:
        """The conferrer's name, or its words where it has no node."""
        return self.agent(fact.conferrer) or fact.conferrer_name

    def issuer(self, fact: Document) -> str | None:
        """The name of an organization; of a congress the article's words before its full designation."""
        return self.agent(fact.issuer) or fact.issuer_name or (None if fact.issuer is None else self.events.get(fact.issuer))

    def occasion(self, key: Key | None) -> Key | None:
        """The event, where the guide lists it."""
        return key if key in self.listed else None

    def organizers(self, found: list[Participation]) -> list[str]:
        """The names of the bodies that organize."""
        names = (self.organizations.get(p.participant) for p in found if p.role == "organizer")
        return list(dict.fromkeys(n for n in names if n is not None))

    def people(self, found: list[Participation]) -> list[tuple[str, list[str]]]:
        """Persons who take part, with those of their roles that the guide has."""
        roles: dict[str, dict[str, None]] = {}
        for part in found:
            name = self.persons.get(part.participant)
            if name is not None:
                known = roles.setdefault(name, {})
                if part.role in GUIDE_ROLES:
                    known[part.role] = None
        return [(name, list(known)) for name, known in roles.items()]
