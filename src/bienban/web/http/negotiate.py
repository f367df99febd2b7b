"""Proactive content negotiation (RFC 9110 §12.5.1): which of the media types on offer a request's ``Accept`` likes best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Offer", "Range", "best", "ranges"]

F = TypeVar("F")

MOST_RANGES = 100

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - a token of the grammar
_RANGE = re.compile(rf"\s*({_TOKEN})\s*/\s*({_TOKEN})\s*((?:;[^;]*)*)\s*", re.DOTALL)
_Q = re.compile(r"(?:^|;)\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?|\.\d{1,3})\s*(?=;|$)", re.IGNORECASE)
_BAD_Q = re.compile(r"(?:^|;)\s*q\s*=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Range:
    """A media range and its weight."""

    type: str
    subtype: str
    q: float

    def specificity(self, media_type: str) -> int:
        """How closely it matches a media type: 3 whole, 2 by type, 1 anything, 0 not at all."""
        if (self.type, self.subtype) == ("*", "*"):
            return 1
        kind, _, sub = media_type.partition("/")
        if self.type != kind:
            return 0
        return 3 if self.subtype == sub else 2 if self.subtype == "*" else 0


@dataclass(frozen=True, slots=True)
class Offer(Generic[F]):
    """A format with the media type that stands for it, and others by which it is asked for."""

    form: F
    media_type: str
    aliases: tuple[str, ...] = ()


def ranges(accept: str | None) -> tuple[Range, ...]:
    """The ranges of an ``Accept`` header; what is not well formed is passed over. No header accepts anything.

    Parameters of a range other than ``q`` (``charset``, ``profile``) do not matter here: every text is in UTF-8.
    """
    if accept is None or not accept.strip():
        return (Range("*", "*", 1.0),)
    found = []
    for member in accept.split(",")[:MOST_RANGES]:
        parts = _RANGE.fullmatch(member)
        if parts is None:
            continue
        q = _Q.search(parts[3])
        if q is None and _BAD_Q.search(parts[3]):
            continue
        found.append(Range(parts[1].lower(), parts[2].lower(), 1.0 if q is None else float(q[1])))
    return tuple(found)


def best(accepted: Sequence[Range], offers: Iterable[Offer[F]]) -> tuple[Offer[F], str] | None:
    """The offer with the highest weight and the media type to answer with; among equals the first on offer.

    The weight of a media type is that of the most specific range that matches it, so ``text/csv;q=0`` refuses CSV beside
    ``*/*``. An alias counts only where it is named itself, and then it is what the answer is called.
    """
    winner: tuple[float, Offer[F], str] | None = None
    for offer in offers:
        for name in (offer.media_type, *offer.aliases):
            weight = _weight(accepted, name, exact=name != offer.media_type)
            if weight > 0 and (winner is None or weight > winner[0]):
                winner = (weight, offer, name)
    return None if winner is None else winner[1:]


def _weight(accepted: Sequence[Range], name: str, *, exact: bool) -> float:
    matches = [(r.specificity(name), r.q) for r in accepted]
    closest = max((s for s, _ in matches), default=0)
    if closest < (3 if exact else 1):
        return 0.0
    return max(q for s, q in matches if s == closest)
