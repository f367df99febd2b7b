"""Figures: indicator, period, area, value against target, percentage (RDF Data Cube observations)."""

from __future__ import annotations

from bienban.graph.draft import Draft
from bienban.graph.terms import Term, date, decimal, string
from bienban.graph.vocab import concept, term
from bienban.model.dates import PartialDate
from bienban.model.facts import Observation

__all__ = ["PERCENTS", "build_observation"]

A = term("rdf:type")
OBSERVATION, INDICATOR, CONCEPT = term("bb:IndicatorObservation"), term("bb:indicator"), term("skos:Concept")
PERIOD, PERIOD_TEXT, AREA = term("sdmx-d:refPeriod"), term("bb:periodText"), term("sdmx-d:refArea")
ACTUAL, TARGET, UNIT = term("bb:actualValue"), term("bb:targetValue"), term("sdmx-a:unitMeasure")
REPORTED_IN, PRINTED, CORRECTION = term("bb:reportedIn"), term("bb:printedValue"), term("bb:correctionNote")

PERCENTS = {
    "attainment": term("bb:attainmentPercent"),
    "growth": term("bb:growthPercent"),
    "share": term("bb:sharePercent"),
    None: term("bb:statedPercent"),
}
"""By kind; ``bb:statedPercent`` (of which the others are subproperties) where the article's words leave the kind open."""


def _period(text: str | None) -> PartialDate | None:
    """The period as a year, month or day; None for one in words, or without a year."""
    if text is None:
        return None
    try:
        found = PartialDate.parse(text)
    except ValueError:
        return None
    return found if found.year is not None else None


def _unit(draft: Draft, fact: Observation) -> Term | None:
    if fact.unit_concept is not None:
        return concept("unit-of-measure", fact.unit_concept)
    return None if fact.unit is None else draft.named("unit-of-measure", "unit", CONCEPT, fact.unit)


def build_observation(draft: Draft, fact: Observation) -> None:
    """One figure; a percentage beside a target is its attainment unless the fact says otherwise."""
    kind = "attainment" if fact.percent_kind is None and fact.target is not None else fact.percent_kind
    period = _period(fact.period)
    draft.say(
        draft.of(fact.key),
        (A, OBSERVATION),
        (
            INDICATOR,
            draft.named("indicator", "indicator", CONCEPT, fact.indicator)
            if fact.concept is None
            else concept("indicator", fact.concept),
        ),
        (PERIOD, None if period is None else date(period)),
        (PERIOD_TEXT, draft.words(fact.period) if period is None else None),
        (AREA, draft.link(fact.area)),
        (ACTUAL, None if fact.value is None else decimal(fact.value)),
        (TARGET, None if fact.target is None else decimal(fact.target)),
        (PERCENTS[kind], None if fact.percent is None else decimal(fact.percent)),
        (UNIT, _unit(draft, fact)),
        (REPORTED_IN, draft.node),
        (PRINTED, None if fact.printed is None else string(fact.printed)),
        (CORRECTION, draft.words(fact.correction)),
    )
    draft.prove(fact.key, fact.evidence)
