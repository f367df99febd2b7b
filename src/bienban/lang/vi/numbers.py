"""Quantities: a number with its unit, as printed and multiplied out.

:func:`read_quantities` returns mentions of :class:`Quantity` in the order of the text: numbers in digits anywhere that no date,
ordinal, document number or range claims, and numbers in words before a unit of the lexicon. ``unit`` is the label of the unit in
``units.tsv`` (without multipliers), None where the noun is not in it; :func:`unit_of` leads from the label to code and class.
Rules: ``quantity.digits``, ``quantity.words``, ``quantity.rank``, ``quantity.stray-group`` (a group of digits set apart: see
:func:`bienban.lang.vi.numerals.readings`; the amount is then the reading of all digits, to be settled by whoever uses it).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from bienban.lang.tokens import Tokens, Trie
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.number_contexts import alone, bracketed, ranks
from bienban.lang.vi.numerals import MULTIPLIERS, decimal_of, words
from bienban.lang.vi.scan import Scan
from bienban.model.mention import DateRange, Mention, Ordinal, OrgName, PlaceName, Quantity, TermYears
from bienban.model.span import Span

__all__ = ["Unit", "counted", "read_quantities", "unit_of"]

Qualifier = Literal["exact", "over", "nearly", "about"]

_QUALIFIERS: dict[str, Qualifier] = {
    "hơn": "over", "trên": "over", "gần": "nearly", "khoảng": "about", "chừng": "about", "ước": "about", "xấp": "about",
}  # fmt: skip
_WHOLE = frozenset({"person", "household", "body", "thing", "document", "ballot", "award"})
# A number after one of these names something, it counts nothing (Quận 1, Điều 5, tháng 6, Nghị định 15).
_NAMING = frozenset(
    {"điều", "khoản", "quận", "tháng", "quý", "thứ", "lớp", "nhóm", "cấp", "loại", "ấp", "tổ", "thôn", "ngõ", "lô", "trang",
     "quyển", "covid", "hạng", "vtv", "gói", "hẻm", "ngách", "kỳ", "đội"}
)  # fmt: skip
_NAMING_PAIRS = frozenset(
    {("nghị", "định"), ("nghị", "quyết"), ("quyết", "định"), ("kết", "luận"), ("chỉ", "thị"), ("thông", "tư"), ("trung", "ương"),
     ("quốc", "lộ"), ("tỉnh", "lộ"), ("đường", "tỉnh"), ("khu", "phố"), ("chương", "trình"), ("đề", "án"), ("vùng", "số")}
)  # fmt: skip
_BILLION = 10**9
_QUOTES = frozenset("\"“‘'")
_WORD_STARTS = frozenset({"hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín", "mười"})
_SIGNS = frozenset("/-–")
_CLAIMING = (DateRange, TermYears, Ordinal, OrgName, PlaceName)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure or a counted noun: its label, its code of scheme ``unit-of-measure``, what it measures."""

    label: str
    code: str | None
    kind: str


@lru_cache(maxsize=1)
def _units() -> Trie[Unit]:
    return Trie((row.need("form"), Unit(row.need("label"), row.get("code"), row.need("class"))) for row in table("units"))


@lru_cache(maxsize=1)
def _by_label() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for row in table("units"):
        found.setdefault(row.need("label"), Unit(row.need("label"), row.get("code"), row.need("class")))
    return found


def unit_of(label: str | None) -> Unit | None:
    """The unit with a label, or None."""
    return None if label is None else _by_label().get(label)


def counted(tokens: Tokens, index: int) -> bool:
    """Whether a unit or a counted noun stands at the index."""
    return _units().longest(tokens, index) is not None


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


class _Claimed:
    """What a date, term, ordinal, or the name of a body or place claims ("Quận 1", "Tổ công tác 27")."""

    def __init__(self, scan: Scan) -> None:
        spans = [m.span for m in scan.mentions if isinstance(m.value, _CLAIMING)]
        self._starts = [s.start for s in spans]
        self._ends = list(accumulate((s.end for s in spans), max))

    def holds(self, offset: int) -> bool:
        """Whether an offset lies in something claimed."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and self._ends[index] > offset


def read_quantities(scan: Scan) -> tuple[Mention, ...]:
    """All quantities of an article, in order; dates, terms and ordinals must be in the scan already."""
    tokens, claimed, units = scan.tokens, _Claimed(scan), _units()
    found: list[Mention] = []
    index, end = 0, len(tokens)
    while index < end:
        token = tokens[index]
        read = None
        if token.text[0] in "0123456789":
            if not claimed.holds(token.start):
                read = _digits(scan.text, tokens, index, units)
        elif token.key in _WORD_STARTS and not claimed.holds(token.start):
            read = _words(tokens, index, units)
        if read is None:
            index += 1
            continue
        index, mention = read
        found.append(mention)
    return tuple(found)


def _digits(text: str, tokens: Tokens, index: int, units: Trie[Unit]) -> tuple[int, Mention] | None:
    """The quantity in digits at the index: (index after it, mention)."""
    token, before = tokens[index], _key(tokens, index - 1)
    glued = index > 0 and tokens[index - 1].end == token.start
    code = before in _SIGNS and index > 1 and tokens[index - 2].is_word and tokens[index - 2].text.isupper()
    if glued and (tokens[index - 1].is_word or code):
        return None
    if not token.text.isascii() or len(token.text) > 24:
        return None
    after, rule, last = index + 1, "quantity.digits", token.end
    if _stray(tokens, index):
        after, rule, last = index + 3, "quantity.stray-group", tokens[index + 2].end
    elif not _counts(tokens, index, after):
        return None
    if token.text.isdecimal() and ranks(tokens, index):
        value = Quantity(Decimal(token.text), "hạng", token.text)
        return after, Mention(Span(token.start, token.end), value, "quantity.rank")
    factor, after = _multiplied(tokens, after)
    unit = _unit_at(text, tokens, after, units)
    if unit is None and factor >= _BILLION and alone(tokens, after):
        unit = after, _by_label()["đồng"]
    plain = factor == 1 and "." not in token.text
    if (unit is None and plain and not _bare(tokens, index, after)) or (plain and _names(tokens, index)):
        return None
    amount = decimal_of(token.text, unit is not None and unit[1].kind in _WHOLE and factor == 1)
    if rule == "quantity.stray-group":
        amount = decimal_of(f"{token.text}.{tokens[index + 2].text}")
    first, qualifier = _qualified(tokens, index)
    if unit is None and bracketed(tokens, index, after) and (noun := units.longest(tokens, after + 1)) is not None:
        unit = after, noun[1]
    label = None if unit is None else unit[1].label
    value = Quantity(_tidy(amount * factor), label, text[token.start : last], qualifier, label == "%")
    after = after if unit is None else unit[0]
    return after, Mention(Span(tokens[first].start, max(last, tokens[after - 1].end)), value, rule)


def _tidy(amount: Decimal) -> Decimal:
    """Without trailing zeros after the decimal sign."""
    whole = amount.to_integral_value()
    return whole if whole == amount else amount.normalize()


def _unit_at(text: str, tokens: Tokens, index: int, units: Trie[Unit]) -> tuple[int, Unit] | None:
    """The unit right after a number, on the same line; an opening quotation mark may stand between."""
    found = units.longest(tokens, index)
    if found is None and _key(tokens, index) in _QUOTES:
        found = units.longest(tokens, index + 1)
    return None if found is None or "\n" in text[tokens[index - 1].end : tokens[found[0] - 1].end] else found


def _names(tokens: Tokens, index: int) -> bool:
    """Whether the word before makes the number a name: "Quận 1", "Nghị định 15", "số 32" (but not "tổng số 32")."""
    before, earlier = _key(tokens, index - 1), _key(tokens, index - 2)
    if before == "số":
        return earlier != "tổng"
    return before in _NAMING or (earlier, before) in _NAMING_PAIRS


def _stray(tokens: Tokens, index: int) -> bool:
    """Whether a group of three digits stands apart after the number: "52.640.118.920 .000"."""
    if index + 2 >= len(tokens) or tokens[index + 1].text != "." or "." not in tokens[index].text:
        return False
    number, sign, group = tokens[index : index + 3]
    apart = number.end < sign.start and sign.end == group.start
    return apart and len(group.text) == 3 and group.text.isdecimal()


def _counts(tokens: Tokens, index: int, after: int) -> bool:
    """Whether the number stands alone: not half of a range, a score, a time, a code or a document number."""
    sign, before = _key(tokens, after), _key(tokens, index - 1)
    if before in ("-", "–") and _key(tokens, index - 2)[-1:].isdecimal():
        return False
    if sign in ("-", "–"):
        return not _key(tokens, after + 1)[:1].isdecimal()
    follows = tokens[after] if after < len(tokens) else None
    if follows is not None and follows.start == tokens[index].end and follows.is_word:
        return _units().longest(tokens, after) is not None
    if sign != "/":
        return True
    follow, third = _key(tokens, after + 1), _key(tokens, after + 2)
    return follow[:1].isdecimal() and not (third == "/" and _key(tokens, after + 3)[:1].isalpha())


def _bare(tokens: Tokens, index: int, after: int) -> bool:
    """Whether a number without a unit may be one half of a pair ("15/20 đảng viên", "24 đồng/14 đồng")."""
    return _key(tokens, after) == "/" or _key(tokens, index - 1) == "/" or _key(tokens, after) == "."


def _multiplied(tokens: Tokens, index: int) -> tuple[int, int]:
    factor = 1
    while (step := MULTIPLIERS.get(_key(tokens, index))) is not None:
        factor *= step
        index += 1
    return factor, index


def _qualified(tokens: Tokens, index: int) -> tuple[int, Qualifier]:
    """Where the qualifier before a number begins, and what it says ("trên gần 500": nearly)."""
    qualifier = _QUALIFIERS.get(_key(tokens, index - 1))
    if qualifier is None:
        return index, "exact"
    first = index - 1
    if _key(tokens, first - 1) in _QUALIFIERS:
        first -= 1
    return first, qualifier


def _words(tokens: Tokens, index: int, units: Trie[Unit]) -> tuple[int, Mention] | None:
    """A number in words before a unit that is counted ("ba đảng viên")."""
    read = words(tokens, index)
    if read is None or _key(tokens, index - 1) in ("thứ", "tháng", "hạng", "thành", "số"):
        return None
    after, number = read
    factor, after = _multiplied(tokens, after)
    unit = units.longest(tokens, after)
    if unit is None or unit[1].kind not in _WHOLE | {"time", "money"} or unit[1].label == "nhà":
        return None
    first, qualifier = _qualified(tokens, index)
    value = Quantity(Decimal(number * factor), unit[1].label, " ".join(t.text for t in tokens[index : read[0]]), qualifier)
    return unit[0], Mention(Span(tokens[first].start, tokens[unit[0] - 1].end), value, "quantity.words")
