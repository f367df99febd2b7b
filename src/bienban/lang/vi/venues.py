"""Venues: "tại Trung tâm Hội nghị tỉnh …", "tại hội trường Ủy ban nhân dân xã": places that are no unit of territory.

A venue begins behind "tại" or "ở" (or a verb of visiting) with a word of ``venues.tsv`` and runs to the next sign, date or
function word. In a sentence that tells of an occasion, a body behind "tại" is a venue too ("tại Tỉnh ủy …"), and a run of
capitals is a place that no list has ("tại Manila").
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from bienban.lang.tokens import Trie
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.marks import VERBS, Marks
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.trust import trusted
from bienban.model.facts import Key, Place
from bienban.model.mention import DateRange, EventName, Mention, OrgName, PersonName, PlaceName, PostTitle
from bienban.model.span import Span
from bienban.text import match_key

__all__ = ["read_venues", "with_venues"]

_LONGEST = 12
_ENDING = frozenset(',;:()“”"–-')
_CAPITALS = 5
_AT = frozenset({"tại", "ở"})
_VISITED = frozenset({"thăm", "tới", "đến"})
# What may follow the name of a place in small letters.
_GOING_ON = frozenset(
    {"và", "là", "từ", "vào", "do", "để", "nhân", "theo", "cùng", "ngày", "sáng", "chiều", "tối", "trong", "về"}
)
_SEEN = frozenset({"tham", "thăm"})
_AFTER = frozenset({"với", "giữa", "đã", "sẽ", "vừa", "được", "này"})
_ACTS = frozenset({"organize", "take-place", "attend", "chair", "speak", "present"})
_RULES = frozenset({"place.venue", "place.open"})
_METROPOLIS = re.compile(r"\bT\.?P\b\.?\s*HCM\b")
_CITY = re.compile(r"\bT\.?P\b\.?\s*")


@lru_cache(maxsize=1)
def _heads() -> Trie[str]:
    return Trie((row.need("head"), row.need("head")) for row in table("venues"))


class _Venues:
    """The places of one article that the naming rules leave open."""

    def __init__(self, scan: Scan, marks: Marks) -> None:
        self.scan, self.tokens, self.marks = scan, scan.tokens, marks
        self.starts = frozenset(m.span.start for m in scan.mentions if isinstance(m.value, (DateRange, PersonName, PostTitle)))
        self.honoured = {
            m.span.start: scan.tokens.at(m.span.end - 1) + 1
            for m in reversed(scan.mentions)
            if isinstance(m.value, (PersonName, PostTitle))
        }
        self.bodies = {m.span.start: m for m in reversed(scan.mentions) if isinstance(m.value, OrgName)}
        self.territories = {m.span.start: m for m in scan.mentions if m.rule == "place.named"}
        self.named = frozenset(m.span.start for m in scan.mentions)
        self.told = frozenset(scan.sentence_at(m.span.start).span.start for m in scan.mentions if isinstance(m.value, EventName))
        self.acts = {m.first for m in marks.acts if m.row.act in _ACTS}
        self.acts |= {m.first for m in marks.heads if m.row.form in VERBS}

    def read(self) -> tuple[Mention, ...]:
        found = []
        for index, token in enumerate(self.tokens):
            if token.key in _AT or token.key in _VISITED or (token.key == "quan" and self.tokens[index - 1].key in _SEEN):
                mention = self._venue(index + 1) or (self._untold(index + 1) if token.key in _AT else None)
                if mention is not None and "\n" not in mention.span.of(self.scan.text):
                    found.append(mention)
        return tuple(found)

    def _venue(self, first: int) -> Mention | None:
        """The place that begins with a word for venues."""
        head = _heads().longest(self.tokens, first)
        if head is None:
            return None
        after = self._end(head[0])
        if after == head[0] and not self.tokens[first].capital:
            after = self._situated(after)
            if after == head[0]:
                return None
        span = Span(self.tokens[first].start, self.tokens[after - 1].end)
        return Mention(span, PlaceName(_name(self.scan, span), None, head[1]), "place.venue", 0.8)

    def _situated(self, after: int) -> int:
        """The index after the territory that a comma parts from a venue without a name: "sân vận động trung tâm, xã …"."""
        place = self.territories.get(self.tokens[after + 1].start) if after + 1 < len(self.tokens) else None
        return after if place is None or self.tokens[after].text != "," else self.tokens.at(place.span.end - 1) + 1

    def _untold(self, first: int) -> Mention | None:
        """The body or the run of capitals behind "tại" in a sentence about an occasion."""
        if first >= len(self.tokens) or not self.tokens[first].capital:
            return None
        start = self.tokens[first].start
        if self.scan.sentence_at(start).span.start not in self.told:
            return None
        body = self.bodies.get(start)
        if body is not None and isinstance(body.value, OrgName):
            return Mention(body.span, PlaceName(body.value.name, None, None), "place.venue", 0.7)
        if start in self.named or _heads().longest(self.tokens, first) is not None:
            return None
        after = first
        while after < min(len(self.tokens), first + _CAPITALS) and self.tokens[after].capital and self.tokens[after].is_word:
            if after > first and (self.tokens[after].start in self.starts or self.marks.word(after, "end") is not None):
                break
            after += 1
        after = self._hyphened(after)
        span = Span(start, self.tokens[after - 1].end)
        if (
            after == first
            or self._runs_on(first, after)
            or _heads_of_events(self.marks, first)
            or span.of(self.scan.text).isupper()
        ):
            return None
        return Mention(span, PlaceName(_name(self.scan, span), None, None), "place.open", 0.75)

    def _hyphened(self, after: int) -> int:
        """The index after the syllables that hyphens join to a name ("Mát-xcơ-va")."""
        tokens = self.tokens
        while after + 1 < len(tokens) and tokens[after].text == "-" and tokens[after - 1].end == tokens[after].start:
            if tokens[after].end != tokens[after + 1].start or not tokens[after + 1].is_word:
                break
            after += 2
        return after

    def _end(self, index: int) -> int:
        """The index after a venue whose head ends before ``index``."""
        at = index
        while at < len(self.tokens) and self.tokens[at].start in self.honoured:
            at = self.honoured[self.tokens[at].start]  # "Khu lưu niệm | Tổng Bí thư …": whom the place is named after
        while at < min(len(self.tokens), index + _LONGEST):
            token = self.tokens[at]
            dot = token.text == "." and not self.tokens[at - 1].text.isupper()
            ended = dot or token.text in _ENDING or token.key in _AFTER or token.start in self.starts
            if ended or (at > index and at in self.acts) or (not token.capital and self.marks.word(at, "end") is not None):
                break
            at += 1
        return at

    def _runs_on(self, first: int, after: int) -> bool:
        """Whether one capital is only the beginning of words that go on in small letters ("Cơ sở", "Đồng bằng")."""
        follows = self.tokens[after] if after < len(self.tokens) else None
        if after - first > 1 or follows is None or not follows.is_word or follows.start in self.starts or after in self.acts:
            return False
        return follows.key not in _AFTER and follows.key not in _GOING_ON and self.marks.word(after, "end") is None


def _heads_of_events(marks: Marks, first: int) -> bool:
    """Whether a word for occasions begins here ("tại Festival …")."""
    return any(m.first == first for m in marks.heads)


def read_venues(scan: Scan, marks: Marks) -> tuple[Mention, ...]:
    """The venues of an article, in order; ``PlaceName.level`` is None and ``head`` the venue's word; occasions should be in."""
    return _Venues(scan, marks).read()


def _name(scan: Scan, span: Span) -> str:
    """The venue's name as printed, with "TP" in full."""
    return " ".join(_CITY.sub("Thành phố ", _METROPOLIS.sub("Thành phố Hồ Chí Minh", span.of(scan.text))).split())


def with_venues(scan: Scan, entities: Entities) -> Entities:
    """The entities with a place for each venue of the scan, inside the territory that its name gives."""
    keys = dict(entities.keys)
    places = list(entities.places)
    known = {place.key for place in places}
    for mention in scan.mentions:
        if mention.rule not in _RULES or not isinstance(mention.value, PlaceName) or mention.value.name is None:
            continue
        key = Key(f"venue:{match_key(mention.value.name)}")
        keys[mention] = key
        if key in known:
            continue
        known.add(key)
        inner = [entities.keys[m] for m in scan.within(mention.span, PlaceName) if m in entities.keys]
        evidence = (trusted((mention.span,), mention.rule, mention.confidence),)
        places.append(Place(key=key, name=mention.value.name, level=None, evidence=evidence, within=inner[-1] if inner else None))
    return replace(entities, places=tuple(places), keys=keys)
