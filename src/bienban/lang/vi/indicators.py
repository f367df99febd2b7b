"""What a figure measures: the indicator in words and its concept, and the period it is of.

The words stand before the figure ("tổng thu ngân sách đạt …"), around it ("kết nạp 15 đảng viên mới") or, for a share, after it
("95% hộ gia đình đạt …"). Concepts come from ``indicators.tsv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bienban.lang.vi.lexicon import table
from bienban.lang.vi.tokens import Tokens, Trie, key_set

__all__ = ["Indicator", "concept_of", "indicator_of", "period_in"]

_STOPS = frozenset(";:.!?…“”\"'‘’*•–")
_LINKS = key_set(
    "đạt là có được lên còn khoảng hơn trên gần với chiếm ước ở mức từ đến tới xuống chỉ đã cả và trong đó vào thêm gồm cho"
)
_OPENERS = key_set(
    "trong đó riêng đến nay hiện đã toàn tính về qua nhất như vậy đồng thời ngoài ra số các năm do theo của và với"
)
_NUMERIC = re.compile(r"\d")
_AFTER_STOPS = key_set("so tăng giảm đạt vượt và với trên trong để tương chiếm gồm là do tại nhưng từ")
_GENERIC = frozenset(
    {"tổng số", "số tiền", "tương ứng số tiền", "tổng số tiền", "với số tiền", "số vốn", "tổng số vốn", "tổng vốn"}
)
_COMPARED = re.compile(r"(?:so )?với (?:cùng kỳ )?(?:của )?(?:năm )?\d{4}|so với năm trước", re.IGNORECASE)
_PERIODS = re.compile(
    r"từ (?:ngày )?(?P<from>\d{1,2}/\d{1,2}/\d{4}) đến (?:hết )?(?:ngày )?(?P<until>\d{1,2}/\d{1,2}/\d{4})"
    r"|(?P<part>\d{1,2} tháng (?:đầu |cuối )?năm(?: năm)?(?: \d{4})?)"
    r"|(?P<quarter>quý (?:I{1,3}|IV|[1-4])(?:\s?/\s?|\s+năm\s+)\d{4})"
    r"|(?P<span>(?:giai đoạn|nhiệm kỳ|năm học|năm)\s+(?P<first>\d{4})\s?[-–]\s?(?P<last>\d{4}))"
    r"|(?P<month>tháng\s+\d{1,2}\s?(?:/|năm)\s?\d{4})"
    r"|năm\s+(?P<year>(?:19|20)\d{2})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator in the article's words, and its concept's code where the lexicon knows it."""

    text: str
    concept: str | None


@lru_cache(maxsize=1)
def _forms() -> Trie[tuple[str, str]]:
    return Trie((row.need("form"), (row.need("label"), row.need("code"))) for row in table("indicators"))


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


def concept_of(tokens: Tokens, first: int, after: int) -> tuple[int, int, str, str] | None:
    """The longest known indicator among the tokens: (index, index after, preferred label, code)."""
    best: tuple[int, int, str, str] | None = None
    for index in range(first, after):
        found = _forms().longest(tokens, index)
        if found is not None and found[0] <= after and (best is None or found[0] - index > best[1] - best[0]):
            best = (index, found[0], *found[1])
    return best


def _clause_start(tokens: Tokens, index: int, low: int) -> int:
    """Where the words before a figure begin: after a stop, a comma or an earlier figure, at most sixteen tokens back."""
    at = index
    while at > max(low, index - 16):
        token = tokens[at - 1]
        if token.text in _STOPS or token.text in ",()" or (_NUMERIC.search(token.text) and not _dated(tokens, at - 1)):
            break
        at -= 1
    return at


def _dated(tokens: Tokens, index: int) -> bool:
    """Whether a number belongs to a period: "năm 2031", "6 tháng", "tháng 6"."""
    return _key(tokens, index - 1) in ("năm", "tháng", "/", "-", "quý") or _key(tokens, index + 1) in ("tháng", "năm", "/", "-")


def indicator_of(tokens: Tokens, low: int, first: int, unit: int, after: int, stop: int, share: bool) -> Indicator:
    """The indicator of a figure between the tokens ``first`` and ``after``, whose unit begins at ``unit``.

    ``low`` and ``stop`` bound the sentence. ``share`` is true for a percentage, whose base follows it.
    """
    start = _clause_start(tokens, first, low)
    known = concept_of(tokens, max(low, start - 14), first)
    if known is not None and known[1] <= start and first - start >= 3:
        known = None  # it belongs to an earlier figure
    elif known is not None:
        start = min(start, known[0])
    before = _trimmed(tokens, start, first)
    behind = _behind(tokens, after, stop)
    noun = [t.text for t in tokens[unit:behind]]
    if not before and tokens[start - 1].text == "," and start - 1 > low:
        before = _trimmed(tokens, _clause_start(tokens, start - 1, low), start - 1)[:8]
    whole = known is not None and known[1] - known[0] >= len(before) - 1
    if share and behind - after >= 2 and (len(before) < 2 or known is None):
        words = ["tỷ lệ", *noun]
    elif unit < after and not (whole and known is not None and tokens[unit].text not in known[2].split()):
        words = [*before[-6:], *noun]
    elif whole and known is not None:
        words = [known[2]]
    elif unit >= after and " ".join(before).casefold() in _GENERIC:
        words = [*before, *noun]
    else:
        words = before[-12:] or noun
    found = known or concept_of(tokens, unit, behind)
    return Indicator(_joined(words) or "số liệu", None if found is None else found[3])


def _trimmed(tokens: Tokens, start: int, first: int) -> list[str]:
    """The words before a figure without linking verbs at their end, openers and periods at their beginning."""
    end = first
    while end > start and (tokens[end - 1].key in _LINKS or not tokens[end - 1].is_word):
        end -= 1
    while start < end and (tokens[start].key in _OPENERS or not tokens[start].is_word):
        start += 1
    text = _PERIODS.sub("", _joined([t.text for t in tokens[start:end]]))
    return text.split()


def _behind(tokens: Tokens, after: int, stop: int) -> int:
    """The index after the words that qualify the counted noun ("… mới", "… đạt chuẩn quốc gia")."""
    at = after
    while at < min(after + 9, stop):
        token = tokens[at]
        if not token.is_word or token.key in _AFTER_STOPS:
            break
        at += 1
    return at


def _joined(words: list[str]) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\s+([,.])", r"\1", " ".join(words))).strip(" ,.-")


def period_in(text: str) -> str | None:
    """The last period that a stretch of text names: "2031", "6 tháng đầu năm 2031", "2030-2035"."""
    found = None
    for found in _PERIODS.finditer(_COMPARED.sub("", text)):  # noqa: B007
        pass
    if found is None:
        return None
    if found.group("from") is not None:
        return f"{found.group('from')} - {found.group('until')}"
    if found.group("year") is not None:
        return found.group("year")
    if found.group("span") is not None:
        return f"{found.group('first')}-{found.group('last')}"
    return re.sub(r"\s+", " ", found.group()).strip()
