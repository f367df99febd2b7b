"""Tables: never wider than the page, nothing lost, readable on a narrow one."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bienban.answers.display import readable
from bienban.answers.table import Grid, draw, grid
from bienban.graph.terms import XSD, Term, integer, iri, string
from bienban.store.base import Rows

QUOTE = "Đến dự có bà Nguyễn Thị Mẫu, Bí thư Quận ủy, và ông Trần Văn Thử, Chủ tịch Ủy ban nhân dân quận. "
ROWS = Rows(
    ("date", "name", "quote", "empty", "iri"),
    (
        (Term(f'"2031-05-12"^^<{XSD}date>'), string("Nguyễn Thị Mẫu"), string(QUOTE), None, iri("https://schema.org/name")),
        (Term(f'"2031-05"^^<{XSD}gYearMonth>'), string("Trần Văn Thử"), string("Ngắn."), None, None),
    ),
)


def squeezed(text: str) -> str:
    return re.sub(r"[\s─]+", "", text)


@pytest.mark.parametrize("width", [20, 33, 60, 79, 100, 160])
def test_it_fits_and_loses_nothing(width: int) -> None:
    text = draw(grid(ROWS), width)
    assert max(map(cell_len, text.splitlines())) <= width
    for word in re.findall(r"\w+", "Nguyễn Thị Mẫu 2031-05-12 Trần Văn Thử Ngắn " + QUOTE):
        assert word in text or width < 30
    assert "empty" not in text


def test_wide_page_has_columns_and_narrow_page_has_records() -> None:
    wide, narrow = draw(grid(ROWS), 120), draw(grid(ROWS), 30)
    assert wide.splitlines()[0].split() == ["date", "name", "quote", "iri"]
    assert "[1]" not in wide
    assert narrow.startswith("[1]\n")
    assert "[2]" in narrow


def test_no_escape_codes_unless_asked() -> None:
    assert "\x1b" not in draw(grid(ROWS), 120)
    assert "\x1b" in draw(grid(ROWS), 120, styled=True)


def test_decomposed_letters_are_one_cell() -> None:
    name = "Nguyễn Thị Mẫu"
    forms = [Grid(("tên", "n"), ((unicodedata.normalize(form, name), "1"), ("x", "2"))) for form in ("NFC", "NFD")]
    composed, decomposed = (draw(cells, 60).splitlines()[2] for cells in forms)
    assert unicodedata.normalize("NFC", decomposed) == composed


def test_columns_given_are_chosen_and_named() -> None:
    text = draw(grid(ROWS, [("name", "Họ tên"), ("date", "Ngày"), ("nothing", "Không")]), 80)
    assert text.splitlines()[0].split("  ")[0] == "Họ tên"
    assert "Không" not in text
    assert "quote" not in text


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        (string("a\nb\t c"), "a b c"),
        (string("\x1b[31mred\u202e"), "\ufffd[31mred\ufffd"),
        (integer(30_000_000_000), "30\u00a0000\u00a0000\u00a0000"),
        (integer(2023), "2023"),
        (Term(f'"-12345.50"^^<{XSD}decimal>'), "-12\u00a0345.50"),
        (Term(f'"2031-05"^^<{XSD}gYearMonth>'), "2031-05"),
        (iri("https://w3id.org/bienban/id/person/x-1"), "id/person/x-1"),
        (iri("https://w3id.org/bienban/ontology#Event"), "bb:Event"),
        (iri("https://example.org/x"), "https://example.org/x"),
        (None, ""),
    ],
)
def test_terms_as_people_read_them(term: Term | None, shown: str) -> None:
    assert readable(term) == shown


@given(
    st.lists(st.lists(st.text("aâảđ ệừ.", max_size=60), min_size=3, max_size=3), min_size=1, max_size=4),
    st.integers(20, 120),
)
def test_any_grid_fits_any_page(rows: list[list[str]], width: int) -> None:
    cells = Grid(("một", "hai", "ba"), tuple(tuple(" ".join(c.split()) for c in row) for row in rows))
    text = draw(cells, width)
    assert max(map(cell_len, text.splitlines())) <= width
    got = squeezed(text)
    for row in cells.rows:
        for cell in row:
            assert all(word in got or len(word) > width // 3 for word in cell.split())
