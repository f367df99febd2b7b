"""Articles into a store, whole articles only, in the order of the input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, Protocol

from bienban.model.article import Article
from bienban.pipeline.guard import guarded
from bienban.pipeline.parallel import ordered_map
from bienban.pipeline.ready import Ready, ready
from bienban.pipeline.summary import ImportSummary, LeftOut, Tally
from bienban.sources.base import GivenFacts, Item, Remark, SetAside
from bienban.sources.records import item_aside

__all__ = ["Change", "Importer", "Sink", "step"]

Change = Literal["added", "replaced", "unchanged"]


@dataclass(frozen=True, slots=True)
class Known:
    """An article that the store has as it was read from the same text under the same rules."""

    article: Article


Outcome = Ready | SetAside | Remark | Known


class Sink(Protocol):
    """Where an import puts what it has: the store, or nothing at all in a dry run."""

    def put(self, articles: Iterable[Ready]) -> Iterator[tuple[Ready, Change]]:
        """Store articles, each in place of its earlier version, and yield each once it is in the store."""

    def with_text(self, digest: str) -> tuple[str, ...]:
        """The IRIs of the stored articles whose text has this digest."""

    def has_read(self, article: Article) -> bool:
        """Whether the store has what this article gives under the rules as they are; its text is kept if texts are."""

    def put_aside(self, aside: SetAside) -> None:
        """Keep an input that could not be used, with its reason."""


def step(item: Item | Known) -> Outcome:
    """Everything but storing, for whatever a source yields; runs in any process."""
    return item if isinstance(item, SetAside | Remark | Known) else guarded(ready, item)


class Importer:
    """Runs a stream of items through all stages once; ``strict`` sets articles with violations aside as a whole.

    What the store has, read under the same rules, is passed over, unless ``again`` is set.
    ``stop`` is asked between articles; once it says yes, what is on its way is stored and the import ends. ``progress`` is
    called for each item that comes out of the reading stages.
    """

    def __init__(
        self,
        sink: Sink,
        *,
        strict: bool = False,
        again: bool = False,
        jobs: int | None = None,
        progress: Callable[[], None] = lambda: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._sink = sink
        self._strict = strict
        self._again = again
        self._jobs = jobs
        self._progress = progress
        self._stop = stop
        self._interrupted = False
        self._tally = Tally()
        self._seen: dict[bytes, tuple[str, str]] = {}

    def run(self, items: Iterable[Item]) -> ImportSummary:
        """Import; an interrupt ends it with what has been read stored, and the summary says so."""
        for processed, change in self._sink.put(self._fit(items)):
            self._count(processed, change)
        return self._tally.summary(interrupted=self._interrupted)

    def _fit(self, items: Iterable[Item]) -> Iterator[Ready]:
        """The articles to store; everything else is counted on the way."""
        try:
            for outcome in ordered_map(step, map(self._marked, items), self._jobs):
                self._progress()
                if isinstance(outcome, Remark):
                    self._tally.remarks.append(outcome)
                elif isinstance(outcome, SetAside):
                    self._aside(outcome)
                elif isinstance(outcome, Known):
                    self._pass_over(outcome.article)
                elif self._strict and outcome.left_out:
                    self._aside(_for_strictness(outcome))
                elif self._is_first(outcome.article, outcome.given):
                    yield outcome
                if self._stop():
                    self._interrupted = True
                    return
        except KeyboardInterrupt:  # while waiting for input
            self._interrupted = True

    def _marked(self, item: Item) -> Item | Known:
        """The item, marked if it need not be read."""
        if isinstance(item, Article) and not self._again and self._sink.has_read(item):
            return Known(item)
        return item

    def _pass_over(self, article: Article) -> None:
        if self._is_first(article, article):
            self._tally.counts["unchanged"] += 1
            self._tally.counts["passed over"] += 1

    def _count(self, processed: Ready, change: Change) -> None:
        tally = self._tally
        tally.counts[change] += 1
        tally.facts += processed.facts
        tally.counts["without facts"] += not processed.facts.total()
        tally.count_findings(processed.report.findings)
        article = processed.article
        if change == "added":
            self._note_twins(article, processed.graph.article)
        tally.left_out.extend(LeftOut(source=article.source, stem=article.stem, finding=f) for f in processed.left_out)

    def _note_twins(self, article: Article, iri: str) -> None:
        """Remember that the store has the text of a new article under another name too, once for each text."""
        if article.digest in self._tally.twins:
            return
        others = [other for other in self._sink.with_text(article.digest) if other != iri]
        if others:
            self._tally.twins[article.digest] = (article.source, others[0])

    def _aside(self, aside: SetAside) -> None:
        self._sink.put_aside(aside)
        # The bytes are in the store; a summary of many thousands must not hold them.
        self._tally.aside.append(
            SetAside(source=aside.source, stem=aside.stem, what=aside.what, where=aside.where, todo=aside.todo)
        )

    def _is_first(self, article: Article, given: Article | GivenFacts) -> bool:
        """Whether no other article of this batch is the same one; two texts for one article are one too many."""
        key = blake2b("\x1f".join(article.identity).encode(), digest_size=12).digest()
        text = article.digest[-24:]
        earlier = self._seen.get(key)
        if earlier is None:
            self._seen[key] = (text, article.source)
            return True
        if earlier[0] == text:
            self._tally.counts["repeated"] += 1
        else:
            self._aside(_second_text(article, given, earlier[1]))
        return False


def _for_strictness(processed: Ready) -> SetAside:
    first = processed.left_out[0]
    more = f" and {len(processed.left_out) - 1} more" if len(processed.left_out) > 1 else ""
    return item_aside(
        processed.given,
        f"{first.code} {first.message_en.removeprefix(first.code).strip()}{more}",
        todo="without --strict the article is stored and only what contradicts itself is left out",
    )


def _second_text(article: Article, given: Article | GivenFacts, earlier: str) -> SetAside:
    identity = article.identity
    kind = {"url": "address", "id": "id", "file": "publisher and file name"}[identity[0]]
    return item_aside(
        given,
        f"another text of the same article ({kind}: {identity[-1]}) came from {earlier}",
        todo="give each its own url or id, or import them one after the other to replace the first",
        held=True,
    )
