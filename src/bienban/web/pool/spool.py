"""Where a worker puts an answer: in memory while it is small, then in a file that the server sends and deletes."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import IO, Self

from bienban.web.pool.messages import INLINE

__all__ = ["Spool"]


class Spool:
    """One answer at a time; what :meth:`keep` has not handed over is gone at the end of the ``with``."""

    def __init__(self, stem: Path) -> None:
        self._stem = stem
        self._number = 0
        self._clear()

    def _clear(self) -> None:
        self._blocks: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._kept = False
        self.size = 0

    @property
    def _path(self) -> Path:
        return self._stem.with_name(f"{self._stem.name}-{self._number}")

    def __enter__(self) -> Self:
        self._clear()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()
            if not self._kept:
                self._path.unlink(missing_ok=True)

    def write(self, block: bytes) -> int:
        """Take the bytes."""
        self.size += len(block)
        if self._file is None and self.size > INLINE:
            self._number += 1
            self._file = self._path.open("xb")
            self._file.writelines(self._blocks)
            self._blocks.clear()
        if self._file is None:
            self._blocks.append(block)
        else:
            self._file.write(block)
        return len(block)

    def flush(self) -> None:
        """Nothing is visible before :meth:`keep`."""

    def keep(self) -> tuple[bytes, str | None]:
        """The answer, or the path of the file that holds it, which from now on belongs to the caller."""
        if self._file is None:
            return b"".join(self._blocks), None
        self._file.flush()
        self._kept = True
        return b"", str(self._path)
