"""The period that a figure is of: named beside it, before it in its sentence, or by the sentences before.

A period that opens a clause ("Năm 2031, …", "nhiệm kỳ qua, …") holds for what follows in its sentence and paragraph; one inside
a clause for its own figure. Where nothing near says more, the period that the article reviews ("sơ kết 6 tháng đầu năm") holds;
"đến nay", "hiện có" and the like mean the article's year, which is never guessed for a figure that nothing is said of. A year
that only belongs to a plan ("nhiệm vụ năm 2032") or lies ahead holds for goals alone, and the years in the names of documents
for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bienban.lang.vi.period_times import ArticleTime
from bienban.lang.vi.period_words import Said, read_periods
from bienban.lang.vi.scan import Scan
from bienban.model.mention import DocumentName, Sentence

__all__ = ["Periods"]

_DIGIT = re.compile(r"\d")
_ITEM = re.compile(r"[;:]\s")
_CUES = ("năm", "Năm", "NĂM", "tháng", "quý", "Quý", " nay", "ngày", "hiện", "Hiện", "nhiệm kỳ", "Nhiệm kỳ", "giai đoạn", "/")
# After a comma, words that go on about what was measured before it.
_SAME = re.compile(r"\s*(?:\(|tăng|giảm|bằng|đạt|vượt|gấp|so|chiếm|tương|trong đó|cao|thấp|hoàn thành|và|nâng)\b", re.IGNORECASE)
_STRETCH = re.compile(r"\d{4}-\d{4}")
_SHORT = ("month", "single", "day")
_SINCE = re.compile(r"\bso với (?:cùng kỳ )?(?:của )?(?:cuối )?năm ((?:19|20)\d\d)(?!\s?[-–]\s?\d)")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NEAR = 60
_WITHIN = 110
_BASE_NEAR = 90
_MEMORY = 3
_PARAGRAPH_MEMORY = 8


@dataclass(frozen=True, slots=True)
class _Kept:
    """A period of an earlier sentence."""

    said: Said
    sentence: int
    paragraph: int


class Periods:
    """The periods of one article; :meth:`of` must be asked in the order of the text."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._time = ArticleTime.read(scan)
        self._last: _Kept | None = None
        self._frame: _Kept | None = None
        self._review: _Kept | None = None
        self._plan: _Kept | None = None
        self._years: frozenset[str] | None = None
        self._sentence = -1
        self._paragraph = -1
        self._waiting: list[tuple[int, Sentence]] = []
        self._said: tuple[Said, ...] = ()

    def enter(self, number: int, sentence: Sentence) -> None:
        """Go on to a sentence; what it says is read when a figure asks for it."""
        if not sentence.caption:
            self._waiting.append((number, sentence))

    def _catch_up(self) -> None:
        """Read the sentences entered since the last figure; those before the current one are remembered."""
        for number, sentence in self._waiting:
            self._remember()
            self._sentence, self._paragraph = number, sentence.paragraph
            text = sentence.span.of(self._scan.text)
            worth = any(cue in text for cue in _CUES) and (
                _DIGIT.search(text) or " nay" in text or " qua" in text or sentence is self._waiting[-1][1]
            )
            self._said = tuple(self._read(sentence)) if worth else ()
        self._waiting.clear()

    def _remember(self) -> None:
        for said in self._said:
            if said.period is None or said.kind in ("now", "each"):
                continue
            kept = _Kept(said, self._sentence, self._paragraph)
            if said.plan:
                self._plan = kept
                continue
            self._last = kept
            if said.framed:
                self._frame = kept
            if said.reviewed:
                self._review = kept

    def of(self, sentence: Sentence, start: int, end: int, goal: bool) -> str | None:
        """The period of a figure between two offsets of the current sentence."""
        self._catch_up()
        said = self._spoken_of(sentence, start, end, goal)
        return said if said is not None or goal else self._compared(end, sentence.span.end)

    def _compared(self, end: int, stop: int) -> str | None:
        """The year after the one that a figure is compared with: "tăng 46 tỷ đồng so với năm 2031" is of 2032."""
        found = _SINCE.search(self._scan.text, end, min(stop, end + _BASE_NEAR))
        if found is None or ";" in self._scan.text[end : found.start()]:
            return None
        year = int(found.group(1)) + 1
        fits = str(year) in self._years_named() if self._time.year is None else 0 <= self._time.year - year <= 1
        return str(year) if fits else None

    def _years_named(self) -> frozenset[str]:
        """The years that the article names anywhere."""
        if self._years is None:
            self._years = frozenset(_YEARS.findall(self._scan.text))
        return self._years

    def _spoken_of(self, sentence: Sentence, start: int, end: int, goal: bool) -> str | None:
        """The period that the words around a figure say, or those before them."""
        text = self._scan.text
        before = [s for s in self._said if s.start < start and (goal or not s.plan)]
        items = list(_ITEM.finditer(text, sentence.span.start, start))
        item = items[-1].end() if items else sentence.span.start
        own = [s for s in before if s.start >= item]
        frames = [s for s in before if s.framed]
        if own and (own[-1].framed or not self._parted(own[-1].end, start)):
            return self._settled(own[-1], frames[:-1], goal)
        ahead = self._ahead(end, sentence.span.end, goal)
        if ahead is not None:
            return self._settled(ahead, frames, goal)
        if frames:
            return self._settled(frames[-1], frames[:-1], goal)
        if own and self._kept(self._frame, _PARAGRAPH_MEMORY, same=True) is None:
            return self._settled(own[-1], (), goal)
        named = {s.period for s in before}
        if len(named) == 1:
            return named.pop()
        return None if named else self._remembered(goal)

    def _parted(self, end: int, start: int) -> bool:
        """Whether between a period and a figure another one is spoken of."""
        between = self._scan.text[end:start]
        comma = between.rfind(", ")
        return comma >= 0 and _DIGIT.search(between) is not None and not _SAME.match(between, comma + 1)

    def _settled(self, said: Said, others: Iterable[Said], goal: bool) -> str | None:
        """A period; of "each year" the stretch of years that is spoken of."""
        if said.kind == "this" and self._review is not None and self._review.said.kind == "year":
            return self._review.said.period
        if said.kind != "each":
            return said.period
        if goal:
            return self._time.next_years()
        kept = (k.said for k in (self._kept(self._frame, _PARAGRAPH_MEMORY, same=True),) if k is not None)
        stretches = (s.period for s in (*others, *kept) if s.period is not None and _STRETCH.fullmatch(s.period))
        return next(stretches, None)

    def _ahead(self, end: int, stop: int, goal: bool) -> Said | None:
        """The period right after a figure, in its own clause: "đạt 12 tỷ đồng trong năm 2031"."""
        following = next((s for s in self._said if s.start >= end), None)
        if following is not None and following.plan and not goal:
            return None
        if following is None or following.start - end > _WITHIN or following.start >= stop or following.kind == "each":
            return None
        between = self._scan.text[end : following.start]
        far = len(between) > _NEAR
        if far and (not between.endswith("trong ") or _DIGIT.search(between) or " và " in between):
            return None
        return None if any(sign in between for sign in ";,(") or "so với" in between else following

    def _kept(self, kept: _Kept | None, reach: int, same: bool = False) -> _Kept | None:
        """A remembered period, where it is near enough; ``same``: only of the same paragraph."""
        if kept is None or (same and kept.paragraph != self._paragraph):
            return None
        if kept.paragraph != self._paragraph:
            reach = min(reach, _MEMORY)
        return kept if self._sentence - kept.sentence <= (1 if kept.said.kind in _SHORT else reach) else None

    def _remembered(self, goal: bool) -> str | None:
        if goal:
            near = self._kept(self._plan, _PARAGRAPH_MEMORY)
            if near is None and (ahead := self._time.next_years()) is not None:
                return ahead
            plan = near or self._plan
            last = self._kept(self._last, _PARAGRAPH_MEMORY) or self._review
            chosen = max((k for k in (plan, last) if k is not None), key=lambda k: k.said.start, default=None)
            return None if chosen is None else chosen.said.period
        frame = self._kept(self._frame, _PARAGRAPH_MEMORY, same=True)
        last = self._kept(self._last, _PARAGRAPH_MEMORY)
        if last is not None and last.said.kind == "term" and not (last.said.framed or last.said.reviewed):
            last = None
        chosen = frame or last or self._review
        return None if chosen is None else chosen.said.period

    def _read(self, sentence: Sentence) -> Iterable[Said]:
        span = sentence.span
        named = [m.span for m in self._scan.within(span, DocumentName)]
        for said in read_periods(self._scan.text, span.start, span.end, self._time):
            if not any(n.start <= said.start < n.end for n in named):
                yield said
