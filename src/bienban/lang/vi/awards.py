"""The awards of an article: each once for its group of recipients, with conferrer, reason and years of merit.

:func:`read_awards` finds the mentions (see :mod:`bienban.lang.vi.award_names`), :func:`conclude` makes the facts. Several
counted groups under one award ("1 tập thể, 5 cá nhân") are several awards; what several sentences say of one award is one.
``occasion`` and ``date`` are left to the rules of events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bienban.lang.vi.award_givers import Giver
from bienban.lang.vi.award_names import read_awards
from bienban.lang.vi.award_reasons import Merit, contest_of, decided_by, reason_of
from bienban.lang.vi.conferrals import Conferral, read_conferral
from bienban.lang.vi.groups import group_kind
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.facts import Award, CountedGroup, Key
from bienban.model.mention import AwardName, Mention, Quantity
from bienban.model.span import Evidence, Span
from bienban.text import match_key

__all__ = ["AwardReading", "conclude", "read_awards"]

# Offices that hand over what the President confers.
_PRESENTERS = ("Thủ tướng", "Phó", "Chủ tịch Quốc hội", "Bộ trưởng", "Thứ trưởng", "Bí thư", "Tổng Bí thư")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class AwardReading:
    """The awards of an article and the counted groups among their recipients."""

    awards: tuple[Award, ...]
    groups: tuple[CountedGroup, ...]


@dataclass(slots=True)
class _Entry:
    """One award while the article is read; ``group`` is the mention of the people only counted."""

    name: str
    type: str
    mentions: list[Mention]
    recipients: list[Key]
    group: Mention | None = None
    giver: Giver | None = None
    citation: str | None = None
    state: bool = False
    years: Merit = (None, None, None)
    spans: list[Span] = field(default_factory=list)

    @property
    def count(self) -> int | None:
        """How many are counted, not named."""
        value = None if self.group is None else self.group.value
        return int(value.amount) if isinstance(value, Quantity) else None


def conclude(scan: Scan, entities: Entities) -> AwardReading:
    """The awards that the article reports as given, in the order of the text."""
    mentions = tuple(m for m in scan.mentions if isinstance(m.value, AwardName))
    if not mentions:
        return AwardReading((), ())
    entries: list[_Entry] = []
    sentence: Span | None = None
    known: tuple[Key, ...] = ()
    for mention in mentions:
        conferral = read_conferral(scan, entities, mention, mentions)
        if conferral is None or not isinstance(mention.value, AwardName):
            continue
        here = scan.sentence_at(mention.span.start).span
        shared = not conferral.passive or conferral.region.end - conferral.region.start < 12
        if here == sentence and shared and not conferral.recipients and not conferral.groups:
            conferral = replace(conferral, recipients=known)
        sentence, known = here, conferral.recipients
        entries.extend(_entries(scan, mention, mention.value, conferral))
    return _reading(scan, _kept(_merged(_prizes(mentions, entries))))


def _entries(scan: Scan, mention: Mention, value: AwardName, conferral: Conferral) -> Iterable[_Entry]:
    citation, years = reason_of(scan, conferral)
    giver = conferral.giver
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
    base = _Entry(value.name, kind, [mention], list(conferral.recipients), None, giver, citation, _of_the_state(value), years)
    base.spans = [mention.span]
    if not conferral.groups:
        return [base]
    first, *others = conferral.groups
    base.group = first
    return [base, *(replace(base, recipients=[], group=g, mentions=[mention], spans=[mention.span]) for g in others)]


def _of_the_state(value: AwardName) -> bool:
    """Whether the President confers it (Law 06/2022/QH15, article 77): orders, honorary titles, the two state prizes."""
    if value.type == "prize":
        return value.name.endswith(("Hồ Chí Minh", "Nhà nước")) or "Hồ Chí Minh về" in value.name or "Nhà nước về" in value.name
    return value.type in ("order", "honorary-title")


def _prizes(mentions: tuple[Mention, ...], entries: list[_Entry]) -> list[_Entry]:
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


def _together(one: _Entry, other: _Entry) -> bool:
    """Whether two awards are named close to each other, as in one list."""
    return abs(one.spans[0].start - other.spans[0].start) < 160


def _merged(entries: list[_Entry]) -> list[_Entry]:
    """Entries about the same award and the same recipients, or that add recipients by name, become one."""
    merged: list[_Entry] = []
    for entry in entries:
        same = next((m for m in merged if _same_award(m, entry) and _joins(m, entry)), None)
        if same is None:
            merged.append(entry)
            continue
        same.recipients.extend(k for k in entry.recipients if k not in same.recipients)
        same.group = same.group or entry.group
        same.giver = same.giver or entry.giver
        if same.citation is None:
            same.citation, same.years = entry.citation, entry.years
        same.mentions.extend(entry.mentions)
        same.spans.extend(entry.spans)
        same.name = max(same.name, entry.name, key=len)
    return merged


def _same_award(one: _Entry, other: _Entry) -> bool:
    small, large = sorted((set(match_key(one.name).split()), set(match_key(other.name).split())), key=len)
    if one.type != other.type or not small <= large:
        return False
    rules = {one.mentions[0].rule, other.mentions[0].rule}
    return small == large or (len(small) > 1 and not rules & {"award.party", "award.grade", "award.bare"})


def _joins(one: _Entry, other: _Entry) -> bool:
    """Whether two entries of one award speak of one group: the same counted people, or names with no count beside them."""
    if one.count is not None and other.count is not None:
        return one.count == other.count
    if set(one.recipients) & set(other.recipients):
        return True
    empty = [e for e in (one, other) if not e.recipients and e.group is None]
    return bool(empty) or (one.group is None and other.group is None)


def _kept(entries: list[_Entry]) -> list[_Entry]:
    """Without bare names and empty entries where the article says more of the same kind of award."""
    full = {e.type for e in entries if e.recipients or e.group is not None}
    named = {e.type for e in entries if e.mentions[0].rule != "award.bare" and (e.recipients or e.group is not None)}
    exact = [e for e in entries if e.mentions[0].rule != "award.bare" or e.type not in named]
    return [e for e in exact if e.recipients or e.group is not None or _stands_alone(e, full)]


def _stands_alone(entry: _Entry, full: set[str]) -> bool:
    """Whether an award without recipients says something: a title or certificate that the article gives to no one else."""
    rule = entry.mentions[0].rule
    return rule == "award.title" or (entry.type not in full and rule not in ("award.bare", "award.prize", "award.standard"))


def _reading(scan: Scan, entries: list[_Entry]) -> AwardReading:
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


def _evidence(entry: _Entry, best: Mention) -> tuple[Evidence, ...]:
    return tuple(Evidence(spans=(span,), rule=best.rule, confidence=best.confidence) for span in dict.fromkeys(entry.spans))


def _group(scan: Scan, key: Key, entry: _Entry) -> CountedGroup | None:
    mention = entry.group
    if mention is None or not isinstance(mention.value, Quantity):
        return None
    value = mention.value
    return CountedGroup(
        key=key,
        name=_SPACE.sub(" ", mention.span.of(scan.text)),
        count=int(value.amount),
        evidence=(Evidence(spans=(mention.span,), rule=mention.rule, confidence=mention.confidence),),
        kind=group_kind(value.unit),
        qualifier=value.qualifier,
    )
