"""Fits the weights of clues: a logistic regression in plain Python, for the tables that ``bienban.lang.vi.likelihoods`` reads.

The penalty is quadratic, and the fit goes by coordinate steps from zero: the same examples give the same weights. Articles are
dealt into folds by their ids, so that what is said of articles not fitted on is the same in every run.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import exp
from pathlib import Path
from typing import Protocol

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.import_speed import say

FOLDS = 10
SWEEPS = 40


class Labelled(Protocol):
    """An example: its clues, and whether it is right."""

    @property
    def clues(self) -> tuple[str, ...]:
        """The names of what speaks for and against it."""

    @property
    def right(self) -> bool:
        """Whether the annotation has it."""


def fold_of(article: str) -> int:
    """The fold of an article by its id."""
    return int.from_bytes(sha256(article.encode()).digest()[:4], "big") % FOLDS


def fit(examples: Sequence[Labelled], penalty: float, rarest: int, given: Mapping[str, float] | None = None) -> dict[str, float]:
    """The weight of each clue that is seen ``rarest`` times at least; ``given`` are weights not to be learned."""
    seen = Counter(clue for e in examples for clue in set(e.clues))
    known = sorted(clue for clue, n in seen.items() if n >= rarest and clue not in (given or {}))
    wanted = set(known)
    rows: dict[str, list[int]] = {clue: [] for clue in ("any", *known)}
    for i, e in enumerate(examples):
        rows["any"].append(i)
        for clue in set(e.clues) & wanted:
            rows[clue].append(i)
    weights = dict.fromkeys(rows, 0.0)
    sums = [0.0] * len(examples)
    for _ in range(SWEEPS):
        for clue in weights:
            slope, bend = 0.0, 0.0
            for i in rows[clue]:
                p = 1 / (1 + exp(-sums[i]))
                slope += examples[i].right - p
                bend += p * (1 - p)
            held = 0.0 if clue == "any" else penalty
            step = (slope - held * weights[clue]) / (bend + held + 1e-9)
            weights[clue] += step
            for i in rows[clue]:
                sums[i] += step
    return weights


def weighed(weights: Mapping[str, float]) -> str:
    """The lines of a table of weights, without those too small to matter."""
    return "".join(f"{clue}\t{weight:.3f}\n" for clue, weight in weights.items() if abs(weight) >= 0.0005)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a fit is asked for: folders of facts, each with that of its texts; where to write the table; how to fit."""

    folders: tuple[tuple[Path, Path], ...]
    write: Path | None
    penalty: float
    rarest: int


def asked(about: str | None, *, penalty: float, rarest: int) -> Asked:
    """Read the command line; exits where it is wrong."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD TEXTS")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--penalty", type=float, default=penalty)
    parser.add_argument("--rarest", type=int, default=rarest)
    args = parser.parse_args()
    if len(args.folders) % 2:
        sys.exit("give each folder of facts with its folder of texts")
    pairs = zip(args.folders[::2], args.folders[1::2], strict=True)
    return Asked(tuple(pairs), args.write, args.penalty, args.rarest)


def say_bands(likely: Iterable[tuple[float, bool]], count: int) -> None:
    """Print how often what has a likelihood is right, in so many bands of likelihood."""
    bands: dict[int, list[bool]] = {}
    for p, right in likely:
        bands.setdefault(min(int(p * count), count - 1), []).append(right)
    for band, hits in sorted(bands.items()):
        say(f"{band / count:.1f}–{(band + 1) / count:.1f}: {sum(hits)} of {len(hits)} right")
