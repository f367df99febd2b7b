"""Suggestions of the search box: by keyboard and by touch, without diacritics, and as a screen reader is told."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import Reader
from browser.test_looks import violations
from web.served import Served

pytestmark = pytest.mark.system


@pytest.fixture(scope="module", autouse=True)
def indexed(portal: Served) -> None:
    """The first who searches has the index made, which takes a while."""
    assert portal.client.get("/suggest?q=uy").json()


def box_of(page: Page) -> Locator:
    return page.locator("form.search").get_by_role("combobox")


def suggest(reader: Reader, words: str) -> tuple[Page, Locator, Locator]:
    """The page, the box with these words typed, and the options."""
    page = reader.open("")
    box = box_of(page)
    box.press_sequentially(words)
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_be_visible()
    return page, box, options


def test_a_name_without_diacritics_is_suggested_and_opened_by_keyboard(reader: Reader) -> None:
    page, box, options = suggest(reader, "trinh thi ngoc")
    expect(options.first.locator(".name")).to_have_text("Trịnh Thị Ngọc Lam")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "none")
    expect(box).to_be_focused()
    expect(box).to_have_value("trinh thi ngoc")
    box.press("Enter")
    expect(page.locator("h1")).to_have_text("Trịnh Thị Ngọc Lam")
    assert "/doc/id/person/" in page.url or "/id/person/" in page.url


def test_arrows_go_round_past_the_box_itself(reader: Reader) -> None:
    _, box, options = suggest(reader, "uy ban")
    many = options.count()
    assert many > 2
    box.press("ArrowUp")
    expect(options.nth(many - 1)).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile(".+"))
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(options.nth(0)).to_have_attribute("aria-selected", "false")


def test_escape_closes_and_keeps_what_was_typed(reader: Reader) -> None:
    page, box, options = suggest(reader, "hoi nghi")
    box.press("ArrowDown")
    box.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("hoi nghi")
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("Escape")
    box.press("Enter")
    expect(page.locator("h1")).to_contain_text("hoi nghi")
    assert "/search?q=hoi+nghi" in page.url


def test_enter_without_a_choice_searches(reader: Reader) -> None:
    page, box, _ = suggest(reader, "ubnd")
    box.press("Enter")
    expect(page.locator("ol.hits")).to_be_visible()


def test_a_suggestion_is_opened_by_click_or_touch(reader: Reader) -> None:
    page, _, options = suggest(reader, "trinh thi ngoc lam")
    assert reader.fits()
    if reader.size == "phone":
        options.first.tap()
    else:
        options.first.click()
    expect(page.locator("h1")).to_have_text("Trịnh Thị Ngọc Lam")


def test_a_screen_reader_is_told(reader: Reader) -> None:
    page, box, options = suggest(reader, "ho sy")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    expect(box).to_have_attribute("aria-controls", "suggestions")
    expect(page.get_by_role("listbox", name="Gợi ý")).to_be_visible()
    expect(page.locator("form.search").get_by_role("status")).to_contain_text(str(options.count()))
    box.press("ArrowDown")
    assert violations(reader) == []


def test_what_is_nowhere_is_not_suggested(reader: Reader) -> None:
    page, box, _ = suggest(reader, "ho sy")
    box.press_sequentially(" qxzw")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.locator("form.search").get_by_role("status")).to_contain_text("0")


def test_whoever_goes_on_to_the_next_field_leaves_the_list(reader: Reader) -> None:
    page, box, _ = suggest(reader, "hoi")
    box.press("Tab")
    expect(page.locator("#suggestions")).to_be_hidden()


def test_without_a_script_the_box_is_a_plain_one(plain_reader: Reader) -> None:
    page = plain_reader.open("")
    assert page.locator("form.search input[type=search]").get_attribute("role") is None
    assert page.locator("#suggestions").count() == 0
