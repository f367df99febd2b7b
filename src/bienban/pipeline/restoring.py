"""Damaged articles of a store, made whole: as they were published where readers still have that, else from their kept texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bienban.errors import StoreProblem
from bienban.exchange.stored import article_of, reader_of
from bienban.graph.build import OWN_EXTRACTORS
from bienban.graph.mint import graph_iri
from bienban.graph.terms import Term, Triple
from bienban.graph.vocab import term
from bienban.model.graph import ArticleGraph
from bienban.pipeline.importer import step
from bienban.pipeline.ready import Ready
from bienban.store import repair_store
from bienban.store.layout import Generation, Layout
from bienban.store.ledger import Ledger, sum_of
from bienban.store.oxigraph import Database
from bienban.store.plan import DIGEST

if TYPE_CHECKING:
    from bienban.store.audit import Flaw
    from bienban.store.embedded import EmbeddedStore

__all__ = ["DAMAGED", "Lost", "Restored", "repair"]

DAMAGED = ("K02", "K04")
PUBLISHER = term("schema:publisher")

How = Literal["published", "text", "rules"]
"""From what readers see, exactly; from the kept text, exactly; from the kept text, under rules that give another graph now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """An article that is whole again: what was there of it, and what is now."""

    article: str
    how: How
    before: ArticleGraph
    after: ArticleGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """An article that stays damaged, with the reason."""

    article: str
    why: str


def repair(path: str, flaws: Iterable[Flaw]) -> tuple[Restored | Lost, ...]:
    """Put a store right: damaged articles first, then all that follows from the articles.

    Raises:
        StoreProblem: it cannot be opened or written.
    """
    damaged = tuple(dict.fromkeys(flaw.where for flaw in flaws if flaw.code in DAMAGED))
    published = dict(_published(Layout(Path(path)), damaged))
    outcomes: list[Restored | Lost] = []
    repair_store(path, first=lambda store: outcomes.extend(_Restorer(store, published).run(damaged)))
    return tuple(outcomes)


def _published(layout: Layout, articles: tuple[str, ...]) -> Iterator[tuple[str, ArticleGraph]]:
    """The articles that readers see as they were written."""
    if not articles:
        return
    with suppress(StoreProblem):
        held = Generation(layout)
        try:
            database = Database(held.path, write=False)
            with closing(Ledger(layout.ledger, write=False)) as ledger:
                for article in articles:
                    triples, noted = database.of_article(article), ledger.get(article)
                    if noted is not None and triples and sum_of(triples) == noted.sum:
                        yield article, _graph(article, triples)
        finally:
            held.release()


def _graph(article: str, triples: Iterable[Triple]) -> ArticleGraph:
    return ArticleGraph(name=graph_iri(article), article=article, triples=tuple(sorted(triples)))


class _Restorer:
    """Works on one store that is open for writing."""

    def __init__(self, store: EmbeddedStore, published: dict[str, ArticleGraph]) -> None:
        self._store = store
        self._published = published
        self._free: tuple[str, ...] | None = None

    def run(self, articles: Iterable[str]) -> Iterator[Restored | Lost]:
        """One after another, each in the store before the next."""
        for article in articles:
            before = self._store.graph(article) or _graph(article, ())
            found = self._found(article, before)
            if isinstance(found, Restored):
                self._store.replace(found.after)
            yield found

    def _found(self, article: str, before: ArticleGraph) -> Restored | Lost:
        if article in self._published:
            return Restored(article=article, how="published", before=before, after=self._published[article])
        reader = reader_of(before)
        if reader is not None and not reader.startswith(OWN_EXTRACTORS):
            return Lost(article=article, why="its facts came from another extractor")
        noted = self._store.books.entry(article)
        readings = list(self._readings(article, before))
        for reading in readings:
            if noted is not None and sum_of(reading.triples) == noted.sum:
                return Restored(article=article, how="text", before=before, after=reading)
        # Another graph: the rules have changed. Whose text it is must be certain then, and that these rules read it before.
        if len(readings) == 1 and (reader is not None or (noted is not None and noted.key is not None)):
            return Restored(article=article, how="rules", before=before, after=readings[0])
        return Lost(
            article=article, why="its text was not kept" if not readings else "which of the kept texts is its own is not known"
        )

    def _readings(self, article: str, before: ArticleGraph) -> Iterator[ArticleGraph]:
        """What the rules find in the text of an article; in each that may be its own, where the graph does not say which."""
        described = self._described(article, before)
        for digest in self._digests(described):
            text = None
            with suppress(StoreProblem):
                text = self._store.texts.get(digest)
            if text is None:
                continue
            given = article_of(described, text)
            if given.title is not None and not text.lstrip().startswith(given.title):
                continue
            outcome = step(given)
            if isinstance(outcome, Ready) and outcome.graph.article == article:
                yield outcome.graph

    def _described(self, article: str, before: ArticleGraph) -> ArticleGraph:
        """The graph, with what the merged graph still says of the article where that has nothing."""
        own = Term(f"<{article}>")
        said = {p for s, p, _ in before.triples if s == own}
        more: list[Triple] = []
        for prop, value in self._store.properties(own):
            if prop not in said:
                more.append((own, prop, value))
                if prop == PUBLISHER:
                    more += ((value, p, o) for p, o in self._store.properties(value))
        return _graph(article, [*((Term(s), Term(p), Term(o)) for s, p, o in before.triples), *more])

    def _digests(self, described: ArticleGraph) -> tuple[str, ...]:
        """The text that the graph names, else all that no article has."""
        own = f"<{described.article}>"
        named = tuple(o[1:-1] for s, p, o in described.triples if s == own and p == DIGEST)
        known = set(self._store.texts.digests())
        if any(digest in known for digest in named):
            return named
        if self._free is None:
            self._free = tuple(digest for digest in sorted(known) if not self._store.with_text(digest))
        return self._free
