"""An article between the process that read it and the one that stores it: what storing and counting need, and no more.

All that does not depend on the store is done before, in whatever process read the article, for there is one writer and it is
what an import waits for; and facts and sentences stay behind, for taking them apart and together again costs more than both.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bienban.model.article import Article
from bienban.model.finding import Finding, Report
from bienban.pipeline.stages import process
from bienban.pipeline.summary import count_facts
from bienban.sources.base import GivenFacts
from bienban.store.folders import packed
from bienban.store.prepared import PreparedGraph, prepared

__all__ = ["Ready", "ready"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A :class:`bienban.pipeline.stages.Processed` article to be stored.

    ``facts`` counts its facts by kind; ``packed`` is its text as the store keeps it, empty where it is not at hand as a whole.
    """

    given: Article | GivenFacts
    article: Article
    facts: Counter[str]
    graph: PreparedGraph
    report: Report
    packed: bytes
    left_out: tuple[Finding, ...]
    key: str | None


def ready(item: Article | GivenFacts) -> Ready:
    """Everything but storing, for one article.

    Raises:
        BienbanError: it cannot be used.
    """
    done = process(item)
    article = done.extracted.article
    whole = article.text if article.whole_digest is None else ""
    return Ready(
        given=done.given,
        article=article,
        facts=count_facts(done.extracted.facts),
        graph=prepared(done.graph),
        report=done.report,
        packed=packed(whole) if whole else b"",
        left_out=done.left_out,
        key=done.key,
    )
