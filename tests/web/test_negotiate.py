"""Content negotiation: what is chosen for a header, and what no header can do."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.web.http.formats import GRAPH_OFFERS, RESULT_OFFERS
from bienban.web.http.negotiate import best, ranges
from web.served import cases

CASES = cases("negotiation")


@pytest.mark.parametrize("case", CASES, ids=[case["accept"] or "none" for case in CASES])
def test_choice(case: dict[str, Any]) -> None:
    accepted = ranges(case["accept"])
    rows, graph = best(accepted, RESULT_OFFERS), best(accepted, GRAPH_OFFERS)
    assert (rows[1] if rows is not None else "") == case["rows"]
    assert (graph[1] if graph is not None else "") == case["graph"]


MEDIA = st.sampled_from(
    [o.media_type for o in RESULT_OFFERS] + [o.media_type for o in GRAPH_OFFERS] + ["text/html", "*/*", "text/*"]
)


@given(st.lists(st.tuples(MEDIA, st.integers(0, 1000)), max_size=6))
def test_what_is_chosen_is_accepted_and_nothing_is_liked_better(members: list[tuple[str, int]]) -> None:
    accepted = ranges(", ".join(f"{media};q={q / 1000:.3f}" for media, q in members) or None)

    def weight(media: str) -> float:
        closest = max((r.specificity(media) for r in accepted), default=0)
        return max((r.q for r in accepted if closest and r.specificity(media) == closest), default=0.0)

    found = best(accepted, RESULT_OFFERS)
    weights = [weight(offer.media_type) for offer in RESULT_OFFERS]
    if found is None:
        assert max(weights) == 0
    else:
        assert weight(found[0].media_type) == max(weights) > 0


@given(st.text(max_size=80))
def test_no_header_is_an_error(header: str) -> None:
    best(ranges(header), RESULT_OFFERS)
