"""Plain text: the title on the first line, then the body; exactly as published, in NFC."""

from __future__ import annotations

from collections.abc import Iterator

from bienban.sources.base import Item, Raw, ReadSettings, Remark
from bienban.sources.decode import decode, read_bytes
from bienban.sources.given import Given, article_of
from bienban.sources.headline import split_headline
from bienban.sources.mojibake import mended
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

    def read(self, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        """One article, and remarks on how it was decoded.

        Raises:
            InputProblem: empty, binary, in an encoding that cannot be told, misread before, or too large.
        """
        found = decode(read_bytes(raw, settings), settings, declared=raw.charset)
        text = nfc(found.text)
        damage, remark = mended(text, settings)
        if damage is not None:
            text = damage.undo(text)
        yield from found.remarks(raw)
        if remark is not None:
            yield Remark(source=raw.source, what=remark)
        title, body_start = split_headline(text)
        yield article_of(raw, settings, text, title, body_start, Given())
