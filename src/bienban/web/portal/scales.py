"""Scales of charts: from dates and numbers to per cent of a width."""

from __future__ import annotations

from collections.abc import Iterable

from bienban.model.dates import PartialDate
from bienban.web.portal.parts import Bar

__all__ = ["Years", "years_of"]

LEAST = 1.4
"""Per cent that a bar has at least, so that one day is seen."""


class Years:
    """A time axis of whole years."""

    def __init__(self, first: int, last: int) -> None:
        self._first = first
        self._count = max(1, last - first + 1)

    def ticks(self, most: int = 8) -> tuple[tuple[float, str], ...]:
        """Beginnings of years, in per cent, thinned to so many."""
        step = max(1, -(-self._count // most))
        return tuple((round(100 * i / self._count, 2), str(self._first + i)) for i in range(0, self._count, step))

    def _at(self, text: str, *, end: bool) -> float:
        date = PartialDate.parse(text)
        month, day = date.month or (12 if end else 1), date.day or (31 if end else 1)
        passed = (date.year or self._first) - self._first + (month - 1) / 12 + (day - 1) / 372
        return max(0.0, min(100.0, 100 * passed / self._count))

    def bar(self, first: str, last: str, title: str, tone: str) -> Bar:
        """The time between two dates."""
        start, end = self._at(first, end=False), self._at(last, end=True)
        length = max(LEAST, end - start)
        return Bar(start=round(min(start, 100 - length), 2), length=round(length, 2), title=title, tone=tone)


def years_of(dates: Iterable[str]) -> Years | None:
    """The axis over these dates; None where there is nothing to compare: fewer than two with a year."""
    years = []
    distinct = set(dates)
    for text in distinct:
        try:
            year = PartialDate.parse(text).year
        except ValueError:
            continue
        if year is not None:
            years.append(year)
    return Years(min(years), max(years)) if len(years) > 1 else None
