"""What all stores do alike: articles put in, taken out and read back, by plans that each store writes in its own manner."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator

from bienban.errors import UsageProblem
from bienban.graph.mint import graph_iri
from bienban.graph.terms import Triple
from bienban.identity.state import MergedState
from bienban.model.graph import ArticleGraph
from bienban.store.base import Change, ExportFormat, FileGraph
from bienban.store.export import export
from bienban.store.file_graphs import META, canonical, entry_of, is_free_name, plan_graph, plan_graph_removal, registered
from bienban.store.inspect import REFERENCE
from bienban.store.plan import Plan, article_named, plan_reference, plan_removal, plan_replacement
from bienban.store.prepared import size_of

__all__ = ["Keeping"]


class Keeping(ABC):
    """The writing and reading half of the port (:class:`bienban.store.base.Store`) over four things that differ."""

    @abstractmethod
    def _state(self) -> MergedState:
        """The state that the next plan starts from."""

    @abstractmethod
    def _write(self, plan: Plan) -> None:
        """Carry out a plan, all of it or nothing; also told of plans that change nothing."""

    @abstractmethod
    def _triples(self, graph: str | None) -> Iterator[Triple]:
        """All triples of a named graph, or of the merged graph (None), unsorted."""

    @abstractmethod
    def _names(self) -> Iterable[str]:
        """The names of the named graphs with something in them."""

    @property
    def _batch_triples(self) -> int:
        """Triples of article graphs from which a batch is written; 0 for each article by itself."""
        return 0

    def replace(self, graph: ArticleGraph) -> Change:
        """Put one article's graph in place of what the store has of that article, in one transaction."""
        return next(iter(self._replaced([graph])))[1]

    def replace_many(self, graphs: Iterable[ArticleGraph]) -> Iterator[tuple[ArticleGraph, Change]]:
        """The same for many, in batches; each graph is yielded, in order, once it is in the store."""
        batch: list[ArticleGraph] = []
        size, seen = 0, set[str]()
        for graph in graphs:
            if batch and (graph.article in seen or size > self._batch_triples):
                yield from self._replaced(batch)
                batch, size, seen = [], 0, set()
            batch.append(graph)
            seen.add(graph.article)
            size += size_of(graph)
        if batch:
            yield from self._replaced(batch)

    def _replaced(self, batch: list[ArticleGraph]) -> tuple[tuple[ArticleGraph, Change], ...]:
        plan = plan_replacement(batch, self._state())
        self._write(plan)
        return plan.outcomes

    def remove(self, article: str) -> bool:
        """Take an article out, by the IRI of the article or of its graph; False where there is none."""
        named = article_named(article)
        plan = None if named is None else plan_removal(named, self._state())
        if plan is None:
            return False
        self._write(plan)
        return True

    def load_reference(self, triples: Iterable[Triple]) -> bool:
        """Put the ontology and the schemes into ``graph/reference`` and the default graph; False where they are there."""
        plan = plan_reference(frozenset(triples), frozenset(self._triples(REFERENCE)))
        if plan is None:
            return False
        self._write(plan)
        return True

    def put_graph(self, name: str, source: str, triples: Iterable[Triple]) -> Change:
        """Put the triples of an RDF file under a name, in place of what a file put there before.

        Raises:
            UsageProblem: the name is one of the store's own, or somebody else has a graph of this name.
        """
        new = canonical(triples)
        entry = entry_of(name, source, new)
        had = self.check_graph_name(name)
        if had == entry:
            return "unchanged"
        self._write(plan_graph(entry, new, frozenset(self._triples(name)), had))
        return "added" if had is None else "replaced"

    def check_graph_name(self, name: str) -> FileGraph | None:
        """What a file has put under a name, None where there is nothing.

        Raises:
            UsageProblem: the name is one of the store's own, or somebody else has a graph of this name.
        """
        if not is_free_name(name):
            raise UsageProblem(f"the graph {name} is not for files: the name is the store's own", todo="give another --graph IRI")
        had = next((known for known in self.file_graphs() if known.name == name), None)
        if had is None and next(self._triples(name), None) is not None:
            raise UsageProblem(f"somebody else has a graph {name}", todo="give another --graph IRI, or drop that graph first")
        return had

    def remove_graph(self, name: str) -> bool:
        """Take out the graph of a file; False where no file put one there."""
        had = next((known for known in self.file_graphs() if known.name == name), None)
        if had is None:
            return False
        self._write(plan_graph_removal(had))
        return True

    def file_graphs(self) -> tuple[FileGraph, ...]:
        """The graphs that came from RDF files, by name."""
        return registered(self._triples(META))

    def articles(self) -> tuple[str, ...]:
        """The IRIs of all articles, sorted."""
        return tuple(sorted(iri for iri in map(article_named, self._names()) if iri is not None))

    def of_article(self, article: str) -> tuple[Triple, ...]:
        """The triples of an article's graph, by the IRI of the article; empty where there is none."""
        return tuple(self._triples(graph_iri(article)))

    def graph(self, article: str) -> ArticleGraph | None:
        """The graph of one article, by the IRI of the article or of its graph."""
        named = article_named(article)
        triples = () if named is None else tuple(sorted(self.of_article(named)))
        return ArticleGraph(name=graph_iri(named), article=named, triples=triples) if named is not None and triples else None

    def merged(self) -> tuple[Triple, ...]:
        """The triples of the merged graph, sorted."""
        return tuple(sorted(self._triples(None)))

    def export(self, form: ExportFormat) -> Iterator[bytes]:
        """A dump in pieces; the same bytes for the same articles in whatever order they came, from any kind of store."""
        return export(form, self._triples, sorted(self._names()))
