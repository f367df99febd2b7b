"""``/sparql``: the SPARQL 1.1 Protocol (W3C Recommendation, 21 March 2013)."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bienban.errors import BienbanError
from bienban.store.reader import GraphForm, convert
from bienban.store.rowcount import ResultForm
from bienban.web.answers import Answers, Asked, repeatable
from bienban.web.http.description import service_description
from bienban.web.http.formats import GRAPH_OFFERS, RESULT_OFFERS, content_type
from bienban.web.http.negotiate import Offer, best, ranges
from bienban.web.http.problems import Problem, not_acceptable, of_error
from bienban.web.http.request import Parameters, accept_of, body, form, media_type, parameters, parameters_of, utf8
from bienban.web.http.working import answer, change, client_name, do
from bienban.web.pool.messages import Job
from bienban.web.pool.pool import Done, Pool
from bienban.web.settings import Settings
from bienban.web.watch.exchange import note

__all__ = ["Sparql"]

PAGE: Offer[Any] = Offer("html", "text/html", ("application/xhtml+xml",))
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
LONG = 4_000
"""Bytes of a query string that is worth remembering."""
TODO = "send ?query=… by GET, the same as a form by POST, or the query itself as application/sparql-query"


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks for: a query or an update, and the graphs that its parameters name."""

    kind: str
    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


class Sparql:
    """The endpoint; ``page`` is what a browser is shown that asks nothing."""

    def __init__(self, settings: Settings, pool: Pool, answers: Answers, page: Callable[[Request], Response]) -> None:
        self._settings = settings
        self._answers = answers
        self._pool = pool
        self._page = page

    async def __call__(self, request: Request) -> Response:
        """Answer a request.

        Raises:
            Problem: there is no answer.
        """
        if request.method in ("GET", "HEAD"):
            query = request.scope["query_string"]
            if not query.strip(b"&"):
                return self._describe(request)
            operation = (_by_get if len(query) > LONG else _by_get_again)(query)
        else:
            operation = await self._by_post(request)
        if operation.kind == "update":
            return await self._update(operation, request)
        return await self._query(operation, request)

    async def _update(self, operation: Operation, request: Request) -> Response:
        self._authorize(request)
        job = Job(
            kind="update", text=operation.text, default_graphs=operation.default_graphs, named_graphs=operation.named_graphs
        )
        done = await change(self._pool, job)
        return Response(None, 204, {"Bienban-Generation": str(done.reply.generation)})

    def _authorize(self, request: Request) -> None:
        """Let in who brings the token; a wrong one costs a second of work, so that nobody tries many."""
        if self._settings.token is None:
            raise Problem(
                403, "read-only", "The service is read-only", "updates are not open here", "change the store with import"
            )
        client = client_name(request)
        try:
            self._pool.admit(client)
        except BienbanError as error:
            raise of_error(error) from error
        if self._has_token(request):
            return
        self._pool.charge(client, 1.0)
        challenge = {"WWW-Authenticate": 'Bearer realm="bienban"'}
        raise Problem(
            401, "token", "An update needs the token", "the header Authorization has no token, or a wrong one",
            "send Authorization: Bearer and the token", challenge,
        )  # fmt: skip

    def _has_token(self, request: Request) -> bool:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        token = self._settings.token
        if token is None or scheme.lower() != "bearer":
            return False
        return hmac.compare_digest(given.strip().encode("latin-1", "replace"), token)

    def _describe(self, request: Request) -> Response:
        accepted = ranges(accept_of(request))
        found, page = best(accepted, GRAPH_OFFERS), best(accepted, (*GRAPH_OFFERS, PAGE))
        if page is None:
            raise not_acceptable((*GRAPH_OFFERS, PAGE))
        if found is None or page[0] is PAGE:
            return self._page(request)
        offer, media = found
        turtle = service_description(self._settings).encode()
        return Response(
            turtle if offer.form == "turtle" else convert(turtle, offer.form), 200, {"Content-Type": content_type(media)}
        )

    async def _by_post(self, request: Request) -> Operation:
        limits = self._settings.limits
        kind = media_type(request)
        most = limits.update_bytes if kind != QUERY and self._has_token(request) else limits.query_bytes
        in_url = parameters(request)
        if kind == FORM:
            return _by_form(form(await body(request, most=most, seconds=limits.request_seconds)), in_url)
        if kind == QUERY:
            _only(in_url, "query", "update")
            text = utf8(await body(request, most=most, seconds=limits.request_seconds))
            return Operation("query", text, *_dataset(in_url, "default-graph-uri", "named-graph-uri"))
        if kind == UPDATE:
            self._authorize(request)
            _only(in_url, "query", "update")
            text = utf8(await body(request, most=most, seconds=limits.request_seconds))
            return Operation("update", text, *_dataset(in_url, "using-graph-uri", "using-named-graph-uri"))
        raise Problem(
            415, "media-type", "The body's media type is not understood", f"Content-Type is {kind or 'missing'}", TODO,
            {"Accept-Post": f"{FORM}, {QUERY}, {UPDATE}"},
        )  # fmt: skip

    async def _query(self, operation: Operation, request: Request) -> Response:
        note(request.scope, query=operation.text)
        results, graph = _formats(accept_of(request))
        if results is None and graph is None:
            raise not_acceptable((*RESULT_OFFERS, *GRAPH_OFFERS))
        job = Job(
            kind="query", text=operation.text, results=None if results is None else results[0].form,
            graph=None if graph is None else graph[0].form,
            default_graphs=operation.default_graphs, named_graphs=operation.named_graphs,
        )  # fmt: skip
        names = {str(found[0].form): found[1] for found in (results, graph) if found is not None}
        limits = {"Bienban-Row-Limit": str(self._settings.limits.rows)}
        if not repeatable(job.text):
            return answer(await self._work(job, request), names, limits)
        media = (None if found is None else found[1] for found in (results, graph))
        asked = Asked(job.text, job.default_graphs, job.named_graphs, *media)
        known = self._known(asked, request)
        if known is not None:
            return known
        done = await self._work(job, request)
        kept = self._answers.takes(done.reply.size)
        response = answer(done, names, {**limits, "ETag": asked.tag(done.reply.generation)}, in_memory=kept)
        if kept:
            headers = [header for header in response.raw_headers if header[0] != b"server-timing"]
            self._answers.keep(
                asked, done.reply.generation, [*headers, (b"server-timing", b"cache;desc=hit")], bytes(response.body)
            )
        return response

    async def _work(self, job: Job, request: Request) -> Done:
        done = await do(self._pool, job, request)
        note(request.scope, outcome="answered")
        return done

    def _known(self, asked: Asked, request: Request) -> Response | None:
        """What needs no work: that the client has the answer already, or the answer kept from an earlier time."""
        get = request.method in ("GET", "HEAD")
        given = request.headers.get("if-none-match")
        if given is not None and get:
            tag = asked.tag(self._pool.generation())
            if tag.removeprefix("W/") in given:
                note(request.scope, outcome="unchanged")
                return Response(None, 304, {"ETag": tag})
        kept = self._answers.find(asked)
        if kept is None:
            return None
        if get:
            scope = request.scope
            target = scope["raw_path"] + b"?" + scope["query_string"]
            self._answers.remember(asked, target, (accept_of(request) or "").encode("latin-1"))
        note(request.scope, outcome="known")
        response = Response()
        response.body, response.raw_headers = kept.body, list(kept.headers)
        return response


@lru_cache(maxsize=200)
def _formats(accept: str | None) -> tuple[tuple[Offer[ResultForm], str] | None, tuple[Offer[GraphForm], str] | None]:
    """The formats for a table and for a graph that an ``Accept`` likes best; clients send few different ones, again and again."""
    accepted = ranges(accept)
    return best(accepted, RESULT_OFFERS), best(accepted, GRAPH_OFFERS)


def _by_get(query: bytes) -> Operation:
    given = parameters_of(query)
    if "update" in given:
        raise Problem(
            400, "method", "An update comes by POST", "there is an update in the query string of a GET", "send it by POST",
        )  # fmt: skip
    return Operation("query", _one(given, "query"), *_dataset(given, "default-graph-uri", "named-graph-uri"))


_by_get_again = lru_cache(maxsize=500)(_by_get)
"""The same, which remembers."""


def _by_form(given: Parameters, in_url: Parameters) -> Operation:
    _only(in_url, "query", "update")
    if "query" in given and "update" in given:
        raise Problem(400, "request", "Both a query and an update", "one request holds one of them", "send two requests")
    both: Parameters = {name: [*in_url.get(name, []), *given.get(name, [])] for name in {*in_url, *given}}
    if "update" in given:
        return Operation("update", _one(given, "update"), *_dataset(both, "using-graph-uri", "using-named-graph-uri"))
    return Operation("query", _one(given, "query"), *_dataset(both, "default-graph-uri", "named-graph-uri"))


def _only(in_url: Mapping[str, object], *absent: str) -> None:
    for name in absent:
        if name in in_url:
            raise Problem(400, "request", "A parameter in the wrong place", f"{name} stands in the URL of a POST", TODO)


def _one(given: Parameters, name: str) -> str:
    values = given.get(name, [])
    if len(values) != 1:
        what = "is missing" if not values else f"is given {len(values)} times"
        raise Problem(400, "request", "A request holds one query", f"the parameter {name} {what}", TODO)
    return values[0]


def _dataset(given: Parameters, default: str, named: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(given.get(default, ())), tuple(given.get(named, ()))
