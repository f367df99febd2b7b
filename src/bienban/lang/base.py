"""The port of a language pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bienban.model.article import Article
from bienban.model.facts import Facts
from bienban.model.mention import Mention, Sentence

__all__ = ["Language", "Reading"]


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
