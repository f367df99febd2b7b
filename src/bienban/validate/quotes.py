"""The one check that needs the text: a quote is what stands at its offsets (code S73, described in the shapes)."""

from __future__ import annotations

from collections.abc import Iterator

from bienban.validate.anchors import Anchors, Quote

__all__ = ["CODE", "misquoted"]

CODE = "S73"


def misquoted(anchors: Anchors, text: str) -> Iterator[Quote]:
    """The quotes that are not ``text[start:end]``."""
    for quote in anchors.quotes.values():
        if quote.span.of(text) != quote.exact:
            yield quote
