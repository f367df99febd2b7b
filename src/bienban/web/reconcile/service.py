"""The endpoints: manifest, batches of queries, data extension, suggestions, previews."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bienban.reconcile.answers import Extension, candidate, description, entity, offered_properties, offered_types
from bienban.reconcile.asked import BadBatch, Query, batch, clean, extension, query_of
from bienban.reconcile.judging import Candidate, gathered
from bienban.reconcile.schema import TYPES, iri_of, name_of_type
from bienban.reconcile.values import Question, Row
from bienban.search.finding import Hit, find
from bienban.search.index import Snapshot
from bienban.search.question import Search
from bienban.search.resembling import known
from bienban.web.http.front import PAGE_POLICY
from bienban.web.http.problems import Problem
from bienban.web.http.request import Parameters, body, form, media_type, parameters
from bienban.web.pool.pool import Pool
from bienban.web.portal.asking import Asking, consistent
from bienban.web.portal.languages import chosen
from bienban.web.portal.site import Site
from bienban.web.reconcile.manifest import manifest
from bienban.web.search.searching import Searching
from bienban.web.settings import Settings

__all__ = ["reconcile_routes"]

FORM = "application/x-www-form-urlencoded"
SUGGESTED = 20
FRAMED = PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
"""A preview is made to be shown within another page."""


class _Service:
    def __init__(self, settings: Settings, pool: Pool, site: Site, searching: Searching) -> None:
        self._settings = settings
        self._pool = pool
        self._site = site
        self._searching = searching

    async def __call__(self, request: Request) -> Response:
        """The manifest, or the answers to a batch, which comes by GET or as a form.

        Raises:
            Problem: the batch is none, or there is no index yet.
        """
        given = {**parameters(request), **(await self._form(request) if request.method == "POST" else {})}
        language = chosen(request).language
        try:
            if "queries" in given:
                queries = batch(given["queries"][-1])
                judged = await self._judged(request, [query for query in queries.values() if query is not None])
                found = iter(judged)
                answers = {key: () if query is None else next(found) for key, query in queries.items()}
                return _json({key: _result(candidates, language) for key, candidates in answers.items()})
            if "query" in given:
                query = _single(given["query"][-1])
                judged = await self._judged(request, [] if query is None else [query])
                return _json(_result(judged[0] if judged else (), language))
            if "extend" in given:
                return await self._extended(request, given["extend"][-1], language)
        except BadBatch as problem:
            todo = problem.todo or "see https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/"
            raise Problem(400, "request", "The batch cannot be read", str(problem).partition(";")[0], todo) from problem
        if request.method == "POST":
            raise Problem(400, "request", "What is asked?", "the form has neither queries nor extend", "send queries={…}")
        return _json(manifest(self._settings, language))

    async def _form(self, request: Request) -> Parameters:
        if media_type(request) != FORM:
            raise Problem(415, "media-type", "The body is no form", "a batch is sent as a form", f"send queries={{…}} as {FORM}")
        limits = self._settings.limits
        return form(await body(request, most=limits.query_bytes, seconds=limits.request_seconds))

    async def _judged(self, request: Request, queries: list[Query]) -> tuple[tuple[Candidate, ...], ...]:
        found = await self._searching.ask(request, lambda snapshot: gathered(snapshot, queries))
        answers = await self._answers(request, found.questions)
        return await asyncio.to_thread(found.judged, answers)

    async def _extended(self, request: Request, text: str, language: str) -> Response:
        wanted = extension(text)
        iris = [iri_of(clean(one)) for one in wanted.ids]
        hits = await self._searching.ask(request, lambda snapshot: known(snapshot, iris))
        made = Extension(wanted, hits)
        return _json(made.answered(await self._answers(request, made.questions), language))

    async def _answers(self, request: Request, questions: Iterable[Question]) -> list[list[Row]]:
        """The rows of each question, all from one generation."""

        async def build(asking: Asking) -> list[list[Row]]:
            return [await _rows(asking, question) for question in questions]

        questions = tuple(questions)
        return (await consistent(self._pool, request, build))[0] if questions else []

    async def entities(self, request: Request) -> Response:
        """Things whose names begin so or have these words."""
        given = parameters(request)
        words = clean(given.get("prefix", [""])[-1])
        kinds = tuple(kind for kind in TYPES if kind in given.get("type", []))

        def work(snapshot: Snapshot) -> tuple[Hit, ...]:
            search = Search(words=words, kinds=kinds or TYPES)
            return find(snapshot, search, limit=SUGGESTED, offset=_cursor(given)).hits if words else ()

        hits = await self._searching.ask(request, work)
        language = chosen(request).language
        return _json({"result": [entity(hit, language) for hit in hits]})

    async def types(self, request: Request) -> Response:
        """Types by their names."""
        prefix = clean(parameters(request).get("prefix", [""])[-1])
        return _json({"result": offered_types(prefix, chosen(request).language)[_cursor(parameters(request)) :]})

    async def properties(self, request: Request) -> Response:
        """Properties by their names, of one type where it is given."""
        given = parameters(request)
        found = offered_properties(clean(given.get("prefix", [""])[-1]), given.get("type", []), chosen(request).language)
        return _json({"result": found[_cursor(given) :]})

    async def proposed(self, request: Request) -> Response:
        """Properties whose values can be added to things of a type."""
        given = parameters(request)
        kind, most = given.get("type", [""])[-1], given.get("limit", [""])[-1]
        found = offered_properties("", [kind], chosen(request).language)
        limit = int(most) if most.isascii() and most.isdigit() and len(most) <= 4 and int(most) else len(found)
        return _json({"properties": found[:limit], **({"type": kind} if kind else {}), "limit": limit})

    async def preview(self, request: Request) -> Response:
        """A small page about a thing, to be shown within another.

        Raises:
            Problem: 404, nobody may find such a thing, or there is none.
        """
        iri = iri_of(clean(parameters(request).get("id", [""])[-1]))
        hit = (await self._searching.ask(request, lambda snapshot: known(snapshot, (iri,)))).get(iri)
        if hit is None:
            raise Problem(404, "not-found", "There is nothing here", "there is no thing with this id", "see /reconcile")
        return self._site.page(
            request, "reconcile/preview.html", title=hit.label.text, hit=hit, href=self._site.links(request).thing(iri),
            kind=name_of_type(hit.kind, chosen(request).language), detail=description(hit),
            headers={"Content-Security-Policy": FRAMED},
        )  # fmt: skip


async def _rows(asking: Asking, question: Question) -> list[Row]:
    found = []
    for row in await asking.rows(question.sparql):
        value, label = row.cell("v"), row.cell("l")
        found.append(Row(row["d"], value.value, value.is_iri, label.value, label.language or ""))
    return found


def _single(text: str) -> Query | None:
    """One query, as JSON or as nothing but a name."""
    if not text.lstrip().startswith("{"):
        return query_of({"query": text}, "query")
    (query,) = batch(f'{{"query": {text}}}').values()
    return query


def _result(candidates: Iterable[Candidate], language: str) -> dict[str, Any]:
    return {"result": [candidate(one, language) for one in candidates]}


def _cursor(given: Parameters) -> int:
    text = given.get("cursor", ["0"])[-1]
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else 0


def _json(document: Mapping[str, Any]) -> Response:
    data = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    return Response(data, 200, {"Content-Type": "application/json", "Vary": "Accept-Language"})


def reconcile_routes(settings: Settings, pool: Pool, site: Site, searching: Searching) -> list[Route]:
    """All of them."""
    service = _Service(settings, pool, site, searching)
    answer: Callable[[Request], Awaitable[Response]] = service.__call__
    return [
        Route("/reconcile", answer, methods=["GET", "POST"]),
        Route("/reconcile/suggest/entity", service.entities),
        Route("/reconcile/suggest/type", service.types),
        Route("/reconcile/suggest/property", service.properties),
        Route("/reconcile/properties", service.proposed),
        Route("/reconcile/preview", service.preview),
    ]
