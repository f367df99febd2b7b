"""A job in the pool, and what becomes of it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bienban.errors import BienbanError
from bienban.web.pool.messages import Job, Reply
from bienban.web.pool.process import Worker, WorkerGone

__all__ = ["OUT_OF_MEMORY", "Done", "OutOfMemory", "OutOfTime", "Running", "TooBusy", "TooMuchWork", "problem_of"]

OUT_OF_MEMORY = "MemoryError"
"""The problem of a worker that noticed by itself."""


class OutOfTime(BienbanError):
    """The work was stopped: it took too long."""


class OutOfMemory(BienbanError):
    """The work was stopped: it needed too much memory, or broke the engine."""


class TooBusy(BienbanError):
    """There is no free worker, and none became free in time."""


class TooMuchWork(BienbanError):
    """The client has used up its seconds of work; ``wait`` is how long until it may go on."""

    def __init__(self, what: str, *, wait: float, todo: str) -> None:
        super().__init__(what, todo=todo)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Done:
    """A reply without a problem of the server's making, and the answer where it came along; ``seconds`` of work."""

    reply: Reply
    data: bytes
    seconds: float

    def whole(self) -> bytes:
        """The answer, wherever it is."""
        if self.reply.path is None:
            return self.data
        path = Path(self.reply.path)
        data = path.read_bytes()
        path.unlink()
        return data

    def discard(self) -> None:
        """Let go of an answer that nobody wants any more."""
        if self.reply.path is not None:
            Path(self.reply.path).unlink(missing_ok=True)


class Running:
    """A job that waits for its turn or is being done; ``future`` has what becomes of it.

    ``since`` is when it began to wait, or, once it has a ``worker``, to be done. ``slow`` is called, once, when it takes a while,
    and ``told`` when the future has an end: at once, not in the next round of the event loop.
    """

    __slots__ = ("client", "future", "job", "over", "since", "slow", "told", "worker")

    def __init__(self, job: Job, client: str, future: asyncio.Future[Done], since: float) -> None:
        self.job = job
        self.client = client
        self.future = future
        self.since = since
        self.slow: Callable[[], None] | None = None
        self.told: Callable[[Running], None] | None = None
        self.worker: Worker | None = None
        self.over = False

    def give(self, done: Done) -> None:
        """End with an answer."""
        self.future.set_result(done)
        if self.told is not None:
            self.told(self)

    def fail(self, problem: BienbanError) -> None:
        """End without one; it may have ended before."""
        if not self.future.done():
            self.future.set_exception(problem)
            if self.told is not None:
                self.told(self)


async def problem_of(job: Job, worker: Worker, error: Exception | None, *, seconds: float, memory: int) -> BienbanError:
    """What to say of a job that took too long, or whose worker ended; None: that it noticed itself for want of memory."""
    match error:
        case None:
            return _stopped(WorkerGone(-signal.SIGABRT), memory)
        case TimeoutError():
            return OutOfTime(
                f"the {job.kind} was stopped after {seconds:g} seconds, and nothing comes of it",
                todo="narrow it: name things instead of variables, put the rarest pattern first, or add LIMIT",
            )
        case _:
            return _stopped(await worker.gone(), memory)


def _stopped(gone: WorkerGone, memory: int) -> OutOfMemory:
    todo = "narrow it: fewer variables, no product of unconnected patterns, a LIMIT without ORDER BY"
    if gone.signal in (signal.SIGABRT, signal.SIGKILL):
        return OutOfMemory(f"the query was stopped: it needs more than {memory >> 20:,} MB of memory", todo=todo)
    return OutOfMemory(
        "the query was stopped: it is nested or chained too deeply for the engine", todo="write it flatter and shorter"
    )
