"""Badges (huy hiệu): those of Party membership by their years, others by their own name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bienban.lang.tokens import Tokens, key_set
from bienban.lang.vi.document_titles import quoted_end

__all__ = ["QUOTES", "Named", "badges"]

QUOTES = frozenset("\"“”‘’'«»")
"""Quotation marks, opening and closing."""

_NAME_ENDS = key_set("cho của và năm tặng là được do trong tại với đến lên vì các những")

# Before and after the years of a badge in a list of badges.
_BEFORE_YEARS = key_set("( , ; : và đó viên chí loại hiệu gồm hh cụ người là mức") | frozenset({"-", "–", "+"})
_AFTER_YEARS = key_set("cho là có và gồm –")


@dataclass(frozen=True, slots=True)
class Named:
    """One award: its first token, the index after it, its name in words (None: as printed), type and rule."""

    first: int
    after: int
    type: str
    rule: str
    name: str | None = None


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


def badges(tokens: Tokens, index: int, after: int) -> Iterator[Named]:
    """Badges of Party membership: "Huy hiệu 40 năm tuổi Đảng", "Huy hiệu 60 năm (5 đồng chí), 45 năm (3 đồng chí)"."""
    at = after + 1 if _key(tokens, after) == "đảng" else after
    first = index
    while True:
        years = _years(tokens, at)
        if years is None:
            break
        yield Named(first, years, "insignia", "award.party", f"Huy hiệu {tokens[_number(tokens, at)].text} năm tuổi Đảng")
        joined = _after_count(tokens, years)
        if joined is None:
            yield from _listed(tokens, years)
            return
        first = at = joined
    if first != index:
        return
    items = list(_listed(tokens, at))
    if items:
        yield from items
        return
    if _key(tokens, after) == "đảng":
        yield Named(index, after + 1, "insignia", "award.bare")
    elif (end := quoted_end(tokens, after) or _proper(tokens, after)) is not None:
        yield Named(index, end, "insignia", "award.title")


def _listed(tokens: Tokens, at: int) -> Iterator[Named]:
    """Badges named by their years alone in the rest of the sentence: "gồm: A (55 năm), B và C (40 năm), 5 đảng viên 30 năm"."""
    while at < len(tokens):
        years = _years(tokens, at) if _key(tokens, at - 1) in _BEFORE_YEARS and _number(tokens, at) == at else None
        whole = years is not None and _key(tokens, years - 1) in ("đảng", *QUOTES)
        if years is None or _key(tokens, at + 1) != "năm" or int(tokens[at].text) % 5 or not (whole or _closes(tokens, years)):
            at += 1
            continue
        first = at - {"hh": 1, "hiệu": 2}.get(_key(tokens, at - 1), 0)
        yield Named(first, years, "insignia", "award.party", f"Huy hiệu {tokens[at].text} năm tuổi Đảng")
        at = years


def _closes(tokens: Tokens, at: int) -> bool:
    """Whether what follows some years ends an item of a list, or counts who has them."""
    return at >= len(tokens) or tokens[at].text in "(),;.:" or _key(tokens, at) in _AFTER_YEARS or tokens[at].is_number


def _proper(tokens: Tokens, at: int) -> int | None:
    """The index after a badge's own name: a capital and the words up to whom or what it is for."""
    if at >= len(tokens) or not tokens[at].capital or tokens[at].text.isupper():
        return None
    end = at + 1
    while end < min(at + 7, len(tokens)) and tokens[end].is_word and tokens[end].key not in _NAME_ENDS:
        end += 1
    return end if end - at > 1 else None


def _number(tokens: Tokens, at: int) -> int:
    return at + 1 if _key(tokens, at) in QUOTES | {"đảng", "loại"} else at


def _years(tokens: Tokens, at: int) -> int | None:
    """The index after "40 năm (tuổi Đảng)" at the index; the number is 30 to 95 (Regulation on the Party's badge)."""
    at = _number(tokens, at)
    number = _key(tokens, at)
    if not number.isdecimal() or not 30 <= int(number[:3]) <= 95 or _key(tokens, at + 1) not in ("năm", "tuổi", ",", "và"):
        return None
    if _key(tokens, at + 1) == "tuổi":
        return at + 3 if _key(tokens, at + 2) == "đảng" else None
    if _key(tokens, at + 1) != "năm":
        later = [n for n in range(at + 1, min(at + 10, len(tokens))) if tokens[n].key == "năm"]
        return (
            at + 1 if later and all(_key(tokens, n) in (",", "và") or tokens[n].is_number for n in range(at, later[0])) else None
        )
    at += 2
    if _key(tokens, at) == "tuổi":
        at += 2 if _key(tokens, at + 1) == "đảng" else 1
    return at + 1 if _key(tokens, at) in QUOTES else at


def _after_count(tokens: Tokens, at: int) -> int | None:
    """The index of the next number of a list of badges, past "(5 đồng chí)" and a comma or "và"."""
    if _key(tokens, at) == "(":
        close = next((n for n in range(at, min(at + 8, len(tokens))) if tokens[n].text == ")"), None)
        if close is None:
            return None
        at = close + 1
    if _key(tokens, at) not in (",", "và", ";"):
        return None
    at += 2 if _key(tokens, at + 1) in ("và", "huy") and _key(tokens, at + 1) == "và" else 1
    return at if _years(tokens, at) is not None else None
