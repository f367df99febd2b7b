"""One worker as the server sees it: a process that is asked over a socket, and killed."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from bienban.errors import BienbanError
from bienban.web.pool.messages import HEAD, Job, Reply

__all__ = ["Order", "Worker", "WorkerGone"]

START_SECONDS = 60.0
STDERR = 2
"""Whatever a worker prints goes where talk goes."""


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


class _Line(asyncio.Protocol):
    """The server's end of the socket: one message goes out, one comes back."""

    def __init__(self) -> None:
        self._got = bytearray()
        self._awaited: asyncio.Future[tuple[bytes, bytes]] | None = None
        self.lost = False
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def exchange(self, head: bytes) -> asyncio.Future[tuple[bytes, bytes]]:
        """Send a head; the future has head and bytes of the answer, or a ConnectionError."""
        awaited: asyncio.Future[tuple[bytes, bytes]] = asyncio.get_running_loop().create_future()
        if self.lost or self.transport is None:
            awaited.set_exception(ConnectionResetError())
            return awaited
        self._awaited = awaited
        self.transport.write(HEAD.pack(len(head), 0) + head)
        return awaited

    def give_up(self) -> None:
        """Wait no longer for an answer."""
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_exception(TimeoutError())

    def data_received(self, data: bytes) -> None:
        self._got += data
        if len(self._got) < HEAD.size:
            return
        head, rest = HEAD.unpack_from(self._got)
        end = HEAD.size + head + rest
        if len(self._got) < end:
            return
        found = bytes(self._got[HEAD.size : HEAD.size + head]), bytes(self._got[HEAD.size + head : end])
        self._got.clear()
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_result(found)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - it ended, for whatever reason
        self.lost = True
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_exception(ConnectionResetError())

    def close(self) -> None:
        if self.transport is not None:
            self.transport.abort()


class Worker:
    """A started worker, which answers one job at a time."""

    def __init__(self, process: asyncio.subprocess.Process, line: _Line, spool: Path) -> None:
        self._process = process
        self._line = line
        self._spool = spool

    @classmethod
    async def start(cls, order: Order) -> Worker:
        """Start one and wait until it has opened the store.

        Raises:
            WorkerGone: it could not.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                process = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "bienban.web.pool.worker", stdin=theirs.fileno(), stdout=STDERR
                )
            except BaseException:
                ours.close()
                raise
        _, line = await asyncio.get_running_loop().create_unix_connection(_Line, sock=ours)
        worker = cls(process, line, Path(order.spool))
        try:
            async with asyncio.timeout(START_SECONDS):
                await worker._exchange(json.dumps(asdict(order)).encode())
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
        return not self._line.lost

    async def ask(self, job: Job, seconds: float) -> tuple[Reply, bytes]:
        """What became of the job. Whoever does not wait for the end must kill the worker.

        Raises:
            WorkerGone: it ended meanwhile.
            TimeoutError: it takes longer than that.
        """
        late = asyncio.get_running_loop().call_later(seconds, self._line.give_up)
        try:
            head, data = await self._exchange(job.head())
        finally:
            late.cancel()
        return Reply.of(head), data

    async def _exchange(self, head: bytes) -> tuple[bytes, bytes]:
        try:
            return await self._line.exchange(head)
        except ConnectionError as error:
            raise WorkerGone(await self._process.wait()) from error

    async def end(self) -> None:
        """Kill it and wait until it is gone, so that nothing of it outlives the event loop."""
        self.kill()
        await self._process.wait()

    def kill(self) -> None:
        """End it at once, with whatever it was writing."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._line.close()
        for left in self._spool.glob(f"{self.pid}-*"):
            left.unlink(missing_ok=True)
