"""Small questions about the dates of a text: is it a day, which day begins it, does it take in another."""

from __future__ import annotations

from dataclasses import replace

from bienban.model.dates import PartialDate
from bienban.model.mention import DateRange, Mention

__all__ = ["first_day", "is_day", "touches"]


def is_day(mention: Mention) -> bool:
    """Whether a mention is a date to the day."""
    return isinstance(mention.value, DateRange) and mention.value.start.day is not None


def first_day(mention: Mention) -> Mention:
    """The mention of a date, its value only the first day."""
    return replace(mention, value=replace(mention.value, end=None)) if isinstance(mention.value, DateRange) else mention


def touches(day: PartialDate, value: DateRange) -> bool:
    """Whether a day lies in a range of days (years may be open)."""
    if value.end is None or day.month is None or day.day is None or value.end.year != value.start.year:
        return False
    first = (value.start.month or 0, value.start.day or 0)
    last = (value.end.month or 0, value.end.day or 0)
    return first <= (day.month, day.day) <= last
