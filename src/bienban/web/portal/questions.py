"""``/questions``: the named questions with forms made of their parameters, their answers as tables, charts, CSV and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bienban.errors import UsageProblem
from bienban.graph import schemes
from bienban.queries.catalogue import load
from bienban.queries.names import with_prefixes
from bienban.queries.question import Question
from bienban.queries.values import Parameter
from bienban.store.rowcount import ResultForm
from bienban.web.http.problems import Problem
from bienban.web.http.request import parameters
from bienban.web.http.working import answer, do
from bienban.web.pool.messages import Job
from bienban.web.pool.pool import Pool
from bienban.web.portal.asked import Shown, of_question
from bienban.web.portal.asking import consistent
from bienban.web.portal.languages import chosen
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Alternatives, Download, Pagination
from bienban.web.portal.site import Site

__all__ = ["Questions"]

ROWS = 100
"""Rows of an answer that a page shows; the downloads have all."""

MOST_PAGE = 1_000

MEDIA: Mapping[str, tuple[ResultForm, str]] = {
    "csv": ("csv", "text/csv"),
    "tsv": ("tsv", "text/tab-separated-values"),
    "json": ("json", "application/sparql-results+json"),
    "xml": ("xml", "application/sparql-results+xml"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: a parameter, what it is about, its value, and the values that it may have (none: any text)."""

    name: str
    about: str
    value: str
    required: bool
    hint: str
    options: tuple[tuple[str, str], ...] = ()
    wrong: bool = False


class Questions:
    """The list, a question's page, and its answer as data."""

    def __init__(self, site: Site, pool: Pool) -> None:
        self._site = site
        self._pool = pool

    def _naming(self, request: Request) -> Naming:
        return Naming(self._site.words(chosen(request).language), self._site.links(request))

    async def all(self, request: Request) -> Response:
        """The list."""
        naming = self._naming(request)
        english = naming.language == "en"
        rows = [
            (q.name, *((q.title_en, q.description_en) if english else (q.title_vi, q.description_vi))) for q in load().questions
        ]
        return self._site.page(request, "questions.html", title=naming.words("nav.questions"), questions=rows)

    async def one(self, request: Request) -> Response:
        """A question's page, or its answer where the address ends in a format.

        Raises:
            Problem: 404, there is no such question; 400, a value is not of its parameter's kind.
        """
        name, _, suffix = str(request.path_params["name"]).partition(".")
        question = _question(name)
        given = _given(request, question)
        if suffix in MEDIA:
            return await self._data(request, question, given, suffix)
        if suffix == "rq":
            text = _bound(question, given, chosen(request).language) + "\n"
            return Response(text, 200, {"Content-Type": "application/sparql-query; charset=utf-8"})
        if suffix:
            raise Problem(404, "not-found", "There is nothing here", f"no format is called {suffix[:20]!r}", "use csv or json")
        return await self._page(request, question, given)

    async def _data(self, request: Request, question: Question, given: Mapping[str, str], suffix: str) -> Response:
        form, media = MEDIA[suffix]
        job = Job(kind="query", text=with_prefixes(_bound(question, given, chosen(request).language)), results=form)
        done = await do(self._pool, job, request)
        headers = {
            "Content-Disposition": f'inline; filename="{question.name}.{suffix}"',
            "Bienban-Row-Limit": str(self._pool.row_limit),
        }
        return answer(done, {str(form): media}, headers)

    async def _page(self, request: Request, question: Question, given: Mapping[str, str]) -> Response:
        naming = self._naming(request)
        english = naming.language == "en"
        shown: Shown | None = None
        alternatives: Alternatives | None = None
        mistake: UsageProblem | None = None
        page = _page(request)
        if given or not any(p.required for p in question.parameters):
            try:
                shown, alternatives = await self._answered(request, question, given, naming, page)
            except UsageProblem as error:
                mistake = error
        return self._site.page(
            request,
            "question.html",
            title=question.title_en if english else question.title_vi,
            status=200 if mistake is None else 400,
            question=question.name,
            mistake=mistake,
            about=question.description_en if english else question.description_vi,
            fields=[_field(p, given.get(p.name, ""), english) for p in question.parameters],
            shown=shown,
            alternatives=alternatives,
            caption="" if shown is None else _caption(shown, page, naming),
            pages=Pagination(
                number=page, path=f"questions/{question.name}", query=tuple(given.items()), more=shown is not None and shown.more
            ),
        )

    async def _answered(
        self, request: Request, question: Question, given: Mapping[str, str], naming: Naming, page: int
    ) -> tuple[Shown, Alternatives]:
        text = f"{question.bind(given, language=naming.language, limit=ROWS + 1)} OFFSET {(page - 1) * ROWS}"
        found, generation = await consistent(self._pool, request, lambda ask: ask.rows(text))
        path = f"questions/{question.name}"
        shown = of_question(question, found, ROWS, naming)
        alternatives = Alternatives(
            title=question.title_en if naming.language == "en" else question.title_vi,
            permalink=naming.links(path, **given, **({} if page == 1 else {"page": str(page)})),
            query=question.bind(given, language=naming.language),
            downloads=tuple(Download(s.upper(), naming.links(f"{path}.{s}", **given), MEDIA[s][1]) for s in ("csv", "json")),
            generation=generation,
        )
        return shown, alternatives


def _question(name: str) -> Question:
    try:
        return load().question(name)
    except UsageProblem as error:
        raise Problem(404, "not-found", "There is no such question", error.what, "see /questions") from error


def _given(request: Request, question: Question) -> dict[str, str]:
    """The values of its parameters; other names (``lang``) are left alone."""
    names = {p.name for p in question.parameters}
    return {name: values[0] for name, values in parameters(request).items() if name in names and values[0].strip()}


def _page(request: Request) -> int:
    text = (parameters(request).get("page") or ["1"])[-1]
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= MOST_PAGE):
        todo = f"pages are numbered from 1 to {MOST_PAGE:,}; the whole answer is in the CSV"
        raise Problem(400, "request", "No such page", f"page={text[:20]!r}", todo)
    return int(text)


def _caption(shown: Shown, page: int, naming: Naming) -> str:
    """How many rows there are, or which of them these are."""
    if page == 1 and not shown.more:
        return naming.words.count("query.rows", len(shown.rows))
    first = (page - 1) * ROWS
    numbers = (naming.words.number(n) for n in (first + 1, first + len(shown.rows)))
    return naming.words("query.range", **dict(zip(("first", "last"), numbers, strict=True)))


def _bound(question: Question, given: Mapping[str, str], language: str) -> str:
    try:
        return question.bind(given, language=language)
    except UsageProblem as error:
        raise Problem(400, "request", "A value cannot be used", error.what, error.todo) from error


def _field(parameter: Parameter, value: str, english: bool) -> Field:
    options: tuple[tuple[str, str], ...] = ()
    if parameter.scheme is not None:
        found = [c for c in schemes.concepts() if c.scheme == parameter.scheme]
        options = tuple((c.code, c.en if english else c.vi) for c in found)
    about = parameter.about_en if english else parameter.about_vi
    return Field(
        name=parameter.name, about=about[:1].upper() + about[1:], value=value or parameter.default or "",
        required=parameter.required, hint=parameter.kind, options=options, wrong=bool(value) and not _fits(parameter, value),
    )  # fmt: skip


def _fits(parameter: Parameter, value: str) -> bool:
    try:
        parameter.term(value)
    except UsageProblem:
        return False
    return True
