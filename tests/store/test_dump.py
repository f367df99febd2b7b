"""Sorted dumps: the pieces on disk do not show."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bienban.store.dump import sorted_lines

lines = st.lists(st.text(alphabet="aZé中\u2028\x85😀 ", max_size=5).map(lambda s: s + "\n"), max_size=40)


@given(lines, st.integers(1, 7))
def test_pieces_make_no_difference(found: list[str], piece: int) -> None:
    assert b"".join(sorted_lines(found, piece=piece)) == "".join(sorted(found)).encode()
