"""Dates, terms and ordinals of an article.

:func:`read_dates` returns, in the order of the text, mentions whose value is a :class:`DateRange` (a day, several days, a
month, a quarter as its three months, a year or years), a :class:`TermYears` or an :class:`Ordinal`. Rules:
``date.day``, ``date.days``, ``date.month``, ``date.quarter``, ``date.year``, ``date.years``, ``date.relative`` (hôm nay, with a
publication date only), ``date.same-day`` (cùng ngày), ``term.years``, ``term.number``, ``ordinal.*``. A date's span takes in the
words that announce it (sáng, ngày, "hôm nay,"). ``session`` is the part of the day as printed in lower case.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bienban.lang.tokens import Tokens, key_set
from bienban.lang.vi.calendar import ANNOUNCING, SESSIONS, Day, Printed, month_at, printed_at, quarter_at, year_of, years_at
from bienban.lang.vi.date_settling import RELATIVE, STRONG, OpenDay, Seen, Settler
from bienban.lang.vi.ordinals import HEADS, read_ordinal
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.years import YearClues
from bienban.model.dates import PartialDate
from bienban.model.mention import DateRange, Mention, TermYears
from bienban.model.span import Span

__all__ = ["read_dates"]

_PLANS = frozenset({"vụ", "hướng", "hoạch", "tiêu", "toán"})
_JUBILEE = 5
"""So many years at least lie between a day and the anniversary that is kept."""
_WHEN = key_set("trong vào hồi cuối đầu giữa")
_MIDDLE = 15
_MEASURED = key_set("đầu cuối đến - – , và")
_WORDS = HEADS | {"tháng", "quý", "năm", "hôm", "cùng", "mai"} | SESSIONS


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


class _Reader:
    """One pass over the tokens of an article."""

    def __init__(self, scan: Scan) -> None:
        self.tokens = scan.tokens
        self.scan = scan
        self.seen = Seen()
        self.found: list[Mention] = []

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
        self.found.extend(Settler(self.scan, self.seen).settled())
        return tuple(sorted(self.found, key=lambda m: (m.span.start, -m.span.end)))

    def _number(self, index: int) -> int | None:
        tokens = self.tokens
        printed = printed_at(tokens, index)
        if printed is not None and (after := self._anniversary(printed)) is not None:
            return after
        if printed is not None and self._is_date(index, printed.start.year is not None):
            if not self._lunar(index, printed.after):
                rule = "date.day" if printed.end is None else "date.days"
                self.seen.days.append(OpenDay(index, printed.after, printed.start, printed.end, rule))
            return printed.after
        years = years_at(tokens, index)
        if years is not None and years[1] is not None and _key(tokens, index - 1) != "số":
            return self._years(index, years)
        return None

    def _anniversary(self, printed: Printed) -> int | None:
        """A day and its anniversary ("19/5/1890 - 19/5/2024") are no days of an occasion; the later year is a clue."""
        tokens, later, after = self.tokens, printed.end, printed.after
        if later is None and _key(tokens, after) in ("/", "-", "–"):
            behind = printed_at(tokens, after + 1) if after + 1 < len(tokens) else None
            if behind is not None:
                later, after = behind.start, behind.after
        start = printed.start
        if later is None or start.year is None or later.year is None or start.day is None or later.year - start.year < _JUBILEE:
            return None
        if (start.month, start.day) != (later.month, later.day):
            return None
        if later.month is not None:
            self.seen.anchors.append((later.year, later.month))
            self.seen.jubilees.add((later.year, later.month, later.day))
        return after

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
            ANNOUNCING if sign == "/" or (sign not in ("-", ".") and "." not in self.tokens[index].text) else STRONG
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
            self.seen.plain.add(year)
            return self._add(index, after, value, "date.quarter")
        return self._relative(index, key)

    def _ordinal(self, index: int) -> int | None:
        read = read_ordinal(self.tokens, index)
        if read is None:
            return None
        after, mention = read
        self.found.append(mention)
        if isinstance(mention.value, TermYears) and mention.value.start is not None:
            self.seen.openings.append((index, mention.value.start))
        if mention.rule == "ordinal.time" and _key(self.tokens, after) in ("-", ",", "–"):
            at = after + 2 if _key(self.tokens, after + 1) == "năm" else after + 1
            year = year_of(_key(self.tokens, at))
            if year is not None:
                self.seen.annual.add(year)
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
            if _key(tokens, after) in ("/", "năm"):
                return None
            if published is None or published.month is None:
                return self._open_month(index, month, after)
            year = YearClues(published=published).settle(month, 15)
        if year is None:
            return None
        if explicit:
            self.seen.plain.add(year)
            if _key(tokens, index - 1) in ("kỳ", "họp"):
                self.seen.anchors.append((year, month))
        value = DateRange(PartialDate(year, month), explicit_year=explicit)
        return self._add(index, after, value, "date.month", 1.0 if explicit else 0.7)

    def _open_month(self, index: int, month: int, after: int) -> int | None:
        """A month that lies close by ("hồi tháng 3", "tháng 8 tới"), of a year that the article's other days tell."""
        near = _key(self.tokens, index - 1) in _WHEN or _key(self.tokens, after) in ("tới", "này", "vừa")
        if not near or _key(self.tokens, after) in _MEASURED:
            return None
        self.seen.days.append(OpenDay(index, after, Day(_MIDDLE, month), None, "date.month", whole_month=True))
        return after

    def _half_year(self, index: int) -> int | None:
        """A part of a year that is reported on ("9 tháng đầu năm 2017") lies just behind or ahead: a clue, no date."""
        tokens, part = self.tokens, _key(self.tokens, index + 1)
        count = _key(tokens, index - 1)
        if part not in ("đầu", "cuối") or _key(tokens, index + 2) != "năm" or not count.isdecimal() or len(count) > 2:
            return None
        at = index + 4 if _key(tokens, index + 3) == "năm" else index + 3
        year = year_of(_key(tokens, at))
        if year is not None:
            self.seen.anchors.append((year, min(int(count) + 1, 12) if part == "đầu" else max(12 - int(count), 1)))
        return None

    def _year(self, index: int) -> int | None:
        tokens = self.tokens
        at = index + 2 if _key(tokens, index + 1) == "học" else index + 1
        years = years_at(tokens, at) if at < len(tokens) else None
        if years is None:
            return None
        before = {_key(tokens, i) for i in range(index - 6, index)}
        if years[1] is None and _key(tokens, index - 1) not in ("đến", "tới"):
            self.seen.plain.add(years[0])
            if before & _PLANS:
                self.seen.planned.add(years[0])
            elif "kết" in before and "tổng" in before:
                self.seen.reviewed.add(years[0])
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
            told = [day for day in reversed(self.seen.days) if not day.whole_month]
            previous = next((day for day in told if self._opens(day)), next(iter(told), None))
            if follow != "ngày" or previous is None or (tokens[index + 2 : index + 3] and tokens[index + 2].is_number):
                return None
            self.seen.days.append(
                replace(previous, index=index, after=index + 2, rule="date.same-day", start=previous.end or previous.start)
            )
            return index + 2
        published = self.scan.article.published
        shift = 1 if key == "mai" and _key(tokens, index - 1) == "ngày" else RELATIVE.get(follow) if key != "mai" else None
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

    def _opens(self, day: OpenDay) -> bool:
        """Whether a day stands where an article tells when something was: "Sáng 30/6, …", not in "hoàn thành trước 1/7"."""
        if day.rule == "date.same-day":
            return True
        first = day.index
        while first > 0 and _key(self.tokens, first - 1) in STRONG:
            first -= 1
            if _key(self.tokens, first) in SESSIONS:
                return True
        return first < day.index and self.tokens[first].capital

    def _add(self, first: int, after: int, value: DateRange, rule: str, confidence: float = 1.0) -> int:
        span = Span(self.tokens[first].start, self.tokens[after - 1].end)
        self.found.append(Mention(span, value, rule, confidence))
        return after


def read_dates(scan: Scan) -> tuple[Mention, ...]:
    """All dates, terms and ordinals of an article, in order."""
    return _Reader(scan).read()
