"""Where the designation of a congress or a plenum ends that a resolution is named after."""

from __future__ import annotations

from bienban.lang.tokens import Tokens, key_set
from bienban.lang.vi.document_heads import Designation
from bienban.lang.vi.document_titles import quoted_end, topic_end
from bienban.lang.vi.ordinals import read_ordinal

__all__ = ["collective", "congress_end", "plenum_end"]

_CONGRESS = key_set(
    "xã phường huyện quận tỉnh thành thị phố trấn khối các cấp cơ quan đảng bộ đại biểu toàn quốc chi đoàn hội công viên "
    "nông dân phụ nữ tp"
)
_NUMBERED = key_set("của đảng , . ; và đã")
_SETTLING = key_set("đảng quốc cấp phố tỉnh huyện xã")


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


def congress_end(tokens: Tokens, index: int) -> int | None:
    """The index after a congress's designation at "đại hội": organization, ordinal, term, "của Đảng"."""
    if _key(tokens, index) != "đại" or _key(tokens, index + 1) != "hội":
        return None
    at, settled = index + 2, index + 2
    if _key(tokens, at).isdecimal() and 0 < int(_key(tokens, at)[:3]) < 40 and _key(tokens, at + 1) in _NUMBERED:
        at = settled = at + 1
    while at < len(tokens) and at - index < 24:
        key = tokens[at].key
        ordinal = _ordinal(tokens, at)
        if ordinal is not None:
            at = settled = ordinal
        elif key in (",", "(", "-", "–") and (ordinal := _ordinal(tokens, at + 1)) is not None:
            at = settled = ordinal + (key == "(" and _key(tokens, ordinal) == ")")
        elif key == "của" and (tokens[at + 1 : at + 2] and tokens[at + 1].capital):
            at += 1
        elif tokens[at].capital or key in _CONGRESS or (key == "." and _key(tokens, at - 1) == "tp"):
            at += 1
            settled = at if tokens[at - 1].capital or key in _SETTLING or key == "." else settled
        else:
            break
    if tokens[settled - 1].text == "." and settled == len(tokens):
        settled -= 1
    return settled


def _ordinal(tokens: Tokens, at: int) -> int | None:
    """The index after a term or ordinal at the index ("lần thứ IX", "nhiệm kỳ 2020 – 2025", "XII")."""
    if at >= len(tokens):
        return None
    if tokens[at].key in ("lần", "nhiệm", "khóa"):
        read = read_ordinal(tokens, at)
        return None if read is None else read[0]
    return None


def plenum_end(tokens: Tokens, index: int) -> int | None:
    """The index after a plenum of the Central Committee: "Trung ương 5, khóa XII", "Hội nghị lần thứ năm Ban Chấp hành …"."""
    at = index + 2 if _key(tokens, index) == "hội" and _key(tokens, index + 1) == "nghị" else index
    numbered = _ordinal(tokens, at)
    at = numbered if numbered is not None else at
    body = _central(tokens, at)
    if body is None:
        return None
    at = body
    if at < len(tokens) and (tokens[at].text.isdecimal() and len(tokens[at].text) <= 2):
        numbered = at = at + 1
    elif (later := _ordinal(tokens, at)) is not None and _key(tokens, at) == "lần":
        numbered = at = later
    if numbered is None:
        return None
    while _key(tokens, at) in (",", "(", "-", "–") or _key(tokens, at) == "khóa":
        skip = 0 if _key(tokens, at) == "khóa" else 1
        term = _ordinal(tokens, at + skip)
        if term is None or _key(tokens, at + skip) != "khóa":
            break
        at = term + (skip == 1 and _key(tokens, at) == "(" and _key(tokens, term) == ")")
    if _key(tokens, at) == "của" and _key(tokens, at + 1) == "đảng":
        return at
    return at


def _central(tokens: Tokens, at: int) -> int | None:
    """The index after "(Ban Chấp hành) Trung ương (Đảng)" or an abbreviation of it."""
    if _key(tokens, at) == "ban" and _key(tokens, at + 1) == "chấp":
        at += 3
    elif _key(tokens, at) == "bch":
        at += 1
    if _key(tokens, at) == "trung" and _key(tokens, at + 1) == "ương":
        at += 2
    elif _key(tokens, at) in ("tw", "tư"):
        at += 1
    elif _key(tokens, at) == "t" and _key(tokens, at + 1) == "." and _key(tokens, at + 2) == "ư":
        at += 3
    else:
        return None
    return at + 1 if _key(tokens, at) == "đảng" else at


def collective(tokens: Tokens, index: int, after: int) -> Designation | None:
    """A resolution of a congress or a plenum."""
    end = congress_end(tokens, after)
    if end is not None:
        bare = end == after + 2
        if bare and not _adopted(tokens, index):
            return None
        return Designation(index, end, "document.congress", 0.6 if bare else 0.95)
    end = plenum_end(tokens, after)
    if end is None:
        return None
    topic = topic_end(tokens, end + 1) if _key(tokens, end) == "về" else quoted_end(tokens, end)
    return Designation(index, end if topic is None else topic, "document.plenum", 0.95)


def _adopted(tokens: Tokens, index: int) -> bool:
    """Whether "thông qua" stands shortly before: the congress's own resolution, which needs no other name."""
    low = max(index - 8, 0)
    return tokens[index].capital and any(tokens[n].key == "thông" and _key(tokens, n + 1) == "qua" for n in range(low, index))
