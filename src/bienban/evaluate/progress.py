"""Whether a run is better than another one: what it gained and lost, judged by the annotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bienban.evaluate.comparing import Change, Mark, compare_facts
from bienban.evaluate.items import Annotated
from bienban.evaluate.matching import KINDS, Match, compare

__all__ = ["Judged", "Tally", "judge", "tally"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A change between two runs, and whether the fact was right before and is right after (None where there is none)."""

    article: str
    change: Change
    before: bool | None
    after: bool | None

    def as_json(self) -> dict[str, object]:
        """The form for ``--format json``."""
        return {"article": self.article, **self.change.as_json(), "right_before": self.before, "right_after": self.after}

    def __str__(self) -> str:
        """One line: the fact in words, and what is different."""
        told = self.change.after if self.change.after is not None else self.change.before
        differs = "; ".join(f"{name}: {old or '–'} → {new or '–'}" for name, old, new in self.change.differs)
        return f"{told}" + (f" ({differs})" if differs else "")

    @property
    def verdict(self) -> str:
        """``better`` where a right fact came or a wrong one went, ``worse`` the other way, else ``even``."""
        gain = (self.after is True) - (self.after is False) - (self.before is True) + (self.before is False)
        return "better" if gain > 0 else "worse" if gain < 0 else "even"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many changes of one kind of fact there are: (mark, verdict) and how often."""

    kind: str
    counts: tuple[tuple[Mark, str, int], ...]

    def of(self, mark: Mark, verdict: str) -> int:
        """How many changes have the mark and the verdict."""
        return next((n for m, v, n in self.counts if (m, v) == (mark, verdict)), 0)


def judge(gold: Annotated, before: Annotated, after: Annotated) -> Iterator[Judged]:
    """The changes of one article from a run to the next, each judged by the annotation."""
    older, newer = _right(compare(gold, before)), _right(compare(gold, after))
    for change in compare_facts(before, after).changes:
        old = None if change.before is None else (change.kind, change.before) in older
        new = None if change.after is None else (change.kind, change.after) in newer
        yield Judged(article=gold.id, change=change, before=old, after=new)


def tally(changes: Iterable[Judged]) -> tuple[Tally, ...]:
    """The changes counted, for each kind that has any."""
    counts: dict[str, Counter[tuple[Mark, str]]] = {kind: Counter() for kind in KINDS}
    for judged in changes:
        counts[judged.change.kind][judged.change.mark, judged.verdict] += 1
    return tuple(
        Tally(kind=kind, counts=tuple((mark, verdict, n) for (mark, verdict), n in sorted(found.items())))
        for kind, found in counts.items()
        if found
    )


def _right(matches: Iterable[Match]) -> set[tuple[str, str]]:
    return {(m.kind, item.label) for m in matches for item in m.right}
