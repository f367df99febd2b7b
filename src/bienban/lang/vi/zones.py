"""Spans that are asked over and over whether they hold a place: by bisection, so that a long article costs no more a place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from bienban.model.span import Span

__all__ = ["Zones"]


class Zones:
    """A set of spans, which may nest and overlap."""

    __slots__ = ("_reach", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted({(s.start, s.end) for s in spans})
        self._starts = [start for start, _ in ordered]
        # By the number of spans passed: how far any of them reaches.
        self._reach = [-1, *accumulate((end for _, end in ordered), max)]

    def hold(self, offset: int) -> bool:
        """Whether the offset lies inside a span, at neither edge."""
        return self._reach[bisect_left(self._starts, offset)] > offset

    def cover(self, span: Span) -> bool:
        """Whether a span other than this one covers it."""
        earlier = self._reach[bisect_left(self._starts, span.start)]
        return earlier >= span.end or self._reach[bisect_right(self._starts, span.start)] > span.end
