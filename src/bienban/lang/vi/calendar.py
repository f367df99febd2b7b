"""How dates are printed: the forms at one place of the text, before anything is inferred about an open year.

Forms: 29/3/2023, 12-5, 29.6, 16 và 17/6, 26 – 27/9/2025, ngày 5-5 đến 10-5-2017, ngày 20 tháng 5 năm 2020, tháng 5/2020,
quý I/2024, năm 2021, năm học 2015-2016. A day and month without a year count only after a word that announces a date
(ngày, sáng, từ …): 15/20 is a score or a share.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bienban.lang.tokens import Tokens
from bienban.lang.vi.numerals import roman, words

__all__ = ["ANNOUNCING", "SESSIONS", "Day", "Printed", "month_at", "printed_at", "quarter_at", "year_of", "years_at"]

SESSIONS = frozenset({"sáng", "trưa", "chiều", "tối", "đêm"})
"""Parts of the day, printed before a date (sáng 12-5)."""

ANNOUNCING = SESSIONS | {"ngày", "hôm", "nay", "qua", "kia", "từ", "đến", "tới", "vào", "mai", "hết", "trước", "sau", "đầu"}
"""Words after which a bare day and month is a date."""

_SEPARATORS = frozenset("/-.")
_RANGE = frozenset({"-", "–", "—", "và", ",", "đến", "tới", "&"})
_LUNAR_MONTHS = frozenset({"giêng", "chạp"})


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is printed."""

    day: int
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """The days printed from one token to the token before ``after``."""

    start: Day
    end: Day | None
    after: int


def year_of(text: str) -> int | None:
    """A year from 1800 to 2199 in four digits, or None."""
    return int(text) if len(text) == 4 and text.isdigit() and "18" <= text[:2] <= "21" else None


def _number(tokens: Tokens, index: int, limit: int) -> int | None:
    if index >= len(tokens):
        return None
    text = tokens[index].text
    if 1 <= len(text) <= 2 and text.isdecimal():
        value = int(text)
        return value if 1 <= value <= limit else None
    return None


def _text(tokens: Tokens, index: int) -> str:
    return tokens[index].text if 0 <= index < len(tokens) else ""


def _valid(day: int, month: int, year: int | None) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def _pointed(text: str) -> Day | None:
    """A date in one token: 29.6, 29.06.2023."""
    parts = text.split(".")
    if not 2 <= len(parts) <= 3 or not all(p.isdecimal() and len(p) <= 4 for p in parts):
        return None
    if len(parts[0]) > 2 or len(parts[1]) > 2:
        return None
    day, month = int(parts[0]), int(parts[1])
    year = year_of(parts[2]) if len(parts) == 3 else None
    if len(parts) == 3 and year is None:
        return None
    return Day(day, month, year) if 1 <= month <= 12 and 1 <= day <= 31 and _valid(day, month, year) else None


def _worded(tokens: Tokens, index: int, day: int) -> tuple[Day, int] | None:
    """A day followed by its month in words: "20 tháng 5 năm 2020", "20 tháng 5/2020"."""
    if _text(tokens, index + 1).casefold() != "tháng":
        return None
    found = month_at(tokens, index + 1)
    if found is None:
        return None
    month, year, after = found
    return (Day(day, month, year), after) if _valid(day, month, year) else None


def _one(tokens: Tokens, index: int) -> tuple[Day, int] | None:
    """One day at a number token, its month and year as far as they follow: (day, index after it)."""
    pointed = _pointed(_text(tokens, index))
    if pointed is not None:
        return pointed, index + 1
    day = _number(tokens, index, 31)
    if day is None:
        return None
    worded = _worded(tokens, index, day)
    if worded is not None:
        return worded
    sign, month = _text(tokens, index + 1), _number(tokens, index + 2, 12)
    if sign not in _SEPARATORS or month is None or not _joined(tokens, index):
        return Day(day), index + 1
    if sign == "-" and day < month and _text(tokens, index + 3) == "/" and _number(tokens, index + 4, 12) is not None:
        return Day(day), index + 1  # 9-11/5: two days of May
    again = _text(tokens, index + 3)
    year = year_of(_text(tokens, index + 4)) if again in _SEPARATORS else None
    if not _valid(day, month, year):
        return Day(day), index + 1
    return Day(day, month, year), index + (5 if year is not None else 3)


def _joined(tokens: Tokens, index: int) -> bool:
    """Whether the separator after a number is a date's: no space before it alone (word-segmented text has both or none)."""
    number, sign, after = tokens[index : index + 3]
    return (number.end == sign.start) == (sign.end == after.start)


def printed_at(tokens: Tokens, index: int) -> Printed | None:
    """The date or span of days printed at a number token; months and years that only the last day has hold for all."""
    first = _one(tokens, index)
    if first is None:
        return None
    start, after = first
    days, at = [start], after
    # "5, 6 và 7/10": days go on as long as each is later than the one before, until one brings its month.
    while (follow := _next(tokens, at, days[-1])) is not None:
        days.append(follow[0])
        at = follow[1]
        if follow[0].month is not None:
            after = at
            break
    if days[-1].month is None:
        days = [start]
    month = days[-1].month
    return None if month is None else _closed(days, month, after)


def _next(tokens: Tokens, at: int, last: Day) -> tuple[Day, int] | None:
    sign = _text(tokens, at).casefold()
    if sign not in _RANGE:
        return None
    at += 1
    if _text(tokens, at).casefold() == "ngày":
        at += 1
    elif sign == "," and last.month is not None:
        return None
    follow = _one(tokens, at)
    if follow is None:
        return None
    day = follow[0]
    if last.month is None and day.day <= last.day:
        return None
    if last.month is not None and (day.month is None or (last.year is not None and day.year is None)):
        return None
    return follow


def _closed(days: list[Day], last_month: int, after: int) -> Printed | None:
    first, last = days[0], days[-1]
    month = first.month if first.month is not None else last_month
    year = first.year if first.year is not None else last.year
    if year is not None and first.year is None and month > last_month:
        year -= 1
    if not _valid(first.day, month, year):
        return None
    start = Day(first.day, month, year)
    return Printed(start, last if len(days) > 1 and last != start else None, after)


def month_at(tokens: Tokens, index: int) -> tuple[int, int | None, int] | None:
    """The month at the word "tháng": (month, year or None, index after it): "tháng 5/2020", "tháng Tám năm 1945"."""
    word = _text(tokens, index + 1)
    after = index + 2
    parts = word.split(".")
    if len(parts) == 2 and year_of(parts[1]) is not None and parts[0].isdecimal() and 1 <= int(parts[0]) <= 12:
        return int(parts[0]), int(parts[1]), after
    month = _number(tokens, index + 1, 12)
    if month is None:
        named = words(tokens, index + 1) if word.casefold() not in _LUNAR_MONTHS and word != "năm" else None
        if named is None or named[1] > 12:
            return None
        after, month = named
    sign = _text(tokens, after).casefold()
    if sign in ("/", "-", "năm", ",") or year_of(sign) is not None:
        at = after if year_of(sign) is not None else after + 1
        if sign == "," and _text(tokens, at).casefold() == "năm":
            at += 1
        year = year_of(_text(tokens, at))
        if year is not None and (sign != "," or at > after + 1):
            return month, year, at + 1
    return month, None, after


def quarter_at(tokens: Tokens, index: int) -> tuple[int, int, int] | None:
    """The quarter at the word "quý": (number, year, index after it): "quý I/2024", "quý 2 năm 2024"."""
    text = _text(tokens, index + 1)
    number = _number(tokens, index + 1, 4) or roman(text) or 0
    sign = _text(tokens, index + 2).casefold()
    year = year_of(_text(tokens, index + 3)) if sign in ("/", "-", "năm", ".") else None
    return (number, year, index + 4) if 1 <= number <= 4 and year is not None else None


def years_at(tokens: Tokens, index: int) -> tuple[int, int | None, int] | None:
    """A year or a span of years at a number token: (first, last or None, index after it): "2016-2020", "2021"."""
    first = year_of(_text(tokens, index))
    if first is None:
        return None
    if _text(tokens, index + 1) in ("-", "–", "—", "đến", "tới"):
        at = index + 2
        if _text(tokens, at).casefold() == "năm":
            at += 1
        last = year_of(_text(tokens, at))
        if last is not None and last > first:
            return first, last, at + 1
    return first, None, index + 1
