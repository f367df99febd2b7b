"""Plain text: the title on the first line, then the body; exactly as published, in NFC."""

from __future__ import annotations

from collections.abc import Iterator

from bienban.model.article import Article
from bienban.sources.base import Raw, ReadSettings
from bienban.sources.decode import decode, read_bytes
from bienban.sources.given import Given, article_of
from bienban.sources.headline import split_headline
from bienban.text import nfc

__all__ = ["PlainText"]


class PlainText:
    """``.txt``. Line ends, odd spaces and misprints stay as they are: evidence points into this text."""

    name = "text"
    suffixes = (".txt", ".text")

    def sniff(self, head: bytes) -> bool:
        """Whatever nothing else recognises is tried as text."""
        del head
        return True

    def read(self, raw: Raw, settings: ReadSettings) -> Iterator[Article]:
        """One article.

        Raises:
            InputProblem: empty, binary, in another encoding, or too large.
        """
        text = nfc(decode(read_bytes(raw, settings)))
        title, body_start = split_headline(text)
        yield article_of(raw, settings, text, title, body_start, Given())
