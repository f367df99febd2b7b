"""The short way of a query: a plain GET is answered without a task or an application of its own, as most are small and quick.

What it answers is byte for byte what :class:`bienban.web.http.sparql.Sparql` would; whatever is out of the ordinary (a problem, a
long or large answer, one that is known already) is left to that, with the work that was begun.
"""

from __future__ import annotations

from bienban.errors import BienbanError
from bienban.web.answers import Answers, Asked, timeless
from bienban.web.http.formats import content_type
from bienban.web.http.front import Completion
from bienban.web.http.operation import LONG, Prepared, prepare_again
from bienban.web.http.problems import Problem
from bienban.web.http.working import headers_of
from bienban.web.pool.budget import client_of
from bienban.web.pool.outcome import Done, Running
from bienban.web.pool.pool import Pool
from bienban.web.settings import Settings

__all__ = ["Begun", "Heads", "Short"]

PATH = b"/sparql?"


LONGEST_HEAD, MOST_HEADS = 4_000, 500
"""Bytes of a request's head that is remembered, and how many are."""


class Begun:
    """A query that was begun for a GET of a target (path and query string) with an ``Accept``."""

    __slots__ = ("accept", "prepared", "running", "target")

    def __init__(self, target: bytes, accept: bytes, prepared: Prepared, running: Running) -> None:
        self.target = target
        self.accept = accept
        self.prepared = prepared
        self.running = running


class Short:
    """Begins queries, and writes answers out."""

    def __init__(self, settings: Settings, pool: Pool, answers: Answers, complete: Completion) -> None:
        self._pool = pool
        self._answers = answers
        self._most_rows = settings.limits.rows
        self._always = b"".join(b"%b: %b\r\n" % header for header in complete([]))

    def begin(self, target: bytes, accept: bytes, client: str) -> Begun | None:
        """Begin a query; None where the request must take the long way."""
        if not target.startswith(PATH) or len(target) > LONG or b"#" in target:
            return None
        try:
            prepared = prepare_again(target[len(PATH) :], accept.decode("latin-1") if accept else None)
            if prepared is None or prepared.asked is None or self._answers.holds(prepared.asked):
                return None
            running = self._pool.submit(prepared.job, client_of(client))
        except (Problem, BienbanError):  # it is said on the long way
            return None
        self._answers.misses += 1
        return Begun(target, accept, prepared, running)

    def leave(self, begun: Begun) -> None:
        """Nobody waits for the answer any more."""
        self._pool.leave(begun.running)

    def finish(self, begun: Begun) -> tuple[bytes, bytes] | None:
        """Head (without the line that ends it) and body, once the work is done; None where the long way must end it."""
        future = begun.running.future
        if future.cancelled() or future.exception() is not None:
            return None
        done = future.result()
        asked = begun.prepared.asked
        if done.reply.problem is not None or done.reply.path is not None or asked is None:
            return None
        tag = asked.tag(done.reply.generation)
        if self._answers.takes(done.reply.size):
            self._keep(begun, done, asked, tag)
        return self._head(begun, done, tag), done.data

    def _head(self, begun: Begun, done: Done, tag: str) -> bytes:
        """The lines of :func:`bienban.web.http.working.headers_of`, written out, and those that every answer has."""
        reply = done.reply
        rows = "" if reply.rows is None else f"bienban-rows: {reply.rows}\r\n"
        own = (
            f"HTTP/1.1 200 OK\r\ncontent-type: {content_type(begun.prepared.names[reply.form or ''])}\r\n"
            f"content-length: {reply.size}\r\nbienban-generation: {reply.generation}\r\n"
            f"server-timing: work;dur={done.seconds * 1000:.1f}\r\n{rows}"
            f"bienban-row-limit: {self._most_rows}\r\netag: {tag}\r\n"
        )
        return own.encode() + self._always

    def _keep(self, begun: Begun, done: Done, asked: Asked, tag: str) -> None:
        extra = {"Bienban-Row-Limit": str(self._most_rows), "ETag": tag}
        every = headers_of(done, begun.prepared.names, extra)
        headers = [(name.lower().encode(), value.encode()) for name, value in every.items()]
        self._answers.keep(asked, done.reply.generation, timeless(headers), done.data)
        self._answers.remember(asked, begun.target, begun.accept)


class Heads:
    """What heads ask for on the short way, by their very bytes: most clients send the same again and again.

    A head is remembered once it was read by the parser and found to be all of a request that may take the short way; the same
    bytes between two requests of any connection then say the same.
    """

    def __init__(self) -> None:
        self._found: dict[bytes, tuple[bytes, bytes]] = {}
        self.find = self._found.get

    def remember(self, head: bytes, target: bytes, accept: bytes) -> None:
        """The head asks for the target with an ``Accept``."""
        if len(head) > LONGEST_HEAD or head in self._found:
            return
        if len(self._found) == MOST_HEADS:
            del self._found[next(iter(self._found))]
        self._found[head] = target, accept
