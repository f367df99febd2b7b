"""Reads the texts that a store keeps under the rules as they are now, and puts what they say in place of what was read before."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bienban.exchange.stored import article_of, reader_of
from bienban.graph.build import OWN_EXTRACTORS
from bienban.model.graph import ArticleGraph
from bienban.pipeline.importer import step
from bienban.pipeline.parallel import ordered_map
from bienban.pipeline.ready import Ready
from bienban.sources.base import SetAside

if TYPE_CHECKING:
    from bienban.model.article import Article
    from bienban.store.embedded import EmbeddedStore

__all__ = ["Kept", "Reread", "reread"]

Why = Literal["no text", "another extractor", "set aside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """One article that was read again: its graph before and after; ``changed`` where the two differ at all."""

    before: ArticleGraph
    after: Ready

    @property
    def changed(self) -> bool:
        """Whether a triple differs, be it one of the evidence only."""
        return set(self.before.triples) != set(self.after.graph.triples)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One article that stays as it is, with the reason; ``aside`` says what went wrong where something did."""

    article: str
    why: Why
    aside: SetAside | None = None


def reread(
    store: EmbeddedStore,
    articles: Iterable[str],
    *,
    dry_run: bool = False,
    jobs: int | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Reread | Kept]:
    """Read articles again, each replaced as a whole; what is yielded is in the store, unless ``dry_run`` writes nothing.

    What another extractor or a person gave as facts is not read again: their facts are not this program's to change.

    Raises:
        StoreProblem: a kept text is damaged, or the store cannot be written.
    """
    waiting: deque[Reread | Kept] = deque()

    def graphs() -> Iterator[ArticleGraph]:
        for outcome in _outcomes(store, articles, jobs):
            waiting.append(outcome)
            if isinstance(outcome, Reread):
                yield outcome.after.graph
            if stop():
                return

    if dry_run:
        for _ in graphs():
            yield from _drained(waiting)
    else:
        for graph, _ in store.replace_many(graphs()):
            while waiting:
                outcome = waiting.popleft()
                yield outcome
                if isinstance(outcome, Reread) and outcome.after.graph is graph:
                    break
    yield from _drained(waiting)


def _drained(waiting: deque[Reread | Kept]) -> Iterator[Reread | Kept]:
    while waiting:
        yield waiting.popleft()


def _outcomes(store: EmbeddedStore, articles: Iterable[str], jobs: int | None) -> Iterator[Reread | Kept]:
    """In the order of the articles: what cannot be read again stands where it would have been."""
    ahead: deque[Kept | ArticleGraph] = deque()

    def texts() -> Iterator[Article]:
        for name in articles:
            graph = store.graph(name)
            if graph is None:
                continue
            found = _readable(store, graph)
            ahead.append(found if isinstance(found, Kept) else graph)
            if not isinstance(found, Kept):
                yield found

    for outcome in ordered_map(step, texts(), jobs):
        while isinstance(ahead[0], Kept):
            yield ahead.popleft()  # type: ignore[misc]  # the loop's condition says what it is
        before = ahead.popleft()
        assert isinstance(before, ArticleGraph)  # noqa: S101 - likewise
        if isinstance(outcome, Ready):
            yield Reread(before=before, after=outcome)
        else:
            aside = outcome if isinstance(outcome, SetAside) else None
            yield Kept(article=before.article, why="set aside", aside=aside)
    yield from (kept for kept in ahead if isinstance(kept, Kept))


def _readable(store: EmbeddedStore, graph: ArticleGraph) -> Article | Kept:
    if not (reader_of(graph) or "").startswith(OWN_EXTRACTORS):
        return Kept(article=graph.article, why="another extractor")
    text = store.kept_text(graph.article)
    return Kept(article=graph.article, why="no text") if text is None else article_of(graph, text)
