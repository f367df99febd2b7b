"""Evidence: which sentence a node rests on (W3C Web Annotation, one selector that carries quote and offsets).

One evidence node for each rule that read a node, with a target and a selector for each sentence: ten triples for a node that
one sentence supports, fewer where facts share a sentence, for target and selector are named by the sentence and not by the fact.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from bienban.graph.terms import Term, Triple, decimal, integer, iri, string
from bienban.graph.vocab import term
from bienban.model.mention import Sentence
from bienban.model.span import Evidence, Span
from bienban.text import disc

__all__ = ["EvidenceBook"]

A = term("rdf:type")
EVIDENCE, BODY, TARGET = term("bb:Evidence"), term("oa:hasBody"), term("oa:hasTarget")
CONFIDENCE, RULE, SUPPORTS = term("bb:confidence"), term("bb:rule"), term("bb:supportsProperty")
SOURCE, SELECTOR = term("oa:hasSource"), term("oa:hasSelector")
EXACT, START, END = term("oa:exact"), term("oa:start"), term("oa:end")


@lru_cache(maxsize=1024)
def _confidence(value: float) -> Term:
    """At most four decimals: more would say more than the rules know."""
    return decimal(round(Decimal(str(value)), 4))


_SENTENCES = 2
"""At most so many sentences are quoted for one fact; each costs a quad, and facts JSON has them all."""


Stretch = tuple[int, int]
"""Start and end of what is quoted; hundreds are compared and looked up for each article."""


@dataclass(slots=True)
class _Entry:
    body: Term
    supports: Term | None
    found: list[tuple[float, str, list[Stretch]]] = field(default_factory=list)


class EvidenceBook:
    """Collects the evidence of one article and writes it: one node for a fact, with the rule that is surest of it."""

    def __init__(self, article: str, text: str, sentences: tuple[Sentence, ...]) -> None:
        self._article = article
        self._text = text
        self._stretches = sorted({(s.span.start, s.span.end) for s in sentences})
        self._starts = [start for start, _ in self._stretches]
        self._targets: dict[Stretch, Term] = {}
        self._entries: dict[tuple[str, Term | None], _Entry] = {}

    def add(self, local: str, body: Term, found: tuple[Evidence, ...], supports: Term | None = None) -> None:
        """Note that a node (and, with ``supports``, one property of it) rests on evidence; ``local`` is the node's local name."""
        for evidence in found:
            entry = self._entries.setdefault((local, supports), _Entry(body, supports))
            entry.found.append((-evidence.confidence, evidence.rule, self._shown(evidence.spans)))

    def _shown(self, spans: tuple[Span, ...]) -> list[Stretch]:
        """The sentences that hold the spans, each once; empty where the words are not at hand (facts without their text)."""
        size, shown = len(self._text), dict[Stretch, None]()
        for span in spans:
            if span.end > size:
                return []
            for stretch in self._around(span.start, span.end):
                shown[stretch] = None
        return list(shown)

    def _around(self, start: int, end: int) -> list[Stretch]:
        """The sentences that a stretch touches, else the stretch itself (a byline, or a text that was not split)."""
        stretches, before = self._stretches, max(end, start + 1)
        found = []
        for index in range(max(bisect_right(self._starts, start) - 1, 0), len(stretches)):
            sentence = stretches[index]
            if sentence[0] >= before:
                break
            if sentence[1] > start:
                found.append(sentence)
        return found or [(start, end)]

    def triples(self) -> list[Triple]:
        """All evidence nodes with the targets and selectors that they use."""
        out: list[Triple] = []
        shown: set[Stretch] = set()
        for (local, supports), entry in self._entries.items():
            entry.found.sort()
            confidence, rule, surest = entry.found[0]
            others = [stretch for _, _, stretches in entry.found[1:] for stretch in stretches]
            quoted = list(dict.fromkeys(surest + others))[: max(_SENTENCES, len(surest))] if others else surest
            shown.update(quoted)
            node = Term(f"<{self._article}#evidence-{disc(local, supports or '')}>")
            out += (
                (node, A, EVIDENCE),
                (node, BODY, entry.body),
                (node, CONFIDENCE, _confidence(-confidence)),
                (node, RULE, string(rule)),
            )
            out += [(node, TARGET, self._target(stretch)) for stretch in quoted] or [(node, TARGET, iri(self._article))]
            if entry.supports is not None:
                out.append((node, SUPPORTS, entry.supports))
        return out + [triple for stretch in shown for triple in self._selected(stretch)]

    def _target(self, stretch: Stretch) -> Term:
        """The target of a stretch of the text."""
        known = self._targets.get(stretch)
        if known is None:
            known = self._targets[stretch] = Term(f"<{self._article}#target-{stretch[0]}-{stretch[1]}>")
        return known

    def _selected(self, stretch: Stretch) -> tuple[Triple, ...]:
        """What a target selects: its source, and the words with their offsets."""
        start, end = stretch
        target, selector = self._target(stretch), Term(f"<{self._article}#selector-{start}-{end}>")
        return (
            (target, SOURCE, iri(self._article)),
            (target, SELECTOR, selector),
            (selector, EXACT, string(self._text[start:end])),
            (selector, START, integer(start)),
            (selector, END, integer(end)),
        )
