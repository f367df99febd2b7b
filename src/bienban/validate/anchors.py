"""Where in the article a node of its graph comes from, found through evidence; and which facts hang on a node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass

from bienban.graph.terms import Term, parse_literal
from bienban.graph.vocab import term
from bienban.model.span import Span

__all__ = ["Anchors", "Quote"]

TYPE, BODY, TARGET = term("rdf:type"), term("oa:hasBody"), term("oa:hasTarget")
SOURCE, SELECTOR = term("oa:hasSource"), term("oa:hasSelector")
EXACT, START, END = term("oa:exact"), term("oa:start"), term("oa:end")


@dataclass(frozen=True, slots=True)
class Quote:
    """A selector: what is quoted, and from where to where."""

    selector: str
    exact: str
    span: Span


class Anchors:
    """The evidence of one graph, indexed. All nodes are terms (an IRI in its brackets)."""

    def __init__(self, triples: Iterable[tuple[str, str, str]]) -> None:
        said: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._bodies: defaultdict[str, list[str]] = defaultdict(list)
        self._targets: defaultdict[str, list[str]] = defaultdict(list)
        self._evidence: defaultdict[str, list[str]] = defaultdict(list)
        self._on_target: defaultdict[str, list[str]] = defaultdict(list)
        self._selector: dict[str, str] = {}
        self._source: dict[str, str] = {}
        self._incoming: defaultdict[str, list[str]] = defaultdict(list)
        for s, p, o in triples:
            if p == BODY:
                self._bodies[s].append(o)
                self._evidence[o].append(s)
            elif p == TARGET:
                self._targets[s].append(o)
                self._on_target[o].append(s)
            elif p == SELECTOR:
                self._selector[s] = o
            elif p == SOURCE:
                self._source[s] = o
            elif p in (EXACT, START, END):
                said[s][p] = o
            elif p != TYPE and o.startswith("<"):
                self._incoming[o].append(s)
        self._articles = frozenset(self._source.values())
        self.quotes = {selector: quote for selector, parts in said.items() if (quote := _quote(selector, parts)) is not None}

    def supported(self, evidence: Set[str]) -> list[str]:
        """The facts that no evidence but this supports."""
        bodies = dict.fromkeys(body for one in evidence for body in self._bodies.get(one, ()))
        return [body for body in bodies if set(self._evidence[body]) <= evidence]

    def evidence_at(self, node: str) -> list[str]:
        """The evidence that a node is part of: itself, or what points to this target or uses this selector."""
        if node in self._bodies:
            return [node]
        targets = [target for target, selector in self._selector.items() if node in (target, selector)]
        return [evidence for target in targets or [node] for evidence in self._on_target.get(target, ())]

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
        for evidence in (node, *self._evidence.get(node, ())):
            for target in self._targets.get(evidence, ()):
                return self._source.get(target, target)
        return self._source.get(node)

    def _direct(self, node: str) -> list[Quote]:
        if node in self.quotes:
            return [self.quotes[node]]
        if node in self._selector:
            targets = [node]
        else:
            targets = [t for e in (node, *self._evidence.get(node, ())) for t in self._targets.get(e, ())]
        selectors = [self._selector[target] for target in targets if target in self._selector]
        return [self.quotes[selector] for selector in selectors if selector in self.quotes]


def _quote(selector: str, parts: dict[str, str]) -> Quote | None:
    if len(parts) != 3:
        return None
    exact, start, end = (parse_literal(Term(parts[p]))[0] for p in (EXACT, START, END))
    if not (start.isdecimal() and end.isdecimal() and int(start) <= int(end)):
        return None
    return Quote(selector, exact, Span(int(start), int(end)))
