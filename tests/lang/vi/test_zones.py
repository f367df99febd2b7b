"""Zones answer as a search through all their spans would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bienban.lang.vi.zones import Zones
from bienban.model.span import Span

SPAN = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(SPAN, max_size=8), st.integers(0, 45))
def test_an_offset_is_held_by_a_span_that_has_it_inside(spans: list[Span], offset: int) -> None:
    assert Zones(spans).hold(offset) == any(s.start < offset < s.end for s in spans)


@given(st.lists(SPAN, max_size=8), SPAN)
def test_a_span_is_covered_by_another_one_and_never_by_itself(spans: list[Span], span: Span) -> None:
    assert Zones(spans).cover(span) == any(s.covers(span) for s in spans if s != span)
