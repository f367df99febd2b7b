"""Dates, terms and ordinals of an article.

:func:`read_dates` returns, in the order of the text, mentions whose value is a :class:`DateRange` (a day, several days, a
month, a quarter as its three months, a year or years), a :class:`TermYears` or an :class:`Ordinal`. Rules:
``date.day``, ``date.days``, ``date.month``, ``date.quarter``, ``date.year``, ``date.years``, ``date.relative`` (hôm nay, with a
publication date only), ``date.same-day`` (cùng ngày), ``term.years``, ``term.number``, ``ordinal.*``. A date's span takes in the
words that announce it (sáng, ngày, "hôm nay,"). ``session`` is the part of the day as printed in lower case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bienban.lang.vi.calendar import ANNOUNCING, SESSIONS, Day, month_at, printed_at, quarter_at, year_of, years_at
from bienban.lang.vi.ordinals import HEADS, read_ordinal
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.tokens import Tokens
from bienban.lang.vi.years import YearClues
from bienban.model.dates import PartialDate
from bienban.model.mention import DateRange, Mention, TermYears
from bienban.model.span import Span

__all__ = ["read_dates"]

_STRONG = SESSIONS | {"ngày", "nay", "qua", "kia", "mai", "hôm"}
_RELATIVE = {"nay": 0, "qua": -1, "kia": -2, "mai": 1}
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5}
_PLANS = frozenset({"vụ", "hướng", "hoạch", "tiêu", "toán"})
_LEADING = frozenset({",", "(", ")", "vào", ".", "-", "–", ":", "tin", "nay", ""})
_WORDS = HEADS | {"tháng", "quý", "năm", "hôm", "cùng", "mai"} | SESSIONS
_LEAD = 160


@dataclass(frozen=True, slots=True)
class _Open:
    """A date read at a token, its year perhaps still open."""

    index: int
    after: int
    start: Day
    end: Day | None
    rule: str


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


class _Reader:
    """One pass over the tokens of an article."""

    def __init__(self, scan: Scan) -> None:
        self.tokens = scan.tokens
        self.scan = scan
        self.days: list[_Open] = []
        self.found: list[Mention] = []
        self.anchors: list[tuple[int, int]] = []
        self.plain: set[int] = set()
        self.planned: set[int] = set()
        self.reviewed: set[int] = set()
        self.annual: set[int] = set()
        self.openings: list[tuple[int, int]] = []

    def read(self) -> tuple[Mention, ...]:
        tokens, index, end = self.tokens, 0, len(self.tokens)
        while index < end:
            token = tokens[index]
            after = None
            if token.text[0] in "0123456789":
                after = self._number(index)
            elif token.key in _WORDS:
                after = self._word(index, token.key)
            index = after if after is not None else index + 1
        clues = self._clues()
        self.found.extend(self._settled(clues))
        return tuple(sorted(self.found, key=lambda m: (m.span.start, -m.span.end)))

    def _number(self, index: int) -> int | None:
        tokens = self.tokens
        printed = printed_at(tokens, index)
        if printed is not None and self._is_date(index, printed.start.year is not None):
            if not self._lunar(index, printed.after):
                rule = "date.day" if printed.end is None else "date.days"
                self.days.append(_Open(index, printed.after, printed.start, printed.end, rule))
            return printed.after
        years = years_at(tokens, index)
        if years is not None and years[1] is not None and _key(tokens, index - 1) != "số":
            return self._years(index, years)
        return None

    def _is_date(self, index: int, full: bool) -> bool:
        """Whether the words before allow a date here; a bare day and month needs one that announces it."""
        before, sign = _key(self.tokens, index - 1), _key(self.tokens, index + 1)
        if before in ("số", "/", "-") or (before in ("", "nghị") and not full):
            return full and before == ""
        if full or before == "ngày":
            return True
        if before in (",", "(", ":"):
            before = _key(self.tokens, index - 2)
            return before in ("nay", "qua", "kia", "mai")
        return before in (
            ANNOUNCING if sign == "/" or (sign not in ("-", ".") and "." not in self.tokens[index].text) else _STRONG
        )

    def _lunar(self, index: int, after: int) -> bool:
        tokens = self.tokens
        at = after + 1 if _key(tokens, after) == "(" else after
        before = _key(tokens, index - 2) if _key(tokens, index - 1) == "ngày" else _key(tokens, index - 1)
        return (_key(tokens, at) == "âm" and _key(tokens, at + 1) == "lịch") or before in ("tức", "nhằm", "mùng", "mồng")

    def _word(self, index: int, key: str) -> int | None:
        if key in HEADS:
            return self._ordinal(index)
        if key == "tháng":
            return self._month(index)
        if key == "năm":
            return self._year(index)
        if key == "quý":
            quarter = quarter_at(self.tokens, index)
            if quarter is None:
                return None
            number, year, after = quarter
            value = DateRange(PartialDate(year, 3 * number - 2), PartialDate(year, 3 * number))
            self.plain.add(year)
            return self._add(index, after, value, "date.quarter")
        return self._relative(index, key)

    def _ordinal(self, index: int) -> int | None:
        read = read_ordinal(self.tokens, index)
        if read is None:
            return None
        after, mention = read
        self.found.append(mention)
        if isinstance(mention.value, TermYears) and mention.value.start is not None:
            self.openings.append((index, mention.value.start))
        if mention.rule == "ordinal.time" and _key(self.tokens, after) in ("-", ",", "–"):
            at = after + 2 if _key(self.tokens, after + 1) == "năm" else after + 1
            year = year_of(_key(self.tokens, at))
            if year is not None:
                self.annual.add(year)
        return after

    def _month(self, index: int) -> int | None:
        tokens = self.tokens
        found = month_at(tokens, index)
        if found is None or _key(tokens, found[2]) in ("âm", "-", "–") or _key(tokens, found[2]) == "tuổi":
            return self._half_year(index)
        month, year, after = found
        published = self.scan.article.published
        explicit = year is not None
        if year is None:
            if published is None or published.month is None or _key(tokens, after) in ("/", "năm"):
                return None
            year = YearClues(published=published).settle(month, 15)
        if year is None:
            return None
        if explicit:
            self.plain.add(year)
            if _key(tokens, index - 1) in ("kỳ", "họp"):
                self.anchors.append((year, month))
        value = DateRange(PartialDate(year, month), explicit_year=explicit)
        return self._add(index, after, value, "date.month", 1.0 if explicit else 0.7)

    def _half_year(self, index: int) -> int | None:
        """A part of a year that is reported on ("9 tháng đầu năm 2017") lies just behind or ahead: a clue, no date."""
        tokens, part = self.tokens, _key(self.tokens, index + 1)
        count = _key(tokens, index - 1)
        if part not in ("đầu", "cuối") or _key(tokens, index + 2) != "năm" or not count.isdecimal() or len(count) > 2:
            return None
        at = index + 4 if _key(tokens, index + 3) == "năm" else index + 3
        year = year_of(_key(tokens, at))
        if year is not None:
            self.anchors.append((year, min(int(count) + 1, 12) if part == "đầu" else max(12 - int(count), 1)))
        return None

    def _year(self, index: int) -> int | None:
        tokens = self.tokens
        at = index + 2 if _key(tokens, index + 1) == "học" else index + 1
        years = years_at(tokens, at) if at < len(tokens) else None
        if years is None:
            return None
        before = {_key(tokens, i) for i in range(index - 6, index)}
        if years[1] is None and _key(tokens, index - 1) not in ("đến", "tới"):
            self.plain.add(years[0])
            if before & _PLANS:
                self.planned.add(years[0])
            elif "kết" in before and "tổng" in before:
                self.reviewed.add(years[0])
        return self._years(index, years)

    def _years(self, first: int, years: tuple[int, int | None, int]) -> int:
        start, end, after = years
        value = DateRange(PartialDate(start), None if end is None else PartialDate(end))
        return self._add(first, after, value, "date.year" if end is None else "date.years")

    def _relative(self, index: int, key: str) -> int | None:
        """A day told by another ("hôm nay", "sáng qua", "cùng ngày"): the publication's or the date before, if none follows."""
        tokens = self.tokens
        follow = _key(tokens, index + 1)
        if key == "cùng":
            previous = self.days[-1] if self.days else None
            if follow != "ngày" or previous is None or (tokens[index + 2 : index + 3] and tokens[index + 2].is_number):
                return None
            self.days.append(
                replace(previous, index=index, after=index + 2, rule="date.same-day", start=previous.end or previous.start)
            )
            return index + 2
        published = self.scan.article.published
        shift = 1 if key == "mai" and _key(tokens, index - 1) == "ngày" else _RELATIVE.get(follow) if key != "mai" else None
        if shift is None or published is None or published.year is None or published.day is None or published.month is None:
            return None
        after = index + 1 if key == "mai" else index + 2
        at = after + 1 if _key(tokens, after) in (",", "(") else after
        at = at + 1 if _key(tokens, at) == "ngày" else at
        if at < len(tokens) and printed_at(tokens, at) is not None:
            return None
        day = date(published.year, published.month, published.day) + timedelta(days=shift)
        value = DateRange(PartialDate(day.year, day.month, day.day), None, False, key if key in SESSIONS else None)
        return self._add(index - (key == "mai"), after, value, "date.relative", 0.9)

    def _add(self, first: int, after: int, value: DateRange, rule: str, confidence: float = 1.0) -> int:
        span = Span(self.tokens[first].start, self.tokens[after - 1].end)
        self.found.append(Mention(span, value, rule, confidence))
        return after

    def _clues(self) -> YearClues:
        full = set()
        for found in self.days:
            day = found.start
            if day.year is None or day.month is None:
                continue
            full.add((day.year, day.month, day.day))
            last = found.end
            if last is not None and last.year is not None and last.month is not None:
                full.add((last.year, last.month, last.day))
            self.plain.add(day.year)
            if found.index < _LEAD and self._leads(self._announced(found.index)[0]):
                self.anchors.append((day.year, day.month))
        return YearClues(
            published=self.scan.article.published,
            full=frozenset(full),
            anchors=tuple(self.anchors),
            annual=frozenset(self.annual),
            plain=frozenset(self.plain),
            planned=frozenset(self.planned),
            reviewed=frozenset(self.reviewed),
        )

    def _leads(self, first: int) -> bool:
        """Whether a date stands where an article dates its occasion: at the head of a sentence or clause."""
        return _key(self.tokens, first - 1) in _LEADING or self.tokens[first].capital

    def _settled(self, clues: YearClues) -> list[Mention]:
        """The days with their years; a year that is settled once holds for the days close by in time."""
        years = [self._settle(found, clues) for found in self.days]
        near = [(y, d.start.month) for y, d in zip(years, self.days, strict=True) if y is not None and d.start.year is None]
        known = replace(clues, anchors=tuple((y, m) for y, m in near if m is not None), planned=frozenset(), reviewed=frozenset())
        found = []
        for year, day in zip(years, self.days, strict=True):
            open_still = year is None and day.start.month is not None and known.anchors
            settled = known.settle(day.start.month, day.start.day) if open_still and day.start.month is not None else year
            mention = self._mention(day, settled)
            if mention is not None:
                found.append(mention)
        return found

    def _settle(self, found: _Open, clues: YearClues) -> int | None:
        day = found.start
        if day.year is not None or day.month is None:
            return day.year
        first = self._announced(found.index)[0]
        return clues.settle(day.month, day.day, self._weekday(first), self._opening(found.index))

    def _mention(self, found: _Open, year: int | None) -> Mention | None:
        first, session = self._announced(found.index)
        explicit = found.start.year is not None
        start, end = found.start, found.end
        if not explicit and year is not None and start.month is not None:
            start = replace(start, year=year)
            if end is not None and end.month is not None:
                end = replace(end, year=year + (end.month < start.month) if start.month is not None else year)
        begins, ends = _partial(start), None if end is None else _partial(end)
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
            joining = key in (",", "(") and _key(tokens, first - 2) in _RELATIVE
            if not joining and key not in _STRONG:
                break
            if key == "qua" and _key(tokens, first - 2) not in _STRONG:
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
        if not self.openings or not self.scan.sentences:
            return None
        sentence = self.scan.sentence_at(self.tokens[index].start).span
        terms = {year for at, year in self.openings if sentence.start <= self.tokens[at].start < sentence.end}
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


def read_dates(scan: Scan) -> tuple[Mention, ...]:
    """All dates, terms and ordinals of an article, in order."""
    return _Reader(scan).read()
