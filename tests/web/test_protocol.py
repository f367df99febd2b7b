"""The SPARQL 1.1 Protocol and the Graph Store Protocol, request by request, on a running server."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest

from web.served import Served, cases

CASES = cases("protocol")


def send(served: Served, case: dict[str, Any]) -> httpx.Response:
    query = case.get("raw_query", urlencode([*map(tuple, case.get("params", []))], quote_via=quote))
    headers = dict(case.get("headers", {}))
    content = base64.b64decode(case["base64"]) if "base64" in case else case.get("body", "").encode()
    if "form" in case:
        content = urlencode([*map(tuple, case["form"])]).encode()
        headers.setdefault("content-type", "application/x-www-form-urlencoded")
    url = case.get("path", "/sparql") + (f"?{query}" if query else "")
    return served.client.request(case.get("method", "GET"), url, content=content, headers=headers)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_request(case: dict[str, Any], served: Served) -> None:
    answer = send(served, case)
    assert answer.status_code == case.get("status", 200), answer.text
    assert "accept" in answer.headers["vary"].lower()
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    if answer.status_code >= 400:
        check_problem(answer)
    if case.get("empty"):
        assert answer.content == b""
        assert int(answer.headers["content-length"]) > 0
    if "boolean" in case:
        assert answer.json()["boolean"] is case["boolean"]
    if "values" in case:
        folder = served.endpoint.removesuffix("sparql")
        found = sorted(row["o"]["value"] for row in answer.json()["results"]["bindings"])
        assert found == [value.replace("{endpoint-folder}", folder) for value in case["values"]]
    if "type" in case:
        assert answer.headers["content-type"] == case["type"]
    assert case.get("text", "") in answer.text
    for name, part in case.get("header", {}).items():
        assert part in answer.headers[name]


def test_several_lines_of_accept_are_one_list(served: Served) -> None:
    lines = [("accept", "text/csv;q=0.5"), ("accept", "text/tab-separated-values")]
    query = {"query": "SELECT ?s { ?s ?p ?o } LIMIT 1"}
    for _ in range(2):  # also where the answer to the first line alone is known
        one = served.client.get("/sparql", params=query, headers=lines[:1])
        both = served.client.get("/sparql", params=query, headers=lines)
        assert one.headers["content-type"].startswith("text/csv")
        assert both.headers["content-type"].startswith("text/tab-separated-values")


def check_problem(answer: httpx.Response) -> None:
    """RFC 9457: the document says what its status line says, and what to do."""
    assert answer.headers["content-type"] == "application/problem+json"
    if answer.request.method == "HEAD":
        return
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["title"]
    assert problem["detail"]
    assert "/problems#" in problem["type"]
