"""Which mentions mean one occasion, and which occasion the article is about.

A designation starts an occasion or joins one of its kind whose words agree; a bare head ("hội nghị") points back to the last
occasion that it fits; an act ("thăm và làm việc tại …") is an occasion where someone does it in the lead or on a day given.
"""

from __future__ import annotations

import re

from bienban.lang.vi.actors import Actors
from bienban.lang.vi.marks import Marks
from bienban.lang.vi.scan import Scan
from bienban.model.facts import EventKind
from bienban.model.mention import DateRange, EventName, Mention, Ordinal, PersonName, Sentence
from bienban.model.span import Span
from bienban.text import match_key

__all__ = ["Occasion", "find_occasions"]

# What a bare head of a kind may point back to, the kind itself first.
_POINTS_TO: dict[EventKind, tuple[EventKind, ...]] = {
    "conference": ("conference", "session", "voter-meeting", "symposium"),
    "congress": ("congress",),
    "session": ("session", "conference", "meeting"),
    "meeting": ("meeting", "visit", "session", "conference", "voter-meeting", "press-conference"),
    "ceremony": ("ceremony",),
    "visit": ("visit", "meeting"),
    "voter-meeting": ("voter-meeting", "meeting"),
    "press-conference": ("press-conference",),
    "symposium": ("symposium", "conference"),
}
_PART_OF: tuple[EventKind, ...] = ("congress", "conference", "session")
_FUNCTION = frozenset(
    {"của", "và", "về", "các", "những", "với", "cho", "trong", "năm", "lần", "thứ", "-", "–", ",", ".", "(", ")"}
)
_HEADS = frozenset(
    {
        "hội",
        "nghị",
        "đại",
        "kỳ",
        "họp",
        "phiên",
        "cuộc",
        "buổi",
        "lễ",
        "chuyến",
        "tọa",
        "đàm",
        "diễn",
        "đàn",
        "thảo",
        "mặt",
        "gặp",
    }
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LEAD = 3
_LATER = frozenset({"sẽ", "tới", "sắp"})
_OPENING = frozenset({"khi", "tại", "sau", "trong"})
_ASIDE = frozenset({"trước", "sau", "bị", "mừng", "tới", "thềm", "từ", "về", "theo"})


class Occasion:
    """One occasion while the article is read: what is known of it so far."""

    def __init__(self, mention: Mention, value: EventName, *, context: bool = False) -> None:
        self.kind: EventKind = value.kind
        self.type = value.type
        self.name = value.name
        self.bare = value.definite
        self.act = mention.rule == "event.act"
        self.context = context
        self.mentions = [mention]
        self.headline = False
        self.lead = 0.0
        self.ordinal: int | None = None
        self.words = _words(value)
        self.main = False

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name!r}>"

    @property
    def anchor(self) -> Mention:
        """The mention that gives the occasion its name."""
        return self.mentions[0]


def _words(value: EventName) -> frozenset[str]:
    return frozenset(w for w in match_key(value.name).split() if w not in _FUNCTION and w not in _HEADS)


class _Finder:
    def __init__(self, scan: Scan, marks: Marks, actors: Actors) -> None:
        self.scan = scan
        self.marks = marks
        self.actors = actors
        self.found: list[Occasion] = []
        self.last: Occasion | None = None
        body = [s for s in scan.sentences if not s.headline and not s.caption]
        self.lead = body[_LEAD - 1].span.end if len(body) >= _LEAD else (body[-1].span.end if body else 0)
        self.first_body = body[0].span if body else Span(0, 0)

    def run(self) -> tuple[Occasion, ...]:
        for mention in self.scan.mentions:
            value = mention.value
            if isinstance(value, EventName):
                self._place(mention, value)
        return tuple(self.found)

    def _place(self, mention: Mention, value: EventName) -> None:
        if mention.rule == "event.in-document":
            if not value.definite and self._ordinal(mention) is not None:
                self._join(mention, value, context=True)
        elif mention.rule == "event.act":
            self._act(mention, value)
        elif value.definite or self._resumed(mention, value):
            self._back(mention, value)
        else:
            joined = self._join(mention, value)
            if self.last is None or mention.span.start < self.lead or self._days(mention):
                self.last = joined

    def _resumed(self, mention: Mention, value: EventName) -> bool:
        """Whether "tại buổi làm việc với Đoàn" only resumes the visit or meeting told right before."""
        if value.head.split()[0] not in ("buổi", "cuộc") or self.last is None or self._days(mention):
            return False
        if value.kind not in ("meeting", "ceremony") or self.last.kind not in _POINTS_TO[value.kind] or self.last.headline:
            return False
        at = self.scan.tokens.at(mention.span.start) - 1
        return at >= 0 and self.scan.tokens[at].key in ("tại", "trong", "dự")

    def _ordinal(self, mention: Mention) -> int | None:
        """The number of the occasion itself, not of one that its designation names ("sơ kết … nghị quyết Đại hội lần thứ IX")."""
        nested = [m.span for m in self.scan.within(mention.span, EventName) if m.span.start > mention.span.start]
        for inner in self.scan.within(mention.span, Ordinal):
            if isinstance(inner.value, Ordinal) and not any(s.covers(inner.span) for s in nested):
                return inner.value.number
        return None

    def _new(self, mention: Mention, value: EventName, *, context: bool = False) -> Occasion:
        occasion = Occasion(mention, value, context=context)
        occasion.ordinal = self._ordinal(mention)
        occasion.headline = self.scan.sentence_at(mention.span.start).headline
        self.found.append(occasion)
        return occasion

    def _join(self, mention: Mention, value: EventName, *, context: bool = False) -> Occasion:
        """The occasion that a designation means: a known one whose words agree, else a new one."""
        ordinal, words = self._ordinal(mention), _words(value)
        if self.scan.sentence_at(mention.span.start).caption and not context:
            pictured = self._pictured(value, ordinal)
            if pictured is not None:
                pictured.mentions.append(mention)
                return pictured
        for occasion in reversed(self.found):
            part = occasion.anchor.rule == "event.part" and occasion.bare and value.kind in _PART_OF
            if not (part or occasion.kind == value.kind) or not self._agrees(occasion, words, ordinal, mention):
                continue
            self._add(occasion, mention, value, words, ordinal)
            occasion.context = occasion.context and context
            return occasion
        return self._new(mention, value, context=context)

    def _pictured(self, value: EventName, ordinal: int | None) -> Occasion | None:
        """The only occasion of a kind so far, which a caption shows even under other words."""
        same = [o for o in self.found if o.kind == value.kind and not o.context]
        if len(same) != 1 or (ordinal is not None and same[0].ordinal not in (None, ordinal)):
            return None
        return same[0]

    def _agrees(self, occasion: Occasion, words: frozenset[str], ordinal: int | None, mention: Mention) -> bool:
        if occasion.ordinal is not None and ordinal is not None and occasion.ordinal != ordinal:
            return False
        if occasion.bare:
            return not occasion.context and self._headline_or_lead(occasion, mention)
        if self._apart(occasion, words, mention):
            return False
        if not words or not occasion.words:
            return True
        common = len(words & occasion.words)
        same_number = ordinal is not None and ordinal == occasion.ordinal and occasion.kind == "congress"
        return common / min(len(words), len(occasion.words)) >= (0.5 if same_number else 0.66)

    def _apart(self, occasion: Occasion, words: frozenset[str], mention: Mention) -> bool:
        """Whether years, persons or days show two designations to be two occasions."""
        years, own = _years(words), _years(occasion.words)
        if years and own and not years & own:
            return True
        people, known = self._people(mention), self._people(occasion.anchor)
        if people and known and not people & known:
            return True
        if mention.rule != "event.act":
            return False
        days, told = self._days(mention), self._days(occasion.anchor)
        return bool(days and told and not days & told)

    def _people(self, mention: Mention) -> frozenset[str]:
        inner = self.scan.within(mention.span, PersonName)
        return frozenset(match_key(m.span.of(self.scan.text)) for m in inner)

    def _days(self, mention: Mention) -> frozenset[int]:
        """The places of the days told in the sentence of a mention."""
        sentence = self.scan.sentence_at(mention.span.start)
        if sentence.headline:
            return frozenset()
        inner = self.scan.within(sentence.span, DateRange)
        return frozenset(m.span.start for m in inner if isinstance(m.value, DateRange) and m.value.start.day is not None)

    def _headline_or_lead(self, occasion: Occasion, mention: Mention) -> bool:
        """A bare head takes the designation that follows it close by (the headline's, or the same paragraph's)."""
        return occasion.headline or mention.span.start - occasion.mentions[-1].span.end < 400

    def _add(self, occasion: Occasion, mention: Mention, value: EventName, words: frozenset[str], ordinal: int | None) -> None:
        sentence = self.scan.sentence_at(mention.span.start)
        better = occasion.bare or (occasion.headline and not sentence.headline and not sentence.caption)
        if better and not value.definite:
            occasion.headline = occasion.headline and sentence.headline
            occasion.name, occasion.type, occasion.bare, occasion.act = value.name, value.type or occasion.type, False, False
            occasion.kind = value.kind
            occasion.words = words
            occasion.mentions.insert(0, mention)
        else:
            occasion.mentions.append(mention)
        if occasion.ordinal is None:
            occasion.ordinal = ordinal

    def _back(self, mention: Mention, value: EventName) -> None:
        kinds = _POINTS_TO.get(value.kind, (value.kind,))
        if mention.rule == "event.part":
            kinds = ("session", *_PART_OF) if "họp" in value.name else _PART_OF
        open_ones = [o for o in self.found if not o.context]
        for kind in kinds:
            fitting = [o for o in open_ones if o.kind == kind]
            if fitting:
                chosen = self.last if self.last in fitting else fitting[0]
                assert chosen is not None  # noqa: S101 – fitting is not empty
                chosen.mentions.append(mention)
                self.last = chosen
                return
        self.last = self._new(mention, value)

    def _act(self, mention: Mention, value: EventName) -> None:
        """An act is an occasion in the lead or on a day given, done by someone named; in a headline it waits for the lead."""
        sentence = self.scan.sentence_at(mention.span.start)
        if sentence.caption:
            return
        inner = [m for m in self.scan.within(sentence.span, DateRange) if isinstance(m.value, DateRange)]
        dated = any(isinstance(m.value, DateRange) and m.value.start.day is not None for m in inner)
        leading = sentence.headline or mention.span.start < self.lead
        if any(self._designates(o, sentence.span, mention) for o in self.found) or not self._done(sentence, mention):
            return
        resumed = value.kind in ("visit", "meeting") and self._turning(sentence.span)
        if not (dated or leading or resumed) or (leading and not dated and value.kind == "ceremony" and not sentence.headline):
            return
        self.last = self._join(mention, value)

    def _done(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether someone is said to do the act: before the verb, or behind it where the verb opens the sentence."""
        first, start = self.scan.tokens.at(mention.span.start), self.scan.tokens.at(sentence.span.start)
        held = any(m.row.act == "organize" and first - 2 <= m.after <= first for m in self.marks.acts)
        if held or self.actors.before(first, start) is not None:
            return True
        clear = all(not t.is_word or t.key in _OPENING for t in self.scan.tokens[start:first]) or self._dated_before(start, first)
        after = self.scan.tokens.at(mention.span.end - 1) + 1
        behind = [a for a in self.actors.within(Span(mention.span.end, sentence.span.end)) if a.person and a.first - after <= 3]
        return clear and bool(behind) and self.scan.tokens[after].text == ","

    def _dated_before(self, start: int, first: int) -> bool:
        """Whether the verb follows the date that opens the sentence ("Ngày 7/2, làm việc với …")."""
        if first == start:
            return False
        opening = Span(self.scan.tokens[start].start, self.scan.tokens[first].start)
        days = self.scan.within(opening, DateRange)
        return bool(days) and self.scan.tokens.at(days[-1].span.end - 1) >= first - 3

    def _turning(self, sentence: Span) -> bool:
        """Whether a sentence goes over to another occasion ("Trước đó, …", "Cùng ngày, …", "Dịp này, …")."""
        return self.marks.word(self.scan.tokens.at(sentence.start), "section") is not None

    def _designates(self, occasion: Occasion, sentence: Span, mention: Mention) -> bool:
        """Whether the sentence names the occasion of the act already ("tổ chức lễ …, trao …")."""
        return any(sentence.covers(m.span) and m.span.start < mention.span.start for m in occasion.mentions)


def _years(words: frozenset[str]) -> frozenset[str]:
    return frozenset(year for word in words for year in _YEAR.findall(word))


def find_occasions(scan: Scan, marks: Marks, actors: Actors) -> tuple[Occasion, ...]:
    """The occasions of an article in the order of their first mention; contexts (``context``) are those of documents only."""
    finder = _Finder(scan, marks, actors)
    found = finder.run()
    _choose_main(scan, finder.first_body, finder.lead, found)
    return _absorbed(found, finder.lead)


def _absorbed(found: tuple[Occasion, ...], lead: int) -> tuple[Occasion, ...]:
    """A ceremonial act told in the lead ("trao quyết định …") is part of the main occasion that the lead names."""
    main = next((o for o in found if o.main), None)
    if main is None or main.act or main.bare:
        return found
    kept = []
    for occasion in found:
        if occasion.act and occasion.kind == "ceremony" and occasion.anchor.span.start < lead and not occasion.main:
            main.mentions += occasion.mentions
        else:
            kept.append(occasion)
    return tuple(kept)


def _choose_main(scan: Scan, first: Span, lead: int, found: tuple[Occasion, ...]) -> None:
    """Mark the occasion that headline and lead are about; one that lies ahead or is told as background stands back."""
    best: tuple[float, int] | None = None
    for place, occasion in enumerate(found):
        if occasion.context:
            continue
        score = _weight(scan, first, lead, occasion)
        if score > 0 and (best is None or (score, -place) > best):
            best = (score, -place)
    if best is not None:
        found[-best[1]].main = True


def _weight(scan: Scan, first: Span, lead: int, occasion: Occasion) -> float:
    starts = [m.span.start for m in occasion.mentions]
    score = min(len(starts), 6) * 0.6
    if any(scan.sentence_at(s).headline for s in starts):
        score += 2
    if any(first.start <= s < first.end for s in starts):
        score += 2
    if any(first.start <= s < lead for s in starts):
        score += 2
    if (
        occasion.bare
        and len(scan.tokens[scan.tokens.at(occasion.anchor.span.start) : scan.tokens.at(occasion.anchor.span.end)]) <= 2
    ):
        score -= 1
    if occasion.act:
        score -= 0.5
    start = scan.tokens.at(occasion.anchor.span.start)
    before = [t.key for t in scan.tokens[max(0, start - 4) : start]]
    if before[-2:] == ["tổ", "chức"] or before[-1:] == ["dự"]:
        score += 1.5
    elif before and before[-1] in _ASIDE:
        score -= 2
    if _LATER & set(before):
        score -= 1
    return score if starts[0] < lead or len(starts) > 2 else score - 2
