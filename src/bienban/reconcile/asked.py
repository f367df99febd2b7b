"""What a client asks, as JSON: batches of queries, and of values to add to a table. Any text is looked at; bad ones say why."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bienban.errors import BienbanError
from bienban.reconcile.schema import TYPES, iri_of
from bienban.search.kinds import KindName
from bienban.text import nfc

__all__ = ["MOST_CANDIDATES", "MOST_QUERIES", "BadBatch", "Given", "Query", "Wanted", "batch", "clean", "extension", "query_of"]

MOST_QUERIES = 100
"""Queries of a batch, identifiers of an extension."""

MOST_CANDIDATES, CANDIDATES = 50, 10
MOST_TEXT, MOST_PROPERTIES, MOST_VALUES = 500, 20, 20

Strictness = Literal["any", "should", "all"]


class BadBatch(BienbanError):
    """A batch that is no JSON, or not of the form that the API lays down."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value that a table has for a property: a name or number as text, or a thing by its IRI."""

    text: str
    iri: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A name, which kinds of things it may be of (none: any), and what else is known, by property."""

    text: str = ""
    kinds: tuple[KindName, ...] = ()
    limit: int = CANDIDATES
    known: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)

    @property
    def sought(self) -> tuple[KindName, ...]:
        """The kinds to look among."""
        return self.kinds or TYPES


@dataclass(frozen=True, slots=True)
class Wanted:
    """Identifiers, and the properties whose values they are to have, each with how many at most (0: all)."""

    ids: tuple[str, ...]
    properties: Mapping[str, int]


def _loaded(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadBatch("this is no JSON", todo="send one JSON object") from error
    if not isinstance(found, dict):
        raise BadBatch("this is no JSON object", todo='send an object such as {"q0": {"query": "Bùi Quang Nhiệm"}}')
    return found


def batch(text: str) -> dict[str, Query | None]:
    """The queries of a batch by their keys; None for one that asks for a type which there is not.

    Raises:
        BadBatch: it is none, or too large.
    """
    found = _loaded(text)
    if len(found) > MOST_QUERIES:
        raise BadBatch(f"a batch may have {MOST_QUERIES} queries, this one has {len(found)}", todo="send smaller batches")
    return {key: query_of(value, clean(key)) for key, value in found.items()}


def query_of(found: object, key: str) -> Query | None:
    """One query; None where it asks for a type which there is not.

    Raises:
        BadBatch: it has not the form of one.
    """
    if not isinstance(found, dict):
        raise BadBatch("a query is a JSON object", where=key)
    text, types = found.get("query", ""), found.get("type", [])
    if not isinstance(text, str):
        raise BadBatch("query is no text", where=key)
    types = [types] if isinstance(types, str) else types
    if not isinstance(types, list) or not all(isinstance(one, str) for one in types):
        raise BadBatch("type is neither a text nor a list of texts", where=key)
    known = _properties(found.get("properties", []), key)
    if not text.strip() and not known:
        raise BadBatch("a query has a text, or properties", where=key, todo='give "query"')
    kinds = tuple(kind for kind in TYPES if kind in types)
    if types and not kinds and found.get("type_strict") != "should":
        return None
    return Query(text=clean(text), kinds=kinds, limit=_limit(found.get("limit"), key), known=known)


def _limit(given: object, key: str) -> int:
    if given is None:
        return CANDIDATES
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        raise BadBatch("limit is no number", where=key)
    return CANDIDATES if given < 1 else min(int(given), MOST_CANDIDATES)


def _properties(given: object, key: str) -> dict[str, tuple[Given, ...]]:
    if not isinstance(given, list) or not all(isinstance(one, dict) and isinstance(one.get("pid"), str) for one in given):
        raise BadBatch('properties are a list of objects with "pid" and "v"', where=key)
    found: dict[str, tuple[Given, ...]] = {}
    for one in given[:MOST_PROPERTIES]:
        value = one.get("v")
        values = tuple(_given(value if isinstance(value, list) else [value]))
        if values:
            found[one["pid"]] = found.get(one["pid"], ()) + values
    return found


def _given(values: Iterable[object]) -> Iterable[Given]:
    for _, value in zip(range(MOST_VALUES), values, strict=False):
        match value:
            case bool() | None:
                continue
            case {"id": str(identifier), **rest}:
                name = rest.get("name", "")
                yield Given(clean(name) if isinstance(name, str) else "", iri_of(clean(identifier)))
            case str() if value.strip():
                yield Given(clean(value))
            case int() | float():
                yield Given(str(value)[:MOST_TEXT])


def clean(text: str) -> str:
    """A text as it is looked for: NFC, one line, not too long, nothing that is no Unicode."""
    return nfc(" ".join(text[: 2 * MOST_TEXT].encode("utf-8", "replace").decode().split()))[:MOST_TEXT]


def extension(text: str) -> Wanted:
    """Which values to add to which things.

    Raises:
        BadBatch: it is no such request, or too large.
    """
    found = _loaded(text)
    ids, properties = found.get("ids"), found.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise BadBatch("ids is no list of identifiers")
    if not isinstance(properties, list) or not all(isinstance(p, dict) and isinstance(p.get("id"), str) for p in properties):
        raise BadBatch('properties are a list of objects with "id"')
    if len(ids) > MOST_QUERIES or len(properties) > MOST_PROPERTIES:
        most = f"{MOST_QUERIES} identifiers and {MOST_PROPERTIES} properties"
        raise BadBatch(f"there may be {most}", todo="send smaller batches")
    return Wanted(tuple(ids), {one["id"]: _setting(one.get("settings")) for one in properties})


def _setting(given: object) -> int:
    """How many values, which OpenRefine sends as a number or as a text."""
    limit = given.get("limit") if isinstance(given, dict) else None
    text = str(limit) if isinstance(limit, int | str) and not isinstance(limit, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
