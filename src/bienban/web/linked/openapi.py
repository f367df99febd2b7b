"""``/openapi.json``: the interface in OpenAPI 3.1."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bienban import __version__
from bienban.web.http.formats import GRAPH_OFFERS, RESULT_OFFERS
from bienban.web.settings import Settings

__all__ = ["openapi"]

_SEARCHED = {"q": "Words", "kind": "Kind of thing", "place": "IRI after the base", "year": "Four digits"}
_TEXT = {"schema": {"type": "string"}}


def openapi(settings: Settings) -> bytes:
    """The description, in JSON."""
    graphs = {offer.media_type: _TEXT for offer in GRAPH_OFFERS}
    results = {offer.media_type: _TEXT for offer in RESULT_OFFERS}
    dataset = [_query(name, "A graph of the dataset", many=True) for name in ("default-graph-uri", "named-graph-uri")]
    every = {**results, **graphs}
    path = {"name": "path", "in": "path", "required": True, "schema": {"type": "string"}}
    queries = {
        "application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {"query": {"type": "string"}}}},
        "application/sparql-query": _TEXT,
        "application/sparql-update": _TEXT,
    }
    by_post = _operation("Run a query, or an update with the token", every, dataset)
    sparql = {
        "get": _operation("Run a query; without one, describe the service", every, [_query("query", "A query"), *dataset]),
        "post": {**by_post, "requestBody": {"required": True, "content": queries}},
    }
    named = [_query("graph", "IRI of the graph"), _query("default", "The default graph")]
    rows = {"application/json": {"schema": {"type": "array"}}}
    paths = {
        "/sparql": sparql,
        "/data": {"get": _operation("A graph as it is", graphs, named)},
        "/doc/{path}": {
            "get": _operation("About a thing", {**graphs, "text/html": _TEXT}, [path, _query("page", "Of incoming facts")])
        },
        "/search.json": {
            "get": _operation("What a search finds", rows, [_query(name, what) for name, what in _SEARCHED.items()])
        },
        "/suggest": {"get": _operation("Names", rows, [_query("q", "Words")])},
        "/reconcile": _reconcile(),
        "/health": {"get": _operation("Whether queries are answered", {"application/json": {"schema": {"type": "object"}}}, [])},
        "/.well-known/void": {"get": _operation("The dataset", graphs, [])},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Bienban", "version": __version__, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": settings.base_url.rstrip("/")}],
        "paths": paths,
        "components": {"schemas": {"Problem": {
            "type": "object", "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string", "format": "uri"}, "title": {"type": "string"}, "status": {"type": "integer"},
                "detail": {"type": "string"}, "todo": {"type": "string"}, "row_limit": {"type": "integer"},
            },
        }}},
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _reconcile() -> dict[str, object]:
    """The Reconciliation Service API 0.2."""
    asked = {
        "queries": "Queries by key, a JSON object: its answer has their candidates by the same keys",
        "extend": "Identifiers and properties, a JSON object: its answer has the values",
    }
    fields = {name: {"type": "string", "description": about} for name, about in asked.items()}
    form = {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": fields}}}
    answer = {"application/json": {"schema": {"type": "object"}}}
    by_get = _operation("Candidates for names; else what the service can do", answer, [_query(*one) for one in asked.items()])
    by_post = _operation("Candidates for names, or values of things", answer, [])
    return {"get": by_get, "post": {**by_post, "requestBody": {"required": True, "content": form}}}


def _query(name: str, about: str, *, many: bool = False) -> dict[str, object]:
    text: dict[str, object] = {"type": "string"}
    schema = {"type": "array", "items": text} if many else text
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


def _operation(about: str, content: Mapping[str, object], parameters: list[dict[str, object]]) -> dict[str, object]:
    problem = {"description": "A problem", "content": {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
    }}  # fmt: skip
    return {"summary": about, "parameters": parameters, "responses": {
        "200": {"description": "The answer", "content": content}, "default": problem,
    }}  # fmt: skip
