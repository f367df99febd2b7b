"""The port of a store: what every store can do, and the plain data it answers with.

Terms are in their N-Triples form (:mod:`bienban.graph.terms`), so that nothing above this package sees a library's classes.
Plain SPARQL runs on the merged graph (the default graph); ``GRAPH ?g { … }`` reaches the article graphs with the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from bienban.errors import QueryProblem
from bienban.graph.terms import Term, Triple
from bienban.model.graph import ArticleGraph

__all__ = [
    "Change", "ExportFormat", "FileGraph", "Queryable", "Result", "Rows", "Store", "StoreInfo", "Triples", "ask", "construct",
    "select",
]  # fmt: skip

Change = Literal["added", "replaced", "unchanged"]
ExportFormat = Literal["nquads", "trig", "turtle", "jsonld"]


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: variables in order (without ``?``), and rows with None where a variable is unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE: each triple once, sorted."""

    triples: tuple[Triple, ...]


Result = Rows | Triples | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileGraph:
    """A named graph that came from an RDF file: the file's name, and a sum of its triples as they were written."""

    name: str
    source: str
    sum: str

    @property
    def triples(self) -> int:
        """How many there are."""
        return int(self.sum.partition(":")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreInfo:
    """What is in a store.

    ``facts`` counts the things of the merged graph by kind; ``evidenced`` the facts of articles that have evidence, each once;
    ``quads_per_fact`` is ``(quads - reference_quads) / evidenced``, merged copy included, graphs of files not.
    ``generation`` and ``bytes_on_disk`` are None for a store that is not on disk, ``created_by`` where it is unknown.
    ``merged_graph`` is the name of the merged graph where it is not the default graph, ``files`` are the graphs that came from
    RDF files.
    """

    where: str
    articles: int
    quads: int
    reference_quads: int
    merged_triples: int
    facts: tuple[tuple[str, int], ...]
    evidence: int
    evidenced: int
    quads_per_fact: float | None
    extractors: tuple[tuple[str, int], ...]
    bytes_on_disk: int | None = None
    generation: int | None = None
    created_by: str | None = None
    texts: int = 0
    set_aside: int = 0
    merged_graph: str | None = None
    files: tuple[FileGraph, ...] = ()


class Queryable(Protocol):
    """What can be asked: a store, or a SPARQL server."""

    @property
    def where(self) -> str:
        """The path or address, for messages."""

    def query(self, text: str) -> Result:
        """Run any SPARQL 1.1 query on the merged graph.

        Raises:
            QueryProblem: it cannot be parsed or evaluated.
            StoreProblem: the store cannot be read.
            NetworkProblem: the server does not answer.
        """

    def close(self) -> None:
        """Let go of files and connections; a second call does nothing."""


class Store(Queryable, Protocol):
    """A store of article graphs and the merged graph over them; the order of imports leaves no trace in it."""

    def replace(self, graph: ArticleGraph) -> Change:
        """Put one article's graph in place of what the store has of that article, in one transaction."""

    def replace_many(self, graphs: Iterable[ArticleGraph]) -> Iterator[tuple[ArticleGraph, Change]]:
        """The same for many, faster: batches are written as they fill, and each graph is yielded once it is in the store.

        The iterator must be run to its end. When the process dies, the store holds whole articles only.
        """

    def remove(self, article: str) -> bool:
        """Take an article out, by the IRI of the article or of its graph; False where there is none."""

    def load_reference(self, triples: Iterable[Triple]) -> bool:
        """Put the ontology and the schemes into ``graph/reference`` and the default graph; False where they are there."""

    def put_graph(self, name: str, source: str, triples: Iterable[Triple]) -> Change:
        """Put the triples of an RDF file under a name, in place of what a file put there before.

        Raises:
            UsageProblem: the name is one of the store's own, or somebody else has a graph of this name.
        """

    def remove_graph(self, name: str) -> bool:
        """Take out the graph of a file; False where no file put one there."""

    def file_graphs(self) -> tuple[FileGraph, ...]:
        """The graphs that came from RDF files, by name."""

    def articles(self) -> tuple[str, ...]:
        """The IRIs of all articles, sorted."""

    def graph(self, article: str) -> ArticleGraph | None:
        """The graph of one article, by the IRI of the article or of its graph."""

    def export(self, form: ExportFormat) -> Iterator[bytes]:
        """A dump in pieces; the same bytes for the same articles in whatever order they came."""

    def info(self) -> StoreInfo:
        """Counts and versions."""


def select(store: Queryable, text: str) -> Rows:
    """The rows of a SELECT query.

    Raises:
        QueryProblem: it is a query of another kind, or cannot be run.
    """
    found = store.query(text)
    if not isinstance(found, Rows):
        raise QueryProblem("this is no SELECT query")
    return found


def ask(store: Queryable, text: str) -> bool:
    """The answer to an ASK query.

    Raises:
        QueryProblem: it is a query of another kind, or cannot be run.
    """
    found = store.query(text)
    if not isinstance(found, bool):
        raise QueryProblem("this is no ASK query")
    return found


def construct(store: Queryable, text: str) -> Triples:
    """The triples of a CONSTRUCT or DESCRIBE query.

    Raises:
        QueryProblem: it is a query of another kind, or cannot be run.
    """
    found = store.query(text)
    if not isinstance(found, Triples):
        raise QueryProblem("this is no CONSTRUCT or DESCRIBE query")
    return found
