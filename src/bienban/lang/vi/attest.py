"""The days on which an article shows its posts held, and the occasions and days of its awards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bienban.lang.vi.scan import Scan
from bienban.model.dates import PartialDate
from bienban.model.facts import Award, Event, Key, Participation, PostHeld
from bienban.model.span import Evidence, Span

__all__ = ["attested", "with_occasions"]

_POINTING = ("dịp này", "nhân dịp này", "tại hội nghị", "tại buổi lễ", "tại đại hội", "cũng tại")


def _full(date: PartialDate | None) -> bool:
    return date is not None and date.year is not None and date.day is not None


def attested(
    posts: tuple[PostHeld, ...],
    events: Iterable[Event],
    participations: Iterable[Participation],
    published: PartialDate | None,
) -> tuple[PostHeld, ...]:
    """The posts with ``attested`` set: the day of the first occasion at which the holder acts, else that of publication.

    Only posts held or taken up have such a day; a former or lost one is not held on it.
    """
    days = {e.key: e.start for e in events if _full(e.start)}
    first: dict[Key, PartialDate] = {}
    for part in participations:
        day = days.get(part.event)
        if day is not None:
            first.setdefault(part.participant, day)
    found = []
    for post in posts:
        day = first.get(post.person, published) if post.status in ("current", "appointed") else None
        found.append(replace(post, attested=day) if day is not None and post.attested is None else post)
    return tuple(found)


def _spans(evidence: tuple[Evidence, ...]) -> tuple[Span, ...]:
    return tuple(span for one in evidence for span in one.spans)


def with_occasions(
    scan: Scan, awards: tuple[Award, ...], events: tuple[tuple[Event, tuple[Span, ...]], ...]
) -> tuple[Award, ...]:
    """The awards with the occasion at which they are handed over, and its day; one only looked back on has none.

    The occasion is the one that the award's sentence names, or that "Dịp này", "Tại hội nghị" at its head points back to.
    ``events`` are the events with the spans of their mentions.
    """
    by_key = {event.key: event for event, _ in events}
    named = _named(scan, awards, events)
    found = []
    for award in awards:
        event = by_key.get(award.occasion or named.get(award.key) or Key(""))
        dated = award if event is None else replace(award, occasion=event.key, date=award.date or event.start)
        found.append(dated)
    return tuple(found)


def _named(scan: Scan, awards: tuple[Award, ...], events: tuple[tuple[Event, tuple[Span, ...]], ...]) -> dict[Key, Key]:
    listed = [(e, spans) for e, spans in events if e.listed]
    main = next((e for e, _ in listed if e.main), None)
    found: dict[Key, Key] = {}
    for award in awards:
        spans = _spans(award.evidence)
        if not spans:
            continue
        sentence = scan.sentence_at(spans[0].start).span
        inside = [e for e, names in listed if any(sentence.start <= n.start < sentence.end for n in names)]
        if inside:
            found[award.key] = inside[-1].key
        elif main is not None and _points_back(scan, sentence):
            found[award.key] = main.key
    return found


def _points_back(scan: Scan, sentence: Span) -> bool:
    return sentence.of(scan.text)[:30].casefold().lstrip(' *-+“"').startswith(_POINTING)
