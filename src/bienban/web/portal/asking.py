"""Questions of pages to the store: through the workers with their limits, and all of one page from one generation."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, TypeVar

from starlette.requests import Request

from bienban.queries.names import with_prefixes
from bienban.web.http.working import do
from bienban.web.pool.messages import Job
from bienban.web.pool.pool import Pool

__all__ = ["Asking", "Cell", "First", "Row", "cell_of", "consistent", "query_of"]

V = TypeVar("V")

MOST_ROWS = 20_000
TRIES = 4


class Cell(NamedTuple):
    """A value of an answer: an IRI, or a literal's text with its language and datatype."""

    value: str
    is_iri: bool = False
    language: str | None = None
    datatype: str | None = None


_NONE = Cell("")


class Row:
    """One row of an answer by variable; what is unbound is empty."""

    __slots__ = ("_cells",)

    def __init__(self, cells: dict[str, Cell]) -> None:
        self._cells = cells

    def __getitem__(self, name: str) -> str:
        return self._cells.get(name, _NONE).value

    def __contains__(self, name: str) -> bool:
        return name in self._cells

    def cell(self, name: str) -> Cell:
        """The whole value."""
        return self._cells.get(name, _NONE)

    def with_cell(self, name: str, cell: Cell) -> Row:
        """The row with one more value."""
        return Row({**self._cells, name: cell})

    def number(self, name: str) -> int:
        """A count; 0 where there is none."""
        return int(self[name] or 0)

    def yes(self, name: str) -> bool:
        """A boolean."""
        return self[name] in ("true", "1")


@dataclass(frozen=True, slots=True)
class First:
    """The first rows of a list, and of how many things it is in all."""

    rows: list[Row]
    total: int


class Asking:
    """Asks for one page; knows from which generations its answers came."""

    def __init__(self, pool: Pool, request: Request) -> None:
        self._pool = pool
        self._request = request
        self.generations: set[int] = set()
        self.asked = 0

    async def rows(self, query: str) -> list[Row]:
        """The rows of a SELECT.

        Raises:
            Problem: it was not answered.
        """
        return [Row({name: cell_of(value) for name, value in row.items()}) for row in await self.bindings(query)]

    async def bindings(self, query: str) -> list[dict[str, dict[str, str]]]:
        """The rows of a SELECT as the JSON results format has them.

        Raises:
            Problem: it was not answered.
        """
        self.asked += 1
        done = await do(self._pool, Job(kind="query", text=with_prefixes(query), results="json", rows=MOST_ROWS), self._request)
        self.generations.add(done.reply.generation)
        found: list[dict[str, dict[str, str]]] = json.loads(done.whole())["results"]["bindings"]
        return found

    async def first(self, name: str, most: int, *, of: str = "fact", **values: str) -> First:
        """At most so many rows of a query of the folder ``queries`` about ``?{of}``; the rest is counted where there is one."""
        end = f"LIMIT {most + 1}"
        text = query_of(name, limit=str(most + 1), **values).rstrip()
        rows = await self.rows(text)
        if len(rows) <= most:
            return First(rows, len({row[of] for row in rows}))
        (count,) = await self.rows(f"SELECT (COUNT(DISTINCT ?{of}) AS ?total) WHERE {{ {{ {text.removesuffix(end)} }} }}")
        return First(rows[:most], count.number("total"))

    async def all(self, *queries: str) -> list[list[Row]]:
        """The rows of several, asked together."""
        return list(await asyncio.gather(*(self.rows(query) for query in queries)))


def cell_of(value: dict[str, str]) -> Cell:
    """A value of the JSON results format."""
    return Cell(value["value"], value["type"] == "uri", value.get("xml:lang"), value.get("datatype"))


async def consistent(pool: Pool, request: Request, build: Callable[[Asking], Awaitable[V]]) -> tuple[V, int]:
    """What is built from answers of one generation, with its number; asked again when an import was published meanwhile."""
    for _ in range(TRIES):
        asking = Asking(pool, request)
        found = await build(asking)
        if len(asking.generations) == 1:
            break
    return found, max(asking.generations)


@lru_cache(maxsize=64)
def _text(name: str) -> str:
    return (files("bienban.web.portal") / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def query_of(name: str, **values: str) -> str:
    """A query of the folder ``queries`` with ``$NAMES`` put in: terms and patterns that we made, never a user's words."""
    text = _text(name)
    for key, value in values.items():
        text = text.replace(f"${key.upper()}", value)
    return text
