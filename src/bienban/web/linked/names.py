"""What things are called, asked of the store for many at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from starlette.requests import Request

from bienban.web.http.working import do
from bienban.web.linked.addresses import LABELS
from bienban.web.pool.messages import Job
from bienban.web.pool.pool import Pool

__all__ = ["names_of"]

MOST = 200
"""Of the things given, so many are asked for."""


async def names_of(pool: Pool, request: Request, iris: Collection[str]) -> Mapping[str, str]:
    """Those of the things that the merged graph speaks of, each with its name, else with its IRI.

    Raises:
        Problem: the store does not answer.
    """
    values = " ".join(f"<{iri}>" for iri in sorted(iris)[:MOST])
    there = f"SELECT DISTINCT ?s {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"
    text = f"SELECT ?s ?name {{ {{ {there} }} OPTIONAL {{ VALUES ?label {{ {LABELS} }} ?s ?label ?name }} }}"
    done = await do(pool, Job(kind="query", text=text, results="json", rows=10 * MOST), request)
    rows = json.loads(done.whole())["results"]["bindings"]
    return {row["s"]["value"]: row.get("name", row["s"])["value"] for row in rows}
