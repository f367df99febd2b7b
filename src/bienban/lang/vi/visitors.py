"""Who is at an occasion that is told in passing.

Who pays a visit named by a noun ("chuyến thăm của X", "trong khuôn khổ chuyến thăm …, X", "X kết thúc chuyến thăm …"), and who
attends what frames something else ("nhân dịp dự hội nghị …, X").
"""

from __future__ import annotations

from bienban.lang.tokens import key_set
from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.framing import frames
from bienban.lang.vi.occasion import Occasion
from bienban.lang.vi.part import Part
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.where import Where
from bienban.model.mention import EventName, Mention
from bienban.model.span import Span

__all__ = ["find_visitors"]

_JOURNEY = key_set("chuyến")
_FRAMING = key_set("khổ nhân trong dịp")
_PAYING = (("kết", "thúc"), ("bắt", "đầu"), ("thực", "hiện"), ("tiến", "hành"), ("tốt", "đẹp"))
_REACH = 24
_OWNER = 3


class _Finder:
    def __init__(self, scan: Scan, actors: Actors, where: Where) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.actors = actors
        self.where = where

    def parts(self) -> tuple[Part, ...]:
        found = []
        for mention, occasion in self.where.names:
            sentence = self.scan.sentence_at(mention.span.start)
            if sentence.headline or sentence.caption:
                continue
            if occasion.kind == "visit" and self._journey(mention):
                visitors = self._visitors(mention, sentence.span)
            else:
                visitors = self._passing(mention, sentence.span)
            for actor in visitors:
                found.append(self._part(occasion, mention, actor))
        return tuple(found)

    def _part(self, occasion: Occasion, mention: Mention, actor: Actor) -> Part:
        named = Span(self.tokens[actor.first].start, self.tokens[actor.after - 1].end)
        spans = tuple(sorted((named, mention.span)))
        return Part(occasion, actor.key, "attendee", spans, "participation.visitor", 0.8, actor.posts)

    def _journey(self, mention: Mention) -> bool:
        return isinstance(mention.value, EventName) and self.tokens[self.tokens.at(mention.span.start)].key in _JOURNEY

    def _visitors(self, mention: Mention, sentence: Span) -> tuple[Actor, ...]:
        """The person whose visit it is, else who pays it, else the subject of what is told in its frame."""
        first, after = self.tokens.at(mention.span.start), self.tokens.at(mention.span.end - 1) + 1
        owner = self._owner(first, after, sentence)
        if owner is not None:
            return (owner,)
        start = self.tokens.at(sentence.start)
        verb = self._verb(first, start)
        if verb is not None:
            payer = self.actors.before(verb, start)
            return () if payer is None or not payer.person else self.actors.listed_before(payer, start)
        framed = first > start and self.tokens[first - 1].key in _FRAMING
        return self._framed(after, sentence) if framed else ()

    def _passing(self, mention: Mention, sentence: Span) -> tuple[Actor, ...]:
        """Who attends an occasion that frames what else they do: "nhân dịp dự hội nghị …, X", "X gặp … sau khi dự …"."""
        start, first = self.tokens.at(sentence.start), self.tokens.at(mention.span.start)
        if mention.rule != "event.name" or first <= start or self.tokens[first - 1].key != "dự":
            return ()
        if not frames(self.tokens, first) or any(t.key == "mời" for t in self.tokens[start:first]):
            return ()
        ahead = self.actors.within(Span(sentence.start, mention.span.start))
        subject = next((a for a in ahead if a.person), None)
        return self._framed(self.tokens.at(mention.span.end - 1) + 1, sentence) if subject is None else (subject,)

    def _owner(self, first: int, after: int, sentence: Span) -> Actor | None:
        """The person behind "của" inside the designation or right behind it."""
        for actor in self.actors.within(Span(self.tokens[first].start, sentence.end)):
            if actor.first > after + _OWNER:
                return None
            if actor.person and self._owned(first, actor.first):
                return actor
        return None

    def _owned(self, first: int, person: int) -> bool:
        return any(self.tokens[at].key == "của" for at in range(max(first, person - _OWNER), person))

    def _verb(self, first: int, start: int) -> int | None:
        """Where "kết thúc (tốt đẹp)", "bắt đầu", "thực hiện" begins that ends at the designation."""
        at = first
        while at - 2 >= start and (self.tokens[at - 2].key, self.tokens[at - 1].key) in _PAYING:
            at -= 2
        return at if at < first else None

    def _framed(self, after: int, sentence: Span) -> tuple[Actor, ...]:
        """The first person behind the comma that ends "trong khuôn khổ chuyến thăm …", with those joined to them."""
        limit = min(self.tokens.at(sentence.end - 1) + 1, after + _REACH)
        comma = next((at for at in range(after, limit) if self.tokens[at].text == ","), None)
        if comma is None:
            return ()
        for actor in self.actors.within(Span(self.tokens[comma].start, sentence.end)):
            clear = not any(t.text in ".;:" for t in self.tokens[comma : actor.first])
            return (actor,) if actor.person and actor.first - comma <= _REACH and clear else ()
        return ()


def find_visitors(scan: Scan, actors: Actors, where: Where) -> tuple[Part, ...]:
    """The attendees of visits that are named by nouns, in the order of the text."""
    return _Finder(scan, actors, where).parts()
