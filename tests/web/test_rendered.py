"""Pages that are given again: the same bytes as long as the store is the same, within a bound."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from bienban.graph.vocab import BASE
from bienban.web.linked.rendered import LARGEST, OVERHEAD, Rendered, View
from web.served import publish, serving

ROOM = 80_000


def asked(path: str = "/doc/id/person/a", query: bytes = b"", language: str = "vi") -> Request:
    headers = [(b"accept-language", language.encode())]
    return Request({"type": "http", "method": "GET", "path": path, "query_string": query, "headers": headers})


def view(rendered: Rendered, path: str = "/doc/id/person/a") -> View | None:
    return rendered.view(asked(path), "text/html")


def test_a_page_is_found_until_something_is_published() -> None:
    rendered = Rendered(ROOM)
    assert rendered.find(view(rendered), 1) is None
    rendered.keep(view(rendered), 1, Response(b"page", headers={"ETag": 'W/"1"'}))
    found = rendered.find(view(rendered), 1)
    assert found is not None
    assert (bytes(found.body), found.headers["etag"]) == (b"page", 'W/"1"')
    assert rendered.find(view(rendered), 2) is None
    rendered.keep(view(rendered), 1, Response(b"late"))  # begun before the publication, and ready after it
    assert len(rendered) == rendered.size == 0


@pytest.mark.parametrize(("query", "language"), [(b"lang=en", "vi"), (b"", "en"), (b"lang=vi", "vi")])
def test_each_way_of_asking_has_its_own(query: bytes, language: str) -> None:
    rendered = Rendered(ROOM)
    rendered.find(None, 1)
    rendered.keep(view(rendered), 1, Response(b"page"))
    assert rendered.find(rendered.view(asked(query=query, language=language), "text/html"), 1) is None
    assert rendered.find(rendered.view(asked(), "application/xhtml+xml"), 1) is None


def test_there_is_a_bound() -> None:
    rendered = Rendered(ROOM)
    rendered.find(None, 1)
    size = int(ROOM * LARGEST) - OVERHEAD
    rendered.keep(view(rendered, "/large"), 1, Response(b"x" * (size + 1)))
    assert len(rendered) == 0
    for number in range(20):
        rendered.keep(view(rendered, f"/{number}"), 1, Response(b"x" * size))
        assert rendered.size <= ROOM
    assert rendered.find(view(rendered, "/0"), 1) is None
    assert rendered.find(view(rendered, "/19"), 1) is not None
    assert rendered.view(asked(query=b"q=anything"), "text/html") is None
    assert Rendered(0).view(asked(), "text/html") is None


def test_a_page_follows_what_is_published(tmp_path: Path) -> None:
    event = f"<{BASE}id/event/hop-a>"
    said = f"{event} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ontology#Meeting> .\n"
    label = f'{event} <http://www.w3.org/2000/01/rdf-schema#label> "Họp %s"@vi .\n'
    publish(tmp_path / "store", said + label % "giao ban tuần")
    with serving(tmp_path / "store", "--workers", "1") as server:
        pages = [server.client.get("/doc/id/event/hop-a", headers={"Accept": "text/html"}) for _ in range(3)]
        assert {page.status_code for page in pages} == {200}
        assert len({page.text for page in pages}) == len({page.headers["etag"] for page in pages}) == 1
        assert all("giao ban tuần" in page.text for page in pages)
        english = server.client.get("/doc/id/event/hop-a?lang=en", headers={"Accept": "text/html"})
        assert 'lang="en"' in english.text
        publish(tmp_path / "store", f'{event} <http://purl.org/dc/terms/description> "mới" .\n')
        after = server.client.get("/doc/id/event/hop-a", headers={"Accept": "text/html"})
        assert after.headers["bienban-generation"] == "2"
        assert after.headers["etag"] != pages[0].headers["etag"]
