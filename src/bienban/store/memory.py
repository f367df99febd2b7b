"""The same store in memory, over rdflib: for tests, and to hold Oxigraph's answers against."""

from __future__ import annotations

from collections.abc import Iterator

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
from bienban.store.base import Result, Rows, StoreInfo, Triples
from bienban.store.inspect import inspect
from bienban.store.keeping import Keeping
from bienban.store.plan import Plan
from bienban.store.problems import check_query, syntax_problem, unknown_prefix

__all__ = ["MemoryStore", "from_rdflib"]


class MemoryStore(Keeping):
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
        return map(from_rdflib, list(self._graph(None).objects(_to_rdflib(node), _to_rdflib(prop))))

    def subjects(self, prop: Term, value: Term) -> Iterator[Term]:
        """The nodes of the merged graph that have this value."""
        return map(from_rdflib, list(self._graph(None).subjects(_to_rdflib(prop), _to_rdflib(value))))

    def said(self, local: Term, prop: Term) -> Iterator[Term]:
        """The values of a property of an article-level node, in its own graph."""
        graph = self._graph(graph_iri(article_of(local)))
        return map(from_rdflib, list(graph.objects(_to_rdflib(local), _to_rdflib(prop))))

    def merged_of(self, local: Term) -> Term | None:
        """The merged node that stands for an article-level node."""
        return next(self.subjects(DERIVED, local), None)

    def _state(self) -> MemoryStore:
        return self

    def _triples(self, graph: str | None) -> Iterator[Triple]:
        for s, p, o in self._graph(graph):
            yield from_rdflib(s), from_rdflib(p), from_rdflib(o)

    def _names(self) -> list[str]:
        data = self._dataset
        return sorted(str(g.identifier) for g in data.graphs() if g.identifier != data.default_graph.identifier and len(g))

    def _write(self, plan: Plan) -> None:
        for name, triple in plan.deletes:
            self._graph(name).remove(_nodes(triple))
        for name in plan.dropped:
            self._dataset.remove_graph(URIRef(name))
        for name, triple in plan.all_inserts():
            self._graph(name).add(_nodes(triple))

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


def from_rdflib(node: Node) -> Term:
    """The N-Triples form of an rdflib node."""
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
        return Triples(tuple(sorted((from_rdflib(s), from_rdflib(p), from_rdflib(o)) for s, p, o in graph)))
    names = tuple(str(v) for v in found.vars or ())
    rows = (tuple(None if v is None else from_rdflib(v) for v in row) for row in found)  # type: ignore[union-attr]
    return Rows(names, tuple(rows))
