"""The time an article speaks from: its year, the term that its congress opens, and the stretches of years that it names.

Relative words are settled by it: "nhiệm kỳ qua" is the term before the one that is opened, "5 năm qua" the stretch of five years
that the article names, else the five up to its year. A year is never guessed: without one, relative words stay open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bienban.lang.vi.scan import Scan
from bienban.model.mention import DateRange
from bienban.model.span import Span

__all__ = ["ArticleTime", "year_of"]

_STRETCH = re.compile(r"(?<!\d)(?P<first>(?:19|20)\d{2})\s?[-–]\s?(?P<last>(?:19|20)\d{2})(?!\d)")
_TERM = re.compile(r"nhiệm kỳ\s+(?P<first>(?:19|20)\d{2})\s?[-–]\s?(?P<last>(?:19|20)\d{2})(?!\d)", re.IGNORECASE)
_PART = re.compile(
    r"(?:\btháng (?:đầu |cuối )?năm|\bquý (?:I{1,3}|IV)\s?(?:/|năm))\s?(?P<year>(?:19|20)\d{2})(?!\d)", re.IGNORECASE
)
# Before a day by which something is to be done, or from which something will hold, or on which a document was issued.
_SET = re.compile(r"(?:\b(?:trước|đến|hết|từ)(?: hết)?|số [\w./-]*\d[\w./-]*[^,.;]{0,3})\s*$", re.IGNORECASE)
_LONGEST = 12
_TERM_YEARS = 5


def year_of(scan: Scan) -> int | None:
    """The year of publication, else the last year of a full date in the text that is no document's and no term set."""
    published = scan.article.published
    if published is not None and published.year is not None:
        return published.year
    years = []
    for mention in scan.within(Span(0, len(scan.text)), DateRange):
        day = mention.value.start if isinstance(mention.value, DateRange) else None
        if day is None or day.day is None or day.year is None:
            continue
        if not _SET.search(scan.text, max(0, mention.span.start - 40), mention.span.start):
            years.append(day.year)
    return max(years, default=None)


@dataclass(frozen=True, slots=True)
class ArticleTime:
    """The article's year, the term opened in it, and the stretches of years named, in the order of the text."""

    year: int | None = None
    term: tuple[int, int] | None = None
    stretches: tuple[tuple[int, int], ...] = ()

    @classmethod
    def read(cls, scan: Scan) -> ArticleTime:
        """What the article says; a part of a year ("6 tháng đầu năm 2031") tells its year where no date does."""
        text = scan.text
        year = year_of(scan)
        if year is None:
            year = max((int(m["year"]) for m in _PART.finditer(text)), default=None)
        terms = dict.fromkeys((int(m["first"]), int(m["last"])) for m in _TERM.finditer(text))
        opened = next((t for t in terms if t[0] < t[1] and year is not None and t[0] - year in (0, 1)), None)
        stretches = dict.fromkeys((int(m["first"]), int(m["last"])) for m in _STRETCH.finditer(text))
        return cls(year, opened, tuple(s for s in stretches if 0 < s[1] - s[0] <= _LONGEST))

    def ahead(self, first: int, last: int) -> bool:
        """Whether some years lie ahead of the article: a figure of them can only be a goal."""
        if self.year is None:
            return False
        return first > self.year or (last > self.year and (first == self.year or (first, last) == self.term))

    def last_term(self) -> str | None:
        """The term that ends: the one before the term that is opened, else a named one that ends in the article's year."""
        if self.term is not None:
            length = self.term[1] - self.term[0]
            return f"{self.term[0] - length}-{self.term[0]}"
        return next((_words(s) for s in self.stretches if s[1] == self.year and s[1] - s[0] == _TERM_YEARS), None)

    def this_term(self) -> str | None:
        """From the beginning of the term that runs to the article's year."""
        running = (s for s in self.stretches if self.year is not None and s[0] < self.year <= s[1] and s[1] - s[0] == _TERM_YEARS)
        return next((f"{s[0]}-{self.year}" for s in running), None)

    def last_years(self, count: int) -> str | None:
        """The stretch of some years up to the article's, as the article names it, else counted back."""
        named = [s for s in self.stretches if s[1] - s[0] in (count, count - 1) and not self.ahead(*s)]
        if named:
            return _words(max(named, key=lambda s: s[1]))
        return None if self.year is None else f"{self.year - count}-{self.year}"

    def next_years(self) -> str | None:
        """The years ahead: the term that is opened, else a named stretch that begins about now."""
        if self.term is not None:
            return _words(self.term)
        year = self.year
        return next((_words(s) for s in self.stretches if year is not None and s[0] in (year, year + 1) and s[1] > year), None)


def _words(stretch: tuple[int, int]) -> str:
    return f"{stretch[0]}-{stretch[1]}"
