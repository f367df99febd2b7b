"""Inputs set aside as JSON notes, and back: what is wrong, and how the input was to be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from bienban.model.dates import PartialDate
from bienban.sources.base import Again, Metadata, ReadSettings, SetAside

__all__ = ["aside_of", "note_of"]

T = TypeVar("T")


def note_of(aside: SetAside) -> dict[str, object]:
    """The note; the bytes are kept beside it. Limits are left out: those of the next attempt count."""
    note: dict[str, object] = {
        "source": aside.source, "stem": aside.stem, "what": aside.what, "where": aside.where, "todo": aside.todo,
    }  # fmt: skip
    if aside.again is not None:
        again = aside.again
        note["again"] = _said(
            format=again.format, whole=again.whole, address=again.address, path=again.path, stamp=again.stamp, held=again.held,
            settings=_settings_said(again.settings),
        )  # fmt: skip
    return note


def _said(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None and value is not False and value != {}}


def _settings_said(settings: ReadSettings) -> dict[str, object]:
    more = settings.metadata
    return _said(
        publisher=more.publisher, published=None if more.published is None else str(more.published), url=more.url,
        license=more.license, language=more.language, format=settings.format, encoding=settings.encoding, repair=settings.repair,
        fields=[f"{ours}={theirs}" for ours, theirs in settings.fields] or None,
    )  # fmt: skip


def aside_of(note: Mapping[str, object], data: bytes) -> SetAside:
    """The input of a note.

    Raises:
        TypeError, ValueError, KeyError: it is not of the form that :func:`note_of` writes.
    """
    again = note.get("again")
    return SetAside(
        source=_of(str, note["source"]),
        stem=_of(str, note["stem"]),
        what=_of(str, note["what"]),
        where=_maybe(note.get("where")),
        todo=_maybe(note.get("todo")),
        data=data,
        again=None if again is None else _again(_of(dict, again)),
    )


def _again(found: Mapping[str, object]) -> Again:
    said: Mapping[str, object] = _of(dict, found.get("settings", {}))
    published = _maybe(said.get("published"))
    metadata = Metadata(
        publisher=_maybe(said.get("publisher")),
        published=None if published is None else PartialDate.parse(published),
        url=_maybe(said.get("url")),
        license=_maybe(said.get("license")),
        language=_maybe(said.get("language")),
    )
    settings = ReadSettings(
        metadata=metadata,
        format=_maybe(said.get("format")),
        encoding=_maybe(said.get("encoding")),
        repair=_of(bool, said.get("repair", False)),
        fields=tuple((o, t) for o, _, t in (_of(str, f).partition("=") for f in _of(list, said.get("fields", [])))),
    )
    return Again(
        settings=settings,
        format=_maybe(found.get("format")),
        whole=_of(bool, found.get("whole", False)),
        address=_maybe(found.get("address")),
        path=_maybe(found.get("path")),
        stamp=_maybe(found.get("stamp")),
        held=_of(bool, found.get("held", False)),
    )


def _of(kind: type[T], value: object) -> T:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _maybe(value: object) -> str | None:
    return None if value is None else _of(str, value)
