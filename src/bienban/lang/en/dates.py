"""Days: "June 14, 2022", "14 June", "June 14-16", "14/6/2022"; the year of one without from the day of publication."""

from __future__ import annotations

from datetime import date, timedelta

from bienban.lang.en.chunk import Chunk, Line
from bienban.model.dates import PartialDate
from bienban.model.mention import DateRange

__all__ = ["read_date", "with_year"]

_NAMES = "january february march april may june july august september october november december".split()  # noqa: SIM905
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)} | {name[:3]: number for number, name in enumerate(_NAMES, 1)}
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_TO = frozenset({"-", "–", "to", "and"})
# An article tells of what was in the last months, or announces what comes in the next weeks.
_BEFORE, _AFTER = timedelta(days=320), timedelta(days=45)


def _number(line: Line, index: int, low: int, high: int) -> int | None:
    token = line.token(index)
    if token is None or not token.text.isascii() or not token.text.isdigit() or len(token.text) > 4:
        return None
    value = int(token.text)
    return value if low <= value <= high else None


def _month(line: Line, index: int) -> int | None:
    return _MONTHS.get(line.key(index)) if line.capital(index) else None


def _day(line: Line, index: int) -> tuple[int, int] | None:
    """A day of the month and the index after it: 14, 14th."""
    day = _number(line, index, 1, 31)
    if day is None:
        return None
    return day, index + 2 if line.key(index + 1) in _ORDINALS and line.glued(index + 1) else index + 1


def _days(line: Line, index: int) -> tuple[int, int | None, int] | None:
    """One day or the first and last of several, and the index after them."""
    first = _day(line, index)
    if first is None:
        return None
    day, after = first
    last = _day(line, after + 1) if line.key(after) in _TO else None
    if last is None or last[0] <= day:
        return day, None, after
    return day, last[0], last[1]


def _range(year: int | None, month: int, day: int, last: int | None) -> DateRange | None:
    try:
        start = PartialDate(year, month, day)
        end = None if last is None else PartialDate(year, month, last)
    except ValueError:
        return None
    return DateRange(start, end, explicit_year=year is not None)


def _month_first(line: Line, index: int, month: int) -> tuple[int, DateRange | None] | None:
    days = _days(line, index + 1)
    if days is None:
        year = _number(line, index + 1, 1900, 2099)
        return None if year is None else (index + 2, DateRange(PartialDate(year, month)))
    day, last, after = days
    at = after + 1 if line.key(after) == "," else after
    year = _number(line, at, 1900, 2099)
    return (at + 1 if year is not None else after), _range(year, month, day, last)


def _day_first(line: Line, index: int) -> tuple[int, DateRange | None] | None:
    days = _days(line, index)
    month = None if days is None else _month(line, days[2])
    if days is None or month is None:
        return _figures(line, index)
    year = _number(line, days[2] + 1, 1900, 2099)
    return days[2] + (2 if year is not None else 1), _range(year, month, days[0], days[1])


def _figures(line: Line, index: int) -> tuple[int, DateRange | None] | None:
    """14/6/2022, the day first, as all in Vietnam write it."""
    day, month, year = _number(line, index, 1, 31), _number(line, index + 2, 1, 12), _number(line, index + 4, 1900, 2099)
    if day is None or month is None or year is None or line.key(index + 1) != "/" or line.key(index + 3) != "/":
        return None
    return index + 5, _range(year, month, day, None)


def read_date(line: Line, index: int) -> Chunk | None:
    """The date that starts at a token."""
    month = _month(line, index)
    found = _day_first(line, index) if month is None else _month_first(line, index, month)
    if found is None or found[1] is None:
        return None
    return Chunk(index, found[0], found[1], "date.words" if found[1].explicit_year else "date.no-year")


def with_year(value: DateRange, published: PartialDate | None) -> DateRange:
    """The date with the only year that puts it near the day of publication; as it was where that is not known.

    >>> str(with_year(DateRange(PartialDate(None, 12, 30), explicit_year=False), PartialDate(2023, 1, 2)).start)
    '2022-12-30'
    """
    if value.explicit_year or published is None or published.year is None or published.month is None or published.day is None:
        return value
    said = date(published.year, published.month, published.day)
    for year in (published.year, published.year - 1, published.year + 1):
        found = _in_year(value, year)
        if found is not None and -_BEFORE <= date(year, found.start.month or 1, found.start.day or 1) - said <= _AFTER:
            return found
    return value


def _in_year(value: DateRange, year: int) -> DateRange | None:
    try:
        start = PartialDate(year, value.start.month, value.start.day)
        end = None if value.end is None else PartialDate(year, value.end.month, value.end.day)
    except ValueError:  # 29 February
        return None
    return DateRange(start, end, explicit_year=False)
