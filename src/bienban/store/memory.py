"""The same store in memory, over rdflib: for tests, and to hold Oxigraph's answers against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyparsing import ParseException
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result as RdflibResult
from rdflib.term import Node

from bienban.errors import QueryProblem, StoreProblem
from bienban.graph.mint import graph_iri
from bienban.graph.terms import Term, Triple, parse_literal, string
from bienban.graph.vocab import PREFIXES
from bienban.identity.contribution import DERIVED
from bienban.identity.view import article_of
from bienban.model.graph import ArticleGraph
from bienban.store.base import Change, ExportFormat, Result, Rows, StoreInfo, Triples
from bienban.store.export import export
from bienban.store.inspect import REFERENCE, inspect
from bienban.store.plan import Plan, article_named, plan_removal, plan_replacement
from bienban.store.problems import check_query, syntax_problem, unknown_prefix

__all__ = ["MemoryStore"]


class MemoryStore:
    """A store that forgets everything when the process ends. It is its own :class:`bienban.identity.state.MergedState`."""

    def __init__(self) -> None:
        self._data: Dataset | None = Dataset(default_union=False)

    @property
    def where(self) -> str:
        """Not a path."""
        return "memory"

    @property
    def _dataset(self) -> Dataset:
        if self._data is None:
            raise StoreProblem("the store is closed", where=self.where)
        return self._data

    def close(self) -> None:
        """Forget everything."""
        self._data = None

    def query(self, text: str) -> Result:
        """Run any SPARQL 1.1 query on the merged graph; the project's prefixes need not be declared."""
        check_query(text)
        missing = unknown_prefix(text)
        if missing is not None:
            raise missing
        try:
            found = self._dataset.query(prepareQuery(text, initNs=dict(PREFIXES)))
            return _result(found)
        except ParseException as error:
            raise syntax_problem(text, f"error at {error.lineno}:{error.column}") from error
        except (TypeError, ValueError, NotImplementedError) as error:
            raise QueryProblem(f"the query cannot be run: {error}") from error

    def _graph(self, name: str | None) -> Graph:
        return self._dataset.default_graph if name is None else self._dataset.graph(URIRef(name))

    def objects(self, node: Term, prop: Term) -> Iterator[Term]:
        """The values of a property in the merged graph."""
        return map(_from_rdflib, list(self._graph(None).objects(_to_rdflib(node), _to_rdflib(prop))))

    def subjects(self, prop: Term, value: Term) -> Iterator[Term]:
        """The nodes of the merged graph that have this value."""
        return map(_from_rdflib, list(self._graph(None).subjects(_to_rdflib(prop), _to_rdflib(value))))

    def said(self, local: Term, prop: Term) -> Iterator[Term]:
        """The values of a property of an article-level node, in its own graph."""
        graph = self._graph(graph_iri(article_of(local)))
        return map(_from_rdflib, list(graph.objects(_to_rdflib(local), _to_rdflib(prop))))

    def merged_of(self, local: Term) -> Term | None:
        """The merged node that stands for an article-level node."""
        return next(self.subjects(DERIVED, local), None)

    def of_article(self, article: str) -> tuple[Triple, ...]:
        """The triples of an article's graph, by the IRI of the article; empty where there is none."""
        return tuple(self._triples(graph_iri(article)))

    def _triples(self, name: str | None) -> Iterator[Triple]:
        for s, p, o in self._graph(name):
            yield _from_rdflib(s), _from_rdflib(p), _from_rdflib(o)

    def _names(self) -> list[str]:
        data = self._dataset
        return sorted(str(g.identifier) for g in data.graphs() if g.identifier != data.default_graph.identifier and len(g))

    def _write(self, plan: Plan) -> None:
        for name, triple in plan.deletes:
            self._graph(name).remove(_nodes(triple))
        for name in plan.dropped:
            self._dataset.remove_graph(URIRef(name))
        for name, triple in plan.inserts:
            self._graph(name).add(_nodes(triple))

    def replace(self, graph: ArticleGraph) -> Change:
        """Put one article's graph in place of what the store has of that article."""
        plan = plan_replacement([graph], self)
        self._write(plan)
        return plan.outcomes[0][1]

    def replace_many(self, graphs: Iterable[ArticleGraph]) -> Iterator[tuple[ArticleGraph, Change]]:
        """The same for many."""
        for graph in graphs:
            yield graph, self.replace(graph)

    def remove(self, article: str) -> bool:
        """Take an article out, by the IRI of the article or of its graph; False where there is none."""
        iri = article_named(article)
        plan = None if iri is None else plan_removal(iri, self)
        if plan is None:
            return False
        self._write(plan)
        return True

    def load_reference(self, triples: Iterable[Triple]) -> bool:
        """Put the ontology and the schemes into ``graph/reference`` and the default graph; False where they are there."""
        new, old = set(triples), set(self._triples(REFERENCE))
        if new == old:
            return False
        for name in (REFERENCE, None):
            for triple in old - new:
                self._graph(name).remove(_nodes(triple))
            for triple in new - old:
                self._graph(name).add(_nodes(triple))
        return True

    def articles(self) -> tuple[str, ...]:
        """The IRIs of all articles, sorted."""
        return tuple(iri for iri in map(article_named, self._names()) if iri is not None)

    def graph(self, article: str) -> ArticleGraph | None:
        """The graph of one article, by the IRI of the article or of its graph."""
        iri = article_named(article)
        triples = () if iri is None else tuple(sorted(self.of_article(iri)))
        return ArticleGraph(name=graph_iri(iri), article=iri, triples=triples) if iri is not None and triples else None

    def export(self, form: ExportFormat) -> Iterator[bytes]:
        """A dump in pieces; the same bytes as from any other store with the same articles."""
        return export(form, self._triples, self._names())

    def info(self) -> StoreInfo:
        """Counts and versions."""
        return inspect(self)


def _to_rdflib(term: Term) -> URIRef | Literal:
    if term.startswith("<"):
        return URIRef(term[1:-1])
    text, language, datatype = parse_literal(term)
    return Literal(text, lang=language, datatype=None if datatype is None else URIRef(datatype), normalize=False)


def _nodes(triple: Triple) -> tuple[Node, Node, Node]:
    s, p, o = triple
    return _to_rdflib(s), _to_rdflib(p), _to_rdflib(o)


def _from_rdflib(node: Node) -> Term:
    if isinstance(node, Literal):
        plain = string(str(node), node.language)
        if node.language is not None or node.datatype is None or str(node.datatype).endswith("#string"):
            return plain
        return Term(f"{plain}^^<{node.datatype}>")
    return Term(f"_:{node}" if isinstance(node, BNode) else f"<{node}>")


def _result(found: RdflibResult) -> Result:
    if found.type == "ASK":
        return bool(found.askAnswer)
    if found.type in ("CONSTRUCT", "DESCRIBE"):
        graph = found.graph if found.graph is not None else Graph()
        return Triples(tuple(sorted((_from_rdflib(s), _from_rdflib(p), _from_rdflib(o)) for s, p, o in graph)))
    names = tuple(str(v) for v in found.vars or ())
    rows = (tuple(None if v is None else _from_rdflib(v) for v in row) for row in found)  # type: ignore[union-attr]
    return Rows(names, tuple(rows))
