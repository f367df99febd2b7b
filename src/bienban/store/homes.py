"""Where a server has the merged graph: as its default graph, or, where that is the union of all graphs, as a named one.

Readers take the named one if there is one. A writer that finds neither puts a mark into a named graph and looks for it in the
default graph; servers differ in what they can be asked about themselves, and all of them can be asked this.
"""

from __future__ import annotations

from bienban.graph.vocab import BASE
from bienban.model.endpoint import MergedAs
from bienban.store.base import Queryable, ask
from bienban.store.connection import Connection
from bienban.store.export import MERGED
from bienban.store.plan import REFERENCE
from bienban.store.remote import VIRTUOSO

__all__ = ["home"]

_PROBE = BASE + "graph/probe"
_MARK = "<urn:bienban:probe> <urn:bienban:is> <urn:bienban:here>"


def home(server: Queryable, connection: Connection, said: MergedAs, *, writing: bool) -> str | None:
    """The name of the merged graph; None where it is the default graph.

    Raises:
        NetworkProblem: the server does not answer, or does not let us write.
    """
    if said != "auto":
        return MERGED if said == "named" else None
    # The default graph of Virtuoso is always the union, and holds descriptions of itself even while it is empty.
    if ask(server, f"ASK {{ GRAPH <{MERGED}> {{ ?s ?p ?o }} }}") or connection.server.startswith(VIRTUOSO):
        return MERGED
    if not writing or ask(server, f"ASK {{ GRAPH <{REFERENCE}> {{ ?s ?p ?o }} }}"):
        return None
    connection.update(f"INSERT DATA {{ GRAPH <{_PROBE}> {{ {_MARK} }} }}")
    try:
        return MERGED if ask(server, f"ASK {{ {_MARK} }}") else None
    finally:
        connection.update(f"DELETE DATA {{ GRAPH <{_PROBE}> {{ {_MARK} }} }}")
