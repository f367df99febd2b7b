"""What the server and a worker say to each other over a socket: two lengths, a head (its fields in order), and bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, Literal, get_args

from bienban.store.reader import LONG, REMEMBERED, GraphForm
from bienban.store.rowcount import ResultForm

__all__ = ["HEAD", "INLINE", "Job", "Reply", "read_frame", "write_frame"]

HEAD = struct.Struct("!II")
"""Lengths of the head and of the bytes after it."""

INLINE = 1 << 20
"""Answers up to so many bytes go through the socket; larger ones are left in a file."""


_FORMS: Mapping[bytes, ResultForm | GraphForm] = {form.encode(): form for form in (*get_args(ResultForm), *get_args(GraphForm))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of work: a query, a graph of the store as it is, or an update.

    ``text`` is the query or update, or the graph's name (empty for the default graph). ``results`` and ``graph`` are the formats
    that will do. ``rows`` is how many there may be, None for as many as the operator allows: what the server asks for its own
    documents is bounded by their queries.
    """

    kind: Literal["query", "graph", "update"]
    text: str
    results: ResultForm | None = None
    graph: GraphForm | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    rows: int | None = None

    def head(self) -> bytes:
        """As JSON."""
        return (_head_again if len(self.text) <= LONG else _head)(self)

    @classmethod
    def of(cls, head: bytes) -> Job:
        """From JSON."""
        return (_job_again if len(head) <= LONG else _job)(head)


def _head(job: Job) -> bytes:
    fields = (job.kind, job.text, job.results, job.graph, job.default_graphs, job.named_graphs, job.rows)
    return json.dumps(fields).encode()


def _job(head: bytes) -> Job:
    kind, text, results, graph, default, named, rows = json.loads(head)
    graphs, names = tuple(default), tuple(named)
    return Job(kind=kind, text=text, results=results, graph=graph, default_graphs=graphs, named_graphs=names, rows=rows)


_head_again = lru_cache(maxsize=REMEMBERED)(_head)
_job_again = lru_cache(maxsize=REMEMBERED)(_job)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What became of a job.

    ``problem`` is the name of the error's class, with ``what`` and ``todo``; else ``form`` says what the answer is written in.
    ``path`` is the file that holds it, None where it came along. ``spent`` worker: it has grown and should be replaced.
    """

    problem: str | None = None
    what: str = ""
    todo: str | None = None
    form: ResultForm | GraphForm | None = None
    rows: int | None = None
    generation: int = 0
    size: int = 0
    path: str | None = None
    spent: bool = False

    def head(self) -> bytes:
        """As JSON; of an answer that came along, just four words, for most are such."""
        if self.problem is None and self.path is None and not self.spent:
            return b"%b %d %d %d" % (
                (self.form or "").encode(),
                -1 if self.rows is None else self.rows,
                self.generation,
                self.size,
            )
        return json.dumps(
            (self.problem, self.what, self.todo, self.form, self.rows, self.generation, self.size, self.path, self.spent)
        ).encode()

    @classmethod
    def of(cls, head: bytes) -> Reply:
        """From what :meth:`head` makes."""
        if not head.startswith(b"["):
            form, rows, generation, size = head.split(b" ")
            number = int(rows)
            return cls(form=_FORMS.get(form), rows=None if number < 0 else number, generation=int(generation), size=int(size))
        problem, what, todo, form, rows, generation, size, path, spent = json.loads(head)
        return cls(
            problem=problem, what=what, todo=todo, form=form, rows=rows, generation=generation, size=size, path=path, spent=spent
        )


def write_frame(out: IO[bytes], head: bytes, data: bytes = b"") -> None:
    """Send a message."""
    out.write(HEAD.pack(len(head), len(data)) + head + data)
    out.flush()


def read_frame(source: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The next message, or None when the other side is gone."""
    start = source.read(HEAD.size)
    if len(start) < HEAD.size:
        return None
    head, data = HEAD.unpack(start)
    return source.read(head), source.read(data)
