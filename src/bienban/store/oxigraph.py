"""The database under an embedded store: reading patterns, running queries, writing atomically, in terms of N-Triples.

The one class that talks to a ``pyoxigraph.Store``; its errors leave here as the project's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from bienban.errors import QueryProblem, StoreProblem
from bienban.graph.mint import graph_iri
from bienban.graph.terms import Term, Triple
from bienban.graph.vocab import PREFIXES
from bienban.identity.contribution import DERIVED
from bienban.store.base import Result
from bienban.store.codec import Write, from_ox, results, to_ox, update_text
from bienban.store.problems import check_query, syntax_problem

__all__ = ["Database", "syntax_of"]

DEFAULT = ox.DefaultGraph()

BROKEN = (OSError, RuntimeError)
"""What pyoxigraph raises for the file system, and for damaged files ("Corruption: …")."""


class Database:
    """One open database. It is also the :class:`bienban.identity.merge.MergedState` of the incremental merge."""

    def __init__(self, path: Path, *, write: bool) -> None:
        """Open it.

        Raises:
            StoreProblem: its files are missing, damaged or in use.
        """
        self._path = path
        with self._mapped("opened"):
            self._store = ox.Store(path) if write else ox.Store.read_only(str(path))

    @contextmanager
    def _mapped(self, done: str) -> Iterator[None]:
        try:
            yield
        except BROKEN as error:
            raise self._problem(done, error) from error

    def _problem(self, done: str, error: OSError | RuntimeError) -> StoreProblem:
        reason = (str(error).splitlines() or ["unknown"])[0][:200].rstrip(" .")
        return StoreProblem(
            f"the database cannot be {done}: {reason}",
            where=str(self._path),
            todo="if no other program uses it, restore the store from a copy or import again into a new directory",
        )

    def query(self, text: str) -> Result:
        """Run a query; the project's prefixes need not be declared.

        Raises:
            QueryProblem: it cannot be parsed or evaluated.
        """
        check_query(text)
        with self._mapped("read"):
            try:
                return results(self._store.query(text, prefixes=PREFIXES))
            except (SyntaxError, ValueError) as error:
                raise syntax_problem(text, str(error)) from error

    def _pattern(
        self, s: str | None, p: str | None, o: str | None, graph: ox.NamedNode | ox.DefaultGraph | None
    ) -> Iterator[ox.Quad]:
        try:
            yield from self._store.quads_for_pattern(
                None if s is None else to_ox(s),  # type: ignore[arg-type]
                None if p is None else to_ox(p),  # type: ignore[arg-type]
                None if o is None else to_ox(o),
                graph,
            )
        except BROKEN as error:
            raise self._problem("read", error) from error

    def objects(self, node: Term, prop: Term) -> Iterator[Term]:
        """The values of a property in the merged graph."""
        try:  # asked dozens of times for each article that is stored: not through _pattern
            for quad in self._store.quads_for_pattern(to_ox(node), to_ox(prop), None, DEFAULT):  # type: ignore[arg-type]
                yield from_ox(quad.object)
        except BROKEN as error:
            raise self._problem("read", error) from error

    def properties(self, node: Term) -> Iterator[tuple[Term, Term]]:
        """All properties of a node of the merged graph, with their values."""
        return ((from_ox(q.predicate), from_ox(q.object)) for q in self._pattern(node, None, None, DEFAULT))

    def subjects(self, prop: Term, value: Term) -> Iterator[Term]:
        """The nodes of the merged graph that have this value."""
        return (from_ox(q.subject) for q in self._pattern(None, prop, value, DEFAULT))

    def said(self, local: Term, prop: Term) -> Iterator[Term]:
        """The values of a property of an article-level node, in its own graph."""
        graph = ox.NamedNode(graph_iri(local[1:-1].partition("#")[0]))
        return (from_ox(q.object) for q in self._pattern(local, prop, None, graph))

    def merged_of(self, local: Term) -> Term | None:
        """The merged node that stands for an article-level node."""
        return next(self.subjects(DERIVED, local), None)

    def triples(self, graph: str | None) -> Iterator[Triple]:
        """All triples of a named graph, or of the default graph (None), unsorted."""
        name = DEFAULT if graph is None else ox.NamedNode(graph)
        return ((from_ox(q.subject), from_ox(q.predicate), from_ox(q.object)) for q in self._pattern(None, None, None, name))

    def of_article(self, article: str) -> tuple[Triple, ...]:
        """The graph of an article as it stands, by the article's IRI; empty where there is none."""
        return tuple(self.triples(graph_iri(article)))

    def everywhere(self, prop: Term, value: Term) -> Iterator[tuple[Term, str]]:
        """Who has this value in which named graph."""
        return ((from_ox(q.subject), str(q.graph_name)[1:-1]) for q in self._pattern(None, prop, value, None))

    def has_graph(self, graph: str) -> bool:
        """Whether there is a named graph of this name."""
        with self._mapped("read"):
            return self._store.contains_named_graph(ox.NamedNode(graph))

    def graphs(self) -> Iterator[str]:
        """The names of all named graphs."""
        with self._mapped("read"):
            for name in self._store.named_graphs():
                yield str(name)[1:-1]

    def __len__(self) -> int:
        with self._mapped("read"):
            return len(self._store)

    def has(self, graph: str | None, triple: Triple) -> bool:
        """Whether the triple is in the graph."""
        name = DEFAULT if graph is None else ox.NamedNode(graph)
        return next(self._pattern(*triple, name), None) is not None

    def update(self, deletes: Iterable[Write], inserts: Iterable[Write], dropped: Iterable[str] = ()) -> None:
        """Delete, insert and drop whole graphs, all in one transaction."""
        text = update_text(deletes, inserts, dropped)
        if text:
            with self._mapped("written"):
                self._store.update(text)

    def change(self, text: str, *, base: str | None) -> None:
        """Run a SPARQL update, all of it or nothing; it must have been looked at before, for ``LOAD`` would be followed.

        Raises:
            QueryProblem: it cannot be parsed or evaluated.
        """
        with self._mapped("written"):
            try:
                self._store.update(text, base_iri=base, prefixes=PREFIXES)
            except (SyntaxError, ValueError) as error:
                raise syntax_problem(text, str(error)) from error

    def bulk(self, lines: bytes) -> None:
        """Add the quads of canonical N-Quads: all of them or none, on disk when it returns (files of the engine are moved in)."""
        with self._mapped("written"):
            self._store.bulk_load(lines, ox.RdfFormat.N_QUADS, lenient=True)

    def flush(self) -> None:
        """Make sure that everything written is on disk."""
        with self._mapped("written"):
            self._store.flush()

    def merge_files(self) -> None:
        """Write all files anew as few, in which each term is found at once; takes about as long as writing them did."""
        with self._mapped("written"):
            self._store.optimize()

    def backup(self, target: Path) -> None:
        """A snapshot by hard links."""
        with self._mapped("published"):
            self._store.backup(target)


def syntax_of(text: str, *, where: str | None = None) -> QueryProblem | None:
    """What is wrong with the syntax of a query, asked of an empty database; None where nothing is.

    The query must have been looked at before: the engine would follow a ``SERVICE`` clause.
    """
    try:
        ox.Store().query(text, prefixes=PREFIXES)
    except (SyntaxError, ValueError) as error:
        found = syntax_problem(text, str(error))
        return QueryProblem(found.what, where=where, todo=found.todo)
    return None
