"""A graph as the compiled shapes look at it: canonical N-Triples terms by subject, by predicate and by class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from rdflib import Graph

from bienban.graph.vocab import PREFIXES
from bienban.validate.rdf import graph_of

__all__ = ["NOTHING", "Indexed", "Triple"]

Triple = tuple[str, str, str]

TYPE, SUBCLASS = f"<{PREFIXES['rdf']}type>", f"<{PREFIXES['rdfs']}subClassOf>"
NOTHING: dict[str, list[str]] = {}
"""What is said of a node that is no subject."""


class Indexed:
    """The triples of one graph, each once; a blank node is a term ``_:name``."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = tuple(triples)
        self.said: dict[str, dict[str, list[str]]] = {}
        self.pairs: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        said, pairs = self.said, self.pairs
        before, of = None, dict[str, list[str]]()
        for s, p, o in self.triples:
            if s != before:  # what is said of a node mostly comes together
                before, of = s, said.setdefault(s, {})
            values = of.get(p)
            if values is None:
                of[p] = [o]
            else:
                values.append(o)
            pairs[p].append((s, o))
        self._holders: dict[str, dict[str, list[str]]] = {}
        self._rdf: dict[frozenset[str] | None, Graph] = {}

    def values(self, node: str, prop: str) -> Collection[str]:
        """The values of a property."""
        return self.said.get(node, NOTHING).get(prop, ())

    def holders(self, prop: str, value: str) -> Collection[str]:
        """The nodes that have this value."""
        known = self._holders.get(prop)
        return (self._held(prop) if known is None else known).get(value, ())

    def _held(self, prop: str) -> dict[str, list[str]]:
        """The nodes by the values that they have."""
        known = self._holders[prop] = dict[str, list[str]]()
        for s, o in self.pairs.get(prop, ()):
            known.setdefault(o, []).append(s)
        return known

    def by_class(self) -> Mapping[str, Collection[str]] | None:
        """The nodes by their classes; None where classes have others below them in this graph."""
        return None if SUBCLASS in self.pairs else self._held(TYPE)

    def instances(self, cls: str) -> Collection[str]:
        """The nodes of a class, or of one below it in this graph (SHACL, section 2.1.3.2)."""
        if SUBCLASS not in self.pairs:
            return self.holders(TYPE, cls)
        return {node for below in self._below(cls) for node in self.holders(TYPE, below)}

    def is_a(self, node: str, cls: str) -> bool:
        """Whether a node is of a class, or of one below it in this graph."""
        types = self.said.get(node, NOTHING).get(TYPE, ())
        return cls in types or (SUBCLASS in self.pairs and not self._below(cls).isdisjoint(types))

    def _below(self, cls: str) -> set[str]:
        found, near = {cls}, [cls]
        while near:
            near = [below for one in near for below in self.holders(SUBCLASS, one) if below not in found]
            found.update(near)
        return found

    def rdf(self, predicates: frozenset[str] | None = None) -> Graph:
        """An rdflib graph of the triples with these predicates, or of all; made once."""
        known = self._rdf.get(predicates)
        if known is None:
            chosen = () if predicates is None else ((s, p, o) for p in predicates for s, o in self.pairs.get(p, ()))
            known = self._rdf[predicates] = graph_of(self.triples if predicates is None else chosen)
        return known
