"""Fits the weights of the clues that tell figures from other numbers, and says how well they do on articles not fitted on.

    python tests/benchmarks/fit_figures.py GOLD TEXTS [GOLD TEXTS …] [--write FILE.tsv] [--penalty P] [--rarest N]

GOLD is a folder of annotated facts (ID.json, the form of the annotation guide), TEXTS the folder of their articles (ID.txt).
Every number of an article that may be a figure is an example, right when it matches an annotated figure. The model is a logistic
regression with a quadratic penalty, fitted by coordinate steps from zero: the same input gives the same weights. Articles are
dealt into ten folds by their ids; what is printed is the precision and recall of each fold's articles under weights fitted on
the other nine, at several likelihoods, and then whether the likelihoods hold. ``--write`` fits on everything and writes the table
that ``data/lexicon/vi/figure_clues.tsv`` holds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bienban.evaluate.items import annotated
from bienban.evaluate.matching import paired
from bienban.lang.vi.likelihoods import summed
from bienban.lang.vi.observations import Candidate, candidates
from bienban.lang.vi.reader import mentions
from bienban.model.article import Article
from bienban.text import nfc

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.fitting import FOLDS, asked, fit, fold_of, say_bands, weighed
from benchmarks.import_speed import say

ESTIMATES = {"near represented": 1.5}
"""What is thought of clues too rare to learn from: members whom delegates represent are counted of all members."""

HEAD = """# How much each clue speaks for (above 0) or against a number being a figure, in log odds; "any" holds for every number.
# Fitted on annotated articles by tests/benchmarks/fit_figures.py; see lang/vi/figure_clues.py.
clue\tweight
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A number of an article: its clues, whether it is an annotated figure, and what makes it the same as another."""

    clues: tuple[str, ...]
    right: bool
    same: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotated article: its examples and how many figures it has."""

    fold: int
    gold: int
    examples: tuple[Example, ...]


def _found(article: str, numbers: Sequence[Candidate]) -> dict[str, object]:
    """The candidates in the form of facts JSON."""
    shown = [
        {
            "indicator": c.indicator.text,
            "value": c.figure.value,
            "target": c.figure.target,
            "percent": c.figure.percent,
            "unit": c.figure.unit,
        }
        for c in numbers
    ]
    return {"id": article, "observations": shown}


def read(gold: Path, texts: Path) -> Iterator[Annotation]:
    """The annotated articles of a folder."""
    for path in sorted(gold.glob("*.json")):
        facts = json.loads(path.read_text(encoding="utf-8"))
        if not facts.get("keep", True):
            continue
        text = nfc((texts / f"{path.stem}.txt").read_text(encoding="utf-8"))
        numbers = candidates(mentions(Article(text=text, source=path.name, stem=path.stem)))
        hits = {j for _, j in paired(annotated(facts), annotated(_found(path.stem, numbers)))["observations"]}
        examples = tuple(
            Example(c.clues, n in hits, (f.value, f.target, None if f.value is not None else f.percent, f.unit))
            for n, c in enumerate(numbers)
            for f in (c.figure,)
        )
        yield Annotation(fold_of(path.stem), len(facts["observations"]), examples)


def crossed(articles: Sequence[Annotation], penalty: float, rarest: int) -> list[tuple[Annotation, list[float]]]:
    """Each article with the likelihoods that weights fitted on the other folds give."""
    done = []
    for fold in range(FOLDS):
        weights = fit([e for a in articles if a.fold != fold for e in a.examples], penalty, rarest, ESTIMATES)
        done += [(a, [summed(weights, e.clues) for e in a.examples]) for a in articles if a.fold == fold]
    return done


def report(done: Sequence[tuple[Annotation, list[float]]]) -> None:
    """Print precision and recall at several likelihoods, and how often each band of likelihood is right."""
    gold = sum(a.gold for a, _ in done)
    say("least likelihood  precision  recall      F1")
    for least in (0.3, 0.34, 0.37, 0.4, 0.45, 0.5, 0.6):
        right = found = 0
        for article, likely in done:
            once: dict[object, tuple[float, bool]] = {}
            for example, p in zip(article.examples, likely, strict=True):
                if p >= least:
                    best = once.get(example.same, (0.0, False))
                    once[example.same] = (max(p, best[0]), example.right or best[1])
            kept = sorted(once.values(), key=lambda item: -item[0])[:12]
            found, right = found + len(kept), right + sum(r for _, r in kept)
        precision, recall = right / max(found, 1), right / max(gold, 1)
        say(f"{least:16.2f}{precision:11.3f}{recall:8.3f}{2 * precision * recall / max(precision + recall, 1e-9):8.3f}")
    say_bands(((p, e.right) for article, likely in done for e, p in zip(article.examples, likely, strict=True)), 5)


def main() -> None:
    """Read the folders, cross-validate, write the table."""
    args = asked(__doc__, penalty=5.0, rarest=5)
    articles = [a for gold, texts in args.folders for a in read(gold, texts)]
    report(crossed(articles, args.penalty, args.rarest))
    if args.write is not None:
        weights = fit([e for a in articles for e in a.examples], args.penalty, args.rarest, ESTIMATES) | ESTIMATES
        args.write.write_text(HEAD + weighed(weights), encoding="utf-8")


if __name__ == "__main__":
    main()
