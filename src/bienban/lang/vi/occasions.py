"""Which mentions mean one occasion, and which occasion the article is about.

A designation starts an occasion or joins one of its kind whose words agree; a bare head ("hội nghị") points back to the last
occasion that it fits; an act ("thăm và làm việc tại …") is an occasion where someone does it in the lead or on a day given.
"""

from __future__ import annotations

from bienban.lang.vi.actors import Actors
from bienban.lang.vi.marks import Marks
from bienban.lang.vi.scan import Scan
from bienban.model.facts import EventKind
from bienban.model.mention import DateRange, EventName, Mention, Ordinal
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
_LEAD = 3
_LATER = frozenset({"sẽ", "tới", "sắp"})


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
    head = set(match_key(value.head).split())
    return frozenset(w for w in match_key(value.name).split() if w not in _FUNCTION and w not in head)


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
        elif value.definite:
            self._back(mention, value)
        else:
            self.last = self._join(mention, value)

    def _ordinal(self, mention: Mention) -> int | None:
        for inner in self.scan.within(mention.span, Ordinal):
            if isinstance(inner.value, Ordinal):
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
        for occasion in reversed(self.found):
            if occasion.kind != value.kind or not self._agrees(occasion, words, ordinal, mention):
                continue
            self._add(occasion, mention, value, words, ordinal)
            occasion.context = occasion.context and context
            return occasion
        return self._new(mention, value, context=context)

    def _agrees(self, occasion: Occasion, words: frozenset[str], ordinal: int | None, mention: Mention) -> bool:
        if occasion.ordinal is not None and ordinal is not None and occasion.ordinal != ordinal:
            return False
        if occasion.bare:
            return not occasion.context and self._headline_or_lead(occasion, mention)
        years, own = _years(words), _years(occasion.words)
        if years and own and not years & own:
            return False
        if not words or not occasion.words:
            return True
        common = len(words & occasion.words)
        same_number = ordinal is not None and ordinal == occasion.ordinal and occasion.kind == "congress"
        return common / min(len(words), len(occasion.words)) >= (0.5 if same_number else 0.66)

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
        kinds = _PART_OF if mention.rule == "event.part" else _POINTS_TO.get(value.kind, (value.kind,))
        open_ones = [o for o in self.found if not o.context]
        for kind in kinds:
            fitting = [o for o in open_ones if o.kind == kind]
            if fitting:
                chosen = self.last if self.last in fitting else fitting[-1]
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
        if not (dated or leading) or any(self._designates(o, sentence.span, mention) for o in self.found):
            return
        first = self.scan.tokens.at(mention.span.start)
        start = self.scan.tokens.at(sentence.span.start)
        doers = [a for a in self.actors.within(sentence.span) if start <= a.first < first]
        if not doers or (leading and not dated and value.kind == "ceremony" and not sentence.headline):
            return
        self.last = self._join(mention, value)

    def _designates(self, occasion: Occasion, sentence: Span, mention: Mention) -> bool:
        """Whether the sentence names the occasion of the act already ("tổ chức lễ …, trao …")."""
        return any(sentence.covers(m.span) and m.span.start < mention.span.start for m in occasion.mentions)


def _years(words: frozenset[str]) -> frozenset[str]:
    return frozenset(w for w in words if len(w) == 4 and w.isdecimal() and w[:2] in ("19", "20"))


def find_occasions(scan: Scan, marks: Marks, actors: Actors) -> tuple[Occasion, ...]:
    """The occasions of an article in the order of their first mention; contexts (``context``) are those of documents only."""
    finder = _Finder(scan, marks, actors)
    found = finder.run()
    _choose_main(scan, finder.first_body, finder.lead, found)
    return found


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
    if occasion.bare:
        score -= 1
    if occasion.act:
        score -= 0.5
    sentence = scan.sentence_at(occasion.anchor.span.start).span
    words = scan.tokens[scan.tokens.at(sentence.start) : scan.tokens.at(occasion.anchor.span.end)]
    if any(t.key in _LATER for t in words[-12:]):
        score -= 1
    return score if starts[0] < lead or len(starts) > 2 else score - 2
