"""Whether a post is held, taken up, left or past, by the words around its title."""

from __future__ import annotations

import re
from functools import lru_cache

from bienban.lang.vi.lexicon import table
from bienban.model.facts import PostStatus

__all__ = ["INSTEAD", "MOVED", "RETIRED", "cue", "ordinal_of", "outcome", "past", "status_of"]


@lru_cache(maxsize=16)
def cue(act: str) -> re.Pattern[str]:
    """The words of one act of ``post_cues.tsv``."""
    forms = sorted((r.need("form") for r in table("post_cues") if r.get("act") == act), key=len, reverse=True)
    others = "|".join(re.escape(r.need("form")) for r in table("post_cues") if r.get("act") == "none")
    return re.compile(rf"\b(?!(?:{others})\b)(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)


INSTEAD = r"\bthay(?: thế)?(?: cho| vị trí của)?\s+(?:(?:cho )?(?:các )?(?:ông|bà|anh|chị|đồng chí|đ/c)\s+)?"
"""The words before the name of somebody who is replaced: "thay ông", "thay thế cho đồng chí"; part of a regular expression."""

RETIRED = re.compile(
    r"[\s,]*(?:được |đã |sẽ |vừa )?(?:nghỉ hưu|nghỉ chế độ|nghỉ công tác|về hưu|thôi chức|bị đình chỉ|bị cách chức)",
    re.IGNORECASE,
)
MOVED = re.compile(
    r"\b(?:điều động|luân chuyển|chuyển công tác)\b|\b(?:phân công|chỉ định|cử)\b.{0,30}\b(?:về|đến|sang)\b", re.IGNORECASE
)
_INSTEAD = re.compile(r"\bthay(?: thế)?\b[^,;]{0,40}\b(?:làm|giữ|đảm nhiệm)\b")
_CAREER = re.compile(
    r"^\W*(?:Sau|Trong|Trước|Từ|Đến|Tháng|Năm|Giai đoạn|Đầu năm|Cuối năm|Một năm|Hai năm|\w+ năm sau|\d+ năm sau|Tại Đại hội)\b"
    r"(?!.{0,20}\bnay\b)(?=.{0,60}?(?:\b(?:19\d\d|200\d|201\d)\b|năm sau|chiến\b|Đại hội))"
)
_RANGE = re.compile(
    r"[\s(]*(?:giai đoạn|từ|nhiệm kỳ|khóa|năm|tháng)?[\s\d/IVX(]*\b(?:19|20)\d\d\s*[-–]\s*(?:\d\d?/)?(?P<end>(?:19|20)\d\d)\b"
)
# What was decided, elected or announced, and then who holds which post: "Kết quả, ông A giữ chức Chủ tịch …".
_OUTCOME = re.compile(
    r"^\W*(?:Kết quả|Theo đó|Cụ thể)\b|\b(?:công bố|quyết định|nghị quyết|nhất trí|thống nhất|tín nhiệm)\b", re.IGNORECASE
)
_TAKES_UP = re.compile(r"\bgiữ (?:chức(?: vụ| danh)?|cương vị)\s*$", re.IGNORECASE)
_HOLDS = re.compile(r"\b(?:hiện|đang|từng|vốn|đã)\b", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(?:khóa|khoá|lần thứ|lần)\s+([IVXL]+|\d+)\b", re.IGNORECASE)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def ordinal_of(text: str) -> int | None:
    """The number of the term named last in some words: "khóa IX" is 9."""
    found = None
    for found in _ORDINAL.finditer(text):  # noqa: B007
        pass
    if found is None:
        return None
    word = found.group(1).upper()
    if word.isdigit():
        return int(word)
    values = [_ROMAN[c] for c in word]
    return sum(-v if i + 1 < len(values) and values[i + 1] > v else v for i, v in enumerate(values))


def outcome(context: str) -> bool:
    """Whether words say that what follows was decided, elected or announced."""
    return _OUTCOME.search(context) is not None


def past(lead: str, behind: str) -> bool:
    """Whether the words before and behind a title put it in the past: từng, a year that opens a sentence of a career, a range."""
    span = _RANGE.match(behind)
    if span is not None and int(span.group("end")) < 2012 and "nhiệm kỳ" not in behind[:14]:
        return True
    return cue("past").search(lead) is not None or _CAREER.match(lead) is not None


def status_of(lead: str, behind: str, context: str) -> PostStatus | None:
    """The status that a verb gives; None where the post is only proposed.

    ``lead`` are the words between the last name and the title, ``context`` those before the name, ``behind`` those after it.
    """
    if cue("leave").search(lead):
        return "dismissed"
    if past(f"{context} {lead}".strip(), behind):
        return "former"
    if cue("appoint").search(lead) or _INSTEAD.search(lead):
        return "appointed"
    if cue("propose").search(lead):
        return None
    if cue("leave").search(context) and not re.search(r"\b(?:thay|về|để)\b", lead):
        return "dismissed"
    if cue("appoint").search(context):
        return "appointed"
    if cue("propose").search(context):
        return None
    if RETIRED.match(behind):
        return "dismissed"
    taken = outcome(context) and _TAKES_UP.search(lead) and not _HOLDS.search(lead)
    return "appointed" if taken else "current"
