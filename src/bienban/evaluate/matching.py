"""One-to-one matching of the facts found with the facts annotated, and the counts made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bienban.evaluate.forms import same_body, same_date, similarity, words
from bienban.evaluate.items import Annotated, EventItem, Item, Trust

__all__ = ["KINDS", "Match", "Pairs", "compare", "paired"]

T = TypeVar("T")
Pairs = tuple[tuple[int, int], ...]
"""Places in two lists of facts, each place once."""

KINDS = (
    "persons",
    "organizations",
    "positions",
    "events",
    "participations",
    "organizers",
    "event dates",
    "documents",
    "awards",
    "observations",
    "statements",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The outcome for one kind of fact in one article.

    ``found`` has the trust of each fact found and whether it is right; ``missed`` are facts of the annotation, ``wrong`` and
    ``right`` facts found; ``details`` are (name, right) for each detail of a matched fact that the annotation settles.
    """

    kind: str
    article: str
    gold: int
    found: tuple[tuple[Trust | None, bool], ...]
    missed: tuple[Item, ...]
    wrong: tuple[Item, ...]
    right: tuple[Item, ...]
    details: tuple[tuple[str, bool], ...]


def _greedy(gold: Sequence[T], found: Sequence[T], weight: Callable[[T, T], float]) -> Pairs:
    """Pair by falling weight, each item once; weight 0 is no match."""
    candidates = sorted(
        ((-w, i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if (w := weight(g, f)) > 0),
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for _, i, j in candidates:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((i, j))
    return tuple(pairs)


def _bodies(first: Item, second: Item) -> bool:
    return any(same_body(a, b) for a in first.names for b in second.names)


def _event(gold: EventItem, found: EventItem) -> float:
    dated = gold.date is not None and same_date(gold.date, found.date)
    if gold.date and found.date and not dated:
        return 0.0
    name, kind, people = similarity(gold.name, found.name), gold.kind == found.kind, len(gold.people & found.people)
    if name >= 0.5 or (kind and (dated or people)):
        return name + 0.5 * kind + 0.5 * dated + 0.2 * people
    return 0.0


def _exact(gold: Item, found: Item) -> float:
    return float(tuple(words(str(x)) for x in gold.exact) == tuple(words(str(x)) for x in found.exact))


def _organization(gold: Item, found: Item) -> float:
    return float(_bodies(gold, found)) * (1 + any(words(a) == words(b) for a in gold.names for b in found.names))


def _position(gold: Item, found: Item) -> float:
    return _exact(gold, found) * _bodies(gold, found) * (1 + (gold.details == found.details))


def _document(gold: Item, found: Item) -> float:
    (kind, number), (other_kind, other_number) = gold.exact, found.exact
    if kind != other_kind:
        return 0.0
    if number and other_number:
        return 2.0 * (words(str(number)) == words(str(other_number)))
    score = similarity(gold.names[0], found.names[0])
    return score if score >= 0.6 else 0.0


def _award(gold: Item, found: Item) -> float:
    return float(_bodies(gold, found) and similarity(str(gold.exact[0]), str(found.exact[0])) >= 0.6)


def _observation(gold: Item, found: Item) -> float:
    """The value decides; a fact without one is known by its target, else by its percentage."""
    for a, b in zip(gold.numbers, found.numbers, strict=True):
        if a is None and b is None:
            continue
        if a is None or b is None or abs(a - b) > abs(a) / 1000:
            return 0.0
        return 1 + similarity(gold.names[0], found.names[0])
    return 0.0


_WEIGHTS: Mapping[str, Callable[[Item, Item], float]] = {
    "persons": _exact,
    "organizations": _organization,
    "positions": _position,
    "documents": _document,
    "awards": _award,
    "observations": _observation,
    "statements": _exact,
}

_SIMILAR = {"figure indicator": 0.4, "figure period": 0.6, "figure unit": 0.5, "award citation": 0.6}


def _right(name: str, gold: object, found: object) -> bool:
    if name in _SIMILAR:
        return gold == found or similarity(str(gold), str(found or "")) >= _SIMILAR[name]
    if name in ("document issuer", "award conferrer"):
        return same_body(str(gold), str(found or ""))
    return gold == found


def _details(gold: Sequence[Item], found: Sequence[Item], pairs: Pairs) -> Iterable[tuple[str, bool]]:
    for i, j in pairs:
        for (name, wanted), (_, given) in zip(gold[i].details, found[j].details, strict=True):
            if wanted:
                yield name, _right(name, wanted, given)


def _match(kind: str, article: str, gold: Sequence[Item], found: Sequence[Item], pairs: Pairs) -> Match:
    hit_gold, hit_found = {i for i, _ in pairs}, {j for _, j in pairs}
    return Match(
        kind=kind,
        article=article,
        gold=len(gold),
        found=tuple((item.trust, j in hit_found) for j, item in enumerate(found)),
        missed=tuple(item for i, item in enumerate(gold) if i not in hit_gold),
        wrong=tuple(item for j, item in enumerate(found) if j not in hit_found),
        right=tuple(item for j, item in enumerate(found) if j in hit_found),
        details=tuple(_details(gold, found, pairs)),
    )


def _event_match(gold: Annotated, found: Annotated, pairs: Pairs) -> Match:
    details = []
    for i, j in pairs:
        a, b = gold.events[i], found.events[j]
        details.append(("event kind", a.kind == b.kind))
        if a.place:
            details.append(("event place", similarity(a.place, b.place or "") >= 0.6))
    first, second = ([e.item() for e in side.events] for side in (gold, found))
    return replace(_match("events", gold.id, first, second, pairs), details=tuple(details))


def paired(gold: Annotated, found: Annotated) -> dict[str, Pairs]:
    """By kind: the places of the facts that match; what hangs on an event matches only where the events do."""
    pairs = _greedy(gold.events, found.events, _event)
    same_event = {(gold.events[i].key, found.events[j].key) for i, j in pairs}

    def on_event(weight: Callable[[Item, Item], float]) -> Callable[[Item, Item], float]:
        return lambda g, f: weight(g, f) if (g.event, f.event) in same_event else 0.0

    weights = {
        **_WEIGHTS,
        "participations": on_event(_exact),
        "organizers": on_event(lambda g, f: float(_bodies(g, f))),
        "event dates": on_event(lambda g, f: float(same_date(g.names[0], f.names[0]))),
    }
    matched = {"events": pairs}
    matched |= {kind: _greedy(gold.kinds[kind], found.kinds[kind], weight) for kind, weight in weights.items()}
    return {kind: matched[kind] for kind in KINDS}


def _statement_match(gold: Annotated, found: Annotated, pairs: Pairs, events: Pairs) -> Match:
    """Statements, with whether the occasion they are made at is right."""
    first, second = gold.kinds["statements"], found.kinds["statements"]
    same = {gold.events[i].key: found.events[j].key for i, j in events}
    details = tuple(
        ("statement occasion", second[j].event is not None and same.get(str(first[i].event)) == second[j].event)
        for i, j in pairs
        if first[i].event is not None
    )
    return replace(_match("statements", gold.id, first, second, pairs), details=details)


def compare(gold: Annotated, found: Annotated) -> tuple[Match, ...]:
    """Match one article's facts, kind by kind, and count."""
    by_kind = paired(gold, found)
    special = {
        "events": _event_match(gold, found, by_kind["events"]),
        "statements": _statement_match(gold, found, by_kind["statements"], by_kind["events"]),
    }
    return tuple(
        special[kind] if kind in special else _match(kind, gold.id, gold.kinds[kind], found.kinds[kind], pairs)
        for kind, pairs in by_kind.items()
    )
