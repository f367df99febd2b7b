"""What the server and a worker say to each other over a socket: two lengths, a head (the fields in order, in JSON), and bytes."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import IO, Literal

from bienban.store.reader import GraphForm
from bienban.store.rowcount import ResultForm

__all__ = ["HEAD", "INLINE", "Job", "Reply", "read_frame", "write_frame"]

HEAD = struct.Struct("!II")
"""Lengths of the head and of the bytes after it."""

INLINE = 256 << 10
"""Answers up to so many bytes go through the socket; larger ones are left in a file."""


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
        fields = (self.kind, self.text, self.results, self.graph, self.default_graphs, self.named_graphs, self.rows)
        return json.dumps(fields).encode()

    @classmethod
    def of(cls, head: bytes) -> Job:
        """From JSON."""
        kind, text, results, graph, default, named, rows = json.loads(head)
        graphs, names = tuple(default), tuple(named)
        return cls(kind=kind, text=text, results=results, graph=graph, default_graphs=graphs, named_graphs=names, rows=rows)


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
        """As JSON."""
        return json.dumps(
            (self.problem, self.what, self.todo, self.form, self.rows, self.generation, self.size, self.path, self.spent)
        ).encode()

    @classmethod
    def of(cls, head: bytes) -> Reply:
        """From JSON."""
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
