"""What a figure measures: the indicator in words and its concept.

The words stand before the figure ("tổng thu ngân sách đạt …"), around it ("kết nạp 15 đảng viên mới") or, for a share, after it
("95% hộ gia đình đạt …"). Concepts come from ``indicators.tsv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bienban.lang.tokens import Tokens, Trie, key_of, key_set
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.numerals import MULTIPLIERS
from bienban.lang.vi.period_words import without_periods

__all__ = ["UNSAID", "Indicator", "concept_of", "indicator_of", "is_place_only"]

UNSAID = "số liệu"
"""The indicator of a figure beside which nothing says what it measures."""

# After these a new clause begins, whose words alone the figure is of; the pairs end what somebody says.
_CLAUSES = key_set("nhưng song khi nếu mà thì rằng như nên bởi tuy dù")
_NO_CLAUSES = frozenset({("song", "phương"), ("song", "song")})
# What two or three of are parties: "kim ngạch giữa 2 nước".
_PARTIES = frozenset({"nước", "bên", "miền", "chiều"})
_SAYING = frozenset({("cho", "biết"), ("cho", "rằng"), ("cho", "hay"), ("khẳng", "định"), ("nhấn", "mạnh"), ("nêu", "rõ")})
# Where a long run of words may be parted.
_JOINTS = key_set("của về với trong tại cho ở đã được để bằng từ")
_LEADING = key_set(
    "đã được chỉ mới vừa sẽ đang cũng còn vẫn phải là có tiếp tục phấn đấu và với về của tại ở trong rõ thêm nâng đến"
)
_EXISTING = key_set("có còn gồm")
_QUANTIFIERS = key_set("số tổng lượng trở lên xuống")
_LEVELS = key_set("xã phường huyện quận tỉnh thành phố tp thị trấn toàn cả nước địa phương")
_LONG = 16
# What is left of the figure before, at the beginning of the words before this one.
_UNITS_LEFT = frozenset(MULTIPLIERS) | {"đồng", "usd", "ha", "đ"}
# Words that no indicator ends with.
_TRAILING = key_set("của và về với cho được đã là có khi mà nên ở tại do trong để các những này đó đạt đứng xếp thứ hạng vị trí")
_STOPS = frozenset(";:.!?…“”\"'‘’*•–")
_LINKS = key_set(
    "đạt là có được lên còn khoảng hơn trên gần với chiếm ước ở mức từ đến tới xuống chỉ đã cả và trong đó vào thêm gồm cho "
    "phấn đấu phải cùng"
)
_OPENERS = key_set(
    "trong đó riêng đến nay hiện đã toàn tính về qua nhất như vậy đồng thời ngoài ra số các năm do theo của và với"
)
_NUMERIC = re.compile(r"\d")
_AFTER_STOPS = key_set("so tăng giảm đạt vượt và với trên trong để tương chiếm gồm là do tại nhưng từ")
_GENERIC = frozenset(
    {"tổng số", "số tiền", "tương ứng số tiền", "tổng số tiền", "với số tiền", "số vốn", "tổng số vốn", "tổng vốn"}
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
    """Where the words before a figure begin: after a stop, a comma, a new clause or an earlier figure, at most 24 tokens back."""
    at = index
    while at > max(low, index - 24):
        token = tokens[at - 1]
        if token.text == ")" and (opened := _opened(tokens, at - 1)) is not None and opened > low:
            at = opened
            continue
        if (token.text in _STOPS and _key(tokens, at - 2) != "tp") or token.text in ",()":
            break
        if token.key in _CLAUSES and (token.key, _key(tokens, at)) not in _NO_CLAUSES:
            break
        if _NUMERIC.search(token.text) and not _dated(tokens, at - 1) and _key(tokens, at) not in _PARTIES:
            break
        if (_key(tokens, at - 2), token.key) in _SAYING:
            break
        at -= 1
    return at


def _opened(tokens: Tokens, close: int) -> int | None:
    """The index of the bracket that a few words before open, as around an abbreviation: "(GDP)"."""
    at = next((i for i in range(close - 1, max(close - 5, -1), -1) if tokens[i].text == "("), None)
    return None if at is None or any(t.is_number for t in tokens[at:close]) else at


def _dated(tokens: Tokens, index: int) -> bool:
    """Whether a number belongs to a period: "năm 2031", "6 tháng", "tháng 6"."""
    return _key(tokens, index - 1) in ("năm", "tháng", "/", "-", "quý") or _key(tokens, index + 1) in ("tháng", "năm", "/", "-")


def indicator_of(tokens: Tokens, low: int, first: int, unit: int, after: int, stop: int, share: bool) -> Indicator:
    """The indicator of a figure between the tokens ``first`` and ``after``, whose unit begins at ``unit``.

    ``low`` and ``stop`` bound the sentence. ``share`` is true for a percentage, whose base follows it.
    """
    start = _clause_start(tokens, first, low)
    known = concept_of(tokens, max(low, start - 14), first)
    if known is not None and known[1] <= start and (first - start >= 3 or not _linked(tokens, known[1], first)):
        known = None  # it belongs to an earlier figure
    elif known is not None:
        start = min(start, known[0])
    before, ended = _trimmed(tokens, start, first)
    behind = _behind(tokens, after, stop, share)
    noun = [t.text for t in tokens[unit:behind]]
    if share:
        noun = _base(tokens, unit, behind)
    words = _words(tokens, before, noun, known, (start, first, ended), counted=unit < after, share=share)
    short = not before or (known is None and len(before) < 3 and before[0].islower() and _coordinated(tokens, start - 1))
    if short and len(noun) < 2 and start - 1 > low and tokens[start - 1].text in ",(" and (share or not noun):
        words = [*_trimmed(tokens, _clause_start(tokens, start - 1, low), start - 1)[0][:8], *before]
    found = known or concept_of(tokens, unit, behind)
    return Indicator(_joined(words) or UNSAID, None if found is None else found[3])


def _coordinated(tokens: Tokens, comma: int) -> bool:
    """Whether a comma before a figure's words parts two nouns of a list, not two figures: "chế biến, chế tạo chiếm …"."""
    return tokens[comma].text == "," and not any(t.is_number or t.text in ";:" for t in tokens[max(comma - 3, 0) : comma])


def _linked(tokens: Tokens, first: int, after: int) -> bool:
    """Whether only links and commas stand between a concept and the figure."""
    return all(tokens[i].key in _LINKS or tokens[i].text in ",(" for i in range(first, after))


def _words(
    tokens: Tokens,
    before: list[str],
    noun: list[str],
    known: tuple[int, int, str, str] | None,
    place: tuple[int, int, int],
    *,
    counted: bool,
    share: bool,
) -> list[str]:
    """The words of an indicator out of those before the figure, the noun that it counts, and the concept among them."""
    start, first, ended = place
    whole = known is not None and known[1] >= ended and known[1] - known[0] >= len(before) - 1
    if share and len(noun) > 1 and (len(before) < 2 or known is None):
        return ["tỷ lệ", *noun]
    if counted and not (whole and known is not None and noun[:1] != known[2].split()[:1]):
        existing = any(tokens[i].key in _EXISTING for i in range(max(start, ended), first))
        return ["số", *noun] if noun and (not before or (existing and known is None)) else [*_last(before, 8), *noun]
    if whole and known is not None:
        return [known[2]]
    if not counted and " ".join(before).casefold() in _GENERIC:
        return [*before, *noun]
    return _last(before, _LONG) or noun


def _base(tokens: Tokens, unit: int, behind: int) -> list[str]:
    """What a percentage is of: the households in "95% số hộ đạt …"."""
    at = unit
    while at < behind and tokens[at].key in _QUANTIFIERS:
        at += 1
    return [t.text for t in tokens[at:behind]]


def _last(words: list[str], count: int) -> list[str]:
    """The last words, from a joint on where there are more, without verbs and links that lead nowhere."""
    if len(words) > count:
        joints = [i for i in range(len(words) - count - 1, len(words) - 2) if key_of(words[i]) in _JOINTS]
        words = words[joints[0] + 1 :] if joints else words[-count:]
    at = 0
    while at < len(words) - 1 and key_of(words[at]) in _LEADING:
        at += 1
    return words[at:]


def is_place_only(words: str) -> bool:
    """Whether an indicator is only the place or body that an earlier indicator is about ("TP. Nam Hải", "toàn huyện")."""
    parts = words.replace(".", " ").split()
    return bool(parts) and all(p[0].isupper() or key_of(p) in _LEVELS for p in parts)


def _trimmed(tokens: Tokens, start: int, first: int) -> tuple[list[str], int]:
    """The words before a figure without links at their end, openers and periods at their beginning, and where they end."""
    end = first
    while end > start and (tokens[end - 1].key in _LINKS or not tokens[end - 1].is_word or _period_word(tokens, end - 1)):
        end -= 1
    changed = tokens[end - 1].text if end - start > 1 and tokens[end - 1].key in ("tăng", "giảm") else None
    end -= changed is not None
    if end - start > 1 and (tokens[end - 2].key, tokens[end - 1].key) == ("đại", "diện"):
        return [], end
    words = [t.text for t in tokens[start:end]]
    if any(tokens[i].is_number or tokens[i].key in ("năm", "quý", "tháng") for i in range(start, end)):
        words = without_periods(_joined(words)).split()
    while words and (_left_over(words) or key_of(words[0]) in _OPENERS or not words[0][0].isalpha()):
        del words[0]
    if changed is not None and all(key_of(w) in _LINKS for w in words):
        return [changed], end
    return words, end


def _left_over(words: list[str]) -> bool:
    """Whether the first word is left of the figure before ("tỷ đồng và …")."""
    return key_of(words[0]) in _UNITS_LEFT and (len(words) < 2 or key_of(words[1]) not in ("lệ", "trọng", "suất"))


def _period_word(tokens: Tokens, index: int) -> bool:
    """Whether "năm", "tháng" or "quý" stands there with its number behind."""
    return tokens[index].key in ("năm", "tháng", "quý") and _key(tokens, index + 1)[:1].isdecimal()


def _behind(tokens: Tokens, after: int, stop: int, share: bool) -> int:
    """The index after the words that qualify the counted noun ("… mới", "hộ gia đình đạt gia đình văn hóa" of a share)."""
    at = after
    while share and at < min(after + 4, stop) and tokens[at].key in _QUANTIFIERS:
        at += 1
    first = at
    while at < min(first + 9, stop):
        token = tokens[at]
        reached = share and at - first > 1 and token.key == "đạt"
        coordinated = token.text == "," and 0 < at - first <= 2 and _goes_on(tokens, at + 1, stop)
        if not coordinated and (not token.is_word or (token.key in _AFTER_STOPS and not reached)):
            break
        at += 1
    while at > after and tokens[at - 1].key in _TRAILING:
        at -= 1
    return at


def _goes_on(tokens: Tokens, at: int, stop: int) -> bool:
    """Whether a second noun of a list follows a comma, and no other figure."""
    ahead = tokens[at : min(at + 5, stop)]
    if not ahead or ahead[0].capital or not ahead[0].is_word or ahead[0].key in _AFTER_STOPS | _LINKS:
        return False
    return not any(t.is_number for t in ahead)


def _joined(words: list[str]) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\s+([,.])", r"\1", " ".join(words))).strip(" ,.-")
