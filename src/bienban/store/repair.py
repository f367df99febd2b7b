"""Puts right what can be worked out again; what cannot stays a flaw, and nothing is thrown away that can still be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import count
from pathlib import Path

from bienban.errors import StoreProblem
from bienban.graph.terms import iri_text, string
from bienban.store.audit import Flaw, articles_of, audit_database
from bienban.store.books import Books
from bienban.store.codec import quad_lines
from bienban.store.folders import AsideFolder, TextFolder
from bienban.store.inspect import REFERENCE
from bienban.store.journal import load_and_delete
from bienban.store.layout import Layout, WriterLock
from bienban.store.ledger import Ledger
from bienban.store.oxigraph import Database
from bienban.store.plan import DIGEST, Plan
from bienban.store.remerge import differences, merged_lines, sorted_triples, triple_of

__all__ = ["mend", "prepare"]

Places = Callable[[str], tuple[str, ...]]
"""Where flaws of a code are."""


def prepare(layout: Layout) -> None:
    """What has to be done before the store can be opened for writing: damaged files are moved out of the way.

    Raises:
        StoreLocked: another process writes it.
    """
    lock = WriterLock(layout)
    try:
        if layout.ledger.exists() and not _opens_ledger(layout.ledger):
            for path in layout.root.glob(f"{layout.ledger.name}*"):
                path.rename(_beside(path))
        numbers = layout.numbers()
        shown = bool(numbers) and _opens(layout.generation(numbers[-1]))
        if layout.data.exists() and not _opens(layout.data) and shown:
            layout.data.rename(_beside(layout.data))
            layout.unpublished.unlink(missing_ok=True)
        else:
            layout.unpublished.touch()
        layout.reference.unlink(missing_ok=True)
        for problem in list(AsideFolder(layout.aside).damaged()):
            Path(problem.where or "").unlink(missing_ok=True)
    finally:
        lock.release()


def _opens(folder: Path) -> bool:
    try:
        return len(Database(folder, write=False)) >= 0
    except StoreProblem:
        return False


def _opens_ledger(path: Path) -> bool:
    try:
        with closing(Ledger(path, write=False)) as ledger:
            return all(entry.article for entry in ledger.at())
    except StoreProblem:
        return False


def _beside(path: Path) -> Path:
    """A name that is free, for what is moved away."""
    return next(p for n in count(1) if not (p := path.with_name(f"{path.name}.damaged-{n}")).exists())


def mend(layout: Layout, database: Database, books: Books) -> None:
    """Make the books, the merged graph and the texts agree with the article graphs of a store that is open for writing."""
    flaws = tuple(audit_database(layout, database, None))
    named = _by_code(flaws)
    books.note_as_found(named("K03"))
    books.forget_keys(named("K02"))
    texts = TextFolder(layout.texts)
    damaged = {digest for digest in texts.digests() if str(texts.file(digest)) in named("K08")}
    for digest in damaged:
        books.forget_keys([iri_text(who) for who, _ in database.everywhere(DIGEST, string(digest))])
        texts.file(digest).rename(_beside(texts.file(digest)))
    if named("K09") and not named("K04"):  # one of them may be the text of an article that is not there
        books.outdate(string(digest) for digest in texts.digests())
    if named("K05") or named("K06"):
        _merge_again(layout, database, books)
    books.forget_lost()


def _by_code(flaws: Iterable[Flaw]) -> Places:
    found = tuple(flaws)
    return lambda code: tuple(flaw.where for flaw in found if flaw.code == code)


def _merge_again(layout: Layout, database: Database, books: Books) -> None:
    """Put the merged graph that the articles give in place of what is there; things may get other names by that."""
    reference = tuple(database.triples(REFERENCE))
    expected = merged_lines(articles_of(database), database.of_article, reference)
    found = tuple(differences(expected, sorted_triples(database.triples(None))))
    plan = Plan(
        deletes=tuple((None, triple_of(line)) for missing, line in found if not missing),
        inserts=tuple((None, triple_of(line)) for missing, line in found if missing),
    )
    books.note_retired(plan)
    load_and_delete(database, layout.journal, quad_lines(plan.inserts), plan.deletes)
