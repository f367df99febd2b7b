"""Who is at an occasion without being said to attend: those who do the act that it is, and those whom a caption shows."""

from __future__ import annotations

from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.part import Part
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.where import Where
from bienban.model.facts import Key
from bienban.model.mention import EventName, Mention, PersonName
from bienban.model.span import Span

__all__ = ["Presence"]

_ACT_REACH = 16
_MEETING = frozenset({"với", "tiếp", "gặp", "kiến", "đàm", "đón", "cùng"})
_COMING = frozenset({"đến", "tới", "về", "đi"})


class Presence:
    """The grammar of being there over one article."""

    def __init__(self, scan: Scan, actors: Actors, where: Where) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.actors = actors
        self.where = where

    def _span(self, first: int, after: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[after - 1].end)

    def acts(self) -> tuple[Part, ...]:
        """Those who do an act that is an occasion of its own ("X thăm và làm việc tại …") are there."""
        found = []
        for mention, occasion in self.where.names:
            told = mention.value
            if mention.rule != "event.act" or not isinstance(told, EventName) or "ceremony" in (told.kind, occasion.kind):
                continue
            sentence = self.scan.sentence_at(mention.span.start)
            start, first = self.tokens.at(sentence.span.start), self.tokens.at(mention.span.start)
            if first - 1 > start and self.tokens[first - 1].key in _COMING:
                first -= 1
            doer = self.actors.before(first, start) or self._behind_act(mention, sentence.span)
            if doer is None or sentence.headline:
                continue
            doer = self.actors.leader(doer, start)
            for actor in self.actors.listed_before(doer, start):
                if actor.person:
                    spans = (self._span(actor.first, actor.after), mention.span)
                    found.append(Part(occasion, actor.key, "attendee", spans, "participation.act", 0.7, actor.posts))
        return tuple(found)

    def _behind_act(self, mention: Mention, sentence: Span) -> Actor | None:
        """The person behind an act that opens its sentence ("Làm việc với …, ông Hải …")."""
        after = self.tokens.at(mention.span.end - 1) + 1
        person = next((a for a in self.actors.within(Span(mention.span.end, sentence.end)) if a.person), None)
        if person is None or person.first - after > _ACT_REACH:
            return None
        comma = any(self.tokens[at].text == "," for at in range(max(after, person.first - 3), person.first))
        return person if comma else None

    def met(self, known: frozenset[tuple[int, Key]]) -> tuple[Part, ...]:
        """The person whom a meeting is with, named in its designation ("hội kiến với ông Hải"), unless he has a role there."""
        found = []
        for mention, occasion in self.where.names:
            if occasion.kind != "meeting" or self.scan.sentence_at(mention.span.start).headline:
                continue
            person = next((a for a in self.actors.within(mention.span) if a.person), None)
            if person is None or (id(occasion), person.key) in known or not self._object(mention, person):
                continue
            spans = (self._span(person.first, person.after), mention.span)
            found.append(Part(occasion, person.key, "attendee", spans, "participation.met", 0.6, person.posts))
        return tuple(found)

    def _object(self, mention: Mention, person: Actor) -> bool:
        """Whether a person stands right behind the verb of meeting or its "với", titles and honorifics between them aside."""
        first = self.tokens.at(mention.span.start)
        between = [t.key for t in self.tokens[first : person.first]][-2:]
        return person.mention.span.end <= mention.span.end and bool(_MEETING & set(between))

    def pictured(self, known: frozenset[Key]) -> tuple[Part, ...]:
        """Those whom a caption shows ("X chúc mừng các tập thể") were at the main occasion, if they have no other role."""
        main = self.where.main
        if main is None:
            return ()
        found = []
        for sentence in self.scan.sentences:
            if not sentence.caption:
                continue
            for actor in self.actors.within(sentence.span):
                if actor.person and actor.key not in known and isinstance(actor.mention.value, PersonName):
                    spans = (self._span(actor.first, actor.after),)
                    found.append(Part(main, actor.key, "attendee", spans, "participation.pictured", 0.7, actor.posts))
        return tuple(found)
