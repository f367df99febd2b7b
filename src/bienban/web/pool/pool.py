"""Hands work to processes: in turn by client, within time, and with a new process for each one that had to be ended."""

from __future__ import annotations

import asyncio
import signal
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bienban.errors import BienbanError
from bienban.store.layout import Layout
from bienban.store.newest import Newest
from bienban.web.pool.budget import Budget, Turns
from bienban.web.pool.messages import Job, Reply
from bienban.web.pool.process import Order, Worker, WorkerGone
from bienban.web.settings import Settings

__all__ = ["Done", "OutOfMemory", "OutOfTime", "Pool", "State", "TooBusy", "TooMuchWork"]

KILL_COSTS = 0.25
"""Seconds of work that the start of a new process stands for."""


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


@dataclass(frozen=True, slots=True)
class State:
    """Workers by what they do, jobs that wait, workers replaced so far, seconds worked so far."""

    idle: int
    busy: int
    starting: int
    waiting: int
    replaced: int
    seconds: float


class Pool:
    """So many workers over one store; used inside one event loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._limits = settings.limits
        self._newest = Newest(Layout(settings.store))
        self._spool = tempfile.TemporaryDirectory(prefix="bienban-answers-")
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._turns: Turns[asyncio.Future[Worker]] = Turns(running=max(1, settings.workers - 1))
        self._budget = Budget(self._limits.work_per_minute)
        self._replaced = 0
        self._worked = 0.0
        self._writer: Worker | None = None
        self._writing = asyncio.Lock()

    def generation(self) -> int:
        """The number of the newest published generation; 0 where there is none any more."""
        return self._newest.number()

    def state(self) -> State:
        """How it stands."""
        idle = len(self._idle)
        return State(idle, len(self._all) - idle, len(self._starting), len(self._turns), self._replaced, self._worked)

    @property
    def row_limit(self) -> int:
        """How many rows or triples an answer may have."""
        return self._limits.rows

    def _order(self, *, write: bool = False) -> Order:
        limits = self._limits
        return Order(
            store=str(self._settings.store), base=self._settings.endpoint, rows=limits.rows, bytes=limits.answer_bytes,
            memory=limits.memory, spool=self._spool.name, write=write,
        )  # fmt: skip

    async def start(self) -> None:
        """Start all workers.

        Raises:
            WorkerGone: one could not open the store.
        """
        self._idle += await asyncio.gather(*(self._start_one() for _ in range(self._settings.workers)))

    async def _start_one(self) -> Worker:
        worker = await Worker.start(self._order())
        self._all.add(worker)
        return worker

    async def stop(self) -> None:
        """Kill all workers."""
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        ending = [*self._all, *([] if self._writer is None else [self._writer])]
        await asyncio.gather(*(worker.end() for worker in ending))
        self._all.clear()
        self._spool.cleanup()

    def _replace(self, worker: Worker, client: str | None) -> None:
        """Kill a worker and start another; whose work it was has that place until then, so that others keep theirs."""
        worker.kill()
        self._all.discard(worker)
        self._replaced += 1
        task = asyncio.create_task(self._restart(client))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _restart(self, client: str | None) -> None:
        wait = 0.1
        while True:
            try:
                worker = await self._start_one()
                self._give_back(worker, client)
                return
            except (WorkerGone, TimeoutError, OSError):
                await asyncio.sleep(wait)
                wait = min(wait * 2, 10.0)

    def _hand_out(self) -> None:
        while self._someone_idle():
            ticket = self._turns.next()
            if ticket is None:
                return
            ticket.set_result(self._idle.pop())

    def _at_once(self, client: str) -> Worker | None:
        """A worker for a client who need not wait."""
        if not len(self._turns) and self._someone_idle() and self._turns.enter(client):
            return self._idle.pop()
        return None

    def _someone_idle(self) -> bool:
        """Whether the last of the idle workers can be asked; those that something ended meanwhile are replaced."""
        while self._idle and not self._idle[-1].alive:
            self._replace(self._idle.pop(), None)
        return bool(self._idle)

    async def run(self, job: Job, client: str) -> Done:
        """Do a job for a client.

        Raises:
            TooMuchWork: the client has used up its seconds, or has too many jobs waiting.
            TooBusy: nobody was free in time.
            OutOfTime: it took too long, and was stopped.
            OutOfMemory: it needed too much memory, and was stopped.
        """
        self.admit(client)
        if self._turns.waiting(client) >= self._limits.waiting:
            raise TooMuchWork(
                f"{self._limits.waiting} of your requests are waiting already",
                wait=1.0,
                todo="send the next when one is answered",
            )
        worker = self._at_once(client) or await self._turn(client)
        return await self._work(worker, job, client)

    def admit(self, client: str) -> None:
        """Let a client in that has work left.

        Raises:
            TooMuchWork: it has none.
        """
        wait = self._budget.wait(client, time.monotonic())
        if wait > 0:
            raise TooMuchWork(
                f"your requests have used up {self._limits.work_per_minute:g} seconds of work in a minute", wait=wait,
                todo="wait as Retry-After says; narrower queries cost less",
            )  # fmt: skip

    def charge(self, client: str, seconds: float) -> None:
        """Take seconds of work off a client that caused none, for guessing a token, say."""
        self._budget.charge(client, seconds, time.monotonic())

    async def change(self, job: Job) -> Done:
        """Carry out an update, one at a time, in a process of its own.

        Raises:
            TooBusy: the updates before it take too long.
            OutOfTime: it took too long, and was stopped; the store is as it was.
            OutOfMemory: it needed too much memory, and was stopped; the store is as it was.
        """
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._writing.acquire()
        except TimeoutError as error:
            raise TooBusy("another update is being carried out", todo="try again in a moment") from error
        try:
            if self._writer is None:
                self._writer = await Worker.start(self._order(write=True))
            return await self._within(self._writer, job)
        except BaseException:
            if self._writer is not None:
                self._writer.kill()
                self._writer = None
            raise
        finally:
            self._writing.release()

    async def _turn(self, client: str) -> Worker:
        ticket: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._turns.add(client, ticket)
        self._hand_out()
        try:
            async with asyncio.timeout(self._limits.waiting_seconds):
                return await asyncio.shield(ticket)
        except BaseException as error:
            if ticket.done():
                self._give_back(ticket.result(), client)
            else:
                self._turns.drop(client, ticket)
            if isinstance(error, TimeoutError):
                raise TooBusy("all workers are busy", todo="try again in a moment") from error
            raise

    def _give_back(self, worker: Worker, client: str | None) -> None:
        if client is not None:
            self._turns.done(client)
        self._idle.append(worker)
        self._hand_out()

    async def _work(self, worker: Worker, job: Job, client: str) -> Done:
        begun = time.monotonic()
        fine = False
        try:
            done = await self._within(worker, job)
            fine = not done.reply.spent
            return done
        finally:
            seconds = time.monotonic() - begun
            self._worked += seconds
            self._budget.charge(client, seconds + (0 if fine else KILL_COSTS), time.monotonic())
            if fine:
                self._give_back(worker, client)
            else:
                self._replace(worker, client)

    async def _within(self, worker: Worker, job: Job) -> Done:
        """Ask a worker; it is killed when it takes too long, or nobody waits any more."""
        begun = time.monotonic()
        try:
            reply, data = await worker.ask(job, self._limits.seconds)
        except TimeoutError as error:
            worker.kill()
            raise OutOfTime(
                f"the {job.kind} was stopped after {self._limits.seconds:g} seconds, and nothing comes of it",
                todo="narrow it: name things instead of variables, put the rarest pattern first, or add LIMIT",
            ) from error
        except WorkerGone as gone:
            raise _stopped(gone, self._limits.memory) from gone
        except BaseException:
            worker.kill()
            raise
        if reply.problem == "MemoryError":
            raise _stopped(WorkerGone(-signal.SIGABRT), self._limits.memory)
        return Done(reply, data, time.monotonic() - begun)


def _stopped(gone: WorkerGone, memory: int) -> OutOfMemory:
    todo = "narrow it: fewer variables, no product of unconnected patterns, a LIMIT without ORDER BY"
    if gone.signal in (signal.SIGABRT, signal.SIGKILL):
        return OutOfMemory(f"the query was stopped: it needs more than {memory >> 20:,} MB of memory", todo=todo)
    return OutOfMemory(
        "the query was stopped: it is nested or chained too deeply for the engine", todo="write it flatter and shorter"
    )
