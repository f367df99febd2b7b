"""``/terms.json``: classes and properties that the store uses, and prefixes, for whoever completes what is being typed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from bienban.graph.vocab import PREFIXES
from bienban.queries.names import with_prefixes
from bienban.web.http.working import do
from bienban.web.pool.messages import Job
from bienban.web.pool.pool import Pool

__all__ = ["Terms"]

SAMPLE = 300
"""Things of each class, and articles, whose properties are looked at: enough for all that is common, however large the store."""

MOST = 2_000

CLASSES = """SELECT ?term (COUNT(*) AS ?n) {
  { ?s a ?term } UNION { { SELECT ?article { ?article a bb:Article } LIMIT $SAMPLE } GRAPH ?article { ?s a ?term } }
} GROUP BY ?term ORDER BY DESC(?n) ?term"""

PROPERTIES = """SELECT ?term (COUNT(*) AS ?n) {
  { SELECT ?article { ?article a bb:Article } LIMIT $SAMPLE } GRAPH ?article { ?s ?term ?o }
} GROUP BY ?term"""

OF_CLASS = "{ { SELECT ?s { ?s a <$CLASS> } LIMIT $SAMPLE } ?s ?term ?o }"


class Terms:
    """What the newest generation uses; looked up once for each."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._known: tuple[int, bytes] | None = None

    async def __call__(self, request: Request) -> Response:
        """Prefixes, and the IRIs of classes and properties, the commonest first.

        Raises:
            Problem: the store did not answer.
        """
        generation = self._pool.generation()
        if self._known is None or self._known[0] != generation:
            classes = await self._counts(request, CLASSES)
            sampled = " UNION ".join(OF_CLASS.replace("$CLASS", name) for name in classes if ">" not in name)
            merged = f"SELECT ?term (COUNT(*) AS ?n) {{ {sampled} }} GROUP BY ?term" if sampled else None
            counts = await self._counts(request, PROPERTIES)
            for name, n in (await self._counts(request, merged) if merged is not None else {}).items():
                counts[name] = counts.get(name, 0) + n
            properties = sorted(counts, key=lambda name: (-counts[name], name))
            found: Mapping[str, object] = {"prefixes": PREFIXES, "classes": list(classes), "properties": properties}
            self._known = (generation, json.dumps(found, ensure_ascii=False).encode())
        return Response(self._known[1], 200, {"Content-Type": "application/json", "Bienban-Generation": str(self._known[0])})

    async def _counts(self, request: Request, query: str) -> dict[str, int]:
        job = Job(kind="query", text=with_prefixes(query.replace("$SAMPLE", str(SAMPLE))), results="json", rows=MOST)
        rows = json.loads((await do(self._pool, job, request)).whole())["results"]["bindings"]
        return {row["term"]["value"]: int(row["n"]["value"]) for row in rows if row["term"]["type"] == "uri"}
