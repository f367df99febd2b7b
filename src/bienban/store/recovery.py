"""A writer's database that is missing or damaged, where a published generation still holds what it held."""

from __future__ import annotations

import shutil
from contextlib import closing

from bienban.errors import StoreProblem
from bienban.store.layout import Layout
from bienban.store.ledger import Ledger
from bienban.store.oxigraph import Database

__all__ = ["advised", "recover"]


def recover(layout: Layout) -> None:
    """Put a copy of the newest generation where the database should be and is not, so that nothing published is lost.

    The engine would make an empty database there, and the next publication would replace what readers have by it.

    Raises:
        StoreProblem: the database is there in part, and without the file that the engine begins with.
    """
    if (layout.data / "CURRENT").exists():
        return
    layout.reference.unlink(missing_ok=True)
    if not layout.numbers():
        return
    if layout.data.is_dir() and any(layout.data.iterdir()):
        raise advised(layout, StoreProblem("the database is damaged: CURRENT is missing", where=str(layout.data)))
    new = layout.root / "data.new"
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(layout.generation(layout.numbers()[-1]), new)
    shutil.rmtree(layout.data, ignore_errors=True)
    if layout.ledger.exists():
        with closing(Ledger(layout.ledger, write=True)) as ledger:
            ledger.rollback(layout.numbers()[-1])
    layout.journal.unlink(missing_ok=True)
    layout.unpublished.unlink(missing_ok=True)
    new.rename(layout.data)


def advised(layout: Layout, problem: StoreProblem) -> StoreProblem:
    """The same problem, with the way out: the newest generation where it can be opened, else a copy or a new store."""
    todo = "restore the store from a copy, or import again into a new directory"
    if layout.numbers():
        try:
            Database(layout.generation(layout.numbers()[-1]), write=False)
            todo = f"delete {layout.data}; the next import then goes on from what was last published"
        except StoreProblem:
            pass
    return StoreProblem(problem.what, where=problem.where, todo=todo)
