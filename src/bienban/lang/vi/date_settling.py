"""The years of the days printed without one: what is seen in an article while it is read, and the mentions it settles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bienban.lang.tokens import Tokens
from bienban.lang.vi.calendar import SESSIONS, Day
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.years import YearClues
from bienban.model.dates import PartialDate
from bienban.model.mention import DateRange, Mention
from bienban.model.span import Span

__all__ = ["RELATIVE", "STRONG", "OpenDay", "Seen", "Settler"]

RELATIVE = {"nay": 0, "qua": -1, "kia": -2, "mai": 1}
"""Days told by another, with their distance."""

STRONG = SESSIONS | {"ngày", "nay", "qua", "kia", "mai", "hôm"}
"""Words that may stand right before a day."""
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5}
_LEADING = frozenset({",", "(", ")", "vào", ".", "-", "–", ":", "tin", "nay", ""})
_LEAD = 160


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A date read at a token, its year perhaps still open; ``whole_month`` where ``start`` stands for its month."""

    index: int
    after: int
    start: Day
    end: Day | None
    rule: str
    whole_month: bool = False


@dataclass(slots=True)
class Seen:
    """The days and the years seen so far; see :class:`bienban.lang.vi.years.YearClues` for what the sets mean."""

    days: list[OpenDay] = field(default_factory=list)
    anchors: list[tuple[int, int]] = field(default_factory=list)
    plain: set[int] = field(default_factory=set)
    planned: set[int] = field(default_factory=set)
    reviewed: set[int] = field(default_factory=set)
    annual: set[int] = field(default_factory=set)
    openings: list[tuple[int, int]] = field(default_factory=list)
    jubilees: set[tuple[int, int, int]] = field(default_factory=set)


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


class Settler:
    """Gives the days that were seen their years, once the whole article is read."""

    def __init__(self, scan: Scan, seen: Seen) -> None:
        self.scan, self.seen = scan, seen
        self.tokens = scan.tokens

    def _clues(self) -> YearClues:
        full = set(self.seen.jubilees)
        for found in self.seen.days:
            day = found.start
            if day.year is None or day.month is None:
                continue
            full.add((day.year, day.month, day.day))
            last = found.end
            if last is not None and last.year is not None and last.month is not None:
                full.add((last.year, last.month, last.day))
            self.seen.plain.add(day.year)
            if found.index < _LEAD and self._leads(self._announced(found.index)[0]):
                self.seen.anchors.append((day.year, day.month))
        return YearClues(
            published=self.scan.article.published,
            full=frozenset(full),
            anchors=tuple(self.seen.anchors),
            annual=frozenset(self.seen.annual),
            plain=frozenset(self.seen.plain),
            planned=frozenset(self.seen.planned),
            reviewed=frozenset(self.seen.reviewed),
        )

    def _leads(self, first: int) -> bool:
        """Whether a date stands where an article dates its occasion: at the head of a sentence or clause."""
        return _key(self.tokens, first - 1) in _LEADING or self.tokens[first].capital

    def settled(self) -> list[Mention]:
        """The days with their years; a year that is settled once holds for the days close by in time."""
        clues = self._clues()
        years = [self._settle(found, clues) for found in self.seen.days]
        near = [(y, d.start.month) for y, d in zip(years, self.seen.days, strict=True) if y is not None and d.start.year is None]
        known = replace(clues, anchors=tuple((y, m) for y, m in near if m is not None), planned=frozenset(), reviewed=frozenset())
        found = []
        for year, day in zip(years, self.seen.days, strict=True):
            open_still = year is None and day.start.month is not None and known.anchors
            settled = known.settle(day.start.month, day.start.day) if open_still and day.start.month is not None else year
            mention = self._mention(day, settled)
            if mention is not None:
                found.append(mention)
        return found

    def _settle(self, found: OpenDay, clues: YearClues) -> int | None:
        day = found.start
        if day.year is not None or day.month is None:
            return day.year
        first = self._announced(found.index)[0]
        return clues.settle(day.month, day.day, self._weekday(first), self._opening(found.index))

    def _mention(self, found: OpenDay, year: int | None) -> Mention | None:
        first, session = self._announced(found.index)
        explicit = found.start.year is not None
        start, end = found.start, found.end
        if not explicit and year is not None and start.month is not None:
            start = replace(start, year=year)
            if end is not None and end.month is not None:
                end = replace(end, year=year + (end.month < start.month) if start.month is not None else year)
        begins, ends = _partial(start), None if end is None else _partial(end)
        if begins is not None and found.whole_month:
            begins = None if begins.year is None else PartialDate(begins.year, begins.month)
        if begins is None:
            return None
        sure = 1.0 if explicit else 0.9 if start.year is None else 0.8
        after = found.after
        if _key(self.tokens, after) == ")" and any(_key(self.tokens, i) == "(" for i in range(first, found.index)):
            after += 1
        span = Span(self.tokens[first].start, self.tokens[after - 1].end)
        return Mention(span, DateRange(begins, ends, explicit, session), found.rule, sure)

    def _announced(self, index: int) -> tuple[int, str | None]:
        """Where the words that announce a date begin, and the part of the day among them."""
        tokens, first, session = self.tokens, index, None
        while first > 0:
            key = _key(tokens, first - 1)
            joining = key in (",", "(") and _key(tokens, first - 2) in RELATIVE
            if not joining and key not in STRONG:
                break
            if key == "qua" and _key(tokens, first - 2) not in STRONG:
                break
            first -= 1
            if key in SESSIONS:
                session = key
                break
        return first, session

    def _weekday(self, first: int) -> int | None:
        at = first - 1
        while at > 0 and _key(self.tokens, at) in (",", "("):
            at -= 1
        if _key(self.tokens, at) == "nhật" and _key(self.tokens, at - 1) == "chủ":
            return 6
        return _WEEKDAYS.get(_key(self.tokens, at)) if _key(self.tokens, at - 1) == "thứ" else None

    def _opening(self, index: int) -> int | None:
        """The first year of the term that the congress of this sentence opens, where the sentence reports the congress itself."""
        if not self.seen.openings or not self.scan.sentences:
            return None
        sentence = self.scan.sentence_at(self.tokens[index].start).span
        terms = {year for at, year in self.seen.openings if sentence.start <= self.tokens[at].start < sentence.end}
        if len(terms) != 1:
            return None
        words = sentence.of(self.scan.text).casefold()
        reviewed = any(
            word in words for word in ("nghị quyết", "sơ kết", "giữa nhiệm kỳ", "bổ sung", "hđnd", "hội đồng nhân dân")
        )
        return terms.pop() if "đại hội" in words and not reviewed else None


def _partial(day: Day) -> PartialDate | None:
    try:
        return PartialDate(day.year, day.month, day.day)
    except ValueError:
        return None
