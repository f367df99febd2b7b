"""What a body's name is without the territory that it ends with.

News writes a territory's level or leaves it out ("Sở Nội vụ Hà Nội", "Sở Nội vụ Thành phố Hà Nội"); where the article says which
territory is meant, both are the same body. All names here are in the form of :func:`bienban.text.match_key`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bienban.graph.terms import Term
from bienban.graph.vocab import concept
from bienban.lang.tables import reference
from bienban.text import match_key

__all__ = ["bare_name", "head_before", "same_words"]

PROVINCE = concept("unit-level", "province")

_PROVINCE_WORD = re.compile(r"^(?:tỉnh|thành phố|tp\.?|thủ đô) +(?=\w)")
_OTHER_WORD = re.compile(
    r"^(?:quận|huyện|thị xã|thành phố|tp\.?|thị trấn|phường|xã|đặc khu|thôn|ấp|bản|khu phố)(?: +(?=\w)| *(?=\d))"
)
_CITY_WORDS = ("thành phố", "tp", "tp.", "thủ đô")
_OF = re.compile(r" của$")


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    """The centrally run cities."""
    return frozenset(match_key(row.need("name")) for row in reference("provinces") if row.need("kind") == "city")


@lru_cache(maxsize=1)
def _synonyms() -> tuple[tuple[str, str], ...]:
    """The rows of ``data/reference/body_synonyms.tsv``, the longest first."""
    rows = ((match_key(row.need("form")), match_key(row.need("same"))) for row in reference("body_synonyms"))
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@lru_cache(maxsize=16384)
def bare_name(place: str, level: Term) -> str:
    """A territory's name without the word for its level."""
    return (_PROVINCE_WORD if level == PROVINCE else _OTHER_WORD).sub("", place)


def _written(place: str, level: Term) -> list[str]:
    """How the end of a body's name may write a territory, the longest first.

    A province is no city of the same name: "thành phố" stands only before the centrally run ones.
    """
    bare = bare_name(place, level)
    if level != PROVINCE:
        return [place, bare]
    words = _CITY_WORDS if bare in _cities() else ("tỉnh",)
    return [*(f"{word} {bare}" for word in words), bare]


def head_before(label: str, place: str, level: Term) -> str | None:
    """What stands before the territory at the end of a body's name; None where the name does not end with it."""
    for form in _written(place, level):
        if label.endswith(f" {form}"):
            return _OF.sub("", label[: -len(form) - 1]) or None
    return None


@lru_cache(maxsize=16384)
def same_words(head: str) -> str:
    """The name as ``data/reference/body_synonyms.tsv`` has it where its end can be said in two ways."""
    for form, same in _synonyms():
        if f" {head}".endswith(f" {form}"):
            return head.removesuffix(form) + same
    return head
