"""``bienban validate``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from bienban.cli.answering import language_option
from bienban.cli.errors import SOME_SET_ASIDE
from bienban.cli.options import endpoint_option, jobs_option, metadata_options, reading_options, store_option, verbosity_options
from bienban.cli.progress import Progress
from bienban.cli.reading import Inputs
from bienban.cli.talk import VERBOSE, count, detail, no_colour, say, verbosity, warn
from bienban.model.endpoint import Endpoint

if TYPE_CHECKING:
    from bienban.model.finding import Report, Severity
    from bienban.sources.base import SetAside
    from bienban.validate.report import Language

__all__ = ["validate"]

_LEVELS = click.Choice(["violation", "warning", "info"])


@click.command("validate")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@store_option
@endpoint_option
@click.option(
    "--format", "form", type=click.Choice(["human", "json", "turtle"]), default="human", show_default=True, help="For whom."
)
@click.option("--fail-on", type=_LEVELS, default="violation", show_default=True, help="Exit 1 from this severity on.")
@click.option(
    "--show", type=_LEVELS, default="warning", show_default=True, help="List from this severity on, count the rest (human)."
)
@click.option("--all", "everything", is_flag=True, help="The same as --show info; so does -v.")
@language_option
@metadata_options
@jobs_option
@reading_options
@verbosity_options
@click.pass_context
def validate(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    store: str,
    endpoint: Endpoint | None,
    form: str,
    fail_on: str,
    show: str,
    everything: bool,
    lang: str,
    jobs: int | None,
    **reading: Any,  # noqa: ANN401 - the shared reading flags, typed by Inputs.of
) -> None:
    """Check the store, articles, facts or RDF files against the shapes.

    Without PATH: every article graph of the store, and the merged graph. A PATH may be an article, facts as JSON, an RDF file
    (by its suffix: .ttl, .trig, .nt, .nq, .jsonld, .rdf, .owl, also .gz), a folder of these, or -. A finding in an RDF file has
    the line on which its node is described. A violation contradicts itself or breaks the model; a warning is worth a look; an
    info says what an article leaves open. Findings go to stdout, by article, with the sentence; infos are only counted, by
    code, unless --all asks for each. JSON and Turtle always have everything, in both languages.

    \b
    Examples:
      bienban validate
      bienban validate hoi-nghi.txt --all --lang en
      bienban validate graph.ttl facts.json --format json --fail-on warning
    """
    from bienban.model.finding import Report, Severity
    from bienban.pipeline.checking import MERGED
    from bienban.sources.base import SetAside
    from bienban.validate.report import once

    reports: list[Report] = []
    asides: list[SetAside] = []
    with Progress("validating") as progress:
        for outcome in _of_paths(Inputs.of(paths, **reading), jobs) if paths else _of_store(store, endpoint, jobs):
            progress.advance()
            if isinstance(outcome, Report):
                reports.append(outcome)
            elif isinstance(outcome, SetAside):
                asides.append(outcome)
    if form == "human":
        reports = list(once(reports, MERGED))
        least = Severity.INFO if everything or verbosity() >= VERBOSE else Severity.named(show)
        _print_human(reports, least, cast("Language", lang))
        if any(finding.severity < least for report in reports for finding in report.findings):
            say("counted only: findings below --show; --all lists each with its sentence")
    else:
        _print(reports, form)
    _talk(reports, asides)
    failed = any(report.at_least(Severity.named(fail_on)) for report in reports)
    context.exit(SOME_SET_ASIDE if failed or asides else 0)


def _of_store(path: str, endpoint: Endpoint | None, jobs: int | None) -> Iterator[object]:
    """The article graphs one by one, then the merged graph."""
    from bienban.pipeline.checking import check_graph, check_merged
    from bienban.pipeline.holdings import open_holdings
    from bienban.pipeline.parallel import ordered_map

    with open_holdings(path, endpoint) as store:
        graphs = ((graph, store.text(name)) for name in store.articles() if (graph := store.graph(name)) is not None)
        yield from ordered_map(check_graph, graphs, jobs)
        yield check_merged(store.merged(), store.where)


def _of_paths(inputs: Inputs, jobs: int | None) -> Iterator[object]:
    """RDF files as they are, everything else by way of its facts."""
    from bienban.exchange.rdf_files import form_of
    from bienban.pipeline.checking import check_file, check_item
    from bienban.pipeline.parallel import ordered_map
    from bienban.sources.base import Remark

    files = [p for p in inputs.paths if p != "-" and form_of(p) is not None and not Path(p).is_dir()]
    yield from map(check_file, files)
    others = inputs.only(tuple(p for p in inputs.paths if p not in files))
    if not others.paths:
        return
    for outcome in ordered_map(check_item, others.items(), jobs):
        if isinstance(outcome, Remark) and outcome.skipped and form_of(outcome.source) is not None:
            yield check_file(outcome.source)
        elif isinstance(outcome, Remark):
            (detail if outcome.skipped else warn)(str(outcome))
        else:
            yield outcome


def _print(reports: Iterable[Report], form: str) -> None:
    from bienban.validate import report

    for line in [report.to_json(reports)] if form == "json" else report.turtle(reports):
        click.echo(line)


def _print_human(reports: Iterable[Report], least: Severity, language: Language) -> None:
    from bienban.validate.report import human

    colour = sys.stdout.isatty() and not no_colour()
    for line in human(reports, language=language, colour=colour, least=least):
        click.echo(line, color=colour)


def _talk(reports: list[Report], asides: list[SetAside]) -> None:
    from bienban.validate.report import summary

    counts = summary(reports)
    said = ", ".join(count(n, level, f"{level}s") for level, n in counts.items() if n) or "no findings"
    clean = sum(not r.findings for r in reports)
    say(f"{count(len(reports), 'graph')} checked: {said}; {clean:,} without findings")
    if asides:
        warn(f"set aside: {count(len(asides), 'input')}")
        for aside in asides:
            warn(f"  {aside}")
