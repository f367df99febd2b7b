"""What stands for an IRI that is gone: what stood for it may have got another name itself, and that is followed step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from bienban.store.ledger import Reason, Retired

__all__ = ["Succession"]

T = TypeVar("T")

MOST_STEPS = 50
"""How often what stood for an IRI may itself have got another name."""


class Succession(Generic[T]):
    """The way from a retired IRI to what is there, by whoever can look both up.

    ``due`` are the IRIs to look up next, ``standing`` those that are there, with what is known of them.
    """

    def __init__(self, gone: Retired) -> None:
        self._gone = self._last = gone
        self._seen = {gone.iri}
        self._steps = 0
        self.standing: dict[str, T] = {}
        self.due = frozenset(gone.successors) - self._seen

    def step(self, there: Mapping[str, T], rows: Iterable[Retired]) -> None:
        """Go on: which of those that were due are there, and what the ledger says of the others."""
        gone = tuple(rows)
        self._steps += 1
        self._seen |= self.due
        self.standing |= there
        self._last = next((row for row in gone if not row.successors), self._last)
        following = {iri for row in gone for iri in row.successors} - self._seen
        self.due = frozenset(following if self._steps < MOST_STEPS else ())

    @property
    def reason(self) -> Reason:
        """Why the IRI is gone; where nothing stands for it, why there is nothing any more."""
        return self._gone.reason if self.standing else self._last.reason
