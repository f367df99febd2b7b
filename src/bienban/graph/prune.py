"""Takes nodes out of an article graph, with everything that hung on them alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from bienban.graph.terms import Term
from bienban.graph.vocab import term
from bienban.model.graph import ArticleGraph

__all__ = ["without"]

Triple = tuple[str, str, str]

_LOCAL = re.compile(r"#([a-z]+)-[a-z0-9-]+>$")

HANGING = frozenset({"target", "selector", "participation", "group", "term", "role", "indicator", "unit", "place"})
"""Types of nodes that say nothing once nothing refers to them but evidence."""

NEEDS: dict[str, tuple[Term, ...]] = {
    "evidence": (term("oa:hasBody"), term("oa:hasTarget")),
    "target": (term("oa:hasSelector"),),
    "participation": (term("cv:hasParticipant"), term("cv:role")),
    "post": (term("org:member"), term("org:role")),
    "award": (term("bb:recipient"),),
    "observation": (term("bb:indicator"),),
    "statement": (term("bb:speaker"),),
}
"""What a node of a type must still say to be a fact; one that loses it goes too."""

BODY, SUPPORTS = term("oa:hasBody"), term("bb:supportsProperty")


def _type(node: str) -> str | None:
    match = _LOCAL.search(node)
    return None if match is None else match[1]


class _Pruner:
    """The triples that are left, and which nodes to look at next."""

    def __init__(self, triples: tuple[Triple, ...]) -> None:
        self.left = set(triples)
        self._touching: defaultdict[str, set[Triple]] = defaultdict(set)
        self._incoming: Counter[str] = Counter()
        self._said: Counter[tuple[str, str]] = Counter()
        self._supports: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        bodies = {s: o for s, p, o in triples if p == BODY}
        for triple in triples:
            s, p, o = triple
            self._touching[s].add(triple)
            self._said[s, p] += 1
            if o.startswith("<"):
                self._touching[o].add(triple)
                self._incoming[o] += p != BODY
            if p == SUPPORTS and s in bodies:
                self._supports[bodies[s], o].add(s)

    def drop(self, nodes: list[str]) -> None:
        """Remove nodes until nothing that is left hangs in the air."""
        gone: set[str] = set()
        while nodes:
            node = nodes.pop()
            if node in gone:
                continue
            gone.add(node)
            for triple in self._touching[node] & self.left:
                self.left.remove(triple)
                nodes += self._bereft(triple)

    def _bereft(self, triple: Triple) -> list[str]:
        """The nodes that cannot stand without the triple just removed."""
        s, p, o = triple
        found: list[str] = []
        self._said[s, p] -= 1
        if not self._said[s, p]:
            found += self._supports[s, p]
            if p in NEEDS.get(_type(s) or "", ()):
                found.append(s)
        if o.startswith("<"):
            self._incoming[o] -= p != BODY
            if not self._incoming[o] and _type(o) in HANGING:
                found.append(o)
        return found


def without(graph: ArticleGraph, nodes: frozenset[str]) -> ArticleGraph:
    """The graph without the given nodes (IRIs), their triples, and what hung on them alone.

    Evidence goes with its body, targets and selectors with the last evidence that used them, participations with their event
    or participant, awards with their last recipient, groups, terms, places and coined concepts with the last node that
    referred to them. What nothing referred to before stays.
    """
    if not nodes:
        return graph
    pruner = _Pruner(graph.triples)
    pruner.drop([f"<{node}>" for node in nodes])
    return ArticleGraph(name=graph.name, article=graph.article, triples=tuple(t for t in graph.triples if t in pruner.left))
