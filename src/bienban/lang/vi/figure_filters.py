"""Why a number may be no figure: who attends or is honoured, votes, prices, gifts, crimes, ranges, and what is only proposed."""

from __future__ import annotations

import re
from decimal import Decimal

from bienban.lang.vi.numbers import unit_of

__all__ = ["EXCLUDING", "concerns_another", "cues", "doubts_of", "is_range"]

EXCLUDING = frozenset({"time", "fine", "range", "other", "bound", "misprint", "price", "members", "attended", "honoured"})
"""The doubts after which a number is no figure whatever else speaks for it."""

_SKIPPED = frozenset({"time", "ballot", "document", "award", "score", "ratio"})
_SMALL = Decimal(50_000_000)
"""Đồng below which an amount is a price, a gift or a fine, unless it is an income or an average."""

_COUNTABLE = Decimal(10**10)
"""Beyond this a count is a misprint."""

_ATTEND = re.compile(
    r"\b(?:dự|có mặt|theo dõi|quy tụ|chứng kiến|tham gia của|về dự|hy sinh|trực tuyến (?:đến|tới|với)|điểm cầu)\b",
    re.IGNORECASE,
)
# Of those who attend, some: "với sự tham dự của hơn 1.000 đại biểu, trong đó có hơn 600 nhà đầu tư".
_AMONG = re.compile(r"\b(?:tham dự|dự|tham gia) của\b[^.;]*\btrong đó[^.;]{0,24}$", re.IGNORECASE)
_ATTENDING = re.compile(r"^\W*(?:(?:cùng|tham|đến|về) dự|dự|có mặt|tham gia|tháp tùng|danh sách|thành phần)\b", re.IGNORECASE)
_HONOUR = re.compile(r"\b(?:trao|tặng|thưởng|khen|huy hiệu|HH|bằng khen|giấy khen|giải thưởng)\b[^.;]*$", re.IGNORECASE)
_BADGE = re.compile(r"\b[3-9][05] năm(?: tuổi Đảng)?\s*[(:]?\s*(?:có |cho )?$", re.IGNORECASE)
_AWARDED = re.compile(
    r"[^.;,()]{0,24}\bđược\b[^.;,]{0,60}\b(?:trao|tặng|phong|truy)\b[^.;,]{0,24}"
    r"\b(?:huy hiệu|huân chương|huy chương|bằng khen|giấy khen|kỷ niệm chương|cờ|danh hiệu)\b",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"\b(?:phiếu|biểu quyết|thông qua với t[ỷỉ] lệ|nhất trí|thống nhất|tán thành"
    r"|thiên tai|chết|tử vong|bị thương|thiệt mạng|mất tích"
    r"|bị cáo|bị can|án tù|lừa đảo|tham ô|đánh bạc|lô đề|trộm|cướp|chiếm đoạt|thu lợi|mệnh giá|tiền mặt|bồi thường|nồng độ"
    r"|trị giá|giá vé|tiền vé|mỗi (?:lượt|giải|suất|căn|vé|chiếc|con)|sập"
    r"|chuyển nhượng|buôn lậu|ma túy|heroin|khách mời)\b",
    re.IGNORECASE,
)
# A fine that one party pays is no figure; what an inspection found and fined is one.
_FINE = re.compile(r"\b(?:phạt|đòi|(?<!điều )(?<!sự )kiện|vay lại|thưởng nóng|mức thưởng)\b", re.IGNORECASE)
_ENFORCED = re.compile(r"\b(?:cơ sở|vụ|trường hợp|kiểm tra|thanh tra|đối tượng vi phạm)\b", re.IGNORECASE)
_PROPOSED = re.compile(r"\b(?:kiến nghị|đề xuất|đề nghị|xin phép|cho phép|giả sử|nếu)\b", re.IGNORECASE)
_RANGE = re.compile(r"(?:^|\s)từ\s+[\d.,]+\s*\S*\s*(?:đến|tới|-|–)\s*$|[\d%]\s*(?:[-–]|đến|tới)\s*$", re.IGNORECASE)
_INCOME = re.compile(r"\b(?:thu nhập|bình quân|lương|mức sống)\b", re.IGNORECASE)
_PRICE = re.compile(
    r"\b(?:giá|giá bán|mức giá|tiền công|hỗ trợ (?:gia đình|chi phí|mỗi))\s*(?:là|khoảng|trên|hơn|gần)?\s*$", re.IGNORECASE
)
_PER = re.compile(r"\s*/\s*(?:h|giờ|kg|ký|m2|m3|chiếc|con|lượt|suất|vé|tháng|ngày)\b")
_BOUND = re.compile(r"\s*(?:/\s*\w+\s*){0,3}trở (?:lên|xuống)\b")
_SAME = re.compile(r"\b(?:tương đương|tức|quy đổi) (?:với |là )?\s*$", re.IGNORECASE)
_REPRESENTED = re.compile(r"đại diện cho", re.IGNORECASE)


def is_range(before: str) -> bool:
    """Whether a number is the upper end of a range that begins before it."""
    return _RANGE.search(before) is not None


def concerns_another(near: str, share: bool = False) -> bool:
    """Whether the words near a number speak of votes, crimes, prices and the like; of a share also of stock."""
    return _UNSAID.search(near) is not None or (share and "cổ ph" in near)


def attended(lead: str, opening: str, behind: str) -> bool:
    """Whether people are counted because they attend; ``opening`` is the beginning of the sentence."""
    if _REPRESENTED.search(lead):
        return False
    return (
        _ATTEND.search(f"{lead[-40:]} {behind[:24]}") is not None
        or _ATTENDING.match(opening) is not None
        or _AMONG.search(opening[-110:]) is not None
    )


def _fined(lead: str, behind: str) -> bool:
    """Whether an amount is a fine, a claim or a reward for one party."""
    near = lead[-70:] + behind[:30]
    return _FINE.search(near) is not None and _ENFORCED.search(near) is None


def _honoured(lead: str, behind: str) -> bool:
    """Whether people are counted because they get an award: "43 đảng viên được tặng …", "Huy hiệu 60 năm (5 đồng chí)"."""
    return (
        _HONOUR.search(lead[-70:]) is not None
        or _BADGE.search(lead[-40:]) is not None
        or _AWARDED.match(behind[:120]) is not None
    )


def doubts_of(unit: str | None, amount: Decimal, paired: bool, lead: str, opening: str, behind: str) -> tuple[str, ...]:
    """Why a number with a unit may be no figure, in names.

    ``lead`` are the words of its clause before it, ``opening`` those of its sentence, ``behind`` those up to the next number.
    """
    measured = unit_of(unit)
    if measured is None:
        return ("unit",)
    if measured.kind == "time":
        return ("time",)
    visits = (unit or "").startswith("lượt")
    counted = measured.kind in ("person", "household", "body") and not paired and not visits
    found = {
        "unit": measured.kind in _SKIPPED or unit in ("đại biểu", "m", "cm", "mm"),
        "fine": _fined(lead, behind),
        "bound": _BOUND.match(behind) is not None,
        "range": is_range(opening) or re.match(r"\s*(?:[-–]|đến|tới)\s*\d", behind) is not None,
        "other": concerns_another(lead[-60:] + behind[:30]),
        "small": measured.kind == "money"
        and unit == "đồng"
        and amount < _SMALL
        and not (paired or _INCOME.search(lead) is not None),
        "misprint": measured.kind != "money" and amount > _COUNTABLE,
        "price": _PER.match(behind) is not None or _PRICE.search(lead) is not None or _SAME.search(lead) is not None,
        "attended": counted and attended(lead, opening, behind),
        "honoured": _HONOUR.search(lead[-24:]) is not None or (counted and _honoured(lead, behind)),
        "with": counted and re.search(r"\bvới\s*$", lead) is not None,
        "proposed": _PROPOSED.search(lead) is not None,
        "members": unit in ("ủy viên", "thành viên", "đồng chí") and re.search(r"\b(?:gồm|và)\s*(?:có\s*)?$", lead) is not None,
    }
    return tuple(name for name, holds in found.items() if holds)


def cues(lead: str, behind: str) -> list[str]:
    """The kinds of words beside a number that tell what it is of, by name."""
    near = lead[-70:] + behind[:30]
    present = _REPRESENTED.search(lead[-60:]) is None
    found = {
        "attend": _ATTEND.search(f"{lead[-40:]} {behind[:24]}") if present else None,
        "attending": _ATTENDING.match(lead) if present else None,
        "represented": _REPRESENTED.search(lead[-60:]),
        "honour": _HONOUR.search(lead[-70:]),
        "enforced": _ENFORCED.search(near),
        "proposed": _PROPOSED.search(lead[-110:]),
        "income": _INCOME.search(lead[-110:]),
    }
    return [name for name, match in found.items() if match is not None]
