"""``bienban extract``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bienban.cli.errors import SOME_SET_ASIDE
from bienban.cli.options import jobs_option, metadata_options, reading_options, verbosity_options
from bienban.cli.reading import Inputs
from bienban.cli.talk import count, detail, say, warn
from bienban.errors import UsageProblem

if TYPE_CHECKING:
    from bienban.pipeline.rendering import Rendered

__all__ = ["SUFFIXES", "extract"]

SUFFIXES = {"json": ".json", "turtle": ".ttl", "trig": ".trig", "nquads": ".nq", "jsonld": ".jsonld"}
"""The formats of ``--format`` and the suffixes of their files."""


@click.command("extract")
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(), required=True)
@click.option(
    "--format", "form", type=click.Choice(list(SUFFIXES)), default="json", show_default=True, help="Facts JSON, or RDF."
)
@click.option("--out", metavar="DIR", type=click.Path(), help="Write one file per article into this folder.")
@metadata_options
@jobs_option
@reading_options
@verbosity_options
@click.pass_context
def extract(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    form: str,
    out: str | None,
    jobs: int | None,
    **reading: Any,  # noqa: ANN401 - the shared reading flags, typed by Inputs.of
) -> None:
    """Print the facts of articles without storing them.

    One article gives one JSON object (or one RDF document); several give JSON Lines, one object a line (in RDF: one document
    after another, in JSON-LD an array). With --out each article gets a file of its own, named by the stem of its input file,
    or by its id where a file holds several articles.

    \b
    Examples:
      bienban extract hoi-nghi.txt
      bienban extract articles/ --out facts/
      bienban extract articles/ --format nquads > articles.nq
      bienban extract - --format turtle < hoi-nghi.txt
    """
    inputs = Inputs.of(paths, **reading)
    folder = None if out is None else _folder(out)

    from bienban.cli.progress import Progress
    from bienban.pipeline.parallel import ordered_map
    from bienban.pipeline.rendering import Rendered, render
    from bienban.sources.base import SetAside

    asides: list[SetAside] = []

    def rendered() -> Iterator[Rendered]:
        for outcome in ordered_map(partial(render, form="facts" if form == "json" else "graph"), inputs.items(), jobs):
            if isinstance(outcome, Rendered):
                progress.advance()
                yield outcome
            elif isinstance(outcome, SetAside):
                asides.append(outcome)
            else:
                (detail if outcome.skipped else warn)(str(outcome))

    with Progress("extracting") as progress:
        if folder is None:
            _print(rendered(), form)
        else:
            written = _write(rendered(), form, folder)
            say(f"{count(written, 'file')} in {folder}")
    if asides:
        warn(f"set aside: {count(len(asides), 'input')}")
        for aside in asides:
            warn(f"  {aside}")
        context.exit(SOME_SET_ASIDE)


def _folder(out: str) -> Path:
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageProblem("no folder can be made there", where=out, todo="name a new or an existing folder") from error
    return folder


def _document(item: Rendered, form: str, *, line: bool = False) -> bytes:
    """One article as a document; ``line`` for JSON on one line."""
    if form in ("json", "jsonld"):
        value: object = item.facts
        if item.graph is not None:
            from bienban.exchange.rdf import jsonld

            value = jsonld(item.graph)
        text = json.dumps(value, ensure_ascii=False, indent=None if line else 2)
        return f"{text}\n".encode()
    from bienban.exchange.rdf import trig, turtle

    if item.graph is None:
        return b""
    return item.graph.nquads() if form == "nquads" else (turtle if form == "turtle" else trig)(item.graph).encode()


def _print(items: Iterable[Rendered], form: str) -> None:
    """To stdout: one document, or one after another as far as they are ready."""
    out = sys.stdout.buffer
    stream = iter(items)
    first = tuple(islice(stream, 2))
    if form == "jsonld" and len(first) > 1:
        for number, item in enumerate(chain(first, stream)):
            out.write((b"[\n" if number == 0 else b",\n") + _document(item, form, line=True).rstrip())
        out.write(b"\n]\n")
    else:
        for item in chain(first, stream):
            out.write(_document(item, form, line=len(first) > 1))
    out.flush()


def _write(items: Iterable[Rendered], form: str, folder: Path) -> int:
    """A file per article; a name that is taken gets a number, and a note says so."""
    taken: set[str] = set()
    for item in items:
        stem = name = _file_name(item.stem)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        if number > 1:
            warn(f"{item.source}: another article is called {stem}; this one is in {name}{SUFFIXES[form]}")
        taken.add(name.casefold())
        (folder / f"{name}{SUFFIXES[form]}").write_bytes(_document(item, form))
    return len(taken)


def _file_name(stem: str) -> str:
    """A stem as a file's name: no separators, no leading dot, at most 200 bytes."""
    plain = "".join("_" if c in '/\\:*?"<>|' or not c.isprintable() else c for c in stem)
    plain = plain.encode()[:200].decode("utf-8", "ignore")
    return f"_{plain[1:]}" if plain.startswith(".") else plain or "_"
