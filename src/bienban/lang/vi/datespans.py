"""Small questions about the dates of a text: is it a day, which day begins it, does it take in another."""

from __future__ import annotations

from dataclasses import replace

from bienban.lang.vi.scan import Scan
from bienban.model.dates import PartialDate
from bienban.model.mention import DateRange, DocumentName, Mention
from bienban.model.span import Span

__all__ = ["first_day", "is_day", "of_document", "told_dates", "touches"]


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


def of_document(scan: Scan, date: Mention) -> bool:
    """Whether a day is that of a document named right before ("Thông tư 02/2017/TT-BYT ngày 15/3/2017")."""
    sentence = scan.sentence_at(date.span.start).span
    documents = scan.within(Span(sentence.start, max(sentence.end, date.span.end)), DocumentName)
    first = scan.tokens.at(date.span.start)
    ended = (scan.tokens.at(d.span.end - 1) + 1 for d in documents if d.span.end <= date.span.start)
    return any(d.span.covers(date.span) for d in documents) or any(first - after <= 1 for after in ended)


def told_dates(scan: Scan, span: Span) -> tuple[DateRange, ...]:
    """The dates inside a span that are not those of documents."""
    inner = scan.within(span, DateRange)
    return tuple(m.value for m in inner if isinstance(m.value, DateRange) and not of_document(scan, m))
