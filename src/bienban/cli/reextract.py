"""``bienban reextract``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from bienban.cli.errors import INTERRUPTED, SOME_SET_ASIDE
from bienban.cli.interrupts import Interrupts
from bienban.cli.options import jobs_option, store_option, verbosity_options
from bienban.cli.talk import count, say, warn

if TYPE_CHECKING:
    from bienban.evaluate.comparing import Change, Comparison
    from bienban.pipeline.rereading import Kept, Reread

__all__ = ["change_lines", "reextract"]

WHY = {
    "no text": "its text was not kept; import it again",
    "another extractor": "its facts were given by another extractor and are not read again",
}
_SIGNS = {"gained": "+", "lost": "-", "changed": "~"}


@click.command("reextract")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True, help="For whom.")
@store_option
@jobs_option
@verbosity_options
@click.pass_context
def reextract(
    context: click.Context, /, articles: tuple[str, ...], dry_run: bool, form: str, store: str, jobs: int | None
) -> None:
    """Read the kept texts again under the rules as they are now.

    Said is which facts were gained (+), lost (-) and changed (~), by kind, each with its sentence. Every article is replaced
    as a whole; facts that were given by another extractor stay, and articles whose text was not kept are named. ARTICLE is an
    address, an id, the stem of the file or the IRI; without any, all articles are read. JSON comes one object a line.

    \b
    Examples:
      bienban reextract --dry-run
      bienban reextract hoi-nghi
      bienban reextract --format json > changes.jsonl
    """
    from bienban.cli.indexing import keep_up
    from bienban.cli.progress import Progress
    from bienban.pipeline.article_names import find_article
    from bienban.pipeline.rereading import Kept, reread
    from bienban.store import open_store

    told = _Told(form)
    with (
        open_store(store, write=not dry_run) as opened,
        Progress("reading again") as progress,
        Interrupts() as interrupts,
    ):
        wanted = tuple(dict.fromkeys(find_article(opened, a) for a in articles)) if articles else opened.articles()
        for outcome in reread(opened, wanted, dry_run=dry_run, jobs=jobs, stop=interrupts.asked):
            progress.advance()
            if isinstance(outcome, Kept):
                told.kept(outcome)
            else:
                told.read(outcome)
        interrupted = interrupts.asked()
        if not dry_run and not interrupted:
            opened.settle()
    told.end(dry_run=dry_run)
    if not dry_run:
        keep_up(store)
    if interrupted:
        warn("bienban: interrupted; the articles counted above are done, run the same command again for the rest")
        context.exit(INTERRUPTED)
    context.exit(SOME_SET_ASIDE if told.aside else 0)


class _Told:
    """Says what happened to each article, and counts."""

    def __init__(self, form: str) -> None:
        self._json = form == "json"
        self._comparisons: list[Comparison] = []
        self._articles = 0
        self._changed = 0
        self._evidence_only = 0
        self.aside = 0

    def read(self, outcome: Reread) -> None:
        """One that was read again."""
        from bienban.evaluate.comparing import Comparison, compare_readings
        from bienban.exchange.stored import facts_of

        self._articles += 1
        if not outcome.changed:
            return
        self._changed += 1
        found = compare_readings(facts_of(outcome.before), facts_of(outcome.after.graph))
        self._evidence_only += not found.changes
        self._comparisons.append(Comparison(article=found.article, changes=found.changes, same=()))
        article = outcome.before.article
        if self._json:
            click.echo(_dumped({"article": article, "changes": [c.as_json() for c in found.changes]}))
        elif found.changes:
            click.echo(article)
            for change in found.changes:
                for line in change_lines(change):
                    click.echo(line)

    def kept(self, outcome: Kept) -> None:
        """One that stays as it is."""
        aside = outcome.aside
        why = str(aside) if aside is not None else WHY.get(outcome.why, outcome.why)
        self.aside += outcome.why == "set aside"
        if self._json:
            click.echo(_dumped({"article": outcome.article, "kept": outcome.why, "reason": why}))
        else:
            warn(f"kept as it was: {outcome.article}: {why}")

    def end(self, *, dry_run: bool) -> None:
        """The counts."""
        from bienban.evaluate.comparing import MARKS, counts

        would = "would be " if dry_run else ""
        unchanged = self._articles - self._changed
        say(
            f"{count(self._articles, 'article')} read again: {self._changed:,} {would}replaced, {unchanged:,} unchanged",
            bold=True,
        )
        if self._evidence_only:
            say(f"changed in evidence or places only: {count(self._evidence_only, 'article')}")
        by_kind = counts(self._comparisons)
        if self._json:
            found_json = {kind: dict(found) for kind, found in by_kind.items() if found}
            click.echo(_dumped({"articles": self._articles, "replaced": self._changed, "counts": found_json}))
        for kind, found in by_kind.items():
            said = ", ".join(f"{found[mark]:,} {mark}" for mark in MARKS if found[mark])
            if said:
                say(f"  {kind:<16} {said}")


def change_lines(change: Change) -> Iterator[str]:
    """A fact that two readings have differently, for a terminal."""
    fact = change.after if change.before in (None, change.after) else change.before
    if change.before is not None and change.after is not None and change.before != change.after:
        fact = f"{change.before} → {change.after}"
    yield f"  {_SIGNS[change.mark]} {change.kind}: {fact}"
    for name, before, after in change.differs:
        yield f"      {name}: {before or 'nothing'} → {after or 'nothing'}"
    if change.sentence is not None:
        yield f"      “{' '.join(change.sentence.split())}”"


def _dumped(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False)
