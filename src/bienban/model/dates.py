"""Dates as precise as the text: a day, a month, a year, or a day and month whose year the text leaves open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

__all__ = ["PartialDate"]

_FORM = re.compile(r"(?:(?P<year>\d{4})|-)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the year or the day may be unknown; never guessed (XSD 1.1: date, gYearMonth, gYear, gMonthDay)."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is None and (self.month is None or self.day is None):
            raise ValueError("a date without a year needs month and day")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        year, month, day = (d if n is None else n for n, d in ((self.year, 2000), (self.month, 1), (self.day, 1)))
        date(year, month, day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2023-03-29``, ``2023-03``, ``2023`` or ``--06-29``.

        Raises:
            ValueError: another form, or no day of the calendar.
        """
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not a date: {text!r} (want 2023-03-29, 2023-03, 2023 or --06-29)")
        year, month, day = (None if x is None else int(x) for x in match.group("year", "month", "day"))
        return cls(year, month, day)

    def __str__(self) -> str:
        if self.year is None:
            return f"--{self.month:02}-{self.day:02}"
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text

    @property
    def datatype(self) -> str:
        """The local name of the XSD datatype of this precision."""
        if self.year is None:
            return "gMonthDay"
        return "gYear" if self.month is None else "gYearMonth" if self.day is None else "date"
