"""Examples of the vocabulary's terms from the served store: asked for once for each generation."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from bienban.graph.vocab import BASE
from bienban.web.http.problems import Problem
from bienban.web.http.working import do
from bienban.web.linked.names import names_of
from bienban.web.linked.page import Value
from bienban.web.linked.terms import Entry
from bienban.web.pool.messages import Job
from bienban.web.pool.pool import Pool
from bienban.web.portal.links import Links

__all__ = ["Example", "Examples"]

EACH = 2
LONGEST = 90

NOBODY = '!CONTAINS(STR(?s), "/id/person/") && !CONTAINS(STR(?o), "/id/person/")'
"""Persons are no examples."""


@dataclass(frozen=True, slots=True)
class Example:
    """A thing of a class, or a thing with a value of a property."""

    subject: Value
    value: Value | None


Cells = dict[str, dict[str, str]]


class Examples:
    """The examples of the newest generation."""

    def __init__(self, pool: Pool, base: str) -> None:
        self._pool = pool
        self._base = base
        self._known: tuple[int, Mapping[str, list[Cells]], Mapping[str, str]] | None = None

    async def of(self, entries: Sequence[Entry], request: Request, links: Links) -> Mapping[str, tuple[Example, ...]]:
        """By the name of the term; none where the store does not answer, for a page is readable without them."""
        if self._known is None or self._known[0] != self._pool.generation():
            try:
                self._known = await self._found(entries, request)
            except Problem:
                return {}
        _, rows, names = self._known
        return {name: tuple(_example(cells, names, links) for cells in found) for name, found in rows.items()}

    async def _found(
        self, entries: Sequence[Entry], request: Request
    ) -> tuple[int, Mapping[str, list[Cells]], Mapping[str, str]]:
        asked = [e for e in entries if e.kind in ("class", "object", "data")]
        rows, generation = await self._asked(asked, request, "{}")
        missing = [e for e in asked if e.name not in rows]
        within, _ = await self._asked(missing, request, "GRAPH ?g {{ {} }}")
        every = {**rows, **within}
        iris = {cell["value"] for found in every.values() for row in found for cell in row.values() if cell["type"] == "uri"}
        things = {iri.partition("#")[0] for iri in iris if iri.startswith((f"{BASE}id/", f"{BASE}concept/"))} | iris
        return generation, every, await names_of(self._pool, request, things) if things else {}

    async def _asked(self, entries: Sequence[Entry], request: Request, place: str) -> tuple[dict[str, list[Cells]], int]:
        if not entries:
            return {}, 0
        parts = []
        for entry in entries:
            term = f"<{BASE}ontology#{entry.name}>"
            if entry.kind == "class":
                pattern = place.format(f"?s a {term}") + ' FILTER(!CONTAINS(STR(?s), "/id/person/"))'
                parts.append(f'{{ SELECT ("{entry.name}" AS ?term) ?s {{ {pattern} }} LIMIT {EACH} }}')
            else:
                pattern = place.format(f"?s {term} ?o") + f" FILTER({NOBODY})"
                parts.append(f'{{ SELECT ("{entry.name}" AS ?term) ?s ?o {{ {pattern} }} LIMIT {EACH} }}')
        text = f"SELECT ?term ?s ?o {{ {' UNION '.join(parts)} }}"
        done = await do(self._pool, Job(kind="query", text=text, results="json", rows=EACH * len(entries)), request)
        found: dict[str, list[Cells]] = defaultdict(list)
        for row in json.loads(done.whole())["results"]["bindings"]:
            found[row.pop("term")["value"]].append(row)
        return found, done.reply.generation


def _example(cells: Cells, names: Mapping[str, str], links: Links) -> Example:
    return Example(_shown(cells["s"], names, links), _shown(cells["o"], names, links) if "o" in cells else None)


def _shown(cell: dict[str, str], names: Mapping[str, str], links: Links) -> Value:
    text = cell["value"]
    if cell["type"] != "uri":
        return Value(text if len(text) <= LONGEST else f"{text[:LONGEST]}…", None, cell.get("xml:lang"))
    owner, sign, fragment = text.partition("#")
    names = {iri: name for iri, name in ((text, names.get(text)), (owner, names.get(owner))) if name not in (None, iri)}
    name = names.get(text) or (f"{names[owner]} #{fragment.partition('-')[0]}" if sign and owner in names else None)
    shown = name or text.removeprefix(BASE)
    return Value(shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…", links.thing(text), "vi" if name else None)
