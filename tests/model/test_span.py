"""Spans: offsets of code points, half open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.model.span import Span

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 10)).map(lambda x: Span(x[0], x[0] + x[1]))


@given(st.text(min_size=41, max_size=41), SPANS, SPANS)
def test_a_join_covers_both_and_holds_their_words(text: str, one: Span, other: Span) -> None:
    joined = one.join(other)
    assert joined == other.join(one)
    assert joined.covers(one)
    assert joined.covers(other)
    assert one.of(text) in joined.of(text)
    assert len(one.of(text)) == one.end - one.start


@given(SPANS, SPANS)
def test_two_spans_overlap_when_they_share_a_character(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    if one.start < one.end and other.start < other.end:
        assert one.overlaps(other) is bool(shared)
    assert one.overlaps(other) is other.overlaps(one)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_no_span_runs_backwards(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)
