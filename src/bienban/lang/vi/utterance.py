"""One statement while the article is read."""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.vi.occasion import Occasion
from bienban.model.facts import Key, StatementKind
from bienban.model.span import Span

__all__ = ["Utterance"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One statement: who, of which kind, the words said, at which occasion, and the frame that reports it."""

    speaker: Key
    kind: StatementKind
    text: Span | None
    occasion: Occasion | None
    spans: tuple[Span, ...]
    rule: str
    confidence: float
    posts: tuple[Key, ...] = ()
    person: bool = True
