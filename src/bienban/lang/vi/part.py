"""One person in one role at an occasion, before it becomes a fact."""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.vi.occasion import Occasion
from bienban.model.facts import Key, ParticipationRole
from bienban.model.span import Span

__all__ = ["Part"]


@dataclass(frozen=True, slots=True)
class Part:
    """One person in one role at an occasion, the words that say so, and the posts given there."""

    occasion: Occasion
    person: Key
    role: ParticipationRole
    spans: tuple[Span, ...]
    rule: str
    confidence: float
    posts: tuple[Key, ...] = ()
