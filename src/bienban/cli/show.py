"""``bienban show``."""

from __future__ import annotations

import click

from bienban.cli.answering import language_option, open_target, page, width_option
from bienban.cli.options import endpoint_option, store_option, verbosity_options
from bienban.errors import UsageProblem
from bienban.model.endpoint import Endpoint

__all__ = ["show"]

LISTED = 30
"""So many candidates are listed."""


@click.command("show")
@click.argument("thing", nargs=-1, required=True)
@click.option(
    "--pick", type=click.IntRange(min=1), metavar="N", help="Where several things bear the name: the one of this number."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="For whom.")
@language_option
@width_option
@store_option
@endpoint_option
@verbosity_options
def show(
    thing: tuple[str, ...], pick: int | None, form: str, lang: str, width: int | None, store: str, endpoint: Endpoint | None
) -> None:
    """Show a person, body, event or document with its sources quoted.

    THING (also a place or an article) is a name, with or without diacritics, or an IRI as tables print it (id/person/…).
    Where several things fit, they are listed with what tells them apart, and the exit code is 2.

    \b
    Examples:
      bienban show Nguyễn Thị Mẫu
      bienban show "hoi nghi so ket" --pick 2
      bienban show id/document/… --format json
    """
    from bienban.answers.card import candidates, card
    from bienban.answers.show import candidates_text, card_json, card_text

    words = " ".join(thing)
    cells, styled = page(width)
    with open_target(store, endpoint) as target:
        found = candidates(target, words, language=lang)
        if pick is not None and pick > len(found):
            raise UsageProblem(f"--pick {pick}: only {len(found)} fit {words!r}", todo=f"give a number from 1 to {len(found)}")
        if len(found) > 1 and pick is None:
            click.echo(candidates_text(found[:LISTED], cells, styled=styled), nl=False)
            more = f" (the first {LISTED} are listed)" if len(found) > LISTED else ""
            raise UsageProblem(
                f"{len(found)} things fit {words!r}{more}", todo="give the IRI of one, --pick N, or more of the name"
            )
        shown = card(target, found[(pick or 1) - 1], language=lang)
    click.echo(card_json(shown) if form == "json" else card_text(shown, cells, styled=styled), nl=False)
