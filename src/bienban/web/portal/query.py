"""``/query``: any SPARQL query with its answer as a table, within the limits of the endpoint."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from bienban.graph.vocab import PREFIXES
from bienban.queries.catalogue import load
from bienban.queries.names import with_prefixes
from bienban.web.http.problems import Problem
from bienban.web.http.request import parameters
from bienban.web.http.working import answer, do
from bienban.web.pool.messages import Job
from bienban.web.pool.pool import Pool
from bienban.web.portal.asked import Shown, of_rows
from bienban.web.portal.asking import Row, cell_of
from bienban.web.portal.languages import chosen
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Alternatives, Download
from bienban.web.portal.site import Site
from bienban.web.portal.words import Words
from bienban.web.settings import Settings

__all__ = ["Queries"]

ROWS = 500
FIRST = """SELECT ?person ?name (COUNT(?event) AS ?events) WHERE {
  ?participation cv:hasParticipant ?person .
  ?event cv:hasParticipation ?participation .
  ?person foaf:name ?name .
}
GROUP BY ?person ?name
ORDER BY DESC(?events)
LIMIT 20"""


class Queries:
    """The query page, and its answers as CSV and JSON by address."""

    def __init__(self, settings: Settings, site: Site, pool: Pool) -> None:
        self._limits = settings.limits
        self._site = site
        self._pool = pool

    async def __call__(self, request: Request) -> Response:
        """The form, with the answer where there is a query; a query that cannot be run is a page with the form and the reason."""
        text = (parameters(request).get("query") or [""])[0]
        words = self._site.words(chosen(request).language)
        naming = Naming(words, self._site.links(request))
        shown: Shown | None = None
        plain: str | None = None
        problem: Problem | None = None
        alternatives: Alternatives | None = None
        if text.strip():
            try:
                shown, plain, generation = await self._run(request, text, naming)
                alternatives = self._alternatives(text, naming, generation, table=shown is not None)
            except Problem as error:
                problem = error
        english = naming.language == "en"
        return self._site.page(
            request,
            "query.html",
            title=words("query.title"),
            status=200 if problem is None else problem.status,
            text=text or FIRST,
            shown=shown,
            plain=plain,
            problem=problem,
            alternatives=alternatives,
            prefixes=sorted(PREFIXES.items()),
            questions=[(q.name, q.title_en if english else q.title_vi) for q in load().questions],
            limits=self._limits,
            rich=self._site.statics.has("editor/yasqe.js"),
            caption="" if shown is None else _caption(shown, words),
        )

    async def _run(self, request: Request, text: str, naming: Naming) -> tuple[Shown | None, str | None, int]:
        done = await do(self._pool, Job(kind="query", text=with_prefixes(text), results="json", graph="turtle"), request)
        data, generation = done.whole(), done.reply.generation
        if done.reply.form == "turtle":
            return None, data.decode(), generation
        found = json.loads(data)
        if "boolean" in found:
            return None, "true" if found["boolean"] else "false", generation
        bindings = found["results"]["bindings"][: ROWS + 1]
        rows = [Row({name: cell_of(value) for name, value in row.items()}) for row in bindings]
        return of_rows(found["head"]["vars"], rows, ROWS, naming), None, generation

    async def data(self, request: Request) -> Response:
        """The answer as CSV or JSON, for a link.

        Raises:
            Problem: there is no query, or it cannot be run.
        """
        suffix = str(request.path_params["suffix"])
        text = (parameters(request).get("query") or [""])[0]
        if suffix not in ("csv", "json"):
            raise Problem(404, "not-found", "There is nothing here", "answers are /query.csv and /query.json", "use one of these")
        if not text.strip():
            raise Problem(400, "request", "A request holds one query", "the parameter query is missing", "add ?query=")
        media = {"csv": "text/csv", "json": "application/sparql-results+json"}
        job = Job(kind="query", text=with_prefixes(text), results="csv" if suffix == "csv" else "json")
        return answer(await do(self._pool, job, request), media, {"Bienban-Row-Limit": str(self._pool.row_limit)})

    def _alternatives(self, text: str, naming: Naming, generation: int, *, table: bool) -> Alternatives:
        downloads = (
            Download("CSV", naming.links("query.csv", query=text), "text/csv"),
            Download("JSON", naming.links("query.json", query=text), "application/sparql-results+json"),
        )
        return Alternatives(
            title=naming.words("query.title"),
            permalink=naming.links("query", query=text),
            downloads=downloads if table else (),
            generation=generation,
        )


def _caption(shown: Shown, words: Words) -> str:
    return words("query.first", n=ROWS) if shown.more else words.count("query.rows", len(shown.rows))
