"""One worker as the server sees it: a process that is asked, and killed."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from bienban.errors import BienbanError
from bienban.web.pool.messages import HEAD, Job, Reply

__all__ = ["Order", "Worker", "WorkerGone"]

START_SECONDS = 60.0


class WorkerGone(BienbanError):
    """The process ended while it worked; ``signal`` is what ended it, if anything."""

    def __init__(self, ended: int | None) -> None:
        super().__init__(f"a worker ended ({ended})")
        self.signal = signal.Signals(-ended) if ended is not None and ended < 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a worker is told once, when it starts."""

    store: str
    base: str
    rows: int
    bytes: int
    memory: int
    spool: str
    write: bool = False


class Worker:
    """A started worker, which answers one job at a time."""

    def __init__(self, process: asyncio.subprocess.Process, spool: Path) -> None:
        assert process.stdin is not None  # noqa: S101 - it is a pipe, and so is the other
        assert process.stdout is not None  # noqa: S101
        self._process = process
        self._in, self._out = process.stdin, process.stdout
        self._spool = spool

    @classmethod
    async def start(cls, order: Order) -> Worker:
        """Start one and wait until it has opened the store.

        Raises:
            WorkerGone: it could not.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bienban.web.pool.worker",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        worker = cls(process, Path(order.spool))
        try:
            async with asyncio.timeout(START_SECONDS):
                worker._send(json.dumps(asdict(order)).encode())
                await worker._receive()
        except BaseException:
            worker.kill()
            raise
        return worker

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs, as far as is known."""
        return self._process.returncode is None

    async def ask(self, job: Job) -> tuple[Reply, bytes]:
        """What became of the job. Whoever does not wait for the end must kill the worker.

        Raises:
            WorkerGone: it ended meanwhile.
        """
        self._send(job.head())
        return await self._receive()

    def _send(self, head: bytes) -> None:
        self._in.write(HEAD.pack(len(head), 0) + head)

    async def _receive(self) -> tuple[Reply, bytes]:
        try:
            head, data = HEAD.unpack(await self._out.readexactly(HEAD.size))
            return Reply.of(await self._out.readexactly(head)), await self._out.readexactly(data) if data else b""
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise WorkerGone(await self._process.wait()) from error

    async def end(self) -> None:
        """Kill it and wait until it is gone, so that nothing of it outlives the event loop."""
        self.kill()
        await self._process.wait()

    def kill(self) -> None:
        """End it at once, with whatever it was writing."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._in.close()
        for left in self._spool.glob(f"{self.pid}-*"):
            left.unlink(missing_ok=True)
