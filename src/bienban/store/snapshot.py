"""The state of a served store while one batch is worked out: each node and each article graph is fetched once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bienban.graph.terms import Term, Triple
from bienban.identity.contribution import DERIVED
from bienban.identity.view import article_of

__all__ = ["Snapshot"]

Pairs = tuple[tuple[Term, Term], ...]


class Snapshot:
    """A :class:`bienban.identity.state.MergedState` over three questions to a server, which must not change meanwhile."""

    def __init__(
        self,
        said_of: Callable[[Term], Iterable[tuple[Term, Term]]],
        having: Callable[[Term, Term], Iterable[Term]],
        graph: Callable[[str], tuple[Triple, ...]],
    ) -> None:
        self._said_of = said_of
        self._having = having
        self._graph = graph
        self._nodes: dict[Term, Pairs] = {}
        self._subjects: dict[tuple[Term, Term], tuple[Term, ...]] = {}
        self._graphs: dict[str, tuple[Triple, ...]] = {}
        self._local: dict[str, dict[Term, list[tuple[Term, Term]]]] = {}

    def objects(self, node: Term, prop: Term) -> Iterator[Term]:
        """The values of a property in the merged graph."""
        known = self._nodes.get(node)
        if known is None:
            known = self._nodes[node] = tuple(self._said_of(node))
        return (o for p, o in known if p == prop)

    def subjects(self, prop: Term, value: Term) -> Iterator[Term]:
        """The nodes of the merged graph that have this value."""
        known = self._subjects.get((prop, value))
        if known is None:
            known = self._subjects[prop, value] = tuple(self._having(prop, value))
        return iter(known)

    def said(self, local: Term, prop: Term) -> Iterator[Term]:
        """The values of a property of an article-level node, in its own graph."""
        article = article_of(local)
        if article not in self._local:
            nodes: dict[Term, list[tuple[Term, Term]]] = {}
            for s, p, o in self.of_article(article):
                nodes.setdefault(s, []).append((p, o))
            self._local[article] = nodes
        return (o for p, o in self._local[article].get(local, ()) if p == prop)

    def merged_of(self, local: Term) -> Term | None:
        """The merged node that stands for an article-level node."""
        return next(self.subjects(DERIVED, local), None)

    def of_article(self, article: str) -> tuple[Triple, ...]:
        """The triples of an article's graph, by the IRI of the article; empty where there is none."""
        if article not in self._graphs:
            self._graphs[article] = self._graph(article)
        return self._graphs[article]
