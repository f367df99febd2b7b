"""Who is left out of a store is on no page, in no file and in no answer of its server."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from bienban.cli.main import main
from web.served import Served, serving

WHO = "Bùi Quang Nhiệm"
NAMES = ("Quang Nhiệm", "QUANG NHIỆM", "bui-quang-nhiem", "bui quang nhiem")

pytestmark = pytest.mark.system


def named(text: str) -> list[str]:
    return [name for name in NAMES if name in text]


def dump(server: Served) -> str:
    """The dump of the newest state; that of the one before must not be had while it is made."""
    wanted = server.client.get("/health").json()["generation"]
    for _ in range(120):
        answer = server.client.get("/dumps/bienban.nq.gz", follow_redirects=True)
        if answer.status_code == 200:
            assert answer.headers["bienban-generation"] == str(wanted)
            return gzip.decompress(answer.content).decode()
        assert answer.status_code == 503
        time.sleep(0.5)
    raise AssertionError("the newest state was not dumped")


def test_no_answer_has_the_name(tmp_path: Path) -> None:
    store = str(tmp_path / "s")
    run = CliRunner().invoke
    assert run(main, ["import", "--samples", "--store", store]).exit_code == 0
    with serving(tmp_path / "s", "--work", "3600", "--max-rows", "1000000") as server:
        before = server.client.get("/suggest", params={"q": WHO}).json()
        old = server.client.get("/feed").text.replace(">", "<").split("<")
        page = next(address for address in old if f"{server.base}feed/" in address)
        articles = [row["iri"] for row in server.client.get("/articles.json").json()]
        shown = [server.client.get(iri.partition("bienban/")[2].join(("/doc/", ".html"))).text for iri in articles]
        assert any(WHO in text for text in shown)
        assert server.client.get("/dumps/bienban.nq.gz", follow_redirects=True).status_code in (200, 503), "one is made, or begun"
        assert run(main, ["suppress", WHO, "--reason", "asked", "--store", store]).exit_code == 0
        addresses = [iri.partition("bienban/")[2].join(("/doc/", suffix)) for iri in articles for suffix in (".html", ".trig")]
        addresses += ["/persons", "/persons.csv", "/search?q=nhiem", "/suggest?q=bui+quang", "/data?default", "/data?graph=none"]
        addresses += ["/reconcile?query=bui+quang", page, "/"]
        for address in addresses:
            answer = server.client.get(address, follow_redirects=True)
            assert not named(answer.text), address
        found = server.query('SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(CONTAINS(STR(?o), "Quang Nhiệm")) }')
        assert found.json()["results"]["bindings"] == []
        assert not named(dump(server))
        gone = server.client.get("/doc/" + before[0]["href"].partition("/doc/")[2])
        assert gone.status_code == 410
