"""The editor of the query page, where it was built: it completes from the store's data and asks nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from bienban.web.http.front import PAGE_POLICY
from browser.conftest import Reader, context_of
from browser.test_looks import violations
from web.served import Served

pytestmark = pytest.mark.system


@pytest.fixture(scope="module", autouse=True)
def built(portal: Served) -> None:
    if portal.client.get("/static/editor/yasqe.js").status_code == 404:
        pytest.skip("the editor is not built: run src/bienban/web/portal/editor/build.sh")


@pytest.fixture(params=["desktop", "phone"])
def writer(chromium: Browser, portal: Served, request: pytest.FixtureRequest) -> Iterator[Reader]:
    with context_of(chromium, request.param, dark=request.param == "phone") as context:
        found = Reader(context.new_page(), portal.base, request.param)
        found.watch()
        yield found
        assert not found.faults


def begin(reader: Reader) -> Page:
    """An empty editor."""
    page = reader.open("query")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    return page


def complete(page: Page, text: str, offered: str) -> None:
    page.keyboard.type(text, delay=10)
    expect(page.locator(".CodeMirror-hint").first).to_have_text(offered)
    page.keyboard.press("Enter")
    expect(page.locator(".CodeMirror-hint")).to_have_count(0)


def test_a_query_is_written_with_completions_and_run(writer: Reader) -> None:
    page = begin(writer)
    complete(page, "SELECT ?name { ?who a foaf:Per", "foaf:Person")
    complete(page, " ; foaf:na", "foaf:name")
    page.keyboard.type(' ?name FILTER(?name > "L") } ORDER BY ?name LIMIT 3')
    expect(page.locator("#query")).to_have_value(
        'SELECT ?name { ?who a foaf:Person ; foaf:name ?name FILTER(?name > "L") } ORDER BY ?name LIMIT 3'
    )
    expect(page.locator(".cm-keyword").first).to_have_text("SELECT")
    page.keyboard.press("Control+Enter")
    expect(page.locator("td")).to_have_count(3)
    expect(page.locator(".CodeMirror")).to_contain_text("ORDER BY ?name LIMIT 3")
    assert writer.fits()
    assert violations(writer) == []


def test_what_is_wrong_is_marked_where_it_is(writer: Reader) -> None:
    page = begin(writer)
    page.keyboard.type("SELECT ?x { ?x foaf:name ?n }\nORDER ?n")
    mark = page.locator(".parseErrorIcon")
    expect(mark).to_have_count(1)
    mark.hover()
    expect(page.locator(".yasqe_tooltip")).to_contain_text("BY")


def test_prefixes_are_those_of_the_project(writer: Reader) -> None:
    page = begin(writer)
    complete(page, "PREFIX sk", "skos: <http://www.w3.org/2004/02/skos/core#>")


def test_no_request_leaves_the_host_and_nothing_is_kept(chromium: Browser, portal: Served) -> None:
    asked: list[str] = []
    with context_of(chromium, "desktop") as context:
        reader = Reader(context.new_page(), portal.base, "desktop")
        reader.watch()

        def note(request: Request) -> None:
            asked.append(request.url)

        reader.page.on("request", note)
        page = begin(reader)
        complete(page, "SELECT * { ?s a bb:Arti", "bb:Article")
        page.keyboard.type(" . ?s dcterms:t")
        expect(page.locator(".CodeMirror-hint").first).to_be_visible()
        assert page.evaluate("localStorage.length") == 0
        assert not reader.faults
    assert f"{portal.base}terms.json" in asked
    assert [url for url in asked if not url.startswith(portal.base)] == []


def test_the_policy_of_the_page_is_that_of_all_pages(portal: Served) -> None:
    policy = portal.client.get("/query", headers={"Accept": "text/html"}).headers["content-security-policy"]
    assert policy == PAGE_POLICY
    assert "unsafe" not in policy
    script = portal.client.get("/static/editor/yasqe.js").text
    assert "eval(" not in script
    assert "new Function" not in script


def test_whoever_has_no_mouse_can_leave_the_editor(writer: Reader) -> None:
    page = begin(writer)
    page.keyboard.type("ASK {}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Chạy")).to_be_focused()
    expect(page.locator("#query")).to_have_value("ASK {}")


def test_the_licences_go_along(portal: Served) -> None:
    text = portal.client.get("/static/editor/yasqe-licences.txt").text
    for name in ("@zazuko/yasqe", "codemirror", "dompurify", "lodash-es"):
        assert f"\n{name} " in text
    assert text.count("Permission is hereby granted, free of charge") >= 8
    assert "Apache License" in text
