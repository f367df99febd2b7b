"""``bienban import``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bienban.cli.errors import INTERRUPTED, SOME_SET_ASIDE
from bienban.cli.interrupts import Interrupts
from bienban.cli.options import endpoint_option, jobs_option, metadata_options, reading_options, store_option, verbosity_options
from bienban.cli.reading import Inputs
from bienban.cli.talk import say
from bienban.errors import BienbanError, UsageProblem
from bienban.model.endpoint import Endpoint

if TYPE_CHECKING:
    from bienban.pipeline.destinations import ServerSink
    from bienban.pipeline.sinks import DrySink, StoreSink
    from bienban.pipeline.summary import ImportSummary
    from bienban.sources.base import SetAside

__all__ = ["import_"]


@click.command("import")
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path())
@click.option("--samples", is_flag=True, help="Import the sample articles that come with bienban.")
@store_option
@endpoint_option
@metadata_options
@click.option("--retry", is_flag=True, help="Take up what was set aside (of PATHs, or all).")
@click.option("--strict", is_flag=True, help="Set articles that contradict themselves aside, instead of the facts that do.")
@click.option("--graph", metavar="IRI", help="Put the RDF file into this named graph.  [default: one of its own]")
@click.option(
    "--fail-on",
    type=click.Choice(["violation", "warning", "info"]),
    default="violation",
    show_default=True,
    help="Set RDF files with findings from this severity on aside.",
)
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
    graph: str | None,
    fail_on: str,
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
    An RDF file (.ttl, .trig, .nt, .nq, .jsonld, .rdf, .owl) goes into a named graph of its own, if it conforms to the shapes.
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
      bienban import dump.jsonl --repair --field text=noi_dung --field date=meta.ngay
      bienban import articles/ --endpoint http://localhost:7878/query --auth-file ~/.bienban-auth
      bienban import quan-he.ttl --graph https://example.org/graph/quan-he
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
    way = _Way(retry=retry, strict=strict, again=again, jobs=jobs, graph=_as_iri(graph), fail_on=fail_on)
    summary = _run(inputs, target, way)
    if summary is None:
        say("nothing is set aside" + (" of that" if paths else ""))
        return
    context.exit(target.told(summary))


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

    def told(self, summary: ImportSummary) -> int:
        """Say what was done, have the search index follow, and give the exit code.

        After an interrupt, the next who searches waits for the index instead.
        """
        from bienban.cli.indexing import keep_up
        from bienban.cli.summary import tell

        tell(summary, store=self.store, endpoint=self.endpoint, dry_run=self.dry_run)
        if self.endpoint is None and not self.dry_run and not summary.interrupted:
            keep_up(self.store)
        return INTERRUPTED if summary.interrupted else SOME_SET_ASIDE if summary.aside else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How an import goes about it."""

    retry: bool
    strict: bool
    again: bool
    jobs: int | None
    graph: str | None
    fail_on: str


def _as_iri(name: str | None) -> str | None:
    """A name for a graph.

    Raises:
        UsageProblem: it is no absolute IRI.
    """
    from bienban.graph.terms import iri

    if name is None:
        return None
    try:
        iri(name)
    except BienbanError:
        name = ""
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:.", name):
        raise UsageProblem("--graph takes an absolute IRI", todo="give it as https://example.org/graph/name")
    return name


def _path(aside: SetAside) -> str:
    """The file that was set aside, as it was named where that still leads to it."""
    again = aside.again
    return aside.source if again is None or again.path is None or Path(aside.source).exists() else again.path


def _run(inputs: Inputs, target: _Target, way: _Way) -> ImportSummary | None:
    """Import articles, then RDF files; None where those that were set aside are to be taken up and none are."""
    from bienban.cli.progress import Progress
    from bienban.model.finding import Severity
    from bienban.pipeline.destinations import ServerSink
    from bienban.pipeline.importer import Importer
    from bienban.pipeline.rdf_import import RdfImporter, is_rdf

    named = [] if inputs.settings.format is not None else [path for path in inputs.paths if path != "-" and is_rdf(path)]
    with target.sink() as sink, Progress("importing") as progress, Interrupts() as interrupts:
        before = sink.asides(inputs.paths if inputs.paths else None)
        if way.retry:
            named = list(dict.fromkeys(_path(a) for a in before if is_rdf(a.source)))
            items = inputs.again([a for a in before if not is_rdf(a.source)], sink.data_of, sink.memory)
        else:
            items = inputs.only(tuple(path for path in inputs.paths if path not in named)).items(sink.memory)
        files = RdfImporter(sink, inputs.settings, graph=way.graph, fail_on=Severity.named(way.fail_on))
        importer = Importer(
            sink, strict=way.strict, again=way.again, jobs=way.jobs, progress=progress.advance, stop=interrupts.asked
        )
        summary = importer.run(interrupts.around(files.passing(items)))
        if not summary.interrupted:
            summary = summary.with_graphs(files.run((*named, *files.met)))
            sink.settle(before)
        if isinstance(sink, ServerSink) and sink.merged_graph is not None:
            say(f"the default graph of this server is the union of all: the merged graph is {sink.merged_graph}")
    return None if way.retry and not before else summary
