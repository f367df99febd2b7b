"""Which generation is the newest, asked as often as one likes: the folder is read again only when it has changed."""

from __future__ import annotations

import os
import time

from bienban.store.layout import Layout

__all__ = ["Newest"]

SETTLED = 1_000_000_000
"""Nanoseconds after a change within which a folder's time may stand for two states of it: clocks of file systems are coarse."""


class Newest:
    """The number of a store's newest published generation."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._folder = os.fspath(layout.generations)
        self._state: tuple[int, int, int] | None = None
        self._number = 0

    def number(self) -> int:
        """The number; 0 where there is none, or none any more."""
        try:
            found = os.stat(self._folder)  # noqa: PTH116 - Path.stat() costs twice as much, and this is asked with every request
        except OSError:
            self._state = None
            return 0
        state = (found.st_mtime_ns, found.st_ino, found.st_nlink)
        if state != self._state:
            settled = time.time_ns() - found.st_mtime_ns > SETTLED  # looked at before the folder is read
            self._number = (self._layout.numbers() or [0])[-1]
            self._state = state if settled else None
        return self._number
