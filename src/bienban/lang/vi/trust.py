"""How sure a rule is: what its author thinks, corrected by how often it was right on articles annotated by hand.

``data/lexicon/vi/trust.tsv`` counts, for each rule, the facts it found in annotated articles and those of them that were right
(``bienban evaluate GOLD PATH… --format json``, under ``rules``). The confidence of a rule is the mean of these counts and of the
author's estimate, which weighs as much as :data:`ESTIMATE` facts: a rule that was seen rarely keeps about its estimate. Where a
likelihood is learned from the clues of each fact instead, that is its confidence (:func:`judged`).
"""

from __future__ import annotations

from functools import lru_cache

from bienban.errors import LexiconProblem
from bienban.lang.vi.lexicon import table
from bienban.model.span import Evidence, Span

__all__ = ["ESTIMATE", "confidence", "judged", "trusted"]

ESTIMATE = 6
HIGHEST = 0.99


@lru_cache(maxsize=1)
def _counts() -> dict[str, tuple[int, int]]:
    """Rule → (right, of)."""
    counts: dict[str, tuple[int, int]] = {}
    for row in table("trust"):
        right, of = int(row.need("right")), int(row.need("of"))
        if not 0 <= right <= of or row.need("rule") in counts:
            raise LexiconProblem("a rule is counted once, and is right at most as often as it was seen", where=row.where)
        counts[row.need("rule")] = (right, of)
    return counts


@lru_cache(maxsize=1024)
def confidence(rule: str, estimate: float) -> float:
    """The confidence of a rule, 0 to 1, from its author's estimate and its counts, to two digits."""
    right, of = _counts().get(rule, (0, 0))
    return min(HIGHEST, round((right + ESTIMATE * estimate) / (of + ESTIMATE), 2))


def trusted(spans: tuple[Span, ...], rule: str, estimate: float) -> Evidence:
    """Evidence of a rule with the confidence that it deserves."""
    return Evidence(spans=spans, rule=rule, confidence=confidence(rule, estimate))


def judged(spans: tuple[Span, ...], rule: str, likelihood: float) -> Evidence:
    """Evidence of a rule with a likelihood learned from the clues of each fact as its confidence."""
    return Evidence(spans=spans, rule=rule, confidence=min(HIGHEST, round(likelihood, 2)))
