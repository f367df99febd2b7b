"""Hands work to processes: in turn by client, within time, and with a new process for each one that had to be ended."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from functools import partial

from bienban.errors import BienbanError
from bienban.store.layout import Layout
from bienban.store.newest import Newest
from bienban.web.pool.budget import Budget, Turns
from bienban.web.pool.messages import Job, Reply
from bienban.web.pool.outcome import OUT_OF_MEMORY, Done, Running, TooBusy, TooMuchWork, problem_of
from bienban.web.pool.process import Order, Worker, WorkerGone
from bienban.web.settings import Settings

__all__ = ["Pool", "State"]

LOOK = 0.05
"""Seconds between two looks at what is being done."""

SLOW = 0.2
"""Seconds after which what waits, or works, is slow: whoever asked is then watched, which costs half a millisecond."""

KILL_COSTS = 0.25
"""Seconds of work that the start of a new process stands for."""


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
        self._stopping: set[asyncio.Task[None]] = set()
        self._out: set[Running] = set()
        self._looking: asyncio.TimerHandle | None = None
        self._turns: Turns[Running] = Turns(running=max(1, settings.workers - 1))
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
        await asyncio.gather(*self._stopping, return_exceptions=True)
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
            running = self._turns.next()
            if running is None:
                return
            self._begin(running, self._idle.pop())

    def _at_once(self, client: str) -> Worker | None:
        """A worker for a client who need not wait."""
        if not self._turns and self._someone_idle() and self._turns.enter(client):
            return self._idle.pop()
        return None

    def _someone_idle(self) -> bool:
        """Whether the last of the idle workers can be asked; those that something ended meanwhile are replaced."""
        while self._idle and not self._idle[-1].alive:
            self._replace(self._idle.pop(), None)
        return bool(self._idle)

    def submit(self, job: Job, client: str) -> Running:
        """Have a job done for a client, at once or when its turn comes.

        Its future ends with the answer, or with one of the problems that :meth:`wait_for` raises. Whoever does not wait for that
        must :meth:`leave` it.

        Raises:
            TooMuchWork: the client has used up its seconds, or has too many jobs waiting.
        """
        self.admit(client)
        if self._turns.waiting(client) >= self._limits.waiting:
            raise TooMuchWork(
                f"{self._limits.waiting} of your requests are waiting already",
                wait=1.0,
                todo="send the next when one is answered",
            )
        loop = asyncio.get_running_loop()
        running = Running(job, client, loop.create_future(), loop.time())
        self._out.add(running)
        if self._looking is None:
            self._looking = loop.call_later(LOOK, self._look, loop)
        worker = self._at_once(client)
        if worker is not None:
            self._begin(running, worker)
        else:
            self._turns.add(client, running)
            self._hand_out()
        return running

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        """See now and then which jobs wait too long, work too long or are slow: a timer for each would cost more than most."""
        now = loop.time()
        for running in tuple(self._out):
            if running.worker is None:
                if now - running.since > self._limits.waiting_seconds:
                    self._waited(running)
            elif now - running.since > self._limits.seconds:
                running.worker.give_up()
            if running.slow is not None and not running.over and now - running.since >= SLOW:
                slow, running.slow = running.slow, None
                slow()
        self._looking = loop.call_later(LOOK, self._look, loop) if self._out else None

    async def wait_for(self, running: Running) -> Done:
        """What becomes of a job; it is stopped when whoever waits here is.

        Raises:
            TooBusy: nobody was free in time.
            OutOfTime: it took too long, and was stopped.
            OutOfMemory: it needed too much memory, and was stopped.
        """
        try:
            return await running.future
        except asyncio.CancelledError:
            self.leave(running)
            raise

    def leave(self, running: Running) -> None:
        """Nobody waits any more: the job is stopped, wherever it is."""
        if running.over:
            return
        running.future.cancel()
        if running.worker is not None:
            running.worker.kill()  # and what follows from that, as for any other that ended
        else:
            self._turns.drop(running.client, running)
            self._end(running)

    def _waited(self, running: Running) -> None:
        self._turns.drop(running.client, running)
        self._end(running)
        running.fail(TooBusy("all workers are busy", todo="try again in a moment"))

    def _end(self, running: Running) -> None:
        running.over = True
        self._out.discard(running)

    def _begin(self, running: Running, worker: Worker) -> None:
        running.worker = worker
        running.since = asyncio.get_running_loop().time()
        worker.ask(running.job, partial(self._ended, running, worker))

    def _ended(self, running: Running, worker: Worker, what: tuple[Reply, bytes] | Exception) -> None:
        """Account for the work, let the next have the worker, and tell whoever waits."""
        now = asyncio.get_running_loop().time()
        seconds = now - running.since
        fine = not isinstance(what, Exception) and not what[0].spent
        self._end(running)
        self._worked += seconds
        self._budget.charge(running.client, seconds + (0 if fine else KILL_COSTS), now)
        if fine:
            self._give_back(worker, running.client)
        else:
            self._replace(worker, running.client)
        if running.future.done():
            return
        if isinstance(what, Exception) or what[0].problem == OUT_OF_MEMORY:
            self._aside(self._tell_problem(running, worker, what if isinstance(what, Exception) else None))
        else:
            running.give(Done(*what, seconds))

    async def _tell_problem(self, running: Running, worker: Worker, error: Exception | None) -> None:
        running.fail(await self._problem(running.job, worker, error))

    def _aside(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._stopping.add(task)
        task.add_done_callback(self._stopping.discard)

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

    def _give_back(self, worker: Worker, client: str | None) -> None:
        if client is not None:
            self._turns.done(client)
        self._idle.append(worker)
        if self._turns:
            self._hand_out()

    async def _within(self, worker: Worker, job: Job) -> Done:
        """Ask a worker that is nobody else's; it is killed when it takes too long, or nobody waits any more."""
        begun = time.monotonic()
        answered: asyncio.Future[tuple[Reply, bytes] | Exception] = asyncio.get_running_loop().create_future()
        worker.ask(job, lambda what: None if answered.done() else answered.set_result(what))
        what: tuple[Reply, bytes] | Exception
        try:
            async with asyncio.timeout(self._limits.seconds):
                what = await answered
        except TimeoutError as error:
            what = error
        if isinstance(what, Exception) or what[0].problem == OUT_OF_MEMORY:
            raise await self._problem(job, worker, what if isinstance(what, Exception) else None)
        return Done(*what, time.monotonic() - begun)

    async def _problem(self, job: Job, worker: Worker, error: Exception | None) -> BienbanError:
        worker.kill()
        return await problem_of(job, worker, error, seconds=self._limits.seconds, memory=self._limits.memory)
