"""Which things of the merged graph a write touches, so that what is worked out from it can follow without reading all of it.

The writer notes the things in the ledger before it writes, so a killed one has noted too many, never too few.
"""

from __future__ import annotations

import zlib
from itertools import chain
from pathlib import Path

from bienban.graph.terms import Term
from bienban.graph.vocab import BASE
from bienban.identity.contribution import DERIVED, SEARCH_KEY
from bienban.identity.view import article_of
from bienban.store.inspect import REFERENCE
from bienban.store.layout import Layout
from bienban.store.ledger import Ledger
from bienban.store.plan import Plan

__all__ = ["changes", "packed", "touched_by"]

THINGS = f"<{BASE}id/"
ANYTHING = b"*"


def touched_by(plan: Plan) -> frozenset[str] | None:
    """The IRIs of the things about which a plan changes the merged graph: what it says of them, their parts, who refers to them.

    None is anything: the schemes change, whose words stand beside things.

    That one more article stands behind a thing touches the article and not the thing, or each would touch the state itself.
    """
    found: set[str] = set()
    for graph, (s, p, o) in chain(plan.deletes, plan.inserts):
        if graph == REFERENCE:
            return None
        if graph is not None or p == SEARCH_KEY or not s.startswith(THINGS):
            continue
        if p == DERIVED:
            found.add(article_of(o))
            continue
        found.add(_owner(s))
        if o.startswith(THINGS):
            found.add(_owner(o))
    return frozenset(found)


def _owner(node: Term) -> str:
    """The thing that a node is, or is part of."""
    return node[1:-1].partition("#")[0]


def packed(touched: frozenset[str] | None) -> bytes:
    """As the ledger keeps it; None is anything."""
    return ANYTHING if touched is None else zlib.compress("\n".join(sorted(touched)).encode(), 1)


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
