"""Whether a store holds what was written into it: article graphs, merged graph, reference data, texts, notes.

Nothing is changed. While a store is being written, what its readers see is looked at; else what its writer works on as well.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bienban.errors import StoreMissing, StoreProblem
from bienban.graph.mint import graph_iri
from bienban.graph.terms import parse_literal
from bienban.model.finding import Severity
from bienban.model.graph import ArticleGraph
from bienban.store.file_graphs import META, registered
from bienban.store.folders import AsideFolder, TextFolder
from bienban.store.inspect import REFERENCE
from bienban.store.journal import PENDING
from bienban.store.layout import Generation, Layout, WriterLock
from bienban.store.ledger import Ledger, digest_of_file, sum_of
from bienban.store.oxigraph import Database
from bienban.store.plan import DIGEST, article_named
from bienban.store.remerge import differences, merged_lines, sorted_triples
from bienban.store.retired import lost
from bienban.store.suppressed import Suppressed

__all__ = ["AGAIN", "CODES", "Flaw", "articles_of", "audit", "audit_database"]

CODES = {
    "K01": "the database cannot be read",
    "K02": "an article graph is not what was written",
    "K03": "an article graph was never noted as written",
    "K04": "an article that was written is not there",
    "K05": "the merged graph lacks what articles say",
    "K06": "the merged graph has what no article says",
    "K07": "the reference data is missing",
    "K08": "a kept text is damaged",
    "K09": "a text that no article has is kept",
    "K10": "a note on an input set aside is damaged",
    "K11": "readers do not see what was written",
    "K12": "the list of articles is damaged",
    "K13": "a graph that is neither an article's nor the store's own",
    "K14": "a retired IRI leads to what was never there",
    "K15": "the graph of an RDF file is not what was written",
    "K16": "the change feed lacks what became of articles",
    "K17": "an article names a person who is suppressed",
}
"""What is looked for, by code."""

AGAIN = "import the article again, or restore a backup"
REBUILD = "bienban check --repair makes it whole where its text was kept"
REPAIR = "bienban check --repair puts it right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing that is wrong; ``where`` is an IRI, a path or an example, ``count`` how often it is so."""

    code: str
    where: str
    todo: str
    detail: str = ""
    count: int = 1
    severity: Severity = Severity.VIOLATION

    @property
    def what(self) -> str:
        """What is wrong, in words."""
        return CODES[self.code]


def audit(layout: Layout) -> tuple[Flaw, ...]:
    """All flaws of a store, in the order of their codes.

    Raises:
        StoreMissing: there is none.
        StoreVersion: it has another format.
        StoreProblem: its description is damaged.
    """
    layout.check()
    with ExitStack() as stack:
        try:
            stack.callback(WriterLock(layout).release)
            alone = True
        except StoreProblem:  # somebody writes it, or nobody can: then readers see all there is
            alone = False
        found = list(_databases(layout, stack, alone=alone))
    return tuple(sorted(found, key=lambda flaw: (flaw.code, flaw.where)))


def _databases(layout: Layout, stack: ExitStack, *, alone: bool) -> Iterator[Flaw]:
    yield from _notes(layout)
    published = _published(layout, stack)
    if isinstance(published, Flaw):
        yield published
    upto = None if isinstance(published, Flaw) else published[1]
    if alone and upto is not None:
        yield from _events(layout, upto)
    if alone and (layout.data / "CURRENT").exists():
        try:
            written = Database(layout.data, write=False)
            size = len(written)
        except StoreProblem as problem:
            yield Flaw(code="K01", where=str(layout.data), detail=problem.what, todo=REPAIR if upto is not None else AGAIN)
        else:
            yield from audit_database(layout, written, None)
            if not isinstance(published, Flaw) and not layout.unpublished.exists() and len(published[0]) != size:
                yield Flaw(code="K11", where=str(layout.generations), detail="other quads than the writer has", todo=REPAIR)
            return
    if not isinstance(published, Flaw):
        yield from audit_database(layout, published[0], upto)


def _events(layout: Layout, upto: int) -> Iterator[Flaw]:
    """What the change feed says against what is published; a store that no writer opened since there is one has none."""
    with suppress(StoreProblem):  # a damaged ledger is found with the graphs
        if layout.ledger.exists():
            with closing(Ledger(layout.ledger, write=False)) as ledger, ledger.history() as history:
                lacking = history.missing(upto) if history.known() else 0
            if lacking:
                yield Flaw(code="K16", where=str(layout.ledger), count=lacking, todo=REPAIR, severity=Severity.WARNING)


def _published(layout: Layout, stack: ExitStack) -> tuple[Database, int] | Flaw:
    """What readers see, held so that nobody deletes it."""
    try:
        held = Generation(layout)
    except StoreMissing as problem:
        return Flaw(code="K11", where=str(layout.generations), detail=problem.what, todo=REPAIR)
    stack.callback(held.release)
    try:
        database = Database(held.path, write=False)
        len(database)
        for name in _changed(layout, held.path):
            return Flaw(code="K01", where=str(held.path / name), detail="the file is not as it was written", todo=AGAIN)
    except StoreProblem as problem:
        return Flaw(code="K11", where=str(held.path), detail=problem.what, todo=REPAIR)
    return database, held.number


def _changed(layout: Layout, folder: Path) -> Iterator[str]:
    """The database's files that have other bytes than when they were published."""
    if not layout.ledger.exists():
        return
    with suppress(StoreProblem), closing(Ledger(layout.ledger, write=False)) as ledger:
        for name, (size, digest) in sorted(ledger.files().items()):
            path = folder / name
            if path.exists() and (path.stat().st_size != size or digest_of_file(path) != digest):
                yield name


def audit_database(layout: Layout, database: Database, upto: int | None) -> Iterator[Flaw]:
    """The flaws of one database: as it is now, or as of a generation."""
    try:
        articles = articles_of(database)
        texts = set[str]()
        yield from _graphs(layout, database, upto, articles, texts)
        yield from _merged(database, articles)
        yield from _reference(database)
        yield from _retired(layout, database, upto)
        yield from _texts(layout, texts, loose=upto is None)
    except StoreProblem as problem:
        yield Flaw(code="K01", where=problem.where or layout.root.name, detail=problem.what, todo=problem.todo or AGAIN)


def articles_of(database: Database) -> tuple[str, ...]:
    """The IRIs of all articles, sorted."""
    return tuple(sorted(iri for iri in map(article_named, database.graphs()) if iri is not None))


def _graphs(layout: Layout, database: Database, upto: int | None, articles: tuple[str, ...], texts: set[str]) -> Iterator[Flaw]:
    """Each article graph against its sum; the digests of their texts are gathered on the way."""
    noted: deque[tuple[str, str]] = deque()
    known = layout.ledger.exists()
    if known:
        try:
            with closing(Ledger(layout.ledger, write=False)) as ledger:
                noted.extend((e.article, e.sum or "") for e in ledger.at(upto))
        except StoreProblem as problem:
            known = False
            yield Flaw(code="K12", where=str(layout.ledger), detail=problem.what, todo=REPAIR)
    suppressed = Suppressed.read(layout.suppressed)
    for article in articles:
        while noted and noted[0][0] < article:
            yield Flaw(code="K04", where=noted.popleft()[0], todo=REBUILD)
        triples = database.of_article(article)
        texts.update(parse_literal(o)[0] for _, p, o in triples if p == DIGEST)
        graph = ArticleGraph(name=graph_iri(article), article=article, triples=triples)
        if suppressed.redacted(graph) is not graph:
            yield Flaw(code="K17", where=article, todo="bienban suppress, again for that name, takes the name out")
        if noted and noted[0][0] == article:
            was, now = noted.popleft()[1], sum_of(triples)
            if was != now:
                counts = f"{now.partition(':')[0]} triples, {was.partition(':')[0]} were written"
                yield Flaw(code="K02", where=article, detail=counts, todo=REBUILD)
        elif known:
            yield Flaw(code="K03", where=article, todo=REPAIR, severity=Severity.WARNING)
    yield from (Flaw(code="K04", where=article, todo=REBUILD) for article, _ in noted)
    yield from _others(database, articles)


def _others(database: Database, articles: tuple[str, ...]) -> Iterator[Flaw]:
    """The graphs of files against their sums, and graphs that nobody noted."""
    files = registered(database.triples(META))
    for file in files:
        now = sum_of(database.triples(file.name))
        if now != file.sum:
            counts = f"{now.partition(':')[0]} triples, {file.triples} were written"
            todo = f"import {file.source} again, or restore a backup"
            yield Flaw(code="K15", where=file.name, detail=counts, todo=todo)
    known = {graph_iri(a) for a in articles} | {file.name for file in files} | {REFERENCE, META, PENDING}
    for name in sorted(set(database.graphs()) - known):
        yield Flaw(code="K13", where=name, todo="find out who wrote it", severity=Severity.WARNING)


def _merged(database: Database, articles: tuple[str, ...]) -> Iterator[Flaw]:
    """The merged graph against the one that the article graphs give."""
    expected = merged_lines(articles, database.of_article, tuple(database.triples(REFERENCE)))
    examples: dict[bool, str] = {}
    numbers = {True: 0, False: 0}
    for missing, line in differences(expected, sorted_triples(database.triples(None))):
        numbers[missing] += 1
        examples.setdefault(missing, line[:-3])
    for missing, code in ((True, "K05"), (False, "K06")):
        if numbers[missing]:
            yield Flaw(code=code, where=examples[missing], detail="such as", count=numbers[missing], todo=REPAIR)


def _reference(database: Database) -> Iterator[Flaw]:
    """A store that was ever written has the ontology."""
    if next(database.triples(REFERENCE), None) is None:
        yield Flaw(code="K07", where=REFERENCE, todo="the next import loads it; " + REPAIR)


def _retired(layout: Layout, database: Database, upto: int | None) -> Iterator[Flaw]:
    """The IRIs that are gone lead to things that are there, or are known to be gone."""
    if not layout.ledger.exists():
        return
    with suppress(StoreProblem), closing(Ledger(layout.ledger, write=False)) as ledger:  # a damaged one has its own flaw
        found = lost(ledger.retired(upto), ledger.is_retired, database)
        if found:
            yield Flaw(code="K14", where=found[0], detail="such as", count=len(found), todo=REPAIR, severity=Severity.INFO)


def _texts(layout: Layout, digests: Iterable[str], *, loose: bool) -> Iterator[Flaw]:
    """The texts that are there, each against its digest; with ``loose`` also those that no article has."""
    folder = TextFolder(layout.texts)
    wanted = set(digests)
    for digest in folder.digests():
        try:
            if digest in wanted:
                folder.get(digest)
        except StoreProblem as problem:
            yield Flaw(code="K08", where=problem.where or digest, detail=problem.what, todo=AGAIN)
    free = sorted(set(folder.digests()) - wanted - set(_waiting(layout))) if loose else ()
    if free:
        yield Flaw(code="K09", where=free[0], detail="such as", count=len(free), todo=REPAIR, severity=Severity.INFO)


def _waiting(layout: Layout) -> Iterator[str]:
    """Texts that go when no reader needs them any more."""
    if layout.ledger.exists():
        try:
            with closing(Ledger(layout.ledger, write=False)) as ledger:
                yield from ledger.outdated()
        except StoreProblem:
            return


def _notes(layout: Layout) -> Iterator[Flaw]:
    folder = AsideFolder(layout.aside)
    for problem in islice(folder.damaged(), 20):
        yield Flaw(code="K10", where=problem.where or "", todo=REPAIR, severity=Severity.WARNING)
