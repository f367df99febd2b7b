"""The year of a day that is printed without one: settled by the article, or left open.

A year is never guessed. What settles it, in this order: the day of publication; the same day printed with its year; the day of
the week beside it; a month with a year close by in time (a date in the lead, "6 tháng đầu năm 2017"); a review of one year that
plans the next; a congress that opens the term named in its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bienban.model.dates import PartialDate

__all__ = ["YearClues"]

_NEAR = 130
"""Days within which a month and year settles the year of a day."""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(middle: date, month: int, day: int, years: Iterable[int]) -> tuple[int, int] | None:
    """(distance in days, year) of the day that is nearest to the middle."""
    found = [(abs((there - middle).days), year) for year in years if (there := _day(year, month, day)) is not None]
    return min(found, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearClues:
    """What one article says about years.

    ``full`` are days printed with a year, ``anchors`` months that lie close to the article's own time, ``annual`` the years of
    yearly occasions ("lần thứ hai, năm 2017"), ``plain`` all years named, ``planned`` and ``reviewed`` those named as plans and
    as reviews.
    """

    published: PartialDate | None = None
    full: frozenset[tuple[int, int, int]] = frozenset()
    anchors: tuple[tuple[int, int], ...] = ()
    annual: frozenset[int] = frozenset()
    plain: frozenset[int] = frozenset()
    planned: frozenset[int] = frozenset()
    reviewed: frozenset[int] = frozenset()

    def settle(self, month: int, day: int, weekday: int | None = None, opening: int | None = None) -> int | None:
        """The year of a day; ``weekday`` counts from Monday as 0, ``opening`` is the first year of the term a congress opens."""
        if self.published is not None and self.published.year is not None:
            return self._published(self.published.year, month, day)
        same = {year for year, m, d in self.full if (m, d) == (month, day)}
        if len(same) == 1 or (len(same) == 2 and (max(same) - min(same)) % 5 == 0):
            return max(same)  # of a birth and its anniversary ("22-5-1927 – 22-5-2017") the later one
        if weekday is not None:
            near = {y + step for y in self.plain for step in (0, 1)}
            fit = [y for y in near if (there := _day(y, month, day)) is not None and there.weekday() == weekday]
            if len(fit) == 1:
                return fit[0]
        if opening is not None:
            return opening
        if len(self.annual) == 1:
            return min(self.annual)
        return self._anchored(month, day) or self._turn(month)

    def _published(self, year: int, month: int, day: int) -> int | None:
        known = self.published
        if known is None or known.month is None:
            return year
        middle = date(year, known.month, known.day or 15)
        nearest = _nearest(middle, month, day, (year - 1, year, year + 1))
        return None if nearest is None else nearest[1]

    def _anchored(self, month: int, day: int) -> int | None:
        if not self.anchors:
            return None
        year, middle = max(self.anchors)
        if self.plain and year < max(self.plain) - 5:
            return None
        nearest = _nearest(date(year, middle, 15), month, day, (year - 1, year, year + 1))
        return nearest[1] if nearest is not None and nearest[0] <= _NEAR else None

    def _turn(self, month: int) -> int | None:
        """A review of one year with the plan of the next takes place at the turn of the two."""
        turns = {year for year in self.planned if year - 1 in self.plain} | {year + 1 for year in self.reviewed}
        if len(turns) != 1 or max(self.plain) > max(turns):
            return None
        turn = turns.pop()
        return turn - 1 if month >= 10 else turn if month <= 3 else None
