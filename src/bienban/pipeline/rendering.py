"""Extraction without a store: what one item says, as facts JSON or as a graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

from bienban.model.article import Article
from bienban.model.graph import ArticleGraph
from bienban.pipeline.guard import guarded
from bienban.pipeline.stages import build, extract
from bienban.sources.base import GivenFacts, Item, Remark, SetAside

__all__ = ["Form", "Rendered", "render"]

Form = Literal["facts", "graph"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One article's facts, as an object of the annotation guide's form or as a graph."""

    source: str
    stem: str
    facts: dict[str, object] | None = None
    graph: ArticleGraph | None = None


def render(item: Item, form: Form) -> Rendered | SetAside | Remark:
    """Extract one item; what cannot be used is set aside. Runs in any process."""
    if isinstance(item, SetAside | Remark):
        return item
    return guarded(partial(_rendered, form=form), item)


def _rendered(item: Article | GivenFacts, form: Form) -> Rendered:
    extracted = extract(item)
    article = extracted.article
    if form == "graph":
        return Rendered(source=article.source, stem=article.stem, graph=build(extracted))
    from bienban.exchange.facts_json import to_json

    facts = to_json(article, extracted.facts, extracted.sentences, extractor=extracted.extractor)
    return Rendered(source=article.source, stem=article.stem, facts=facts)
