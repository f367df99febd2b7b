"""The stages as functions: an item to facts, facts to a graph, a graph to findings and to a graph without contradictions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bienban.model.article import Article
from bienban.model.facts import Facts
from bienban.model.finding import Finding, Report, Severity
from bienban.model.graph import ArticleGraph
from bienban.model.mention import Sentence
from bienban.pipeline.rules import reading_key
from bienban.sources.base import GivenFacts

if TYPE_CHECKING:
    from bienban.validate.shapes import Validator

__all__ = ["Extracted", "Processed", "build", "check", "extract", "process", "validator"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What was read in one article, by whom."""

    article: Article
    facts: Facts
    sentences: tuple[Sentence, ...]
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """One article on its way to the store: its graph without what contradicts itself, the report on the whole graph.

    ``left_out`` are the violations whose facts are not in the graph; ``given`` is what was read. ``key`` tells that it need not
    be read again; None where it has to be, for its warnings are to be said each time.
    """

    given: Article | GivenFacts
    extracted: Extracted
    graph: ArticleGraph
    report: Report
    left_out: tuple[Finding, ...] = ()
    key: str | None = None


def extract(item: Article | GivenFacts) -> Extracted:
    """Read the facts of an article, or take those given as JSON.

    Raises:
        BienbanError: no language pack reads its language, or the JSON is not of the form the guide gives.
    """
    if isinstance(item, GivenFacts):
        return _given(item)
    from bienban.lang.registry import language

    reading = language(item.language).read(item)
    return Extracted(
        article=reading.article, facts=reading.facts, sentences=reading.sentences, extractor=f"bienban-{item.language}"
    )


def _given(item: GivenFacts) -> Extracted:
    from bienban.exchange.facts_json import read

    given = read(item.data, source=item.source, stem=item.stem)
    more = item.metadata
    article = replace(
        given.article,
        publisher=given.article.publisher if given.article.publisher is not None else more.publisher,
        published=given.article.published if given.article.published is not None else more.published,
        url=given.article.url if given.article.url is not None else more.url,
        license=given.article.license if given.article.license is not None else more.license,
    )
    return Extracted(article=article, facts=given.facts, sentences=given.sentences, extractor=given.extractor)


def build(extracted: Extracted) -> ArticleGraph:
    """Map the facts of an article to its graph."""
    from bienban.graph.build import build_graph

    return build_graph(extracted.article, extracted.facts, sentences=extracted.sentences, extractor=extracted.extractor)


@lru_cache(maxsize=1)
def validator() -> Validator:
    """The shapes, loaded once a process."""
    from bienban.validate.shapes import Validator

    return Validator()


def check(extracted: Extracted, graph: ArticleGraph) -> Report:
    """Validate an article's graph."""
    return validator().validate(graph, extracted.article, extracted.sentences)


def process(item: Article | GivenFacts) -> Processed:
    """Everything but storing, for one article.

    Raises:
        BienbanError: it cannot be used.
    """
    extracted = extract(item)
    graph = build(extracted)
    report = check(extracted, graph)
    violations = report.at_least(Severity.VIOLATION)
    if not violations:
        key = reading_key(item) if isinstance(item, Article) and not report.at_least(Severity.WARNING) else None
        return Processed(given=item, extracted=extracted, graph=graph, report=report, key=key)
    from bienban.graph.prune import without

    pruned = without(graph, validator().offending(graph, report))
    return Processed(given=item, extracted=extracted, graph=pruned, report=report, left_out=violations)
