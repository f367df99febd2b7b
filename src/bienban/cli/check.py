"""``bienban check``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bienban.cli.options import store_option, verbosity_options
from bienban.cli.talk import count, say

if TYPE_CHECKING:
    from bienban.store.audit import Flaw

__all__ = ["check"]

WRONG = 1


@click.command("check")
@click.option("--repair", is_flag=True, help="Put right what can be worked out again.")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True, help="For whom.")
@store_option
@verbosity_options
@click.pass_context
def check(context: click.Context, /, repair: bool, form: str, store: str) -> None:
    """Make sure that the store holds what was written into it.

    Each article's graph is compared with the sum noted when it was written, the merged graph with what the article graphs
    give, the kept texts with their digests, the files with those that were published. With --repair the merged graph, the
    lists and what readers see are made anew; an article that is damaged is named and has to be imported again. The exit code
    is 1 when something is (or stays) wrong. While the store is being written, what readers see is checked.

    \b
    Examples:
      bienban check
      bienban check --repair
      bienban check --format json --store graphs
    """
    from bienban.cli.indexing import keep_up
    from bienban.model.finding import Severity
    from bienban.store import repair_store
    from bienban.store.audit import audit
    from bienban.store.layout import Layout

    layout = Layout(Path(store))
    found = audit(layout)
    left = found
    if repair and found:
        repair_store(store)
        keep_up(store)
        left = audit(layout)
    if form == "json":
        flaws = [_as_json(flaw, repaired=flaw not in left) for flaw in _merged(found, left)]
        click.echo(json.dumps({"store": store, "flaws": flaws}, ensure_ascii=False, indent=2))
    else:
        for flaw in _merged(found, left):
            click.echo(_line(flaw, repaired=flaw not in left))
    wrong = [flaw for flaw in left if flaw.severity > Severity.INFO]
    say(_verdict(len(found), len(found) - len([f for f in found if f in left]), len(wrong)))
    context.exit(WRONG if wrong else 0)


def _merged(found: tuple[Flaw, ...], left: tuple[Flaw, ...]) -> list[Flaw]:
    """What was found first, then what came to light by the repair."""
    return [*found, *(flaw for flaw in left if flaw not in found)]


def _line(flaw: Flaw, *, repaired: bool) -> str:
    number = f" ({flaw.count:,})" if flaw.count > 1 else ""
    detail = f": {flaw.detail}" if flaw.detail else ""
    todo = "repaired" if repaired else flaw.todo
    return f"{flaw.severity.label:<9} {flaw.code} {flaw.what}{number}{detail}; {flaw.where}; {todo}"


def _as_json(flaw: Flaw, *, repaired: bool) -> dict[str, object]:
    return {
        "code": flaw.code, "severity": flaw.severity.label, "what": flaw.what, "where": flaw.where, "detail": flaw.detail,
        "count": flaw.count, "todo": flaw.todo, "repaired": repaired,
    }  # fmt: skip


def _verdict(found: int, repaired: int, wrong: int) -> str:
    if not found:
        return "the store is whole"
    done = f", {repaired:,} repaired" if repaired else ""
    return f"{count(found, 'finding')}{done}, {wrong:,} {'is' if wrong == 1 else 'are'} left"
