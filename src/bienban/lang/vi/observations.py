"""The observations of an article: its clearest figures about how an organization, a place or a programme performs.

:func:`conclude` takes a scan with quantities, dates and awards, and returns at most twelve observations in the order of the
text. A misprinted value (a group of digits set apart) is read as the one that target and percentage settle; ``printed`` and
``correction`` then say so, and without such figures the value stays open.
"""

from __future__ import annotations

from decimal import Decimal

from bienban.lang.vi.figures import Figure, figures_in
from bienban.lang.vi.indicators import Indicator, indicator_of, period_in
from bienban.lang.vi.numbers import unit_of
from bienban.lang.vi.numerals import MULTIPLIERS
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.facts import Key, Observation
from bienban.model.mention import AwardName, Mention, PlaceName, Quantity, Sentence
from bienban.model.span import Evidence

__all__ = ["conclude"]

_LIMIT = 12
_CLEAR = 1.2
# Sentences over which a period holds: fewer into the next paragraph.
_MEMORY = 3
_PARAGRAPH_MEMORY = 8
_COUNTED = frozenset({"person", "household", "body", "thing", "document"})
_CONFIDENCE = {"figure.pair": 0.95, "figure.value": 0.75, "figure.percent": 0.75, "figure.target": 0.7}


def conclude(scan: Scan, entities: Entities) -> tuple[Observation, ...]:
    """The observations of an article, in the order of the text."""
    found: list[tuple[Figure, Indicator, str | None, Sentence]] = []
    said: tuple[int, int, str] | None = None
    for number, sentence in enumerate(scan.sentences):
        text = sentence.span.of(scan.text)
        quantities = _quantities(scan, sentence)
        if quantities:
            latest = _latest(said, number, sentence.paragraph)
            for figure in figures_in(scan.text, sentence.span.start, sentence.span.end, quantities):
                if figure.clarity >= _CLEAR and (figure.value, figure.target, figure.percent) != (None, None, None):
                    indicator = _indicator(scan, sentence, figure, found)
                    found.append((figure, indicator, _period(scan, sentence, figure, latest), sentence))
        period = period_in(text) if "năm" in text or "quý" in text or "/" in text else None
        if period is not None and not sentence.caption:
            said = (number, sentence.paragraph, period)
    chosen = _chosen(found)
    return tuple(_observation(scan, entities, n, *item) for n, item in enumerate(chosen, 1))


def _latest(said: tuple[int, int, str] | None, number: int, paragraph: int) -> str | None:
    """The period of a sentence before, if it is near enough to hold still."""
    if said is None:
        return None
    reach = _PARAGRAPH_MEMORY if said[1] == paragraph else _MEMORY
    return said[2] if number - said[0] <= reach else None


def _quantities(scan: Scan, sentence: Sentence) -> tuple[Mention, ...]:
    """The quantities of a sentence of the body, without those that belong to the name of an award."""
    if sentence.headline or sentence.caption:
        return ()
    awards = scan.within(sentence.span, AwardName)
    found = scan.within(sentence.span, Quantity)
    return tuple(m for m in found if not any(a.span.overlaps(m.span) for a in awards))


def _indicator(
    scan: Scan, sentence: Sentence, figure: Figure, earlier: list[tuple[Figure, Indicator, str | None, Sentence]]
) -> Indicator:
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
    change = found.text.split()[0].casefold()
    if change in ("tăng", "giảm") and len(found.text.split()) < 3 and earlier and earlier[-1][3] is sentence:
        return Indicator(f"mức {change} {earlier[-1][1].text}", earlier[-1][1].concept)
    return found


def _period(scan: Scan, sentence: Sentence, figure: Figure, latest: str | None) -> str | None:
    """The period named before the figure in its sentence, else right after it, else the latest one of the sentences before."""
    before = scan.text[sentence.span.start : figure.mentions[0].span.start]
    after = scan.text[figure.mentions[-1].span.end : sentence.span.end]
    ahead = after[: min((p for p in (after.find(";"), after.find(","), 60) if p >= 0), default=60)]
    if "so với" in ahead:
        ahead = ahead[: ahead.find("so với")]
    return period_in(before) or period_in(ahead) or latest


def _chosen(
    found: list[tuple[Figure, Indicator, str | None, Sentence]],
) -> list[tuple[Figure, Indicator, str | None, Sentence]]:
    """The clearest twelve, each number of a unit once, in the order of the text."""
    once: dict[tuple[Decimal | None, Decimal | None, Decimal | None, str | None], int] = {}
    for index, (figure, *_) in enumerate(found):
        once.setdefault((figure.value, figure.target, figure.percent if figure.value is None else None, figure.unit), index)
    kept = sorted(once.values(), key=lambda i: (-found[i][0].clarity, i))[:_LIMIT]
    return [found[i] for i in sorted(kept)]


def _observation(
    scan: Scan, entities: Entities, number: int, figure: Figure, indicator: Indicator, period: str | None, sentence: Sentence
) -> Observation:
    unit = unit_of(figure.unit)
    spans = tuple(m.span for m in figure.mentions)
    return Observation(
        key=Key(f"observation-{number}"),
        indicator=indicator.text,
        concept=indicator.concept,
        evidence=(Evidence(spans=spans, rule=figure.rule, confidence=_CONFIDENCE[figure.rule]),),
        period=period,
        value=figure.value,
        unit=figure.unit,
        unit_concept=None if unit is None else unit.code,
        target=figure.target,
        percent=figure.percent,
        percent_kind=figure.percent_kind,
        area=_area(scan, entities, sentence),
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
