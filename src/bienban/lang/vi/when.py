"""When and where an occasion is: the dates and places of the sentences that name it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bienban.lang.vi.actors import Actors
from bienban.lang.vi.occasions import Occasion
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.whereabouts import Whereabouts
from bienban.model.dates import PartialDate
from bienban.model.mention import DateRange, DocumentName, EventName, Mention
from bienban.model.span import Span

__all__ = ["Setting", "settings"]

# Words between an occasion and a month or year that is its own date: "(tháng 3/1955)", "được tổ chức vào đầu năm 2021".
_TYING = frozenset(
    {
        "ông",
        "bà",
        "được",
        "tổ",
        "chức",
        "vào",
        "đầu",
        "cuối",
        "giữa",
        "diễn",
        "ra",
        "(",
        ",",
        "trong",
        "hồi",
        "tại",
        "sẽ",
        "đã",
        "tới",
    }
)
_OVER = re.compile(r"\bsau (\w+) ngày (?:làm việc|diễn ra|họp)", re.IGNORECASE)
_NUMBERS = {"hai": 2, "2": 2, "ba": 3, "3": 3, "bốn": 4, "4": 4, "năm": 5, "5": 5}
_FAR = 45
_LEAD = 4
_SINCE = frozenset({"từ", "kể", "trước", "sinh", "sau", "hạn", "đến", "qua"})


@dataclass(frozen=True, slots=True)
class Setting:
    """The date and place of an occasion with the mentions that say so."""

    date: Mention | None = None
    place: Mention | None = None

    days: int = 1
    """How many days are over with the day of ``date`` ("Sau hai ngày làm việc, … bế mạc chiều 28/6")."""

    @property
    def _span(self) -> tuple[PartialDate | None, PartialDate | None]:
        if self.date is None or not isinstance(self.date.value, DateRange):
            return None, None
        value = self.date.value
        first = None if value.end is not None else _days_before(value.start, self.days - 1)
        return (value.start, value.end) if first is None else (first, value.start)

    @property
    def start(self) -> PartialDate | None:
        """The first day."""
        return self._span[0]

    @property
    def end(self) -> PartialDate | None:
        """The last of several days."""
        return self._span[1]


class _Settler:
    def __init__(self, scan: Scan, entities: Entities, occasions: tuple[Occasion, ...], actors: Actors) -> None:
        self.scan = scan
        self.occasions = tuple(o for o in occasions if not o.context)
        self.owner = {id(m): o for o in self.occasions for m in o.mentions}
        self.dates: dict[int, Mention] = {}
        self.used: set[int] = set()
        self.places = Whereabouts(scan, entities, actors, self.owner)

    def run(self) -> dict[int, Setting]:
        for captions in (False, True):
            for mention in self.scan.mentions:
                if isinstance(mention.value, DateRange):
                    self._date(mention, mention.value, captions=captions)
        self._lead_date()
        return {
            id(o): Setting(self.dates.get(id(o)), self.places.place(o), self._days(self.dates.get(id(o)))) for o in self.occasions
        }

    def _days(self, date: Mention | None) -> int:
        """The days that the sentence of a date says to be over ("Sau hai ngày làm việc, …"), else 1."""
        if date is None:
            return 1
        words = self.scan.sentence_at(date.span.start).span.of(self.scan.text)
        match = _OVER.search(words)
        return 1 if match is None else _NUMBERS.get(match.group(1).casefold(), 1)

    def _gap(self, left: Span, right: Span) -> int:
        tokens = self.scan.tokens
        return tokens.at(right.start) - tokens.at(left.end - 1) - 1

    def _date(self, mention: Mention, value: DateRange, *, captions: bool) -> None:
        sentence = self.scan.sentence_at(mention.span.start)
        if sentence.caption != captions or self._of_document(mention):
            return
        nearest: tuple[float, Mention] | None = None
        for name in self.scan.beginning_in(sentence.span, EventName):
            if id(name) not in self.owner:
                continue
            if name.span.covers(mention.span):
                return
            ahead = mention.span.end <= name.span.start
            gap = self._gap(mention.span, name.span) if ahead else self._gap(name.span, mention.span)
            cost = float(gap) if ahead or self._says_when(name.span, mention.span) else gap * 1.2 + 12
            if self._tied(mention, name, value, gap) and (nearest is None or cost < nearest[0]):
                nearest = (cost, name)
        if nearest is not None:
            self._give(self.owner[id(nearest[1])], mention, value)

    def _of_document(self, date: Mention) -> bool:
        """Whether a day is that of a document named right before ("Thông tư 02/2017/TT-BYT ngày 15/3/2017")."""
        sentence = self.scan.sentence_at(date.span.start).span
        window = Span(sentence.start, max(sentence.end, date.span.end))
        documents = (m.span for m in self.scan.within(window, DocumentName))
        return any(
            span.covers(date.span) or (span.end <= date.span.start and self._gap(span, date.span) <= 1) for span in documents
        )

    def _says_when(self, name: Span, date: Span) -> bool:
        """Whether only "diễn ra", "tổ chức vào" and the like stand between an occasion and the date behind it."""
        tokens = self.scan.tokens
        return all(t.key in _TYING for t in tokens[tokens.at(name.end) : tokens.at(date.start)])

    def _tied(self, date: Mention, name: Mention, value: DateRange, gap: int) -> bool:
        """Whether a date can be that of the occasion named in its sentence: a day anywhere near, a month or year only beside."""
        tokens = self.scan.tokens
        first, last = sorted((date, name), key=lambda m: m.span.start)
        between = tokens[tokens.at(first.span.end) : tokens.at(last.span.start)]
        if value.start.day is None:
            return gap <= 7 and all(t.key in _TYING for t in between)
        before = tokens.at(date.span.start) - 1
        if first is name and before >= 0 and tokens[before].key in _SINCE and value.end is None:
            return False
        return gap <= _FAR

    def _give(self, occasion: Occasion, mention: Mention, value: DateRange) -> None:
        self.used.add(id(mention))
        known = self.dates.get(id(occasion))
        if known is None or not isinstance(known.value, DateRange):
            self.dates[id(occasion)] = mention
            return
        old = known.value
        finer = value.start.day is not None and old.start.day is None
        longer = value.end is not None and old.end is None and value.start.day is not None
        if finer or (longer and _touches(old.start, value)):
            self.dates[id(occasion)] = mention

    def _lead_date(self) -> None:
        """A main occasion without a date takes the first day told in the lead that no other occasion has."""
        main = next((o for o in self.occasions if o.main), None)
        if main is None or id(main) in self.dates:
            return
        body = [s for s in self.scan.sentences if not s.headline and not s.caption][:_LEAD]
        for sentence in body:
            for mention in self.scan.within(sentence.span, DateRange):
                value = mention.value
                if not isinstance(value, DateRange) or value.start.day is None or id(mention) in self.used:
                    continue
                if self._of_document(mention):
                    continue
                before = self.scan.tokens.at(mention.span.start) - 1
                if before < 0 or self.scan.tokens[before].key not in _SINCE:
                    self.dates[id(main)] = mention
                    return


def _days_before(day: PartialDate, days: int) -> PartialDate | None:
    """The day some days earlier, or None where there are none or the day is not whole."""
    if days < 1 or day.year is None or day.month is None or day.day is None:
        return None
    earlier = date(day.year, day.month, day.day) - timedelta(days=days)
    return PartialDate(earlier.year, earlier.month, earlier.day)


def _touches(day: PartialDate, value: DateRange) -> bool:
    """Whether a day lies in a range of days (years may be open)."""
    if value.end is None or day.month is None or day.day is None or value.end.year != value.start.year:
        return False
    first = (value.start.month or 0, value.start.day or 0)
    last = (value.end.month or 0, value.end.day or 0)
    return first <= (day.month, day.day) <= last


def settings(scan: Scan, entities: Entities, occasions: tuple[Occasion, ...], actors: Actors) -> dict[int, Setting]:
    """Date and place of each occasion, by its ``id()``."""
    return _Settler(scan, entities, occasions, actors).run()
