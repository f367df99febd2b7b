"""How much of a database was written since it was opened, so that its files are merged when that pays.

The engine puts what is written into new files beside the old ones and merges them by and by. A reader of a snapshot that was
published before looks for each term in all of them: after a large import that makes queries half as slow again.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

__all__ = ["Growth"]

PART, LEAST = 0.5, 16 << 20
"""The part of all bytes that must be new, so that merging costs a bounded part of what writing did; and how many at least."""

ROOM = 2
"""So many times the size of the files must be free: merged ones are written before the others go."""


class Growth:
    """The files of a database, and which of them are new."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = frozenset(self._files())

    def _files(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for path in self._folder.glob("*.sst"):
            with suppress(FileNotFoundError):  # the engine may be merging right now
                found[path.name] = path.stat().st_size
        return found

    def is_much(self) -> bool:
        """Whether most of what is there is new, it is more than a little, and there is room to merge it."""
        files = self._files()
        total = sum(files.values())
        new = sum(size for name, size in files.items() if name not in self._before)
        return new >= max(LEAST, PART * total) and shutil.disk_usage(self._folder).free > ROOM * total
