"""Dates of any precision: parsed as they are printed, no day that no calendar has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.model.dates import PartialDate
from strategies import dates


@given(dates())
def test_a_date_is_read_as_it_was_written(value: PartialDate) -> None:
    assert PartialDate.parse(str(value)) == value
    assert PartialDate.parse(f" {value}\n") == value


@pytest.mark.parametrize(
    ("text", "value", "datatype"),
    [
        ("2023-03-29", PartialDate(2023, 3, 29), "date"),
        ("2023-03", PartialDate(2023, 3), "gYearMonth"),
        ("2023", PartialDate(2023), "gYear"),
        ("--06-29", PartialDate(None, 6, 29), "gMonthDay"),
        ("--02-29", PartialDate(None, 2, 29), "gMonthDay"),
        ("0987-01-01", PartialDate(987, 1, 1), "date"),
    ],
)
def test_precisions(text: str, value: PartialDate, datatype: str) -> None:
    assert PartialDate.parse(text) == value
    assert str(value) == text
    assert value.datatype == datatype


@pytest.mark.parametrize(
    "text", ["", "29/3/2023", "2023-3-29", "23", "2023-02-30", "2023-13", "--02-30", "--06", "-06-29", "2023-03-29T00:00", "0000"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|out of range|must be in|needs"):
        PartialDate.parse(text)


@pytest.mark.parametrize("parts", [(None, None, None), (None, 5, None), (None, None, 5), (2023, None, 5)])
def test_no_date_has_a_gap(parts: tuple[int | None, int | None, int | None]) -> None:
    with pytest.raises(ValueError, match="needs"):
        PartialDate(*parts)


@given(st.integers(1, 9999), st.integers(), st.integers())
def test_only_days_of_the_calendar(year: int, month: int, day: int) -> None:
    from datetime import date

    try:
        real = date(year, month, day)
    except (ValueError, OverflowError):
        with pytest.raises((ValueError, OverflowError)):
            PartialDate(year, month, day)
    else:
        assert str(PartialDate(year, month, day)) == real.isoformat()
