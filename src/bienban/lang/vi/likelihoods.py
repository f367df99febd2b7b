"""How likely something is by named clues, each with a weight learned from annotated articles.

A table ``data/lexicon/vi/NAME_clues.tsv`` has the weight of each clue in log odds; ``any`` holds always. Their sum, through the
logistic function, is the likelihood. ``tests/benchmarks/fitting.py`` fits weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import exp, fsum

from bienban.lang.vi.lexicon import table

__all__ = ["likelihood", "summed"]


@lru_cache(maxsize=8)
def _weights(name: str) -> Mapping[str, float]:
    return {row.need("clue"): float(row.need("weight")) for row in table(f"{name}_clues")}


def summed(weights: Mapping[str, float], clues: Iterable[str]) -> float:
    """The likelihood that clues have under weights, 0 to 1; clues without a weight say nothing."""
    return 1 / (1 + exp(-fsum((weights.get("any", 0.0), *(weights.get(clue, 0.0) for clue in clues)))))


def likelihood(name: str, clues: Iterable[str]) -> float:
    """The likelihood that clues have under the weights of the table ``NAME_clues``, 0 to 1."""
    return summed(_weights(name), clues)
