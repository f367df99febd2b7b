"""Stores: embedded on disk, in memory, and SPARQL servers, behind one port."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from bienban.model.endpoint import Endpoint
from bienban.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from bienban.store.served import ServedStore

__all__ = ["open_endpoint", "open_store", "repair_store"]


def open_store(path: str | Path, *, write: bool = False, create: bool = False, keep_text: bool = True) -> EmbeddedStore:
    """Open the store of a directory, for reading unless ``write``; ``create`` makes one where there is none.

    A store opened for writing has the ontology and the schemes of this version of Bienban.

    Raises:
        StoreMissing: there is no store, or nothing in it yet.
        StoreVersion: it has another format.
        StoreLocked: another process writes it.
        StoreProblem: its files are damaged.
    """
    store = EmbeddedStore(Path(path), write=write or create, create=create, keep_text=keep_text)
    if write or create:
        from bienban.store.reference import reference_digest, reference_triples

        with ExitStack() as undo:
            undo.callback(store.close)
            digest = reference_digest()
            if not store.has_reference(digest):
                store.load_reference(reference_triples(), digest=digest)
            undo.pop_all()
    return store


def repair_store(path: str | Path, first: Callable[[EmbeddedStore], None] = lambda _: None) -> None:
    """Put right what can be worked out again in a store; what cannot is still found by the next check.

    ``first`` is given the store, open for writing, to make its articles whole: all else follows from these.

    Raises:
        StoreProblem: it cannot be opened or written.
    """
    from bienban.store.layout import Layout
    from bienban.store.repair import prepare

    layout = Layout(Path(path))
    layout.check()
    prepare(layout)
    with open_store(path, write=True) as store:
        first(store)
        store.mend()


def open_endpoint(endpoint: Endpoint | str) -> ServedStore:
    """A store behind a SPARQL 1.1 server.

    Raises:
        UsageProblem: the address is no http(s) URL.
    """
    from bienban.store.served import ServedStore

    return ServedStore(Endpoint(url=endpoint) if isinstance(endpoint, str) else endpoint)
