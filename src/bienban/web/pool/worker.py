"""A worker: a process that opens the newest published generation and answers one job at a time.

``python -m bienban.web.pool.worker`` is given its settings in the first message on standard input, a socket. It is killed from
outside when a job takes too long; everything it holds is read-only.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import IO, cast

from bienban.errors import BienbanError, NoSuchForm, QueryProblem
from bienban.graph.terms import iri, iri_text
from bienban.store.embedded import EmbeddedStore
from bienban.store.fetching import refuse_fetching
from bienban.store.layout import Layout
from bienban.store.problems import refuse_update
from bienban.store.reader import LONG, REMEMBERED, Answer, PublishedReader, Question
from bienban.store.using import with_dataset
from bienban.web.pool.messages import Job, Reply, read_frame, write_frame
from bienban.web.pool.sandbox import Held, bound_memory, die_with_parent, no_network
from bienban.web.pool.spool import Spool

__all__ = ["main"]

MOST_GROWN = 0.5
"""The part of its memory that a worker may still hold between jobs."""


SMALL, OFTEN = 0.002, 64
"""Seconds of a query after which it is not looked at what the worker holds, except after every so many."""


class _Reading:
    """A worker that answers queries."""

    def __init__(self, store: Path, base: str, rows: int, size: int) -> None:
        self._base = base
        self._rows = rows
        self._size = size
        self._reader = PublishedReader(store)

    def do(self, job: Job, out: IO[bytes]) -> Answer:
        """Write the answer.

        Raises:
            BienbanError: there is none.
        """
        self._reader.refresh()
        rows = self._rows if job.rows is None else job.rows
        if job.kind == "query":
            (_judge if len(job.text) > LONG else _judge_again)(job.text)
            return self._reader.answer(
                Question(
                    text=job.text, results=job.results, graph=job.graph, default_graphs=job.default_graphs,
                    named_graphs=job.named_graphs, base=self._base, max_rows=rows, max_bytes=self._size,
                ),
                out,
            )  # fmt: skip
        if job.graph is None:
            raise NoSuchForm("no format for graphs is accepted", todo="accept text/turtle, for instance")
        found = self._reader.graph(job.text or None, job.graph, out, max_rows=rows, max_bytes=self._size)
        if found is None:
            raise NoSuchGraph(f"there is no graph <{job.text}>", todo="ask for ?default, or a graph of SELECT ?g { GRAPH ?g {} }")
        return found


def _judge(text: str) -> None:
    """Let a query through.

    Raises:
        QueryProblem: it would fetch something or change the store, or cannot be read.
    """
    refuse_fetching(text)
    refuse_update(text)


_judge_again = lru_cache(maxsize=REMEMBERED)(_judge)
"""The same, which remembers the texts that it let through."""


class _Writing:
    """A worker that carries out updates: it opens the store for each, and lets other writers in between."""

    def __init__(self, store: Path, base: str) -> None:
        self._store = store
        self._base = base

    def do(self, job: Job, out: IO[bytes]) -> Answer:
        """Change the store and publish it; nothing is written to the answer.

        Raises:
            BienbanError: it was not changed.
        """
        del out
        refuse_fetching(job.text, update=True)
        text = with_dataset(job.text, *map(_iris, (job.default_graphs, job.named_graphs)))
        with EmbeddedStore(self._store, write=True) as store:
            store.change(text, base=self._base)
        return Answer(form="turtle", rows=None, generation=Layout(self._store).numbers()[-1])


def _iris(names: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return tuple(iri_text(iri(name)) for name in names)
    except BienbanError as error:
        raise QueryProblem(f"not the IRI of a graph: {error.what}", todo="give an absolute IRI") from error


class NoSuchGraph(QueryProblem):
    """A graph that the store does not have."""


def main() -> None:
    """Answer jobs until the pipe is closed."""
    die_with_parent()
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(0), "wb")
    first = read_frame(source)
    if first is None:
        return
    given = json.loads(first[0])
    working: _Reading | _Writing
    try:
        if given["write"]:
            working = _Writing(Path(given["store"]), given["base"])
        else:
            working = _Reading(Path(given["store"]), given["base"], given["rows"], given["bytes"])
    except BienbanError as problem:
        sys.exit(f"bienban: a worker cannot start: {problem}")
    spool = Spool(Path(given["spool"]) / f"{os.getpid()}")
    no_network()
    bound_memory(given["memory"])
    held = Held()
    start, most = held.bytes(), int(given["memory"] * MOST_GROWN)
    write_frame(sink, Reply().head())
    for number, (head, _) in enumerate(iter(lambda: read_frame(source), None)):
        begun = time.perf_counter()

        def grown(number: int = number, begun: float = begun) -> bool:
            """Asking the system takes longer than a small query, in which nothing much can grow."""
            small = time.perf_counter() - begun < SMALL and number % OFTEN
            return not small and held.bytes() - start > most

        reply, data = _run(working, Job.of(head), spool, grown)
        write_frame(sink, reply.head(), data)


def _run(working: _Reading | _Writing, job: Job, spool: Spool, grown: Callable[[], bool]) -> tuple[Reply, bytes]:
    with spool:
        try:
            found = working.do(job, cast(IO[bytes], spool))
        except BienbanError as problem:
            return Reply(problem=type(problem).__name__, what=problem.what, todo=problem.todo, spent=grown()), b""
        except MemoryError:
            return Reply(problem="MemoryError", spent=True), b""
        data, path = spool.keep()
        size, spent = spool.size, grown()
        return Reply(form=found.form, rows=found.rows, generation=found.generation, size=size, path=path, spent=spent), data


if __name__ == "__main__":
    main()
    sys.exit(0)
