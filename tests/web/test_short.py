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


def product(most: int, times: int) -> str:
    """A query that counts all combinations of numbers: the time that it takes depends on these alone."""
    numbers = " ".join(map(str, range(most)))
    return f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'VALUES ?v{i} {{ {numbers} }}' for i in range(times))} }}"


SLOW, SLOWISH, ENDLESS = product(160, 3), product(110, 3), product(160, 6)

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


def talk(served: Served, pieces: list[bytes], wanted: int) -> list[bytes]:
    """The same, each piece sent once the one before was answered."""
    found: list[bytes] = []
    parts = urlsplit(served.base)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as connection:
        reader = connection.makefile("rb")
        for piece in pieces:
            connection.sendall(piece)
            for _ in range(1 if piece.startswith(b"POST") else piece.count(b" HTTP/1.1")):
                head = b"".join(iter(reader.readline, b"\r\n"))
                length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
                assert length is not None, head
                found.append(reader.read(int(length[1])))
    assert len(found) == wanted
    return found


def test_the_same_bytes_get_the_same_answer_wherever_they_come(tmp_path: Path) -> None:
    """A head that was read before is not read again; whatever stands around it, and with a memory for answers or without."""
    publish(tmp_path / "store", QUADS)
    (one, two), slow = numbered(range(2)), request(f"{SLOWISH} #{next(NUMBERS)}")
    bad, post = request(f"SELECT nonsense #{next(NUMBERS)}"), b"POST /sparql HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n"
    query = b"SELECT (5 AS ?n) {}" + b" " * (len(one) - 19)
    post += b"Content-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n" % len(one)
    n0, n1 = answers(range(2))
    for options in ((), ("--no-cache",)):
        with serving(tmp_path / "store", *options) as server:
            for _ in range(2):
                assert talk(server, [one, two, one, one + two, two, slow, one, slow + one, one], 11) == [
                    n0, n1, n0, n0, n1, n1, (many := b"n\r\n1331000\r\n"), n0, many, n0, n0,
                ]  # fmt: skip
                assert talk(server, [one, post + query, one, post + one, one], 5)[::2] == [n0, n0, n0]
                assert [body.startswith(b"{") for body in talk(server, [bad, one, bad], 3)] == [True, False, True]
                assert bodies(server, [one[:9], one[9:], two, b"\r\n", one, one + two + one[:20], one[20:], two], 7) == [
                    n0, n1, n0, n0, n1, n0, n1,
                ]  # fmt: skip


def test_the_same_bytes_in_a_body_are_no_request(served: Served) -> None:
    (one,) = numbered(range(1))
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n" % len(one)
    assert talk(served, [one, one], 2) == answers(range(1)) * 2
    parts = urlsplit(served.base)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as connection:
        connection.sendall(head)
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            connection.recv(1)
        connection.settimeout(60)
        connection.sendall(one)
        assert connection.recv(65536).startswith(b"HTTP/1.1 400")


def test_requests_of_both_kinds_are_counted_alike(tmp_path: Path) -> None:
    publish(tmp_path / "store", QUADS)
    (one,) = numbered(range(1))
    with serving(tmp_path / "store", "--no-cache") as server:
        talk(server, [one] * 7, 7)
        figures = server.client.get("/metrics").text
        assert 'bienban_queries_total{outcome="answered"} 7.0' in figures
    with serving(tmp_path / "store") as server:
        talk(server, [one] * 7, 7)
        figures = server.client.get("/metrics").text
        assert 'bienban_queries_total{outcome="answered"} 1.0' in figures
        assert 'bienban_queries_total{outcome="known"} 6.0' in figures


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
