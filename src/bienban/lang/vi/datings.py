"""Which date is that of which occasion: the nearest in its sentence, one shared by all that a sentence tells, or the day so far.

A date goes to the occasion named nearest to it in its sentence; an occasion that only frames another ("trong khuôn khổ …",
"sau …") stands back. Then the day at the head of a sentence holds for all that the sentence tells of, and an occasion told as
the next one ("Sau lễ đón, … đã hội đàm với …") is on the day of the one before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from bienban.lang.tokens import key_set
from bienban.lang.vi.datespans import first_day, is_day, of_document, touches
from bienban.lang.vi.framing import frames
from bienban.lang.vi.marks import Marks
from bienban.lang.vi.occasions import Occasion
from bienban.lang.vi.scan import Scan
from bienban.model.mention import DateRange, EventName, Mention, PlaceName, Sentence
from bienban.model.span import Span

__all__ = ["Dating", "datings"]

# Words between an occasion and a month or year that is its own date: "(tháng 3/1955)", "được tổ chức vào đầu năm 2021".
_TYING = key_set(
    "ông bà được tổ chức vào đầu cuối giữa diễn ra ( , trong hồi tại sẽ đã tới dự kiến khai bế mạc trọng thể trang long sáng "
    "ngày từ suốt kéo dài bắt chiều tối trưa thứ hai ba tư năm sáu bảy chủ nhật lúc giờ phút"
)
_OPENED, _CLOSED = re.compile(r"\W{0,3}\([^()\n]{0,40}"), re.compile(r"\s*\)\s*[-–:]")
_SINCE = key_set("từ kể trước sinh sau hạn đến qua")
# What a sentence begins with that tells what came next on the same day.
_NEXT = (
    ("sau",), ("ngay", "sau"), ("tiếp", "đó"), ("tiếp", "theo"), ("kết", "thúc"), ("rời",), ("cũng", "tại"), ("cũng", "trong"),
    ("tại", "đây"), ("dịp", "này"), ("nhân", "dịp"), ("tiếp", "sau"), ("trước", "khi"), ("đồng", "thời"), ("chiều", "cùng"),
)  # fmt: skip
_LATER = ("sau", "này"), ("sau", "năm"), ("sau", "hơn"), ("sau", "gần"), ("sau", "nhiều"), ("sau", "một")
_HEADED = key_set("vào trong hôm cuối đầu giữa hồi là")
_AT = key_set("tại trong dự sau")
_OF_THE_DAY = frozenset({"visit", "meeting"})
_BACK = ("trước đó", "trước đây", "mới đây", "gần đây", "vừa qua", "sau này", "năm", "từng", "từ ")
_NOT_NOW = ("sẽ", "từng", "mời", "năm", "tháng", "tuần", "sắp", "trước", "cần", "phải", "sau", "chuyến")
_FAR, _SHARED, _LEAD, _CLAUSE = 45, 90, 4, 20
_NEW_CLAUSE, _BEHIND, _FRAME = 14.0, 12.0, 30.0


@dataclass(frozen=True, slots=True)
class Dating:
    """The date of an occasion; ``inferred`` where another occasion's date holds for it."""

    date: Mention
    inferred: bool = False


class _Dater:
    def __init__(self, scan: Scan, marks: Marks, occasions: tuple[Occasion, ...]) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.marks = marks
        self.occasions = tuple(o for o in occasions if not o.context)
        self.owner = {id(m): o for o in self.occasions for m in o.mentions}
        self.dates: dict[int, Dating] = {}
        self.used: set[int] = set()
        self.costs: dict[int, float] = {}
        self.placed = {
            t.start
            for m in scan.mentions
            if isinstance(m.value, PlaceName)
            for t in scan.tokens[scan.tokens.at(m.span.start) : scan.tokens.at(m.span.end)]
        }
        self.sayings = {m.first for m in marks.sayings if m.row.kind in ("report", "statement", "affirmation")}
        self.held = {m.after for m in marks.acts if m.row.act in ("organize", "attend", "chair", "take-place", "present")}

    def run(self) -> dict[int, Dating]:
        for captions in (False, True):
            for mention in self.scan.mentions:
                if isinstance(mention.value, DateRange):
                    self._date(mention, mention.value, captions=captions)
        self._lead_date()
        for occasion in self.occasions:
            if id(occasion) not in self.dates:
                self._share(occasion)
        self._follow()
        self._same_day()
        return self.dates

    def _gap(self, left: Span, right: Span) -> int:
        return self.tokens.at(right.start) - self.tokens.at(left.end - 1) - 1

    def _date(self, mention: Mention, value: DateRange, *, captions: bool) -> None:
        sentence = self.scan.sentence_at(mention.span.start)
        if sentence.caption != captions or of_document(self.scan, mention) or self._dateline(sentence.span, mention.span):
            return
        nearest: tuple[float, Mention] | None = None
        for name in self.scan.beginning_in(sentence.span, EventName):
            if id(name) not in self.owner:
                continue
            if name.span.covers(mention.span):
                return
            ahead = mention.span.end <= name.span.start
            gap = self._gap(mention.span, name.span) if ahead else self._gap(name.span, mention.span)
            cost = self._cost(mention, name, gap, ahead=ahead)
            if self._loose(name) and not (gap <= 2 if ahead else gap > 1 and self._says_when(name.span, mention.span)):
                continue
            if self._tied(mention, name, value, gap) and (nearest is None or cost < nearest[0]):
                nearest = (cost, name)
        if nearest is not None:
            self._give(self.owner[id(nearest[1])], mention, value, nearest[0])

    def _dateline(self, sentence: Span, date: Span) -> bool:
        """Whether a date is that of the report, in brackets before its first words ("(Mẫu Hòa, 26-9-2008) - Sáng qua …")."""
        text = self.scan.text
        return _OPENED.fullmatch(text, sentence.start, date.start) is not None and _CLOSED.match(text, date.end) is not None

    def _loose(self, name: Mention) -> bool:
        """Whether an occasion is one that is much talked of without being told (a festival, a contest)."""
        return isinstance(name.value, EventName) and name.value.kind == "other" and name.rule == "event.name"

    def _cost(self, date: Mention, name: Mention, gap: int, *, ahead: bool) -> float:
        """How far a date is from an occasion, in tokens; dearer for one behind the name, and for an occasion that only frames."""
        says_when = not ahead and self._says_when(name.span, date.span)
        cost = float(gap) if ahead or says_when else gap * 1.2 + _BEHIND
        if not ahead and not says_when and self._opens_clause(date):
            cost += _NEW_CLAUSE
        aside = (self._frames(name) and not (says_when and gap > 1)) or (ahead and self._said_then(date, name))
        return cost + _FRAME * aside

    def _said_then(self, date: Mention, name: Mention) -> bool:
        """Whether a day is that of words about an occasion, not its own ("Ngày 15/6, ông Hải cho biết cuộc họp …")."""
        first, last = self.tokens.at(date.span.end), self.tokens.at(name.span.start)
        return self.tokens[last - 1].key not in _AT and any(at in self.sayings for at in range(first, last))

    def _opens_clause(self, date: Mention) -> bool:
        """Whether a date stands between commas or begins what follows a comma ("…, ngày 12/5, Chủ tịch …")."""
        first, after = self.tokens.at(date.span.start), self.tokens.at(date.span.end - 1) + 1
        timed = first > 1 and self.tokens[first - 2].key in ("giờ", "phút", "h")
        return (
            first > 0
            and self.tokens[first - 1].text == ","
            and not timed
            and after < len(self.tokens)
            and self.tokens[after].text != "."
        )

    def _frames(self, name: Mention) -> bool:
        return frames(self.tokens, self.tokens.at(name.span.start))

    def _says_when(self, name: Span, date: Span) -> bool:
        """Whether only "diễn ra", "tổ chức vào" and the like stand between an occasion and the date behind it."""
        return all(t.key in _TYING or t.is_number for t in self.tokens[self.tokens.at(name.end) : self.tokens.at(date.start)])

    def _tied(self, date: Mention, name: Mention, value: DateRange, gap: int) -> bool:
        """Whether a date can be that of the occasion named in its sentence: a day anywhere near, a month or year only beside."""
        first, last = sorted((date, name), key=lambda m: m.span.start)
        between = self.tokens[self.tokens.at(first.span.end) : self.tokens.at(last.span.start)]
        if value.start.day is None:
            beside = gap <= 9 and all(t.key in _TYING or t.start in self.placed for t in between)
            return beside or (first is date and gap <= _CLAUSE and self._heads(date) and self._told(name))
        before = self.tokens.at(date.span.start) - 1
        if first is name and before >= 0 and self.tokens[before].key in _SINCE and value.end is None:
            return False
        return gap <= _FAR

    def _give(self, occasion: Occasion, mention: Mention, value: DateRange, cost: float) -> None:
        self.used.add(id(mention))
        known = self.dates.get(id(occasion))
        far = known is not None and value.start.day is not None and cost + _FRAME < self.costs[id(occasion)]
        if known is None or far or not isinstance(known.date.value, DateRange):
            self.dates[id(occasion)], self.costs[id(occasion)] = Dating(mention), cost
            return
        old = known.date.value
        finer = value.start.day is not None and old.start.day is None
        longer = value.end is not None and old.end is None and value.start.day is not None
        if finer or (longer and touches(old.start, value)):
            self.dates[id(occasion)] = Dating(mention)

    def _lead_date(self) -> None:
        """A main occasion without a date takes the first day told in the lead that no other occasion has."""
        main = next((o for o in self.occasions if o.main), None)
        if main is None or id(main) in self.dates or self._loose(main.anchor):
            return
        body = [s for s in self.scan.sentences if not s.headline and not s.caption][:_LEAD]
        for sentence in body:
            for mention in self.scan.within(sentence.span, DateRange):
                fits = is_day(mention) and id(mention) not in self.used and not of_document(self.scan, mention)
                if fits and self._open(mention) and self._heads(mention):
                    self.dates[id(main)] = Dating(mention)
                    return

    def _open(self, date: Mention) -> bool:
        """Whether a date is no limit or beginning ("từ ngày …", "trước ngày …")."""
        before = self.tokens.at(date.span.start) - 1
        return before < 0 or self.tokens[before].key not in _SINCE

    def _heads(self, date: Mention) -> bool:
        """Whether a date heads its clause, as the day of what is told does, or gives the part of the day."""
        before = self.tokens.at(date.span.start) - 1
        told = isinstance(date.value, DateRange) and date.value.session is not None
        return told or before < 0 or not self.tokens[before].is_word or self.tokens[before].key in _HEADED

    def _share(self, occasion: Occasion) -> None:
        """Give an occasion the day told ahead of it in its sentence, which holds for all that the sentence tells of."""
        for mention in occasion.mentions:
            sentence = self.scan.sentence_at(mention.span.start)
            if sentence.headline or sentence.caption or self._frames(mention) or not self._told(mention):
                continue
            days = [m for m in self.scan.within(Span(sentence.span.start, mention.span.start), DateRange) if is_day(m)]
            if days and self._holds(days[-1], mention):
                self.dates[id(occasion)] = Dating(days[-1], inferred=True)
                return

    def _holds(self, day: Mention, mention: Mention) -> bool:
        """Whether a day ahead is said of all that follows: it heads its clause, and nothing ends it."""
        if of_document(self.scan, day) or not self._open(day) or self._gap(day.span, mention.span) > _SHARED:
            return False
        near = self.scan.beginning_in(Span(self.scan.sentence_at(day.span.start).span.start, mention.span.end), EventName)
        inside = any(n.span.covers(day.span) or n.span.covers(mention.span) for n in near if n is not mention)
        return not inside

    def _told(self, mention: Mention) -> bool:
        """Whether the sentence tells that the occasion takes place: an act, or a verb of holding or attending right before it."""
        if mention.rule == "event.act":
            return True
        first = self.tokens.at(mention.span.start)
        going_on = any(t.key == "đang" for t in self.tokens[max(0, first - 3) : first])
        return not going_on and (self.held & {first - 2, first - 1, first} != set() or self.tokens[first - 1].key in ("và", "có"))

    def _follow(self) -> None:
        """Give what is told as the next thing ("Sau lễ đón, …") the day of the occasion told before it."""
        told = sorted(((m.span.start, o) for o in self.occasions for m in o.mentions), key=lambda x: x[0])
        starts = [at for at, _ in told]
        for occasion in self.occasions:
            if id(occasion) in self.dates or occasion.aside:
                continue
            for mention in occasion.mentions:
                sentence = self.scan.sentence_at(mention.span.start)
                if sentence.headline or sentence.caption or self._frames(mention) or not self._next(sentence, mention):
                    continue
                passed = reversed(told[: bisect_left(starts, mention.span.start)])
                before = next((o for _, o in passed if o is not occasion and id(o) in self.dates), None)
                if before is not None and is_day(self.dates[id(before)].date):
                    self.dates[id(occasion)] = Dating(first_day(self.dates[id(before)].date), inferred=True)
                    break

    def _same_day(self) -> None:
        """Give visits and meetings told without a day that of the article, where it tells of a single day and looks not back."""
        told = [self.dates[id(o)] for o in self.occasions if id(o) in self.dates]
        days = {d.date.value.start for d in told if isinstance(d.date.value, DateRange)}
        if not any(o.main and id(o) in self.dates for o in self.occasions):
            return
        if len(days) != 1 or not all(
            is_day(d.date) and isinstance(d.date.value, DateRange) and not d.date.value.end for d in told
        ):
            return
        for occasion in self.occasions:
            if id(occasion) in self.dates or occasion.aside or occasion.kind not in _OF_THE_DAY:
                continue
            if any(self._on_the_day(mention) for mention in occasion.mentions):
                self.dates[id(occasion)] = Dating(told[0].date, inferred=True)

    def _on_the_day(self, mention: Mention) -> bool:
        """Whether a sentence tells an act as news of the day: neither looked back on nor ahead to."""
        sentence = self.scan.sentence_at(mention.span.start)
        if sentence.headline or sentence.caption or mention.rule != "event.act" or self._frames(mention):
            return False
        words = sentence.span.of(self.scan.text).casefold()
        return not words.startswith(_BACK) and not any(f" {word} " in words for word in _NOT_NOW)

    def _next(self, sentence: Sentence, mention: Mention) -> bool:
        first = self.tokens.at(sentence.span.start)
        while not self.tokens[first].is_word and first < self.tokens.at(mention.span.start):
            first += 1
        keys = tuple(t.key for t in self.tokens[first : first + 3])
        opened = any(keys[: len(w)] == w for w in _NEXT) and not any(keys[: len(w)] == w for w in _LATER)
        return opened and self._told(mention) and not any(is_day(m) for m in self.scan.within(sentence.span, DateRange))


def datings(scan: Scan, marks: Marks, occasions: tuple[Occasion, ...]) -> dict[int, Dating]:
    """The date of each occasion that has one, by its ``id()``."""
    return _Dater(scan, marks, occasions).run()
