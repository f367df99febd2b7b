"""A store directory opened for a server: the newest published generation, answering in the engine's own formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Literal, cast

import pyoxigraph as ox

from bienban.errors import NoSuchForm, QueryProblem, StoreProblem
from bienban.graph.vocab import BASE, PREFIXES
from bienban.store.bounds import Bounded, Capped, Counted
from bienban.store.layout import Generation, Layout
from bienban.store.newest import Newest
from bienban.store.problems import syntax_problem
from bienban.store.rowcount import ResultForm

__all__ = ["LONG", "REMEMBERED", "Answer", "GraphForm", "MERGED", "PublishedReader", "Question", "convert", "convert_dataset"]

GraphForm = Literal["turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml"]

MERGED = BASE + "graph/merged"
"""The name under which the default graph can be asked for, as on servers whose own default graph is another."""

LONG, REMEMBERED = 4_000, 1_000
"""Characters of a query that is worth remembering, and how many are."""

_RESULTS: Mapping[ResultForm, ox.QueryResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS: Mapping[GraphForm, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query with how to answer it.

    ``results`` is the format for SELECT and ASK, ``graph`` for CONSTRUCT and DESCRIBE; None where none will do. The dataset is
    the store's own unless graphs are named (SPARQL 1.1 Protocol §2.1.4); then it is those and no others.
    """

    text: str
    results: ResultForm | None
    graph: GraphForm | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    max_rows: int
    max_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was written: in which format, how many rows or triples (None for a boolean), from which generation."""

    form: ResultForm | GraphForm
    rows: int | None
    generation: int


class PublishedReader:
    """Reads generations only, never the writer's database; each answer comes from one generation."""

    def __init__(self, path: Path) -> None:
        """Open the newest generation.

        Raises:
            StoreMissing: there is no store, or nothing was published.
            StoreProblem: its files cannot be read.
        """
        self._layout = Layout(path)
        self._newest = Newest(self._layout)
        self._held: Generation | None = None
        self._store: ox.Store | None = None
        self.refresh()

    def refresh(self) -> int:
        """Go over to the newest generation, if there is a newer one; returns its number.

        Raises:
            StoreProblem: the newest generation cannot be opened.
        """
        held = self._held
        if held is not None and self._newest.number() == held.number:
            return held.number
        self._layout.check()
        new = Generation(self._layout)
        try:
            self._store = ox.Store.read_only(str(new.path))
        except (OSError, RuntimeError) as error:
            new.release()
            what, todo = (
                f"the generation cannot be opened: {_line(error)}",
                "bienban check says what is damaged, --repair mends it",
            )
            raise StoreProblem(what, where=str(new.path), todo=todo) from error
        self._held = new
        if held is not None:
            held.release()
        return new.number

    @property
    def _open(self) -> tuple[ox.Store, int]:
        if self._store is None or self._held is None:
            raise StoreProblem("the store is closed", where=str(self._layout.root))
        return self._store, self._held.number

    def close(self) -> None:
        """Let the generation go."""
        self._store = None
        if self._held is not None:
            self._held.release()
            self._held = None

    def answer(self, question: Question, out: IO[bytes]) -> Answer:
        """Run a query and write the whole answer.

        The query must have been looked at before: the engine would follow a ``SERVICE`` clause.

        Raises:
            QueryProblem: it cannot be parsed or evaluated.
            NoSuchForm: its answer has none of the formats asked for.
            LimitReached: the answer has more rows, triples or bytes than allowed; ``out`` then holds a part of it.
            StoreProblem: the store cannot be read.
        """
        store, number = self._open
        try:
            found = _asked(store, question)
            form, rows = _written(found, question, out)
        except (SyntaxError, ValueError) as error:
            raise syntax_problem(question.text, str(error)) from error
        except RuntimeError as error:
            if str(error).startswith("Corruption"):
                raise StoreProblem(f"the database is damaged: {_line(error)}", where=str(self._layout.root)) from error
            raise QueryProblem(f"the query cannot be evaluated: {_line(error)}", todo="correct the query") from error
        except OSError as error:
            raise StoreProblem(f"the database cannot be read: {_line(error)}", where=str(self._layout.root)) from error
        return Answer(form=form, rows=rows, generation=number)

    def graph(self, name: str | None, form: GraphForm, out: IO[bytes], *, max_rows: int, max_bytes: int) -> Answer | None:
        """Write a named graph, or the default graph for None and :data:`MERGED`; None where there is no such graph.

        Raises:
            QueryProblem: the name is no IRI.
            LimitReached: it has more triples or bytes than allowed; ``out`` then holds a part of it.
            StoreProblem: the store cannot be read.
        """
        store, number = self._open
        try:
            at = ox.DefaultGraph() if name in (None, MERGED) else ox.NamedNode(str(name))
            if isinstance(at, ox.NamedNode) and not store.contains_named_graph(at):
                return None
            triples = Capped((q.triple for q in store.quads_for_pattern(None, None, None, at)), max_rows)
            ox.serialize(triples, _file(Bounded(out, max_bytes)), format=_GRAPHS[form], prefixes=PREFIXES)
        except ValueError as error:
            raise QueryProblem(f"not the IRI of a graph: {name!r}", todo="give an absolute IRI") from error
        except (OSError, RuntimeError) as error:
            raise StoreProblem(f"the database cannot be read: {_line(error)}", where=str(self._layout.root)) from error
        return Answer(form=form, rows=triples.rows, generation=number)


def _asked(store: ox.Store, question: Question) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
    """Both lists of graphs are given once one is, for the engine takes a missing one to mean all graphs."""
    prefixes = (_prefixes if len(question.text) > LONG else _prefixes_again)(question.text)
    if not question.default_graphs and not question.named_graphs:
        return store.query(question.text, base_iri=question.base, prefixes=prefixes)
    return store.query(
        question.text,
        base_iri=question.base,
        prefixes=prefixes,
        default_graph=[ox.DefaultGraph() if name == MERGED else _name(name) for name in question.default_graphs],
        named_graphs=[_name(name) for name in question.named_graphs],
    )


def _prefixes(text: str) -> dict[str, str]:
    """Those of the project that a query may use: the engine parses each that it is given, with every query."""
    return {name: iri for name, iri in PREFIXES.items() if f"{name}:" in text}


_prefixes_again = lru_cache(maxsize=REMEMBERED)(_prefixes)


def _name(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise QueryProblem(f"not the IRI of a graph: {iri!r}", todo="give an absolute IRI") from error


def _written(
    found: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean, question: Question, out: IO[bytes]
) -> tuple[ResultForm | GraphForm, int | None]:
    if isinstance(found, ox.QueryTriples):
        if question.graph is None:
            raise NoSuchForm(
                "this query gives a graph, and no format for graphs is accepted", todo="accept text/turtle, for instance"
            )
        triples = Capped(found, question.max_rows)
        ox.serialize(triples, _file(Bounded(out, question.max_bytes)), format=_GRAPHS[question.graph], prefixes=PREFIXES)
        return question.graph, triples.rows
    if question.results is None:
        raise NoSuchForm(
            "this query gives a table or a boolean, and no format for these is accepted",
            todo="accept application/sparql-results+json, for instance",
        )
    if isinstance(found, ox.QueryBoolean):
        Bounded(out, question.max_bytes).write(found.serialize(format=_RESULTS[question.results]) or b"")
        return question.results, None
    counted = Counted(out, question.results, max_rows=question.max_rows, max_bytes=question.max_bytes)
    found.serialize(_file(counted), format=_RESULTS[question.results])
    return question.results, counted.count()


def _file(bounds: Bounded) -> IO[bytes]:
    """The engine asks of a file no more than ``write`` and ``flush``."""
    return cast(IO[bytes], bounds)


def _line(error: Exception) -> str:
    return (str(error).splitlines() or ["unknown"])[0][:200].rstrip(" .")


def convert_dataset(nquads: bytes, form: GraphForm) -> bytes:
    """N-Quads in another format that has named graphs; in one that has none, where there are none in it.

    Raises:
        QueryProblem: it is no N-Quads, or has graphs for which there is no place.
    """
    try:
        quads = list(ox.parse(nquads, ox.RdfFormat.N_QUADS))
        return ox.serialize(quads, format=_GRAPHS[form], prefixes=PREFIXES) or b""
    except (SyntaxError, ValueError) as error:
        raise QueryProblem(f"not to be written so: {_line(error)}") from error


def convert(turtle: bytes, form: GraphForm) -> bytes:
    """Turtle in another format.

    Raises:
        QueryProblem: it is no Turtle.
    """
    try:
        triples = [quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise QueryProblem(f"not Turtle: {_line(error)}") from error
    return ox.serialize(triples, format=_GRAPHS[form], prefixes=PREFIXES) or b""
