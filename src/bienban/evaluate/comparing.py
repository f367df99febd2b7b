"""Two readings of one article against each other: which facts were gained, lost and changed, each with its sentence.

Neither reading is held for right. Facts match as they do in scoring (:mod:`bienban.evaluate.matching`); of those that do not,
one that a sentence says in both readings in other words is changed rather than lost and gained.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bienban.evaluate.forms import similarity, words
from bienban.evaluate.items import Annotated, Item, annotated
from bienban.evaluate.matching import KINDS, paired

__all__ = ["MARKS", "Change", "Comparison", "Mark", "compare_facts", "compare_readings", "counts"]

Mark = Literal["gained", "lost", "changed"]
MARKS: tuple[Mark, ...] = ("gained", "lost", "changed")

AKIN = 0.5
"""From which share of common words on two facts that one sentence says are the same one, changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that only one reading has, or that they have differently.

    ``before`` and ``after`` are the fact in words; None where a reading does not have it. ``differs`` names what is different
    in a changed one, with both values in words.
    """

    kind: str
    mark: Mark
    before: str | None
    after: str | None
    differs: tuple[tuple[str, str, str], ...] = ()
    sentence: str | None = None

    def as_json(self) -> dict[str, object]:
        """The form for ``--format json``."""
        differs = {name: {"before": before, "after": after} for name, before, after in self.differs}
        found: dict[str, object] = {"kind": self.kind, "change": self.mark, "before": self.before, "after": self.after}
        return {**found, **({"differs": differs} if differs else {}), "sentence": self.sentence}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The outcome for one article: the changes by kind, and how many facts of each kind are as before."""

    article: str
    changes: tuple[Change, ...]
    same: tuple[tuple[str, int], ...]


def compare_readings(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """The same as :func:`compare_facts` for facts in the guide's JSON form, with or without ``x``."""
    return compare_facts(annotated(before), annotated(after))


def compare_facts(before: Annotated, after: Annotated) -> Comparison:
    """What a second reading of an article gained, lost and changed over a first one.

    >>> first = {"id": "a", "persons": [{"name": "Lò Văn Mẫu"}]}
    >>> [(c.mark, c.after) for c in compare_readings(first, {"id": "a", "persons": [{"name": "Tạ Thị Thử"}]}).changes]
    [('gained', 'Tạ Thị Thử'), ('lost', None)]
    """
    changes: list[Change] = []
    same = []
    for kind, pairs in paired(before, after).items():
        first, second = _facts(before, kind), _facts(after, kind)
        matched = [*pairs, *_akin(kind, first, second, pairs)]
        changed = [c for i, j in matched if (c := _changed(kind, first[i], second[j])) is not None]
        same.append((kind, len(matched) - len(changed)))
        gone, new = {i for i, _ in matched}, {j for _, j in matched}
        changes += (_one(kind, "gained", fact) for j, fact in enumerate(second) if j not in new)
        changes += (_one(kind, "lost", fact) for i, fact in enumerate(first) if i not in gone)
        changes += changed
    return Comparison(article=after.id or before.id, changes=tuple(changes), same=tuple(same))


def counts(comparisons: Iterable[Comparison]) -> dict[str, Counter[str]]:
    """By kind, in the order of the guide: how many facts are ``same``, ``gained``, ``lost``, ``changed``."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for comparison in comparisons:
        for kind, number in comparison.same:
            found[kind]["same"] += number
        for change in comparison.changes:
            found[change.kind][change.mark] += 1
    return found


def _facts(of: Annotated, kind: str) -> Sequence[Item]:
    """The facts of a kind; events as items too."""
    return tuple(e.item() for e in of.events) if kind == "events" else of.kinds[kind]


def _akin(kind: str, first: Sequence[Item], second: Sequence[Item], pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Facts without a match that one sentence says in both readings, alike as they can be, each once."""
    gone, new = ({pair[side] for pair in pairs} for side in (0, 1))
    candidates = sorted(
        (-alike, i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if i not in gone and j not in new and (alike := _alike(kind, a, b)) >= AKIN
    )
    found = []
    for _, i, j in candidates:
        if i not in gone and j not in new:
            gone.add(i)
            new.add(j)
            found.append((i, j))
    return found


def _alike(kind: str, a: Item, b: Item) -> float:
    """0 for what another sentence says, or another person does; of names one has to hold the other."""
    if a.sentence is None or a.sentence != b.sentence:
        return 0.0
    if kind in ("persons", "organizations"):
        one, other = set(words(a.label)), set(words(b.label))
        return similarity(a.label, b.label) if one <= other or other <= one else 0.0
    if kind in ("positions", "participations", "statements") and a.exact[0] != b.exact[0]:
        return 0.0
    return similarity(a.label, b.label)


def _one(kind: str, mark: Mark, fact: Item) -> Change:
    before, after = (fact.label, None) if mark == "lost" else (None, fact.label)
    return Change(kind=kind, mark=mark, before=before, after=after, sentence=fact.sentence)


def _changed(kind: str, before: Item, after: Item) -> Change | None:
    differs = tuple(_differences(before, after))
    if not differs:
        return None
    return Change(
        kind=kind,
        mark="changed",
        before=before.label,
        after=after.label,
        differs=differs,
        sentence=after.sentence if after.sentence is not None else before.sentence,
    )


def _differences(before: Item, after: Item) -> Iterator[tuple[str, str, str]]:
    """What is said differently; a fact's event is compared as an event."""
    for name, first, second in (
        ("name", before.names, after.names), ("fact", before.exact, after.exact), ("figures", before.numbers, after.numbers),
    ):  # fmt: skip
        if first != second:
            yield name, _said(first), _said(second)
    older = dict(before.details) | dict(before.more)
    newer = dict(after.details) | dict(after.more)
    for name in older:
        if older[name] != newer[name]:
            yield name, _said(older[name]), _said(newer[name])


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(_said(one) for one in value)
    return "" if value is None else str(value)
