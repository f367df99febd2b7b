"""The byline: who signs an article, by name, initials or desk. The author is no person of the article's facts."""

from __future__ import annotations

import re

from bienban.lang.vi.segments import CREDIT, UPPER
from bienban.model.article import Article
from bienban.model.mention import Sentence
from bienban.model.span import Span

__all__ = ["byline"]

_NAME = rf"[{UPPER}](?:[^\W\d_]+|\.)?"
# One to four syllables or initials, two authors joined by a dash or a comma, an agency or paper behind a stroke or in brackets.
_SIGNED = re.compile(
    rf"(?P<name>{_NAME}(?:[ .]{{1,2}}{_NAME}){{0,3}}(?:\s*[-–,]\s*{_NAME}(?:[ .]{{1,2}}{_NAME}){{0,3}})?)"
    r"\s*(?:/\s*[\w.&]+|\([\w\s.&]+\))?\s*\.?"
)
_SOURCE = re.compile(r"\(?\s*(?:theo|nguồn|source|tin|ảnh|bài|clip|video)\b", re.IGNORECASE)
_DESK = re.compile(r"(?:Ban|Tổ|Nhóm)\s+\w+(?:\s\w+){0,2}|PV|P\.V|BBT|TTXVN|CTV")
_END = re.compile(r"(?:[.!?…]|/\.)[\"'”’»)\]]*\s*$")


def _signature(line: str) -> re.Match[str] | None:
    """The match of a line that is nothing but a signature."""
    if len(line) > 60 or _SOURCE.match(line) or not line:
        return None
    return _SIGNED.fullmatch(line) or re.fullmatch(rf"(?P<name>{_DESK.pattern})\.?", line)


def byline(article: Article, sentences: tuple[Sentence, ...]) -> tuple[str, Span] | None:
    """The author's name or initials as printed, with the span, or None.

    It stands alone at the end of the body, before captions gathered after it: ``N.T``, ``Hà Thanh/VOV``.
    """
    for index in range(len(sentences) - 1, max(len(sentences) - 12, 0), -1):
        sentence = sentences[index]
        text = sentence.span.of(article.text)
        if sentence.caption or CREDIT.fullmatch(text) or _SOURCE.match(text):
            continue
        match = _signature(text)
        before = sentences[index - 1].span.of(article.text)
        if match is not None and (_END.search(before) or len(before) > 60):
            start = sentence.span.start + match.start("name")
            name = match.group("name").rstrip(" .") if not match.group("name").endswith(".") else match.group("name")
            return name, Span(start, start + len(name))
        if _END.search(text) or len(text) > 60:
            return None
    return None
