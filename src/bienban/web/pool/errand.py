"""Work on the store that another program does beside the server: one at a time, and not again right away."""

from __future__ import annotations

import asyncio
import sys
import time

__all__ = ["Errand"]

AFTER_FAILURE = 30.0
"""Seconds until it is tried again, where it did not succeed."""


class Errand:
    """``python -m MODULE ARGUMENT…``, run in the background of one event loop; what goes wrong, it says on stderr itself."""

    def __init__(self, module: str, *arguments: str, pause: float, rest: float = 0.0) -> None:
        """``pause`` seconds at least lie between two beginnings, ``rest`` times what the last one took after its end."""
        self._command = (sys.executable, "-m", module, *arguments)
        self._pause = pause
        self._rest = rest
        self._task: asyncio.Task[None] | None = None
        self._next = float("-inf")

    def begin(self) -> None:
        """Begin, unless it is under way or was done just now."""
        now = time.monotonic()
        if now >= self._next and (self._task is None or self._task.done()):
            self._next = now + self._pause
            self._task = asyncio.ensure_future(self._run(now))

    async def wait(self, seconds: float) -> None:
        """Wait until it is done, where it is under way; so long at most."""
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=seconds)

    async def _run(self, begun: float) -> None:
        process = await asyncio.create_subprocess_exec(*self._command, stdin=asyncio.subprocess.DEVNULL)
        try:
            failed = await process.wait() != 0
        finally:
            if process.returncode is None:
                process.kill()
        now = time.monotonic()
        self._next = max(self._next, now + (AFTER_FAILURE if failed else self._rest * (now - begun)))

    async def stop(self) -> None:
        """End it; whoever looks next goes on."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
