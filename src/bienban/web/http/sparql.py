"""``/sparql``: the SPARQL 1.1 Protocol (W3C Recommendation, 21 March 2013)."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bienban.errors import BienbanError
from bienban.store.reader import convert
from bienban.web.answers import Answers, Asked, timeless
from bienban.web.http.description import service_description
from bienban.web.http.formats import GRAPH_OFFERS, RESULT_OFFERS, content_type
from bienban.web.http.negotiate import Offer, best, ranges
from bienban.web.http.operation import TODO, Operation, by_form, by_get, dataset, only, prepare
from bienban.web.http.problems import Problem, not_acceptable, of_error
from bienban.web.http.request import accept_of, body, form, media_type, parameters, utf8
from bienban.web.http.working import answer, change, client_name, do
from bienban.web.pool.messages import Job
from bienban.web.pool.outcome import Done
from bienban.web.pool.pool import Pool
from bienban.web.settings import Settings
from bienban.web.watch.exchange import note

__all__ = ["RUNNING", "Sparql"]

PAGE: Offer[Any] = Offer("html", "text/html", ("application/xhtml+xml",))
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
RUNNING = "bienban.running"
"""Where a request (an ASGI scope) has the job that was begun for it before the application was asked."""


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
            operation = by_get(query)
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
            return by_form(form(await body(request, most=most, seconds=limits.request_seconds)), in_url)
        if kind == QUERY:
            only(in_url, "query", "update")
            text = utf8(await body(request, most=most, seconds=limits.request_seconds))
            return Operation("query", text, *dataset(in_url, "default-graph-uri", "named-graph-uri"))
        if kind == UPDATE:
            self._authorize(request)
            only(in_url, "query", "update")
            text = utf8(await body(request, most=most, seconds=limits.request_seconds))
            return Operation("update", text, *dataset(in_url, "using-graph-uri", "using-named-graph-uri"))
        raise Problem(
            415, "media-type", "The body's media type is not understood", f"Content-Type is {kind or 'missing'}", TODO,
            {"Accept-Post": f"{FORM}, {QUERY}, {UPDATE}"},
        )  # fmt: skip

    async def _query(self, operation: Operation, request: Request) -> Response:
        note(request.scope, query=operation.text)
        prepared = prepare(operation, accept_of(request))
        if prepared is None:
            raise not_acceptable((*RESULT_OFFERS, *GRAPH_OFFERS))
        limits = {"Bienban-Row-Limit": str(self._settings.limits.rows)}
        if prepared.asked is None:
            return answer(await self._work(prepared.job, request), prepared.names, limits)
        known = None if RUNNING in request.scope else self._known(prepared.asked, request)
        if known is not None:
            return known
        done = await self._work(prepared.job, request)
        kept = self._answers.takes(done.reply.size)
        extra = {**limits, "ETag": prepared.asked.tag(done.reply.generation)}
        response = answer(done, prepared.names, extra, in_memory=kept)
        if kept:
            self._answers.keep(prepared.asked, done.reply.generation, timeless(response.raw_headers), bytes(response.body))
        return response

    async def _work(self, job: Job, request: Request) -> Done:
        done = await do(self._pool, job, request, running=request.scope.get(RUNNING))
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
