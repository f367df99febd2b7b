"""What pages are made of: links, badges, facts with their sentences, and the other forms in which a view can be had."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Alternatives", "Badge", "Bar", "Download", "Fact", "Link", "Pagination", "Source", "Sources"]


@dataclass(frozen=True, slots=True)
class Link:
    """Words, where they lead, and the language they are in where that is not the page's."""

    text: str
    href: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Badge:
    """A short mark. ``tone`` is one of ``plain``, ``good``, ``past``, ``new``, ``warn``, or a kind of thing."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar over an axis: ``start`` and ``length`` in per cent of its width, ``mark`` at a target; ``title`` in words."""

    start: float
    length: float
    title: str
    tone: str = "plain"
    mark: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A sentence behind a fact. ``confidence`` in per cent; ``href`` of the sentence in the article's page."""

    quote: str
    article: Link
    published: str = ""
    href: str | None = None
    rule: str = ""
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The sentences behind a fact: those that are shown, how many there are in all, and where all of them are."""

    shown: tuple[Source, ...] = ()
    total: int = 0
    all: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row: when, what, marks, further lines of links, and the sentences that say so. ``anchor`` makes it addressable."""

    name: Link
    when: str = ""
    badges: tuple[Badge, ...] = ()
    lines: tuple[tuple[Link, ...], ...] = ()
    sources: Sources = Sources()
    anchor: str | None = None
    words: str = ""
    bar: Bar | None = None

    @property
    def confidence(self) -> int | None:
        """That of the sentence that is surest."""
        return max((s.confidence for s in self.sources.shown if s.confidence is not None), default=None)


@dataclass(frozen=True, slots=True)
class Download:
    """Another format of what a view shows."""

    name: str
    href: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """How else a view can be had: its address for good, its query, its data, and how to cite it.

    ``title`` is what is cited; ``query`` the SPARQL that gives the same; ``generation`` the state of the store.
    """

    title: str
    permalink: str
    query: str | None = None
    downloads: tuple[Download, ...] = ()
    generation: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """A place in a long list: page ``number`` from 1, ``last`` where it is known, ``more`` where it is not.

    ``path`` and ``query`` are the list's address without the page.
    """

    number: int
    path: str
    query: tuple[tuple[str, str], ...] = ()
    last: int | None = None
    more: bool = False

    @property
    def has_next(self) -> bool:
        """Whether there is a page after this one."""
        return self.more if self.last is None else self.number < self.last
