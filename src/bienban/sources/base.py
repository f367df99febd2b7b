"""The port of a reader, and what passes through it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from bienban.errors import BienbanError
from bienban.model.article import Article
from bienban.model.dates import PartialDate

__all__ = [
    "EXCERPT", "Again", "Fields", "GivenFacts", "Item", "Limits", "Metadata", "Raw", "ReadSettings", "Remark", "SetAside",
    "Source", "WebSettings", "aside",
]  # fmt: skip

Fields = tuple[tuple[str, str], ...]
"""Pairs of one of our keys and the name, or the path of names with dots, under which it stands: ``("text", "noi_dung")``."""
EXCERPT = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the user says about the articles, used where a file itself does not say it."""

    publisher: str | None = None
    published: PartialDate | None = None
    url: str | None = None
    license: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is read: bytes of one file (of one line in JSON Lines, which is a stream), characters of one article."""

    file_bytes: int = 20_000_000
    text_chars: int = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """How addresses are fetched.

    Seconds between two requests to a host and to wait for an answer, how many pages of a feed or sitemap, how whoever runs
    this can be reached, which is told to the servers, and whether redirects may lead to private addresses.
    """

    delay: float = 1.0
    timeout: float = 30.0
    pages: int = 100
    contact: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """How to read: metadata to fill in, limits, and the name of a format that overrides suffix and content.

    ``encoding`` is that of bytes without a byte order mark; None: UTF-8, or what the text itself tells. ``repair`` turns
    mojibake back into the text that it was, instead of setting it aside. ``fields`` says where keys stand in JSON and front
    matter.
    """

    metadata: Metadata = field(default_factory=Metadata)
    limits: Limits = field(default_factory=Limits)
    format: str | None = None
    encoding: str | None = None
    repair: bool = False
    fields: Fields = ()
    web: WebSettings = field(default_factory=WebSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One opened input. ``source`` is its path as given, or ``-``; ``stem`` its name without folder and suffixes.

    ``url`` is the address it came from and ``charset`` the encoding its server named, where they are known. ``part`` names the
    place in its source where it is one of several in there.
    """

    source: str
    stem: str
    stream: BinaryIO
    url: str | None = None
    charset: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFacts:
    """Facts that someone else read, as JSON in the form of the annotation guide; ``exchange`` turns them into facts."""

    data: dict[str, object]
    source: str
    stem: str
    metadata: Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """How an input that was set aside is to be read once more.

    ``format`` is the reader of the bytes kept, None where the content tells; ``whole`` whether they are all of the input;
    ``address`` where it came from; ``path`` and ``stamp`` its file, and the file's size and time then; ``held`` that there is
    nothing to try until the file is another one.
    """

    settings: ReadSettings
    format: str | None = None
    whole: bool = False
    address: str | None = None
    path: str | None = None
    stamp: str | None = None
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """An input that cannot be used: what is wrong, where in it, what to do, and its bytes (cut at a megabyte)."""

    source: str
    stem: str
    what: str
    where: str | None = None
    todo: str | None = None
    data: bytes = b""
    again: Again | None = None

    def __str__(self) -> str:
        place = self.source if self.where is None else f"{self.source}, {self.where}"
        text = f"{place}: {self.what}"
        return text if self.todo is None else f"{text}; {self.todo}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something worth telling that loses no article: a file of another kind in a folder, a date that is none.

    ``skipped`` marks a file that was passed over.
    """

    source: str
    what: str
    where: str | None = None
    skipped: bool = False

    def __str__(self) -> str:
        place = self.source if self.where is None else f"{self.source}, {self.where}"
        return f"{place}: {self.what}"


Item = Article | GivenFacts | SetAside | Remark


class Source(Protocol):
    """A reader of one format."""

    @property
    def name(self) -> str:
        """What ``--from`` calls it, such as ``jsonl``."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of its files, in lower case with the dot; ``.gz`` after any of them is taken care of."""

    def sniff(self, head: bytes) -> bool:
        """Whether an input of unknown suffix that begins so is probably of this format."""

    def read(self, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        """Read what is in it, one item at a time.

        Raises:
            InputProblem: the input as a whole cannot be read.
        """


def aside(
    raw: Raw,
    problem: BienbanError,
    settings: ReadSettings,
    data: bytes = b"",
    *,
    stem: str | None = None,
    form: str | None = None,
) -> SetAside:
    """Set an input, or a part of it, aside for a problem; ``form`` is the reader that reads ``data`` alone, if there is one."""
    return SetAside(
        source=raw.source,
        stem=raw.stem if stem is None else stem,
        what=problem.what,
        where=problem.where,
        todo=problem.todo,
        data=data[:EXCERPT],
        again=Again(settings=settings, format=form, whole=len(data) <= EXCERPT, address=raw.url),
    )
