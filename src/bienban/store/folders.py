"""What a store keeps beside its database: texts of articles by digest, and records of inputs set aside."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from bienban.errors import StoreProblem
from bienban.sources.base import SetAside
from bienban.sources.fetch import Validators
from bienban.sources.notes import aside_of, note_of
from bienban.text import digest_of, disc

__all__ = ["AsideFolder", "FetchedFolder", "TextFolder", "packed", "write_whole"]


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises:
        StoreProblem: it cannot be written.
    """
    new = path.with_name(path.name + ".new")
    try:
        try:
            new.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(data)
        new.replace(path)
    except OSError as error:
        raise StoreProblem(
            f"the file cannot be written: {error.strerror}", where=str(path), todo="check space and rights"
        ) from error


def packed(text: str) -> bytes:
    """A text as it is kept."""
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


class TextFolder:
    """Texts, compressed, each under its digest; two articles with the same text share a file."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def _path(self, digest: str) -> Path:
        name = digest.removeprefix("sha256:")
        return self._root / name[:2] / f"{name}.gz"

    def put(self, text: str) -> str:
        """Keep a text; returns its digest."""
        digest = digest_of(text)
        if not self._path(digest).exists():
            self.put_packed(digest, packed(text))
        return digest

    def put_packed(self, digest: str, data: bytes) -> None:
        """Keep a text that is packed already."""
        path = self._path(digest)
        if not path.exists():
            write_whole(path, data)

    def get(self, digest: str) -> str | None:
        """The text of a digest, or None where it was not kept.

        Raises:
            StoreProblem: the file is damaged.
        """
        path = self._path(digest)
        try:
            text = gzip.decompress(path.read_bytes()).decode()
        except FileNotFoundError:
            return None
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise StoreProblem(
                "the kept text is damaged", where=str(path), todo="delete the file and import the article again"
            ) from error
        if digest_of(text) != digest:
            raise StoreProblem(
                "the kept text is not that of its digest", where=str(path), todo="delete the file and import the article again"
            )
        return text

    def digests(self) -> Iterator[str]:
        """The digests of all texts, as the names of their files say."""
        return (f"sha256:{path.name.removesuffix('.gz')}" for path in self._root.glob("*/*.gz"))

    def file(self, digest: str) -> Path:
        """Where a text is kept, if it is."""
        return self._path(digest)

    def drop(self, digest: str) -> None:
        """Forget a text."""
        self._path(digest).unlink(missing_ok=True)

    def __len__(self) -> int:
        return sum(1 for _ in self._root.glob("*/*.gz"))


class AsideFolder:
    """The inputs that were set aside: a note in JSON, and beside it the bytes as far as they could be read."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, aside: SetAside) -> None:
        """Keep an input with the reason; what was kept of the same source before is replaced."""
        name = disc(aside.source, aside.stem)
        data = self._root / f"{name}.data"
        if aside.data:
            write_whole(data, aside.data)
        else:
            data.unlink(missing_ok=True)
        write_whole(self._root / f"{name}.json", (json.dumps(note_of(aside), ensure_ascii=False, indent=2) + "\n").encode())

    def drop(self, source: str, stem: str) -> None:
        """Forget an input: it could be imported after all."""
        for suffix in ("json", "data"):
            (self._root / f"{disc(source, stem)}.{suffix}").unlink(missing_ok=True)

    def data(self, source: str, stem: str) -> bytes:
        """What is kept of an input's bytes."""
        path = self._root / f"{disc(source, stem)}.data"
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise StoreProblem(f"cannot be read: {error.strerror}", where=str(path), todo="check its permissions") from error

    def all(self, *, with_data: bool = True) -> tuple[SetAside, ...]:
        """All inputs set aside, by source.

        Raises:
            StoreProblem: a note is damaged.
        """
        found = (self._read(path, with_data=with_data) for path in self._root.glob("*.json"))
        return tuple(sorted(found, key=lambda aside: (aside.source, aside.stem)))

    def damaged(self) -> Iterator[StoreProblem]:
        """What is wrong with notes that cannot be read."""
        for path in sorted(self._root.glob("*.json")):
            try:
                self._read(path)
            except StoreProblem as problem:
                yield problem

    @staticmethod
    def _read(path: Path, *, with_data: bool = True) -> SetAside:
        data = path.with_suffix(".data")
        try:
            note = json.loads(path.read_text(encoding="utf-8"))
            return aside_of(note, data.read_bytes() if with_data and data.exists() else b"")
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise StoreProblem("the note on an input set aside is damaged", where=str(path), todo="delete the file") from error

    def __len__(self) -> int:
        return sum(1 for _ in self._root.glob("*.json"))


class FetchedFolder:
    """What servers said about the versions of pages that were fetched, and the article that each gave, a note a page."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def _path(self, url: str) -> Path:
        return self._root / f"{disc(url)}.json"

    def put(self, url: str, validators: Validators, article: str | None) -> None:
        """Remember a page; ``article`` is the IRI of what it gave, None for a listing."""
        if validators == Validators():
            self._path(url).unlink(missing_ok=True)
            return
        note = {"url": url, "etag": validators.etag, "modified": validators.modified, "article": article}
        write_whole(self._path(url), (json.dumps(note, ensure_ascii=False) + "\n").encode())

    def get(self, url: str) -> tuple[Validators, str | None] | None:
        """What is remembered of a page, and the IRI of its article; a note that cannot be read is none."""
        try:
            note = json.loads(self._path(url).read_text(encoding="utf-8"))
            return Validators(note["etag"], note["modified"]), note["article"]
        except (OSError, ValueError, TypeError, KeyError):
            return None
