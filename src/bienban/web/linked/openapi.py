"""``/openapi.json``: the interface in OpenAPI 3.1.

A property test holds the server to it: what it says is required is refused otherwise, and every answer is of a status, media
type and schema that it names.
"""

from __future__ import annotations

import json
from typing import get_args

from bienban import __version__
from bienban.graph import schemes
from bienban.queries.catalogue import load
from bienban.queries.question import Question
from bienban.queries.values import Parameter
from bienban.search.kinds import KINDS
from bienban.search.question import Sort
from bienban.web.http.formats import GRAPH_OFFERS, RESULT_OFFERS
from bienban.web.linked.addresses import DOCUMENT_OFFERS
from bienban.web.linked.operations import ANY_TEXT, PROBLEM, Schema, contents, in_path, in_query, object_of, operation
from bienban.web.settings import Settings

__all__ = ["openapi"]

Paths = dict[str, dict[str, object]]

TERM: Schema = {"type": "object", "required": ["type", "value"], "properties": {
    "type": {"enum": ["uri", "literal", "bnode", "triple"]}, "value": {}, "xml:lang": ANY_TEXT, "datatype": ANY_TEXT,
}}  # fmt: skip
RESULTS: Schema = {
    "description": "SPARQL 1.1 Query Results JSON Format",
    "type": "object", "required": ["head"], "properties": {
        "head": {"type": "object", "properties": {"vars": {"type": "array", "items": ANY_TEXT}}},
        "boolean": {"type": "boolean"},
        "results": {"type": "object", "required": ["bindings"], "properties": {
            "bindings": {"type": "array", "items": {"type": "object", "additionalProperties": TERM}},
        }},
    },
}  # fmt: skip
FOUND = object_of(dict.fromkeys(("iri", "kind", "name", "detail", "date"), ANY_TEXT) | {"weight": {"type": "integer"}})
SUGGESTED = object_of(dict.fromkeys(("name", "kind", "detail", "href"), ANY_TEXT))
NAMES: Schema = {"type": "array", "items": ANY_TEXT}
TERMS = object_of({"prefixes": {"type": "object"}, "classes": NAMES, "properties": NAMES})
HEALTH = object_of({"status": {"const": "ok"}, "generation": {"type": "integer"}, "empty": {"type": "boolean"}})

DUMPS = object_of({
    "generation": {"type": "integer"},
    "rights": object_of({"vi": ANY_TEXT, "en": ANY_TEXT}),
    "files": {"type": "array", "items": object_of({
        "name": ANY_TEXT, "url": {"type": "string", "format": "uri"}, "mediaType": ANY_TEXT,
        "bytes": {"type": "integer"}, "unpackedBytes": {"type": "integer"},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    })},
})  # fmt: skip

JSON_RESULTS = "application/sparql-results+json"
SOMETHING: Schema = {"type": "string", "pattern": r"\S"}
IRI: Schema = {"type": "string", "format": "uri"}
DAY: Schema = {"type": "string", "pattern": r"^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|1\d|2[0-8]))?)?$", "examples": ["2023-03"]}
SCHEMAS: dict[str, Schema] = {
    "thing": {"type": "string", "pattern": r"\S", "examples": ["hoi nghi"], "description": "An IRI, or words of a name"},
    "text": SOMETHING, "exact": SOMETHING, "from": DAY, "to": DAY, "date": DAY,
    "integer": {"type": "integer"}, "decimal": {"type": "number"}, "iri": IRI,
}  # fmt: skip
"""Kind of a question's parameter → what it takes."""


def openapi(settings: Settings) -> bytes:
    """The description, in JSON."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Bienban", "version": __version__, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": settings.base_url.rstrip("/")}],
        "paths": {**_endpoints(), **_documents(), **_lists(), **_questions(), **_reconciliation(), **_descriptions()},
        "components": {"schemas": {"Problem": PROBLEM, "Results": RESULTS}},
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _endpoints() -> Paths:
    results = {JSON_RESULTS: _ref("Results")}
    every = contents((*RESULT_OFFERS, *GRAPH_OFFERS), results)
    graphs = contents(GRAPH_OFFERS)
    dataset = [in_query(name, "A graph of the dataset", IRI, many=True) for name in ("default-graph-uri", "named-graph-uri")]
    query = in_query("query", "A query in SPARQL 1.1; the prefixes of the project need not be declared")
    bodies = {
        "application/x-www-form-urlencoded": {"schema": object_of({"query": ANY_TEXT})},
        "application/sparql-query": {"schema": ANY_TEXT},
        "application/sparql-update": {"schema": ANY_TEXT},
    }
    refused = (400, 403, 404, 406, 422)
    post = operation(
        "Run a query, or an update with the token", every, dataset,
        problems=(*refused, 401, 408, 413, 415), others={"204": {"description": "The update was carried out"}},
    )  # fmt: skip
    described = {**every, "text/html": {"schema": ANY_TEXT}}
    named = [in_query("graph", "IRI of the graph", IRI), in_query("default", "The default graph", {"const": ""})]
    return {
        "/sparql": {
            "get": operation("Run a query; without one, describe the service", described, [query, *dataset], problems=refused),
            "post": {**post, "requestBody": {"required": True, "content": bodies}},
        },
        "/data": {"get": operation("A graph: name one, or the default graph", graphs, named, problems=(400, 404, 406, 422))},
    }


def _documents() -> Paths:
    role = "concept/participation-role/organizer"
    about = "What follows the base in the thing's IRI, with or without a suffix"
    path = in_path("path", about, {"type": "string", "examples": [role, f"{role}.jsonld"]})
    page = in_query("page", "Which page of the facts about it", {"type": "integer", "minimum": 1, "maximum": 9_999_999})
    retired: dict[str, Schema] = {
        "300": {"description": "It is retired: several things stand for it now", "content": contents(DOCUMENT_OFFERS)},
        "301": {"description": "It is retired: where the document of what stands for it is"},
        "410": {"description": "It is retired, and nothing stands for it", "content": contents(DOCUMENT_OFFERS)},
    }
    document = operation("About a thing", contents(DOCUMENT_OFFERS), [path, page], problems=(400, 404, 406, 422), others=retired)
    return {"/doc/{path}": {"get": document}}


def _lists() -> Paths:
    kinds = {"type": "string", "enum": list(KINDS)}
    thing: Schema = {"type": "string", "description": "An IRI, or what follows the project's base in it"}
    facets = ("place", "body", "person", "document", "award")
    narrowed = [in_query(name, f"Only what has to do with this {name}", thing, many=True) for name in facets]
    parameters = [
        in_query("q", "Words, with or without diacritics; a phrase in quotes"),
        *narrowed,
        in_query("year", "Only of this year, four digits", many=True),
        in_query("sort", "In which order", {"type": "string", "enum": list(get_args(Sort))}),
    ]
    form = in_path("form", "The format", {"type": "string", "enum": ["json", "csv"]})
    rows: dict[str, Schema] = {
        "application/json": {"schema": {"type": "array", "items": FOUND}},
        "text/csv": {"schema": ANY_TEXT},
    }
    search = [form, in_query("kind", "Only things of this kind", kinds, many=True), *parameters]
    lists = ("persons", "bodies", "events", "documents", "awards", "places", "articles")
    kept = {f"/{name}.{{form}}": operation(f"All {name}", rows, [form, *parameters], problems=(400, 404)) for name in lists}
    names: dict[str, Schema] = {"application/json": {"schema": {"type": "array", "items": SUGGESTED}}}
    return {
        "/search.{form}": {"get": operation("What a search finds, all of it", rows, search, problems=(400, 404))},
        **{path: {"get": what} for path, what in kept.items()},
        "/suggest": {"get": operation("Names with these words", names, [in_query("q", "Words, the last perhaps unfinished")])},
    }


def _questions() -> Paths:
    return {f"/questions/{question.name}.{{form}}": {"get": _question(question)} for question in load().questions}


def _question(question: Question) -> dict[str, object]:
    form = in_path("form", "The format", {"type": "string", "enum": ["json", "csv", "tsv", "xml"]})
    parameters = [in_query(p.name, p.about_en, _schema(p), required=p.required) for p in question.parameters]
    results = contents(RESULT_OFFERS, {JSON_RESULTS: _ref("Results")})
    about = operation(question.title_en, results, [form, *parameters], problems=(400, 404, 422))
    return {**about, "description": question.description_en}


def _schema(parameter: Parameter) -> Schema:
    if parameter.scheme is None:
        return SCHEMAS[parameter.kind] if parameter.required else _or_nothing(SCHEMAS[parameter.kind])
    codes = [c.code for c in schemes.concepts() if c.scheme == parameter.scheme]
    nothing = [] if parameter.required else [""]
    return {"type": "string", "enum": [*nothing, *codes], "description": "A code; its label in Vietnamese will do as well"}


def _or_nothing(schema: Schema) -> Schema:
    """Forms send an empty text for what was not filled in."""
    return {"anyOf": [schema, {"type": "string", "pattern": r"^\s*$"}]}


def _reconciliation() -> Paths:
    """The Reconciliation Service API 0.2."""
    asked = {
        "queries": "Queries by key, a JSON object: its answer has their candidates by the same keys",
        "extend": "Identifiers and properties, a JSON object: its answer has the values",
    }
    fields = {name: {"type": "string", "description": about} for name, about in asked.items()}
    form = {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": fields}}}
    answer: dict[str, Schema] = {"application/json": {"schema": {"type": "object"}}}
    parameters = [in_query(*one) for one in asked.items()]
    by_get = operation("Candidates for names; else what the service can do", answer, parameters, problems=(400, 422))
    by_post = operation("Candidates for names, or values of things", answer, problems=(400, 408, 413, 415, 422))
    return {"/reconcile": {"get": by_get, "post": {**by_post, "requestBody": {"required": True, "content": form}}}}


def _descriptions() -> Paths:
    graphs = contents(GRAPH_OFFERS)
    feed = contents([offer for offer in GRAPH_OFFERS if offer.form != "rdfxml"])
    health = {"application/json": {"schema": HEALTH}}
    xml, plain = ({media: {"schema": ANY_TEXT}} for media in ("application/xml", "text/plain"))
    terms = {"application/json": {"schema": TERMS}}
    anything = {"application/json": {"schema": {"type": "object"}}}
    return {
        "/.well-known/void": {"get": operation("The dataset", graphs, problems=(406, 422))},
        "/feed": {"get": operation("What became of articles, as a Linked Data Event Stream", feed, problems=(404, 406))},
        "/terms.json": {"get": operation("Classes and properties that the data uses, and prefixes", terms, problems=(422,))},
        "/health": {"get": operation("Whether queries are answered", health)},
        "/openapi.json": {"get": operation("This document", anything)},
        "/sitemap.xml": {"get": operation("The sitemaps", xml)},
        "/dumps/index.json": {"get": operation("The files that hold all data", {"application/json": {"schema": DUMPS}})},
        "/dumps/SHA256SUMS": {"get": operation("Their checksums", plain)},
        "/robots.txt": {"get": operation("What crawlers are asked", plain)},
    }
