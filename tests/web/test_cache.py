"""Answers that are given again, as clients see them."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from web.served import EX, QUADS, Served, publish, serving

NAMES = f"SELECT ?s ?n {{ ?s <{EX}name> ?n }} ORDER BY ?s"


def again(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in ("server-timing", "date")}


@pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+json", "application/sparql-results+xml", "*/*"])
def test_an_answer_given_again_is_the_same(served: Served, accept: str) -> None:
    url, headers = f"/sparql?query={quote(NAMES)}%23{quote(accept)}", {"Accept": accept}
    answers = [served.client.get(url, headers=headers) for _ in range(4)]
    assert answers[0].headers["server-timing"].startswith("work")
    assert all(answer.headers["server-timing"] == "cache;desc=hit" for answer in answers[1:])
    assert len({answer.content for answer in answers}) == 1
    assert all(again(dict(answer.headers)) == again(dict(answers[0].headers)) for answer in answers)
    posted = served.client.post("/sparql", data={"query": f"{NAMES}#{accept}"}, headers=headers)
    assert posted.headers["server-timing"] == "cache;desc=hit"
    assert posted.content == answers[0].content


def test_a_client_that_has_the_answer_is_told_so(served: Served) -> None:
    url, headers = f"/sparql?query={quote(NAMES)}", {"Accept": "text/csv"}
    tag = served.client.get(url, headers=headers).headers["etag"]
    for given in (tag, f'"other", {tag}', tag.removeprefix("W/")):
        same = served.client.get(url, headers={**headers, "If-None-Match": given})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
        assert "Accept" in same.headers["vary"]
    other = served.client.get(url, headers={"Accept": "text/tab-separated-values", "If-None-Match": tag})
    assert other.status_code == 200
    assert other.headers["etag"] != tag


def test_what_changes_is_worked_out_each_time(served: Served) -> None:
    answers = [served.query("SELECT (STRUUID() AS ?x) {}") for _ in range(3)]
    assert len({answer.text for answer in answers}) == 3
    assert not any("etag" in answer.headers for answer in answers)


def test_errors_are_not_kept(served: Served) -> None:
    for _ in range(3):
        answer = served.client.get("/sparql", params={"query": "SELECT * { ?s ?p }"})
        assert answer.status_code == 400
        assert answer.headers["cache-control"] == "no-store"


def test_a_head_request_has_the_headers_alone(served: Served) -> None:
    url = f"/sparql?query={quote(NAMES)}"
    whole = [served.client.get(url) for _ in range(3)][-1]
    head = served.client.head(url)
    assert head.content == b""
    assert again(dict(head.headers)) == again(dict(whole.headers))


def test_requests_sent_at_once_are_answered_in_order(served: Served) -> None:
    """Known and unknown answers on one connection, all requests in one packet."""
    known, new = quote("ASK { <urn:x:none> ?p ?o }"), quote("ASK { ?s ?p ?o } #fresh")
    for _ in range(3):
        served.client.get(f"/sparql?query={known}", headers={"Accept": "text/csv"})
    requests = [f"GET /sparql?query={q} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n" for q in (known, new, known, known, new)]
    requests.append(f"GET /sparql?query={known} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\nConnection: close\r\n\r\n")
    parts = urlsplit(served.base)
    got = b""
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as connection:
        connection.sendall("".join(requests).encode())
        while block := connection.recv(65536):
            got += block
    bodies = [part.partition(b"\r\n\r\n")[2] for part in got.split(b"HTTP/1.1 200 OK\r\n")[1:]]
    assert bodies == [b"false", b"true", b"false", b"false", b"true", b"false"]


@pytest.mark.system
def test_what_is_published_is_answered_from_at_once(tmp_path: Path) -> None:
    store = tmp_path / "store"
    publish(store, QUADS)
    url = f"/sparql?query={quote('SELECT (COUNT(*) AS ?n) { ?s <urn:x:p> ?o }')}"
    with serving(store, "--workers", "2", "--work", "600") as server:
        for number in range(30):
            answers = [server.client.get(url, headers={"Accept": "text/csv"}) for _ in range(3)]
            assert {answer.text for answer in answers} == {f"n\r\n{number}\r\n"}
            assert len({answer.headers["etag"] for answer in answers}) == 1
            tag = answers[0].headers["etag"]
            publish(store, f"<urn:x:{number}> <urn:x:p> <urn:x:o> .")
            assert server.client.get(url, headers={"Accept": "text/csv", "If-None-Match": tag}).status_code == 200


@pytest.mark.system
def test_without_a_cache_all_is_worked_out(tmp_path: Path) -> None:
    publish(tmp_path / "store", QUADS)
    with serving(tmp_path / "store", "--no-cache") as server:
        answers = [server.client.get("/sparql", params={"query": NAMES}) for _ in range(3)]
        assert all(answer.headers["server-timing"].startswith("work") for answer in answers)
        assert len({answer.headers["etag"] for answer in answers}) == 1
