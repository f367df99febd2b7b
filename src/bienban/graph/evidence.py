"""Evidence: which sentence a node rests on (W3C Web Annotation, one selector that carries quote and offsets).

One evidence node for each rule that read a node, with a target and a selector for each sentence: ten triples for a node that
one sentence supports, fewer where facts share a sentence, for target and selector are named by the sentence and not by the fact.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

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


@dataclass(slots=True)
class _Entry:
    body: Term
    supports: Term | None
    found: list[tuple[float, str, list[Span]]] = field(default_factory=list)


class EvidenceBook:
    """Collects the evidence of one article and writes it: one node for a fact, with the rule that is surest of it."""

    def __init__(self, article: str, text: str, sentences: tuple[Sentence, ...]) -> None:
        self._article = article
        self._text = text
        self._spans = sorted({s.span for s in sentences}, key=attrgetter("start", "end"))
        self._starts = [s.start for s in self._spans]
        self._entries: dict[tuple[str, Term | None], _Entry] = {}

    def add(self, local: str, body: Term, found: tuple[Evidence, ...], supports: Term | None = None) -> None:
        """Note that a node (and, with ``supports``, one property of it) rests on evidence; ``local`` is the node's local name."""
        for evidence in found:
            entry = self._entries.setdefault((local, supports), _Entry(body, supports))
            entry.found.append((-evidence.confidence, evidence.rule, self._shown(evidence.spans)))

    def _shown(self, spans: tuple[Span, ...]) -> list[Span]:
        """The sentences that hold the spans, each once; empty where the words are not at hand (facts without their text)."""
        if any(span.end > len(self._text) for span in spans):
            return []
        shown: dict[Span, None] = {}
        for span in spans:
            shown.update(dict.fromkeys(self._around(span)))
        return list(shown)

    def _around(self, span: Span) -> list[Span]:
        """The sentences that the span touches, else the span itself (a byline, or a text that was not split)."""
        index = max(bisect_right(self._starts, span.start) - 1, 0)
        found = []
        for sentence in self._spans[index:]:
            if sentence.start >= max(span.end, span.start + 1):
                break
            if sentence.end > span.start:
                found.append(sentence)
        return found or [span]

    def triples(self) -> list[Triple]:
        """All evidence nodes with the targets and selectors that they use."""
        out: list[Triple] = []
        shown: set[Span] = set()
        for (local, supports), entry in self._entries.items():
            entry.found.sort()
            confidence, rule, surest = entry.found[0]
            others = (span for _, _, spans in entry.found[1:] for span in spans)
            quoted = list(dict.fromkeys([*surest, *others]))[: max(_SENTENCES, len(surest))]
            shown.update(quoted)
            node = Term(f"<{self._article}#evidence-{disc(local, supports or '')}>")
            out += (
                (node, A, EVIDENCE),
                (node, BODY, entry.body),
                (node, CONFIDENCE, _confidence(-confidence)),
                (node, RULE, string(rule)),
            )
            out += [(node, TARGET, self._target(span)) for span in quoted] or [(node, TARGET, iri(self._article))]
            if entry.supports is not None:
                out.append((node, SUPPORTS, entry.supports))
        return out + [triple for span in shown for triple in self._selected(span)]

    def _target(self, span: Span) -> Term:
        """The target of a stretch of the text."""
        return Term(f"<{self._article}#target-{span.start}-{span.end}>")

    def _selected(self, span: Span) -> tuple[Triple, ...]:
        """What a target selects: its source, and the words with their offsets."""
        target, selector = self._target(span), Term(f"<{self._article}#selector-{span.start}-{span.end}>")
        return (
            (target, SOURCE, iri(self._article)),
            (target, SELECTOR, selector),
            (selector, EXACT, string(span.of(self._text))),
            (selector, START, integer(span.start)),
            (selector, END, integer(span.end)),
        )
