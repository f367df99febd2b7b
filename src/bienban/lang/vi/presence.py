"""Who is at an occasion without being said to attend: those who do the act that it is, and those whom a caption shows."""

from __future__ import annotations

from collections.abc import Mapping

from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.occasion import Occasion
from bienban.lang.vi.part import Part
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.where import Where
from bienban.model.facts import Key
from bienban.model.mention import EventName, Mention, PersonName
from bienban.model.span import Span

__all__ = ["Presence", "Roles"]

Roles = Mapping[tuple[int, Key], frozenset[str]]

_ACT_REACH = 16
_ACTED = frozenset({"visit", "meeting", "voter-meeting", "conference", "session", "congress", "press-conference", "symposium"})
_TAKING = frozenset({"speaker", "chair"})
_NONE: frozenset[str] = frozenset()
_GROUP = frozenset({"đoàn", "lãnh", "các", "đại", "phu", "thành"})
_ABSENT = frozenset({"cố", "niệm", "của", "viếng", "tượng"})
_OLD = ("tư liệu", "di ảnh", "chân dung", "thời còn", "khi còn")
_MEETING = frozenset({"giữa", "với", "tiếp", "gặp", "giao", "kiến", "đàm", "đón", "cùng", "đãi", "mừng"})
_RECEPTIONS = ("lễ đón ", "tiệc ", "buổi tiệc ", "mở tiệc ", "chiêu đãi ", "quốc yến ")
_RECEIVING = ("lễ đón nhận", "lễ đón bằng")
_COMING = frozenset({"đến", "tới", "về", "đi"})


_JOINING = frozenset({";", ",", "và"})


class Presence:
    """The grammar of being there over one article."""

    def __init__(self, scan: Scan, actors: Actors, where: Where) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.actors = actors
        self.where = where

    def _span(self, first: int, after: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[after - 1].end)

    def acts(self, known: Roles) -> tuple[Part, ...]:
        """Those who do an act that is an occasion of its own ("X thăm và làm việc tại …") are there.

        Who chairs or speaks at a meeting is not told to attend it by meeting somebody; ``known`` are the roles found so far.
        """
        found = []
        for mention, occasion in self.where.names:
            if mention.rule != "event.act" or occasion.kind not in _ACTED:
                continue
            sentence = self.scan.sentence_at(mention.span.start)
            if sentence.headline or not isinstance(mention.value, EventName) or mention.value.kind == "ceremony":
                continue
            for actor in self._doers(mention, sentence.span):
                if actor.person and not (occasion.kind == "meeting" and known.get((id(occasion), actor.key), _NONE) & _TAKING):
                    spans = tuple(sorted((self._span(actor.first, actor.after), mention.span)))
                    found.append(Part(occasion, actor.key, "attendee", spans, "participation.act", 0.75, actor.posts))
        return tuple(found)

    def _doers(self, mention: Mention, sentence: Span) -> tuple[Actor, ...]:
        """The subject of an act with those joined to it: before the verb, behind it, or the one the sentence begins with."""
        start, first = self.tokens.at(sentence.start), self.tokens.at(mention.span.start)
        if first - 1 > start and self.tokens[first - 1].key in _COMING:
            first -= 1
        doer = self.actors.before(first, start) or self._behind_act(mention, sentence) or self._shared(mention, start)
        if doer is not None:
            doer = self.actors.leader(doer, start)
        if doer is None or not doer.person:
            doer = self._delegate(first, start) or doer
        return () if doer is None else self.actors.listed_before(doer, start)

    def _shared(self, mention: Mention, start: int) -> Actor | None:
        """The subject that an act has in common with the one before it ("X hội đàm với …; hội kiến …, gặp …")."""
        first = self.tokens.at(mention.span.start)
        if self.tokens[first - 1].key not in _JOINING:
            return None
        opened = Span(self.tokens[start].start, mention.span.start)
        for before in self.scan.beginning_in(opened, EventName):
            doer = self.actors.before(self.tokens.at(before.span.start), start)
            if doer is not None and doer.person:
                return doer
        return None

    def _delegate(self, first: int, start: int) -> Actor | None:
        """The person whose delegation acts: "X cùng đoàn công tác của … đến", "đoàn công tác do X làm trưởng đoàn đã đến"."""
        people = self.actors.within(Span(self.tokens[start].start, self.tokens[first].start))
        for place, actor in enumerate(people):
            if not actor.person:
                continue
            follow = [t.key for t in self.tokens[actor.after : actor.after + 4]]
            led = follow[:1] == ["dẫn"] or follow[:3] == ["làm", "trưởng", "đoàn"]
            joined = follow[:1] in (["cùng"], ["và"]) and bool(_GROUP & set(follow))
            others = any(a.person for a in people[place + 1 :])
            return actor if (led or joined) and not others else None
        return None

    def _behind_act(self, mention: Mention, sentence: Span) -> Actor | None:
        """The person behind an act that opens its sentence ("Làm việc với …, ông Hải …")."""
        after = self.tokens.at(mention.span.end - 1) + 1
        person = next((a for a in self.actors.within(Span(mention.span.end, sentence.end)) if a.person), None)
        if person is None or person.first - after > _ACT_REACH:
            return None
        comma = any(self.tokens[at].text == "," for at in range(max(after, person.first - 3), person.first))
        return person if comma else None

    def met(self, known: Roles) -> tuple[Part, ...]:
        """Those whom a meeting is with or between, named in its designation ("hội kiến với ông Hải"), unless they have a role."""
        found = []
        for mention, occasion in self.where.names:
            sentence = self.scan.sentence_at(mention.span.start)
            if sentence.headline or not (occasion.kind == "meeting" or self._receives(mention)):
                continue
            last: Actor | None = None
            reach = self.tokens.at(mention.span.end - 1) + 2
            for person in self.actors.within(Span(mention.span.start, sentence.span.end)):
                if last is None and person.first > reach:
                    break
                if not person.person or not self._object(mention, person, last):
                    continue
                last = person
                if (id(occasion), person.key) not in known:
                    spans = tuple(sorted((self._span(person.first, person.after), mention.span)))
                    found.append(Part(occasion, person.key, "attendee", spans, "participation.met", 0.7, person.posts))
        return tuple(found)

    def _receives(self, mention: Mention) -> bool:
        """Whether a ceremony or banquet is for guests whom its designation names ("Lễ đón Chủ tịch …", "tiệc chiêu đãi …")."""
        words = mention.span.of(self.scan.text).casefold()
        return words.startswith(_RECEPTIONS) and not words.startswith(_RECEIVING)

    def _object(self, mention: Mention, person: Actor, last: Actor | None) -> bool:
        """Whether a person stands right behind the verb of meeting or its "với", or is joined to one who does."""
        first = self.tokens.at(mention.span.start)
        if last is not None and person.first - last.after <= 2:
            return any(t.key in ("và", "với") for t in self.tokens[last.after : person.first])
        between = [t.key for t in self.tokens[first : person.first]][-2:]
        return bool(_MEETING & set(between))

    def pictured(self, known: frozenset[Key]) -> tuple[Part, ...]:
        """Those whom a caption shows ("X chúc mừng các tập thể") were at the main occasion, if they have no other role."""
        main = self.where.main
        if main is None:
            return ()
        found = []
        for sentence in self.scan.sentences:
            if not sentence.caption or self._of_another_day(sentence.span, main):
                continue
            shown = [a for a in self.actors.within(sentence.span) if a.person and isinstance(a.mention.value, PersonName)]
            shown = [a for a in shown if not self._only_named(a)]
            if any(words in sentence.span.of(self.scan.text).casefold() for words in _OLD):
                continue
            for actor in shown:
                if actor.key not in known:
                    spans = (self._span(actor.first, actor.after),)
                    found.append(Part(main, actor.key, "attendee", spans, "participation.pictured", 0.7, actor.posts))
        return tuple(found)

    def _only_named(self, actor: Actor) -> bool:
        """Whether a caption names somebody dead ("cố …", "tưởng niệm …") or whose kin is shown ("phu nhân của ông …")."""
        keys = {t.key for t in self.tokens[max(0, actor.first - 2) : actor.first]}
        return bool(keys & _ABSENT)

    def _of_another_day(self, sentence: Span, main: Occasion) -> bool:
        """Whether a caption tells a day or year that is not told of the occasion."""
        days = self.where.days(sentence)
        return bool(days) and not days & self.where.days_of(main)
