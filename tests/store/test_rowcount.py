"""Counting rows in a serialisation: as many as the engine has, whatever the values and wherever the blocks end."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.store.rowcount import ResultForm, row_count

FORMATS: dict[ResultForm, ox.QueryResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV,
}  # fmt: skip
NASTY = ["}},{", '}},{"', '"', "\\", "\n", "\r\n", ",", "{}", "<result>", "&", '"bindings":[{"', "}},{}", " ", ""]
VALUES = st.lists(st.sampled_from(NASTY) | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=4), max_size=4)
CELL = st.none() | VALUES.map("".join)


def written(rows: list[tuple[str | None, str | None]], form: ResultForm) -> bytes:
    terms = [" ".join("UNDEF" if cell is None else str(ox.Literal(cell)) for cell in row) for row in rows]
    found = ox.Store().query(f"SELECT * {{ VALUES (?a ?b) {{ {' '.join(f'({row})' for row in terms)} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    data = found.serialize(format=FORMATS[form])
    assert data is not None
    return data


@pytest.mark.parametrize("form", FORMATS)
@given(rows=st.lists(st.tuples(CELL, CELL), max_size=8), block=st.integers(1, 60))
def test_rows_are_counted(form: ResultForm, rows: list[tuple[str | None, str | None]], block: int) -> None:
    data = written(rows, form)
    counter = row_count(form)
    for start in range(0, len(data), block):
        counter.feed(data[start : start + block])
    assert counter.rows == len(rows)


@pytest.mark.parametrize("form", FORMATS)
def test_rows_without_columns(form: ResultForm) -> None:
    found = ox.Store().query("SELECT * { {} UNION {} UNION {} }")
    assert isinstance(found, ox.QuerySolutions)
    counter = row_count(form)
    counter.feed(found.serialize(format=FORMATS[form]) or b"")
    assert counter.rows == 3
