"""A map over a stream, in this process or in several, with results in the order of the stream and bounded memory."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

from bienban.errors import BienbanError

__all__ = ["FEW", "ordered_map"]

FEW = 48
"""Up to so many items one process is faster than starting several."""
WARM = "bienban.pipeline.warm"
"""What the processes have loaded before they are there."""

_CHUNK = 8
_AHEAD = 16
"""Chunks on their way for each process: enough that none waits while the store writes a batch."""
_GARBAGE = 50_000
"""Objects made before cycles among them are looked for: those of an article, which are no garbage until it is done."""

T = TypeVar("T")
R = TypeVar("R")


def ordered_map(work: Callable[[T], R], items: Iterable[T], jobs: int | None = None) -> Iterator[R]:
    """Apply a pure, picklable function to every item; ``jobs`` None means one process for a few items, else one per CPU.

    Raises:
        BienbanError: a process died.
    """
    stream = iter(items)
    if jobs is None:
        first = tuple(islice(stream, FEW + 1))
        jobs = 1 if len(first) <= FEW else len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        stream = chain(first, stream)
    if jobs is None or jobs <= 1:
        return map(work, stream)
    return _pooled(work, stream, jobs)


def _pooled(work: Callable[[T], R], stream: Iterator[T], jobs: int) -> Iterator[R]:
    # Never plain fork: the store's threads and locks must not be copied into the workers.
    way = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(way)
    context.set_forkserver_preload(["__main__", WARM])
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)
    waiting: deque[Future[tuple[R, ...]]] = deque()
    try:
        while chunk := tuple(islice(stream, _CHUNK)):
            waiting.append(pool.submit(_each, work, chunk))
            while len(waiting) >= jobs * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise BienbanError("a process that reads articles died", todo="is memory short? Try --jobs 1") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _each(work: Callable[[T], R], chunk: tuple[T, ...]) -> tuple[R, ...]:
    return tuple(map(work, chunk))


def _begin() -> None:
    """Ctrl-C reaches every process of the terminal; only the one that stores decides what to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_GARBAGE, 10, 10)
