"""The period that a figure is of: named beside it, before it in its sentence, or by the sentences before.

A period that opens a sentence or an item of a list holds for what follows; "đến nay", "hiện có" and the like say that a figure is
of the present and of no period named before. A year that only belongs to a plan ("nhiệm vụ năm 2032") holds for goals alone, and
the years in the names of documents for nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bienban.lang.vi.scan import Scan
from bienban.model.mention import DocumentName, Sentence

__all__ = ["Periods", "period_in", "without_periods"]

_COMPARED = (
    r"(?:so |cao hơn |thấp hơn )?với (?:cùng kỳ )?(?:của )?(?:những )?(?:các )?năm (?:\d{4}|trước)|cùng kỳ (?:của )?năm \d{4}"
)
_PERIODS = re.compile(
    rf"(?<!\w)(?:(?P<compared>{_COMPARED})"
    r"|(?P<dated>\d{1,2} tháng \d{1,2} năm \d{4}|\d{1,2}[/-]\d{1,2}[/-]\d{4}(?! đến))"
    r"|từ (?:ngày )?(?P<from>\d{1,2}/\d{1,2}/\d{4}) đến (?:hết )?(?:ngày )?(?P<until>\d{1,2}/\d{1,2}/\d{4})"
    r"|(?P<part>\d{1,2} tháng (?:đầu |cuối )?năm(?: năm)?(?: \d{4}| nay)?)"
    r"|(?P<months>(?<=trong )\d{1,2} tháng|\d{1,2} tháng(?= (?:đạt|ước|tăng|giảm|qua)|,))"
    r"|(?P<quarter>quý (?:I{1,3}|IV|[1-4])(?:(?:\s?/\s?|\s+năm\s+)\d{4}|(?= (?:đạt|ước|tăng|giảm)|,)))"
    r"|(?P<span>(?:giai đoạn|nhiệm kỳ|năm học|năm|\()\s*(?P<first>\d{4})\s?[-–]\s?(?P<last>\d{4}))"
    r"|(?P<month>tháng\s+\d{1,2}\s?(?:/|-|năm)\s?\d{4})"
    r"|năm\s+(?P<year>(?:19|20)\d{2})"
    r"|(?P<now>đến nay|tới nay|hiện nay|từ đầu nhiệm kỳ|(?:mỗi|hằng|hàng) (?:năm|ngày|tháng)"
    r"|(?<!thực )(?<!phát )(?<!thể )(?<!biểu )hiện(?= (?:có|đã|tại|còn|đang)\b|,))"
    r"|năm (?P<this>nay))",
    re.IGNORECASE,
)  # fmt: skip
_PLANNED = re.compile(
    r"\b(?:phương hướng|nhiệm vụ|kế hoạch|triển khai|chương trình|mục tiêu|dự toán|phấn đấu)\b[^.;:]{0,60}$", re.IGNORECASE
)
_REVIEWED = re.compile(r"\b(?:tổng kết|kết quả|tình hình|sơ kết|báo cáo|trong|đánh giá|thực hiện)\b[^.;:,]{0,50}$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_HALF = re.compile(r"\d{1,2} tháng (?:đầu|cuối) năm (\d{4})")
_ITEM = re.compile(r"[;:]\s")
_CUES = ("năm", "Năm", "tháng", "quý", "Quý", " nay", "hiện", "Hiện", "nhiệm kỳ", "Nhiệm kỳ", "giai đoạn", "/")
_NEAR = 60
_MEMORY = 3
_PARAGRAPH_MEMORY = 8


@dataclass(frozen=True, slots=True)
class _Said:
    """A period where it is said; None for the present; ``plan`` where it is the year of a plan, ``framed`` as an adverbial."""

    start: int
    end: int
    period: str | None
    plan: bool
    framed: bool
    kind: str


class Periods:
    """The periods of one article; :meth:`of` must be asked in the order of the text."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        published = scan.article.published
        self._year = None if published is None or published.year is None else str(published.year)
        self._done: tuple[int, int, _Said] | None = None
        self._plan: tuple[int, int, _Said] | None = None
        self._sentence = -1
        self._paragraph = -1
        self._waiting: list[tuple[int, Sentence]] = []
        self._said: tuple[_Said, ...] = ()

    def enter(self, number: int, sentence: Sentence) -> None:
        """Go on to a sentence; what it says is read when a figure asks for it."""
        if not sentence.caption:
            self._waiting.append((number, sentence))

    def _catch_up(self) -> None:
        """Read the sentences entered since the last figure; those before the current one are remembered."""
        for number, sentence in self._waiting:
            for said in self._said:
                if said.period is not None and not said.plan:
                    self._done = (self._sentence, self._paragraph, said)
                elif said.period is not None:
                    self._plan = (self._sentence, self._paragraph, said)
            self._sentence, self._paragraph = number, sentence.paragraph
            text = sentence.span.of(self._scan.text)
            worth = any(cue in text for cue in _CUES) and (
                _DIGIT.search(text) or " nay" in text or sentence is self._waiting[-1][1]
            )
            self._said = tuple(self._read(sentence)) if worth else ()
        self._waiting.clear()

    def of(self, sentence: Sentence, start: int, end: int, goal: bool) -> str | None:
        """The period of a figure between two offsets of the current sentence."""
        self._catch_up()
        text = self._scan.text
        before = [s for s in self._said if s.start < start]
        items = list(_ITEM.finditer(text, sentence.span.start, start))
        item = items[-1].end() if items else sentence.span.start
        own = [s for s in before if s.start >= item]
        if own:
            return self._fuller(own[-1].period)
        ahead = self._ahead(end, sentence.span.end)
        if ahead is not None:
            return self._fuller(ahead.period)
        if before:
            named = {s.period for s in before}
            return named.pop() if len(named) == 1 else None
        return self._remembered(goal)

    def _fuller(self, period: str | None) -> str | None:
        """A bare "6 tháng" as the part of the year that the article speaks of, where it does."""
        known = None if self._done is None else self._done[2].period
        return known if known is not None and period is not None and known.startswith(f"{period} ") else period

    def _ahead(self, end: int, stop: int) -> _Said | None:
        """The period right after a figure, in its own clause: "đạt 12 tỷ đồng trong năm 2031"."""
        following = next((s for s in self._said if s.start >= end), None)
        if following is None or following.start - end > _NEAR or following.start >= stop:
            return None
        between = self._scan.text[end : following.start]
        return None if any(sign in between for sign in ";,(") or "so với" in between else following

    def _remembered(self, goal: bool) -> str | None:
        kept = [m for m in (self._done, self._plan if goal else None) if m is not None]
        if not kept:
            return None
        number, paragraph, said = max(kept, key=lambda m: m[2].start)
        reach = _PARAGRAPH_MEMORY if paragraph == self._paragraph else _MEMORY
        if said.kind == "month":
            reach = 1
        if said.kind == "term" and not said.framed:
            return None
        near = self._sentence - number <= reach
        return said.period if near or said.framed else None

    def _read(self, sentence: Sentence) -> list[_Said]:
        text, span = self._scan.text, sentence.span
        named = [m.span for m in self._scan.within(span, DocumentName)]
        found = []
        for match in _PERIODS.finditer(text, span.start, span.end):
            if match["compared"] or match["dated"] or any(n.start <= match.start() < n.end for n in named):
                continue
            before = text[max(span.start, match.start() - 90) : match.start()]
            reviewed = _REVIEWED.search(before)
            planned = _PLANNED.search(before)
            plan = planned is not None and (reviewed is None or planned.start() > reviewed.start())
            framed = not plan and (reviewed is not None or not before.strip() or match["part"] is not None)
            found.append(_Said(match.start(), match.end(), self._period(match), plan, framed, _kind(match)))
        return found

    def _period(self, match: re.Match[str]) -> str | None:
        if match["now"]:
            return None
        if match["this"]:
            return self._year
        if match["part"]:
            return self._half(re.sub(r"\s+", " ", match["part"]))
        return _worded(match)

    def _half(self, part: str) -> str:
        """A part of a year with its year, where the article settles it."""
        if part.endswith("nay"):
            part = part.removesuffix(" nay")
        if part[-1].isdigit():
            return part
        other = _HALF.search(self._scan.text)
        year = self._year or (None if other is None else other.group(1))
        return part if year is None else f"{part} {year}"


def _kind(match: re.Match[str]) -> str:
    """What kind of period it is: a month, a term, or another."""
    if match["month"]:
        return "month"
    return "term" if match.group().casefold().startswith("nhiệm") else "other"


def _worded(match: re.Match[str]) -> str:
    """A period in short: "2031", "2030-2035", "1/1/2031 - 30/6/2031", else as printed."""
    if match["from"]:
        return f"{match['from']} - {match['until']}"
    if match["year"]:
        return match["year"]
    if match["span"]:
        return f"{match['first']}-{match['last']}"
    return re.sub(r"\s+", " ", match.group()).strip()


def period_in(text: str) -> str | None:
    """The last period that a stretch of text names: "2031", "6 tháng đầu năm 2031", "2030-2035"."""
    named = [m for m in _PERIODS.finditer(text) if not (m["compared"] or m["dated"] or m["now"] or m["this"])]
    return _worded(named[-1]) if named else None


def without_periods(text: str) -> str:
    """A stretch of text without the periods it names."""
    return _PERIODS.sub("", text)
