"""Scores: precision, recall and F1 by kind; details; precision by rule and by band of confidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bienban.evaluate.matching import KINDS, Match

__all__ = ["Row", "Score", "Share", "score"]

BANDS = ((0.95, 1.01), (0.9, 0.95), (0.8, 0.9), (0.7, 0.8), (0.5, 0.7), (0.0, 0.5))


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of fact over all articles."""

    kind: str
    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """How many of those found are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """How many of those annotated were found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """So many right of so many: a detail, a rule, a band of confidence."""

    name: str
    right: int
    of: int
    expected: float | None = None

    @property
    def ratio(self) -> float:
        """The part that is right, 0 to 1."""
        return self.right / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """All scores of one run. ``bands`` carry the mean confidence as ``expected``: calibrated when the ratio is near it."""

    articles: int
    rows: tuple[Row, ...]
    details: tuple[Share, ...]
    rules: tuple[Share, ...]
    bands: tuple[Share, ...]

    @property
    def macro_f1(self) -> float:
        """The mean F1 over the kinds that occur."""
        return sum(r.f1 for r in self.rows) / len(self.rows) if self.rows else 0.0


def _rows(matches: tuple[Match, ...]) -> Iterable[Row]:
    for kind in KINDS:
        own = [m for m in matches if m.kind == kind]
        row = Row(kind, sum(r for m in own for _, r in m.found), sum(len(m.found) for m in own), sum(m.gold for m in own))
        if row.found or row.gold:
            yield row


def _details(matches: tuple[Match, ...]) -> Iterable[Share]:
    counts: dict[str, list[bool]] = defaultdict(list)
    for match in matches:
        for name, right in match.details:
            counts[name].append(right)
    return (Share(name, sum(r), len(r)) for name, r in sorted(counts.items()))


def _trusted(matches: tuple[Match, ...]) -> list[tuple[str, str, float, bool]]:
    return [(m.kind, t.rule, t.confidence, right) for m in matches for t, right in m.found if t is not None]


def _rules(matches: tuple[Match, ...]) -> Iterable[Share]:
    counts: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for kind, rule, confidence, right in _trusted(matches):
        counts[f"{kind}: {rule}"].append((right, confidence))
    for name, found in sorted(counts.items()):
        yield Share(name, sum(r for r, _ in found), len(found), sum(c for _, c in found) / len(found))


def _bands(matches: tuple[Match, ...]) -> Iterable[Share]:
    trusted = _trusted(matches)
    for low, high in BANDS:
        own = [(c, right) for _, _, c, right in trusted if low <= c < high]
        if own:
            yield Share(f"{low:.2f}–{min(high, 1):.2f}", sum(r for _, r in own), len(own), sum(c for c, _ in own) / len(own))


def score(matches: Iterable[Match]) -> Score:
    """Count all matches of a run together (pooled over articles)."""
    all_matches = tuple(matches)
    return Score(
        articles=len({m.article for m in all_matches}),
        rows=tuple(_rows(all_matches)),
        details=tuple(_details(all_matches)),
        rules=tuple(_rules(all_matches)),
        bands=tuple(_bands(all_matches)),
    )
