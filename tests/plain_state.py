"""A state for the incremental merge that anybody can check: graphs in a dictionary, the merged graph as a set."""

from __future__ import annotations

from collections.abc import Iterator

from bienban.graph.terms import Term, Triple
from bienban.identity.contribution import DERIVED
from bienban.identity.merge import ArticleChange, merge_step
from bienban.identity.view import article_of
from bienban.model.graph import ArticleGraph

__all__ = ["PlainState"]


class PlainState:
    """Article graphs and the merged graph over them; looks things up by running through everything."""

    def __init__(self) -> None:
        self.graphs: dict[str, ArticleGraph] = {}
        self.merged: set[Triple] = set()

    def objects(self, node: Term, prop: Term) -> Iterator[Term]:
        return iter([o for s, p, o in self.merged if (s, p) == (node, prop)])

    def subjects(self, prop: Term, value: Term) -> Iterator[Term]:
        return iter([s for s, p, o in self.merged if (p, o) == (prop, value)])

    def said(self, local: Term, prop: Term) -> Iterator[Term]:
        return iter([o for s, p, o in self.of_article(article_of(local)) if (s, p) == (local, prop)])

    def merged_of(self, local: Term) -> Term | None:
        return next(self.subjects(DERIVED, local), None)

    def of_article(self, article: str) -> tuple[Triple, ...]:
        graph = self.graphs.get(article)
        return () if graph is None else tuple((Term(s), Term(p), Term(o)) for s, p, o in graph.triples)

    def change(self, articles: dict[str, ArticleGraph | None]) -> None:
        """Replace some articles (None: remove) and bring the merged graph up to date."""
        changes = []
        for article, graph in articles.items():
            changes.append(ArticleChange(article, self.of_article(article), graph))
        delta = merge_step(changes, self)
        inserts = delta.inserts.union(*(said.plain() for said in delta.fresh))
        assert not delta.deletes & inserts
        assert delta.deletes <= self.merged, "deletes what is not there"
        self.merged = (self.merged - delta.deletes) | inserts
        for article, graph in articles.items():
            if graph is None:
                self.graphs.pop(article, None)
            else:
                self.graphs[article] = graph
