"""Validation without storing: of an item, of an RDF file, of what a store holds."""

from __future__ import annotations

from pathlib import Path

from bienban.errors import BienbanError
from bienban.model.article import Article
from bienban.model.finding import Report
from bienban.model.graph import ArticleGraph
from bienban.pipeline.guard import guarded
from bienban.pipeline.stages import build, check, extract, validator
from bienban.sources.base import GivenFacts, Item, Remark, SetAside

__all__ = ["MERGED", "check_file", "check_graph", "check_item", "check_merged"]

MERGED = "merged graph"
"""The subject of the report on what the articles say together."""


def check_item(item: Item) -> Report | SetAside | Remark:
    """The findings on what an article says, or on facts given as JSON. Runs in any process."""
    if isinstance(item, SetAside | Remark):
        return item
    return guarded(_checked, item)


def _checked(item: Article | GivenFacts) -> Report:
    extracted = extract(item)
    return check(extracted, build(extracted))


def check_file(path: str) -> Report | SetAside:
    """The findings on an RDF file. Runs in any process."""
    try:
        return validator().validate_file(Path(path))
    except BienbanError as error:
        place = (error.where or "").removeprefix(path).removeprefix(", ")
        return SetAside(source=path, stem=Path(path).stem, what=error.what, where=place or None, todo=error.todo)


def check_graph(stored: tuple[ArticleGraph, str | None]) -> Report:
    """The findings on the stored graph of one article, with its text where it was kept. Runs in any process."""
    graph, text = stored
    article = None if text is None else Article(text=text, source=graph.article, stem=graph.article.rpartition("/")[2])
    return validator().validate(graph, article)


def check_merged(triples: tuple[tuple[str, str, str], ...], where: str) -> Report:
    """The findings on a merged graph; its articles are checked, whole, in their own graphs."""
    report = validator().validate_triples(MERGED, triples, where)
    return Report.of(report.subject, (f for f in report.findings if "/id/article/" not in f.focus))
