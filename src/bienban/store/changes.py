"""Which things of the merged graph a write touches, so that what is worked out from it can follow without reading all of it.

The writer notes the things in the ledger before it writes, so a killed one has noted too many, never too few.
"""

from __future__ import annotations

import zlib
from pathlib import Path

from bienban.identity.prepared import touched
from bienban.store.inspect import REFERENCE
from bienban.store.layout import Layout
from bienban.store.ledger import Ledger
from bienban.store.plan import Plan

__all__ = ["changes", "packed", "touched_by"]

ANYTHING = b"*"


def touched_by(plan: Plan) -> frozenset[str] | None:
    """The IRIs of the things about which a plan changes the merged graph: what it says of them, their parts, who refers to them.

    None is anything: the schemes change, whose words stand beside things.
    """
    changed = (*plan.deletes, *plan.inserts)
    if any(graph == REFERENCE for graph, _ in changed):
        return None
    found = touched(triple for graph, triple in changed if graph is None)
    for said in plan.fresh:
        found.update(said.touched.split("\n"))
    return frozenset(found)


def packed(things: frozenset[str] | None) -> bytes:
    """As the ledger keeps it; None is anything."""
    return ANYTHING if things is None else zlib.compress("\n".join(sorted(things)).encode(), 1)


def changes(path: Path, since: int, until: int) -> frozenset[str] | None:
    """The IRIs of what generations after ``since`` up to ``until`` touched in a store; None where that is not known.

    Raises:
        StoreProblem: the ledger is damaged.
    """
    layout = Layout(path)
    if not layout.ledger.exists():
        return None
    ledger = Ledger(layout.ledger, write=False)
    try:
        rows = ledger.touched(since, until)
    finally:
        ledger.close()
    if {number for number, _ in rows} != set(range(since + 1, until + 1)) or any(data == ANYTHING for _, data in rows):
        return None
    return frozenset(iri for _, data in rows for iri in zlib.decompress(data).decode().split("\n") if iri)
