"""Errors as pages: what happened in the reader's language, what to do, and the technical words one click away."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bienban.web.http.negotiate import Offer, best, ranges
from bienban.web.http.problems import Problem, problem_response
from bienban.web.http.request import accept_of
from bienban.web.portal.languages import chosen
from bienban.web.portal.site import Site

__all__ = ["problem_answer"]

_OFFERS: tuple[Offer[str], ...] = (
    Offer("json", "application/problem+json", ("application/json",)),
    Offer("html", "text/html", ("application/xhtml+xml",)),
)


def problem_answer(site: Site, request: Request, problem: Problem) -> Response:
    """A page for a browser, a problem document (RFC 9457) for everybody else."""
    found = best(ranges(accept_of(request)), _OFFERS)
    if found is None or found[0].form == "json":
        return problem_response(problem, site.base)
    words = site.words(chosen(request).language)
    kind = problem.kind if words.has(f"error.title.{problem.kind}") else "other"
    text = words(f"error.text.{kind}" if words.has(f"error.text.{kind}") else "error.text.other")
    headers = {"Cache-Control": "no-store", **problem.headers}
    title = words(f"error.title.{kind}")
    return site.page(request, "error.html", title=title, status=problem.status, headers=headers, problem=problem, text=text)
