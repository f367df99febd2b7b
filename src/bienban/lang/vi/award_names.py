"""Finds the names of awards, honours and recognised titles in an article.

:func:`read_awards` needs the tokens and sentences of a scan. Rules: ``award.order`` (Huân chương Lao động hạng Ba),
``award.party`` (Huy hiệu 40 năm tuổi Đảng; each number of a list is a mention), ``award.certificate``, ``award.flag``,
``award.title``, ``award.prize``, ``award.grade``, ``award.standard`` (được công nhận đạt chuẩn …), and ``award.bare`` for a head
alone that a list or a ceremony names ("Huân chương").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bienban.lang.tokens import Tokens, Trie, key_set
from bienban.lang.vi.award_badges import QUOTES, Named, badges
from bienban.lang.vi.award_prizes import PRIZE_ENDS, grade, prize
from bienban.lang.vi.document_titles import quoted_end, topic_end
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.scan import Scan
from bienban.model.mention import AwardName, Mention
from bienban.model.span import Span

__all__ = ["read_awards"]

_GRADES = key_set("nhất nhì hai ba i ii iii")
# How sure a name is of an award given, where other than most.
_SURE = {"award.bare": 0.5, "award.certificate": 0.85, "award.flag": 0.85, "award.standard": 0.85}
_RECOGNISED = key_set(
    "xã phường huyện trường thôn làng khu đô đơn gia tỉnh thị quận đạt là danh nông di bảo kiệt công vùng thành sản cơ điểm ấp "
    "bản"
)
# What makes the words after "công nhận" a title or standard.
_STANDARDS = key_set("chuẩn hóa loại văn mới tích sản vật nghề quyển ocop tác lịch kỷ")
# Before a title in capitals: those who bear it, not what is given.
_BEARERS = key_set("các những của bà mẹ ông nhiều với nghĩa thăm vợ chồng con cháu")
# Before a quoted name: a movement, a campaign, a programme.
_MOVEMENTS = key_set("trào động án trình dự đua thi với và")
_NOT_TITLE = key_set("như cao và này của đã được trên do cho nào khác vinh mà là các")
_TIGHT = re.compile(r"\s+([,.])")
_FLAG_WORDS = key_set("đơn vị xuất sắc dẫn đầu trong phong trào thi đua tiêu biểu toàn diện khối cụm chính phủ bộ công an tỉnh")


@dataclass(frozen=True, slots=True)
class _Head:
    type: str
    extend: str
    name: str | None


@lru_cache(maxsize=1)
def _heads() -> Trie[_Head]:
    return Trie((row.need("form"), _Head(row.need("type"), row.need("extend"), row.get("name"))) for row in table("award_types"))


@lru_cache(maxsize=2)
def _titles(family: str) -> Trie[str]:
    return Trie((row.need("title"), row.need("type")) for row in table("award_titles") if row.need("family") == family)


@lru_cache(maxsize=1)
def _first_keys() -> frozenset[str]:
    forms = [row.need("form") for row in table("award_types")]
    titles = [row.need("title") for row in table("award_titles") if row.need("family") == "title"]
    return frozenset(word.split()[0].casefold() for word in (*forms, *titles))


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


def read_awards(scan: Scan) -> tuple[Mention, ...]:
    """All mentions of awards, in order, none inside another."""
    tokens, firsts = scan.tokens, _first_keys()
    found: list[Mention] = []
    index, end = 0, len(tokens)
    sentence, base, until = tokens, 0, -1
    while index < end:
        if tokens[index].key not in firsts or not _may_begin(tokens, index):
            index += 1
            continue
        if scan.sentences and tokens[index].start >= until:
            sentence, base, until = scan.up_to_end(index)
        after = index + 1
        for name in _names(sentence, index - base):
            span = Span(sentence[name.first].start, sentence[name.after - 1].end)
            words = name.name or " ".join(span.of(scan.text).split())
            found.append(Mention(span, AwardName(words, name.type), name.rule, _SURE.get(name.rule, 0.95)))
            after = max(after, base + name.after)
        index = after
    return tuple(found)


def _may_begin(tokens: Tokens, index: int) -> bool:
    """Whether a form or a title of the tables begins at the index."""
    if _heads().longest(tokens, index) is not None:
        return True
    if not tokens[index].capital or _key(tokens, index - 1) in _BEARERS or _key(tokens, index - 1).isdecimal():
        return False
    if _key(tokens, index - 1) in QUOTES and _key(tokens, index - 2) in _MOVEMENTS:
        return False
    return _titles("title").longest(tokens, index) is not None


def _names(tokens: Tokens, index: int) -> Iterator[Named]:
    head = _heads().longest(tokens, index)
    if head is None:
        title = _titles("title").longest(tokens, index)
        if title is not None and tokens[index].capital:
            yield Named(index, title[0], title[1], "award.title")
        return
    after, row = head
    if row.extend == "party":
        yield from badges(tokens, index, after)
    elif row.extend == "order":
        if (order := _order(tokens, index, after, row.type)) is not None:
            yield order
    elif row.extend == "none":
        yield Named(index, after, row.type, "award.certificate", row.name)
    elif (name := _EXTENDED[row.extend](tokens, index, after, row.type)) is not None:
        yield name


def _order(tokens: Tokens, index: int, after: int, kind: str) -> Named | None:
    """An order or medal with its proper name, grade and time: "Huân chương Lao động hạng Nhất (lần thứ 2)"."""
    if _key(tokens, after) == "hcm":
        return Named(index, after + 1, kind, "award.order", f"{tokens[index].text} {tokens[index + 1].text} Hồ Chí Minh")
    opened = _key(tokens, after) in QUOTES
    title = _titles("order").longest(tokens, after + opened)
    at = after if title is None else title[0]
    if opened and title is not None and _key(tokens, at) in QUOTES:
        at += 1
    if _key(tokens, at) == "hạng" and _key(tokens, at + 1) in _GRADES:
        at += 2
    elif title is not None and _key(tokens, at) in _GRADES and tokens[at].capital:
        at += 1
    elif title is not None and _key(tokens, at + 1) in _GRADES and _key(tokens, at + 1) == _key(tokens, at + 1):
        at += 2 if _key(tokens, at).endswith("ạng") else 0
    if at == after and (end := quoted_end(tokens, after)) is not None:
        at = end
    if at == after and kind == "order":
        at = _foreign(tokens, after)
    kind = kind if title is None or kind == "medal" else title[1]
    if at == after and _key(tokens, index - 1) in ("nhiều", "các", "những", ","):
        return None
    return Named(index, at, kind, "award.order" if at > after else "award.bare")


def _foreign(tokens: Tokens, after: int) -> int:
    """The index after an order's name that no table knows, such as a foreign one: a capital and up to three words."""
    if after >= len(tokens) or not tokens[after].capital:
        return after
    at = after + 1
    while at < min(after + 4, len(tokens)) and tokens[at].is_word and tokens[at].key not in PRIZE_ENDS | {"hạng", "vì", "lần"}:
        at += 1
    if _key(tokens, at) == "hạng" and _key(tokens, at + 1) in _GRADES:
        at += 2
    return at


def _certificate(tokens: Tokens, index: int, after: int, kind: str) -> Named | None:
    """A certificate or commemorative medal with the title it is given for, where that belongs to its name."""
    end = quoted_end(tokens, after)
    if kind == "commemorative-medal" and end is None and _key(tokens, after) == "vì":
        end = topic_end(tokens, after + 1, 14)
    if kind == "other" and end is None:
        return None
    title = _titles("title").longest(tokens, after)
    end = end if title is None else title[0]
    return Named(index, after if end is None else end, kind, "award.certificate")


def _flag(tokens: Tokens, index: int, after: int, kind: str) -> Named | None:
    if _key(tokens, index - 1) in ("lá", "lên"):
        return None  # the flag that an order is fastened to
    at = after
    while _key(tokens, at) in _FLAG_WORDS and tokens[at].key != "của":
        at += 1
    while at > after and _key(tokens, at - 1) in ("trong", "tỉnh", "bộ"):
        at -= 1
    if _key(tokens, at) == "năm" and len(_key(tokens, at + 1)) == 4 and _key(tokens, at + 1).isdecimal():
        at += 2
    return Named(index, at, kind, "award.flag")


def _title(tokens: Tokens, index: int, after: int, kind: str) -> Named | None:
    """A title after "danh hiệu", quoted, of the lexicon, or in the words that follow."""
    while _key(tokens, after) in ("vinh", "dự", "nhà", "nước", "cao", "quý") and _key(tokens, after + 1) not in ("giáo",):
        after += 1
    end = _quote(tokens, after)
    opened = _key(tokens, after) in QUOTES
    known = _titles("title").longest(tokens, after + opened)
    if end is None and known is None and (not _key(tokens, after)[:1].isalpha() or _key(tokens, after) in _NOT_TITLE):
        return None
    if end is None:
        end = known[0] if known is not None else topic_end(tokens, after, 8)
    if end is None or _key(tokens, after) == "danh":
        return None
    if known is None and _key(tokens, after) not in QUOTES:
        end = next((n for n in range(after + 2, end) if tokens[n].key == "và"), end)
    kind = known[1] if known is not None else "recognised-title" if "hóa" in {t.key for t in tokens[after:end]} else kind
    inside = " ".join(t.text for t in tokens[after:end] if t.text not in QUOTES)
    return Named(index, end, kind, "award.title", _TIGHT.sub(r"\1", inside))


def _quote(tokens: Tokens, index: int) -> int | None:
    """The index after a quoted title, also one of two words."""
    if _key(tokens, index) not in QUOTES:
        return None
    return next((n + 1 for n in range(index + 2, min(index + 24, len(tokens))) if tokens[n].text in QUOTES), None)


def _standard(tokens: Tokens, index: int, after: int, kind: str) -> Named | None:
    """A standard or title that is recognised: "được công nhận đạt chuẩn “…”", "công nhận xã đạt chuẩn nông thôn mới"."""
    recognised = tokens[index].key in ("công", "bằng")
    first = index if not recognised else _past_number(tokens, after + (_key(tokens, after) == "là"))
    if recognised and (known := _heads().longest(tokens, first)) is not None and known[1].extend == "title":
        return None
    at = after if not recognised else first
    if recognised and _key(tokens, at) == "đạt" and _key(tokens, at + 1) == "chuẩn":
        at += 2
    if (end := _quote(tokens, at)) is not None:
        inside = " ".join(t.text for t in tokens[at + 1 : end - 1])
        return Named(index, end, kind, "award.standard", inside)
    if not recognised or _key(tokens, first) not in _RECOGNISED:
        return None
    title = topic_end(tokens, first, 10)
    title = next((n for n in range(first + 2, title or first) if tokens[n].key in ("của", "năm", "trong")), title)
    chosen = {t.key for t in tokens[first : title or first]}
    return None if title is None or not chosen & _STANDARDS else Named(first, title, kind, "award.standard")


def _past_number(tokens: Tokens, at: int) -> int:
    """The index after "1 trong 3", or the index itself."""
    return at + 3 if _key(tokens, at + 1) == "trong" and _key(tokens, at + 2)[:1].isdecimal() else at


_EXTENDED = {"quote": _certificate, "flag": _flag, "title": _title, "prize": prize, "grade": grade, "standard": _standard}
