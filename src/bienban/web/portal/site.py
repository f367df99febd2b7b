"""Renders pages: one look, two languages, one policy. See the package's docstring for how to make a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

from bienban import __version__
from bienban.web.http.front import PAGE_POLICY
from bienban.web.portal.languages import LANGUAGES, Choice, chosen
from bienban.web.portal.links import Links
from bienban.web.portal.marks import Marks
from bienban.web.portal.statics import Statics
from bienban.web.portal.words import Words, load
from bienban.web.settings import Settings

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["NAVIGATION", "Site"]

OWN = "bienban.web.portal"
NAMES = {"vi": "Tiếng Việt", "en": "English"}

NAVIGATION: Mapping[str, str] = {
    "persons": "persons", "bodies": "organizations", "events": "events", "documents": "documents", "awards": "awards",
    "places": "places", "articles": "articles",
}  # fmt: skip
"""Paths of the lists, each with its word ``nav.{path}``, and the question that lists the same where there is no such list."""


class Site:
    """The look that all pages share. Templates and words are read once, with the first page."""

    def __init__(self, settings: Settings, *, packages: Sequence[str] = ()) -> None:
        """``packages`` are those beside the portal that have ``templates`` and ``words``."""
        self.base = settings.base_url
        self.statics = Statics()
        self._packages = (OWN, *packages)
        self._environment: Environment | None = None
        self._words: Mapping[str, Words] = {}
        self._marks: Mapping[str, Marks] = {}
        self.offer(())

    def offer(self, paths: Collection[str]) -> None:
        """Say which addresses are answered, so that pages lead nowhere else: the lists of the navigation, the search."""
        self._lists = {name: name if f"/{name}" in paths else f"questions/{NAVIGATION[name]}" for name in NAVIGATION}
        self._search = ("search", "q") if "/search" in paths else ("questions/things", "thing")

    def _ready(self) -> Environment:
        if self._environment is None:
            from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

            others = {name.rpartition(".")[2]: PackageLoader(name) for name in self._packages[1:]}
            self._words = load(self._packages)
            self._marks = {language: Marks(words) for language, words in self._words.items()}
            self._environment = Environment(
                loader=ChoiceLoader([PackageLoader(OWN), PrefixLoader(others)]),
                autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
            )  # fmt: skip
            self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        return self._environment

    @property
    def search_address(self) -> str:
        """Where words are searched for, with ``{search_term_string}`` in their place."""
        path, parameter = self._search
        return f"{self.base}{path}?{parameter}={{search_term_string}}"

    def words(self, language: str) -> Words:
        """The words of a language."""
        self._ready()
        return self._words[language]

    def links(self, request: Request) -> Links:
        """The addresses for a page that answers this request."""
        return Links(self.base, chosen(request))

    def page(
        self, request: Request, template: str, *, title: str, status: int = 200, headers: Mapping[str, str] | None = None,
        **values: Any,  # noqa: ANN401 - whatever the template shows
    ) -> Response:  # fmt: skip
        """The response with a filled template. ``title`` is in the page's language; ``values`` are what the template shows."""
        choice = chosen(request)
        words, links = self.words(choice.language), Links(self.base, choice)
        body = self._ready().get_template(template).render(
            t=words, marks=self._marks[choice.language], lang=choice.language, link=links, thing=links.thing, base=self.base,
            title=title,
            lists=self._lists, search=self._search, here=request.url.path.strip("/"), switch=self._switch(request, choice),
            static=self._static, version=__version__, today=datetime.now(UTC).date().isoformat(),
            asked=request.query_params.get(self._search[1], ""), **values,
        )  # fmt: skip
        every = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Language": choice.language,
            "Content-Security-Policy": PAGE_POLICY,
            "Vary": "Accept-Language",
            **(headers or {}),
        }
        return Response(body.encode("utf-8", "replace"), status, every)

    def _static(self, name: str) -> str:
        return f"{self.base}static/{name}?v={self.statics.version(name)}"

    def _switch(self, request: Request, choice: Choice) -> list[tuple[str, str, str, bool]]:
        """Code, name and address of the page in each language, and whether it is this one."""
        query = [(n, v) for n, v in parse_qsl(request.url.query, keep_blank_values=True, errors="replace") if n != "lang"]
        path = self.base + request.scope["path"].lstrip("/")
        return [
            (code, NAMES[code], f"{path}?{urlencode([*query, ('lang', code)])}", code == choice.language) for code in LANGUAGES
        ]
