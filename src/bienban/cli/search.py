"""``bienban search``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bienban.cli.answering import language_option, page, width_option
from bienban.cli.indexing import up_to_date
from bienban.cli.options import store_option, verbosity_options
from bienban.cli.talk import count, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bienban.search.finding import Hit

__all__ = ["search"]

KINDS = ("person", "body", "event", "document", "award", "place", "article", "statement")


@click.command("search")
@click.argument("words", nargs=-1)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only things of this kind; may be repeated.")
@click.option("--year", "years", multiple=True, type=click.IntRange(1000, 9999), help="Only of this year; may be repeated.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, metavar="N", help="So many, the best first; 0: all."
)
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True, help="For whom."
)
@click.option("--all-persons", "everybody", is_flag=True, help="Also persons who hold no post.")
@click.option("--rebuild", is_flag=True, help="Make the index anew first.")
@language_option
@width_option
@store_option
@verbosity_options
def search(
    words: tuple[str, ...], kinds: tuple[str, ...], years: tuple[int, ...], limit: int, form: str, everybody: bool, rebuild: bool,
    lang: str, width: int | None, store: str,
) -> None:  # fmt: skip
    """Search names and what people said, with or without diacritics.

    Things of all kinds are found: people, bodies, events, documents, awards, places, articles, statements.

    Where diacritics are given, what is written so comes first. Abbreviations (UBND, TP.HCM) are known by
    their full forms. The last word may be the beginning of one; words in "quotes" must stand in a row. Without WORDS
    everything is listed, what is most in the news first. The index follows what imports publish; where it lags it is
    brought up to date first.

    \b
    Examples:
      bienban search to thi bich chau
      bienban search UBND TP.HCM --kind body
      bienban search '"hội nghị sơ kết"' --kind event --year 2023
      bienban search --kind person --limit 0 --format csv > persons.csv
    """
    from bienban.search.finding import every, find
    from bienban.search.question import Search
    from bienban.search.writing import WRITERS

    snapshot = up_to_date(Path(store), rebuild=rebuild)
    facets = {"year": tuple(map(str, years))} if years else {}
    asked = Search(words=" ".join(words), kinds=kinds, facets=facets, everybody=everybody)  # type: ignore[arg-type] # choices
    found = find(snapshot, asked, limit=limit or 1)
    hits: Iterable[Hit] = found.hits if limit else every(snapshot, asked)
    if form != "table":
        for piece in WRITERS[form](hits):  # type: ignore[index] # a choice
            click.echo(piece, nl=False)
    elif found.total:
        click.echo(_table(hits, lang, *page(width)), nl=False)
    shown = f", {limit} shown" if limit and found.total > limit else ""
    say(f"{count(found.total, 'thing')} found{shown}")


def _table(hits: Iterable[Hit], lang: str, cells: int, styled: bool) -> str:
    from bienban.answers.card import Candidate
    from bienban.answers.show import candidates_text
    from bienban.search.kinds import word_for

    rows = [(hit, " · ".join(filter(None, (hit.day, hit.detail)))) for hit in hits]
    found = [Candidate(hit.iri, word_for(hit.kind, lang).lower(), hit.label.text, details) for hit, details in rows]
    return candidates_text(found, cells, styled=styled)
