"""Errors as HTTP: a status and a problem document (RFC 9457)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

from bienban.errors import BienbanError, StoreProblem
from bienban.web.http.negotiate import Offer
from bienban.web.pool.messages import Reply
from bienban.web.pool.outcome import OutOfMemory, OutOfTime, TooBusy, TooMuchWork

__all__ = ["KINDS", "OTHERS", "Problem", "not_acceptable", "of_error", "of_reply", "problem_response"]

MEDIA_TYPE = "application/problem+json"


@dataclass(eq=False)
class Problem(BienbanError):
    """What to answer instead of what was asked for. ``kind`` is the last part of its type's address."""

    status: int
    kind: str
    title: str
    detail: str
    todo: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    row_limit: int | None = None

    def __post_init__(self) -> None:
        super().__init__(self.detail, todo=self.todo)


KINDS: Mapping[str, tuple[int, str, str]] = {
    "QueryProblem": (400, "query", "The query cannot be run"),
    "QueryRefused": (403, "refused", "The query may not do this"),
    "NoSuchForm": (406, "not-acceptable", "No format that is accepted fits the answer"),
    "NoSuchGraph": (404, "no-such-graph", "There is no such graph"),
    "LimitReached": (422, "answer-too-large", "The answer is larger than allowed"),
    "OutOfTime": (422, "out-of-time", "The query takes too long"),
    "OutOfMemory": (422, "out-of-memory", "The query needs too much memory"),
    "TooMuchWork": (429, "too-much-work", "Too much work for one client"),
    "TooBusy": (503, "busy", "The server is busy"),
    "StoreLocked": (503, "locked", "The store is being written"),
}
"""Class of an error → status, kind, title. A query that is too expensive is no failure of the server, and asking it again
unchanged does not help: 422. Whatever is not here is a store that cannot be read: 503."""


OTHERS: tuple[tuple[int, str, str], ...] = (
    (400, "request", "The request cannot be understood"),
    (400, "encoding", "A text is not UTF-8"),
    (400, "gone", "The client went away"),
    (401, "token", "An update needs the token"),
    (403, "read-only", "The service is read-only"),
    (404, "not-found", "There is nothing at this address"),
    (405, "method", "The method is not allowed here"),
    (408, "too-slow", "The request did not arrive in time"),
    (413, "body-too-large", "The body is too large"),
    (414, "url-too-long", "The URL is too long"),
    (415, "media-type", "The body's media type is not understood"),
    (431, "head-too-large", "The headers are too large"),
    (500, "mistake", "A mistake in the server"),
    (503, "preparing", "What was asked for is being made"),
    (503, "store", "The store cannot be read"),
)
"""Status, kind, title of those that are no error of the engine or the pool."""


def of_reply(reply: Reply, row_limit: int) -> Problem:
    """The problem that a worker met; how many rows there may be is said with an answer that has too many."""
    status, kind, title = KINDS.get(reply.problem or "", (503, "store", "The store cannot be read"))
    if reply.problem == "LimitReached":
        return Problem(status, kind, title, reply.what, reply.todo, {"Bienban-Row-Limit": str(row_limit)}, row_limit)
    return Problem(status, kind, title, reply.what, reply.todo, {"Retry-After": "5"} if status == 503 else {})


def of_error(error: BienbanError) -> Problem:
    """The problem that an error of the pool or a store stands for."""
    if isinstance(error, Problem):
        return error
    known = isinstance(error, OutOfMemory | OutOfTime | TooBusy | TooMuchWork | StoreProblem)
    status, kind, title = KINDS.get(
        type(error).__name__,
        (503, "store", "The store cannot be read") if known else (400, "request", "The request cannot be understood"),
    )
    wait = math.ceil(error.wait) if isinstance(error, TooMuchWork) else 5 if status == 503 else None
    return Problem(status, kind, title, error.what, error.todo, {} if wait is None else {"Retry-After": str(max(1, wait))})


def not_acceptable(offers: Iterable[Offer[Any]]) -> Problem:
    """406, with what could be had."""
    media = ", ".join(dict.fromkeys(offer.media_type for offer in offers))
    return Problem(406, "not-acceptable", "No format that is accepted is offered", f"offered are {media}", "accept one of these")


def problem_response(problem: Problem, base_url: str) -> Response:
    """The document, in English and in one language only; ``todo`` is what to do about it."""
    document = {
        "type": f"{base_url}problems#{problem.kind}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        **({} if problem.todo is None else {"todo": problem.todo}),
        **({} if problem.row_limit is None else {"row_limit": problem.row_limit}),
    }
    body = (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
    return Response(body, problem.status, {"Cache-Control": "no-store", **problem.headers}, MEDIA_TYPE)
