"""Fits the weights of the clues that tell events of an article from occasions only mentioned, and says how well they do.

    python tests/benchmarks/fit_events.py GOLD TEXTS [GOLD TEXTS …] [--write FILE.tsv] [--penalty P] [--rarest N]

GOLD is a folder of annotated facts (ID.json, the form of the annotation guide), TEXTS the folder of their articles (ID.txt).
Every occasion found in an article is an example, right where it matches an annotated event one to one. Printed is how often
what is at least so likely is right, and whether the likelihoods hold, under weights fitted on the other folds (see
``fitting.py``); then precision, recall and F1 of what hangs on events when each article is read with the weights of the other
folds. ``--write`` fits on everything and writes the table that ``data/lexicon/vi/occasion_clues.tsv`` holds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bienban.evaluate.items import Annotated, annotated
from bienban.evaluate.matching import paired
from bienban.exchange.facts_json import to_json
from bienban.lang.vi import likelihoods
from bienban.lang.vi.gatherings import Weighed
from bienban.lang.vi.likelihoods import summed
from bienban.lang.vi.reader import Named, VietnameseReader, gatherings, named
from bienban.model.article import Article
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_file

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.fitting import FOLDS, asked, fit, fold_of, say_bands, weighed
from benchmarks.import_speed import say

KINDS = ("events", "event dates", "participations", "organizers")
HEAD = """# How much each clue speaks for (above 0) or against an occasion being an event that the article reports, in log odds;
# "any" holds for every occasion. Fitted on annotated articles by tests/benchmarks/fit_events.py; see lang/vi/occasion_clues.py.
clue\tweight
"""
Json = Mapping[str, Any]
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Example:
    """An occasion of an article: its clues, and whether it is an annotated event."""

    clues: tuple[str, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotated article with its occasions."""

    fold: int
    article: Article
    gold: Json
    examples: tuple[Example, ...]


def _examples(found: Named, occasions: Sequence[Weighed], gold: Json) -> tuple[Example, ...]:
    """The occasions of an article, right where they match an annotated event one to one."""
    names = {person.key: person.name for person in found.entities.persons}
    events = [
        {
            "key": str(n),
            "kind": w.occasion.kind,
            "name": w.occasion.name,
            "date": None if w.setting.start is None else str(w.setting.start),
            "people": [{"name": names[key], "roles": ["attendee"]} for key in w.people if key in names],
        }
        for n, w in enumerate(occasions)
    ]
    hits = {j for _, j in paired(annotated(gold), annotated({"events": events}))["events"]}
    return tuple(Example(w.clues, n in hits) for n, w in enumerate(occasions))


def read(gold: Path, texts: Path) -> Iterator[Annotation]:
    """The annotated articles of a folder."""
    for path in sorted(gold.glob("*.json")):
        facts = json.loads(path.read_text(encoding="utf-8"))
        if not facts.get("keep", True):
            continue
        file = str(texts / f"{path.stem}.txt")
        (article,) = (item for item in read_file(file, file, ReadSettings()) if isinstance(item, Article))
        found = named(article)
        yield Annotation(fold_of(path.stem), article, facts, _examples(found, gatherings(found).weighed, facts))


def report(articles: Sequence[Annotation], weights: Sequence[Weights]) -> None:
    """Print how often what is at least so likely is right, and whether the likelihoods hold, under the weights of other folds."""
    likely = [(summed(weights[a.fold], e.clues), e.right) for a in articles for e in a.examples]
    right = sum(r for _, r in likely)
    say(f"{right} of {len(likely)} occasions are right\nleast likelihood  precision  recall")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        chosen = [r for p, r in likely if p >= least]
        say(f"{least:16.2f}{sum(chosen) / max(len(chosen), 1):11.3f}{sum(chosen) / max(right, 1):8.3f}")
    say_bands(likely, 10)


def _count(facts: Annotated, kind: str) -> int:
    return len(facts.events) if kind == "events" else len(facts.kinds[kind])


def crossed(articles: Sequence[Annotation], weights: Sequence[Weights]) -> None:
    """Print precision, recall and F1 of what hangs on events, each article read with the weights of the other folds."""
    counts = {kind: [0, 0, 0] for kind in KINDS}
    reader, kept = VietnameseReader(), likelihoods._weights
    for article in articles:

        def table(name: str, fitted: Weights = weights[article.fold]) -> Weights:
            return fitted if name == "occasion" else kept(name)

        with patch.object(likelihoods, "_weights", table):
            reading = reader.read(article.article)
        found = annotated(to_json(reading.article, reading.facts, reading.sentences, extractor="fit"))
        gold = annotated(article.gold)
        for kind, pairs in paired(gold, found).items():
            if kind in counts:
                sizes = (len(pairs), _count(found, kind), _count(gold, kind))
                counts[kind] = [a + b for a, b in zip(counts[kind], sizes, strict=True)]
    say("                 precision  recall      F1")
    for kind, (hit, of, wanted) in counts.items():
        say(f"{kind:16}{hit / max(of, 1):10.3f}{hit / max(wanted, 1):8.3f}{2 * hit / max(of + wanted, 1):8.3f}")


def main() -> None:
    """Read the folders, cross-validate, write the table."""
    args = asked(__doc__, penalty=10.0, rarest=3)
    articles = [a for gold, texts in args.folders for a in read(gold, texts)]
    weights = [fit([e for a in articles if a.fold != n for e in a.examples], args.penalty, args.rarest) for n in range(FOLDS)]
    report(articles, weights)
    crossed(articles, weights)
    if args.write is not None:
        table = fit([e for a in articles for e in a.examples], args.penalty, args.rarest)
        args.write.write_text(HEAD + weighed(table), encoding="utf-8")


if __name__ == "__main__":
    main()
