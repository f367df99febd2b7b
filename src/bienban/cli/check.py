"""``bienban check``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bienban.cli.options import store_option, verbosity_options
from bienban.cli.talk import count, say

if TYPE_CHECKING:
    from bienban.evaluate.comparing import Change
    from bienban.pipeline.restoring import Lost, Restored
    from bienban.store.audit import Flaw

__all__ = ["check"]

WRONG = 1
_HOW = {
    "published": "as it was written, from what readers see",
    "text": "as it was written, from its text",
    "rules": "from its text under the rules as they are now",
}


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
    lists and what readers see are made anew, and damaged articles: as readers still see them, else from their kept texts
    under the present rules, with the facts that are others then. The exit code is 1 when something is (or stays) wrong.
    While the store is being written, what readers see is checked.

    \b
    Examples:
      bienban check
      bienban check --repair
      bienban check --format json --store graphs
    """
    from bienban.cli.indexing import keep_up
    from bienban.model.finding import Severity
    from bienban.pipeline.restoring import repair as put_right
    from bienban.store.audit import audit
    from bienban.store.layout import Layout

    layout = Layout(Path(store))
    found = audit(layout)
    left = found
    articles: dict[str, Restored | Lost] = {}
    if repair and found:
        articles = {outcome.article: outcome for outcome in put_right(store, found)}
        keep_up(store)
        left = audit(layout)
    told = [_Told(flaw, flaw not in left, articles.get(flaw.where)) for flaw in _merged(found, left)]
    if form == "json":
        flaws = [one.as_json() for one in told]
        click.echo(json.dumps({"store": store, "flaws": flaws}, ensure_ascii=False, indent=2))
    else:
        for line in (line for one in told for line in one.lines()):
            click.echo(line)
    wrong = [flaw for flaw in left if flaw.severity > Severity.INFO]
    say(_verdict(len(found), len(found) - len([f for f in found if f in left]), len(wrong)))
    context.exit(WRONG if wrong else 0)


def _merged(found: tuple[Flaw, ...], left: tuple[Flaw, ...]) -> list[Flaw]:
    """What was found first, then what came to light by the repair."""
    return [*found, *(flaw for flaw in left if flaw not in found)]


@dataclass(frozen=True, slots=True)
class _Told:
    """One flaw, what became of it, and of the article that it is about."""

    flaw: Flaw
    repaired: bool
    outcome: Restored | Lost | None

    @property
    def _todo(self) -> str:
        from bienban.pipeline.restoring import Lost, Restored
        from bienban.store.audit import AGAIN

        if self.repaired:
            return "repaired" if not isinstance(self.outcome, Restored) else f"repaired, {_HOW[self.outcome.how]}"
        return f"{self.outcome.why}: {AGAIN}" if isinstance(self.outcome, Lost) else self.flaw.todo

    def lines(self) -> Iterator[str]:
        """For a terminal."""
        from bienban.cli.reextract import change_lines

        flaw = self.flaw
        number = f" ({flaw.count:,})" if flaw.count > 1 else ""
        detail = f": {flaw.detail}" if flaw.detail else ""
        yield f"{flaw.severity.label:<9} {flaw.code} {flaw.what}{number}{detail}; {flaw.where}; {self._todo}"
        for change in self._changes():
            yield from change_lines(change)

    def _changes(self) -> tuple[Change, ...]:
        """The facts that differ from what was still there."""
        from bienban.evaluate.comparing import compare_readings
        from bienban.exchange.stored import facts_of
        from bienban.pipeline.restoring import DAMAGED, Restored

        if not isinstance(self.outcome, Restored) or self.flaw.code not in DAMAGED or not self.repaired:
            return ()
        return compare_readings(facts_of(self.outcome.before), facts_of(self.outcome.after)).changes

    def as_json(self) -> dict[str, object]:
        """For programs."""
        flaw = self.flaw
        changes = [change.as_json() for change in self._changes()]
        return {
            "code": flaw.code, "severity": flaw.severity.label, "what": flaw.what, "where": flaw.where, "detail": flaw.detail,
            "count": flaw.count, "todo": self._todo, "repaired": self.repaired, **({"changes": changes} if changes else {}),
        }  # fmt: skip


def _verdict(found: int, repaired: int, wrong: int) -> str:
    if not found:
        return "the store is whole"
    done = f", {repaired:,} repaired" if repaired else ""
    return f"{count(found, 'finding')}{done}, {wrong:,} {'is' if wrong == 1 else 'are'} left"
