"""One worker as the server sees it: a process that is asked over a socket, and killed."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from bienban.errors import BienbanError
from bienban.web.pool.messages import HEAD, Job, Reply

__all__ = ["Answered", "Order", "Worker", "WorkerGone"]

START_SECONDS = 60.0
STDERR = 2
"""Whatever a worker prints goes where talk goes."""


Answered = Callable[[tuple[Reply, bytes] | Exception], None]
"""Is told once what became of a job: a reply and the bytes that came along; else a ConnectionError or a TimeoutError."""


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


Heard = Callable[[tuple[bytes, bytes] | Exception], None]
"""Is told head and bytes of an answer once, or what there is instead: a ConnectionError, a TimeoutError."""


class _Line(asyncio.Protocol):
    """The server's end of the socket: one message goes out, one comes back."""

    def __init__(self) -> None:
        self._got = bytearray()
        self._heard: Heard | None = None
        self.lost = False
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def exchange(self, head: bytes, heard: Heard) -> None:
        """Send a head; ``heard`` is told what comes back."""
        if self.lost or self.transport is None:
            heard(ConnectionResetError())
            return
        self._heard = heard
        self.transport.write(HEAD.pack(len(head), 0) + head)

    def _tell(self, what: tuple[bytes, bytes] | Exception) -> None:
        heard, self._heard = self._heard, None
        if heard is not None:
            heard(what)

    def give_up(self) -> None:
        """Wait no longer for an answer."""
        self._tell(TimeoutError())

    def data_received(self, data: bytes) -> None:
        if not self._got and self._whole(data):
            self._take(data)
            return
        self._got += data
        if self._whole(self._got):
            got, self._got = self._got, bytearray()
            self._take(got)

    def _take(self, got: bytes | bytearray) -> None:
        head, rest = HEAD.unpack_from(got)
        begins = HEAD.size + head
        view = memoryview(got)
        self._tell((bytes(view[HEAD.size : begins]), bytes(view[begins : begins + rest])))

    @staticmethod
    def _whole(data: bytes | bytearray) -> bool:
        return len(data) >= HEAD.size and len(data) >= HEAD.size + sum(HEAD.unpack_from(data))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - it ended, for whatever reason
        self.lost = True
        self._tell(ConnectionResetError())

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

    def ask(self, job: Job, answered: Answered) -> None:
        """Have the job done; ``answered`` is told what became of it. Whoever does not wait for the end must kill the worker."""

        def heard(what: tuple[bytes, bytes] | Exception) -> None:
            answered(what if isinstance(what, Exception) else (Reply.of(what[0]), what[1]))

        self._line.exchange(job.head(), heard)

    def give_up(self) -> None:
        """Wait no longer for what becomes of a job: it is told as a TimeoutError."""
        self._line.give_up()

    async def _exchange(self, head: bytes) -> None:
        """Send a head and wait for any answer."""
        awaited: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def heard(what: tuple[bytes, bytes] | Exception) -> None:
            if awaited.done():
                return
            if isinstance(what, Exception):
                awaited.set_exception(what)
            else:
                awaited.set_result(None)

        self._line.exchange(head, heard)
        try:
            await awaited
        except ConnectionError as error:
            raise await self.gone() from error

    async def gone(self) -> WorkerGone:
        """Wait until the process has ended, and say how."""
        return WorkerGone(await self._process.wait())

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
