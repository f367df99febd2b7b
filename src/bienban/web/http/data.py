"""``/data``: the SPARQL 1.1 Graph Store HTTP Protocol (W3C Recommendation, 21 March 2013), reading only.

Graphs are named indirectly, ``?graph=IRI`` or ``?default``; ``?graph=…/graph/merged`` is the default graph too.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bienban.web.http.formats import GRAPH_OFFERS
from bienban.web.http.negotiate import best, ranges
from bienban.web.http.problems import Problem, not_acceptable
from bienban.web.http.request import accept_of, parameters
from bienban.web.http.working import answer, do
from bienban.web.pool.messages import Job
from bienban.web.pool.pool import Pool
from bienban.web.settings import Settings

__all__ = ["Data"]

TODO = "add ?default, or ?graph= and the IRI of a graph"


class Data:
    """The endpoint."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._settings = settings
        self._pool = pool

    async def __call__(self, request: Request) -> Response:
        """Answer GET and HEAD.

        Raises:
            Problem: there is no answer.
        """
        name = _graph(parameters(request))
        found = best(ranges(accept_of(request)), GRAPH_OFFERS)
        if found is None:
            raise not_acceptable(GRAPH_OFFERS)
        done = await do(self._pool, Job(kind="graph", text=name, graph=found[0].form), request)
        return answer(done, {str(found[0].form): found[1]}, {"Bienban-Row-Limit": str(self._settings.limits.rows)})


def _graph(given: dict[str, list[str]]) -> str:
    """The name of the graph, empty for the default graph."""
    if set(given) == {"default"} and given["default"] == [""]:
        return ""
    if set(given) == {"graph"} and len(given["graph"]) == 1 and given["graph"][0]:
        return given["graph"][0]
    raise Problem(400, "request", "Which graph?", "a request names one graph, or the default graph", TODO)
