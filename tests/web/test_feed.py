"""The change feed: a Linked Data Event Stream from which another store is kept in step, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Dataset, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, Namespace

from bienban.errors import NetworkProblem, UsageProblem
from bienban.graph.mint import graph_iri
from bienban.model.graph import ArticleGraph
from bienban.pipeline.following import Followed, follow
from bienban.sources.base import WebSettings
from bienban.store import open_store
from bienban.store.audit import audit
from bienban.store.copies import back_up, restore
from bienban.store.history import PAGE
from bienban.store.layout import Layout
from small_world import World, put, take
from web.served import Served, serving

LDES, TREE, AS = (
    Namespace(n) for n in ("https://w3id.org/ldes#", "https://w3id.org/tree#", "https://www.w3.org/ns/activitystreams#")
)
SCHEMA = Namespace("https://schema.org/")


def graph(stem: str, role: str = "Bí thư", who: str = "Đỗ Văn Hòa") -> ArticleGraph:
    world = World()
    world.post(world.person(who), role, world.body(place=world.district()))
    return world.graph(stem)


def exported(path: Path) -> bytes:
    with open_store(path) as store:
        return b"".join(store.export("nquads"))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    put(tmp_path / "s", graph("mot"), graph("hai"), graph("ba", who="Lê Thị Na"))
    with serving(tmp_path / "s", "--work", "3600", "--max-rows", "10") as server:
        yield server


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One that nothing is written to."""
    path = tmp_path_factory.mktemp("feed") / "s"
    put(path, graph("mot"), graph("hai"))
    with serving(path, "--work", "3600") as server:
        yield server


def followed(server: Served, mirror: Path) -> Followed:
    done = follow(server.base, mirror, web=WebSettings(delay=0.0))
    assert exported(mirror) == exported(server.store)
    assert not audit(Layout(mirror))
    return done


def test_another_store_is_kept_in_step(served: Served, tmp_path: Path) -> None:
    here, mirror = served.store, tmp_path / "m"
    done = followed(served, mirror)
    assert (done.added, done.replaced, done.removed, done.pages) == (3, 0, 0, 1)
    assert followed(served, mirror).nothing_new
    put(here, graph("mot", "Chủ tịch"), graph("bon"))
    done = followed(served, mirror)
    assert (done.added, done.replaced, done.unchanged, done.removed) == (1, 1, 0, 0)
    take(here, graph("hai"), graph("ba"))
    assert followed(served, mirror).removed == 2
    put(here, graph("hai", who="Lê Thị Na"))
    take(here, graph("bon"))
    done = followed(served, mirror)
    assert (done.added, done.removed) == (1, 1)
    assert followed(served, mirror).nothing_new


@pytest.mark.system
def test_pages_that_do_not_change_are_read_once(served: Served, tmp_path: Path) -> None:
    here, mirror = served.store, tmp_path / "m"
    many = [graph(f"a{n:03}", who=f"Đỗ Văn {'ABCDEFG'[n % 7]}") for n in range(2 * PAGE)]
    put(here, *many)
    assert followed(served, mirror).pages == 3
    put(here, graph("cuoi"))
    done = followed(served, mirror)
    assert (done.added, done.unchanged, done.pages) == (1, 0, 1)
    take(here, many[0])
    done = followed(served, mirror)
    assert (done.removed, done.unchanged, done.pages) == (1, 0, 1), "what the first page lost is no reason to read it again"


@pytest.mark.system
def test_a_run_that_was_ended_is_taken_up(served: Served, tmp_path: Path) -> None:
    here, mirror = served.store, tmp_path / "m"
    put(here, *(graph(f"a{n:03}") for n in range(2 * PAGE)))
    told = 0

    def stop() -> None:
        nonlocal told
        told += 1
        if told == PAGE + 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        follow(served.base, mirror, web=WebSettings(delay=0.0), told=stop)
    done = followed(served, mirror)
    assert done.pages == 2, "the first page was done with"
    assert done.added + done.unchanged == PAGE + 3


@pytest.mark.system
def test_a_store_put_back_is_followed_anew(served: Served, tmp_path: Path) -> None:
    here, mirror = served.store, tmp_path / "m"
    back_up(Layout(here), tmp_path / "copy")
    put(here, graph("bon"))
    put(mirror, graph("cua-minh"))
    own = exported(mirror)
    follow(served.base, mirror, web=WebSettings(delay=0.0))
    served.process.terminate()
    served.process.wait(30)
    restore(tmp_path / "copy", here, force=True)
    put(here, graph("nam"))
    with serving(here, "--port", str(served.base.rstrip("/").rpartition(":")[2])) as again:
        assert again.base == served.base
        done = follow(again.base, mirror, web=WebSettings(delay=0.0))
        assert (done.added, done.unchanged, done.removed) == (1, 3, 1), "bon was of the other life"
        take(here, graph("mot"), graph("hai"), graph("ba"), graph("nam"))
        follow(again.base, mirror, web=WebSettings(delay=0.0))
    assert exported(mirror) == own, "what was imported here stays"


def test_the_feed_is_an_event_stream(served: Served) -> None:
    take(served.store, graph("ba", who="Lê Thị Na"))
    put(served.store, *(graph(f"a{n:03}") for n in range(PAGE)))
    answer = served.client.get("/feed")
    assert answer.headers["content-type"] == "application/trig"
    root = Dataset().parse(data=answer.text, format="trig")
    me = URIRef(f"{served.base}feed")
    (stream,) = root.subjects(RDF.type, LDES.EventStream)
    assert list(root.objects(stream, TREE.view)) == [me]
    assert root.value(stream, LDES.versionOfPath) == DCTERMS.isVersionOf
    assert root.value(stream, LDES.timestampPath) == PROV.generatedAtTime
    assert root.value(stream, LDES.versionDeleteObject) == AS.Delete
    assert int(str(root.value(root.value(me, LDES.retentionPolicy), LDES.versionAmount))) == 1
    pages = {root.value(r, TREE.node) for r in root.objects(me, TREE.relation)}
    assert len(pages) == 2
    seen: dict[str, URIRef] = {}
    for page in pages:
        data = Dataset().parse(data=served.client.get(str(page)).text, format="trig")
        bounds = [r for r in root.objects(me, TREE.relation) if root.value(r, TREE.node) == page]
        for member in data.objects(stream, TREE.member):
            time = data.value(member, PROV.generatedAtTime)
            assert time is not None
            for bound in bounds:
                value, upper = str(root.value(bound, TREE.value)), root.value(bound, RDF.type) == TREE.LessThanOrEqualToRelation
                assert str(time) <= value if upper else str(time) >= value  # all UTC, to the millisecond
            article = str(data.value(member, DCTERMS.isVersionOf))
            assert article not in seen
            seen[article] = URIRef(str(data.value(member, RDF.type)))
            own = {line for line in data.graph(URIRef(str(member))).serialize(format="nt").splitlines() if line}
            with open_store(served.store) as store:
                there = store.graph(article)
            stored = set() if there is None else {f"{s} {p} {o} ." for s, p, o in there.triples}
            assert len(own) == len(stored)
    assert len(seen) == PAGE + 3
    assert [kind for kind in seen.values() if kind == AS.Delete] == [AS.Delete]


def test_caching_and_addresses(served: Served) -> None:
    put(served.store, *(graph(f"a{n:03}") for n in range(PAGE)))
    root = served.client.get("/feed", headers={"Accept": "application/n-quads"})
    pages = sorted({part.partition(">")[0] for part in root.text.split("<") if f"{served.base}feed/" in part})
    assert [page.rpartition("/")[2] for page in pages] == ["1.0", "2"]
    full, filling = pages
    for address, lasting in ((served.base + "feed", False), (full, True), (filling, False)):
        first = served.client.get(address)
        assert ("immutable" in first.headers["cache-control"]) == lasting
        again = served.client.get(address, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert "accept" in first.headers["vary"].lower()
    before = served.client.get(full).content
    assert served.client.get(full).content == before
    take(served.store, graph("mot"))
    moved = served.client.get(full)
    assert moved.status_code == 302
    after = served.client.get(moved.headers["location"])
    assert graph_iri(graph("mot").article) in before.decode()
    assert graph_iri(graph("mot").article) not in after.text, "what was removed is gone"
    member = served.client.get(full.rpartition("/")[0] + "/m1")
    assert (member.status_code, member.headers["location"]) == (303, moved.headers["location"])
    assert served.client.get("/feed").headers["etag"] != root.headers["etag"]


@pytest.mark.parametrize(
    ("accept", "root", "page"),
    [
        ("application/trig", "application/trig", "application/trig"),
        ("application/ld+json", "application/ld+json", "application/ld+json"),
        ("application/n-quads", "application/n-quads", "application/n-quads"),
        ("text/turtle", "text/turtle; charset=utf-8", None),
        ("text/html,*/*;q=0.1", "application/trig", "application/trig"),
        ("text/html", None, None),
    ],
)
def test_formats(still: Served, accept: str, root: str | None, page: str | None) -> None:
    first = still.client.get("/feed", headers={"Accept": accept})
    address = next(p for p in still.client.get("/feed").text.replace(">", "<").split("<") if f"{still.base}feed/" in p)
    second = still.client.get(address, headers={"Accept": accept})
    for answer, expected in ((first, root), (second, page)):
        assert answer.status_code == (406 if expected is None else 200)
        assert expected is None or answer.headers["content-type"] == expected


@pytest.mark.parametrize(
    "path", ["/feed/x/1", "/feed/{epoch}/0", "/feed/{epoch}/9", "/feed/{epoch}/m99999", "/feed/{epoch}/01", "/feed/a/b/c"]
)
def test_what_is_not_there(still: Served, path: str) -> None:
    epoch = still.client.get("/feed").text.partition("/feed/")[2].partition("/")[0]
    assert still.client.get(path.replace("{epoch}", epoch)).status_code == 404


def test_what_is_no_feed_is_said(still: Served, tmp_path: Path) -> None:
    with pytest.raises(NetworkProblem, match="not RDF"):
        follow(f"{still.base}?x=/feed", tmp_path / "m", web=WebSettings(delay=0.0))
    with pytest.raises(NetworkProblem, match="no change feed"):
        follow(f"{still.base}health?x=/feed", tmp_path / "m", web=WebSettings(delay=0.0))
    with pytest.raises(UsageProblem, match="web address"):
        follow("ftp://example.org/", tmp_path / "m")
