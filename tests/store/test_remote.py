"""A SPARQL server that is not there, late, or talks nonsense: one line that says so."""

from __future__ import annotations

import socket

import pytest

from bienban.errors import NetworkProblem, UsageProblem
from bienban.model.endpoint import Endpoint
from bienban.store import open_endpoint
from bienban.store.remote import with_prefixes
from contract.sparql_server import serve


@pytest.mark.parametrize(
    "url", ["", "localhost:7878", "ftp://x.example/", "http://", "http://x.example/a b", "http://x.example/\n"]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(UsageProblem, match="not the address of a server"):
        open_endpoint(url)


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/query"
    with pytest.raises(NetworkProblem, match=r"no connection .*; check the address") as caught:
        open_endpoint(Endpoint(url=url, waits=(0.01,))).query("ASK {}")
    assert url in str(caught.value)


def test_too_late() -> None:
    with serve(delay=1.6) as url, pytest.raises(NetworkProblem, match="did not answer within 1 s; narrow the query"):
        open_endpoint(Endpoint(url=url, timeout=1)).query("ASK {}")


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"head": {}}', b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": 1}]}}']
)
def test_nonsense(body: bytes) -> None:
    with serve(broken=body) as url, pytest.raises(NetworkProblem, match="no SPARQL results"):
        open_endpoint(url).query("SELECT * {}")
    with serve(broken=b"nonsense") as url, pytest.raises(NetworkProblem, match="no RDF"):
        open_endpoint(Endpoint(url=url, merged="default")).query("DESCRIBE <http://x.example/>")


@pytest.mark.parametrize("status", ["500 Internal Server Error", "404 Not Found", "401 Unauthorized", "503 Busy"])
def test_an_error_of_the_server(status: str) -> None:
    with serve(broken=b"sorry", status=status) as url, pytest.raises(NetworkProblem, match="gave no answer"):
        open_endpoint(Endpoint(url=url, waits=(0.01,))).query("ASK {}")


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("SELECT * { ?s a bb:Event }", ["bb"]),
        ("SELECT * { ?s ?p 'bb:x', <http://foaf:80/> } # oa:x", []),
        ("PREFIX bb: <x:> SELECT * { ?s bb:x/^foaf:name ?o }", ["foaf"]),
    ],
)
def test_only_missing_prefixes_are_declared(text: str, declared: list[str]) -> None:
    made = with_prefixes(text)
    assert made.endswith(text)
    assert made[: -len(text)].count("PREFIX") == len(declared)
    assert all(f"PREFIX {name}: <" in made[: -len(text)] for name in declared)
