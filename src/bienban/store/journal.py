"""Makes a bulk load followed by deletions one step: whoever opens the store after a crash finishes it or finds nothing done.

Moving files into the engine (``bulk_load``) is twice as fast as its transactions, all or nothing, and on disk at once, but it
only adds. So the deletions are written to ``journal`` first, and the load carries one quad more, in the graph
:data:`PENDING`. If that quad is in the database, the load was done and the deletions are still due; if not, nothing was done.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from bienban.graph.terms import Term, Triple
from bienban.store.codec import Write, quad_line
from bienban.store.oxigraph import Database

__all__ = ["PENDING", "finish", "load_and_delete"]

PENDING = "urn:bienban:pending"
_MARK: Triple = (Term("<urn:bienban:load>"), Term("<urn:bienban:is>"), Term('"pending"'))
_END = "end"


def load_and_delete(database: Database, path: Path, lines: bytes, deletes: Iterable[Write]) -> None:
    """Add the quads of N-Quads and take a few away, as one step even across a crash."""
    due = list(deletes)
    if not due:
        database.bulk(lines)
        return
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        handle.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in due)
        handle.write(json.dumps(_END) + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    database.bulk(lines + quad_line(PENDING, _MARK).encode())
    _delete(database, path, due)


def finish(database: Database, path: Path) -> bool:
    """Do what a killed writer left undone; returns whether there was anything."""
    if not path.exists():
        return False
    if database.has(PENDING, _MARK):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        if rows[-1] != _END:
            raise AssertionError("a load was done before its journal was on disk")
        _delete(database, path, [(graph, (s, p, o)) for graph, (s, p, o) in rows[:-1]])
    path.unlink(missing_ok=True)
    return True


def _delete(database: Database, path: Path, due: list[Write]) -> None:
    database.update(due, (), dropped=(PENDING,))
    database.flush()
    path.unlink()
