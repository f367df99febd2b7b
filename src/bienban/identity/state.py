"""What the incremental merge asks of a store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from bienban.graph.terms import Term, Triple

__all__ = ["MergedState"]


class MergedState(Protocol):
    """Read access to the merged graph and to the article graphs, as they are before the change."""

    def objects(self, node: Term, prop: Term) -> Iterator[Term]:
        """The values of a property in the merged graph."""

    def subjects(self, prop: Term, value: Term) -> Iterator[Term]:
        """The nodes of the merged graph that have this value."""

    def said(self, local: Term, prop: Term) -> Iterator[Term]:
        """The values of a property of an article-level node, in its own graph."""

    def merged_of(self, local: Term) -> Term | None:
        """The merged node that stands for an article-level node."""

    def of_article(self, article: str) -> tuple[Triple, ...]:
        """The triples of an article's graph, by the IRI of the article; empty where there is none."""
