"""The first page: what is in the store, what happened last, and where each kind of reader begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from starlette.requests import Request
from starlette.responses import Response

from bienban.queries.catalogue import load
from bienban.web.pool.pool import Pool
from bienban.web.portal.asking import Asking, Row, consistent, query_of
from bienban.web.portal.known import fill
from bienban.web.portal.languages import chosen
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Alternatives, Download, Fact, Link
from bienban.web.portal.site import Site
from bienban.web.portal.structured import DataFile, dataset
from bienban.web.portal.things.events import event_name
from bienban.web.portal.things.fills import OCCASIONS, named

__all__ = ["Files", "Home"]

COUNTED = ("persons", "bodies", "events", "documents", "awards", "places", "articles")
CHOSEN = ("participants", "holders", "posts", "figures", "co-attendance", "statements")

Files = Callable[[], Iterable[DataFile]]
Counts = tuple[dict[str, int], list[Row], list[Row]]


class Home:
    """The first page. Counts are kept while the store is the same."""

    def __init__(self, site: Site, pool: Pool, files: Files) -> None:
        """``files`` gives the downloads that there are."""
        self._files = files
        self._site = site
        self._pool = pool
        self._counted: tuple[int, Counts] | None = None

    async def __call__(self, request: Request) -> Response:
        """The page."""
        generation = self._pool.generation()
        if self._counted is None or self._counted[0] != generation:
            found, generation = await consistent(self._pool, request, _count)
            self._counted = (generation, found)
        counts, latest, busy = self._counted[1]
        words = self._site.words(chosen(request).language)
        naming = Naming(words, self._site.links(request))
        events = tuple(
            Fact(name=event_name(row, naming, "fact"), when=naming.days(row["date"], row["until"]), lines=_lines(row, naming))
            for row in latest
        )
        people = tuple((naming.person(row, "who"), row.number("n")) for row in busy)
        return self._site.page(
            request,
            "home.html",
            title=words("site.name"),
            counts=[(name, counts.get(name, 0)) for name in COUNTED],
            events=events,
            people=people,
            chosen=CHOSEN,
            alternatives=_alternatives(naming, generation),
            structured=dataset(naming, self._files(), self._site.search_address),
            titles=_titles(naming.language),
        )


async def _count(asking: Asking) -> Counts:
    numbers, latest, busy = await asking.all(query_of("totals"), query_of("latest"), query_of("busiest"))
    await fill(asking, (latest, OCCASIONS), (busy, named("who")))
    return {row["what"]: row.number("n") for row in numbers}, latest, busy


def _alternatives(naming: Naming, generation: int) -> Alternatives:
    """The counts as a query with its answers, the description of all the data, and how to cite it."""
    query = query_of("totals")
    return Alternatives(
        title=naming.words("home.cited"),
        permalink=naming.links.base,
        query=query,
        downloads=(
            Download("CSV", naming.links("query.csv", query=query), "text/csv"),
            Download("JSON", naming.links("query.json", query=query), "application/sparql-results+json"),
            Download("VoID, DCAT", f"{naming.links.base}.well-known/void", "text/turtle"),
        ),
        generation=generation,
    )


def _lines(row: Row, naming: Naming) -> tuple[tuple[Link, ...], ...]:
    links = [Link(naming.concept(row["type"]))] if row["type"] else []
    links += [naming.link(row, "place")] if row["place"] else []
    return (tuple(links),) if links else ()


def _titles(language: str) -> dict[str, str]:
    return {q.name: q.title_en if language == "en" else q.title_vi for q in load().questions}
