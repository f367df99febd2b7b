"""Hostile queries and requests: each gets its answer, nothing is fetched, and the server goes on."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest

from bienban.errors import QueryProblem
from bienban.store.fetching import refuse_fetching
from web.listener import Listener, listening
from web.served import Served, cases

STORE = ox.Store()
STORE.add(ox.Quad(ox.NamedNode("urn:x:s"), ox.NamedNode("urn:x:p"), ox.Literal(True)))
STORE.add(ox.Quad(ox.NamedNode("urn:x:s"), ox.NamedNode("urn:x:p"), ox.Literal(1)))

QUERIES = cases("hostile")
REQUESTS = cases("requests")


def text_of(case: dict[str, Any], away: str = "http://127.0.0.1:9/") -> str:
    text: str = case.get("query") or "".join(piece * times for piece, times in case.get("parts", []))
    return text.replace("{away}", away)


def expected(case: dict[str, Any]) -> list[int]:
    status = case["status"]
    return status if isinstance(status, list) else [status]


@pytest.fixture(scope="module")
def away() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


def test_there_are_enough() -> None:
    assert len(QUERIES) + len(REQUESTS) >= 100
    for rows in (QUERIES, REQUESTS):
        assert len({case["name"] for case in rows}) == len(rows)


@pytest.mark.parametrize("case", QUERIES, ids=[case["name"] for case in QUERIES])
def test_query(case: dict[str, Any], served: Served, away: Listener) -> None:
    accept = case.get("accept", "application/sparql-results+json")
    answer = served.query(text_of(case, away.address), accept)
    assert answer.status_code in expected(case), answer.text[:500]
    if answer.status_code >= 400:
        assert answer.json()["status"] == answer.status_code
        assert len(answer.content) < 2000
    assert served.query("ASK {}").json()["boolean"] is True
    assert away.visits == 0


FETCHING = [case for case in QUERIES if "SERVICE" in case.get("query", "").upper() and case["status"] in (400, 403)]


@pytest.mark.parametrize("case", FETCHING, ids=[case["name"] for case in FETCHING])
def test_whatever_makes_the_bare_engine_fetch_is_refused(case: dict[str, Any]) -> None:
    with listening() as heard:
        try:
            found = STORE.query(text_of(case, heard.address))
            if not isinstance(found, ox.QueryBoolean):
                list(found)
        except (OSError, SyntaxError, RuntimeError):
            pass
        reached = heard.visits
    if reached:
        with pytest.raises(QueryProblem):
            refuse_fetching(text_of(case))


def test_the_bare_engine_does_fetch() -> None:
    """The cases above test something: most of them reach the listener where nobody guards the engine."""
    reached = 0
    for name in ("plain", "the keyword as a prefix", "after a boolean", "a comparison that looks like an IRI with a quote"):
        with listening() as heard:
            case = next(case for case in QUERIES if case["name"] == name)
            with suppress(OSError):
                list(STORE.query(text_of(case, heard.address)))  # type: ignore[arg-type]
            reached += heard.visits > 0
    assert reached == 4


def expand(text: str) -> bytes:
    """``{3:ab}`` → ``ababab``, innermost first."""
    pattern = re.compile(r"\{(\d+):([^{}]*)\}")
    while (found := pattern.search(text)) is not None:
        text = text[: found.start()] + found[2] * int(found[1]) + text[found.end() :]
    return text.encode("latin-1")


def exchange(base: str, data: bytes) -> bytes:
    """What the server answers until it closes, or says no more."""
    parts = urlsplit(base)
    got = b""
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as connection:
        connection.settimeout(10)
        try:
            connection.sendall(data)
            while b"\r\n\r\n" not in got:
                block = connection.recv(65536)
                if not block:
                    break
                got += block
            length = re.search(rb"content-length: (\d+)", got, re.IGNORECASE)
            while length is not None and len(got.partition(b"\r\n\r\n")[2]) < int(length[1]):
                block = connection.recv(65536)
                if not block:
                    break
                got += block
        except ConnectionError:
            pass
    return got


@pytest.mark.parametrize("case", REQUESTS, ids=[case["name"] for case in REQUESTS])
def test_request(case: dict[str, Any], served: Served) -> None:
    got = exchange(served.base, expand(case["send"]))
    first = got.partition(b"\r\n")[0].split(b" ")
    status = int(first[1]) if len(first) > 1 else 0
    assert status in expected(case), got[:300]
    if "absent" in case:
        assert case["absent"].encode() not in got.lower()
    assert served.query("ASK {}").json()["boolean"] is True
