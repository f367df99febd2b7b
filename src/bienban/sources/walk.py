"""From the paths a user names to items: files, folders, standard input; what cannot be read is set aside, the rest goes on."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from bienban.errors import InputProblem, UsageProblem
from bienban.sources.base import EXCERPT, Again, Item, Raw, ReadSettings, Remark, SetAside, Source
from bienban.sources.fetch import Memory
from bienban.sources.files import absolute, is_address, shown, stamp_of
from bienban.sources.registry import registry, split_name
from bienban.sources.visit import Visitor
from bienban.text import nfc

__all__ = ["STDIN", "check_paths", "read_file", "read_paths"]

STDIN = "-"
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class _Place:
    """One file to read; ``named`` when the user named it, not only the folder it lies in; ``source``: how, if not as ``path``."""

    path: str
    named: bool
    source: str | None = None


def check_paths(paths: Sequence[str]) -> None:
    """Refuse paths that do not exist before anything is done.

    Raises:
        UsageProblem: one does not, or standard input is named twice.
    """
    for path in paths:
        if path != STDIN and not is_address(path) and not _exists(path):
            raise UsageProblem("no such file or folder", where=path, todo="check the path")
    if paths.count(STDIN) > 1:
        raise UsageProblem("standard input can be read once only", where="-", todo="name it once")


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # a name that is too long, one with NUL, a folder that may not be entered
        return False


def read_paths(
    paths: Sequence[str], settings: ReadSettings, stdin: BinaryIO | None = None, *, memory: Memory | None = None
) -> Iterator[Item]:
    """Everything in the files and folders and at the addresses named, in this order, folders by name.

    ``memory`` knows the versions of pages that need not be fetched again.

    Raises:
        UsageProblem: a path does not exist, or the settings name a format that nobody reads.
    """
    check_paths(paths)
    if settings.format is not None:
        registry().named(settings.format)
    visitor = Visitor(settings, memory) if any(map(is_address, paths)) else None
    for path in paths:
        if visitor is not None and is_address(path):
            yield from visitor.read(path)
        elif path != STDIN and Path(path).is_dir():
            yield from _folder(Path(path), settings)
        else:
            yield from _noted(_Place(path, named=True), settings, stdin)


def read_file(path: str, source: str, settings: ReadSettings) -> Iterator[Item]:
    """What is in one file or folder, where ``source`` is how the user named it."""
    if Path(path).is_dir():
        yield from _folder(Path(path), settings)
    else:
        yield from _noted(_Place(path, named=True, source=source), settings, None)


def _folder(folder: Path, settings: ReadSettings) -> Iterator[Item]:
    """The files below a folder; hidden ones and linked folders are passed over."""
    try:
        children = sorted(folder.iterdir(), key=lambda p: (nfc(p.name), p.name))
    except OSError as error:
        again = Again(settings=settings, path=absolute(str(folder)))
        source, stem = shown(str(folder)), shown(folder.name)
        yield SetAside(source=source, stem=stem, what=_reason(error), todo="check its permissions", again=again)
        return
    for child in children:
        if child.name.startswith("."):
            continue
        if child.is_dir():
            if (child / "bienban.json").exists():
                yield Remark(source=shown(str(child)), what="skipped: a store of bienban", skipped=True)
            elif child.is_symlink():
                yield Remark(source=shown(str(child)), what="skipped: a link to a folder", skipped=True)
            else:
                yield from _folder(child, settings)
        else:
            yield from _noted(_Place(str(child), named=False), settings, None)


def _noted(place: _Place, settings: ReadSettings, stdin: BinaryIO | None) -> Iterator[Item]:
    """What is in a file, where each part that is set aside knows which file it came from, as it is now."""
    stamp = None
    for item in _read(place, settings, stdin):
        if not isinstance(item, SetAside):
            yield item
            continue
        again = item.again if item.again is not None else Again(settings=settings)
        if place.path == STDIN:  # it has no name: named alike, the next one would replace this one
            yield replace(item, again=again, stem=f"{item.stem}-{sha256(item.data).hexdigest()[:12]}")
            continue
        stamp = stamp_of(place.path) if stamp is None else stamp
        yield replace(item, again=replace(again, path=absolute(place.path), stamp=stamp))


def _read(place: _Place, settings: ReadSettings, stdin: BinaryIO | None) -> Iterator[Item]:
    stem, suffix = ("stdin", "") if place.path == STDIN else split_name(Path(place.path).name)
    stem, name = nfc(shown(stem)), place.source if place.source is not None else shown(place.path)
    source = registry().by_suffix(suffix) if settings.format is None else registry().named(settings.format)
    if source is None and not place.named:
        yield Remark(source=name, what=f"skipped: no reader for {suffix or 'files without suffix'}", skipped=True)
        return
    passed: _Recorded | None = None
    try:
        with ExitStack() as closing:
            passed = _Recorded(_open(place, stdin, closing))
            stream = cast(BinaryIO, io.BufferedReader(passed))
            head = _peek(stream)
            found: Source = registry().by_content(head, suffix) if source is None else source
            yield from found.read(Raw(source=name, stem=stem, stream=stream), settings)
        return
    except InputProblem as error:
        problem = error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        problem = InputProblem(f"not a sound gzip file ({error})", todo="compress it again")
    except OSError as error:
        problem = InputProblem(_reason(error), todo="check the file and its permissions")
    data, whole = (b"", False) if passed is None else passed.kept
    again = Again(settings=settings, whole=whole)
    yield SetAside(source=name, stem=stem, what=problem.what, where=problem.where, todo=problem.todo, data=data, again=again)


def _open(place: _Place, stdin: BinaryIO | None, closing: ExitStack) -> BinaryIO:
    """The input's bytes, decompressed when they are gzip; standard input stays open."""
    if place.path == STDIN:
        plain = cast(BinaryIO, io.BufferedReader(_Kept(stdin if stdin is not None else io.BytesIO())))
    else:
        plain = closing.enter_context(Path(place.path).open("rb"))  # noqa: SIM115 - the stack closes it
    if _peek(plain)[:2] == b"\x1f\x8b":
        return cast(BinaryIO, closing.enter_context(gzip.GzipFile(fileobj=plain)))
    return plain


def _peek(stream: BinaryIO) -> bytes:
    """The first bytes of a stream without reading past them."""
    return cast(io.BufferedReader, stream).peek(_HEAD)[:_HEAD]


class _Kept(io.RawIOBase):
    """A stream read through a buffer of its own and not closed with it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        read1 = getattr(self._stream, "read1", self._stream.read)
        data = self._passed(read1(len(view)))
        view[: len(data)] = data
        return len(data)

    def _passed(self, data: bytes) -> bytes:
        return data


class _Recorded(_Kept):
    """Remembers the first megabyte that passes, for an input that turns out to be one to set aside."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self._seen = bytearray()
        self._ended = False

    @property
    def kept(self) -> tuple[bytes, bool]:
        """What passed, at most a megabyte, and whether that is all there is."""
        return bytes(self._seen[:EXCERPT]), self._ended and len(self._seen) <= EXCERPT

    def _passed(self, data: bytes) -> bytes:
        self._ended = not data
        if len(self._seen) <= EXCERPT:
            self._seen += data[: EXCERPT + 1 - len(self._seen)]
        return data


def _reason(error: OSError) -> str:
    return f"cannot be read: {error.strerror or error}".replace("Permission denied", "permission denied")
