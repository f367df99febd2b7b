"""``bienban import``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from bienban.cli.errors import INTERRUPTED, SOME_SET_ASIDE
from bienban.cli.interrupts import Interrupts
from bienban.cli.options import endpoint_option, jobs_option, metadata_options, reading_options, store_option, verbosity_options
from bienban.cli.reading import Inputs
from bienban.cli.talk import say
from bienban.errors import UsageProblem
from bienban.model.endpoint import Endpoint

if TYPE_CHECKING:
    from bienban.pipeline.destinations import ServerSink
    from bienban.pipeline.sinks import DrySink, StoreSink
    from bienban.pipeline.summary import ImportSummary

__all__ = ["import_"]


@click.command("import")
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path())
@click.option("--samples", is_flag=True, help="Import the sample articles that come with bienban.")
@store_option
@endpoint_option
@metadata_options
@click.option("--retry", is_flag=True, help="Take up what was set aside (of PATHs, or all).")
@click.option("--strict", is_flag=True, help="Set articles that contradict themselves aside, instead of the facts that do.")
@click.option("--again", is_flag=True, help="Read also what the store has from the same text under the same rules.")
@click.option("--dry-run", is_flag=True, help="Do everything but storing.")
@click.option("--keep-text/--no-keep-text", default=True, help="Keep the texts in the store's folder.  [default: keep]")
@jobs_option
@reading_options
@verbosity_options
@click.pass_context
def import_(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    samples: bool,
    retry: bool,
    store: str,
    endpoint: Endpoint | None,
    strict: bool,
    again: bool,
    dry_run: bool,
    keep_text: bool,
    jobs: int | None,
    **reading: Any,  # noqa: ANN401 - the shared reading flags, typed by Inputs.of
) -> None:
    """Read articles, extract their facts, validate and store them.

    PATH is a file, a folder (read recursively), - for standard input, or the address of a page, feed or sitemap: plain text
    with the title on the first line, Markdown with YAML front matter, HTML, JSON, JSON Lines, Word, PDF, feeds, web archives
    (WARC), all also .gz, or facts as JSON.
    An article imported again replaces its earlier version; the same text changes nothing, and is not even read where nothing
    in it is to be complained of: after an interrupt, run the same command again for the rest.

    What cannot be read is set aside with its reason and the rest goes on; bienban info --aside lists it, and --retry takes it
    up: from its file, where that has changed, else from what was kept.

    \b
    Examples:
      bienban import --samples
      bienban import hoi-nghi.txt --publisher "Báo Mẫu" --date 2023-05-12
      bienban import articles/ more.jsonl.gz --jobs 2
      bienban import old/ --encoding tcvn3
      bienban import dump.jsonl --repair
      bienban import dump.jsonl --field text=noi_dung --field date=meta.ngay
      bienban import articles/ --endpoint http://localhost:7878/query --auth-file ~/.bienban-auth
      bienban import --retry --max-text-chars 3000000
      bienban import https://example.org/rss/tin.rss --max-pages 20 --contact me@example.org
      curl -s https://example.org/article.json | bienban import -
    """
    if samples:
        from bienban.resources import resource

        paths = (*paths, str(resource("data", "articles")))
    if not (paths or retry):
        raise UsageProblem("nothing to import", todo="name files or folders, - for standard input, --samples, or --retry")
    inputs = Inputs.of(paths, exist=not retry, **reading)

    target = _Target(store=store, endpoint=endpoint, dry_run=dry_run, keep_text=keep_text)
    summary = _articles(inputs, target, retry=retry, strict=strict, again=again, jobs=jobs)
    if summary is None:
        say("nothing is set aside" + (" of that" if paths else ""))
        return
    from bienban.cli.summary import tell

    tell(summary, store=store, endpoint=endpoint, dry_run=dry_run)
    target.index(summary)
    if summary.interrupted:
        context.exit(INTERRUPTED)
    context.exit(SOME_SET_ASIDE if summary.aside else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """Where what is imported goes."""

    store: str
    endpoint: Endpoint | None
    dry_run: bool
    keep_text: bool

    def sink(self) -> StoreSink | ServerSink | DrySink:
        """Opened for articles."""
        from bienban.pipeline.destinations import open_sink

        return open_sink(self.store, self.endpoint, dry_run=self.dry_run, keep_text=self.keep_text)

    def index(self, summary: ImportSummary) -> None:
        """Have the search index follow; after an interrupt, the next who searches waits for it instead."""
        from bienban.cli.indexing import keep_up

        if self.endpoint is None and not self.dry_run and not summary.interrupted:
            keep_up(self.store)


def _articles(
    inputs: Inputs, target: _Target, *, retry: bool, strict: bool, again: bool, jobs: int | None
) -> ImportSummary | None:
    """Import articles; None where those that were set aside are to be taken up and none are."""
    from bienban.cli.progress import Progress
    from bienban.pipeline.destinations import ServerSink
    from bienban.pipeline.importer import Importer

    with target.sink() as sink, Progress("importing") as progress, Interrupts() as interrupts:
        before = sink.asides(inputs.paths if inputs.paths else None)
        items = inputs.again(before, sink.data_of, sink.memory) if retry else inputs.items(sink.memory)
        importer = Importer(sink, strict=strict, again=again, jobs=jobs, progress=progress.advance, stop=interrupts.asked)
        summary = importer.run(interrupts.around(items))
        if not summary.interrupted:
            sink.settle(before)
        if isinstance(sink, ServerSink) and sink.merged_graph is not None:
            say(f"the default graph of this server is the union of all: the merged graph is {sink.merged_graph}")
    return None if retry and not before else summary
