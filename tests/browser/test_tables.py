"""Answers as tables: sorted and filtered where they stand; without a script they are as the server gave them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from browser.conftest import Reader

pytestmark = pytest.mark.system


def column(table: Locator, label: str) -> list[str]:
    return [cell.inner_text() for cell in table.locator(f"td[data-label='{label}']").all() if cell.is_visible()]


def test_rows_are_sorted_as_what_they_are(reader: Reader) -> None:
    page = reader.open("questions/holders")
    table = page.locator(".table")
    given = column(table, "Xác nhận từ")
    order = page.get_by_label("Sắp xếp theo")
    order.select_option(label="Xác nhận từ ↑ tăng")
    every = column(table, "Xác nhận từ")
    days = [day for day in every if day]
    assert sorted(every) == sorted(given)
    assert every[: len(days)] == days, "what has no day comes last"
    assert days == sorted(days, key=lambda day: tuple(int(part) for part in reversed(day.split("/"))))
    assert days != sorted(days)
    order.select_option(label="Xác nhận từ ↓ giảm")
    assert column(table, "Xác nhận từ")[: len(days)] == days[::-1]
    order.select_option("")
    assert column(table, "Xác nhận từ") == given


def test_numbers_are_sorted_by_size_and_empty_cells_come_last(reader: Reader) -> None:
    page = reader.open("questions/figures")
    page.get_by_label("Sắp xếp theo").select_option(label="Thực hiện ↓ giảm")
    cells = [cell.inner_text() for cell in page.locator("td[data-label='Thực hiện']").all()]
    filled = [cell for cell in cells if cell]
    assert cells[: len(filled)] == filled
    numbers = [float(cell.replace(".", "").replace(",", ".")) for cell in filled]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) > 5


def test_headings_sort_where_they_are_seen(reader: Reader) -> None:
    page = reader.open("questions/holders")
    if reader.size == "phone":
        return
    heading = page.get_by_role("columnheader", name="Họ tên")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    heading.get_by_role("button").press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")


def test_rows_are_filtered_without_diacritics(reader: Reader) -> None:
    page = reader.open("questions/holders")
    table = page.locator(".table")
    every = len(column(table, "Họ tên"))
    page.get_by_label("Lọc các dòng này").fill("tinh uy bi thu")
    left = column(table, "Họ tên")
    assert 0 < len(left) < every
    expect(page.get_by_role("status").filter(has_text=f"{len(left)} trong {every} dòng")).to_be_visible()
    assert reader.fits()
    page.get_by_label("Lọc các dòng này").fill("khong co gi xyz")
    assert column(table, "Họ tên") == []


def test_without_a_script_there_are_no_tools_that_do_nothing(plain_reader: Reader) -> None:
    page = plain_reader.open("questions/holders")
    assert page.locator(".tools").count() == 0
    assert page.locator("thead button").count() == 0
    assert len(page.locator("td[data-label='Họ tên']").all()) > 10
