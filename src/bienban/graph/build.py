"""From the facts of one article to its graph: the contract is ``docs/model.md``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bienban import __version__
from bienban.graph.articles import build_article, build_provenance
from bienban.graph.awards import build_award
from bienban.graph.documents import build_document, build_link
from bienban.graph.draft import Draft
from bienban.graph.entities import build_organization, build_person, build_place, build_term
from bienban.graph.events import build_event, build_group, build_participation
from bienban.graph.mint import graph_iri
from bienban.graph.observations import build_observation
from bienban.graph.posts import build_post
from bienban.graph.statements import build_statement
from bienban.model.article import Article
from bienban.model.facts import Facts
from bienban.model.graph import ArticleGraph
from bienban.model.mention import Sentence

__all__ = ["BUILDERS", "OWN_EXTRACTORS", "build_graph"]

BUILDERS: dict[str, Callable[[Draft, Any], None]] = {
    "persons": build_person,
    "places": build_place,
    "organizations": build_organization,
    "posts": build_post,
    "terms": build_term,
    "events": build_event,
    "groups": build_group,
    "participations": build_participation,
    "documents": build_document,
    "links": build_link,
    "awards": build_award,
    "observations": build_observation,
    "statements": build_statement,
}
"""By field of :class:`bienban.model.facts.Facts`: what writes one fact of that kind."""

OWN_EXTRACTORS = "bienban-"
"""Extractors whose name begins so are versioned with Bienban."""


def build_graph(article: Article, facts: Facts, *, sentences: tuple[Sentence, ...], extractor: str) -> ArticleGraph:
    """The graph of one article: a pure function, without blank nodes, sorted.

    ``sentences`` are what evidence quotes; without them it quotes the spans of the facts. ``extractor`` is ``bienban-vi``, or
    the name of another one with its version after a slash, where it has one (``acme-ner/2.1``).

    Raises:
        BienbanError: a fact refers to a key that no fact has, or two facts have one key.
        InputProblem: the article's URL is not an absolute one.
    """
    draft = Draft(article, facts, sentences)
    build_article(draft, facts)
    name, _, version = extractor.partition("/")
    if not version and name.startswith(OWN_EXTRACTORS):
        version = __version__
    build_provenance(draft, name, version or None)
    for field, build in BUILDERS.items():
        for fact in getattr(facts, field):
            build(draft, fact)
    return ArticleGraph(name=graph_iri(draft.iri), article=draft.iri, triples=tuple(sorted(set(draft.finished()))))
