"""What was missed and what is wrong, each with the sentence it hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bienban.evaluate.forms import words
from bienban.evaluate.items import Item
from bienban.evaluate.matching import Match

__all__ = ["Fault", "faults", "nearest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fact of the annotation that was ``missed``, or one that was found and is ``wrong``.

    ``rule`` and ``confidence`` are those of a wrong fact; the sentence of a missed one is the one that has most of its words.
    """

    article: str
    kind: str
    mark: Literal["missed", "wrong"]
    label: str
    sentence: str | None
    rule: str | None = None
    confidence: float | None = None

    def as_json(self) -> dict[str, object]:
        """The form for ``--format json``."""
        found: dict[str, object] = {"article": self.article, "kind": self.kind, "mark": self.mark, "fact": self.label}
        trust = {} if self.rule is None else {"rule": self.rule, "confidence": self.confidence}
        return {**found, **trust, "sentence": self.sentence}


def faults(matches: Iterable[Match], sentences: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """All faults, in the order of the matches. ``sentences`` are those of each article, by its id."""
    for match in matches:
        of, kind = match.article, match.kind
        for item in match.missed:
            said = nearest(item, sentences.get(of, ()))
            yield Fault(article=of, kind=kind, mark="missed", label=item.label, sentence=said)
        for item in match.wrong:
            rule, sure = (None, None) if item.trust is None else (item.trust.rule, item.trust.confidence)
            yield Fault(article=of, kind=kind, mark="wrong", label=item.label, sentence=item.sentence, rule=rule, confidence=sure)


def nearest(item: Item, sentences: Sequence[str]) -> str | None:
    """The first sentence with most of the words of a fact that has no evidence of its own; None where none has any.

    >>> nearest(Item(label="Lò Thị Mẫu: Chủ tịch"), ("Trời nắng.", "Bà Lò Thị Mẫu, Chủ tịch xã, dự họp."))
    'Bà Lò Thị Mẫu, Chủ tịch xã, dự họp.'
    """
    wanted = set(words(item.label))
    shares = [len(wanted & set(words(s))) for s in sentences]
    best = max(shares, default=0)
    return sentences[shares.index(best)] if best else None
