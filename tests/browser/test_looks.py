"""Every kind of page: accessible (axe-core, WCAG 2 A and AA), inside the window, in both languages, by day and by night."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from bienban.graph.vocab import BASE
from browser.conftest import Reader, context_of
from web.served import Served

pytestmark = pytest.mark.system

THINGS = {
    "person": "?m org:member ?s",
    "org": "?m org:organization ?s",
    "event": "?s cv:hasParticipation ?m",
    "place": "?m sdmx-d:refArea ?s",
    "document": "?m bb:reviewsImplementationOf ?s",
    "award": "?s bb:awardType ?m",
    "article": "?s a bb:Article . ?s ?p ?m",
    "term": "?s bb:termOf ?m",
}
PATHS = (
    "",
    "questions",
    "questions/activity",
    "questions/participants?event=dai+hoi",
    "query",
    "query?query=SELECT+*+%7B%3Fs+a+foaf:Person%7D",
    "search",
    "search?q=hoi+nghi",
    "search?q=hoi+nghi&kind=event&year=2023",
    "search?q=khong+co+gi+ca+xyz",
    "persons?sort=name",
    "events?q=khong+co+gi+ca+xyz&year=2023",
    "ontology",
    "shapes",
    "dumps/",
    "problems",
    "sparql",
)


def paths(served: Served) -> list[str]:
    found = list(PATHS)
    for kind, pattern in THINGS.items():
        busiest = "GROUP BY ?s ORDER BY DESC(COUNT(?m)) ?s LIMIT 1"
        text = f'SELECT ?s {{ {pattern} FILTER(STRSTARTS(STR(?s), "{BASE}id/{kind}/")) }} {busiest}'
        rows = served.query(text).json()["results"]["bindings"]
        assert rows, kind
        found.append("doc/" + rows[0]["s"]["value"].removeprefix(BASE))
    return found


def violations(reader: Reader) -> list[str]:
    found = Axe().run(reader.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]})
    return [
        f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:200]}"
        for v in found.response["violations"]
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(("size", "dark", "locale"), [("desktop", False, "vi-VN"), ("phone", True, "en-GB")])
def test_every_kind_of_page_is_accessible_and_fits(chromium: Browser, portal: Served, size: str, dark: bool, locale: str) -> None:
    wrong: list[str] = []
    with context_of(chromium, size, dark=dark, locale=locale) as context:
        reader = Reader(context.new_page(), portal.base, size)
        reader.watch()
        for path in paths(portal):
            page = reader.open(path)
            for details in page.locator("main details:not(.cite)").all()[:6]:
                details.evaluate("e => { e.open = true }")
            wrong += [f"{path}: {violation}" for violation in violations(reader)]
            if not reader.fits():
                wrong.append(f"{path}: wider than the window")
        wrong += reader.faults
    assert not wrong


def test_errors_are_accessible(chromium: Browser, portal: Served, size: str) -> None:
    with context_of(chromium, size) as context:
        reader = Reader(context.new_page(), portal.base, size)
        for path in ("nothing", "doc/id/person/nobody-a23456723456", "questions/holders?from=x"):
            reader.page.goto(portal.base + path)
            assert violations(reader) == []
            assert reader.fits()
