"""Which mentions mean one occasion, and which occasion the article is about.

A designation starts an occasion or joins one of its kind whose words agree; a bare head ("hội nghị") points back to the last
occasion that it fits; an act ("thăm và làm việc tại …") is an occasion where someone does it in the lead or on a day given.
"""

from __future__ import annotations

from bienban.lang.vi.actors import Actors
from bienban.lang.vi.acts import Acts
from bienban.lang.vi.foremost import absorbed, choose_main
from bienban.lang.vi.framing import frames
from bienban.lang.vi.marks import Marks
from bienban.lang.vi.occasion import Occasion, words_of
from bienban.lang.vi.pointing import PART_OF, POINTS_TO, SINGLE
from bienban.lang.vi.sameness import Sameness
from bienban.lang.vi.scan import Scan
from bienban.model.mention import EventName, Mention
from bienban.model.span import Span

__all__ = ["Occasion", "find_occasions"]

_LEAD = 3
_TELLING = 4
_TELLING_HEADS = ("tiếp công dân", "tiếp dân", "giao ban", "điện đàm", "họp báo")
_FEW = 2
_OPENINGS = frozenset({"lễ khai mạc", "lễ bế mạc"})
_RELATIVE = frozenset({"trước", "sau"})


class _Finder:
    def __init__(self, scan: Scan, marks: Marks, actors: Actors) -> None:
        self.scan = scan
        self.same = Sameness(scan, marks)
        self.acts = Acts(scan, marks, actors)
        self.found: list[Occasion] = []
        self.last: Occasion | None = None
        self.acted: set[int] = set()
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
            if not value.definite and self.same.ordinal(mention) is not None:
                self._join(mention, value, context=True)
        elif mention.rule == "event.fate":
            if self.same.days(mention) and not self.scan.sentence_at(mention.span.start).caption:
                self._join(mention, value)
        elif mention.rule == "event.act":
            self._act(mention, value)
        elif value.definite or self._resumed(mention, value):
            self._back(mention, value)
        else:
            joined = self._join(mention, value)
            if joined.aside:
                return
            if self.last is None or mention.span.start < self.lead or self.same.days(mention):
                self.last = joined

    def _resumed(self, mention: Mention, value: EventName) -> bool:
        """Whether "tại buổi làm việc với Đoàn" only resumes the visit or meeting told right before."""
        if value.head.split()[0] not in ("buổi", "cuộc") or self.last is None or self.same.days(mention):
            return False
        if value.kind not in ("meeting", "ceremony") or self.last.kind not in POINTS_TO[value.kind] or self.last.headline:
            return False
        at = self.scan.tokens.at(mention.span.start) - 1
        return at >= 0 and self.scan.tokens[at].key in ("tại", "trong", "dự")

    def _new(self, mention: Mention, value: EventName, *, context: bool = False) -> Occasion:
        occasion = Occasion(mention, value, context=context)
        occasion.ordinal = self.same.ordinal(mention)
        occasion.headline = self.scan.sentence_at(mention.span.start).headline
        occasion.aside = self._only_dates(mention)
        self.found.append(occasion)
        return occasion

    def _only_dates(self, mention: Mention) -> bool:
        """Whether an occasion is named only to say when another is ("tiếp xúc cử tri trước kỳ họp thứ 6")."""
        at = self.scan.tokens.at(mention.span.start) - 1
        return at > 0 and self.scan.tokens[at].key in _RELATIVE and self.scan.tokens[at - 1].is_word

    def _join(self, mention: Mention, value: EventName, *, context: bool = False) -> Occasion:
        """The occasion that a designation means: a known one whose words agree, else a new one."""
        ordinal, words = self.same.ordinal(mention), words_of(value)
        glossed = self._glossed(mention, value) or self._described(mention, value)
        if glossed is not None:
            glossed.mentions.append(mention)
            return glossed
        if self.scan.sentence_at(mention.span.start).caption and not context:
            pictured = self._pictured(value, ordinal)
            if pictured is not None:
                pictured.mentions.append(mention)
                return pictured
        for occasion in reversed(self.found):
            part = occasion.anchor.rule == "event.part" and occasion.bare and value.kind in PART_OF
            if not (part or occasion.kind == value.kind) or not self.same.agrees(occasion, words, ordinal, mention):
                continue
            if value.kind == "visit" and self._of_others(occasion, mention):
                continue
            self._add(occasion, mention, value, words, ordinal)
            occasion.context = occasion.context and context
            occasion.aside = occasion.aside and self._only_dates(mention)
            return occasion
        known = None if context else self._renamed(value, words, mention)
        if known is not None:
            known.mentions.append(mention)
            return known
        return self._new(mention, value, context=context)

    def _of_others(self, occasion: Occasion, mention: Mention) -> bool:
        """Whether a visit is another person's ("Ông A đã có chuyến thăm …; bà B cũng có chuyến thăm …")."""
        doer = self.acts.doer(mention)
        known = {self.acts.doer(m) for m in occasion.mentions[:3]} - {None}
        return doer is not None and bool(known) and doer not in known

    def _glossed(self, mention: Mention, value: EventName) -> Occasion | None:
        """The occasion right before a bracket that names it again ("hội nghị lần thứ 3 (hội nghị bất thường)")."""
        at = self.scan.tokens.at(mention.span.start) - 1
        if at < 1 or self.scan.tokens[at].text != "(" or not self.found:
            return None
        last = self.found[-1]
        near = any(self.scan.tokens.at(m.span.end - 1) in (at - 1, at - 2) for m in last.mentions)
        return last if near and last.kind == value.kind else None

    def _described(self, mention: Mention, value: EventName) -> Occasion | None:
        """The occasion told right before a sentence that says what it is: "Đây là đại hội của …" (this is the congress of …)."""
        at, tokens = self.scan.tokens.at(mention.span.start) - 1, self.scan.tokens
        if at < 1 or tokens[at].key != "là" or tokens[at - 1].key not in ("đây", "cũng"):
            return None
        return self.last if self.last is not None and self.last.kind in POINTS_TO.get(value.kind, (value.kind,)) else None

    def _renamed(self, value: EventName, words: frozenset[str], mention: Mention) -> Occasion | None:
        """The occasion that is told again by a head of a near kind ("hội nghị phối hợp …", then "cuộc họp phối hợp …")."""
        if len(words) < _TELLING or self.same.days(mention):
            return None
        kinds = POINTS_TO.get(value.kind, ())[1:]
        for occasion in self.found:
            if occasion.kind in kinds and not occasion.context and len(words & occasion.words) >= 0.8 * len(words):
                return occasion
        return None

    def _pictured(self, value: EventName, ordinal: int | None) -> Occasion | None:
        """The only occasion of a kind so far, which a caption shows even under other words."""
        same = [o for o in self.found if o.kind == value.kind and not o.context]
        if len(same) != 1 or (ordinal is not None and same[0].ordinal not in (None, ordinal)):
            return None
        return same[0]

    def _add(self, occasion: Occasion, mention: Mention, value: EventName, words: frozenset[str], ordinal: int | None) -> None:
        sentence = self.scan.sentence_at(mention.span.start)
        better = (
            occasion.bare
            or self.same.fuller(occasion, mention)
            or (occasion.headline and not sentence.headline and not sentence.caption)
        )
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
        kinds = POINTS_TO.get(value.kind, (value.kind,))
        if value.head in _OPENINGS:
            kinds = (*kinds, *PART_OF, "symposium", "other")
        if mention.rule == "event.part":
            kinds = ("session", *PART_OF) if "họp" in value.name else PART_OF
        fitting = [o for o in self.found if not o.context and o.kind in kinds]
        if not fitting:
            self.last = self._new(mention, value)
            return
        ranks = {id(o): (o.aside, not self._shares_head(o, value), kinds.index(o.kind)) for o in fitting}
        best = min(ranks.values())
        if (
            best[1]
            and value.kind == "ceremony"
            and len(value.head.split()) > 1
            and self.same.days(mention)
            and value.head != "buổi lễ"
        ):
            self.last = self._new(mention, value)
            return
        fitting = [o for o in fitting if ranks[id(o)] == best]
        chosen = self.last if self.last is not None and self.last in fitting else fitting[0]
        chosen.mentions.append(mention)
        self.last = chosen

    def _of_its_own(self, mention: Mention, value: EventName) -> bool:
        """Whether a ceremony that nothing told before is called like is a new one: "Lễ truy điệu" on a day given."""
        telling = value.kind == "ceremony" and value.head not in ("lễ", "buổi lễ", "lễ kỷ niệm", "mít tinh")
        return (telling or value.head.endswith(_TELLING_HEADS)) and bool(self.same.days(mention))

    def _shares_head(self, occasion: Occasion, value: EventName) -> bool:
        """Whether the occasion is called by the same word ("hội nghị" of "hội nghị tiếp xúc cử tri")."""
        return occasion.name.casefold().startswith(value.head.casefold())

    def _act(self, mention: Mention, value: EventName) -> None:
        """An act is an occasion in the lead or on a day given, done by someone named; in a headline it waits for the lead."""
        sentence = self.scan.sentence_at(mention.span.start)
        known = self._told(mention, value)
        if known is not None:
            known.mentions.append(mention)
        if known is not None or sentence.caption:
            return
        before = self.acts.before(sentence, mention, self.acted)
        joined = bool(before) and self.acts.joined(mention, value)
        if (before and not joined) or not (joined or self.acts.done(sentence, mention)):
            return
        if not joined and not self.acts.counts(sentence, mention, value, self.lead):
            return
        self.acted.add(id(mention))
        if self._sits(value):
            self._back(mention, value)
        else:
            self.last = self._join(mention, value)

    def _told(self, mention: Mention, value: EventName) -> Occasion | None:
        """The occasion told before that an act only names again: the one "họp báo" of an article, "sau khi hội đàm"."""
        same = [o for o in self.found if o.kind == value.kind and not o.context]
        first, more = self.scan.tokens.at(mention.span.start), len(value.name.split()) - len(value.head.split())
        if value.kind in SINGLE and len(same) == 1 and more <= _FEW:
            return same[0]
        return same[-1] if same and more == 0 and frames(self.scan.tokens, first) else None

    def _sits(self, value: EventName) -> bool:
        """Whether a bare "họp" or "họp phiên thứ 3" only says that a session told before is held."""
        if value.head != "họp" or not any(o.kind in PART_OF and not o.context for o in self.found):
            return False
        words = value.name.casefold().split()
        if len(words) > 1 and words[1] in ("kỳ", "phiên"):
            return True
        return len(words) == 1


def find_occasions(scan: Scan, marks: Marks, actors: Actors) -> tuple[Occasion, ...]:
    """The occasions of an article in the order of their first mention; contexts (``context``) are those of documents only."""
    finder = _Finder(scan, marks, actors)
    found = finder.run()
    choose_main(scan, finder.first_body, finder.lead, found)
    return absorbed(scan, found, finder.lead)
