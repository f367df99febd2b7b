"""The observations of an article: its clearest figures about how an organization, a place or a programme performs.

:func:`conclude` takes a scan with quantities, dates and awards, and returns at most twelve observations in the order of the
text. A misprinted value (a group of digits set apart) is read as the one that target and percentage settle; ``printed`` and
``correction`` then say so, and without such figures the value stays open.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bienban.lang.vi.figure_clues import clues, likelihood
from bienban.lang.vi.figures import Figure, figures_in
from bienban.lang.vi.indicators import UNSAID, Indicator, indicator_of, is_place_only
from bienban.lang.vi.numbers import unit_of
from bienban.lang.vi.numerals import MULTIPLIERS
from bienban.lang.vi.period_times import year_of
from bienban.lang.vi.periods import Periods
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.trust import HIGHEST
from bienban.model.facts import Key, Observation
from bienban.model.mention import AwardName, Mention, PlaceName, Quantity, Sentence
from bienban.model.span import Evidence, Span

__all__ = ["Candidate", "candidates", "conclude"]

_LIMIT = 12
_CLEAR = 1.2
"""Clarity from which a figure's indicator completes that of the next."""

_LIKELY = 0.4
"""Likelihood from which a figure is noted."""

_COUNTED = frozenset({"person", "household", "body", "thing", "document"})
# First words of what is no indicator: who acts, what for, a comparison.
_NO_INDICATOR = frozenset({"mà", "ông", "bà", "anh", "chị", "để", "nếu", "họ", "tôi", "chúng", ")", "em"})
# How an indicator begins that means the one before, and amounts that are of what was counted before.
_BACK = ("tỷ lệ này", "tỉ lệ này", "con số này", "chỉ tiêu này", "mức này", "số này")
_COMPARING = ("thấp hơn", "cao hơn", "cùng kỳ", "so với", "bằng")
_RANKED = ("đứng thứ", "xếp thứ", "đứng vị trí thứ", "xếp vị trí thứ", "đứng", "xếp")
_AMOUNTS = frozenset({"số tiền", "tổng số tiền", "số vốn", "tổng số vốn"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may be a figure, what it measures and when, its sentence, and the clues that tell."""

    figure: Figure
    indicator: Indicator
    period: str | None
    sentence: Sentence
    clues: tuple[str, ...]

    @property
    def likelihood(self) -> float:
        """How likely it is a figure, 0 to 1."""
        return likelihood(self.clues)


def conclude(scan: Scan, entities: Entities) -> tuple[Observation, ...]:
    """The observations of an article, in the order of the text."""
    chosen = _chosen([c for c in candidates(scan) if c.likelihood >= _LIKELY])
    return tuple(_observation(scan, entities, n, candidate) for n, candidate in enumerate(chosen, 1))


def candidates(scan: Scan) -> list[Candidate]:
    """All numbers of an article that may be figures, in the order of the text, with the clues that tell."""
    found: list[Candidate] = []
    clear: list[Candidate] = []
    periods = Periods(scan)
    by_sentence = _quantities(scan)
    year = year_of(scan)
    for number, sentence in enumerate(scan.sentences):
        periods.enter(number, sentence)
        quantities = tuple(by_sentence.get(number, ()))
        if not quantities:
            continue
        start, end = sentence.span.start, sentence.span.end
        figures = figures_in(scan.text, start, end, quantities, year)
        for figure in figures:
            if (figure.value, figure.target, figure.percent) == (None, None, None):
                continue
            indicator = _indicator(scan, sentence, figure, clear)
            if indicator.text == UNSAID:
                continue
            period = periods.of(
                sentence, figure.mentions[0].span.start, figure.mentions[-1].span.end, figure.rule == "figure.target"
            )
            told = clues(scan.text, figure, indicator, period, start, end, len(figures))
            says = _says_something(indicator)
            candidate = Candidate(figure, indicator, period, sentence, tuple(told if says else (*told, "says nothing")))
            found.append(candidate)
            if figure.clarity >= _CLEAR and not figure.doubts and says:
                clear.append(candidate)
    return found


def _says_something(indicator: Indicator) -> bool:
    """Whether the words tell what is measured: a known concept, or two words at least."""
    words = indicator.text.casefold().split()
    return indicator.concept is not None or (len(words) > 1 and words[0] not in _NO_INDICATOR)


def _quantities(scan: Scan) -> dict[int, list[Mention]]:
    """The quantities of each sentence of the body by its number, without those that belong to the name of an award."""
    whole = Span(0, len(scan.text))
    found: dict[int, list[Mention]] = {}
    number = 0
    for mention in scan.within(whole, Quantity):
        while number + 1 < len(scan.sentences) and scan.sentences[number].span.end <= mention.span.start:
            number += 1
        sentence = scan.sentences[number]
        outside = sentence.headline or sentence.caption or not sentence.span.covers(mention.span)
        if not outside and not any(a.span.overlaps(mention.span) for a in scan.within(sentence.span, AwardName)):
            found.setdefault(number, []).append(mention)
    return found


def _indicator(scan: Scan, sentence: Sentence, figure: Figure, earlier: list[Candidate]) -> Indicator:
    tokens = scan.tokens
    first, last = figure.mentions[0], figure.mentions[0]
    if figure.rule == "figure.pair":
        last = figure.mentions[1]
    begin, after = tokens.at(first.span.start), tokens.at(last.span.end)
    measured = unit_of(figure.unit)
    counted = measured is not None and measured.kind in _COUNTED
    unit = after
    if counted:
        unit = next((i for i in range(begin, after) if tokens[i].is_number), begin) + 1
        while unit < after and (not tokens[unit].is_word or tokens[unit].key in MULTIPLIERS):
            unit += 1
    low, stop = tokens.at(sentence.span.start), tokens.at(sentence.span.end)
    share = figure.unit == "%"
    found = indicator_of(tokens, low, begin, unit, after, stop, share)
    return _completed(found, figure, sentence, earlier)


def _completed(found: Indicator, figure: Figure, sentence: Sentence, earlier: list[Candidate]) -> Indicator:
    """An indicator that points back ("tỷ lệ này", "tương ứng số tiền", "trong đó TP. …") with the words of the one before."""
    if not earlier:
        return found
    last = earlier[-1].indicator
    words = found.text.casefold()
    if words.startswith(_BACK) or words.endswith(_BACK):
        return last
    if earlier[-1].sentence is not sentence:
        return found
    if words in _RANKED:
        return Indicator(f"{words} {last.text}", last.concept)
    change = words.removeprefix("kế hoạch ").removeprefix("chỉ tiêu ").removeprefix("dự toán ").split()
    if change[0] in ("tăng", "giảm") and len(change) < 3:
        return Indicator(f"mức {change[0]} {last.text}", last.concept)
    unit = earlier[-1].figure.unit
    if unit is not None and figure.unit is not None and words.startswith(f"{unit} {figure.unit}"):
        rest = last.text.removesuffix(unit).removeprefix("số ").strip()
        return Indicator(f"{found.text[len(unit) + 1 :]} {rest}", found.concept)
    if words == UNSAID or words.startswith(_COMPARING):
        return last
    if is_place_only(found.text):
        return Indicator(f"{last.text} {found.text}", last.concept)
    if words.removeprefix("tương ứng ") in _AMOUNTS:
        return Indicator(f"số tiền {last.text.removeprefix('tổng ').removeprefix('số ')}", found.concept)
    return found


def _chosen(found: list[Candidate]) -> list[Candidate]:
    """The likeliest twelve, each number of a unit once, in the order of the text."""
    once: dict[tuple[Decimal | None, Decimal | None, Decimal | None, str | None], int] = {}
    for index, candidate in enumerate(found):
        figure = candidate.figure
        once.setdefault((figure.value, figure.target, figure.percent if figure.value is None else None, figure.unit), index)
    kept = sorted(once.values(), key=lambda i: (-found[i].likelihood, i))[:_LIMIT]
    return [found[i] for i in sorted(kept)]


def _observation(scan: Scan, entities: Entities, number: int, candidate: Candidate) -> Observation:
    figure, indicator = candidate.figure, candidate.indicator
    unit = unit_of(figure.unit)
    spans = tuple(m.span for m in figure.mentions)
    return Observation(
        key=Key(f"observation-{number}"),
        indicator=indicator.text,
        concept=indicator.concept,
        evidence=(Evidence(spans=spans, rule=figure.rule, confidence=round(min(candidate.likelihood, HIGHEST), 2)),),
        period=candidate.period,
        value=figure.value,
        unit=figure.unit,
        unit_concept=None if unit is None else unit.code,
        target=figure.target,
        percent=figure.percent,
        percent_kind=figure.percent_kind,
        area=_area(scan, entities, candidate.sentence),
        printed=figure.printed if figure.settled_by is not None else None,
        correction=_correction(figure),
    )


def _area(scan: Scan, entities: Entities, sentence: Sentence) -> Key | None:
    """The place that the sentence speaks of, where it names just one."""
    keys = {entities.keys[m] for m in scan.within(sentence.span, PlaceName) if m in entities.keys}
    return keys.pop() if len(keys) == 1 else None


def _correction(figure: Figure) -> str | None:
    if figure.settled_by is None or figure.value is None:
        return None
    target, percent = figure.settled_by
    return (
        f"Số in “{figure.printed}” được đọc là {_vi(figure.value)}: so với {_vi(target)} thì đạt {_vi(percent)}%, "
        "đúng tỷ lệ nêu trong cùng câu."
    )


def _vi(number: Decimal) -> str:
    """A number in Vietnamese form."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))
