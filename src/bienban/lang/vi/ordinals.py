"""Terms and the numbers of congresses and sessions: nhiệm kỳ 2020 – 2025, khóa XII, lần thứ IX, kỳ họp thứ 7."""

from __future__ import annotations

from bienban.lang.tokens import Tokens
from bienban.lang.vi.calendar import years_at
from bienban.lang.vi.numerals import roman, words
from bienban.model.mention import Mention, Ordinal, TermYears
from bienban.model.span import Span

__all__ = ["HEADS", "read_ordinal"]

HEADS = frozenset({"nhiệm", "khóa", "lần", "họp", "nghị", "hội", "ương"})
"""The keys at which :func:`read_ordinal` may find something."""

_TERM_WORDS = frozenset({"kỳ", "kì"})


def _number(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """An ordinal's number at the index, Roman, in digits up to 99 or in words: (index after it, value)."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.text.isdecimal() and len(token.text) <= 2:
        return index + 1, int(token.text)
    value = roman(token.text)
    if value is not None:
        return index + 1, value
    return words(tokens, index) if token.is_word else None


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


def _mention(tokens: Tokens, start: int, after: int, value: TermYears | Ordinal, rule: str) -> Mention:
    return Mention(Span(tokens[start].start, tokens[after - 1].end), value, rule)


def _term(tokens: Tokens, index: int) -> tuple[int, Mention] | None:
    """A term at "nhiệm kỳ" or "khóa": by its years, its number, or both ("khóa X (2015-2020)")."""
    at = index + 1
    if tokens[index].key == "nhiệm":
        if _key(tokens, at) not in _TERM_WORDS:
            return None
        at += 1
    if _key(tokens, at) == "thứ":
        at += 1
    years = years_at(tokens, at)
    if years is not None and years[1] is not None and years[1] - years[0] <= 10:
        first, last, after = years
        return after, _mention(tokens, index, after, TermYears(first, last), "term.years")
    if at >= len(tokens):
        return None
    digits = tokens[at].text.isdecimal()
    number = (at + 1, roman(tokens[at].text)) if not digits else _number(tokens, at)
    if number is None or number[1] is None or (digits and _key(tokens, index - 1) in ("", "các", "mở")):
        return None
    after, ordinal = number
    start, end = None, None
    opened = _key(tokens, after) == "("
    inner = after + 1 if opened else after
    if _key(tokens, inner) == "nhiệm" and _key(tokens, inner + 1) in _TERM_WORDS:
        inner += 2
    years = years_at(tokens, inner) if inner > after else None
    if years is not None and years[1] is not None and years[1] - years[0] <= 10:
        start, end, after = years
        after += opened and _key(tokens, after) == ")"
    return after, _mention(tokens, index, after, TermYears(start, end, ordinal), "term.number")


def read_ordinal(tokens: Tokens, index: int) -> tuple[int, Mention] | None:
    """A term or an ordinal whose head stands at the index: (index after it, mention), or None."""
    key, follow = tokens[index].key, _key(tokens, index + 1)
    if key in ("nhiệm", "khóa"):
        return _term(tokens, index)
    if key == "lần":
        at = index + 2 if follow == "thứ" else index + 1
        number = _number(tokens, at)
        if number is None or (at == index + 1 and roman(tokens[at].text) is None):
            return None
        return number[0], _mention(tokens, index, number[0], Ordinal(number[1]), "ordinal.time")
    if key in ("họp", "nghị", "hội") and follow == "thứ" and _key(tokens, index + 2) not in ("hai", "tư"):
        number = _number(tokens, index + 2)
        return (
            None if number is None else (number[0], _mention(tokens, index + 1, number[0], Ordinal(number[1]), "ordinal.session"))
        )
    if key == "hội" and _key(tokens, index - 1) == "đại":
        return _after_congress(tokens, index)
    if key == "ương" and _key(tokens, index - 1) == "trung" and index + 1 < len(tokens) and tokens[index + 1].text.isdecimal():
        number = _number(tokens, index + 1)
        return (
            None if number is None else (number[0], _mention(tokens, index + 1, number[0], Ordinal(number[1]), "ordinal.plenum"))
        )
    return None


def _after_congress(tokens: Tokens, index: int) -> tuple[int, Mention] | None:
    """A Roman numeral after "đại hội", with at most two words between ("Đại hội Đảng XII", "Đại hội XII của Đảng")."""
    for at in range(index + 1, min(index + 4, len(tokens))):
        value = roman(tokens[at].text)
        if value is not None:
            return at + 1, _mention(tokens, at, at + 1, Ordinal(value), "ordinal.congress")
        if not tokens[at].capital and tokens[at].key not in ("đảng", "bộ"):
            return None
    return None
