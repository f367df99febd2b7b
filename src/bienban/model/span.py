"""A span of an article's text, in code points of its NFC form, and the evidence made of such spans."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Evidence", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``text[start:end]``, offsets in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}–{self.end}")

    def of(self, text: str) -> str:
        """The words the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def join(self, other: Span) -> Span:
        """The shortest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a fact is believed: where it stands, which rule read it, how sure that rule is.

    ``spans`` are the words that say it, in the order of the text; empty means the article as a whole (facts that came in as
    JSON without offsets). ``confidence`` is 0 to 1. ``rule`` is ``family.name``, such as ``post.apposition``.
    """

    spans: tuple[Span, ...]
    rule: str
    confidence: float
