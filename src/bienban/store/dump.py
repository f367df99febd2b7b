"""Sorted N-Quads of any size: sorted in pieces on disk, merged as they are read."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice

__all__ = ["sorted_lines"]

PIECE = 500_000
"""Lines sorted in memory at a time: about 100 MB."""

BLOCK = 4_000
"""Lines handed out at a time."""


def sorted_lines(lines: Iterable[str], *, piece: int = PIECE) -> Iterator[bytes]:
    """The lines in the order of their code points, in blocks of UTF-8."""
    source = iter(lines)
    first = sorted(islice(source, piece))
    if len(first) < piece:
        yield from _blocks(first)
        return
    with ExitStack() as stack:
        runs = [first]
        files = []
        while runs[-1]:
            handle = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
            handle.writelines(runs.pop())
            handle.seek(0)
            files.append(handle)
            runs.append(sorted(islice(source, piece)))
        yield from _blocks(heapq.merge(*files))


def _blocks(lines: Iterable[str]) -> Iterator[bytes]:
    source = iter(lines)
    while block := list(islice(source, BLOCK)):
        yield "".join(block).encode()
