"""The short way of a query answers as the long way does, in order, and hands over what it cannot answer itself."""

from __future__ import annotations

import re
import socket
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from web.served import EX, QUADS, Served, publish, serving

LONG_WAY = {"X-Forwarded-For": "192.0.2.1"}
"""No proxy is believed here, but a request with this header always takes the long way."""
NUMBERS = count()
SLOW = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(160)))} }}" for i in range(3)) + " }"

QUERIES = [
    ("ASK {}", "application/sparql-results+json"), ("ASK { ?s ?p 'nobody' }", "text/csv"), ("SELECT * { ?s ?p ?o }", "*/*"),
    (f"SELECT ?o {{ <{EX}minh> <{EX}name> ?o }}", "application/sparql-results+xml"), ("SELECT * {}", "text/tab-separated-values"),
    ("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle;q=0.5, application/n-triples"), (f"DESCRIBE <{EX}lan>", ""),
    ("SELECT nonsense", "application/json"), ("ASK {}", "image/png"), ("SELECT * { SERVICE <http://x> {} }", "text/html"),
    ("INSERT DATA {}", "*/*"), ("SELECT * { ?s ?p ?o } LIMIT 0", "application/json"),
]  # fmt: skip


def plain(answer: httpx.Response) -> tuple[int, dict[str, str], str]:
    """An answer without what tells the time."""
    changing = {"date", "server-timing"}
    return answer.status_code, {name: value for name, value in answer.headers.items() if name not in changing}, answer.text


@pytest.mark.parametrize(("query", "accept"), QUERIES)
def test_both_ways_answer_alike(query: str, accept: str, served: Served) -> None:
    url = f"/sparql?query={quote(f'{query} #{next(NUMBERS)}')}"
    headers = {"Accept": accept}
    short = served.client.get(url, headers=headers)
    again = served.client.get(url, headers=headers)
    long = served.client.get(url, headers={**headers, **LONG_WAY})
    assert plain(short) == plain(again) == plain(long)
    other = served.client.get(f"/sparql?query={quote(f'{query} #{next(NUMBERS)}')}", headers={**headers, **LONG_WAY})
    assert other.status_code == short.status_code
    assert set(other.headers) == set(short.headers)


def request(query: str, *headers: str) -> bytes:
    lines = [f"GET /sparql?query={quote(query)} HTTP/1.1", "Host: x", "Accept: text/csv", *headers, "", ""]
    return "\r\n".join(lines).encode()


def bodies(served: Served, pieces: list[bytes], wanted: int) -> list[bytes]:
    """The bodies of so many answers on one connection, to which the pieces are sent without waiting."""
    parts = urlsplit(served.base)
    got = b""
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            connection.sendall(piece)
        found: list[bytes] = []
        while len(found) < wanted:
            head, end, rest = got.partition(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            if end and length is not None and len(rest) >= int(length[1]):
                found.append(rest[: int(length[1])])
                got = rest[int(length[1]) :]
                continue
            block = connection.recv(65536)
            assert block, got
            got += block
    return found


def numbered(numbers: range) -> list[bytes]:
    return [request(f"SELECT ({number} AS ?n) {{}} #{next(NUMBERS)}") for number in numbers]


def answers(numbers: range) -> list[bytes]:
    return [f"n\r\n{number}\r\n".encode() for number in numbers]


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_requests_that_come_before_the_answers_are_answered_in_order(size: int, served: Served) -> None:
    whole = b"".join(numbered(range(20)))
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert bodies(served, pieces, 20) == answers(range(20))


def test_what_comes_while_a_slow_query_runs_waits_for_it(served: Served) -> None:
    slow = request(f"{SLOW} #{next(NUMBERS)}")
    assert bodies(served, [slow, *numbered(range(3))], 4) == [b"n\r\n4096000\r\n", *answers(range(3))]


ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(160)))} }}" for i in range(6)) + " }"


def test_who_leaves_on_the_short_way_holds_nobody_up(tmp_path: Path) -> None:
    """Without a limit of time that ends them sooner: queries that nobody waits for are stopped, and their workers replaced."""
    publish(tmp_path / "store", QUADS)
    with serving(tmp_path / "store", "--workers", "1", "--timeout", "600", "--work", "36000") as server:
        parts = urlsplit(server.base)
        (worker,) = server.workers()
        for number in range(3):
            with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as connection:
                connection.sendall(request(f"{ENDLESS} #{number}"))
        assert server.client.get(f"/sparql?query={quote('ASK {}')}", headers={"Accept": "text/csv"}).status_code == 200
        assert server.query("ASK {}").status_code == 200
        assert worker not in server.workers(), "it was at work for somebody who left"
