"""Downloads of the whole store: announced, summed, resumable, and made without standing in anybody's way."""

from __future__ import annotations

import gzip
import re
import time
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, RDF, VOID, XSD

from bienban.store import open_store
from small_world import World
from web.pages import BROWSER, read
from web.served import Served, serving

NAMES = ("bienban.nq.gz", "bienban.trig.gz", "bienban.ttl.gz")
SPDX = "http://spdx.org/rdf/terms#"


def publish(path: Path, stem: str) -> None:
    world = World()
    world.post(world.person(), "Bí thư", world.body(place=world.district()))
    with open_store(path, create=True) as store:
        store.replace(world.graph(stem))


def ready(served: Served) -> None:
    """Wait until there are dumps, however busy the machine is."""
    while served.client.get("/dumps/index.json").status_code == 503:
        time.sleep(0.2)


@pytest.fixture(scope="module")
def dumped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("dumped") / "store"
    publish(path, "mot")
    with serving(path, "--work", "600") as server:
        ready(server)
        yield server


def of(served: Served, name: str, **headers: str) -> httpx.Response:
    return served.client.get(f"/dumps/{name}", headers=headers)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_what_its_sum_says(dumped: Served, name: str) -> None:
    answer = of(dumped, name)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/gzip"
    assert "content-encoding" not in answer.headers
    listed = {file["name"]: file for file in dumped.client.get("/dumps/index.json").json()["files"]}[name]
    digest = sha256(answer.content).hexdigest()
    assert listed["sha256"] == digest
    assert listed["bytes"] == len(answer.content) == int(answer.headers["content-length"])
    assert listed["unpackedBytes"] == len(gzip.decompress(answer.content))
    assert f"{digest}  {name}\n" in of(dumped, "SHA256SUMS").text
    said = re.fullmatch(r"sha-256=:([^:]+):", answer.headers["repr-digest"])
    assert said is not None
    assert b64decode(said[1]).hex() == digest


def test_downloads_resume(dumped: Served) -> None:
    whole = of(dumped, NAMES[0])
    tag, size = whole.headers["etag"], len(whole.content)
    head = dumped.client.head(f"/dumps/{NAMES[0]}")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == str(size)
    assert head.headers["accept-ranges"] == "bytes"
    rest = of(dumped, NAMES[0], **{"Range": "bytes=100-", "If-Range": tag})
    assert rest.status_code == 206
    assert rest.headers["content-range"] == f"bytes 100-{size - 1}/{size}"
    assert whole.content[:100] + rest.content == whole.content
    assert of(dumped, NAMES[0], Range="bytes=-7").content == whole.content[-7:]
    assert of(dumped, NAMES[0], **{"Range": "bytes=100-", "If-Range": '"other"'}).content == whole.content
    assert of(dumped, NAMES[0], Range=f"bytes={size}-").status_code == 416
    for strange in ("lines=1-2", "bytes=", "bytes=a-b", "bytes=--1"):
        assert of(dumped, NAMES[0], Range=strange).content == whole.content, strange
    known = of(dumped, NAMES[0], **{"If-None-Match": tag})
    assert (known.status_code, known.content) == (304, b"")


def test_they_are_announced_in_the_description_of_the_dataset(dumped: Served) -> None:
    of(dumped, NAMES[0])
    for url in ("/.well-known/void", "/dumps/"):
        graph = Graph().parse(data=dumped.client.get(url, headers={"Accept": "text/turtle"}).text, format="turtle")
        dataset = URIRef(f"{dumped.base}.well-known/void#dataset")
        assert {str(o) for o in graph.objects(dataset, VOID.dataDump)} == {f"{dumped.base}dumps/{name}" for name in NAMES}
        for dump in graph.objects(dataset, VOID.dataDump):
            (one,) = graph.subjects(DCAT.downloadURL, dump)
            assert (dataset, DCAT.distribution, one) in graph
            assert (one, RDF.type, DCAT.Distribution) in graph
            data = dumped.client.get(str(dump)).content
            assert graph.value(one, DCAT.byteSize) == Literal(str(len(data)), datatype=XSD.nonNegativeInteger)
            checksum = graph.value(one, URIRef(f"{SPDX}checksum"))
            assert graph.value(checksum, URIRef(f"{SPDX}algorithm")) == URIRef(f"{SPDX}checksumAlgorithm_sha256")
            assert str(graph.value(checksum, URIRef(f"{SPDX}checksumValue"))) == sha256(data).hexdigest()
            assert str(graph.value(one, DCAT.compressFormat)).endswith("/application/gzip")
            assert "/media-types/" in str(graph.value(one, DCAT.mediaType))


def test_the_page_lists_them(dumped: Served) -> None:
    answer = dumped.client.get("/dumps/", headers={"Accept": BROWSER})
    page = read(answer)
    assert {f"{dumped.base}dumps/{name}" for name in NAMES} <= set(page.links())
    sums = of(dumped, "SHA256SUMS").text
    assert all(line.split()[0] in page.text for line in sums.splitlines())
    assert f"{dumped.base}dumps/" in read(dumped.client.get("/", headers={"Accept": BROWSER})).links()
    again = dumped.client.get("/dumps/", headers={"Accept": BROWSER, "If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert dumped.client.get("/dumps").headers["location"] == f"{dumped.base}dumps/"


@pytest.mark.parametrize("name", ["bienban.nq", "..%2Fbienban.json", "lock", "000001", "dumps.json"])
def test_there_are_no_others(dumped: Served, name: str) -> None:
    assert of(dumped, name).status_code == 404


@pytest.mark.system
def test_they_follow_what_is_published(tmp_path: Path) -> None:
    store = tmp_path / "store"
    publish(store, "mot")
    with serving(store, "--work", "600") as server:
        ready(server)
        before = of(server, NAMES[0])
        publish(store, "hai")
        while (after := of(server, NAMES[0])).content == before.content:
            assert after.status_code == 200
            time.sleep(0.2)
        assert int(after.headers["bienban-generation"]) > int(before.headers["bienban-generation"])
        assert b"/hai-" in gzip.decompress(after.content)
        assert of(server, NAMES[0], **{"If-Range": before.headers["etag"], "Range": "bytes=5-"}).content == after.content


@pytest.mark.system
def test_where_they_cannot_be_made_everything_else_is_answered(tmp_path: Path) -> None:
    store = tmp_path / "store"
    publish(store, "mot")
    (store / "dumps").touch()
    with serving(store, "--work", "600") as server:
        answer = of(server, NAMES[0])
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert "dataDump" not in server.client.get("/.well-known/void").text
        assert server.client.get("/health").status_code == 200
