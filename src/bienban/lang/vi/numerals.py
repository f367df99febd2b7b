"""Numerals: digits with Vietnamese groups and decimals, Roman numerals, number words.

Vietnamese groups thousands with a point and marks decimals with a comma (81.520.374.906; 167,5), the press also prints the
English way (6.7%). A point before exactly three digits groups; anything else after it is a fraction.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from bienban.lang.tokens import Tokens

__all__ = ["MULTIPLIERS", "decimal_of", "readings", "roman", "words"]

MULTIPLIERS = {
    "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
"""Words that multiply the number before them, by key."""

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_STRAY_GROUP = re.compile(r"(\d{1,3}(?:\.\d{3})+)\s+\.\s?(\d{3})")
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}

_UNITS = {
    "một": 1, "mốt": 1, "nhất": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


def _is_grouped(text: str, sign: str) -> bool:
    head, *groups = text.split(sign)
    return 0 < len(head) <= 3 and all(len(g) == 3 for g in groups) and not head.startswith("0")


def decimal_of(text: str, whole: bool = False) -> Decimal:
    """The value of a printed number; ``whole`` when what is counted cannot be a fraction (people), so that 1,200 is 1200.

    >>> decimal_of("81.520.374.906"), decimal_of("167,5"), decimal_of("6.7"), decimal_of("1.370,25")
    (Decimal('81520374906'), Decimal('167.5'), Decimal('6.7'), Decimal('1370.25'))
    """
    points, commas = text.count("."), text.count(",")
    if points and commas:
        decimal = max(text.rfind("."), text.rfind(","))
        return Decimal(re.sub(r"[.,]", "", text[:decimal]) + "." + text[decimal + 1 :])
    if points:
        grouped = _is_grouped(text, ".")
        return Decimal(text.replace(".", "")) if grouped or points > 1 else Decimal(text)
    if commas:
        grouped = commas > 1 or (whole and _is_grouped(text, ","))
        return Decimal(text.replace(",", "")) if grouped else Decimal(text.replace(",", "."))
    return Decimal(text)


def readings(printed: str) -> tuple[Decimal, ...]:
    """All values that a printed number may have: two where a group of digits stands apart ("52.640.118.920 .000").

    >>> readings("52.640 .000")
    (Decimal('52640000'), Decimal('52640'))
    """
    stray = _STRAY_GROUP.match(printed)
    if stray is not None:
        return decimal_of(f"{stray[1]}.{stray[2]}"), decimal_of(stray[1])
    digits = re.match(r"\d+(?:[.,]\d+)*", printed)
    return () if digits is None else (decimal_of(digits.group()),)


@lru_cache(maxsize=256)
def roman(text: str) -> int | None:
    """The value of a Roman numeral from I to XXXIX, in capitals, or None."""
    match = _ROMAN.fullmatch(text)
    if match is None or not text:
        return None
    total = last = 0
    for letter in reversed(text):
        value = _ROMAN_DIGITS[letter]
        total += value if value >= last else -value
        last = max(last, value)
    return total


def words(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A number from 1 to 999 in words at the index: (index after it, value), or None ("hai mươi lăm" → 25)."""
    total, at, key = 0, index, _key(tokens, index)
    if key in _UNITS and _key(tokens, index + 1) == "trăm":
        total, at = 100 * _UNITS[key], index + 2
        if _key(tokens, at) in ("linh", "lẻ"):
            at += 1
        key = _key(tokens, at)
    if key == "mười":
        total, at = total + 10, at + 1
        unit = _UNITS.get(_key(tokens, at))
        return (at + 1, total + unit) if unit is not None else (at, total)
    if key in _UNITS and _key(tokens, at + 1) in ("mươi", "chục"):
        total, at = total + 10 * _UNITS[key], at + 2
        key = _key(tokens, at)
    if key in _UNITS:
        total, at = total + _UNITS[key], at + 1
    return (at, total) if at > index else None


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""
