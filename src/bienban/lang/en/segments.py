"""Sentences of an English article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bienban.lang.en.lexicon import table
from bienban.model.article import Article
from bienban.model.mention import Sentence
from bienban.model.span import Span

__all__ = ["sentences"]

LONGEST = 3000
"""Characters; a longer one is cut, so that what a character costs is bounded."""

_BREAK = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z\d]|\s*$)|\n\s*")
_LAST_WORD = re.compile(r"(?<![^\W_])([^\W\d_]+)\.$")
_HEADLINE = 200


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    return frozenset(row.need("form") for row in table("stops"))


def _abbreviated(text: str, end: int) -> bool:
    """Whether the full stop before ``end`` belongs to an abbreviation or an initial."""
    match = _LAST_WORD.search(text, max(0, end - 12), end)
    return match is not None and (match[1].casefold() in _stops() or (len(match[1]) == 1 and match[1].isupper()))


def _cuts(text: str) -> Iterator[int]:
    start = 0
    for match in _BREAK.finditer(text):
        following = text[match.end() : match.end() + 2].strip()
        if match.group() == "." and following and _abbreviated(text, match.end()):
            continue
        while match.end() - start > LONGEST:
            start = _cut(text, start)
            yield start
        start = match.end()
        yield start
    while len(text) - start > LONGEST:
        start = _cut(text, start)
        yield start
    yield len(text)


def _cut(text: str, start: int) -> int:
    space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
    return space + 1 if space > 0 else start + LONGEST


def _headline_end(article: Article) -> int:
    if article.body_start > 0:
        return article.body_start
    first, newline, _ = article.text.lstrip("\n ").partition("\n")
    looks_like_one = newline and len(first) <= _HEADLINE and first.rstrip()[-1:] not in (".", ":", ";", ",")
    return article.text.index(first) + len(first) if first and looks_like_one else 0


def sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article, in order, trimmed; together they cover all of the text but white space."""
    text, headline = article.text, _headline_end(article)
    found: list[Sentence] = []
    paragraph, start, end = 0, 0, 0
    for cut in _cuts(text):
        piece = text[start:cut]
        trimmed = piece.strip()
        if trimmed:
            first = start + len(piece) - len(piece.lstrip())
            if found and "\n" in text[end:first]:
                paragraph += 1
            end = first + len(trimmed)
            found.append(Sentence(Span(first, end), paragraph, end <= headline))
        start = cut
    return tuple(found)
