"""Batches, of whatever form: taken, or refused in words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.reconcile.asked import MOST_CANDIDATES, BadBatch, Query, batch, extension
from bienban.reconcile.likeness import alike

SCALARS = st.none() | st.booleans() | st.floats() | st.integers() | st.text()
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4))
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "query": st.text() | JSON,
        "type": st.sampled_from(["person", ["person", "body"], "x"]) | JSON,
        "limit": st.integers() | st.floats() | JSON,
        "properties": st.lists(st.fixed_dictionaries({"pid": st.sampled_from(["place", "year"]), "v": JSON})) | JSON,
        "type_strict": st.sampled_from(["any", "should", "all"]) | JSON,
    },
)


@given(st.dictionaries(st.text(), FIELDS, max_size=3) | JSON)
def test_any_batch_is_taken_or_refused(document: object) -> None:
    try:
        found = batch(json.dumps(document))
    except BadBatch:
        return
    assert isinstance(document, dict)
    assert len(found) <= len(document)
    for query in found.values():
        if query is not None:
            assert 1 <= query.limit <= MOST_CANDIDATES
            assert query.text or query.known or str(document)


@given(JSON | st.fixed_dictionaries({"ids": JSON | st.lists(st.text()), "properties": JSON}))
def test_any_extension_is_taken_or_refused(document: object) -> None:
    try:
        found = extension(json.dumps(document))
    except BadBatch:
        return
    assert all(most >= 0 for most in found.properties.values())


def test_a_batch_is_read() -> None:
    text = '{"a": {"query": " Ông  A ", "type": ["person", "x"], "limit": 3, "properties": [{"pid": "year", "v": [2023, true]}]}}'
    (query,) = batch(text).values()
    assert isinstance(query, Query)
    assert (query.text, query.kinds, query.limit) == ("Ông A", ("person",), 3)
    assert [one.text for one in query.known["year"]] == ["2023"]


@pytest.mark.parametrize(
    ("given_", "name", "least", "most"),
    [
        ("Bùi Quang Nhiệm", "Bùi Quang Nhiệm", 1.0, 1.0),
        ("BÙI QUANG NHIỆM", "Bùi Quang Nhiệm", 1.0, 1.0),
        ("Đỗ Văn Hoà", "Đỗ Văn Hòa", 1.0, 1.0),
        ("do van hoa", "Đỗ Văn Hòa", 0.95, 0.99),
        ("Đỗ Văn Hoa", "Đỗ Văn Hòa", 0.8, 0.9),
        ("PGS.TS Đỗ Văn Hòa", "Đỗ Văn Hòa", 1.0, 1.0),
        ("Hòa Đỗ Văn", "Đỗ Văn Hòa", 0.85, 0.9),
        ("Nguyễn Thị Lan", "Đỗ Văn Hòa", 0.0, 0.3),
        ("Bà Triệu", "Bà Triệu", 1.0, 1.0),
        ("An Phú", "Thành phố An Phú", 0.95, 0.95),
        ("", "Đỗ Văn Hòa", 0.0, 0.0),
    ],
)
def test_names_are_alike(given_: str, name: str, least: float, most: float) -> None:
    assert least <= alike(given_, name) <= most


@given(st.text(), st.text())
def test_likeness_is_between_nought_and_one(one: str, other: str) -> None:
    assert 0.0 <= alike(one, other) <= 1.0
