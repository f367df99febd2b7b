"""When two names mean the same, for counting: spelling, abbreviations and level words aside.

Annotators and rules may differ in how fully a body's name is given ("UBND tỉnh X", "Ủy ban nhân dân X"); both are right.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from bienban.text import match_key

__all__ = ["same_body", "same_date", "similarity", "words"]

_ABBREVIATIONS = (
    (r"\btp\.? ?hcm\b", "thành phố hồ chí minh"),
    (r"\btp\.? ", "thành phố "),
    (r"\bubmttq\b", "ủy ban mặt trận tổ quốc"),
    (r"\bubnd\b", "ủy ban nhân dân"),
    (r"\bhđnd\b", "hội đồng nhân dân"),
    (r"\bmttq\b", "mặt trận tổ quốc"),
    (r"\bbch\b", "ban chấp hành"),
    (r"\bbtv\b", "ban thường vụ"),
    (r"\bđbqh\b", "đại biểu quốc hội"),
    (r"\b(?:tw|t\.ư)(?!\w)", "trung ương"),
)
_LEVELS = ("thành phố", "thị xã", "thị trấn", "tỉnh", "quận", "huyện", "phường", "xã")
_OPTIONAL = frozenset({"việt", "nam", "đảng", "của", "và"})
_COMMITTEE = re.compile(r"\b(tỉnh|thành|quận|huyện|thị|đảng) ủy\b")
_LEVEL = re.compile(rf"\b(?:{'|'.join(_LEVELS)})\b")
_WORD = re.compile(r"[\w/]+")


@lru_cache(maxsize=16384)
def _expanded(text: str) -> str:
    key = match_key(text)
    for pattern, full in _ABBREVIATIONS:
        key = re.sub(pattern, full, key)
    return " ".join(key.split())


def words(text: str) -> tuple[str, ...]:
    """The words of a name in the form for comparing."""
    return tuple(_WORD.findall(_expanded(text)))


def similarity(first: str, second: str) -> float:
    """The F1 of the two names' words as multisets: 1.0 for the same words, 0.0 for none in common."""
    a, b = Counter(words(first)), Counter(words(second))
    both = sum((a & b).values())
    return 2 * both / (a.total() + b.total()) if both else 0.0


@lru_cache(maxsize=16384)
def _core(name: str) -> tuple[frozenset[str], frozenset[str]]:
    text = _COMMITTEE.sub(r"\1_ủy", _expanded(name))
    levels = frozenset(_LEVEL.findall(text))
    return levels, frozenset(_WORD.findall(_LEVEL.sub(" ", text))) - _OPTIONAL


def same_body(first: str, second: str) -> bool:
    """Whether two names mean one body.

    >>> same_body("UBND tỉnh Trường Khánh", "Ủy ban nhân dân Trường Khánh")
    True
    >>> same_body("Ủy ban nhân dân tỉnh Trường Khánh", "Ủy ban nhân dân huyện Trường Khánh")
    False
    """
    if _expanded(first) == _expanded(second):
        return True
    (levels, core), (other_levels, other_core) = _core(first), _core(second)
    return bool(core) and core == other_core and (levels <= other_levels or other_levels <= levels)


def same_date(first: str | None, second: str | None) -> bool:
    """Equal, or equal in month and day where one leaves the year open (``--06-29``)."""
    if first is None or second is None:
        return first == second
    return first == second or ("--" in (first[:2], second[:2]) and first[-5:] == second[-5:])
