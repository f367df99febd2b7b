"""Whom the words behind a cue name: lists of guests and of those elected, recipients, the person whom a body appoints."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.deeds import Deed
from bienban.lang.vi.scan import Scan
from bienban.model.mention import AwardName, PersonName, Pronoun
from bienban.model.span import Span

__all__ = ["PUNISHING", "Behind", "NamedBehind"]

PUNISHING = ("kỷ luật", "cách chức", "cách hết", "đình chỉ", "miễn nhiệm", "bãi nhiệm", "cảnh cáo", "khiển trách")
"""Acts that take a post away: nobody is honoured by them."""

_LIST_OPENERS = frozenset({"có", "gồm", ":"})
_LIST_REACH = 30
_MOST_ITEMS = 200
_BULLETS = frozenset("+-–•*")
_TO = frozenset({"cho", "tặng", "tới", "đến"})
_APPOINTED = ("participation.appointed", 0.6)


@dataclass(frozen=True, slots=True)
class NamedBehind:
    """A person named behind a cue, the rule that says so, how sure it is; ``inside`` for one of a list in the sentence itself."""

    actor: Actor
    rule: str
    sure: float
    inside: bool = False


class Behind:
    """Looks behind the cues of one article."""

    def __init__(self, scan: Scan, actors: Actors) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.actors = actors

    def _end(self, deed: Deed) -> int:
        """The index after the last token of the sentence."""
        return self.tokens.at(deed.sentence.span.end - 1) + 1

    def heads_list(self, deed: Deed) -> bool:
        """Whether those elected follow as a list ("Bốn đồng chí được bầu làm Phó Bí thư gồm: …")."""
        ahead = range(deed.after, min(self._end(deed), deed.after + _LIST_REACH))
        if any(a.person for a in deed.doers):
            return False
        return any(self.tokens[i].key == "gồm" or self.tokens[i].text == ":" for i in ahead)

    def labelled(self, deed: Deed) -> bool:
        """Whether a cue is the label of a list: "Chủ trì hội nghị: đồng chí …", "Chủ tọa kỳ họp gồm: …"."""
        ahead = self.tokens[deed.after : min(self._end(deed), deed.after + _LIST_REACH)]
        colon = next((i for i, t in enumerate(ahead) if t.text == ":"), None)
        return colon is not None and not any(t.text in ",;." for t in ahead[:colon])

    def listed(self, deed: Deed, *, listed: bool, guests: bool) -> Iterator[NamedBehind]:
        """All persons of a list: "Tham dự hội nghị có …", "với sự tham dự của …", "được bầu gồm …"."""
        end, first = self._end(deed), deed.after
        if not listed:
            opener = next((i for i in range(first, min(end, first + _LIST_REACH)) if self.tokens[i].key in _LIST_OPENERS), None)
            if opener is None:
                yield from self._named_next(deed) if guests else ()
                return
            first = opener + 1
        while first < end and self.tokens[first].text == ":":
            first += 1
        if first >= end:
            yield from self._items(deed)
            return
        for actor in self.actors.within(Span(self.tokens[first].start, deed.sentence.span.end)):
            yield NamedBehind(actor, "participation.list", 0.95 if guests else 0.8, inside=True)

    def _items(self, deed: Deed) -> Iterator[NamedBehind]:
        """The persons of the lines that follow a cue with a colon, each with its own sign before it ("+ Đ/c A - …;")."""
        following = bisect_left(self.scan.sentences, deed.sentence.span.end, key=lambda s: s.span.start)
        for sentence in self.scan.sentences[following : following + _MOST_ITEMS]:
            first = self.tokens[self.tokens.at(sentence.span.start)]
            if first.text not in _BULLETS:
                return
            named = next((a for a in self.actors.within(sentence.span) if a.person), None)
            if named is not None:
                yield NamedBehind(named, "participation.list", 0.9)

    def _named_next(self, deed: Deed) -> Iterator[NamedBehind]:
        """Those named right behind the occasion and a comma: "Dự hội nghị, ông Hải, ông Minh …"."""
        near = range(deed.after, min(self._end(deed), deed.after + _LIST_REACH))
        comma = next((i for i in near if self.tokens[i].text == ","), None)
        if comma is None or (deed.act is not None and deed.act.words == "về phía"):
            return
        ahead = [a for a in self.actors.within(Span(self.tokens[comma].start, deed.sentence.span.end)) if a.person]
        if ahead and ahead[0].first - comma <= 3:
            yield NamedBehind(ahead[0], "participation.named", 0.8)

    def right_behind(self, deed: Deed, rule: str) -> Iterator[NamedBehind]:
        """The persons right behind a cue: "dưới sự chủ trì của …"."""
        place = deed.after
        for actor in self.actors.within(Span(self.tokens[deed.after - 1].end, deed.sentence.span.end)):
            if actor.first - place > 3:
                break
            yield NamedBehind(actor, rule, 0.9)
            place = actor.after

    def recipients(self, deed: Deed) -> Iterator[NamedBehind]:
        """The persons that something is handed to: behind "cho" or "tặng" in the rest of the sentence."""
        last = self._end(deed)
        end = self._semicolon(deed.after, last)
        yield from self._handed(deed.after, end)
        if end + 1 >= last:
            return
        more = Span(self.tokens[end + 1].start, self.tokens[end + 1].end)
        if self.scan.beginning_in(more, AwardName):
            yield from self._handed(end, self._semicolon(end + 1, last))

    def _semicolon(self, start: int, stop: int) -> int:
        return next((i for i in range(start, stop) if self.tokens[i].text == ";"), stop)

    def _handed(self, start: int, end: int) -> Iterator[NamedBehind]:
        """The persons behind the first "cho" or "tặng" of the tokens ``start`` to ``end``."""
        to = next((i for i in range(start, end) if self.tokens[i].key in _TO), None)
        if to is None:
            return
        for actor in self.actors.within(Span(self.tokens[to].start, self.tokens[end - 1].end)):
            if any(self.tokens[i].key in ("vì", "thay", "của") for i in range(to, actor.first)):
                break
            if isinstance(actor.mention.value, (PersonName, Pronoun)):
                yield NamedBehind(actor, "participation.recipient", 0.85)

    def appointed(self, deed: Deed) -> Iterator[NamedBehind]:
        """The person whom a body elects or appoints at an occasion: the first one right behind the verb."""
        if deed.after >= len(self.tokens) or self.tokens[deed.after].start >= deed.sentence.span.end:
            return
        if deed.act is not None and any(words in deed.act.words for words in PUNISHING):
            return
        reach = deed.after + 4
        behind = self.actors.within(Span(self.tokens[deed.after].start, deed.sentence.span.end))
        for actor in behind:
            if not isinstance(actor.mention.value, (PersonName, Pronoun)) or actor.first > reach:
                break
            yield NamedBehind(actor, *_APPOINTED)
            joined = self.tokens[actor.after].key == "và" if actor.after < len(self.tokens) else False
            reach = actor.after + 4 if joined else actor.first - 1
        if deed.act is not None and "bầu" in deed.act.words.split() and reach == deed.after + 4:
            for actor in (a for a in behind if isinstance(a.mention.value, PersonName)):
                near = [t.key for t in self.tokens[max(deed.after, actor.first - 3) : actor.first]]
                if ("đối", "với") in pairwise(near):
                    yield NamedBehind(actor, *_APPOINTED)
                return
