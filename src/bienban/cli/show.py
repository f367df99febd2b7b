"""``bienban show``."""

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
    from bienban.answers.card import Candidate
    from bienban.store.base import Queryable

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
    Where several things fit, they are listed with what tells them apart, and the exit code is 2. An IRI that is gone, because
    the people or bodies behind it turned out to be one with others, leads to what stands for it now.

    \b
    Examples:
      bienban show Nguyễn Thị Mẫu
      bienban show "hoi nghi so ket" --pick 2
      bienban show id/document/… --format json
    """
    from bienban.answers.card import card
    from bienban.answers.show import candidates_text, card_json, card_text

    words = " ".join(thing)
    cells, styled = page(width)
    with open_target(store, endpoint) as target:
        found = _found(target, None if endpoint is not None else Path(store), words, lang)
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


def _found(target: Queryable, store: Path | None, words: str, lang: str) -> tuple[Candidate, ...]:
    """The things that the words name; what stands for one that is gone, as far as a store on disk remembers it.

    Raises:
        UsageProblem: there is none.
    """
    from bienban.answers.card import candidates
    from bienban.answers.retired import successors
    from bienban.store.layout import Layout

    try:
        return candidates(target, words, language=lang)
    except UsageProblem:
        gone = None if store is None else successors(target, Layout(store).ledger, words, language=lang)
        if gone is None:
            raise
    if not gone.standing:
        todo = "'bienban ask things thing=…' searches names"
        raise UsageProblem(f"{gone.iri} is gone since {gone.since}: {gone.why}", todo=todo)
    say(f"{gone.iri} is gone since {gone.since}: {gone.why}")
    return gone.standing
