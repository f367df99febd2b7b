"""When and where an occasion is: the dates and places of the sentences that name it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bienban.lang.vi.actors import Actors
from bienban.lang.vi.datings import Dating, datings
from bienban.lang.vi.occasions import Occasion
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.whereabouts import Whereabouts
from bienban.model.dates import PartialDate
from bienban.model.mention import DateRange, Mention

__all__ = ["Setting", "settings"]

_OVER = re.compile(r"\bsau (\w+) ngày (?:làm việc|diễn ra|họp)", re.IGNORECASE)
_NUMBERS = {"hai": 2, "2": 2, "ba": 3, "3": 3, "bốn": 4, "4": 4, "năm": 5, "5": 5}
_INFERRED = 0.75


@dataclass(frozen=True, slots=True)
class Setting:
    """The date and place of an occasion with the mentions that say so."""

    date: Mention | None = None
    place: Mention | None = None

    days: int = 1
    """How many days are over with the day of ``date`` ("Sau hai ngày làm việc, … bế mạc chiều 28/6")."""

    inferred: bool = False
    """Whether the date is told of another occasion and holds for this one."""

    @property
    def confidence(self) -> float:
        """How sure the date is."""
        sure = 1.0 if self.date is None else self.date.confidence
        return sure * _INFERRED if self.inferred else sure

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


def _days(scan: Scan, mention: Mention) -> int:
    """The days that the sentence of a date says to be over ("Sau hai ngày làm việc, …"), else 1."""
    match = _OVER.search(scan.sentence_at(mention.span.start).span.of(scan.text))
    return 1 if match is None else _NUMBERS.get(match.group(1).casefold(), 1)


def _days_before(day: PartialDate, days: int) -> PartialDate | None:
    """The day some days earlier, or None where there are none or the day is not whole."""
    if days < 1 or day.year is None or day.month is None or day.day is None:
        return None
    earlier = date(day.year, day.month, day.day) - timedelta(days=days)
    return PartialDate(earlier.year, earlier.month, earlier.day)


def _shared(scan: Scan, occasion: Occasion, told: tuple[Occasion, ...], dates: dict[int, Dating]) -> Dating | None:
    """The single day that heads a sentence, which an act has in common with the one told before it ("…; hội kiến …")."""
    at = scan.tokens.at(occasion.anchor.span.start)
    if occasion.anchor.rule != "event.act" or at == 0 or scan.tokens[at - 1].key not in (";", ",", "và"):
        return None
    sentence = scan.sentence_at(occasion.anchor.span.start).span
    for other in told:
        start, dating = other.anchor.span.start, dates.get(id(other))
        if (
            dating is None
            or not sentence.start <= start < occasion.anchor.span.start
            or not isinstance(dating.date.value, DateRange)
        ):
            continue
        if sentence.start <= dating.date.span.start < start and dating.date.value.end is None:
            return Dating(dating.date, inferred=True)
    return None


def settings(scan: Scan, entities: Entities, occasions: tuple[Occasion, ...], actors: Actors) -> dict[int, Setting]:
    """Date and place of each occasion, by its ``id()``."""
    told = tuple(o for o in occasions if not o.context)
    dates = datings(scan, actors.marks, told)
    places = Whereabouts(scan, entities, actors, {id(m): o for o in told for m in o.mentions})
    found = {}
    for occasion in told:
        dating, place = dates.get(id(occasion)) or _shared(scan, occasion, told, dates), places.place(occasion)
        if dating is None:
            found[id(occasion)] = Setting(None, place)
        else:
            days = 1 if dating.inferred else _days(scan, dating.date)
            found[id(occasion)] = Setting(dating.date, place, days, dating.inferred)
    return found
