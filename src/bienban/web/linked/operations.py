"""The parts of an OpenAPI 3.1 document: parameters, contents, problems, operations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bienban.web.http.negotiate import Offer
from bienban.web.http.problems import MEDIA_TYPE

__all__ = ["ANY_TEXT", "PROBLEM", "Schema", "contents", "in_path", "in_query", "object_of", "operation"]

Schema = Mapping[str, object]
"""A JSON Schema (2020-12), or any other object of the document."""

ANY_TEXT: Schema = {"type": "string"}

ALWAYS = (414, 429, 431, 503)
"""What any request may meet: too long a URL, too much work, too large a head, a store that cannot be read."""

MEANINGS: Mapping[int, str] = {
    400: "The request cannot be understood", 401: "An update needs the token", 403: "The query may not do this",
    404: "There is nothing here", 406: "No format that is accepted is offered", 408: "The request is too slow",
    413: "The body is too large", 414: "The URL is too long", 415: "The body's media type is not understood",
    422: "The query takes more time, memory or rows than allowed", 429: "Too much work for one client: see Retry-After",
    431: "The headers are too large", 503: "The server is busy, or its store cannot be read: see Retry-After",
}  # fmt: skip

PROBLEM: Schema = {
    "type": "object", "required": ["type", "title", "status", "detail"], "additionalProperties": False,
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "What kind of problem; the address explains it"},
        "title": ANY_TEXT, "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What exactly, and where"},
        "todo": {"type": "string", "description": "What to do about it"},
        "row_limit": {"type": "integer", "description": "So many rows are allowed"},
    },
}  # fmt: skip
"""A problem document (RFC 9457)."""


def contents(offers: Iterable[Offer[Any]], schemas: Mapping[str, Schema] | None = None) -> dict[str, Schema]:
    """The media types of formats on offer; each is text, where no schema is given for it."""
    known = schemas or {}
    names = dict.fromkeys(name for offer in offers for name in (offer.media_type, *offer.aliases))
    return {name: {"schema": known.get(name, {}) if name.endswith("json") else ANY_TEXT} for name in names}


def object_of(required: Mapping[str, Schema], **optional: Schema) -> Schema:
    """The schema of an object with these members and no others."""
    properties = {**required, **optional}
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def in_query(name: str, about: str, schema: Schema = ANY_TEXT, *, many: bool = False, required: bool = False) -> Schema:
    """A parameter of the query string; ``many``: it may be given several times."""
    whole = {"type": "array", "items": schema} if many else schema
    return {"name": name, "in": "query", "required": required, "description": about, "schema": whole}


def in_path(name: str, about: str, schema: Schema) -> Schema:
    """A part of the path."""
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}


def operation(
    about: str,
    content: Mapping[str, Schema],
    parameters: Sequence[Schema] = (),
    *,
    problems: Iterable[int] = (),
    others: Mapping[str, Schema] | None = None,
) -> dict[str, object]:
    """An operation: what a 200 contains, the statuses of its problems, and answers of other statuses."""
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    refusals = {str(s): {"description": MEANINGS[s], "content": problem} for s in sorted({*problems, *ALWAYS})}
    answer = {"description": "The answer", "content": dict(content)}
    return {"summary": about, "parameters": list(parameters), "responses": {"200": answer, **(others or {}), **refusals}}
