"""JSON objects to items: an article, or facts in the form of the annotation guide."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bienban.errors import InputProblem
from bienban.model.article import Article
from bienban.sources.base import EXCERPT, Again, GivenFacts, Item, Metadata, Raw, ReadSettings, Remark, SetAside, aside
from bienban.sources.files import absolute, stamp_of
from bienban.sources.given import article_of, given_of, names_of, value_of
from bienban.sources.headline import join_headline
from bienban.sources.mojibake import Mojibake, mended
from bienban.text import nfc

__all__ = ["is_facts", "item_aside", "items_of", "record_of"]

_FACT_KEYS = ("persons", "organizations", "events", "documents", "awards", "observations", "statements")


def is_facts(record: dict[str, object]) -> bool:
    """Whether an object holds facts (two of the guide's lists, or its ``keep``), not an article's text."""
    lists = sum(isinstance(record.get(key), list) for key in _FACT_KEYS)
    return lists >= 2 or isinstance(record.get("keep"), bool)


def item_aside(
    item: Article | GivenFacts, what: str, *, where: str | None = None, todo: str | None = None, held: bool = False
) -> SetAside:
    """Set what was read already aside, as the JSON object that reads the same; ``held`` until its file is another one."""
    if isinstance(item, Article):
        record, metadata = record_of(item), Metadata(language=item.language)
    else:
        record, metadata = item.data, item.metadata
    data = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
    path = None if item.source == "-" else absolute(item.source)
    again = Again(
        settings=ReadSettings(metadata=metadata),
        format="json",
        whole=len(data) <= EXCERPT,
        path=path,
        stamp=None if path is None else stamp_of(path),
        held=held,
    )
    return SetAside(source=item.source, stem=item.stem, what=what, where=where, todo=todo, data=data[:EXCERPT], again=again)


def record_of(article: Article) -> dict[str, object]:
    """The JSON object that :func:`items_of` reads as this article."""
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "url": article.url,
        "publisher": article.publisher,
        "date": None if article.published is None else str(article.published),
        "author": article.byline,
        "license": article.license,
        "language": article.language,
    }


def _undone(record: dict[str, object], damage: Mojibake) -> dict[str, object]:
    """A record with every text in it turned back."""

    def undo(value: object) -> object:
        if isinstance(value, str):
            return damage.undo(value)
        if isinstance(value, list):
            return [undo(v) for v in value]
        return {k: undo(v) for k, v in value.items()} if isinstance(value, dict) else value

    return {key: undo(value) for key, value in record.items()}


def _unread(record: dict[str, object]) -> str | None:
    """The one list of facts in an object that is read as an article: what its author may have meant as facts."""
    lists = (key for key in _FACT_KEYS if isinstance(value := record.get(key), list) and any(isinstance(v, dict) for v in value))
    return next(lists, None)


def items_of(
    record: object, raw: Raw, settings: ReadSettings, *, where: str | None, stem: str | None, data: bytes
) -> Iterator[Item]:
    """What one JSON value is: remarks and an article, given facts, or the reason why it is set aside.

    ``stem`` names one of several in a file when it has no id of its own; None for the only one.
    """
    try:
        yield from _items(record, raw, settings, where, stem)
    except InputProblem as problem:
        place = ", ".join(p for p in (where, problem.where) if p is not None) or None
        problem = InputProblem(problem.what, where=place, todo=problem.todo)
        yield aside(raw, problem, settings, data, stem=stem, form="json")


def _items(record: object, raw: Raw, settings: ReadSettings, where: str | None, stem: str | None) -> Iterator[Item]:
    if not isinstance(record, dict):
        raise InputProblem(f"not an object but {_kind(record)}", todo='an article is {"title": …, "text": …}')
    if is_facts(record):
        given_id = record.get("id")
        own = nfc(given_id) if isinstance(given_id, str) and given_id else None
        name = stem if stem is None or own is None else own
        yield GivenFacts(data=record, source=raw.source, stem=raw.stem if name is None else name, metadata=settings.metadata)
        return
    names = names_of("text", settings.fields)
    key = next((name for name in names if value_of(record, name) is not None), None)
    if key is None:
        found = ", ".join(sorted(map(str, record))[:8]) or "none"
        raise InputProblem(
            f"no text (keys: {found})",
            todo=f"the text goes under one of {', '.join(names)}, or say where it is, with --field text=NAME; "
            f"facts have two of {', '.join(_FACT_KEYS)}, as lists",
        )
    body = value_of(record, key)
    if not isinstance(body, str):
        raise InputProblem(f'"{key}" is not a string but {_kind(body)}')
    if not body.strip():
        raise InputProblem(f'"{key}" is empty', todo="nothing to import from it")
    damage, remark = mended(nfc(body), settings)
    if damage is not None:
        record = _undone(record, damage)
        body = damage.undo(body)
    if remark is not None:
        yield Remark(source=raw.source, what=remark, where=where)
    given = given_of(record, settings.fields)
    text, title, start = join_headline(given.title, nfc(body))
    for remark in given.remarks:
        yield Remark(source=raw.source, what=remark, where=where)
    unread = _unread(record)
    if unread is not None:
        what = f'read as an article, without its "{unread}": to be read as facts it needs another list of facts, or "keep": true'
        yield Remark(source=raw.source, what=what, where=where)
    name = stem if stem is None or given.id is None else given.id
    yield article_of(raw, settings, text, title, start, given, stem=name)


def _kind(value: object) -> str:
    names = {str: "a string", bool: "true or false", int: "a number", float: "a number", list: "an array", dict: "an object"}
    return names.get(type(value), "null")
