"""Where in the article a node of its graph comes from, found through evidence; and which facts hang on a node."""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass
from functools import cached_property

from bienban.graph.terms import Term, parse_literal
from bienban.graph.vocab import term
from bienban.model.span import Span
from bienban.validate.indexed import Indexed

__all__ = ["Anchors", "Quote"]

TYPE, BODY, TARGET = term("rdf:type"), term("oa:hasBody"), term("oa:hasTarget")
SOURCE, SELECTOR = term("oa:hasSource"), term("oa:hasSelector")
EXACT, START, END = term("oa:exact"), term("oa:start"), term("oa:end")
OF_EVIDENCE = frozenset({TYPE, BODY, TARGET, SOURCE, SELECTOR, EXACT, START, END})


@dataclass(frozen=True, slots=True)
class Quote:
    """A selector: what is quoted, and from where to where."""

    selector: str
    exact: str
    span: Span


class Anchors:
    """The evidence of one graph, indexed. All nodes are terms (an IRI in its brackets)."""

    def __init__(self, graph: Indexed) -> None:
        self._graph = graph
        self._selector = dict(graph.pairs.get(SELECTOR, ()))
        self._source = dict(graph.pairs.get(SOURCE, ()))
        self._articles = frozenset(self._source.values())
        found = ((selector, _quote(selector, graph)) for selector in dict.fromkeys(s for s, _ in graph.pairs.get(EXACT, ())))
        self.quotes = {selector: quote for selector, quote in found if quote is not None}

    @cached_property
    def _incoming(self) -> dict[str, list[str]]:
        """Who refers to a node, other than evidence."""
        incoming: dict[str, list[str]] = {}
        for s, p, o in self._graph.triples:
            if o.startswith("<") and p not in OF_EVIDENCE:
                incoming.setdefault(o, []).append(s)
        return incoming

    def _bodies(self, evidence: str) -> Collection[str]:
        return self._graph.values(evidence, BODY)

    def _evidence(self, node: str) -> Collection[str]:
        return self._graph.holders(BODY, node)

    def _targets(self, evidence: str) -> Collection[str]:
        return self._graph.values(evidence, TARGET)

    def supported(self, evidence: Set[str]) -> list[str]:
        """The facts that no evidence but this supports."""
        bodies = dict.fromkeys(body for one in evidence for body in self._bodies(one))
        return [body for body in bodies if set(self._evidence(body)) <= evidence]

    def evidence_at(self, node: str) -> list[str]:
        """The evidence that a node is part of: itself, or what points to this target or uses this selector."""
        if self._bodies(node):
            return [node]
        targets = [target for target, selector in self._selector.items() if node in (target, selector)]
        return [evidence for target in targets or [node] for evidence in self._graph.holders(TARGET, target)]

    def quote(self, node: str) -> Quote | None:
        """The first sentence that says what a node is, in the order of the text.

        Its own evidence says it; a place, term or group without evidence is said where the facts that name it are. The article
        itself is said nowhere.
        """
        if node in self._articles:
            return None
        near, seen = [node], {node}
        while near:
            said = [quote for one in near for quote in self._direct(one)]
            if said:
                return min(said, key=lambda quote: quote.span)
            near = [other for one in near for other in self._incoming.get(one, ()) if other not in seen]
            seen.update(near)
        return None

    def article(self, node: str) -> str | None:
        """The article that the evidence of a node is in."""
        for evidence in (node, *self._evidence(node)):
            for target in self._targets(evidence):
                return self._source.get(target, target)
        return self._source.get(node)

    def _direct(self, node: str) -> list[Quote]:
        if node in self.quotes:
            return [self.quotes[node]]
        targets = [node] if node in self._selector else [t for e in (node, *self._evidence(node)) for t in self._targets(e)]
        selectors = [self._selector[target] for target in targets if target in self._selector]
        return [self.quotes[selector] for selector in selectors if selector in self.quotes]


def _quote(selector: str, graph: Indexed) -> Quote | None:
    said = graph.said[selector]
    if START not in said or END not in said:
        return None
    exact, start, end = [parse_literal(Term(said[p][-1]))[0] for p in (EXACT, START, END)]
    if not (start.isdecimal() and end.isdecimal() and int(start) <= int(end)):
        return None
    return Quote(selector, exact, Span(int(start), int(end)))
