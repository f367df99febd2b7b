"""Counting rows in a serialisation: as many as the engine has, whatever the values and wherever the blocks end."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.errors import LimitReached
from bienban.store.bounds import Counted
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


def fed(data: bytes, step: int, form: ResultForm, most: int) -> tuple[int | None, int]:
    """How many rows were counted, None where they are too many, and the bytes taken by then."""
    out = Counted(io.BytesIO(), form, max_rows=most, max_bytes=1 << 30)
    taken = 0
    try:
        for taken in range(0, len(data), step):
            out.write(data[taken : taken + step])
        return out.count(), len(data)
    except LimitReached:
        return None, taken


def written_values(values: str, form: ResultForm) -> bytes:
    found = ox.Store().query(f"SELECT * {{ VALUES ?a {{ {values} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    return found.serialize(format=FORMATS[form]) or b""


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("most", [7, 19_999, 20_000, 20_001])
def test_one_row_too_many_ends_it(form: ResultForm, most: int) -> None:
    """However many bytes are counted together; a row without a value is the shortest that there is."""
    for last in ("UNDEF", "1"):
        data = written_values("UNDEF " * 12_000 + "'}},{' " * 7_999 + last, form)
        assert fed(data, 8192, form, most)[0] == (20_000 if most >= 20_000 else None)


@pytest.mark.parametrize("form", FORMATS)
def test_too_many_rows_are_noticed_with_the_block_that_has_them(form: ResultForm) -> None:
    data = written_values("1 " * 30, form)
    found, taken = fed(data, 10, form, 20)
    counter = row_count(form)
    counter.feed(data[:taken])
    assert found is None
    assert counter.rows <= 20 < counter.rows + 10
