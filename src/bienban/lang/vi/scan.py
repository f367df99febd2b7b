"""What the rules of the language pack look at, and what the naming rules hand on to the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bienban.lang.tokens import Tokens
from bienban.model.article import Article
from bienban.model.facts import Key, Organization, Person, Place, PostHeld
from bienban.model.mention import Mention, Sentence, Value
from bienban.model.span import Span

__all__ = ["Entities", "Scan"]

V = TypeVar("V", bound=Value)

# How many tokens before a sentence its rules may look at.
LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class Scan:
    """One article as far as it has been read: tokens, sentences, and the mentions found so far, in the order of the text.

    Mentions may nest (a place inside a body inside a post); an outer one comes before the inner ones that start with it.
    """

    article: Article
    tokens: Tokens
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(m.span.start for m in self.mentions))

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def add(self, found: tuple[Mention, ...]) -> Scan:
        """The scan with more mentions, sorted anew, each once."""
        both = sorted(dict.fromkeys((*self.mentions, *found)), key=_place)
        return replace(self, mentions=tuple(both))

    def within(self, span: Span, kind: type[V]) -> tuple[Mention, ...]:
        """The mentions whose value is of a class, entirely inside the span, in order."""
        first = bisect_left(self._starts, span.start)
        found = []
        for index in range(first, len(self.mentions)):
            mention = self.mentions[index]
            if mention.span.start >= span.end:
                break
            if mention.span.end <= span.end and isinstance(mention.value, kind):
                found.append(mention)
        return tuple(found)

    def beginning_in(self, span: Span, kind: type[V]) -> tuple[Mention, ...]:
        """The mentions whose value is of a class and that begin inside the span, in order."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end, first)
        return tuple(m for m in self.mentions[first:last] if isinstance(m.value, kind))

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds the offset (the nearest before it, for white space between two)."""
        index = bisect_left(self.sentences, offset + 1, key=lambda s: s.span.start) - 1
        return self.sentences[max(index, 0)]

    def up_to_end(self, index: int) -> tuple[Tokens, int, int]:
        """The tokens around one, cut off where its sentence ends: the tokens, the index of their first, the offset of that end.

        Some tokens before the sentence stay, for rules that look back; what is looked at does not grow with the article.
        """
        sentence = self.sentence_at(self.tokens[index].start).span
        base = max(0, min(index, self.tokens.at(sentence.start)) - LOOK_BACK)
        last = self.tokens.at(sentence.end - 1)  # the end may lie inside a token, where a credit is glued to a word
        return Tokens(self.tokens[base : max(last, index) + 1]), base, sentence.end


def _place(mention: Mention) -> tuple[int, int, str]:
    """What mentions are sorted by: an outer one comes before the inner ones that start with it."""
    return mention.span.start, -mention.span.end, mention.rule


@dataclass(frozen=True, slots=True)
class Entities:
    """Who and what the article names, and which mention means whom.

    ``keys`` leads from a mention (full name, pronoun, body, generic body, place) to the key of what it means; one that stays
    open has no entry. ``posts_of`` leads from a post title's mention to the keys of the posts it attests.
    """

    persons: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    organizations: tuple[Organization, ...] = ()
    posts: tuple[PostHeld, ...] = ()
    keys: Mapping[Mention, Key] = field(default_factory=dict)
    posts_of: Mapping[Mention, tuple[Key, ...]] = field(default_factory=dict)
