"""Dumps of the newest generation, made once and kept: compressed, each with its size and checksum.

``python -m bienban.store.dumps STORE FOLDER`` makes them, for a server that has other things to do. They lie in a folder for each
generation, put in place when they are whole; the one before stays for who is still reading it. The same articles give the same
bytes: the compressed files carry neither name nor time.
"""

from __future__ import annotations

import fcntl
import gzip
import json
import os
import shutil
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, cast

from bienban.errors import BienbanError, StoreProblem
from bienban.store import open_store
from bienban.store.base import ExportFormat
from bienban.store.embedded import EmbeddedStore
from bienban.store.layout import Layout

__all__ = ["FILES", "Dump", "Dumps", "make_dumps", "newest_dumps"]

FILES: dict[str, ExportFormat] = {
    "bienban.nq.gz": "nquads",
    "bienban.trig.gz": "trig",
    "bienban.ttl.gz": "turtle",
}
"""Names of the files, each with its format; Turtle has no graphs, so its file has the merged one."""

LIST = "dumps.json"
LEVEL = 6
KEPT = 2
POLITE = 10
"""How far the work steps back for everybody else's (nice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """A file: bytes as it is and unpacked, and the SHA-256 of it as it is, in hexadecimal."""

    name: str
    size: int
    unpacked: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumps:
    """The files of a generation in their folder; ``stamp`` tells it from another that bears its number; ``seconds`` it took."""

    folder: Path
    generation: int
    stamp: str
    seconds: float
    files: tuple[Dump, ...]

    def file(self, name: str) -> Dump | None:
        """The file of a name."""
        return next((dump for dump in self.files if dump.name == name), None)


def newest_dumps(folder: Path) -> Dumps | None:
    """The newest that are whole; None where there are none."""
    for path in sorted(folder.glob(f"[0-9]*/{LIST}"), reverse=True):
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            files = tuple(Dump(**file) for file in said["files"])
            found = Dumps(
                folder=path.parent, generation=int(said["generation"]), stamp=str(said["stamp"]),
                seconds=float(said["seconds"]), files=files,
            )  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if all((path.parent / file.name).exists() for file in files):
            return found
    return None


def make_dumps(store: Path, folder: Path) -> Dumps | None:
    """Dump the newest generation; None where that was done, or another process is about it.

    Raises:
        StoreProblem: the store cannot be read, or nothing be written into the folder.
    """
    try:
        with ExitStack() as stack:
            folder.mkdir(parents=True, exist_ok=True)
            lock = stack.enter_context((folder / "lock").open("a"))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return _made(stack.enter_context(open_store(store)), Layout(store), folder)
    except BlockingIOError:
        return None
    except OSError as error:
        raise StoreProblem(f"the dumps cannot be written: {error.strerror}", where=str(folder), todo="make room") from error


def _made(store: EmbeddedStore, layout: Layout, folder: Path) -> Dumps | None:
    last = newest_dumps(folder)
    number, stamp = store.generation, layout.stamp(store.generation)
    if last is not None and (last.generation, last.stamp) == (number, stamp):
        return None
    begun = time.monotonic()
    new = folder / ".new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    try:
        files = tuple(_written(new / name, store.export(form)) for name, form in FILES.items())
        seconds = time.monotonic() - begun
        said = {"generation": number, "stamp": stamp, "seconds": seconds, "files": [asdict(file) for file in files]}
        (new / LIST).write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
        folders = sorted(path for path in folder.glob("[0-9]*") if path.is_dir())
        place = folder / f"{1 if not folders else int(folders[-1].name) + 1:06d}"
        new.rename(place)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    for old in [*folders, place][:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return Dumps(folder=place, generation=number, stamp=stamp, seconds=seconds, files=files)


class _Summing:
    """A file that is summed while it is written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = 0
        self.sum = sha256()

    def write(self, block: bytes) -> int:
        self.size += len(block)
        self.sum.update(block)
        return self._file.write(block)

    def flush(self) -> None:
        self._file.flush()


def _written(path: Path, pieces: Iterable[bytes]) -> Dump:
    unpacked = 0
    with path.open("wb") as file:
        summing = _Summing(file)
        with gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=cast(IO[bytes], summing), mtime=0) as packed:
            for piece in pieces:
                unpacked += len(piece)
                packed.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return Dump(name=path.name, size=summing.size, unpacked=unpacked, digest=summing.sum.hexdigest())


def main() -> int:
    """Make them, with what time nobody else needs; what goes wrong is said on stderr."""
    os.nice(POLITE)
    try:
        make_dumps(Path(sys.argv[1]), Path(sys.argv[2]))
    except BienbanError as problem:
        sys.stderr.write(f"{problem}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
