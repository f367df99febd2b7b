"""The words that name a period, and the period they name: "2031", "6 tháng đầu năm 2031", "2030-2035"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bienban.lang.vi.period_times import ArticleTime

__all__ = ["Said", "read_periods", "without_periods"]

_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_WORDS)})"
_COMPARED = (
    r"(?:(?:so |cao hơn |thấp hơn )?với|(?:gấp|bằng|tăng) [\d.,]+ ?(?:lần|%)(?: so với)?) (?:cùng kỳ )?(?:của )?(?:đầu |cuối )?"
    r"(?:những )?(?:các )?(?:năm (?:\d{4}|trước)|nhiệm kỳ(?: trước| \d{4}\s?[-–]\s?\d{4})?|giai đoạn \d{4}\s?[-–]\s?\d{4})"
    r"|cùng kỳ (?:của )?năm \d{4}"
)
_DAY = r"\d{1,2}[/-]\d{1,2}[/-]\d{4}"
_PERIODS = re.compile(
    rf"(?<!\w)(?:(?P<compared>{_COMPARED})"
    rf"|(?:tính )?(?:đến|tới) (?:hết )?(?:ngày )?(?P<day>{_DAY}|\d{{1,2}} tháng \d{{1,2}} năm \d{{4}})"
    r"|(?:tính )?(?:đến|tới) (?:cuối|hết) (?P<monthend>tháng \d{1,2})(?!\d|\s?[/-]\s?\d| năm \d)"
    rf"|(?:từ )?(?:ngày )?(?P<from>{_DAY}) đến (?:hết )?(?:ngày )?(?P<until>{_DAY})"
    rf"|(?P<dated>\d{{1,2}} tháng \d{{1,2}} năm \d{{4}}|{_DAY}(?! đến))"
    rf"|(?P<part>{_COUNT} tháng (?:của )?(?:đầu |cuối )?năm(?: năm)?(?: \d{{4}}| nay)?)"
    rf"|(?P<months>(?<=trong )\d{{1,2}} tháng|{_COUNT} tháng(?= (?:đạt|ước|tăng|giảm|qua|vừa qua)|,))"
    r"|(?P<quarter>quý (?:I{1,3}|IV|[1-4])(?!\w)(?:(?:\s?/\s?|\s+năm\s+)\d{4})?)"
    r"|từ (?:năm )?(?P<since>(?:19|20)\d{2}) (?:đến|tới) (?:hết )?(?:năm )?(?P<till>(?:19|20)\d{2}|nay)"
    r"|(?P<span>(?:giai đoạn|nhiệm kỳ|năm học|năm|\()\s*(?P<first>\d{4})\s?[-–]\s?(?P<last>\d{4}))"
    r"|(?<![/.\d-])(?P<bare>(?P<one>(?:19|20)\d{2})\s?[-–]\s?(?P<two>(?:19|20)\d{2}))(?![/.\d-])"
    r"|(?P<month>tháng\s+\d{1,2}\s?(?:/|-|năm)\s?\d{4})"
    r"|(?<=trong )(?P<single>tháng \d{1,2})(?!\d|\s?[-/]|\s+năm)"
    r"|năm\s+(?P<year>(?:19|20)\d{2})"
    r"|(?P<todate>từ đầu năm(?: (?:19|20)\d{2})?(?: (?:đến|tới) nay)?)"
    r"|(?P<running>từ đầu nhiệm kỳ(?: (?:đến|tới) nay)?)"
    r"|(?P<ended>nhiệm kỳ (?:vừa )?qua|(?<=trong )nhiệm kỳ(?=[,;:.]| (?:đã|toàn|các|này)\b))"
    rf"|(?P<years>(?:qua|sau|trong|bình quân) (?:hơn |gần )?(?P<within>{_COUNT}) năm(?! (?:tới|tiếp theo|liền|trước))"
    r"(?: (?:vừa )?qua)?"
    rf"|(?P<past>{_COUNT}) năm (?:vừa )?qua)"
    r"|(?P<coming>(?:trong )?(?:nhiệm kỳ|giai đoạn|5 năm) (?:tới|tiếp theo))"
    r"|(?P<now>đến nay|tới nay|hiện nay|(?:tính )?đến (?:thời điểm (?:này|hiện tại)|hết năm(?! ?\d))"
    r"|(?<!thực )(?<!phát )(?<!thể )(?<!biểu )hiện(?= (?:có|đã|tại|còn|đang)\b|,))"
    r"|(?P<each>(?:mỗi|hằng|hàng) (?:năm|ngày|tháng))"
    r"|(?P<this>năm nay|cả năm(?!\s+\d)|trong năm(?= qua\b|[,;])|năm qua))",
    re.IGNORECASE,
)  # fmt: skip
_PLANNED = re.compile(
    r"\b(?:phương hướng|nhiệm vụ|kế hoạch|triển khai|chương trình|mục tiêu|dự toán|phấn đấu|dự kiến)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_REVIEWED = re.compile(
    r"\b(?:tổng kết|kết quả|tình hình|sơ kết|báo cáo|đánh giá|thực hiện|nhìn lại)\b[^.;:,]{0,50}$", re.IGNORECASE
)
# What may stand between the beginning of a clause and a period that frames what follows.
_OPENING = re.compile(
    r"(?:^|[,:;(“\"]\s|\b(?:biết|thấy|rằng|rõ|định|là|đó)\s)\W*(?:(?:trong|đến|qua|hết|sau|tính|riêng|tại|và|suốt|theo đó"
    r"|kết thúc|đến hết|cũng|cùng)\s+)*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_PART = re.compile(rf"(?P<count>{_COUNT}) tháng (?P<side>đầu |cuối )?năm", re.IGNORECASE)
_KINDS = (
    "year", "day", "single", "part", "months", "quarter", "month", "monthend", "todate", "running", "ended", "years", "coming",
    "now", "each", "this",
)  # fmt: skip
_LEAD = 90


@dataclass(frozen=True, slots=True)
class Said:
    """A period where it is said; None where it stays open.

    ``plan``: of a plan or ahead of the article; ``framed``: it opens a clause and holds for what follows; ``reviewed``: the
    article is about it.
    """

    start: int
    end: int
    period: str | None
    plan: bool
    framed: bool
    reviewed: bool
    kind: str


def read_periods(text: str, start: int, end: int, time: ArticleTime) -> list[Said]:
    """The periods named between two offsets, in order; comparisons and single days are none."""
    found = []
    for match in _PERIODS.finditer(text, start, end):
        if match["compared"] or match["dated"]:
            continue
        before = text[max(start, match.start() - _LEAD) : match.start()]
        kind = _kind(match)
        reviewed, planned = _REVIEWED.search(before), _PLANNED.search(before)
        plan = planned is not None and (reviewed is None or planned.start() > reviewed.start())
        period = _period(match, kind, time)
        years = [int(y) for y in _YEAR.findall(period or "")]
        plan = plan or kind == "coming" or (bool(years) and time.ahead(years[0], years[-1]))
        framed = _OPENING.search(before) is not None
        about = not plan and kind not in ("now", "each") and reviewed is not None
        found.append(Said(match.start(), match.end(), period, plan, framed, about, kind))
    return found


def _kind(match: re.Match[str]) -> str:
    """What kind of period it is: the name of its group, a term apart from other stretches of years."""
    if match["span"] and match.group().casefold().startswith("nhiệm"):
        return "term"
    return next((name for name in _KINDS if match[name]), "years named")


def _period(match: re.Match[str], kind: str, time: ArticleTime) -> str | None:
    """The period in short, relative words settled by the article's time."""
    year = None if time.year is None else str(time.year)
    if kind in ("now", "this", "todate"):
        named = _YEAR.search(match.group())
        return named.group() if named else year
    if kind == "each":
        return None
    if kind == "ended":
        return time.last_term()
    if kind == "running":
        return time.this_term()
    if kind == "coming":
        return time.next_years()
    if kind == "years":
        return time.last_years(_number(match["within"] or match["past"]))
    return _worded(match, year)


def _number(words: str) -> int:
    """A number in digits or words."""
    return int(words) if words.isdecimal() else _WORDS[words.casefold()]


def _worded(match: re.Match[str], year: str | None) -> str | None:
    """A period in short: "2031", "2030-2035", "1/1/2031 - 30/6/2031", else as printed, with its year where that is known."""
    printed = re.sub(r"\s+", " ", match.group()).strip()
    if match["from"]:
        return f"{match['from']} - {match['until']}"
    if match["year"]:
        return match["year"]
    if match["since"]:
        return (
            printed
            if match["till"] == "nay" and year is None
            else f"{match['since']}-{year if match['till'] == 'nay' else match['till']}"
        )
    if match["span"] or match["bare"]:
        return f"{match['first'] or match['one']}-{match['last'] or match['two']}"
    if match["day"]:
        day, month, own_year = (int(n) for n in re.findall(r"\d+", match["day"]))
        return f"{own_year}-{month:02}-{day:02}"
    if match["monthend"]:
        return None if year is None else f"{year}-{int(match['monthend'].split()[1]):02}"
    own = _YEAR.search(printed)
    year = year if own is None else own.group()
    if match["quarter"] or match["single"]:
        return printed if own is not None or year is None else f"{printed}/{year}"
    if match["months"]:
        return printed if year is None else f"{_number(printed.split()[0])} tháng đầu năm {year}"
    part = _PART.match(printed) if match["part"] else None
    if part is None:
        return printed
    words = f"{_number(part['count'])} tháng {(part['side'] or '').casefold()}năm"
    return words if year is None else f"{words} {year}"


def without_periods(text: str) -> str:
    """A stretch of text without the periods it names."""
    return _PERIODS.sub("", text)
