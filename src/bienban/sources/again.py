"""What was set aside, read once more: from its file where that has changed or was set aside whole, else from the bytes kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from pathlib import Path

from bienban.errors import InputProblem
from bienban.sources.base import Again, Item, Metadata, Raw, ReadSettings, SetAside
from bienban.sources.fetch import Memory
from bienban.sources.files import is_address, stamp_of
from bienban.sources.registry import registry
from bienban.sources.visit import Visitor
from bienban.sources.walk import STDIN, read_file

__all__ = ["read_again"]

_PART = re.compile(r"(?:line|item|record) \d+")


def read_again(
    asides: Sequence[SetAside],
    data_of: Callable[[SetAside], bytes],
    settings: ReadSettings,
    *,
    memory: Memory | None = None,
) -> Iterator[Item]:
    """Read inputs that were set aside, with the settings of that time where ``settings`` say nothing else.

    ``data_of`` gives the bytes that were kept of one. What cannot even be tried comes out as it was.
    """
    visitor: Visitor | None = None
    for _, group in groupby(sorted(asides, key=_file), key=_file):
        found = tuple(group)
        path = _file(found[0])
        again = found[0].again
        if is_address(path):
            visitor = Visitor(settings, memory) if visitor is None else visitor
            yield from visitor.read(path, settings if again is None else _merged(settings, again.settings))
        elif path and Path(path).exists() and (again is None or _needs_file(found, path)):
            how = settings if again is None else _merged(settings, again.settings)
            yield from read_file(path, found[0].source, how)
        else:
            for aside in found:
                yield from _from_data(aside, data_of(aside), settings)


def _file(aside: SetAside) -> str:
    """The path of the file it came from, or nothing for standard input."""
    if aside.again is not None and aside.again.path is not None:
        return aside.again.path
    return "" if aside.source == STDIN else aside.source


def _needs_file(asides: Sequence[SetAside], path: str) -> bool:
    """Whether the file must be read: it is another one now, or there is one of which the bytes kept are not all."""
    return any(a.again is None or a.again.stamp != stamp_of(path) or not (_is_part(a) or a.again.held) for a in asides)


def _is_part(aside: SetAside) -> bool:
    """Whether the bytes kept are all of it, in the form of a reader, and so as good as its file."""
    return aside.again is not None and aside.again.whole and aside.again.format is not None


def _merged(now: ReadSettings, then: ReadSettings) -> ReadSettings:
    more, old = now.metadata, then.metadata
    metadata = Metadata(
        publisher=more.publisher if more.publisher is not None else old.publisher,
        published=more.published if more.published is not None else old.published,
        url=more.url if more.url is not None else old.url,
        license=more.license if more.license is not None else old.license,
        language=more.language if more.language is not None else old.language,
    )
    return replace(
        now,
        metadata=metadata,
        format=now.format if now.format is not None else then.format,
        encoding=now.encoding if now.encoding is not None else then.encoding,
        repair=now.repair or then.repair,
        fields=now.fields + then.fields,
    )


def _from_data(aside: SetAside, data: bytes, settings: ReadSettings) -> Iterator[Item]:
    again = aside.again
    if again is None or again.held or not again.whole:
        yield replace(aside, data=data)
        return
    yield from _read(aside, again, data, _merged(settings, again.settings))


def _read(aside: SetAside, again: Again, data: bytes, settings: ReadSettings) -> Iterator[Item]:
    try:
        source = registry().by_content(data[:4096], "") if again.format is None else registry().named(again.format)
        part = None if aside.where is None else _PART.match(aside.where)
        place = None if part is None else part[0]
        raw = Raw(source=aside.source, stem=aside.stem, stream=BytesIO(data), url=again.address, part=place)
        for item in source.read(raw, settings):
            yield replace(item, data=data, again=replace(again, settings=settings)) if isinstance(item, SetAside) else item
    except InputProblem as problem:
        how = replace(again, settings=settings)
        yield replace(aside, what=problem.what, todo=problem.todo, data=data, again=how)
