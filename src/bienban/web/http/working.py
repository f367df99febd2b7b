"""From a job to a response: waits for the pool, stops the work when the client goes away, sends the answer with its headers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import IO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bienban.errors import BienbanError
from bienban.web.http.formats import content_type
from bienban.web.http.problems import Problem, of_error, of_reply
from bienban.web.pool.budget import client_of
from bienban.web.pool.messages import Job
from bienban.web.pool.outcome import Done, Running
from bienban.web.pool.pool import Pool

__all__ = ["answer", "change", "client_name", "do", "headers_of"]

BLOCK = 256 << 10
LOOK_AFTER = 0.05
"""Seconds of work after which it is worth watching whether the client is still there."""


async def do(pool: Pool, job: Job, request: Request, *, running: Running | None = None) -> Done:
    """Have a job done; ``running``: it was begun already.

    Raises:
        Problem: it was not; or the client is gone, and there is nobody to tell.
    """
    watch = _Watch(request)
    try:
        found = await pool.wait_for(running or pool.submit(job, client_name(request)))
    except asyncio.CancelledError:
        if not watch.gone:
            raise
        watch.task.uncancel()
        raise Problem(400, "gone", "The client went away", "nobody waits for the answer") from None
    except BienbanError as error:
        raise of_error(error) from error
    finally:
        watch.end()
    return _checked(found, pool)


class _Watch:
    """Cancels the task that made it when the client goes away; begins to look after a while, for most work is done by then."""

    def __init__(self, request: Request) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - requests are answered in tasks
        self.task = task
        self.gone = False
        self._request = request
        self._looking: asyncio.Task[None] | None = None
        self._later = asyncio.get_running_loop().call_later(LOOK_AFTER, self._begin)

    def _begin(self) -> None:
        self._looking = asyncio.ensure_future(self._look())

    async def _look(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        self.task.cancel()

    def end(self) -> None:
        """Look no more."""
        self._later.cancel()
        if self._looking is not None:
            self._looking.cancel()


def client_name(request: Request) -> str:
    """Who asks, for the account of work."""
    return client_of(request.client.host if request.client is not None else "unknown")


def _checked(found: Done, pool: Pool) -> Done:
    if found.reply.problem is not None:
        raise of_reply(found.reply, pool.row_limit)
    return found


async def change(pool: Pool, job: Job) -> Done:
    """Have an update carried out, to its end even if the client goes away.

    Raises:
        Problem: it was not.
    """
    try:
        return _checked(await asyncio.shield(pool.change(job)), pool)
    except BienbanError as error:
        raise of_error(error) from error


def headers_of(done: Done, names: Mapping[str, str], extra: Mapping[str, str]) -> dict[str, str]:
    """The headers of an answer; ``names``: format → media type to call it by."""
    reply = done.reply
    return {
        "Content-Type": content_type(names[reply.form or ""]),
        "Content-Length": str(reply.size),
        "Bienban-Generation": str(reply.generation),
        "Server-Timing": f"work;dur={done.seconds * 1000:.1f}",
        **({} if reply.rows is None else {"Bienban-Rows": str(reply.rows)}),
        **extra,
    }


def answer(done: Done, names: Mapping[str, str], extra: Mapping[str, str], *, in_memory: bool = False) -> Response:
    """The response: whole, with its length, so that a client knows whether it has all of it.

    ``in_memory``: its body is wanted, even of one that is in a file.
    """
    headers = headers_of(done, names, extra)
    if done.reply.path is None or in_memory:
        return Response(done.whole(), 200, headers)
    path = Path(done.reply.path)
    handle = path.open("rb")
    path.unlink()
    return StreamingResponse(_blocks(handle), 200, headers)


async def _blocks(handle: IO[bytes]) -> AsyncIterator[bytes]:
    with handle:
        while block := await asyncio.to_thread(handle.read, BLOCK):
            yield block
