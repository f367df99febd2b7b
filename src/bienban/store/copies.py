"""Copies of a store: made while it is written, each file with its digest, and put back only when every digest is right.

A copy has the layout of a store, so it can be asked with ``--store``; ``backup.json`` is written last and lists its files.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bienban.errors import StoreMissing, StoreProblem
from bienban.graph.terms import parse_literal
from bienban.store.audit import articles_of
from bienban.store.folders import TextFolder
from bienban.store.layout import Generation, Layout, WriterLock, in_use
from bienban.store.ledger import Ledger, digest_of_file
from bienban.store.oxigraph import Database
from bienban.store.plan import DIGEST

__all__ = ["MANIFEST", "Copied", "back_up", "restore"]

MANIFEST = "backup.json"
FORMAT = 1

Put = Callable[[Path, Path], object]


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds; ``size`` in bytes."""

    articles: int
    files: int
    size: int


def back_up(layout: Layout, target: Path, *, link: bool = False) -> Copied:
    """Copy what readers see of a store into a new directory; with ``link`` by hard links, on the same file system.

    Raises:
        StoreProblem: the store cannot be read, the target is there already, or cannot be written.
    """
    layout.check()
    _must_be_free(target)
    part = _part(target)
    held = Generation(layout)
    try:
        articles = _fill(layout, held, part, os.link if link else shutil.copyfile)
        files = _digests(part)
        size = sum(size for size, _ in files.values())
        _write(part / MANIFEST, {"format": FORMAT, "articles": articles, "files": files})
        _put_in_place(part, target)
    except OSError as error:
        raise _not_written(target, error, link=link) from error
    finally:
        held.release()
        shutil.rmtree(part, ignore_errors=True)
    return Copied(articles, len(files), size)


def restore(source: Path, target: Path, *, force: bool = False) -> Copied:
    """Make a store of a copy; ``force`` puts it in place of one that is there.

    Raises:
        StoreProblem: the copy is not whole, or there is a store and no ``force``, or somebody uses it.
    """
    files, articles = _checked(source)
    part = _part(target)
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    lock = None
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            lock = _may_be_replaced(target, force=force)
        for name in files:
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, part / name)
        _same(part, files)
        for folder in ("texts", "aside"):
            (part / folder).mkdir(exist_ok=True)
        _begin_anew(Layout(part))
        if target.exists():
            target.rename(old)
        _put_in_place(part, target)
    except OSError as error:
        if old.exists() and not target.exists():
            old.rename(target)
        raise _not_written(target, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if lock is not None:
            lock.release()
    shutil.rmtree(old, ignore_errors=True)
    return Copied(articles, len(files), sum(size for size, _ in files.values()))


def _part(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def _must_be_free(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise StoreProblem("there is something already", where=str(target), todo="name a new directory for each backup")


def _may_be_replaced(target: Path, *, force: bool) -> WriterLock:
    """Hold the store that gives way, or say why it does not."""
    if not force:
        raise StoreProblem(
            "there is something already", where=str(target), todo="name a new directory with --store, or give --force"
        )
    layout = Layout(target)
    if not layout.description.exists():
        raise StoreProblem("this directory is no store", where=str(target), todo="name another directory with --store")
    lock = WriterLock(layout)
    if in_use(layout):
        lock.release()
        raise StoreProblem("somebody reads this store", where=str(target), todo="wait until the reader has finished")
    return lock


def _fill(layout: Layout, held: Generation, part: Path, put: Put) -> int:
    """Put the generation, its articles' texts, the notes and the ledger of it into a directory."""
    folder = part / "generations" / "000001"
    folder.mkdir(parents=True)
    for path in sorted(held.path.iterdir()):
        put(path, folder / path.name)
    shutil.copyfile(layout.description, part / layout.description.name)
    if layout.suppressed.exists():
        shutil.copyfile(layout.suppressed, part / layout.suppressed.name)
    database = Database(folder, write=False)
    articles = articles_of(database)
    texts = TextFolder(layout.texts)
    for article in articles:
        for digest in {parse_literal(o)[0] for _, p, o in database.of_article(article) if p == DIGEST}:
            path = texts.file(digest)
            if path.exists() and not (copy := part / path.relative_to(layout.root)).exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                put(path, copy)
    for path in _notes(layout):
        (part / "aside").mkdir(exist_ok=True)
        shutil.copyfile(path, part / "aside" / path.name)
    _copy_ledger(layout, held.number, Layout(part))
    return len(articles)


def _notes(layout: Layout) -> Iterator[Path]:
    return (path for path in sorted(layout.aside.glob("*")) if path.suffix in (".json", ".data"))


def _copy_ledger(layout: Layout, number: int, part: Layout) -> None:
    if not layout.ledger.exists():
        return
    with closing(Ledger(layout.ledger, write=False)) as old, closing(Ledger(part.ledger, write=True)) as new:
        new.put(1, old.at(number), retired=old.retired(number))
        new.note_files((part.generation(1)).glob("*.sst"))
        with old.history() as events, new.history() as copy:
            events.copy_to(copy, number)
        new.seal()


def _begin_anew(part: Layout) -> None:
    """Whoever follows the store's changes must not take the numbers given from now on for those of its former life."""
    if part.ledger.exists():
        with closing(Ledger(part.ledger, write=True)) as ledger:
            with ledger.history() as history:
                history.begin(anew=True)
                history.follow(1)
            ledger.seal()


def _digests(root: Path) -> dict[str, tuple[int, str]]:
    files = sorted(p for p in root.rglob("*") if p.is_file())
    return {str(p.relative_to(root)): (p.stat().st_size, digest_of_file(p)) for p in files}


def _checked(source: Path) -> tuple[dict[str, tuple[int, str]], int]:
    """The files that a copy lists, each found as it was copied."""
    path = source / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        files = {str(name): (int(size), str(digest)) for name, (size, digest) in found["files"].items()}
        version, articles = int(found["format"]), int(found["articles"])
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreMissing(
            "this is no backup", where=str(source), todo=f"name a directory that bienban backup made; it has {MANIFEST}"
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreProblem("the list of the backup's files is damaged", where=str(path), todo="take another backup") from error
    if version != FORMAT or any(Path(name).is_absolute() or ".." in Path(name).parts for name in files):
        raise StoreProblem("the backup is of another version", where=str(path), todo="use the version that made it")
    _same(source, files)
    return files, articles


def _same(root: Path, files: dict[str, tuple[int, str]]) -> None:
    for name, (size, digest) in files.items():
        path = root / name
        if not path.is_file():
            raise StoreProblem("a file of the backup is missing", where=str(path), todo="take another backup")
        if path.stat().st_size != size or digest_of_file(path) != digest:
            raise StoreProblem("the file is not as it was copied", where=str(path), todo="take another backup")


def _write(path: Path, data: object) -> None:
    with path.open("w", encoding="utf-8") as handle:
        handle.write(json.dumps(data, indent=1) + "\n")
        handle.flush()
        os.fsync(handle.fileno())


def _put_in_place(part: Path, target: Path) -> None:
    os.sync()
    if target.is_dir():
        target.rmdir()
    part.rename(target)


def _not_written(target: Path, error: OSError, *, link: bool = False) -> StoreProblem:
    todo = "leave --link out to another file system" if link and error.errno == 18 else "check the path, its rights and the space"
    return StoreProblem(f"cannot be written: {error.strerror}", where=str(target), todo=todo)
