"""``bienban info``."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from bienban.cli.options import endpoint_option, store_option, verbosity_options
from bienban.cli.talk import count, say
from bienban.errors import UsageProblem
from bienban.model.endpoint import Endpoint

if TYPE_CHECKING:
    from bienban.store.base import StoreInfo

__all__ = ["info"]


@click.command("info")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True, help="For whom.")
@click.option("--articles", "listed", is_flag=True, help="List the articles, one IRI a line.")
@click.option("--aside", is_flag=True, help="List what was set aside and why, one input a line.")
@store_option
@endpoint_option
@verbosity_options
def info(form: str, listed: bool, aside: bool, store: str, endpoint: Endpoint | None) -> None:
    """Say what is in the store.

    Articles, facts of the merged graph by kind, quads, what extracted them, the room they take on disk, and the graphs that came
    from RDF files.

    \b
    Examples:
      bienban info
      bienban info --articles
      bienban info --aside
      bienban info --format json --store graphs
      bienban info --endpoint http://localhost:3030/bienban/query
    """
    if aside:
        _list_asides(form, store, endpoint)
        return
    from bienban.pipeline.holdings import open_holdings

    with open_holdings(store, endpoint) as opened:
        if listed:
            for article in opened.articles():
                click.echo(article)
            return
        found = opened.info()
    if form == "json":
        files = [{"name": file.name, "source": file.source, "triples": file.triples} for file in found.files]
        data = asdict(found) | {"facts": dict(found.facts), "extractors": dict(found.extractors), "files": files}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for name, value in _rows(found):
        click.echo(f"{name:<14} {value}")


def _list_asides(form: str, store: str, endpoint: Endpoint | None) -> None:
    """The inputs set aside, on stdout."""
    if endpoint is not None:
        raise UsageProblem("a server has no list of what was set aside", todo="give --store, not --endpoint")
    from bienban.store import open_store

    with open_store(store) as opened:
        found = opened.aside.all(with_data=False)
    if form == "json":
        rows = [{"source": a.source, "where": a.where, "stem": a.stem, "what": a.what, "todo": a.todo} for a in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo(str(one))
    if found:
        say(f"set aside: {count(len(found), 'input')}; bienban import --retry takes them up")
    else:
        say("nothing is set aside")


def _rows(found: StoreInfo) -> list[tuple[str, str]]:
    rows = [
        ("store", found.where),
        ("articles", f"{found.articles:,}"),
        *((name, f"{number:,}") for name, number in found.facts),
        ("quads", f"{found.quads:,} ({found.merged_triples:,} merged, {found.reference_quads:,} reference)"),
    ]
    if found.merged_graph is not None:
        rows.append(("merged graph", found.merged_graph))
    if found.quads_per_fact is not None:
        rows.append(("per fact", f"{found.quads_per_fact:.1f} quads for each of {found.evidenced:,} evidenced facts"))
    rows += [("read by", f"{name} ({number:,})") for name, number in found.extractors]
    if found.bytes_on_disk is not None:
        rows.append(("on disk", f"{found.bytes_on_disk / 1e6:,.1f} MB, generation {found.generation}"))
    rows += [(name, f"{number:,}") for name, number in (("texts kept", found.texts), ("set aside", found.set_aside)) if number]
    rows += [("graph", f"{file.name} ({count(file.triples, 'triple')} of {file.source})") for file in found.files]
    if found.created_by is not None:
        rows.append(("created by", found.created_by))
    return rows
