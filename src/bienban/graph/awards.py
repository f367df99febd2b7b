"""Awards, honours and recognised titles: n-ary, for one award has several, named or counted, recipients."""

from __future__ import annotations

from bienban.graph.draft import Draft
from bienban.graph.terms import date, integer
from bienban.graph.vocab import concept, term
from bienban.model.dates import PartialDate
from bienban.model.facts import Award

__all__ = ["build_award"]

A, LABEL, TYPE = term("rdf:type"), term("rdfs:label"), term("dcterms:type")
CONFERRAL, AWARD_TYPE = term("bb:AwardConferral"), term("bb:awardType")
RECIPIENT, CONFERRER, CONFERRER_NAME = term("bb:recipient"), term("bb:conferrer"), term("bb:conferrerName")
CITATION, MERIT_START, MERIT_END = term("bb:citation"), term("bb:meritStart"), term("bb:meritEnd")
YEARS, OCCASION, DATE = term("bb:consecutiveYears"), term("bb:occasion"), term("schema:startDate")

_KIND = concept("event-kind", "award-conferral")


def build_award(draft: Draft, fact: Award) -> None:
    """One award to one group of recipients."""
    conferrer = draft.link(fact.conferrer)
    draft.say(
        draft.of(fact.key),
        (A, CONFERRAL),
        (LABEL, draft.words(fact.name)),
        (TYPE, _KIND),
        (AWARD_TYPE, concept("award-type", fact.type)),
        *((RECIPIENT, draft.of(key)) for key in fact.recipients),
        (RECIPIENT, draft.link(fact.group)),
        (CONFERRER, conferrer),
        (CONFERRER_NAME, draft.words(fact.conferrer_name) if conferrer is None else None),
        (CITATION, draft.words(fact.citation)),
        (MERIT_START, None if fact.merit_start is None else date(PartialDate(fact.merit_start))),
        (MERIT_END, None if fact.merit_end is None else date(PartialDate(fact.merit_end))),
        (YEARS, None if fact.consecutive_years is None else integer(fact.consecutive_years)),
        (OCCASION, draft.link(fact.occasion)),
        (DATE, None if fact.date is None else date(fact.date)),
    )
    draft.prove(fact.key, fact.evidence)
