"""Who stands where: persons and bodies with the titles around them, and which of them a verb has as its subject."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from bienban.lang.vi.marks import Marks
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.facts import Key
from bienban.model.mention import DateRange, Mention, OrgName, PersonName, PlaceName, PostTitle, Pronoun, TermYears
from bienban.model.span import Span

__all__ = ["Actor", "Actors"]

_JOINS = frozenset({",", "-", "–", "kiêm", "(", ")", "và", ":"})
_LISTS = frozenset({",", "và", "cùng", ";", "với", "cùng với"})
_SKIPPED = frozenset({",", ")", "-", "–", '"', "”"})
_OTHERS = 22
_APPOSITION = 34
_MARKS = frozenset({",", "-", "–", "("})
# What an office begins with where it is written small.
_OFFICES = frozenset(
    {
        "đại",
        "phó",
        "giám",
        "chủ",
        "trưởng",
        "bí",
        "nguyên",
        "chánh",
        "thành",
        "ủy",
        "hiệu",
        "tổng",
        "cựu",
        "quyền",
        "thứ",
        "chuyên",
    }
)
# What unnamed people who go with somebody are called by: "các đại biểu", "lãnh đạo …", "đoàn công tác", "phu nhân".
_UNNAMED = frozenset(
    {"các", "những", "lãnh", "đại", "đoàn", "tập", "một", "nhiều", "cán", "phu", "thành", "toàn", "đông", "hàng", "hơn", "đồng"}
)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body at one place: ``first`` to ``after`` are the tokens of the name with its titles around it.

    ``posts`` are the keys of the posts given right here; ``mention`` is the name, pronoun, title or body itself.
    """

    first: int
    after: int
    key: Key
    person: bool
    mention: Mention
    posts: tuple[Key, ...] = ()


@dataclass(slots=True)
class _Noun:
    first: int
    after: int
    mention: Mention


class Actors:
    """The persons and bodies of one article by their place in the text."""

    def __init__(self, scan: Scan, entities: Entities, marks: Marks) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.marks = marks
        self.entities = entities
        self._holders = {post.key: post.person for post in entities.posts}
        self._posts = {post.key: post for post in entities.posts}
        self._territories = {
            m.span.start: m.span.end for m in reversed(scan.mentions) if isinstance(m.value, (PlaceName, TermYears))
        }
        self._verbs = {m.first for m in marks.acts if m.row.act != "none"} | {
            m.first for m in marks.sayings if m.row.kind is not None
        }
        self._people = {m.span.start for m in scan.mentions if isinstance(m.value, (PersonName, PostTitle, Pronoun))}
        self._dates = {
            self.tokens.at(m.span.end - 1): self.tokens.at(m.span.start) for m in scan.mentions if isinstance(m.value, DateRange)
        }
        self.all = tuple(self._build())
        self._starts = [a.first for a in self.all]
        self._covered = {i for a in self.all for i in range(a.first, a.after)}

    def _noun(self, mention: Mention) -> _Noun:
        return _Noun(self.tokens.at(mention.span.start), self.tokens.at(mention.span.end - 1) + 1, mention)

    def _build(self) -> list[Actor]:
        nouns: list[_Noun] = []
        heads = {m.first: m.after for m in self.marks.heads}
        for mention in self.scan.mentions:
            if isinstance(mention.value, (PersonName, PostTitle, Pronoun, OrgName)):
                noun = self._noun(mention)
                if (nouns and noun.first < nouns[-1].after) or noun.after < heads.get(noun.first, 0):
                    continue
                nouns.append(noun)
        found: list[Actor] = []
        taken = 0
        for index in range(len(nouns)):
            if index < taken:
                continue
            actor, taken = self._actor(nouns, index)
            if actor is not None and (not found or actor.first >= found[-1].after):
                found.append(actor)
        return found

    def _adjacent(self, left: _Noun, right: _Noun, joins: frozenset[str]) -> bool:
        gap = self.tokens[left.after : right.first]
        return len(gap) <= 3 and all(t.key in joins or self.marks.word(left.after + i, "honorific") for i, t in enumerate(gap))

    def _actor(self, nouns: list[_Noun], index: int) -> tuple[Actor | None, int]:
        """The actor that begins at a noun, with the index of the noun after it."""
        noun = nouns[index]
        if isinstance(noun.mention.value, OrgName):
            return self._body(noun), index + 1
        at = index
        titles: list[_Noun] = []
        while isinstance(nouns[at].mention.value, PostTitle):
            titles.append(nouns[at])
            if at + 1 >= len(nouns) or not self._adjacent(nouns[at], nouns[at + 1], _JOINS):
                return self._title_only(titles), at + 1
            if isinstance(nouns[at + 1].mention.value, OrgName):
                return self._title_only(titles), at + 1
            at += 1
        name = nouns[at]
        key = self.entities.keys.get(name.mention)
        last = at
        while last + 1 < len(nouns) and isinstance(nouns[last + 1].mention.value, PostTitle):
            if not self._adjacent(nouns[last], nouns[last + 1], _JOINS) or self._of_other(nouns[last + 1], key):
                break
            last += 1
            titles.append(nouns[last])
        if key is None or self._counted(name):
            return None, last + 1
        after = nouns[last].after if last == at else self._tail(nouns[last].after)
        if last > at and after < len(self.tokens) and self.tokens[after].text == ")":
            after += 1
        posts = tuple(p for t in titles for p in self.entities.posts_of.get(t.mention, ()) if self._holders.get(p) == key)
        return Actor(noun.first, after, key, True, name.mention, tuple(dict.fromkeys(posts))), last + 1

    def _counted(self, name: _Noun) -> bool:
        """Whether a bare "đồng chí" counts people ("13 đồng chí được trao …") and means none of those named."""
        value = name.mention.value
        before = self.tokens[name.first - 1] if name.first > 0 else None
        return isinstance(value, Pronoun) and value.given is None and before is not None and before.is_number

    def _of_other(self, title: _Noun, key: Key | None) -> bool:
        """Whether a title behind a name belongs to somebody else (the next name of a list)."""
        holders = {self._holders.get(p) for p in self.entities.posts_of.get(title.mention, ())}
        return bool(holders) and key not in holders

    def _title_only(self, titles: list[_Noun]) -> Actor | None:
        """A title that stands for its holder ("Thủ tướng nhấn mạnh")."""
        for title in titles:
            key = self.entities.keys.get(title.mention)
            posts = self.entities.posts_of.get(title.mention, ())
            if key is None and posts:
                key = self._holders.get(posts[0])
            if key is not None:
                return Actor(titles[0].first, self._tail(titles[-1].after), key, True, title.mention, tuple(posts))
        return None

    def _body(self, noun: _Noun) -> Actor | None:
        key = self.entities.keys.get(noun.mention)
        return None if key is None else Actor(noun.first, self._tail(noun.after), key, False, noun.mention)

    def _tail(self, after: int) -> int:
        """The index after what belongs to a body behind its name: a short form in brackets, territory (known or not), term."""
        while after < len(self.tokens):
            if self.tokens[after].text == "(":
                close = next((i for i in range(after, min(after + 8, len(self.tokens))) if self.tokens[i].text == ")"), None)
                if close is None:
                    return after
                after = close + 1
                continue
            place = after + 1 if self.tokens[after].text == "," and after + 1 < len(self.tokens) else after
            longer = self._territories.get(self.tokens[place].start)
            if longer is not None:
                after = self.tokens.at(longer - 1) + 1
            elif self.tokens[after].capital and self.tokens[after].start not in self._people:
                after += 1
            else:
                return after
        return after

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
                place = bisect_left(self._starts, at + 1) - 1
                return self.all[place]
            if self.tokens[at].key in _SKIPPED:
                continue
            back = self._filler_start(at, start)
            if back is None:
                back = self._dates.get(at)
            if back is None or back < start:
                return self._with_others(at, start) or self._apposed(index, start)
            at = back
        return None

    def _apposed(self, index: int, start: int) -> Actor | None:
        """The person described by an apposition before the index: "ông Hải, Chánh Văn phòng …, cho biết"."""
        place = bisect_left(self._starts, index) - 1
        while place >= 0 and not self.all[place].person:
            place -= 1
        if place < 0 or self.all[place].first < start:
            return None
        actor = self.all[place]
        return actor if self._describes(actor.after, index) else None

    def _describes(self, first: int, after: int) -> bool:
        """Whether the tokens are an apposition: a sign, a word of office or a capital, and no verb of doing or saying."""
        gap = self.tokens[first:after]
        if not 2 <= len(gap) <= _APPOSITION or gap[0].text not in _MARKS or any(t.text in ".;:" for t in gap[1:-1]):
            return False
        if any(first < m < after for m in self._verbs):
            return False
        return gap[0].text == "(" or gap[1].capital or gap[1].key in _OFFICES

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
        joined = joined or (gap[0].text == "," and words[0] in ("lãnh", "đại", "các") and "cùng" in words)
        return actor if joined and not any(actor.after <= m < index for m in self._verbs) else None

    def leader(self, actor: Actor, start: int) -> Actor:
        """The person before "và các đồng chí trong Ban Thường vụ …", who acts with people of a body or in its name."""
        if actor.person:
            return actor
        place = self._starts.index(actor.first)
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
        place = self._starts.index(actor.first)
        found = [actor]
        while place > 0:
            previous = self.all[place - 1]
            gap = self.tokens[previous.after : found[0].first]
            if (
                previous.first < start
                or len(gap) > 3
                or not gap
                or not all(self._joins(previous.after + i) for i in range(len(gap)))
            ):
                break
            found.insert(0, previous)
            place -= 1
        return tuple(found)

    def _joins(self, index: int) -> bool:
        return self.tokens[index].key in _LISTS or self.marks.word(index, "honorific") is not None or self._honorific_tail(index)

    def _honorific_tail(self, index: int) -> bool:
        return any(self.marks.word(at, "honorific") == index + 1 for at in range(max(0, index - 2), index))
