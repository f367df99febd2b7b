"""Whether a text is English: by how many of its words are those that every English sentence has."""

from __future__ import annotations

import re
from functools import lru_cache

from bienban.lang.en.lexicon import table

__all__ = ["recognises"]

_BEGINNING = 2000
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 8
_SHARE = 0.15
_SHORT = 20


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(row.need("word") for row in table("function_words"))


def recognises(text: str) -> bool | None:
    """Whether a text is English; None where it has too few words to tell.

    Of English news, two words in five are function words. At least three different ones must be among them (two in a single
    sentence), for other languages have a few of the same letters ("in", "on", "is", "was").
    """
    words = [word.casefold() for word in _WORD.findall(text[:_BEGINNING])]
    if len(words) < _FEW:
        return None
    found = [word for word in words if word in _function_words()]
    return len(found) >= _SHARE * len(words) and len(set(found)) >= (2 if len(words) < _SHORT else 3)
