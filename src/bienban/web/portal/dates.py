"""Dates as people write them, at the precision that is known."""

from __future__ import annotations

from bienban.model.dates import PartialDate

__all__ = ["shown", "span"]

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def shown(text: str, language: str) -> str:
    """A date of the graph in words; what is no date as it is.

    >>> shown("2023-05-12", "vi"), shown("2023-05", "vi"), shown("--06-29", "vi")
    ('12/5/2023', 'tháng 5/2023', '29/6')
    >>> shown("2023-05-12", "en"), shown("2023-05", "en"), shown("--06-29", "en")
    ('12 May 2023', 'May 2023', '29 June')
    """
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return text
    if language == "vi":
        numbers = "/".join(str(n) for n in (date.day, date.month, date.year) if n is not None)
        return f"tháng {numbers}" if date.day is None and date.month is not None else numbers
    month = MONTHS[date.month - 1] if date.month is not None else None
    return " ".join(str(part) for part in (date.day, month, date.year) if part is not None)


def span(first: str, last: str, language: str) -> str:
    """Two dates as one span; one of them where they are the same or the other is missing.

    >>> span("2021-01-02", "2023-05-12", "vi"), span("2021", "2021", "en"), span("", "", "en")
    ('2/1/2021 – 12/5/2023', '2021', '')
    """
    ends = [shown(text, language) for text in dict.fromkeys(t for t in (first, last) if t)]
    return " – ".join(ends)
