"""IRIs that are gone lead to what stands for them, or say that they are gone and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV

from bienban.graph.vocab import BASE
from bienban.store import open_store
from bienban.web.portal.dates import shown
from small_world import OFFICE, held, write
from web.pages import BROWSER, read
from web.served import Served, serving


@dataclass(frozen=True, slots=True)
class History:
    """A served store with what it had: a person who was renamed twice, one that fell apart, one whose article is gone."""

    served: Served
    renamed: str
    now: str
    apart: str
    parts: frozenset[str]
    removed: str
    article: str


def persons(path: Path, name: str) -> set[str]:
    with open_store(path) as store:
        found = {s[1:-1] for s, _, _ in store.merged()}
    return {iri for iri in found if f"/id/person/{name}" in iri and "#" not in iri}


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    path = tmp_path_factory.mktemp("retired") / "store"
    write(path, held("mot", "Trưởng phòng Cây xanh"))
    (renamed,) = persons(path, "do-")
    write(path, held("hai", "Trưởng phòng Cây xanh", "Bí thư"))
    (between,) = persons(path, "do-")
    write(path, held("ba", "Bí thư", OFFICE))
    (now,) = persons(path, "do-")
    assert len({renamed, between, now}) == 3
    na = {"person": "Lê Thị Na"}
    write(path, held("n1", "Bí thư", **na), held("n2", "Chủ tịch", **na), held("n3", OFFICE, "Bí thư", "Chủ tịch", **na))
    (apart,) = persons(path, "le-")
    write(path, held("n3", "Trưởng phòng Cây xanh", **na), held("x", "Bí thư", person="Võ Văn Xa"))
    (removed,) = persons(path, "vo-")
    with open_store(path) as store:
        article = next(iri for iri in store.articles() if "/article/x-" in iri)
    write(path, article.rpartition("/")[2])
    with serving(path, "--work", "600") as served:
        yield History(served, renamed, now, apart, frozenset(persons(path, "le-")), removed, article)


def here(history: History, iri: str, start: str = "") -> str:
    return f"{history.served.base}{start}{iri.removeprefix(BASE)}"


def test_a_thing_with_another_name(history: History) -> None:
    client = history.served.client
    answer = client.get(here(history, history.renamed))
    assert answer.status_code == 301
    assert answer.headers["location"] == here(history, history.now)
    assert f'<{here(history, history.now)}>; rel="successor-version"' in answer.headers["link"]
    for suffix in ("", ".ttl", ".html"):
        answer = client.get(here(history, history.renamed, "doc/") + suffix)
        assert answer.status_code == 301
        assert answer.headers["location"] == here(history, history.now, "doc/") + suffix
        assert client.get(answer.headers["location"]).status_code == 200


def test_a_thing_that_fell_apart(history: History) -> None:
    client = history.served.client
    answer = client.get(here(history, history.apart), headers={"Accept": "text/turtle"})
    assert answer.status_code == 300
    graph = Graph().parse(data=answer.text, format="turtle")
    assert {str(o) for o in graph.objects(URIRef(history.apart), DCTERMS.isReplacedBy)} == history.parts
    page = read(client.get(here(history, history.apart, "doc/"), headers={"Accept": BROWSER}))
    assert {here(history, iri, "doc/") for iri in history.parts} <= set(page.links())


@pytest.mark.parametrize("start", ["", "doc/"])
def test_what_nothing_stands_for(history: History, start: str) -> None:
    for iri in (history.removed, history.article):
        answer = history.served.client.get(here(history, iri, start), headers={"Accept": "application/ld+json"})
        assert answer.status_code == 410
        graph = Graph().parse(data=answer.text, format="json-ld")
        assert graph.value(URIRef(iri), PROV.invalidatedAtTime) is not None
        since = str(graph.value(URIRef(iri), PROV.invalidatedAtTime))[:10]
        assert bool(graph.value(URIRef(iri), OWL.deprecated))
        assert graph.value(URIRef(iri), DCTERMS.isReplacedBy) is None
        answer = history.served.client.get(here(history, iri, start), headers={"Accept": BROWSER, "Accept-Language": "en"})
        assert answer.status_code == 410
        page = read(answer)
        assert iri in page.text
        assert "taken out of the store" in page.text
        assert shown(since, "en") in page.text


def test_the_graph_of_an_article_goes_with_it(history: History) -> None:
    path = history.article.replace("/id/article/", "/graph/article/")
    assert history.served.client.get(here(history, path)).status_code == 410


def test_what_was_never_there_is_not_found(history: History) -> None:
    assert history.served.client.get(here(history, f"{history.removed}x", "doc/")).status_code == 404


def test_what_is_there_is_there(history: History) -> None:
    assert history.served.client.get(here(history, history.now)).status_code == 303


@pytest.mark.system
def test_what_comes_back_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "store"
    write(path, held("mot", "Bí thư"), held("hai", "Bí thư", person="Lê Thị Na"))
    (one,) = persons(path, "do-")
    with open_store(path) as store:
        article = next(iri for iri in store.articles() if "/article/mot-" in iri)
    with serving(path, "--work", "600") as served:
        address = f"{served.base}{one.removeprefix(BASE)}"
        assert served.client.get(address).status_code == 303
        write(path, article.rpartition("/")[2])
        assert served.client.get(address).status_code == 410
        write(path, held("mot", "Bí thư"))
        assert served.client.get(address).status_code == 303
