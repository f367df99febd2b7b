"""Who stands where: persons and bodies with the titles around them, and which of them a verb has as its subject."""

from __future__ import annotations

from bisect import bisect_left

from bienban.lang.tokens import key_set
from bienban.lang.vi.actor import Actor, read_actors
from bienban.lang.vi.marks import Marks
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.mention import DateRange
from bienban.model.span import Span

__all__ = ["Actor", "Actors"]

_LISTS = frozenset({",", "và", "cùng", ";", "với", "cùng với"})
_SKIPPED = frozenset({",", ")", "-", "–", '"', "”"})
_OTHERS = 22
_OF = frozenset({"của", "với"})
_APPOSITION = 34
_INVITING = 6
_REMARK = 14
_MARKS = frozenset({",", "-", "–", "("})
# What an office, a trade, a kin or a home begins with where it is written small.
_OFFICES = key_set(
    "đại lãnh phó giám chủ trưởng bí nguyên chánh thành ủy hiệu tổng cựu quyền thứ chuyên ngụ trú ở sinh quê hiện người cư vợ "
    "con chồng mẹ bố cha em anh chị thay hội luật nhà bác giáo tiến phát viện cán nhân công đảng cử kiến"
)
# What unnamed people who go with somebody are called by: "các đại biểu", "lãnh đạo …", "đoàn công tác", "phu nhân".
_UNNAMED = frozenset(
    {"các", "những", "lãnh", "đại", "đoàn", "tập", "một", "nhiều", "cán", "phu", "thành", "toàn", "đông", "hàng", "hơn", "đồng"}
)


class Actors:
    """The persons and bodies of one article by their place in the text."""

    def __init__(self, scan: Scan, entities: Entities, marks: Marks) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.marks = marks
        self.entities = entities
        self._verbs = sorted(
            {m.first for m in marks.acts if m.row.act != "none"} | {m.first for m in marks.sayings if m.row.kind is not None}
        )
        self._dates = {
            self.tokens.at(m.span.end - 1): self.tokens.at(m.span.start) for m in scan.mentions if isinstance(m.value, DateRange)
        }
        self.all = read_actors(scan, entities, marks)
        self._starts = [a.first for a in self.all]
        self._covered = {i for a in self.all for i in range(a.first, a.after)}

    def covers(self, index: int) -> bool:
        """Whether a token is part of an actor's name or titles."""
        return index in self._covered

    def within(self, span: Span) -> tuple[Actor, ...]:
        """The actors inside a span, in order."""
        low = bisect_left(self._starts, self.tokens.at(span.start))
        found = []
        for actor in self.all[low:]:
            if self.tokens[actor.first].start >= span.end:
                break
            found.append(actor)
        return tuple(found)

    def before(self, index: int, start: int) -> Actor | None:
        """The subject of a verb at the index: the actor right before it but for adverbs, not before the token ``start``."""
        at = index
        while at > start:
            at -= 1
            if at in self._covered:
                actor = self.all[bisect_left(self._starts, at + 1) - 1]
                return None if self.invites(actor) else self._described(actor, start) or actor
            if self.tokens[at].text == ")" and (opening := self._bracket(at, start)) is not None:
                at = opening
                continue
            if self.tokens[at].key in _SKIPPED:
                continue
            back = self._filler_start(at, start)
            if back is None:
                back = self._dates.get(at)
            if back is None or back < start:
                return self._with_others(at, start) or self._apposed(index, start)
            at = back
        return None

    def _bracket(self, close: int, start: int) -> int | None:
        """The opening of a remark in brackets without a verb, such as where a body is: "Đảng ủy X (huyện Y, tỉnh Z) tổ chức"."""
        opening = next((i for i in range(close, max(start, close - _REMARK) - 1, -1) if self.tokens[i].text == "("), None)
        outside = opening is not None and opening > start and opening - 1 in self._covered
        return opening if opening is not None and outside and not self._verb_between(opening, close) else None

    def _apposed(self, index: int, start: int) -> Actor | None:
        """The person described by an apposition before the index: "ông Hải, Chánh Văn phòng …, cho biết"."""
        place = bisect_left(self._starts, index) - 1
        while place >= 0 and not self.all[place].person:
            place -= 1
        if place < 0 or self.all[place].first < start:
            return None
        actor = self.all[place]
        return actor if self._describes(actor.after, index) else None

    def _described(self, actor: Actor, start: int) -> Actor | None:
        """The person of whose apposition the actor is a part: "ông Hải - nguyên Chủ tịch …, con trai của ông Minh, cho biết"."""
        of = actor.first - 1
        of = next((at - 1 for at in range(max(0, of - 2), of + 1) if self.marks.word(at, "honorific") == actor.first), of)
        if not actor.person or of <= start or self.tokens[of].key not in _OF:
            return None
        other = self._apposed(actor.first, start)
        return other if other is not None and other.key != actor.key else None

    def _describes(self, first: int, after: int) -> bool:
        """Whether the tokens are an apposition: a sign, a word of office or a capital, and no verb of doing or saying."""
        gap = self.tokens[first:after]
        if not 2 <= len(gap) <= _APPOSITION or gap[0].text not in _MARKS or any(t.text in ".;:" for t in gap[1:-1]):
            return False
        if self._verb_between(first + 1, after):
            return False
        closed = gap[0].text in "-–" and gap[-1].text in "-–"
        return closed or gap[0].text == "(" or gap[1].capital or gap[1].key in _OFFICES or gap[1].is_number

    def _verb_between(self, first: int, after: int) -> bool:
        """Whether a verb of doing or saying begins at one of the tokens."""
        place = bisect_left(self._verbs, first)
        return place < len(self._verbs) and self._verbs[place] < after

    def _with_others(self, index: int, start: int) -> Actor | None:
        """The person whom unnamed others go with: "ông Hải cùng lãnh đạo các sở, ngành …" before the index."""
        place = bisect_left(self._starts, index) - 1
        if place < 0:
            return None
        actor = self.all[place]
        gap = self.tokens[actor.after : index + 1]
        if not actor.person or actor.first < start or not 2 <= len(gap) <= _OTHERS:
            return None
        words = [t.key for t in gap if t.text != ","]
        joined = words[0] in ("và", "cùng") and len(words) > 1 and (words[1] in _UNNAMED or words[1] == "với")
        joined = joined or (gap[0].text in ",;" and words[0] in ("lãnh", "đại", "các") and "cùng" in words)
        if gap[0].text == ";" and len(words) > 2 and words[1] in ("lãnh", "đại", "các"):
            joined = joined or not self._verb_between(start, actor.first)
        if words[:3] == ["dẫn", "đầu", "đoàn"]:
            return actor if not self._verb_between(actor.after + 2, index) else None
        return actor if joined and not self._verb_between(actor.after, index) else None

    def invites(self, actor: Actor) -> bool:
        """Whether somebody is named as the one who invites ("nhận lời mời của …", "theo lời mời của …") and does nothing else."""
        for at in range(actor.first - 1, max(0, actor.first - _INVITING), -1):
            if self.tokens[at].text in ",;.":
                return False
            if self.tokens[at].key == "mời" and self.tokens[at - 1].key == "lời":
                return True
        return False

    def leader(self, actor: Actor, start: int) -> Actor:
        """The person before "và các đồng chí trong Ban Thường vụ …", who acts with people of a body or in its name."""
        if actor.person:
            return actor
        place = bisect_left(self._starts, actor.first)
        previous = self.all[place - 1] if place > 0 else None
        if previous is None or not previous.person or previous.first < start:
            return actor
        gap = self.tokens[previous.after : actor.first]
        words = [t.key for t in gap]
        if words == ["("] and actor.after < len(self.tokens) and self.tokens[actor.after].text == ")":
            return previous
        if self._describes(previous.after, actor.first) and self.tokens[actor.first - 1].is_word:
            return previous
        if not 1 < len(words) <= 12 or any(w in ".;:" for w in words):
            return actor
        behalf = any(m.after == actor.first and m.row.act == "behalf" for m in self.marks.acts)
        return previous if behalf or words[0] in ("và", "cùng", "với") else actor

    def _filler_start(self, last: int, start: int) -> int | None:
        """Where the adverb that ends at a token begins, or None."""
        for first in range(last, max(start, last - 4) - 1, -1):
            if (self.marks.word(first, "filler") or 0) > last:
                return first
        return None

    def listed_before(self, actor: Actor, start: int) -> tuple[Actor, ...]:
        """The actor and those joined to it by commas and "và" before it, in order."""
        place = bisect_left(self._starts, actor.first)
        found = [actor]
        while place > 0:
            previous = self.all[place - 1]
            gap = self.tokens[previous.after : found[0].first]
            if (
                previous.first < start
                or len(gap) > 4
                or not gap
                or self.invites(previous)
                or not all(self._joins(previous.after + i) for i in range(len(gap)))
            ):
                break
            found.insert(0, previous)
            place -= 1
        return tuple(found)

    def _joins(self, index: int) -> bool:
        return self.tokens[index].key in _LISTS or self.marks.word(index, "honorific") is not None or self._honorific_tail(index)

    def _honorific_tail(self, index: int) -> bool:
        return any((self.marks.word(at, "honorific") or 0) > index for at in range(max(0, index - 2), index))
