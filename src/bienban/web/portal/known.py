"""What the graph says of the things on a page: asked for in rounds, for all things of a round at once.

A query of a page finds *which* facts it shows; joins with labels and dates there would cost far more than to ask for the
properties of the few that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bienban.graph.vocab import BASE, PREFIXES
from bienban.web.portal.asking import Asking, Cell, Row, cell_of, query_of

__all__ = ["Fill", "Known", "LABEL", "fill"]

LABEL = "rdfs:label foaf:name dcterms:title schema:headline skos:prefLabel"
HOLDS = "org:hasMembership"
HOLDING = "UNION { ?m org:member ?s BIND(org:hasMembership AS ?p) BIND(true AS ?o) }"
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Fill:
    """Puts into ``?variable`` what the thing in ``?of`` has as one of ``properties``, the first that it has.

    ``each``: where there are several values, the row is repeated for each; ``joined``: they are put into one text.
    """

    variable: str
    of: str
    properties: str = LABEL
    each: bool = False
    joined: bool = False


class Known:
    """Properties of things, as far as asked for."""

    def __init__(self, asking: Asking, properties: Iterable[str]) -> None:
        """``properties``: prefixed names of all that will be asked for."""
        self._asking = asking
        wanted = set(properties)
        self._posts = HOLDING if HOLDS in wanted else ""
        self._properties = ", ".join(sorted(wanted - {HOLDS}))
        self._said: dict[str, dict[str, list[Cell]]] = {}

    async def learn(self, things: Iterable[str]) -> None:
        """Ask for the things that are not known yet; concepts of the schemes need not be asked for."""
        new = [
            t for t in dict.fromkeys(things) if t.startswith(BASE) and not t.startswith(f"{BASE}concept/") and t not in self._said
        ]
        if not new:
            return
        self._said.update((thing, {}) for thing in new)
        things = " ".join(f"<{thing}>" for thing in new)
        for row in await self._asking.bindings(query_of("known", things=things, properties=self._properties, posts=self._posts)):
            self._said[row["s"]["value"]].setdefault(row["p"]["value"], []).append(cell_of(row["o"]))

    def values(self, thing: str, properties: str) -> list[Cell]:
        """The values of the first of these properties (prefixed names) that the thing has; Vietnamese before other languages."""
        said = self._said.get(thing, {})
        for name in properties.split():
            prefix, _, local = name.partition(":")
            found = said.get(PREFIXES[prefix] + local)
            if found:
                return sorted(found, key=lambda cell: (cell.language not in ("vi", None), cell.value))
        return []


async def fill(asking: Asking, *jobs: tuple[list[Row], Sequence[Fill]]) -> Known:
    """Carry out fills on the rows of queries, in as many rounds as they depend on each other."""
    known = Known(asking, (name for _, fills in jobs for one in fills for name in one.properties.split()))
    waiting = [(rows, list(fills)) for rows, fills in jobs]
    for _ in range(ROUNDS):
        ready = [(rows, [f for f in fills if not _pending(f, fills)]) for rows, fills in waiting]
        if not any(now for _, now in ready):
            break
        await known.learn(row[f.of] for rows, now in ready for f in now for row in rows)
        for rows, now in ready:
            for one in now:
                rows[:] = [filled for row in rows for filled in _filled(row, one, known)]
        waiting = [(rows, [f for f in fills if _pending(f, fills)]) for rows, fills in waiting]
    return known


def _pending(one: Fill, fills: Sequence[Fill]) -> bool:
    return any(other.variable == one.of for other in fills)


def _filled(row: Row, one: Fill, known: Known) -> list[Row]:
    values = known.values(row[one.of], one.properties) if one.of in row else []
    if not values:
        return [row]
    if one.joined:
        return [row.with_cell(one.variable, Cell("; ".join(dict.fromkeys(cell.value for cell in values)), False, "vi"))]
    return [row.with_cell(one.variable, cell) for cell in (values if one.each else values[:1])]
