"""``bienban ask``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bienban.cli.answering import language_option, open_target, page, width_option
from bienban.cli.options import endpoint_option, store_option, verbosity_options
from bienban.cli.talk import say
from bienban.errors import UsageProblem
from bienban.model.endpoint import Endpoint

if TYPE_CHECKING:
    from bienban.queries.catalogue import Catalogue
    from bienban.queries.question import Question
    from bienban.store.base import Rows

__all__ = ["ask"]


@click.command("ask")
@click.argument("name", required=False)
@click.argument("values", nargs=-1, metavar="[KEY=VALUE]...")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "tsv", "json", "xml"]), default="table", show_default=True,
    help="A table for people, or a SPARQL results format with every variable.",
)  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="No more than so many rows.")
@click.option("--explain", is_flag=True, help="Print description, parameters, example and SPARQL instead of asking.")
@click.option("--questions", metavar="DIR", help="Also read questions (*.rq) from a folder of your own.")
@language_option
@width_option
@store_option
@endpoint_option
@verbosity_options
def ask(
    name: str | None, values: tuple[str, ...], form: str, limit: int | None, explain: bool, questions: str | None, lang: str,
    width: int | None, store: str, endpoint: Endpoint | None,
) -> None:  # fmt: skip
    """Answer a named question, such as who attended which meeting.

    Without a name it lists the questions. Words match with or without diacritics and in any case; where a parameter takes a
    thing, an IRI as tables print it (id/person/…) means exactly that one. Dates may be days, months or years.

    \b
    Examples:
      bienban ask
      bienban ask participants event="hội nghị" from=2023
      bienban ask posts person="nguyen thi mau" --format csv
      bienban ask participants --explain
    """
    from bienban.queries.catalogue import load

    catalogue = load(None if questions is None else Path(questions))
    if name is None:
        click.echo(_listing(catalogue, lang, *page(width)), nl=False)
        return
    question = catalogue.question(name)
    given = _given(question, values)
    if explain:
        click.echo(_explained(question, given, lang), nl=False)
        return
    text = question.bind(given, language=lang, limit=limit)
    with open_target(store, endpoint) as target:
        from bienban.store.base import select

        found = select(target, text)
    click.echo(_written(question, found, form, lang, width), nl=False)
    if not found.rows:
        tried = " ".join(f"{k}={v}" for k, v in given.items())
        hint = (
            f"nothing in the store fits {tried}; try fewer words or parameters" if tried else "the store has nothing of this kind"
        )
        say(f"no rows: {hint}")


def _given(question: Question, values: tuple[str, ...]) -> dict[str, str]:
    """The values by parameter.

    Raises:
        UsageProblem: a word is no KEY=VALUE, or a key comes twice.
    """
    given: dict[str, str] = {}
    for word in values:
        key, equals, value = word.partition("=")
        if not equals:
            raise UsageProblem(f"{word!r} is no KEY=VALUE", todo=f"write it as in: bienban ask {question.example}")
        if key in given:
            raise UsageProblem(f"{key} is given twice", todo="give each parameter once")
        given[key] = value
    return given


def _listing(catalogue: Catalogue, lang: str, width: int, styled: bool) -> str:
    from bienban.answers.table import Grid, draw

    rows = tuple(
        (
            q.name,
            q.title_en if lang == "en" else q.title_vi,
            " ".join(p.name if p.required else f"[{p.name}]" for p in q.parameters),
        )
        for q in catalogue.questions
    )
    headings = ("name", "question", "parameters") if lang == "en" else ("tên", "câu hỏi", "tham số")
    return draw(Grid(headings, rows), width, styled=styled)


def _explained(question: Question, given: dict[str, str], lang: str) -> str:
    """Everything about a question; with its SPARQL bound where the values given suffice."""
    english = lang == "en"
    title, about = (question.title_en, question.description_en) if english else (question.title_vi, question.description_vi)
    lines = [question.name, f"  {title}", "", click.wrap_text(about, 100, "  ", "  "), ""]
    for p in question.parameters:
        need = "required" if p.required else "optional" if p.default is None else f"default {p.default}"
        lines.append(f"  {p.name}=… ({need}): {p.about_en if english else p.about_vi}; takes {p.expected}")
    lines += ["", f"  bienban ask {question.example}", ""]
    enough = all(p.name in given or p.default is not None for p in question.parameters if p.required)
    lines.append(question.bind(given, language=lang) if enough else question.text)
    return "\n".join(lines) + "\n"


def _written(question: Question, found: Rows, form: str, lang: str, width: int | None) -> str:
    from bienban.answers.results import FORMATS
    from bienban.answers.table import draw, grid

    if form != "table":
        return FORMATS[form](found)
    columns = [(c.variable, c.en if lang == "en" else c.vi) for c in question.columns]
    cells, styled = page(width)
    return draw(grid(found, columns), cells, styled=styled) if found.rows else ""
