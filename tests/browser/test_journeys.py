"""What readers do: from a search to a person, a sentence and its article; a body; an event; a query; the other language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from browser.conftest import Reader

pytestmark = pytest.mark.system


def search(reader: Reader, words: str) -> None:
    reader.page.locator("form.search input[type=search]").fill(words)
    reader.page.locator("form.search button").click()


def read_a_person(reader: Reader) -> None:
    """Search without diacritics, open the person, a sentence, and the article at that sentence."""
    page = reader.open("")
    search(reader, "trinh thi ngoc lam")
    page.locator("main").get_by_role("link", name="Trịnh Thị Ngọc Lam").first.click()
    expect(page.locator("h1")).to_have_text("Trịnh Thị Ngọc Lam")
    post = page.locator("#posts .fact", has_text="Bí thư").first
    quote = post.locator("blockquote").first
    expect(quote).to_be_hidden()
    post.locator("summary").click()
    expect(quote).to_be_visible()
    sentence = quote.locator("p").inner_text()
    quote.get_by_role("link", name="xem trong bài").click()
    assert re.search(r"/id/article/.*#s\d+$", page.url)
    passage = page.locator(f"[id='{page.url.rpartition('#')[2]}']")
    expect(passage.locator("mark")).to_have_text(sentence)
    expect(passage.locator(".found li").first).to_be_visible()
    assert passage.evaluate("e => { const r = e.getBoundingClientRect(); return r.top >= -2 && r.top < window.innerHeight }")


def test_a_person_a_sentence_an_article(reader: Reader) -> None:
    read_a_person(reader)


def read_a_body(reader: Reader) -> None:
    page = reader.open("")
    search(reader, "uy ban nhan dan huyen dong lam")
    page.locator("main").get_by_role("link", name="Ủy ban nhân dân huyện Đông Lâm", exact=True).first.click()
    holder = page.locator("#holders .fact", has_text="Hồ Sỹ Quảng")
    expect(holder).to_be_visible()
    expect(holder.locator("svg.bar")).to_be_visible()
    holder.get_by_role("link", name="Hồ Sỹ Quảng").click()
    expect(page.locator("h1")).to_have_text("Hồ Sỹ Quảng")


def test_a_body_and_the_holders_of_its_posts(reader: Reader) -> None:
    read_a_body(reader)


def read_an_event(reader: Reader) -> None:
    page = reader.open("")
    page.get_by_role("link", name="Họp báo công bố Tuần lễ Chuyển đổi số năm 2024").click()
    chairs = page.locator("#participants .group", has_text="Người chủ trì")
    expect(chairs.locator(".fact .name").first).to_have_text("Trịnh Thị Ngọc Lam")


def test_an_event_and_who_was_there(reader: Reader) -> None:
    read_an_event(reader)


def write(reader: Reader, query: str) -> None:
    """Into the editor where it was built and there are scripts, else into the text area."""
    page = reader.page
    if page.locator(".CodeMirror").count():
        page.locator(".CodeMirror").click()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(query)
    else:
        page.locator("#query").fill(query)


def ask(reader: Reader) -> None:
    page = reader.open("query")
    write(reader, "SELECT ?name WHERE { ?p a foaf:Person ; foaf:name ?name } ORDER BY ?name LIMIT 3")
    page.get_by_role("button", name="Chạy").click()
    expect(page.locator("td")).to_have_count(3)
    write(reader, "SELECT ?name WHERE {")
    page.get_by_role("button", name="Chạy").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#query")).to_have_value("SELECT ?name WHERE {")
    reader.faults[:] = [fault for fault in reader.faults if "400" not in fault]  # the browser notes the status


def test_a_query(reader: Reader) -> None:
    ask(reader)
    expect(reader.page.locator(".editor :is(pre .keyword, .cm-keyword)").first).to_have_text("SELECT")


def ask_a_question(reader: Reader) -> None:
    page = reader.open("questions")
    page.get_by_role("link", name="Ai giữ một chức vụ, theo thời gian").click()
    page.get_by_label("Chức danh").fill("bí thư")
    page.get_by_role("button", name="Hỏi").click()
    cells = page.locator("td[data-label='Chức danh']").all_inner_texts()
    assert cells
    assert all("bí thư" in cell.lower() for cell in cells)
    expect(page.locator("main").get_by_role("link", name="CSV")).to_be_visible()


def test_a_question(reader: Reader) -> None:
    ask_a_question(reader)


def switch_language(reader: Reader) -> None:
    page = reader.open("")
    page.locator("nav.languages").get_by_text("EN").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("nav.main").get_by_role("link", name="Questions").click()
    expect(page.locator("h1")).to_have_text("Questions")
    page.locator("nav.languages").get_by_text("VI").click()
    expect(page.locator("h1")).to_have_text("Câu hỏi")


def test_the_other_language(reader: Reader) -> None:
    switch_language(reader)


@pytest.mark.parametrize("journey", [read_a_person, read_a_body, read_an_event, ask, ask_a_question, switch_language])
def test_everything_works_without_a_script(plain_reader: Reader, journey: object) -> None:
    assert callable(journey)
    journey(plain_reader)


def test_the_citation_is_one_click_away(reader: Reader) -> None:
    page = reader.open("questions/holders?role=b%C3%AD")
    page.locator("details.cite summary").click()
    expect(page.locator(".citation")).to_be_visible()
    assert f"{reader.base}questions/holders?role=" in page.locator(".citation").inner_text()
    assert reader.fits()
    page.keyboard.press("Escape")
    expect(page.locator(".citation")).to_be_hidden()
