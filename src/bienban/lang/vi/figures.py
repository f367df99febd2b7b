"""Puts the quantities of a sentence together into figures: value, target, percentage.

"24 tỷ đồng/14 tỷ đồng, đạt 167%" and "kết nạp 15/20 đảng viên (đạt 75% chỉ tiêu)" are one figure with value, target and
attainment; "đạt 145 tỷ đồng, tăng 12% so với năm trước" one with value and growth. What is planned is a target without a value.
Times are no figures; counts of those who attend or are honoured, votes, prices and numbers of documents are doubted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from bienban.lang.vi.figure_filters import EXCLUDING, concerns_another, doubts_of, is_range
from bienban.lang.vi.figure_words import ACHIEVED, BY, CLOSED, GOAL, PLAN, REACHED, RISE, SHARE, UNTIL
from bienban.lang.vi.numbers import unit_of
from bienban.lang.vi.numerals import readings
from bienban.model.facts import PercentKind
from bienban.model.mention import Mention, Quantity

__all__ = ["Figure", "figures_in", "fits"]

_LEAD = 110
_LIST = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure: the mentions it is made of, in the order of the text, its numbers, and how clear it is."""

    mentions: tuple[Mention, ...]
    value: Decimal | None
    target: Decimal | None
    percent: Decimal | None
    percent_kind: PercentKind | None
    unit: str | None
    rule: str
    clarity: float
    printed: str | None = None
    settled_by: tuple[Decimal, Decimal] | None = None
    doubts: tuple[str, ...] = ()
    """Why it may be no figure."""


def fits(value: Decimal, target: Decimal, percent: Decimal) -> bool:
    """Whether a percentage is that of value to target, within one unit of its last printed digit.

    >>> fits(Decimal("52640118920"), Decimal("16420000000"), Decimal("320.6"))
    True
    """
    if target == 0:
        return False
    exponent = percent.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return abs(value * 100 / target - percent) <= step


def _value(mention: Mention) -> Quantity:
    return cast(Quantity, mention.value)  # the mentions here are selected by this class


class _Sentence:
    """The quantities of one sentence while figures are put together."""

    def __init__(self, text: str, start: int, end: int, quantities: tuple[Mention, ...], year: int | None) -> None:
        self.text, self.start, self.end, self.year = text, start, end, year
        self.quantities = quantities
        self.figures: list[Figure] = []

    def before(self, index: int) -> str:
        """The text from the quantity before, or the start of the sentence, up to a quantity."""
        low = self.quantities[index - 1].span.end if index else self.start
        return self.text[low : self.quantities[index].span.start]

    def clause(self, index: int) -> str:
        """The text from the last stop to a quantity."""
        lead = self.text[self.start : self.quantities[index].span.start]
        return re.split(r"[;:]\s", lead)[-1]

    def heading(self, index: int) -> str:
        """The end of the words before the colon that opens the list in which a quantity stands: "đến năm 2030: …; …"."""
        here = self.quantities[index].span.start
        colon = self.text.rfind(": ", max(self.start, here - _LIST), here)
        return self.text[max(self.start, colon - _LEAD) : colon] if colon >= 0 else ""

    def behind(self, index: int) -> str:
        """The text from a quantity to the next one or the end of the clause."""
        high = self.quantities[index + 1].span.start if index + 1 < len(self.quantities) else self.end
        return self.text[self.quantities[index].span.end : high]

    def read(self) -> list[Figure]:
        index = 0
        while index < len(self.quantities):
            index = self._percent(index) if _value(self.quantities[index]).percent else self._number(index)
        return self.figures

    def _number(self, index: int) -> int:
        first = self.quantities[index]
        value, after, target = _value(first), index + 1, None
        unit = value.unit
        if after < len(self.quantities) and not self.behind(index).strip(" \u00a0/") and "/" in self.behind(index):
            second = _value(self.quantities[after])
            if not second.percent:
                target, unit, after = second.amount, unit or second.unit, after + 1
        doubts = self._doubts(index, after, unit, target)
        if EXCLUDING.intersection(doubts):
            return after
        if self._rises(index) and self._growth_follows(index):
            return after
        last = after
        percent, kind = None, None
        while last < len(self.quantities) and not doubts:
            attached = self._attached(last, target is not None)
            if attached is None:
                break
            if percent is None and attached[1] is not None:
                percent, kind = attached
            last += 1
        mentions = self.quantities[index:last]
        self.figures.append(replace(self._figure(mentions, value, target, percent, kind, unit, index), doubts=doubts))
        return last

    def _figure(
        self,
        mentions: tuple[Mention, ...],
        value: Quantity,
        target: Decimal | None,
        percent: Decimal | None,
        kind: PercentKind | None,
        unit: str | None,
        index: int,
    ) -> Figure:
        amount: Decimal | None = value.amount
        printed, settled = None, None
        if mentions[0].rule == "quantity.stray-group":
            printed = value.printed
            amount = None
            if target is not None and percent is not None:
                fitting = [r for r in readings(value.printed) if fits(r, target, percent)]
                if len(fitting) == 1:
                    amount, settled = fitting[0], (target, percent)
        goal = target is None and percent is None and self._goal(index)
        return Figure(
            mentions=mentions,
            value=None if goal else amount,
            target=amount if goal else target,
            percent=percent,
            percent_kind=kind,
            unit=unit,
            rule="figure.pair" if target is not None else "figure.target" if goal else "figure.value",
            clarity=self._clarity(index, value, unit, target is not None or percent is not None),
            printed=printed,
            settled_by=settled,
        )

    def _attached(self, index: int, paired: bool) -> tuple[Decimal, PercentKind | None] | None:
        """A percentage, or a rise in absolute terms, that says more of the figure before it."""
        value, before, behind = _value(self.quantities[index]), self.before(index), self.behind(index)
        if len(before) > 34 or re.search(r"[;.]\s", before):
            return None
        if not value.percent:
            return (value.amount, None) if RISE.search(before) and self._growth_follows(index) else None
        if RISE.search(before) and CLOSED.match(behind):
            return value.amount, "growth"
        if PLAN.match(behind) or (paired and (REACHED.search(before) or before.strip() in ("(", ",", "=", "đạt"))):
            return value.amount, "attainment"
        if REACHED.search(before) and CLOSED.match(behind):
            return value.amount, "attainment"
        if before.strip(" ,").startswith("(") and SHARE.search(before):
            return value.amount, "share"
        return None

    def _rises(self, index: int) -> bool:
        return RISE.search(self.before(index)) is not None and bool(self.figures)

    def _growth_follows(self, index: int) -> bool:
        """Whether the growth in per cent follows a rise in absolute terms: "tăng 3,9 nghìn vụ (tăng 11%)"."""
        if index + 1 >= len(self.quantities) or not _value(self.quantities[index + 1]).percent:
            return False
        return RISE.search(self.before(index + 1)) is not None and len(self.before(index + 1)) < 16

    def _percent(self, index: int) -> int:
        mention = self.quantities[index]
        value, before, behind = _value(mention), self.before(index), self.behind(index)
        near = self.clause(index)[-90:] + self.text[mention.span.end : min(self.end, mention.span.end + 40)]
        opening = self.text[self.start : mention.span.start]
        if concerns_another(near, share=True) or is_range(opening) or re.match(r"\s*(?:đến|tới)\s*\d", behind):
            return index + 1
        if re.match(r"\s*(?:về|tổng)", behind) and "(" in before + self.clause(index)[-40:]:
            return index + 1
        growth = RISE.search(before) is not None and "trưởng" not in before
        plan = PLAN.match(behind) is not None
        goal = self._goal(index)
        amount, last = value.amount, index + 1
        kind: PercentKind | None = "growth" if growth else "attainment" if plan else None
        known = None if kind is None or goal else amount
        if kind is None and not goal and (change := self._change(last)) is not None:
            known, kind, last = change, "growth", last + 1
        self.figures.append(
            Figure(
                mentions=self.quantities[index:last],
                value=None if goal or (kind is not None and last == index + 1) else amount,
                target=amount if goal else None,
                percent=known,
                percent_kind=kind if known is not None else None,
                unit="%",
                rule="figure.target" if goal else "figure.percent",
                clarity=1.6 if re.search(r"\w{2,} \w{2,}", before) or len(behind.split()) > 1 else 0.9,
            )
        )
        return last

    def _change(self, index: int) -> Decimal | None:
        """The growth of a share that the next percentage states: "đạt 87%, tăng 12% so với cùng kỳ"."""
        if index >= len(self.quantities) or not _value(self.quantities[index]).percent:
            return None
        before = self.before(index)
        close = len(before) < 24 and ";" not in before and RISE.search(before) is not None
        return _value(self.quantities[index]).amount if close and CLOSED.match(self.behind(index)) else None

    def _goal(self, index: int) -> bool:
        """Whether a number is aimed at: its clause says so, the head of its list, or a year ahead behind it."""
        if self._aims(self.clause(index)[-_LEAD:]) or self._aims(self.heading(index)):
            return True
        by = BY.match(self.behind(index)[:_LEAD])
        return by is not None and self.year is not None and int(by["year"]) > self.year

    def _aims(self, words: str) -> bool:
        if GOAL.search(words) is not None:
            return True
        until = [m for m in UNTIL.finditer(words) if m["range"] is None]
        return bool(until) and (self.year is None or int(until[-1]["year"]) > self.year)

    def _doubts(self, index: int, after: int, unit: str | None, target: Decimal | None) -> tuple[str, ...]:
        """Why a number may be no figure; a goal may be a least or most ("450 hội viên trở lên")."""
        mention = self.quantities[index]
        opening = self.text[self.start : mention.span.start]
        behind = self.behind(after - 1)
        doubts = doubts_of(unit, _value(mention).amount, target is not None, self.clause(index), opening, behind)
        return tuple(d for d in doubts if d != "bound") if "bound" in doubts and self._goal(index) else doubts

    def _clarity(self, index: int, value: Quantity, unit: str | None, whole: bool) -> float:
        """How surely a number measures performance: money and areas do, small counts only with more beside them."""
        measured = unit_of(unit)
        kind = "thing" if measured is None else measured.kind
        clarity = 1.5 if kind in ("money", "share", "area", "mass", "volume", "energy", "rank") else 0.8
        clarity += 0.6 if kind == "rank" else 0.0
        clarity += 0.6 if whole else 0.0
        clarity += 0.5 if value.amount >= 100 else 0.25 if value.amount >= 10 else -0.4
        clarity += 0.4 if re.search(r"\b(?:năm \d{4}|trong năm|tháng|đến nay|hiện|nhiệm kỳ)\b", self.clause(index)) else 0.0
        clarity += 0.4 if ACHIEVED.search(self.before(index)) else 0.0
        return clarity - (0.6 if self.quantities[index].rule == "quantity.words" else 0.0)


def figures_in(text: str, start: int, end: int, quantities: tuple[Mention, ...], year: int | None = None) -> list[Figure]:
    """The figures of one sentence ``text[start:end]`` with its quantities, in the order of the text.

    ``year`` is that of publication: what is to be reached until a later one is a goal.
    """
    return _Sentence(text, start, end, quantities, year).read()
