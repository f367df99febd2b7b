"""Search and lists over HTTP: facets count what SPARQL counts, lists are had whole, and whatever is asked is answered."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from bienban.graph.vocab import BASE
from bienban.model.graph import ArticleGraph
from bienban.pipeline.importer import Importer
from bienban.pipeline.sinks import StoreSink
from bienban.resources import resource
from bienban.search.keeping import follow
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths
from bienban.store import open_store
from small_world import World
from web.served import Served, serving

LISTS = ("persons", "bodies", "events", "documents", "awards", "places", "articles")
HTML = {"Accept": "text/html", "Accept-Language": "en"}


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("lists") / "s"
    with StoreSink.open(str(path), keep_text=False) as sink:
        Importer(sink, jobs=1).run(read_paths((str(resource("data", "articles")),), ReadSettings()))
        sink._store.replace(hostile())
    follow(path)
    with serving(path, "--work", "3600") as server:
        yield server


def hostile() -> ArticleGraph:
    world = World()
    who = world.person('Lê <script>alert(1)</script> & "Na"')
    world.post(who, "Bí thư", world.body("Chi bộ <img src=x>", place=world.district()))
    return world.graph("hostile")


def page(server: Served, address: str) -> str:
    answer = server.client.get(address, headers=HTML)
    assert answer.status_code == 200, (address, answer.text[:300])
    return answer.text


def rows(server: Served, address: str) -> list[dict[str, str]]:
    answer = server.client.get(address)
    assert answer.status_code == 200, address
    return list(csv.DictReader(io.StringIO(answer.text)))


def total(text: str) -> int:
    found = re.search(r'class="quiet">([\d,]+) results?<', text)
    assert found is not None
    return int(found[1].replace(",", ""))


def facets(text: str) -> list[tuple[str, int]]:
    """Each facet's value: the address that narrows by it, and its count."""
    aside = text.partition('<aside class="narrow"')[2].partition("</aside>")[0]
    found = re.findall(r'<li><a rel="nofollow" href="([^"]*)"[^>]*>.*?</a> <small>([\d,]+)</small>', aside)
    return [(unescape(href), int(count.replace(",", ""))) for href, count in found]


def sparql_of(text: str) -> str:
    href = re.search(r'class="pill" href="([^"]*query\?[^"]*)"', text)
    assert href is not None
    return parse_qs(urlsplit(unescape(href[1])).query)["query"][0]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_what_its_sparql_gives(searched: Served, path: str) -> None:
    text = page(searched, f"/{path}")
    answer = searched.query(sparql_of(text)).json()["results"]["bindings"]
    listed = {row["iri"] for row in rows(searched, f"/{path}.csv")}
    assert {row["thing"]["value"] for row in answer} == listed
    assert total(text) == len(listed) > 0


@pytest.mark.parametrize("path", ["search", *LISTS])
def test_facets_count_what_sparql_counts(searched: Served, path: str) -> None:
    for href, count in facets(page(searched, f"/{path}")):
        address = urlsplit(href)
        narrowed = page(searched, f"{address.path}?{address.query}")
        assert total(narrowed) == count, href
        answer = searched.query(sparql_of(narrowed)).json()["results"]["bindings"]
        assert len({row["thing"]["value"] for row in answer}) == count, href


def test_facets_combine_and_are_taken_back(searched: Served) -> None:
    first = max(((h, n) for h, n in facets(page(searched, "/search?kind=event")) if "place=" in h), key=lambda f: f[1])
    address = urlsplit(first[0])
    narrowed = page(searched, f"{address.path}?{address.query}")
    assert total(narrowed) == first[1]
    both = [(h, n) for h, n in facets(narrowed) if "body=" in h]
    assert both
    for href, count in both[:3]:
        parts = urlsplit(href)
        assert set(parse_qs(parts.query)) == {"kind", "place", "body"}
        assert total(page(searched, f"{parts.path}?{parts.query}")) == count <= first[1]
    back = [h for h, _ in facets(narrowed) if parse_qs(urlsplit(h).query) == {"kind": ["event"]}]
    assert back, "a link takes the place back"


def test_words_narrow_too(searched: Served) -> None:
    text = page(searched, "/search?" + urlencode({"q": "bui quang nhiem"}))
    assert "<mark>Bùi Quang Nhiệm</mark>" in text
    answer = searched.query(sparql_of(text)).json()["results"]["bindings"]
    assert len(answer) == min(total(text), 25)
    for href, count in facets(text)[:6]:
        parts = urlsplit(href)
        assert total(page(searched, f"{parts.path}?{parts.query}")) == count


@pytest.mark.parametrize("sort", ["best", "name", "day", "weight"])
def test_pages_of_a_list_are_the_whole_list(searched: Served, sort: str) -> None:
    whole = [row["iri"] for row in rows(searched, f"/bodies.csv?sort={sort}")]
    seen: list[str] = []
    for number in range(1, -(-len(whole) // 25) + 1):
        text = page(searched, f"/bodies?sort={sort}&page={number}")
        seen += re.findall(r'<p class="name"><a href="[^"]*/doc/(id/org/[^"?]*)', text)
    assert [f"https://w3id.org/bienban/{path}" for path in seen] == whole
    assert searched.client.get(f"/bodies.json?sort={sort}").json()[0]["iri"] == whole[0]


def test_the_header_has_what_a_list_holds_and_its_neighbours(searched: Served) -> None:
    """A program can walk a list by RFC 6573 and RFC 8288 alone."""
    url: str | None = "/persons"
    found: list[str] = []
    while url is not None:
        links = searched.client.get(url).headers["link"]
        found += re.findall(r'<([^>]+)>; rel="item"', links)
        following = re.search(r'<([^>]+)>; rel="next"', links)
        url = None if following is None else following[1]
        assert 'rel="alternate"; type="text/csv"' in links
    listed = [row["iri"] for row in searched.client.get("/persons.json").json()]
    assert sorted(found) == sorted(f"{searched.base}doc/{iri.removeprefix(BASE)}" for iri in listed)


def test_suggestions(searched: Served) -> None:
    answer = searched.client.get("/suggest", params={"q": "bui qu"})
    assert answer.headers["content-type"] == "application/json"
    assert "Bùi Quang Nhiệm" in [row["name"] for row in answer.json()]
    assert searched.client.get("/suggest").json() == []


def test_names_are_escaped(searched: Served) -> None:
    for address in ("/persons", "/search?q=script", "/search?q=<script>alert(1)</script>", "/bodies", "/search?kind=person"):
        text = page(searched, address)
        assert "<script>alert" not in text
        assert "<img src=x" not in text


HOSTILE = (
    {"q": '"'}, {"q": "a* OR (b"}, {"q": "\x00"}, {"q": "x" * 5000}, {"q": '" ' * 400}, {"place": "'"},
    {"place": "id/place/> } #"},
    {"year": "x"}, {"year": "99999999999999"}, {"body": "http://example.org/ {}"}, {"facet": "nothing"}, {"q": "🙂 \u202e"},
    {"person": "\\"}, {"award": "concept/award-type/none"}, {"page": "4000"}, {"q": "[a-z]+.*"}, {"document": "a" * 3000},
)  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=lambda q: str(q)[:30])
def test_whatever_is_asked_is_answered(searched: Served, query: dict[str, str]) -> None:
    for path in ("search", "persons", "search.csv", "suggest"):
        assert searched.client.get(f"/{path}?{urlencode(query)}", headers=HTML).status_code == 200
    text = page(searched, f"/search?{urlencode(query)}")
    assert searched.query(sparql_of(text)).status_code == 200


@pytest.mark.parametrize("query", ["kind=thing", "sort=random", "page=0", "page=-1", "page=x", "page=99999", "q=%ff"])
def test_what_there_cannot_be_is_a_mistake_of_the_client(searched: Served, query: str) -> None:
    assert searched.client.get(f"/search?{query}").status_code == 400
    assert searched.client.get("/persons.xml").status_code == 404


@pytest.mark.system
def test_where_no_index_can_be_made_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with open_store(path, create=True) as store:
        store.replace(World().graph("mot"))
    (path / "search").write_text("a file in the way")
    with serving(path) as server:
        answer = server.client.get("/articles.csv")
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert server.query("ASK {}").status_code == 200


@pytest.mark.system
def test_the_server_has_a_missing_index_made_and_follows_what_is_published(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with open_store(path, create=True) as store:
        store.replace(World().graph("mot"))
    with serving(path) as server:
        assert not (path / "search").exists()
        assert wait_for(server, 1)
        with open_store(path, write=True) as store:
            store.replace(World().graph("hai"))
        assert wait_for(server, 2)


def wait_for(server: Served, count: int) -> bool:
    for _ in range(120):
        answer = server.client.get("/articles.csv")
        if answer.status_code == 200 and len(answer.text.splitlines()) == 1 + count:
            return True
        time.sleep(0.5)
    return False
