"""Scores, faults and comparisons as text for people, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bienban.evaluate.comparing import MARKS
from bienban.evaluate.faults import Fault
from bienban.evaluate.progress import Judged, tally
from bienban.evaluate.score import Score, Share

__all__ = ["changes_as_text", "counts_as_table", "faults_as_text", "score_as_json", "score_as_text"]

VERDICTS = ("better", "worse", "even")


def score_as_text(result: Score) -> Iterator[str]:
    """The table of kinds, then details, bands of confidence and rules."""
    articles = "article" if result.articles == 1 else "articles"
    yield f"{'facts':16}{'precision':>10}{'recall':>8}{'F1':>8}{'gold':>7}{'found':>7}   ({result.articles} {articles})"
    for r in result.rows:
        yield f"{r.kind:16}{r.precision:10.3f}{r.recall:8.3f}{r.f1:8.3f}{r.gold:7}{r.found:7}"
    yield f"{'macro F1':16}{result.macro_f1:26.3f}"
    for title, shares in (("details of matched facts", result.details), ("confidence", result.bands), ("rules", result.rules)):
        if shares:
            yield f"\n{title:44}{'right':>8}{'of':>7}" + ("" if shares is result.details else f"{'said':>8}")
            yield from map(_share, shares)


def _share(share: Share) -> str:
    said = "" if share.expected is None else f"{share.expected:8.3f}"
    return f"{share.name:44}{share.ratio:8.3f}{share.of:7}{said}"


def faults_as_text(found: Sequence[Fault]) -> Iterator[str]:
    """The faults by kind, each with its article, the rule that found it, and the sentence."""
    for kind in dict.fromkeys(f.kind for f in found):
        own = [f for f in found if f.kind == kind]
        missed = sum(f.mark == "missed" for f in own)
        yield f"\n{kind}: {missed} missed, {len(own) - missed} wrong"
        for fault in own:
            trust = "" if fault.rule is None else f"  [{fault.rule} {fault.confidence}]"
            yield f"  {fault.mark:7}{fault.article}  {fault.label}{trust}"
            if fault.sentence is not None:
                yield f"           “{' '.join(fault.sentence.split())}”"


def changes_as_text(changes: Sequence[Judged], name: str) -> Iterator[str]:
    """How many changes there are of each kind and whether they are for the better, then one by one."""
    yield f"\n{f'against {name}':32}" + "".join(f"{mark:>9}" for mark in MARKS) + "".join(f"{v:>9}" for v in VERDICTS)
    for row in tally(changes):
        marks = "".join(f"{sum(row.of(mark, v) for v in VERDICTS):9}" for mark in MARKS)
        yield f"{row.kind:32}{marks}" + "".join(f"{sum(row.of(mark, v) for mark in MARKS):9}" for v in VERDICTS)
    if not changes:
        yield "no fact is different"
    for kind in dict.fromkeys(c.change.kind for c in changes):
        yield f"\n{kind}"
        for judged in (c for c in changes if c.change.kind == kind):
            yield f"  {judged.change.mark:8}{judged.verdict:7}{judged.article}  {judged}"
            if judged.change.sentence is not None:
                yield f"                 “{' '.join(judged.change.sentence.split())}”"


def counts_as_table(result: Score) -> Iterator[str]:
    """A line for each rule, whatever kinds of fact it finds: its name, how often it is right, and of how many."""
    counts: dict[str, tuple[int, int]] = {}
    for share in result.rules:
        rule = share.name.rpartition(": ")[2]
        right, of = counts.get(rule, (0, 0))
        counts[rule] = (right + share.right, of + share.of)
    return (f"{rule}\t{right}\t{of}" for rule, (right, of) in sorted(counts.items()))


def score_as_json(result: Score) -> dict[str, object]:
    """The same figures as an object."""
    facts = {
        r.kind: {"precision": r.precision, "recall": r.recall, "f1": r.f1, "gold": r.gold, "found": r.found} for r in result.rows
    }
    return {
        "articles": result.articles,
        "macro_f1": result.macro_f1,
        "facts": facts,
        "details": _shares(result.details),
        "confidence": _shares(result.bands),
        "rules": _shares(result.rules),
    }


def _shares(found: Iterable[Share]) -> dict[str, object]:
    return {s.name: {"right": s.ratio, "of": s.of} | ({} if s.expected is None else {"said": s.expected}) for s in found}
