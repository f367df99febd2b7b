"""``bienban export``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from bienban.cli.options import endpoint_option, store_option, verbosity_options
from bienban.cli.talk import say
from bienban.errors import BienbanError, UsageProblem
from bienban.model.endpoint import Endpoint

if TYPE_CHECKING:
    from bienban.model.graph import ArticleGraph
    from bienban.store.base import ExportFormat

__all__ = ["FORMATS", "export"]

FORMATS = {"nquads": (".nq", ".nquads"), "trig": (".trig",), "turtle": (".ttl",), "jsonld": (".jsonld",)}
"""The formats of ``--format`` and the suffixes that imply them."""


@click.command("export")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), help="RDF format.  [default: by the suffix of --out, else nquads]"
)
@click.option("--out", metavar="FILE", type=click.Path(), help="Write into this file instead of stdout.")
@click.option("--article", metavar="ARTICLE", help="Only the graph of this article (address, id, stem or IRI).")
@store_option
@endpoint_option
@verbosity_options
def export(form: str | None, out: str | None, article: str | None, store: str, endpoint: Endpoint | None) -> None:
    """Write the graphs of the store as RDF.

    N-Quads, TriG and JSON-LD hold every article's graph under its name and the merged graph; Turtle, which has no names, only
    the merged graph. The same articles give the same bytes, in whatever order they were imported.

    \b
    Examples:
      bienban export > store.nq
      bienban export --format trig --out store.trig
      bienban export --article hoi-nghi --format turtle
    """
    from bienban.pipeline.article_names import find_article
    from bienban.pipeline.holdings import open_holdings

    chosen = form or _implied(out) or "nquads"
    with open_holdings(store, endpoint) as opened:
        if article is None:
            pieces = opened.export(cast("ExportFormat", chosen))
        else:
            found = find_article(opened, article)
            graph = opened.graph(found)
            if graph is None:
                raise BienbanError("its graph is not in the store", where=found, todo="import the article again")
            pieces = iter((_serialized(graph, chosen),))
        if out is None:
            stream = sys.stdout.buffer
            for piece in pieces:
                stream.write(piece)
            stream.flush()
        else:
            _replace(Path(out), pieces)
            say(f"written to {out}")


def _implied(out: str | None) -> str | None:
    suffix = "" if out is None else Path(out).suffix.lower()
    return next((name for name, suffixes in FORMATS.items() if suffix in suffixes), None)


def _serialized(graph: ArticleGraph, form: str) -> bytes:
    from bienban.exchange.rdf import jsonld, trig, turtle

    match form:
        case "nquads":
            return graph.nquads()
        case "turtle":
            return turtle(graph).encode()
        case "trig":
            return trig(graph).encode()
    return (json.dumps(jsonld(graph), ensure_ascii=False, indent=2) + "\n").encode()


def _replace(path: Path, pieces: Iterable[bytes] | Iterator[bytes]) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            for piece in pieces:
                file.write(piece)
        part.replace(path)
    except OSError as error:
        raise UsageProblem(
            f"cannot be written: {error.strerror}", where=str(path), todo="check the folder and the space"
        ) from error
    finally:
        part.unlink(missing_ok=True)
