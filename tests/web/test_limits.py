"""Limits that hold: work is stopped with its process, and whoever else asks goes on."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import urlsplit

import httpx
import pytest

from bienban.web.pool.messages import INLINE
from web.served import Served, publish, serving

pytestmark = pytest.mark.system

MANY = "".join(f'<urn:x:s{i}> <urn:x:p{i % 5}> "value {i} of many, with some words" .\n' for i in range(3000))
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(CONTAINS(?b, CONCAT(?d, ?f))) }"
HUNGRY = "SELECT ?b ?d ?e { ?a ?p ?b . ?c ?q ?d . ?x ?y ?e } ORDER BY ?b"


@pytest.fixture(scope="module")
def tight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("tight") / "store"
    publish(path, MANY)
    limits = ("--timeout", "1.5", "--memory", "96", "--max-rows", "500", "--workers", "2", "--work", "3000")
    with serving(path, *limits, "--proxy", "127.0.0.1") as server:
        yield server


def kind(answer: httpx.Response) -> str:
    return str(answer.json()["type"]).rpartition("#")[2]


def test_time(tight: Served) -> None:
    answer = tight.query(FOREVER)
    assert answer.status_code == 422
    assert kind(answer) == "out-of-time"
    assert "1.5 seconds" in answer.json()["detail"]


def test_memory(tight: Served) -> None:
    with serving(tight.store, "--memory", "96", "--workers", "1", "--timeout", "60") as server:
        answer = server.query(HUNGRY)
        assert answer.status_code == 422
        assert kind(answer) == "out-of-memory"
        assert "96 MB" in answer.json()["detail"]
        assert server.query("ASK {}").status_code == 200


@pytest.mark.parametrize(
    "accept", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
)
def test_rows(tight: Served, accept: str) -> None:
    whole = tight.query("SELECT * { ?s ?p ?o } LIMIT 500", accept)
    assert whole.status_code == 200
    assert whole.headers["bienban-rows"] == whole.headers["bienban-row-limit"] == "500"
    cut = tight.query("SELECT * { ?s ?p ?o } LIMIT 501", accept)
    assert cut.status_code == 422
    assert kind(cut) == "answer-too-large"
    assert "500 rows" in cut.json()["detail"]
    assert cut.headers["bienban-row-limit"] == "500"


@pytest.mark.parametrize("url", ["/sparql?query=CONSTRUCT%20WHERE%20%7B%3Fs%20%3Fp%20%3Fo%7D", "/data?default"])
def test_triples(tight: Served, url: str) -> None:
    cut = tight.client.get(url)
    assert cut.status_code == 422
    assert kind(cut) == "answer-too-large"
    assert cut.json()["row_limit"] == 500


def test_rows_that_never_end_are_stopped_at_the_first_too_many(tight: Served) -> None:
    answer = tight.query("SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }")
    assert kind(answer) == "answer-too-large"


def test_others_go_on_while_one_client_works(tight: Served) -> None:
    answers: list[httpx.Response] = []

    def heavy() -> None:
        with httpx.Client(base_url=tight.base, timeout=60, headers={"X-Forwarded-For": "192.0.2.1"}) as client:
            answers.append(client.get("/sparql", params={"query": FOREVER}))

    threads = [threading.Thread(target=heavy) for _ in range(6)]
    for thread in threads:
        thread.start()
    light = 0
    with httpx.Client(base_url=tight.base, timeout=60, headers={"X-Forwarded-For": "192.0.2.2"}) as client:
        while any(thread.is_alive() for thread in threads):
            assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
            light += 1
    assert {answer.status_code for answer in answers} <= {422, 503}
    assert sum(answer.status_code == 422 for answer in answers) >= 1
    assert light > 10


def test_a_worker_that_was_killed_is_replaced(tight: Served) -> None:
    before = tight.workers()
    os.kill(min(before), 9)
    tight.query("ASK {}")
    answers = [tight.query("ASK {}").status_code for _ in range(5)]
    assert answers[-3:] == [200, 200, 200]
    deadline = time.monotonic() + 30
    while len(tight.workers()) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(tight.workers()) == 2
    assert tight.workers() != before


def test_a_query_ends_when_its_client_goes_away(tight: Served) -> None:
    tight.query("ASK {}")
    before = tight.workers()
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(tight.endpoint, params={"query": FOREVER}, timeout=0.5, trust_env=False)
    deadline = time.monotonic() + 1.4  # the query's own limit is 1.5 s, so what ends it sooner is its client
    while tight.workers() == before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert tight.workers() != before


def test_a_large_answer_has_its_length_and_leaves_no_file(tmp_path: Path) -> None:
    publish(tmp_path / "store", MANY)
    with serving(tmp_path / "store", "--workers", "1", "--max-rows", "200000") as server:
        answer = server.query("SELECT * { ?s ?p ?o . VALUES ?x { 1 2 3 4 5 6 } }")
        assert len(answer.json()["results"]["bindings"]) == 18000
        assert int(answer.headers["content-length"]) == len(answer.content) > INLINE
        worker = min(server.workers())
        left = list(Path(gettempdir()).glob(f"bienban-answers-*/{worker}-*"))
        assert left == []


def test_work_is_rationed_by_client(tmp_path: Path) -> None:
    publish(tmp_path / "store", MANY)
    options = ("--timeout", "1.5", "--work", "2", "--workers", "2", "--proxy", "127.0.0.1")
    with serving(tmp_path / "store", *options) as server:
        first = {"X-Forwarded-For": "2001:db8::1"}
        statuses = [server.client.get("/sparql", params={"query": FOREVER}, headers=first).status_code for _ in range(3)]
        assert statuses[0] == 422
        assert statuses[-1] == 429
        neighbour = server.client.get("/sparql?query=ASK{}", headers={"X-Forwarded-For": "2001:db8::2"})
        assert neighbour.status_code == 429
        assert int(neighbour.headers["retry-after"]) >= 1
        assert kind(neighbour) == "too-much-work"
        assert server.client.get("/sparql?query=ASK{}", headers={"X-Forwarded-For": "2001:db8:1::1"}).status_code == 200


def test_a_forwarded_address_is_believed_only_from_a_proxy(tmp_path: Path) -> None:
    publish(tmp_path / "store", MANY)
    with serving(tmp_path / "store", "--timeout", "1.5", "--work", "1") as server:
        for number in range(3):
            answer = server.client.get("/sparql", params={"query": FOREVER}, headers={"X-Forwarded-For": f"192.0.2.{number}"})
        assert answer.status_code == 429


@pytest.mark.parametrize("start", [b"", b"GET /sparql HTTP/1.1\r\nHost: x\r\n"])
def test_a_request_that_does_not_come_is_not_waited_for(tight: Served, start: bytes) -> None:
    parts = urlsplit(tight.base)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as connection:
        connection.sendall(start)
        assert connection.recv(1000) == b""


def test_a_body_that_does_not_come_is_not_waited_for(tight: Served) -> None:
    parts = urlsplit(tight.base)
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 10\r\n\r\nASK"
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as connection:
        connection.sendall(head)
        assert connection.recv(1000).startswith(b"HTTP/1.1 408")
