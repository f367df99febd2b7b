"""Candidates for a batch of queries: found in the index, told apart by what the graph says of them, scored from 0 to 100.

The work has two halves, so that a server's and a command's ways to ask the store are the same to it: :func:`gathered` finds
who may be meant and says what to ask; :meth:`Gathered.judged` takes the answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bienban.reconcile.asked import Given, Query
from bienban.reconcile.likeness import EQUAL, NO_LEVEL, alike, bare, is_marked
from bienban.reconcile.schema import PROPERTIES, Property
from bienban.reconcile.values import Question, Row, Value, values_of
from bienban.search.finding import Hit
from bienban.search.index import Snapshot
from bienban.search.kinds import KindName
from bienban.search.resembling import resembling
from bienban.search.words import tokens

__all__ = ["Candidate", "Gathered", "gathered"]

LOOKED_AT, COMPARED = 60, 20
"""Things whose names are compared, and whose properties are."""

NAME, UNKNOWN = 3.0, 0.6
"""What the name weighs where a property weighs one; what a property counts of which the graph knows nothing."""

AGREES, CERTAIN, APART = 0.85, 90.0, 10.0
"""From which likeness on a property agrees; from which score on, and how far before the next, a candidate may be the one."""

ALONE = 3
"""Words from which on a person's name may say by itself who it is."""

LEAST = 30.0

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A thing that may be meant, how likely (0 to 100), whether it clearly is, and how each feature (0 to 1) agrees."""

    hit: Hit
    score: float
    match: bool
    features: tuple[tuple[str, float], ...]


Known = Mapping[tuple[str, str], Sequence[Value]]
"""Values by thing and property."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Who may be meant by each query, the best names first, and what to ask about them."""

    found: tuple[tuple[Query, tuple[tuple[Hit, float], ...]], ...]
    questions: tuple[Question, ...]

    def judged(self, answers: Iterable[Iterable[Row]]) -> tuple[tuple[Candidate, ...], ...]:
        """The candidates of each query, the best first, from the answers to the questions in their order."""
        known: dict[tuple[str, str], Sequence[Value]] = {}
        for question, rows in zip(self.questions, answers, strict=True):
            known |= {(thing, question.of.pid): values for thing, values in values_of(rows).items()}
        return tuple(_judged(query, hits, known) for query, hits in self.found)


def gathered(snapshot: Snapshot, queries: Iterable[Query]) -> Gathered:
    """Look for the things that each query may mean.

    Raises:
        IndexDamaged: the index cannot be read.
    """
    found = tuple((query, _named(snapshot, query)) for query in queries)
    wanted: dict[tuple[KindName, str], list[str]] = {}
    for query, hits in found:
        for hit, _ in hits:
            for pid in query.known.keys() & PROPERTIES[hit.kind].keys():
                wanted.setdefault((hit.kind, pid), []).append(hit.iri)
    questions = (q for (kind, pid), iris in sorted(wanted.items()) for q in Question.each(PROPERTIES[kind][pid], iris))
    return Gathered(found, tuple(questions))


def _named(snapshot: Snapshot, query: Query) -> tuple[tuple[Hit, float], ...]:
    near = " ".join(given.text for values in query.known.values() for given in values)
    hits = resembling(snapshot, query.text, query.sought, near=near, limit=LOOKED_AT)
    rated = [(hit, alike(query.text, hit.label.text) if query.text else 0.0) for hit in hits]
    rated.sort(key=lambda one: -one[1])  # among equals those first beside which more of the words stand
    return tuple(rated[: COMPARED if query.known else LOOKED_AT])


def _judged(query: Query, hits: Sequence[tuple[Hit, float]], known: Known) -> tuple[Candidate, ...]:
    rated = []
    for hit, name in hits:
        features = [("name", name)] if query.text else []
        weight, total = (NAME, NAME * name) if query.text else (0.0, 0.0)
        for pid, given in query.known.items():
            one = PROPERTIES[hit.kind].get(pid)
            likeness = None if one is None else _agreement(one, given, known.get((hit.iri, pid), ()))
            weight, total = weight + 1, total + (UNKNOWN if likeness is None else likeness)
            features += [] if likeness is None else [(pid, likeness)]
        score = round(100 * total / weight, 1)
        if score >= LEAST:
            rated.append(Candidate(hit=hit, score=score, match=False, features=tuple(features)))
    rated.sort(key=lambda c: (-c.score, -c.hit.weight, c.hit.iri))
    if rated and _is_clear(query, rated):
        rated[0] = Candidate(hit=rated[0].hit, score=rated[0].score, match=True, features=rated[0].features)
    return tuple(rated[: query.limit])


def _is_clear(query: Query, rated: Sequence[Candidate]) -> bool:
    """Whether the best is the one: the name and all that is known agree, and nothing else comes near.

    People of one name are many: unless a property agrees too, a person is clear only by a full name with its diacritics.
    """
    best = rated[0]
    rest = dict(best.features)
    name = rest.pop("name", None)
    if name is None or name < NO_LEVEL or best.score < CERTAIN or any(value < AGREES for value in rest.values()):
        return False
    if len(rated) > 1 and best.score - rated[1].score < APART:
        return False
    if best.hit.kind != "person" or rest:
        return True
    words = bare(tokens(query.text))
    return len(words) >= ALONE and name == EQUAL and is_marked(words) == is_marked(tokens(best.hit.label.text))


def _agreement(one: Property, given: Sequence[Given], values: Sequence[Value]) -> float | None:
    """How much the closest value is like what was given; None where the graph knows none."""
    if not values:
        return None
    return max(_closeness(one, this, value) for this in given for value in values)


def _closeness(one: Property, given: Given, value: Value) -> float:
    if given.iri is not None and value.iri is not None:
        return float(given.iri == value.iri)
    match one.sort:
        case "date" | "year":
            mine, theirs = _date(given.text), value.text
            if one.sort == "year":
                mine = mine[:4]
            return float(bool(mine) and (mine.startswith(theirs) or theirs.startswith(mine)))
        case "code":
            return float(any(_code(given.text) == _code(text) for text in value.texts))
        case _:
            likeness = max((alike(given.text, text) for text in value.texts), default=0.0)
            return likeness if likeness >= AGREES else likeness / 2  # bodies of two districts have most words in common


def _code(text: str) -> tuple[str, ...]:
    """Of numbers and addresses each letter counts, and how the parts are joined does not."""
    return tuple(token.written for token in tokens(text))


def _date(text: str) -> str:
    """A date as the graph writes it, of what a table has: ``12/5/2023``, ``2023-05-12``, ``2023``."""
    day = _DAY.search(text)
    if day is not None:
        return f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
    found = _ISO.search(text)
    return "" if found is None else found.group()
