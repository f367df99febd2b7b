"""What the writer of a store keeps beside the database: the ledger of articles, and the texts that may go."""

from __future__ import annotations

from collections.abc import Iterable

from bienban.errors import StoreProblem
from bienban.graph.terms import Term, parse_literal
from bienban.store.changes import packed, touched_by
from bienban.store.folders import TextFolder
from bienban.store.history import History
from bienban.store.layout import FORMAT, Layout
from bienban.store.ledger import Entry, Ledger, sum_of
from bienban.store.oxigraph import Database
from bienban.store.plan import DIGEST, Plan, article_named
from bienban.store.prepared import PreparedGraph
from bienban.store.retired import lost, retired_by

__all__ = ["Books"]

_BATCH = 500


class Books:
    """The books of a store that is being written; every write of articles is noted here first."""

    def __init__(self, layout: Layout, database: Database, texts: TextFolder) -> None:
        """Open them; those of a store from before there were any are made from its graphs.

        Raises:
            StoreProblem: they are damaged, or cannot be written.
        """
        self._layout = layout
        self._db = database
        self._texts = texts
        self._keys: dict[str, str] = {}
        self._followed = 0
        self._anew = False
        new = not layout.ledger.exists()
        self._ledger = Ledger(layout.ledger, write=True)
        try:
            if new:
                self._begin()
            elif not layout.numbers():
                self._ledger.rebase()
                self._anew = True
            else:
                self._settle(layout.numbers()[-1])
            self._follow()
            if layout.format() != FORMAT:
                layout.describe()
                layout.unpublished.touch()
        except StoreProblem:
            self._ledger.close()
            raise

    def _begin(self) -> None:
        """Note the sums of all articles that are there."""
        batch: list[Entry] = []
        for name in list(self._db.graphs()):
            article = article_named(name)
            if article is not None:
                batch.append(self._found(article))
            if len(batch) >= _BATCH:
                self._ledger.put(0, batch)
                batch = []
        self._ledger.put(0, batch)

    def _found(self, article: str) -> Entry:
        """An article as the database has it."""
        triples = self._db.of_article(article)
        return Entry(article, sum_of(triples) if triples else None)

    def _settle(self, newest: int) -> None:
        """Put right what a killed writer noted and did not write; the database has whole articles only."""
        noted = self._ledger.above(newest)
        found = ((entry, self._found(entry.article)) for entry in noted)
        self._ledger.put(self._next, [now for entry, now in found if now.sum != entry.sum])
        self.forget_lost(after=newest)

    def forget_lost(self, *, after: int = -1) -> None:
        """Let retired IRIs go whose successors never came, or are gone without a word."""
        self._ledger.forget_retired(lost(self._ledger.retired(after=after), self._ledger.is_retired, self._db))

    def _follow(self) -> None:
        """Have the record of events say all that is published."""
        with self._ledger.history() as history:
            history.begin()
            self._record(history)

    def _record(self, history: History) -> None:
        newest = ([0, *self._layout.numbers()])[-1]
        if newest:
            history.follow(newest, newest=newest - 1 == self._followed > 0, anew=self._anew)
            self._anew = False
        self._followed = newest

    @property
    def _next(self) -> int:
        """The generation that will show what is written now."""
        return ([0, *self._layout.numbers()])[-1] + 1

    def close(self) -> None:
        """Let go of the files."""
        self._ledger.close()

    def key(self, article: str) -> str | None:
        """What the article was read from, where it is in the store and that is known."""
        entry = self._ledger.get(article)
        return None if entry is None else entry.key

    def entry(self, article: str) -> Entry | None:
        """What was noted of an article that was written."""
        return self._ledger.get(article)

    def expect(self, article: str, key: str) -> None:
        """Say what the graph of this article that comes next was read from."""
        self._keys[article] = key

    def note(self, plan: Plan) -> None:
        """Note what is about to be written: the articles, which things that touches, and which it leaves nothing of.

        What an article was read from stays known where its graph stays the same.
        """
        rows = [Entry(article, None) for article in map(article_named, plan.dropped) if article is not None]
        for graph, _ in plan.outcomes:
            key = self._keys.pop(graph.article, None)
            total = graph.sum if isinstance(graph, PreparedGraph) else sum_of(graph.triples)
            known = self._ledger.get(graph.article) if key is None else None
            if known is not None and known.sum == total:
                key = known.key
            rows.append(Entry(graph.article, total, key))
        self._ledger.put(self._next, rows, packed(touched_by(plan)), tuple(retired_by(plan, self._db)))

    def note_retired(self, plan: Plan) -> None:
        """Note the things that a plan for the merged graph alone leaves nothing of."""
        self._ledger.put(self._next, (), retired=tuple(retired_by(plan, self._db)))

    def note_anything(self) -> None:
        """Note that any part of the merged graph may be about to change."""
        self._ledger.put(self._next, (), packed(None))

    def forget_keys(self, articles: Iterable[str]) -> None:
        """Have these read again by the next import that is given them."""
        known = (self._ledger.get(article) for article in articles)
        self._ledger.put(self._next, [Entry(e.article, e.sum) for e in known if e is not None])

    def note_as_found(self, articles: Iterable[str]) -> None:
        """Take the database's word for these."""
        self._ledger.put(self._next, [self._found(article) for article in articles])

    def outdate(self, digests: Iterable[Term]) -> None:
        """Say that texts are no longer those of an article, unless another one has them."""
        self._ledger.outdate(parse_literal(digest)[0] for digest in digests)

    def outdated(self) -> int:
        """How many texts wait to be dropped."""
        return sum(self._is_free(digest) for digest in self._ledger.outdated())

    def published(self) -> None:
        """Note the files of the newest generation, and what became of articles with it."""
        newest = self._layout.generation(self._layout.numbers()[-1])
        self._ledger.note_files(newest.glob("*.sst"))
        with self._ledger.history() as history:
            self._record(history)
        self.tidy()

    def tidy(self) -> None:
        """Drop what no generation needs: readers of an older one still see its texts."""
        self._layout.drop_old_generations()
        numbers = self._layout.numbers()
        if not numbers:
            return
        self._ledger.prune(numbers[0])
        if len(numbers) > 1:
            return
        for digest in self._ledger.outdated():
            if self._is_free(digest):
                self._texts.drop(digest)
        self._ledger.clear_outdated()

    def _is_free(self, digest: str) -> bool:
        return next(self._db.everywhere(DIGEST, Term(f'"{digest}"')), None) is None
