"""RDF files into named graphs of their own: only what conforms, never over what the store itself keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bienban.errors import BienbanError, InputProblem
from bienban.exchange.rdf_files import RdfFile, form_of, read_rdf
from bienban.graph.terms import Term, Triple
from bienban.graph.vocab import BASE, term
from bienban.model.finding import Report, Severity
from bienban.pipeline.importer import Change
from bienban.pipeline.stages import validator
from bienban.sources.base import Again, Item, ReadSettings, Remark, SetAside
from bienban.sources.files import absolute, is_address, shown, stamp_of
from bienban.sources.registry import split_name
from bienban.text import disc, nfc, slug

__all__ = ["GraphDone", "GraphSink", "RdfImporter", "is_rdf"]

ARTICLES = f"<{BASE}id/article/"
EVIDENCE = term("oa:hasBody")
GENID = "https://w3id.org/.well-known/genid/bienban/"
"""IRIs that stand for blank nodes (RDF 1.1 Concepts, section 3.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphDone:
    """One file whose triples are in a graph of the store."""

    source: str
    name: str
    triples: int
    change: Change
    report: Report


class GraphSink(Protocol):
    """Where graphs of files go."""

    def put_graph(self, name: str, source: str, triples: Iterable[Triple]) -> Change:
        """Put triples under a name, in place of what a file put there before.

        Raises:
            UsageProblem: the name is one of the store's own, or somebody else has a graph of this name.
        """

    def put_aside(self, aside: SetAside) -> None:
        """Keep an input that could not be used, with its reason."""


def is_rdf(path: str) -> bool:
    """Whether a path names an RDF file, by its suffix."""
    return not is_address(path) and form_of(path) is not None and not Path(path).is_dir()


class RdfImporter:
    """Takes one file after another; ``graph`` is the name that the user gives, ``fail_on`` the finding that sets one aside."""

    def __init__(self, sink: GraphSink, settings: ReadSettings, *, graph: str | None, fail_on: Severity) -> None:
        self._sink = sink
        self._settings = settings
        self._graph = graph
        self._fail_on = fail_on
        self._taken: dict[str, str] = {}
        self.met: list[str] = []

    def passing(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items without the RDF files met in folders, which are noted in ``met``."""
        for item in items:
            if isinstance(item, Remark) and item.skipped and is_rdf(item.source):
                self.met.append(item.source)
            else:
                yield item

    def run(self, paths: Iterable[str]) -> Iterator[GraphDone | SetAside]:
        """Each file's triples into the store, or the file set aside with the reason."""
        for path in paths:
            try:
                yield self._put(path)
            except BienbanError as problem:
                aside = self._aside(path, problem)
                self._sink.put_aside(aside)
                yield aside

    def _aside(self, path: str, problem: BienbanError) -> SetAside:
        place = (problem.where or "").removeprefix(path).removeprefix(", ")
        again = Again(settings=self._settings, path=absolute(path), stamp=stamp_of(path))
        stem = split_name(Path(path).name)[0]
        return SetAside(
            source=shown(path), stem=nfc(shown(stem)), what=problem.what, where=place or None, todo=problem.todo, again=again
        )

    def _put(self, path: str) -> GraphDone:
        own = _own_name(path)
        file = read_rdf(Path(path), base=own if self._graph is None else self._graph, limit=self._settings.limits.file_bytes)
        name = self._graph if self._graph is not None else _named_in(file, own)
        if not file.quads:
            raise InputProblem("there is no statement in it")
        if name in self._taken:
            raise InputProblem(
                f"{self._taken[name]} goes into the graph {name} too", todo="import it by itself, with --graph IRI"
            )
        _check_subjects(file)
        report = validator().validate_rdf(file)
        self._check_findings(report)
        triples = tuple(_without_blanks(file, name))
        change = self._sink.put_graph(name, Path(shown(path)).name, triples)
        self._taken[name] = path
        return GraphDone(source=shown(path), name=name, triples=len(set(triples)), change=change, report=report)

    def _check_findings(self, report: Report) -> None:
        bad = report.at_least(self._fail_on)
        if not bad:
            return
        more = f", and {len(bad) - 1} more" if len(bad) > 1 else ""
        first = bad[0]
        raise InputProblem(
            f"it does not conform: {first.code} {first.message_en.removeprefix(first.code).strip()} ({first.focus}){more}",
            where=None if first.line is None else f"line {first.line}",
            todo="bienban validate FILE lists all with what to do",
        )


def _own_name(path: str) -> str:
    """The name of a file's graph: the same for every version of the file, wherever it lies."""
    name = nfc(shown(Path(path).name)).removesuffix(".gz")
    return f"{BASE}graph/file/{slug(split_name(name)[0])}-{disc('file', name)}"


def _named_in(file: RdfFile, own: str) -> str:
    """The one graph that the file names, else its own.

    Raises:
        InputProblem: it has several.
    """
    names = {graph for _, _, _, graph in file.quads}
    if len(names) > 1:
        raise InputProblem(f"there are {len(names)} graphs in it", todo="--graph IRI puts all of it into one")
    (name,) = names or {None}
    return own if name is None or name.startswith("_:") else name[1:-1]


def _check_subjects(file: RdfFile) -> None:
    """Refuse what articles say: their graphs come from the articles alone."""
    for s, p, o in file.triples():
        if s.startswith(ARTICLES) or (p == EVIDENCE and o.startswith(ARTICLES)):
            line = file.lines().get(s)
            raise InputProblem(
                f"it says what an article says ({(s if s.startswith(ARTICLES) else o)[1:-1]})",
                where=None if line is None else f"line {line}",
                todo="import the article, or its facts as JSON",
            )


def _without_blanks(file: RdfFile, name: str) -> Iterator[Triple]:
    """The triples with IRIs of this graph alone for blank nodes, the same for the same file."""
    own = f"{GENID}{disc('graph', name)}-"

    def named(node: str) -> Term:
        return Term(f"<{own}{node[2:]}>" if node.startswith("_:") else node)

    return ((named(s), Term(p), named(o)) for s, p, o in file.triples())
