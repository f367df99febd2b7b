"""Who and what an article names: each person, body and place once, with every passage that names it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from bienban.lang.en.chunk import Chunk, Level, Line
from bienban.model.facts import Key, Organization, Person, Place
from bienban.model.mention import OrgName, PersonName, PlaceName, PostTitle, Pronoun
from bienban.model.span import Evidence
from bienban.text import fold_marks, match_key

__all__ = ["CONFIDENCE", "Cast", "evidence", "gather"]

CONFIDENCE = {
    "person.full": 0.9, "person.titled": 0.85, "org.fixed": 0.95, "org.territory": 0.9, "org.field": 0.9, "org.named": 0.8,
    "org.level": 0.7, "org.by-role": 0.75, "place.level": 0.9, "place.known": 0.95, "place.number": 0.9, "place.of": 0.85,
}  # fmt: skip
"""The author's estimates, by rule; ``bienban evaluate`` compares them with what annotators wrote."""


def evidence(line: Line, start: int, end: int, rule: str, confidence: float) -> Evidence:
    """Evidence of some tokens of a sentence."""
    return Evidence(spans=(line.span(start, end),), rule=rule, confidence=confidence)


@dataclass(frozen=True, slots=True)
class _Entry:
    key: Key
    name: str
    kind: str | None
    level: Level | None
    place: Key | None
    proofs: dict[Evidence, None] = field(default_factory=dict)  # a set that keeps its order
    printed: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cast:
    """The entities by the form of their names that is compared; chunks are looked up in it."""

    persons: dict[str, _Entry]
    organizations: dict[str, _Entry]
    places: dict[str, _Entry]
    within: dict[Key, Key] = field(default_factory=dict)

    def person(self, value: PersonName | Pronoun) -> Key | None:
        """The person of a name in full, or the only one whose last name is the given one."""
        if isinstance(value, PersonName):
            entry = self.persons.get(_same(value.name))
            return None if entry is None else entry.key
        if value.given is None:
            return None
        last = _same(value.given)
        found = [entry.key for name, entry in self.persons.items() if name.rpartition(" ")[2] == last]
        return found[0] if len(found) == 1 else None

    def organization(self, value: OrgName) -> Key | None:
        """The body of a name, completed where it is generic."""
        name = self._complete(value)
        entry = None if name is None else self.organizations.get(match_key(name))
        return None if entry is None else entry.key

    def place(self, value: PlaceName) -> Key | None:
        """The place of a name."""
        entry = None if value.name is None else self.places.get(match_key(value.name))
        return None if entry is None else entry.key

    def _complete(self, value: OrgName) -> str | None:
        """The name of a body; a generic one is the only one of its head and level, or that of the only place of its level."""
        if value.complete:
            return value.name
        begin = f"{value.name} of "
        same = [o for o in self.organizations.values() if o.name.startswith(begin) and value.level in (None, o.level)]
        if same:
            return same[0].name if len(same) == 1 else None
        places = [p for p in self.places.values() if value.level is not None and p.level == value.level]
        return f"{value.name} of {places[0].name}" if len(places) == 1 else None

    def note(self, line: Line, chunk: Chunk) -> None:
        """Take up what a chunk names, and what is inside."""
        for inner in chunk.inner:
            self.note(line, inner)
        value = chunk.value
        proof = evidence(line, chunk.start, chunk.end, chunk.rule, CONFIDENCE.get(chunk.rule, 0.7))
        if isinstance(value, PersonName):
            self._enter(self.persons, "p", _same(value.name), value.name, proof)
        elif isinstance(value, PlaceName) and value.name is not None:
            self._enter(self.places, "l", match_key(value.name), value.name, proof, level=value.level)
        elif isinstance(value, OrgName):
            self._note_body(line, value, chunk, proof)
        elif isinstance(value, PostTitle) and value.org is not None and not chunk.inner and value.org.complete:
            self._note_body(line, value.org, chunk, proof)

    def _note_body(self, line: Line, value: OrgName, chunk: Chunk, proof: Evidence) -> None:
        name = self._complete(value)
        if name is None:
            return
        inside = next((c.value for c in chunk.inner if isinstance(c.value, PlaceName)), None)
        place = None if inside is None or value.kind == "ministry" else self.place(inside)
        if place is None:
            place = next((p.key for p in self.places.values() if not value.complete and name.endswith(f" of {p.name}")), None)
        printed = line.words(chunk.start, chunk.end)
        level = value.level
        self._enter(
            self.organizations, "o", match_key(name), name, proof, kind=value.kind, level=level, place=place, printed=printed
        )

    def _enter(
        self, into: dict[str, _Entry], letter: str, same: str, name: str, proof: Evidence, *, kind: str | None = None,
        level: Level | None = None, place: Key | None = None, printed: str | None = None,
    ) -> None:  # fmt: skip
        entry = into.get(same)
        if entry is None:
            entry = into[same] = _Entry(Key(f"{letter}{len(into) + 1}"), name, kind, level, place)
        entry.proofs[proof] = None
        if printed is not None:
            entry.printed[printed] = None

    def facts(self) -> tuple[tuple[Person, ...], tuple[Place, ...], tuple[Organization, ...]]:
        """The facts about all of them."""
        persons = tuple(Person(key=e.key, name=e.name, evidence=tuple(e.proofs)) for e in self.persons.values())
        places = tuple(
            Place(key=e.key, name=e.name, level=e.level, evidence=tuple(e.proofs), within=self.within.get(e.key))
            for e in self.places.values()
        )
        organizations = tuple(
            Organization(
                key=e.key, name=e.name, evidence=tuple(e.proofs), kind=e.kind, place=e.place, printed=tuple(e.printed),
            )
            for e in self.organizations.values()
        )  # fmt: skip
        return persons, places, organizations


def _same(name: str) -> str:
    return match_key(fold_marks(name))


def gather(lines: Iterable[tuple[Line, tuple[Chunk, ...]]]) -> Cast:
    """All that an article names: what is complete first, for what is generic is completed by it."""
    cast, found = Cast({}, {}, {}), list(lines)
    for complete in (True, False):
        for line, chunks in found:
            for chunk in chunks:
                generic = any(isinstance(c.value, OrgName) and not c.value.complete for c in chunk.walk())
                if generic is not complete:
                    cast.note(line, chunk)
    _nest(cast, found)
    return cast


def _nest(cast: Cast, lines: list[tuple[Line, tuple[Chunk, ...]]]) -> None:
    """Put a place within the larger one behind its comma, where all of the article agrees: "X Commune, Y District"."""
    order = ("hamlet", "commune", "district", "province", "country")
    said: dict[Key, Counter[Key]] = {}
    for line, chunks in lines:
        flat = [c for chunk in chunks for c in chunk.walk() if isinstance(c.value, PlaceName)]
        for small, large in pairwise(flat):
            a, b = small.value, large.value
            if not isinstance(a, PlaceName) or not isinstance(b, PlaceName) or a.level is None or b.level is None:
                continue
            near = large.start - small.end == 1 and line.key(small.end) in (",", "of", "in")
            inner, outer = cast.place(a), cast.place(b)
            if near and order.index(a.level) < order.index(b.level) and inner is not None and outer is not None:
                said.setdefault(inner, Counter())[outer] += 1
    cast.within.update({inner: next(iter(outer)) for inner, outer in said.items() if len(outer) == 1})
