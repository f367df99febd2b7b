"""The facts of one article as items to be matched: read from the JSON form of the annotation guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

__all__ = ["Annotated", "EventItem", "Item", "Trust", "annotated"]

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trust:
    """The rule that found a fact and its confidence; None in gold, which has neither."""

    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One fact: what decides whether it matches (``names``, any of them; ``exact``), and its details by name."""

    label: str
    names: tuple[str, ...] = ()
    exact: tuple[object, ...] = ()
    details: tuple[tuple[str, object], ...] = ()
    numbers: tuple[Decimal | None, ...] = ()
    event: str | None = None
    trust: Trust | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventItem:
    """An event with what hangs on it."""

    key: str
    kind: str
    name: str
    date: str | None
    place: str | None
    people: frozenset[str]
    trust: Trust | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """All items of one article, by kind of fact; ``keep`` is false where the article reports no event."""

    id: str
    keep: bool
    events: tuple[EventItem, ...]
    kinds: Mapping[str, tuple[Item, ...]]


_SCALES = (("nghìn", 3), ("ngàn", 3), ("triệu", 6), ("tỷ", 9), ("tỉ", 9))


def _trust(thing: Json) -> Trust | None:
    evidence = thing.get("x", {}).get("evidence") or ()
    best = max(evidence, key=lambda e: float(e["confidence"]), default=None)
    return None if best is None else Trust(str(best["rule"]), float(best["confidence"]))


def _forms(name: object) -> tuple[str, ...]:
    """An organization may be a list of accepted forms."""
    return (name,) if isinstance(name, str) else tuple(map(str, name)) if isinstance(name, Sequence) else ()


def _scaled(value: object, unit: object) -> Decimal | None:
    """The number with "nghìn", "triệu", "tỷ" of its unit multiplied out."""
    if value is None:
        return None
    words = str(unit or "").casefold().split()
    return Decimal(str(value)).scaleb(sum(power for word, power in _SCALES for w in words if w == word))


def _positions(data: Json) -> tuple[Item, ...]:
    return tuple(
        Item(
            label=f"{p['name']}: {q['role']}, {_forms(q.get('org'))} ({q.get('status', 'current')})",
            exact=(p["name"].casefold(), q["role"].casefold()),
            names=_forms(q.get("org")) or ("",),
            details=(("post status", q.get("status", "current")),),
            trust=_trust(q),
        )
        for p in data.get("persons", ())
        for q in p.get("positions", ())
    )


def _observation(o: Json) -> Item:
    value, target, percent = (
        _scaled(o.get(k), o.get("unit") if k != "percent" else None) for k in ("value", "target", "percent")
    )
    return Item(
        label=f"{o['indicator']}: {o.get('value')} / {o.get('target')} {o.get('unit')} {o.get('percent')}",
        names=(str(o["indicator"]),),
        numbers=(value, target, percent),
        details=(("figure indicator", o["indicator"]), ("figure period", o.get("period")), ("figure unit", o.get("unit"))),
        trust=_trust(o),
    )


def _awards(data: Json) -> tuple[Item, ...]:
    return tuple(
        Item(
            label=f"{a['name']} → {recipient or a.get('count')}",
            names=(str(recipient),),
            exact=(str(a["name"]),),
            details=(("award conferrer", a.get("conferrer")), ("award citation", a.get("citation"))),
            trust=_trust(a),
        )
        for a in data.get("awards", ())
        for recipient in (a.get("recipients") or [str(a["count"]) if a.get("count") else ""])
    )


def _of_events(data: Json, events: tuple[EventItem, ...]) -> dict[str, tuple[Item, ...]]:
    participations, organizers, dates = [], [], []
    for e, item in zip(data.get("events", ()), events, strict=True):
        for p in e.get("people", ()):
            for role in p["roles"]:
                label = f"{p['name']} {role} at {e['name']}"
                participations.append(Item(label=label, exact=(p["name"].casefold(), role), event=item.key, trust=_trust(p)))
        for o in e.get("organizers", ()):
            organizers.append(Item(label=f"{o} organizes {e['name']}", names=_forms(o), event=item.key, trust=item.trust))
        if e.get("date"):
            dates.append(Item(label=f"{e['name']}: {e['date']}", names=(e["date"],), event=item.key, trust=item.trust))
    return {"participations": tuple(participations), "organizers": tuple(organizers), "event dates": tuple(dates)}


def annotated(data: Json) -> Annotated:
    """Read one article's facts in the guide's JSON form, with or without ``x``."""
    events = tuple(
        EventItem(
            key=str(e.get("key", n)),
            kind=e["kind"],
            name=e["name"],
            date=e.get("date"),
            place=e.get("place"),
            people=frozenset(p["name"].casefold() for p in e.get("people", ())),
            trust=_trust(e),
        )
        for n, e in enumerate(data.get("events", ()))
    )
    bodies = {item["name"]: item for item in data.get("x", {}).get("organizations", ())}
    said: dict[str, Item] = {}
    for s in data.get("statements", ()):
        name = s["speaker"].casefold()
        said.setdefault(name, Item(label=s["speaker"], exact=(name,), event=s.get("event"), trust=_trust(s)))
    kinds = {
        "persons": tuple(Item(label=p["name"], exact=(p["name"].casefold(),), trust=_trust(p)) for p in data.get("persons", ())),
        "organizations": tuple(
            Item(label=str(o), names=_forms(o), trust=_trust({"x": bodies[o]} if isinstance(o, str) and o in bodies else {}))
            for o in data.get("organizations", ())
        ),
        "positions": _positions(data),
        **_of_events(data, events),
        "documents": tuple(
            Item(
                label=f"{d['kind']} {d.get('number') or d['name']}",
                names=(d["name"],),
                exact=(d["kind"], d.get("number")),
                details=(("document issuer", d.get("issuer")),),
                trust=_trust(d),
            )
            for d in data.get("documents", ())
        ),
        "awards": _awards(data),
        "observations": tuple(_observation(o) for o in data.get("observations", ())),
        "statements": tuple(said.values()),
    }
    return Annotated(id=str(data.get("id", "")), keep=bool(data.get("keep", True)), events=events, kinds=kinds)
