"""The facts of one article as items to be matched: read from the JSON form of the annotation guide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    """One fact: what decides whether it matches (``names``, any of them; ``exact``), and its details by name.

    ``more`` is what annotations do not settle and two runs may still differ in; ``sentence`` is where the article says it.
    """

    label: str
    names: tuple[str, ...] = ()
    exact: tuple[object, ...] = ()
    details: tuple[tuple[str, object], ...] = ()
    numbers: tuple[Decimal | None, ...] = ()
    event: str | None = None
    trust: Trust | None = None
    more: tuple[tuple[str, object], ...] = ()
    sentence: str | None = None


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
    more: tuple[tuple[str, object], ...] = ()
    sentence: str | None = None

    def item(self) -> Item:
        """The event as a fact like any other."""
        return Item(
            label=f"{self.kind}: {self.name}" + ("" if self.date is None else f", {self.date}"),
            names=(self.name,),
            more=(("kind", self.kind), ("date", self.date), ("place", self.place), *self.more),
            sentence=self.sentence,
            trust=self.trust,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """All items of one article, by kind of fact; ``keep`` is false where the article reports no event."""

    id: str
    keep: bool
    events: tuple[EventItem, ...]
    kinds: Mapping[str, tuple[Item, ...]]


_SCALES = (("nghìn", 3), ("ngàn", 3), ("triệu", 6), ("tỷ", 9), ("tỉ", 9))


# Rules that say when and where an occasion is, not that there is one.
_SETTING = frozenset({"event.date", "event.place"})


def _surest(thing: Json) -> Json | None:
    evidence = thing.get("x", {}).get("evidence") or ()
    return max(evidence, key=lambda e: float(e["confidence"]), default=None)


def _ruled(thing: Json, keep: Callable[[str], bool]) -> Json:
    """A fact with the evidence of some rules only."""
    evidence = thing.get("x", {}).get("evidence") or ()
    return {"x": {"evidence": [e for e in evidence if keep(str(e["rule"]))]}}


def _named(data: Json) -> dict[str, str]:
    """The names of persons and bodies by key."""
    x = data.get("x", {})
    found = {p["x"]["key"]: str(p["name"]) for p in data.get("persons") or () if "key" in p.get("x", {})}
    return found | {o["key"]: str(o["name"]) for k in ("organizations", "places") for o in x.get(k, ()) if "key" in o}


def _trust(thing: Json) -> Trust | None:
    best = _surest(thing)
    return None if best is None else Trust(str(best["rule"]), float(best["confidence"]))


def _more(thing: Json, *names: str) -> tuple[tuple[str, object], ...]:
    """Named values of a fact or of its ``x``."""
    x = thing.get("x", {})
    return tuple((name, thing.get(name, x.get(name))) for name in names)


def _forms(name: object) -> tuple[str, ...]:
    """An organization may be a list of accepted forms."""
    return (name,) if isinstance(name, str) else tuple(map(str, name)) if isinstance(name, Sequence) else ()


def _scaled(value: object, unit: object) -> Decimal | None:
    """The number with "nghìn", "triệu", "tỷ" of its unit multiplied out."""
    if value is None:
        return None
    words = str(unit or "").casefold().split()
    return Decimal(str(value)).scaleb(sum(power for word, power in _SCALES for w in words if w == word))


def annotated(data: Json) -> Annotated:
    """Read one article's facts in the guide's JSON form, with or without ``x``."""
    reader = _Reader(data)
    events = tuple(reader.events())
    kinds = {
        "persons": tuple(reader.persons()),
        "organizations": tuple(reader.organizations()),
        "positions": tuple(reader.positions()),
        **reader.of_events(events),
        "documents": tuple(reader.documents()),
        "awards": tuple(reader.awards()),
        "observations": tuple(reader.observations()),
        "statements": tuple(reader.statements()),
    }
    return Annotated(id=str(data.get("id", "")), keep=bool(data.get("keep", True)), events=events, kinds=kinds)


class _Reader:
    """Reads the items of one article, kind by kind."""

    def __init__(self, data: Json) -> None:
        self._data = data
        said = data.get("x", {}).get("sentences", ())
        self._sentences = [(int(s["start"]), int(s["end"]), str(s["quote"])) for s in said]
        self._names = _named(data)

    def _all(self, kind: str) -> Sequence[Json]:
        found: Sequence[Json] = self._data.get(kind) or ()
        return found

    def _sentence(self, thing: Json) -> str | None:
        """The sentence that the surest evidence lies in, else the words of that evidence."""
        best = _surest(thing)
        if best is None or "quote" not in best:
            return None
        return next((quote for start, end, quote in self._sentences if start <= int(best["start"]) < end), str(best["quote"]))

    def events(self) -> Iterator[EventItem]:
        for n, e in enumerate(self._all("events")):
            told = _ruled(e, lambda rule: rule not in _SETTING)
            yield EventItem(
                key=str(e.get("key", n)),
                kind=e["kind"],
                name=e["name"],
                date=e.get("date"),
                place=e.get("place"),
                people=frozenset(p["name"].casefold() for p in e.get("people", ())),
                trust=_trust(told),
                more=_more(e, "end", "main", "type", "ordinal"),
                sentence=self._sentence(told),
            )

    def persons(self) -> Iterator[Item]:
        for p in self._all("persons"):
            yield Item(label=p["name"], exact=(p["name"].casefold(),), trust=_trust(p), sentence=self._sentence(p))

    def organizations(self) -> Iterator[Item]:
        bodies = {item["name"]: item for item in self._data.get("x", {}).get("organizations", ())}
        for o in self._all("organizations"):
            known: Json = {"x": bodies[o]} if isinstance(o, str) and o in bodies else {}
            yield Item(
                label=str(o), names=_forms(o), trust=_trust(known), more=_more(known, "kind"), sentence=self._sentence(known)
            )

    def positions(self) -> Iterator[Item]:
        for p in self._all("persons"):
            for q in p.get("positions", ()):
                yield Item(
                    label=f"{p['name']}: {q['role']}, {' / '.join(_forms(q.get('org'))) or '–'} ({q.get('status', 'current')})",
                    exact=(p["name"].casefold(), q["role"].casefold()),
                    names=_forms(q.get("org")) or ("",),
                    details=(("post status", q.get("status", "current")),),
                    trust=_trust(q),
                    more=_more(q, "start", "end"),
                    sentence=self._sentence(q),
                )

    def observations(self) -> Iterator[Item]:
        for o in self._all("observations"):
            value, target, percent = (
                _scaled(o.get(k), o.get("unit") if k != "percent" else None) for k in ("value", "target", "percent")
            )
            yield Item(
                label=f"{o['indicator']}: {o.get('value')} / {o.get('target')} {o.get('unit')} {o.get('percent')}",
                names=(str(o["indicator"]),),
                numbers=(value, target, percent),
                details=(
                    ("figure indicator", o["indicator"]),
                    ("figure period", o.get("period")),
                    ("figure unit", o.get("unit")),
                ),
                trust=_trust(o),
                more=_more(o, "percent_kind"),
                sentence=self._sentence(o),
            )

    def awards(self) -> Iterator[Item]:
        for a in self._all("awards"):
            for recipient in a.get("recipients") or [str(a["count"]) if a.get("count") else ""]:
                yield Item(
                    label=f"{a['name']} → {recipient or a.get('count')}",
                    names=(str(recipient),),
                    exact=(str(a["name"]),),
                    details=(("award conferrer", a.get("conferrer")), ("award citation", a.get("citation"))),
                    trust=_trust(a),
                    more=_more(a, "count", "date", "merit_start", "merit_end", "consecutive_years"),
                    sentence=self._sentence(a),
                )

    def documents(self) -> Iterator[Item]:
        for d in self._all("documents"):
            yield Item(
                label=f"{d['kind']} {d.get('number') or d['name']}",
                names=(d["name"],),
                exact=(d["kind"], d.get("number")),
                details=(("document issuer", d.get("issuer")),),
                trust=_trust(d),
                more=_more(d, "issued"),
                sentence=self._sentence(d),
            )

    def statements(self) -> Iterator[Item]:
        """One for each speaker, at the occasion named last; ``more`` has all that this speaker says anywhere."""
        first: dict[str, Json] = {}
        events: dict[str, str | None] = {}
        words: dict[str, list[str]] = {}
        for s in self._all("statements"):
            name = s["speaker"].casefold()
            first.setdefault(name, s)
            events[name] = s.get("event")
            said = (item.get("text", {}).get("quote") for item in s.get("x", {}).get("items", ()))
            words.setdefault(name, []).extend(quote for quote in said if quote)
        for name, s in first.items():
            items = s.get("x", {}).get("items", ())
            thing = {"x": items[0]} if items else s
            yield Item(
                label=s["speaker"],
                exact=(name,),
                event=events[name],
                trust=_trust(thing),
                more=(("words", tuple(sorted(words[name]))),),
                sentence=self._sentence(thing),
            )

    def of_events(self, events: tuple[EventItem, ...]) -> dict[str, tuple[Item, ...]]:
        """What hangs on events."""
        participations, organizers, dates = [], [], []
        for e, item in zip(self._all("events"), events, strict=True):
            of = item.key
            told = {(self._names.get(p["participant"], ""), p["role"]): p for p in self._parts(e)}
            for p in e.get("people", ()):
                for role in p["roles"]:
                    label, thing = f"{p['name']} {role} at {e['name']}", self._part(told, p["name"], role)
                    exact = (p["name"].casefold(), role)
                    said = self._sentence(thing) or item.sentence
                    participations.append(Item(label=label, exact=exact, trust=_trust(thing), event=of, sentence=said))
            for o in e.get("organizers", ()):
                label, thing = f"{' / '.join(_forms(o))} organizes {e['name']}", self._part(told, str(o), "organizer")
                said = self._sentence(thing) or item.sentence
                organizers.append(Item(label=label, names=_forms(o), trust=_trust(thing), event=of, sentence=said))
            if e.get("date"):
                when = _ruled(e, lambda rule: rule == "event.date")
                label, said = f"{e['name']}: {e['date']}", self._sentence(when) or item.sentence
                dates.append(Item(label=label, names=(e["date"],), trust=_trust(when), event=of, sentence=said))
        return {"participations": tuple(participations), "organizers": tuple(organizers), "event dates": tuple(dates)}

    @staticmethod
    def _parts(event: Json) -> Sequence[Json]:
        found: Sequence[Json] = event.get("x", {}).get("participations", ())
        return found

    @staticmethod
    def _part(told: Mapping[tuple[str, str], Json], name: str, role: str) -> Json:
        """The participation of a name in a role, with its evidence; an empty one where the facts give none."""
        return {"x": told[name, role]} if (name, role) in told else {}
