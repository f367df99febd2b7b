"""One award while an article is read, and which readings of it are one."""

from __future__ import annotations

from dataclasses import dataclass, field

from bienban.lang.vi.award_givers import Giver
from bienban.lang.vi.award_reasons import Merit
from bienban.model.facts import Key
from bienban.model.mention import Mention, Quantity
from bienban.model.span import Span
from bienban.text import match_key

__all__ = ["Entry", "kept", "merged"]


@dataclass(slots=True)
class Entry:
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


def merged(entries: list[Entry]) -> list[Entry]:
    """Entries about the same award and the same recipients, or that add recipients by name, become one."""
    found: list[Entry] = []
    for entry in entries:
        same = next((m for m in found if _same_award(m, entry) and _joins(m, entry)), None)
        if same is None:
            found.append(entry)
            continue
        same.recipients.extend(k for k in entry.recipients if k not in same.recipients)
        same.group = same.group or entry.group
        same.giver = same.giver or entry.giver
        if same.citation is None:
            same.citation, same.years = entry.citation, entry.years
        same.mentions.extend(entry.mentions)
        same.spans.extend(entry.spans)
        same.name = max(same.name, entry.name, key=len)
    return found


def _same_award(one: Entry, other: Entry) -> bool:
    small, large = sorted((set(match_key(one.name).split()), set(match_key(other.name).split())), key=len)
    if one.type != other.type or not small <= large:
        return False
    rules = {one.mentions[0].rule, other.mentions[0].rule}
    return small == large or (len(small) > 1 and not rules & {"award.party", "award.grade", "award.bare"})


def _joins(one: Entry, other: Entry) -> bool:
    """Whether two entries of one award speak of one group: the same counted people, or names with no count beside them."""
    if one.count is not None and other.count is not None:
        return one.count == other.count
    if _other_givers(one, other):
        return False
    if set(one.recipients) & set(other.recipients):
        return True
    empty = [e for e in (one, other) if not e.recipients and e.group is None]
    return bool(empty) or (one.group is None and other.group is None)


def _other_givers(one: Entry, other: Entry) -> bool:
    """Whether two entries come from one sentence that names a giver for each."""
    same = one.spans[0] == other.spans[0]
    return same and one.giver is not None and other.giver is not None and one.giver != other.giver


def kept(entries: list[Entry]) -> list[Entry]:
    """Without bare names and empty entries where the article says more of the same kind of award."""
    full = {e.type for e in entries if e.recipients or e.group is not None}
    named = {e.type for e in entries if e.mentions[0].rule != "award.bare" and (e.recipients or e.group is not None)}
    exact = [e for e in entries if e.mentions[0].rule != "award.bare" or e.type not in named]
    return [e for e in exact if e.recipients or e.group is not None or _stands_alone(e, full)]


def _stands_alone(entry: Entry, full: set[str]) -> bool:
    """Whether an award without recipients says something: a title or certificate that the article gives to no one else."""
    rule = entry.mentions[0].rule
    if rule == "award.standard":
        return entry.giver is not None
    return rule == "award.title" or (entry.type not in full and rule not in ("award.bare", "award.prize"))
