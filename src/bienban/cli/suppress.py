"""``bienban suppress``."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click

from bienban.cli.options import store_option, verbosity_options
from bienban.cli.talk import count, say, warn
from bienban.errors import UsageProblem

__all__ = ["suppress"]


@click.command("suppress")
@click.argument("who", required=False)
@click.option("--reason", metavar="TEXT", help="Why, for whoever keeps the store; it is not published.")
@click.option("--undo", "back", is_flag=True, help="Let the person be published again.")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True, help="Of the list.")
@store_option
@verbosity_options
def suppress(who: str | None, reason: str | None, back: bool, form: str, store: str) -> None:
    """Leave a person out of what the store publishes, for good.

    Without WHO, list who is left out.

    WHO is the IRI of a person (that person, known by the posts held) or a full name (everybody of that name). The person goes
    out of every article graph, with all facts that hang on it, and so out of the merged graph, search, pages, dumps and the
    change feed; in quotes, headlines and texts that are shown the letters of the name give way to █. It holds for articles
    imported later too. Addresses that have the name in them stay as they are.

    With --undo the articles are read again from the kept texts; where no text is kept, import the article again.

    \b
    Examples:
      bienban suppress "Lê Thị Na" --reason "asked by letter, 12 May 2023"
      bienban suppress id/person/le-thi-na-aqk3n5xw7c2m --reason "not the official of that name"
      bienban suppress
      bienban suppress "Lê Thị Na" --undo
    """
    if who is None:
        if back or reason is not None:
            raise UsageProblem("nobody is named", todo="give a full name or the IRI of a person")
        _list(store, form)
    elif back:
        _undo(who, store)
    elif reason is None or not reason.strip():
        raise UsageProblem("no reason is given", todo="say why with --reason; it is kept with the store and not published")
    else:
        _suppress(who, reason.strip(), store)


def _list(store: str, form: str) -> None:
    from dataclasses import asdict
    from pathlib import Path

    from bienban.store.layout import Layout
    from bienban.store.suppressed import Suppressed

    layout = Layout(Path(store))
    layout.check()
    found = Suppressed.read(layout.suppressed).everybody
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        posts = f" ({', '.join(one.posts)})" if one.posts else ""
        click.echo(f"{one.name}{posts}: {one.reason}; {one.at}")
    say(f"{count(len(found), 'person', 'people')} suppressed")


def _suppress(who: str, reason: str, store: str) -> None:
    from bienban.cli.indexing import keep_up
    from bienban.cli.progress import Progress
    from bienban.pipeline.suppressing import person_meant, suppress
    from bienban.store import open_store

    day = datetime.now(UTC).date().isoformat()
    with open_store(store, write=True) as opened, Progress("looking through articles") as progress:
        person = person_meant(opened, who, reason=reason, day=day)
        changed = suppress(opened, person, progress.advance)
    keep_up(store)
    say(f"{person.name} is left out; {count(changed, 'article')} changed")


def _undo(who: str, store: str) -> None:
    from bienban.cli.indexing import keep_up
    from bienban.cli.progress import Progress
    from bienban.pipeline.suppressing import undo
    from bienban.store import open_store

    with open_store(store, write=True) as opened, Progress("looking through articles") as progress:
        done = undo(opened, who, progress.advance)
    keep_up(store)
    say(f"{done.person.name} is published again; {count(done.articles, 'article')} changed")
    for article in done.again:
        warn(f"import this article again, for its text is not kept: {article}")
    for file in done.files:
        warn(f"import this file again: {file}")
