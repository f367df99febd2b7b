"""What a request for a list asks for, and the addresses of the same list narrowed or widened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast, get_args

from bienban.graph.vocab import BASE
from bienban.search.kinds import FACETS, KINDS, Facet, KindName
from bienban.search.question import Search, Sort
from bienban.web.http.problems import Problem
from bienban.web.http.request import Parameters

__all__ = ["LISTS", "PAGE", "View", "view_of"]

PAGE = 25
"""Things on a page."""

MOST_PAGE = 4_000
LISTS: Mapping[str, KindName] = {
    "persons": "person", "bodies": "body", "events": "event", "documents": "document", "awards": "award", "places": "place",
    "articles": "article",
}  # fmt: skip
"""Path of a list → what is in it."""


@dataclass(frozen=True, slots=True)
class View:
    """A list: at which path, what it shows, which page of it (from 1)."""

    path: str
    search: Search
    page: int = 1

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """The parameters that give this list again, without its page."""
        search = self.search
        pairs = [("q", search.words)] if search.words else []
        pairs += [] if self.path in LISTS else [("kind", kind) for kind in search.kinds]
        pairs += [(facet, value.removeprefix(BASE)) for facet in FACETS for value in search.facets.get(facet, ())]
        if search.sort != "best":
            pairs.append(("sort", search.sort))
        return tuple(pairs)

    def toggled(self, name: str, value: str) -> View:
        """The first page of the list that is narrowed by a value as well, or no more where it is."""
        search = self.search
        if name == "kind":
            return View(self.path, replace(search, kinds=cast("tuple[KindName, ...]", _toggled(search.kinds, value))))
        facet = cast(Facet, name)
        facets = dict(search.facets)
        facets[facet] = _toggled(facets.pop(facet, ()), value)
        return View(self.path, replace(search, facets={facet: values for facet, values in facets.items() if values}))

    def sorted_by(self, sort: Sort) -> View:
        """The first page of the list in another order."""
        return View(self.path, replace(self.search, sort=sort))

    def chosen(self, name: str) -> tuple[str, ...]:
        """The values of a facet, or the kinds, by which the list is narrowed."""
        return self.search.kinds if name == "kind" else self.search.facets.get(cast(Facet, name), ())


def _toggled(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(v for v in values if v != value) if value in values else (*values, value)


def view_of(path: str, given: Parameters) -> View:
    """The list that the parameters of a request ask for; what no list knows is passed over.

    Raises:
        Problem: 400, a kind, an order or a page that there cannot be.
    """
    kinds = (
        (LISTS[path],) if path in LISTS else tuple(dict.fromkeys(_one_of("kind", k, tuple(KINDS)) for k in given.get("kind", [])))
    )
    sort = _one_of("sort", given.get("sort", ["best"])[-1] or "best", get_args(Sort))
    facets: dict[Facet, tuple[str, ...]] = {}
    for facet in FACETS:
        values = tuple(dict.fromkeys(value for value in given.get(facet, []) if value))
        if values:
            facets[facet] = values if facet == "year" else tuple(_iri(value) for value in values)
    words = " ".join(given.get("q", []))[:500].strip()
    return View(path, Search(words=words, kinds=kinds, facets=facets, sort=sort), _page(given))  # type: ignore[arg-type] # checked


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise Problem(400, "request", f"No such {name}", f"{name}={value[:40]!r}", f"give one of {', '.join(allowed)}")
    return value


def _iri(value: str) -> str:
    return value if value.startswith(("http://", "https://", "urn:")) else BASE + value


def _page(given: Parameters) -> int:
    text = given.get("page", ["1"])[-1]
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= MOST_PAGE):
        todo = f"pages are numbered from 1 to {MOST_PAGE:,}; the whole list is in the CSV"
        raise Problem(400, "request", "No such page", f"page={text[:20]!r}", todo)
    return int(text)
