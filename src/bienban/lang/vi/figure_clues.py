"""How likely a number of an article is one of its figures: named clues, each with a weight learned from annotated articles.

:func:`clues` names what speaks for and against a figure: what it counts, its size, the words beside it, whether its period and
indicator are said. ``data/lexicon/vi/figure_clues.tsv`` has the weight of each clue (log odds); their sum, through the logistic
function, is the likelihood that careful readers note the figure, and so its confidence. ``tests/benchmarks/fit_figures.py`` fits
the weights and says how well they do on articles they were not fitted on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bienban.lang.vi import likelihoods
from bienban.lang.vi.figure_filters import cues
from bienban.lang.vi.figures import Figure
from bienban.lang.vi.indicators import Indicator
from bienban.lang.vi.numbers import unit_of
from bienban.model.mention import Quantity

__all__ = ["clues", "likelihood"]

_SIZES = {
    "money": ((6, "under a million"), (8, "millions"), (10, "hundreds of millions"), (12, "billions"), (99, "trillions")),
    "share": ((0, "under one"), (1, "one digit"), (2, "two digits"), (99, "over a hundred")),
}
_COUNTS = ((1, "one digit"), (2, "two digits"), (3, "hundreds"), (4, "thousands"), (99, "ten thousands"))
_PRECISE = re.compile(r"\d[.,]\d")
_TOLD = re.compile(r"\b(?:cho biết|cho hay|nhấn mạnh|báo cáo|theo)\b", re.IGNORECASE)
_REACH = 400
"""How far before a figure clues are looked for, in code points."""


def clues(text: str, figure: Figure, indicator: Indicator, period: str | None, start: int, end: int, beside: int) -> list[str]:
    """The names of what speaks for or against a figure in a sentence ``text[start:end]`` with ``beside`` figures."""
    first, last = figure.mentions[0], figure.mentions[-1]
    measured = unit_of(figure.unit)
    kind = "nothing" if measured is None else measured.kind
    found = [f"counts {kind}", _form(figure), f"clear {round(min(figure.clarity, 3.5) * 2)}"]
    if kind != "rank":
        found.append(f"size {_size(figure, kind)}")
    if isinstance(first.value, Quantity) and _PRECISE.search(first.value.printed):
        found.append("precise")
    if figure.percent is not None and figure.value is not None:
        found.append("percentage beside")
    if figure.percent_kind is not None:
        found.append(f"percentage of {figure.percent_kind}")
    found.extend(f"doubt {name}" for name in figure.doubts)
    found.append("concept" if indicator.concept else "no concept")
    words = len(indicator.text.split())
    found.append(f"indicator {'short' if words < 3 else 'long' if words > 6 else 'middling'}")
    found.append("period" if period else "no period")
    found.append(f"figures {min(beside, 5)}")
    lead = text[max(start, first.span.start - _REACH) : first.span.start]
    found.extend(f"near {name}" for name in cues(lead, text[last.span.end : min(end, last.span.end + 60)]))
    if _TOLD.search(lead):
        found.append("told")
    return found


def _form(figure: Figure) -> str:
    """How a figure is made: a pair of numbers that counts nothing known is as good as none."""
    return "pair of nothing" if figure.rule == "figure.pair" and "unit" in figure.doubts else figure.rule


def _size(figure: Figure, kind: str) -> str:
    """The order of magnitude in words."""
    number = next(n for n in (figure.value, figure.target, figure.percent) if n is not None)
    digits = max(number.adjusted() + 1, 0) if number else 0
    scale = kind if kind in _SIZES else "count"
    return f"{scale} {next(name for most, name in _SIZES.get(kind, _COUNTS) if digits <= most)}"


def likelihood(found: Iterable[str]) -> float:
    """How likely a figure with these clues is noted by a careful reader, 0 to 1; clues without a weight say nothing."""
    return likelihoods.likelihood("figure", found)
