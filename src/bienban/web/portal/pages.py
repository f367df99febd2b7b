"""``/doc/id/…`` as a page: which kind of thing has which page, and how else its facts can be had."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from bienban.graph.vocab import BASE
from bienban.store.folders import TextFolder
from bienban.store.layout import Layout
from bienban.store.suppressed import Suppressed
from bienban.web.pool.pool import Pool
from bienban.web.portal.asking import Asking, consistent
from bienban.web.portal.languages import chosen
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Alternatives, Download
from bienban.web.portal.sections import Entity, alternatives_of
from bienban.web.portal.site import Site
from bienban.web.portal.things.article import Article, article
from bienban.web.portal.things.body import body
from bienban.web.portal.things.document import award, document
from bienban.web.portal.things.event import event
from bienban.web.portal.things.mentions import with_mentions
from bienban.web.portal.things.person import person
from bienban.web.portal.things.place import place
from bienban.web.settings import Settings

__all__ = ["Pages"]

Builder = Callable[[Asking, str, Naming], Awaitable[Entity | None]]

Headers = Callable[[int, Sequence[str]], dict[str, str]]
"""Those of a page from a generation, of a thing with these licences."""

BUILDERS: Mapping[str, Builder] = {
    "award": award, "document": document, "event": event, "org": body, "person": person, "place": place,
}  # fmt: skip
"""By the type in the IRI ``…/id/{type}/…``; articles are apart, for their text."""


class Pages:
    """Pages of things."""

    def __init__(self, settings: Settings, pool: Pool, site: Site) -> None:
        self._pool = pool
        self._site = site
        layout = Layout(settings.store)
        self._texts, self._suppressed = TextFolder(layout.texts), layout.suppressed

    def has(self, path: str) -> bool:
        """Whether things like this one have a page of their own kind (else they have the general one)."""
        kind = _kind(path)
        return kind == "article" or kind in BUILDERS

    async def __call__(self, request: Request, path: str, headers: Headers) -> Response | None:
        """The page of the thing at ``id/…``; None where the graph says nothing about it. ``headers`` by generation and licences.

        Raises:
            Problem: the store did not answer.
        """
        thing = BASE + path
        naming = Naming(self._site.words(chosen(request).language), self._site.links(request))
        if _kind(path) == "article":
            read, generation = await consistent(self._pool, request, lambda ask: article(ask, thing, naming, self._read))
            if read is None:
                return None
            licences = () if read.licence is None else (read.licence,)
            return self._article(request, read, path, naming, headers(generation, licences), generation)
        build = BUILDERS[_kind(path)]

        async def whole(ask: Asking) -> Entity | None:
            entity = await build(ask, thing, naming)
            return None if entity is None else await with_mentions(ask, thing, naming, entity)

        found, generation = await consistent(self._pool, request, whole)
        if found is None:
            return None
        return self._site.page(
            request, "entity.html", title=found.heading, headers=headers(generation, ()), entity=found, iri=thing,
            structured=found.structured, alternatives=self._alternatives(found.heading, path, naming, generation),
        )  # fmt: skip

    def _article(
        self, request: Request, found: Article, path: str, naming: Naming, headers: dict[str, str], generation: int
    ) -> Response:
        alternatives = self._alternatives(found.entity.heading, path, naming, generation)
        return self._site.page(
            request, "article.html", title=found.entity.heading, headers=headers, article=found, entity=found.entity,
            iri=BASE + path, structured=found.entity.structured, alternatives=alternatives,
        )  # fmt: skip

    def _read(self, digest: str) -> str | None:
        text = self._texts.get(digest)
        return None if text is None else Suppressed.read(self._suppressed).masked(text)

    def _alternatives(self, name: str, path: str, naming: Naming, generation: int) -> Alternatives:
        base = f"{self._site.base}doc/{quote(path)}"
        question, parameter = ("contents", "article") if _kind(path) == "article" else ("evidence", "thing")
        found = alternatives_of(naming, name, question, **{parameter: BASE + path})
        data = (Download("Turtle", f"{base}.ttl", "text/turtle"), Download("JSON-LD", f"{base}.jsonld", "application/ld+json"))
        return replace(
            found, permalink=f"{self._site.base}{quote(path)}", downloads=(*found.downloads, *data), generation=generation
        )


def _kind(path: str) -> str:
    first, _, rest = path.partition("/")
    return rest.partition("/")[0] if first == "id" else ""
