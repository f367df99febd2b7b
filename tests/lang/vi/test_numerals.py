"""Digits, Roman numerals and number words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.lang.tokens import tokenize
from bienban.lang.vi.numerals import decimal_of, readings, roman, words


@pytest.mark.parametrize(
    ("printed", "whole", "value"),
    [
        ("81.520.374.906", False, "81520374906"),
        ("1,37", False, "1.37"),
        ("167,5", False, "167.5"),
        ("6.7", False, "6.7"),
        ("1.100", False, "1100"),
        ("0.125", False, "0.125"),
        ("1,200", True, "1200"),
        ("1,200", False, "1.2"),
        ("1.234,56", False, "1234.56"),
        ("1,234.56", False, "1234.56"),
        ("1,200,000", False, "1200000"),
        ("05", False, "5"),
    ],
)
def test_decimal_of(printed: str, whole: bool, value: str) -> None:
    assert decimal_of(printed, whole) == Decimal(value)


@given(st.integers(min_value=0, max_value=10**15))
def test_grouped_numbers_read_back(number: int) -> None:
    assert decimal_of(f"{number:,}".replace(",", ".")) == number


@given(st.decimals(min_value=0, max_value=10**9, places=2).filter(lambda d: d >= 1000))
def test_vietnamese_decimals_read_back(number: Decimal) -> None:
    printed = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert decimal_of(printed) == number


def test_a_stray_group_has_two_readings() -> None:
    assert readings("52.640 .000") == (Decimal(52640000), Decimal(52640))
    assert readings("52.640") == (Decimal(52640),)
    assert readings("không") == ()


@pytest.mark.parametrize(("text", "value"), [("IX", 9), ("XVIII", 18), ("IV", 4), ("XXXIX", 39), ("I", 1)])
def test_roman(text: str, value: int) -> None:
    assert roman(text) == value


@pytest.mark.parametrize("text", ["", "IIX", "ix", "XL", "M", "VV"])
def test_not_roman(text: str) -> None:
    assert roman(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ba", 3),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("một trăm linh năm", 105),
        ("hai trăm", 200),
    ],
)
def test_words(text: str, value: int) -> None:
    tokens = tokenize(text)
    assert words(tokens, 0) == (len(tokens), value)


def test_no_number_word() -> None:
    assert words(tokenize("đồng chí"), 0) is None
