"""The port of a language pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bienban.model.article import Article
from bienban.model.facts import Facts
from bienban.model.mention import Mention, Sentence

__all__ = ["Language", "Reading", "Recogniser"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a language pack read in one article: its sentences, its mentions in the order of the text, and the facts."""

    article: Article
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    facts: Facts


class Language(Protocol):
    """A language pack owns its lexicon and grammar; it is offline, deterministic, and never fails on bad text."""

    @property
    def code(self) -> str:
        """The BCP 47 tag, such as ``vi``."""

    def read(self, article: Article) -> Reading:
        """Find the mentions of an article and conclude the facts from them."""


class Recogniser(Protocol):
    """Tells the language of a text from its beginning, at little cost: no model, nothing of the pack but what this needs."""

    def __call__(self, text: str, /) -> bool | None:
        """True for the pack's language, False for another one, None for a text too short to tell."""
