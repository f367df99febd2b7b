"""Persons and bodies with the titles around them, as they stand in the text."""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.vi.marks import Marks
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.facts import Key
from bienban.model.mention import Mention, OrgName, PersonName, PlaceName, PostTitle, Pronoun, TermYears

__all__ = ["Actor", "read_actors"]

_JOINS = frozenset({",", "-", "–", "kiêm", "(", ")", "và", ":"})


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


class _Builder:
    def __init__(self, scan: Scan, entities: Entities, marks: Marks) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.marks = marks
        self.entities = entities
        self._holders = {post.key: post.person for post in entities.posts}
        self._territories = {
            m.span.start: m.span.end for m in reversed(scan.mentions) if isinstance(m.value, (PlaceName, TermYears))
        }
        self._people = {m.span.start for m in scan.mentions if isinstance(m.value, (PersonName, PostTitle, Pronoun))}

    def _noun(self, mention: Mention) -> _Noun:
        return _Noun(self.tokens.at(mention.span.start), self.tokens.at(mention.span.end - 1) + 1, mention)

    def build(self) -> list[Actor]:
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


def read_actors(scan: Scan, entities: Entities, marks: Marks) -> tuple[Actor, ...]:
    """The persons and bodies of an article in the order of the text, none inside another."""
    return tuple(_Builder(scan, entities, marks).build())
