"""Functions that tests hand to other processes, which must be able to import them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

from bienban.exchange.facts_json import dumps, to_json
from bienban.model.article import Article
from bienban.pipeline.stages import extract


def double(number: int) -> int:
    """Twice the number."""
    return number * 2


def process_id(_: int) -> int:
    """Who does the work."""
    return os.getpid()


def die(number: int) -> int:
    """Kill the process at the twentieth item."""
    if number == 20:
        os._exit(9)
    return number


def quotes(found: object) -> Iterator[tuple[int, int, str]]:
    """All passages in facts JSON: offsets and words."""
    if isinstance(found, dict):
        if {"start", "end", "quote"} <= found.keys():
            yield found["start"], found["end"], found["quote"]
        for value in found.values():
            yield from quotes(value)
    elif isinstance(found, list):
        for value in found:
            yield from quotes(value)


def misread(article: Article) -> list[str]:
    """What is wrong with the reading of one article, word for word and byte for byte."""
    first, second = (dumps(to_json(e.article, e.facts, e.sentences)) for e in (extract(article), extract(article)))
    wrong = [] if first == second else [f"{article.stem}: two readings differ"]
    passages = list(quotes(json.loads(first)))
    text = article.text
    wrong += [f"{article.stem}: {quote!r} is not at {start}–{end}" for start, end, quote in passages if text[start:end] != quote]
    return wrong
