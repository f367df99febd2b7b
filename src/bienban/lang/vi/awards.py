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
from bienban.lang.vi.conferrals import Conferral, read_conferral
from bienban.lang.vi.groups import group_kind
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.facts import Award, CountedGroup, Key
from bienban.model.mention import AwardName, Mention, Quantity
from bienban.model.span import Evidence, Span
from bienban.text import match_key

__all__ = ["AwardReading", "conclude", "read_awards"]

_QUOTE = re.compile(r"[“\"‘]\s*([^“”\"‘’]{8,160}?)\s*[”\"’]")
_YEARS = re.compile(r"\s*(?:trong\s+)?(\d{1,2})\s+năm\s+(?:liền|liên tục|liên tiếp)(?:\s*\(\s*(\d{4})\s*[-–]\s*(\d{4})\s*\))?")
_REASON = re.compile(
    r"(?:\bvì|\bdo|\bvề|\bđã|(?<=\s)có)\s+"
    r"((?:đã )?(?:có )?(?:nhiều |những )?(?:thành tích|đóng góp|công lao|công)\b[^;\"“”]{6,240})"
)
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
    years: tuple[int | None, int | None, int | None] = (None, None, None)
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
    citation, years = _reason(scan, conferral)
    giver = conferral.giver
    if giver is None and value.type in ("order", "medal", "honorary-title"):
        giver, citation = _decided(scan, mention, citation)
    kind = value.type
    if kind == "certificate-of-merit" and giver is not None and giver.name.startswith("Thủ tướng"):
        kind = "certificate-of-merit-pm"
    base = _Entry(value.name, kind, [mention], list(conferral.recipients), None, giver, citation, years)
    base.spans = [mention.span]
    if not conferral.groups:
        return [base]
    first, *others = conferral.groups
    base.group = first
    return [base, *(replace(base, recipients=[], group=g, mentions=[mention], spans=[mention.span]) for g in others)]


def _reason(scan: Scan, conferral: Conferral) -> tuple[str | None, tuple[int | None, int | None, int | None]]:
    """The reason in quotation marks, with its years in a row, or in the words after "vì", "đã có"."""
    for span in (conferral.tail, conferral.region):
        text = span.of(scan.text)
        for match in _QUOTE.finditer(text):
            years = _YEARS.match(text, match.end())
            reason = match.group(1) if years is None else f"{match.group(1)}{text[match.end() : years.end()]}"
            if years is None and span is conferral.tail and len(match.group(1).split()) < 3:
                continue
            return _SPACE.sub(" ", reason).strip(), _merit(years)
    text = conferral.tail.of(scan.text)
    said = _REASON.search(text)
    if said is None:
        return None, (None, None, None)
    return _SPACE.sub(" ", said.group(1)).strip(" .,/"), _merit(_YEARS.search(text))


def _decided(scan: Scan, mention: Mention, citation: str | None) -> tuple[Giver | None, str | None]:
    """The President, where this sentence or the next cites his decision, and the reason given there."""
    span = scan.sentence_at(mention.span.start).span
    after = scan.sentence_at(min(span.end + 2, len(scan.text))).span
    for text in (span.of(scan.text), after.of(scan.text)):
        if "quyết định của Chủ tịch nước" in text:
            reason = _REASON.search(text)
            said = None if reason is None else _SPACE.sub(" ", reason.group(1)).strip(" .,/…")
            return Giver("Chủ tịch nước"), citation or said
    return None, citation


def _merit(match: re.Match[str] | None) -> tuple[int | None, int | None, int | None]:
    if match is None:
        return None, None, None
    count, start, end = match.groups()
    return int(count), None if start is None else int(start), None if end is None else int(end)


def _prizes(mentions: tuple[Mention, ...], entries: list[_Entry]) -> list[_Entry]:
    """Grades of a prize take the name of the prize that the article is about: "giải A" → "giải A Giải Báo chí …"."""
    names = [m.value.name for m in mentions if m.rule == "award.prize" and isinstance(m.value, AwardName)]
    main = max((n for n in names if len(n.split()) > 3), key=lambda n: (sum(n in other for other in names), len(n)), default=None)
    giver = next((e.giver for e in entries if e.giver is not None and e.mentions[0].rule == "award.prize"), None)
    for entry in entries:
        if main is not None and entry.mentions[0].rule == "award.grade":
            entry.name = f"{entry.name} {main}"
            entry.giver = entry.giver or giver
    return entries


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
