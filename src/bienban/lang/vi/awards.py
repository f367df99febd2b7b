"""The awards of an article: each once for its group of recipients, with conferrer, reason and years of merit.

:func:`read_awards` finds the mentions (see :mod:`bienban.lang.vi.award_names`), :func:`conclude` makes the facts. Several
counted groups under one award ("1 tập thể, 5 cá nhân") are several awards; what several sentences say of one award is one.
``occasion`` and ``date`` are left to the rules of events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bienban.lang.vi.award_entries import Entry, kept, merged
from bienban.lang.vi.award_givers import Giver
from bienban.lang.vi.award_names import read_awards
from bienban.lang.vi.award_reasons import contest_of, decided_by, reason_of
from bienban.lang.vi.conferrals import Conferral, read_conferral
from bienban.lang.vi.groups import group_kind
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.trust import trusted
from bienban.model.facts import Award, CountedGroup, Key
from bienban.model.mention import AwardName, Mention, Quantity
from bienban.model.span import Evidence, Span

__all__ = ["AwardReading", "conclude", "read_awards"]

# Offices that hand over what the President confers.
_PRESENTERS = ("Thủ tướng", "Phó", "Chủ tịch Quốc hội", "Bộ trưởng", "Thứ trưởng", "Bí thư", "Tổng Bí thư")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class AwardReading:
    """The awards of an article and the counted groups among their recipients."""

    awards: tuple[Award, ...]
    groups: tuple[CountedGroup, ...]


def conclude(scan: Scan, entities: Entities) -> AwardReading:
    """The awards that the article reports as given, in the order of the text."""
    mentions = tuple(m for m in scan.mentions if isinstance(m.value, AwardName))
    if not mentions:
        return AwardReading((), ())
    entries: list[Entry] = []
    sentence: Span | None = None
    known: tuple[Key, ...] = ()
    told: tuple[Key, ...] = ()
    for mention in mentions:
        conferral = read_conferral(scan, entities, mention)
        if conferral is None or not isinstance(mention.value, AwardName):
            continue
        here = scan.sentence_at(mention.span.start).span
        shared = not conferral.passive or conferral.region.end - conferral.region.start < 12
        if sentence is not None and not conferral.recipients and not conferral.groups:
            if here == sentence and shared:
                conferral = replace(conferral, recipients=known)
            elif here != sentence and not conferral.passive and len(told) == 1 and _follows(sentence, here):
                conferral = replace(conferral, recipients=told)
        if here != sentence:
            told = ()
        sentence, known = here, conferral.recipients
        told = conferral.recipients or told
        entries.extend(_entries(scan, mention, mention.value, conferral))
    return _reading(scan, kept(merged(_prizes(mentions, entries))))


def _follows(one: Span, other: Span) -> bool:
    """Whether a sentence comes right after another: who gets an award there gets the next one too, where nobody is named."""
    return 0 <= other.start - one.end < 3


def _entries(scan: Scan, mention: Mention, value: AwardName, conferral: Conferral) -> Iterable[Entry]:
    citation, years = reason_of(scan, conferral)
    giver = conferral.givers[-1] if conferral.givers else None
    if _of_the_state(value):
        if giver is not None and not conferral.passive and giver.name.startswith(_PRESENTERS):
            giver = None
        if giver is None:
            giver, citation = decided_by(scan, mention, citation)
    if citation is None and value.type in ("medal", "prize"):
        citation = contest_of(scan, mention)
    kind = value.type
    if kind == "certificate-of-merit" and giver is not None and giver.name.startswith("Thủ tướng"):
        kind = "certificate-of-merit-pm"
    base = Entry(value.name, kind, [mention], list(conferral.recipients), None, giver, citation, _of_the_state(value), years)
    base.spans = [mention.span]
    if len(conferral.givers) > 1 and giver in conferral.givers and not _of_the_state(value):
        return [_by(base, mention, g, conferral.groups) for g in conferral.givers]
    if not conferral.groups:
        return [base]
    first, *others = conferral.groups
    base.group = first
    return [base, *(replace(base, recipients=[], group=g, mentions=[mention], spans=[mention.span]) for g in others)]


def _by(base: Entry, mention: Mention, giver: Giver, groups: tuple[Mention, ...]) -> Entry:
    """The award as given by one of several bodies that each give it."""
    group = groups[0] if groups else None
    return replace(base, giver=giver, group=group, recipients=list(base.recipients), mentions=[mention], spans=[mention.span])


def _of_the_state(value: AwardName) -> bool:
    """Whether the President confers it (Law 06/2022/QH15, article 77): orders, honorary titles, the two state prizes."""
    if value.type == "prize":
        return value.name.endswith(("Hồ Chí Minh", "Nhà nước")) or "Hồ Chí Minh về" in value.name or "Nhà nước về" in value.name
    return value.type in ("order", "honorary-title")


def _prizes(mentions: tuple[Mention, ...], entries: list[Entry]) -> list[Entry]:
    """Grades of a prize take the name of the prize that the article is about: "giải A" → "giải A Giải Báo chí …"."""
    names = [m.value.name for m in mentions if m.rule == "award.prize" and isinstance(m.value, AwardName)]
    main = max((n for n in names if len(n.split()) > 3), key=lambda n: (sum(n in other for other in names), len(n)), default=None)
    giver = next((e.giver for e in entries if e.giver is not None and e.mentions[0].rule == "award.prize"), None)
    for entry in entries:
        if main is not None and entry.mentions[0].rule == "award.grade":
            entry.name = f"{entry.name} {main}"
            entry.giver = giver or entry.giver
    for entry in entries:
        if entry.giver is None and entry.state:
            entry.giver = next((e.giver for e in entries if e.state and e.giver is not None and _together(e, entry)), None)
    return entries


def _together(one: Entry, other: Entry) -> bool:
    """Whether two awards are named close to each other, as in one list."""
    return abs(one.spans[0].start - other.spans[0].start) < 160


def _reading(scan: Scan, entries: list[Entry]) -> AwardReading:
    awards: list[Award] = []
    groups: list[CountedGroup] = []
    for order, entry in enumerate(entries, 1):
        group = _group(scan, Key(f"award-group-{order}"), entry)
        if group is not None:
            groups.append(group)
        best = entry.mentions[0]
        awards.append(
            Award(
                key=Key(f"award-{order}"),
                name=entry.name,
                type=entry.type,
                evidence=_evidence(entry, best),
                recipients=tuple(entry.recipients),
                group=None if group is None else group.key,
                conferrer=None if entry.giver is None else entry.giver.key,
                conferrer_name=None if entry.giver is None else entry.giver.name,
                citation=entry.citation,
                consecutive_years=entry.years[0],
                merit_start=entry.years[1],
                merit_end=entry.years[2],
            )
        )
    return AwardReading(tuple(awards), tuple(groups))


def _evidence(entry: Entry, best: Mention) -> tuple[Evidence, ...]:
    return tuple(trusted((span,), best.rule, best.confidence) for span in dict.fromkeys(entry.spans))


def _group(scan: Scan, key: Key, entry: Entry) -> CountedGroup | None:
    mention = entry.group
    if mention is None or not isinstance(mention.value, Quantity):
        return None
    value = mention.value
    return CountedGroup(
        key=key,
        name=value.printed if mention.rule == "quantity.rest" else _SPACE.sub(" ", mention.span.of(scan.text)),
        count=int(value.amount),
        evidence=(trusted((mention.span,), mention.rule, mention.confidence),),
        kind=group_kind(value.unit),
        qualifier=value.qualifier,
    )
