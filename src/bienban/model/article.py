"""An article: its text as published, what is known about it, and its identity."""

from __future__ import annotations

from dataclasses import dataclass

from bienban.model.dates import PartialDate
from bienban.text import digest_of, match_key

__all__ = ["Article"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article.

    ``text`` is in NFC and otherwise exactly as published, headline included; every offset counts its code points. When a
    format keeps the headline apart from the body (JSON), the text is headline, a newline, body.
    ``body_start`` is where the body begins (0 where there is no headline). ``source`` names the place it was read from, for
    messages and as the last resort of identity: a path, or ``-`` for standard input.
    ``whole_digest`` is set only where ``text`` is not the whole text but holds, each at its place, the passages that given
    facts quote: it is then the digest of the text as published, and ``text`` is not to be kept. ``iri`` is set
    only on an article that comes out of a store: the name it has there, for what it was made of may be known no more.
    """

    text: str
    source: str
    stem: str
    title: str | None = None
    body_start: int = 0
    id: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    byline: str | None = None
    license: str | None = None
    language: str = "vi"
    whole_digest: str | None = None
    iri: str | None = None

    @property
    def digest(self) -> str:
        """The version of the text: ``sha256:…``."""
        return digest_of(self.text) if self.whole_digest is None else self.whole_digest

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes two files the same article: canonical URL, else a given id, else publisher (may be empty) and stem."""
        if self.url is not None:
            return ("url", self.url)
        if self.id is not None:
            return ("id", match_key(self.publisher or ""), self.id)
        return ("file", match_key(self.publisher or ""), self.stem)
