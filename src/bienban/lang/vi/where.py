"""At which of an article's occasions something happens."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from bienban.lang.vi.deeds import Deed
from bienban.lang.vi.occasion import Occasion
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.zones import Zones
from bienban.model.mention import DateRange, Mention
from bienban.model.span import Span

__all__ = ["Where"]

_AT = frozenset({"tại", "ở", "trong", "dự", "mạc", "trì", "luận", "chức", "buổi", "cuộc", "hành", "diễn", "gia"})
_HAVING = frozenset({"có"})
_NEAR_SPEECH = 4
_COMING = frozenset({"sẽ", "sắp"})
_SOON = 3
_EARLIER = ("trước đó", "trước đây", "trước kia", "mới đây", "gần đây")
_BACK_THEN = re.compile(
    r"\b(?:[Tt]ừng|[Hh]ồi|[Tt]háng \d{1,2}(?:[/-](?:19|20)\d\d)?|[Nn]ăm (?:19|20)\d\d|[Tt]rong số)\b(?!\s*[-–])"
)
_STATE = ("thăm cấp", "thăm chính thức", "thăm hữu nghị", "chuyến thăm")


def _told(scan: Scan, deeds: tuple[Deed, ...]) -> dict[int, int]:
    """Where, in the sentences that report speech, the words said begin: by the start of the sentence, their offset.

    What is right behind the verb still belongs to the frame ("phát biểu tại hội nghị, …").
    """
    found: dict[int, int] = {}
    for deed in deeds:
        speaks = deed.saying is not None and bool(deed.doers)
        if speaks or (deed.act is not None and deed.act.act == "according"):
            last = min(deed.after + _NEAR_SPEECH, len(scan.tokens)) - 1
            found.setdefault(deed.sentence.span.start, scan.tokens[last].end)
    return found


class Where:
    """At which occasion something happens: the one its sentence names, else the one the text is at."""

    def __init__(self, scan: Scan, occasions: tuple[Occasion, ...], deeds: tuple[Deed, ...], quoted: Zones) -> None:
        self.scan = scan
        self.told = _told(scan, deeds)
        self.quoted = quoted
        self.names: list[tuple[Mention, Occasion]] = sorted(
            ((m, o) for o in occasions if not o.context for m in o.mentions), key=lambda x: (x[0].span.start, -x[0].span.end)
        )
        self.starts = [m.span.start for m, _ in self.names]
        self.main = next((o for o in occasions if o.main), None)
        self._told_days: dict[int, frozenset[tuple[int | None, int]]] = {}
        self._turning = [(m, o) for m, o in self.names if self._turns(m, o)]
        self._turned = [m.span.start for m, _ in self._turning]

    def named(self, sentence: Span, offset: int, *, said: bool = False) -> Occasion | None:
        """The occasion named in the sentence before the offset, or behind it unless that is the content of what is ``said``."""
        first, last = bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end)
        inside = [(m, o) for m, o in self.names[first:last] if self._venue(m, o)]
        ahead = [(m, o) for m, o in inside if m.span.start <= offset and not (said and self.quoted.hold(m.span.start))]
        if ahead:
            return self._outer(ahead)
        return inside[0][1] if inside and not said else None

    def begun_at(self, offset: int) -> Occasion | None:
        """The occasion whose designation begins at an offset."""
        place = bisect_left(self.starts, offset)
        return self.names[place][1] if place < len(self.starts) and self.starts[place] == offset else None

    def _venue(self, mention: Mention, occasion: Occasion) -> bool:
        """Whether a mention says where something happens, not only what the talk is about."""
        if occasion.main or mention.rule != "event.name":
            return True
        if self._before(mention) not in _AT:
            return False
        at = self.scan.tokens.at(mention.span.start)
        return not any(t.key in ("sẽ", "nên", "cần") for t in self.scan.tokens[max(0, at - 6) : at])

    def _before(self, mention: Mention) -> str:
        at = self.scan.tokens.at(mention.span.start) - 1
        return self.scan.tokens[at].key if at >= 0 else ""

    def _outer(self, found: list[tuple[Mention, Occasion]]) -> Occasion:
        """The last named, but not one that is only part of another's designation."""
        last, occasion = found[-1]
        for mention, other in found:
            if mention is not last and mention.span.covers(last.span):
                return other
        return occasion

    def current(self, offset: int) -> Occasion | None:
        """The occasion that the text is at: the last one that a sentence before was held at, else the main one."""
        turn = self.turn(offset)
        return self.main if turn is None else turn[1]

    def turn(self, offset: int) -> tuple[Mention, Occasion] | None:
        """The mention with which the text went over to the occasion it is at, with the occasion."""
        place = bisect_right(self._turned, offset) - 1
        return self._turning[place] if place >= 0 else None

    def _turns(self, mention: Mention, occasion: Occasion) -> bool:
        """Whether the text goes over to an occasion with a mention: an act, "tại hội nghị", or a new item with its own day."""
        sentence = self.scan.sentence_at(mention.span.start).span
        if mention.span.start > self.told.get(sentence.start, mention.span.start) or self.quoted.hold(mention.span.start):
            return False
        if mention.rule == "event.act" or (occasion.main and mention.rule == "event.name"):
            return True
        if self._ahead(mention):
            return False
        before = self._before(mention)
        if before not in _AT and not (before in _HAVING and mention.rule == "event.back"):
            return False
        if mention.rule != "event.name":
            return True
        words = self.scan.text[sentence.start : mention.span.start].casefold()
        dated = any(m.value.start.day for m in self.scan.within(sentence, DateRange) if isinstance(m.value, DateRange))
        return dated and "trước đó" not in words and "sẽ" not in words.split()

    def _ahead(self, mention: Mention) -> bool:
        """Whether an occasion is told as still to come ("Hội nghị sẽ diễn ra …"): nothing is said or done there yet."""
        after = self.scan.tokens.at(mention.span.end - 1) + 1
        return any(t.key in _COMING for t in self.scan.tokens[after : after + _SOON])

    def at(self, sentence: Span, offset: int, *, said: bool = False) -> Occasion | None:
        """Where the deed at the offset happens."""
        return self.named(sentence, offset, said=said) or self.current(sentence.start if said else offset)

    def said_at(self, sentence: Span, offset: int) -> Occasion | None:
        """Where something is said whose sentence names no occasion: where the text is at, unless the frame leads elsewhere.

        A visit of state is the frame of its talks: what is said is said at the last of them.
        """
        occasion = self.current(sentence.start)
        if occasion is None or self._elsewhere(sentence, offset, occasion):
            return None
        if occasion.kind != "visit" or not any(words in occasion.name.casefold() for words in _STATE):
            return occasion
        talks = (o for m, o in reversed(self.names) if m.span.start < sentence.start and o.kind == "meeting")
        return next(talks, occasion)

    def aside(self, sentence: Span) -> bool:
        """Whether the sentence is about what goes on beside an occasion ("trả lời báo chí bên lề kỳ họp")."""
        words = sentence.of(self.scan.text).casefold()
        return "bên lề" in words or "hành lang" in words

    def _elsewhere(self, sentence: Span, offset: int, occasion: Occasion) -> bool:
        """Whether the words before a verb of saying lead away from an occasion: "Trước đó, …", or another day."""
        lead = Span(sentence.start, max(sentence.start, offset))
        if lead.of(self.scan.text).casefold().startswith(_EARLIER):
            return True
        days, known = self.days(lead), self.days_of(occasion)
        return bool(days and known) and not days & known

    def leads_away(self, sentence: Span, offset: int, occasion: Occasion) -> bool:
        """Whether the words before a decision tell of another time: "Trước đó, …", another day, a month of a year, "từng"."""
        words = sentence.of(self.scan.text)[: max(0, offset - sentence.start)]
        return self._elsewhere(sentence, offset, occasion) or _BACK_THEN.search(words) is not None

    def days_of(self, occasion: Occasion) -> frozenset[tuple[int | None, int]]:
        """The days told in the sentences that name an occasion, as month and day."""
        found = self._told_days.get(id(occasion))
        if found is None:
            found = frozenset(d for m in occasion.mentions for d in self.days(self.scan.sentence_at(m.span.start).span))
            self._told_days[id(occasion)] = found
        return found

    def days(self, span: Span) -> frozenset[tuple[int | None, int]]:
        """The single days told in a span, as month and day."""
        inner = (m.value for m in self.scan.within(span, DateRange) if isinstance(m.value, DateRange))
        return frozenset((d.start.month, d.start.day) for d in inner if d.start.day is not None and d.end is None)
