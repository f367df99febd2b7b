"""Updates: only with the flag and the token, on the dataset that the request names, seen by readers as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import httpx
import pytest

from bienban.errors import QueryProblem
from bienban.store.using import with_dataset
from web.listener import listening
from web.served import QUADS, Served, publish, serving

TOKEN = "a-token-of-many-letters"  # noqa: S105
pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("writable")
    publish(folder / "store", QUADS)
    (folder / "token").write_text(TOKEN + "\n")
    with serving(folder / "store", "--writable", "--token-file", str(folder / "token"), "--work", "600") as server:
        yield server


def update(served: Served, text: str, token: str | None = TOKEN, **parameters: str) -> httpx.Response:
    headers = {"Content-Type": "application/sparql-update"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    query = f"?{urlencode({name.replace('_', '-'): value for name, value in parameters.items()})}" if parameters else ""
    return served.client.post(f"/sparql{query}", content=text.encode(), headers=headers)


def says(served: Served, pattern: str) -> bool:
    return bool(served.query(f"ASK {{ {pattern} }}").json()["boolean"])


def test_an_update_is_seen_by_the_next_query(writable: Served) -> None:
    before = int(writable.query("ASK {}").headers["bienban-generation"])
    assert not says(writable, "<urn:x:a> <urn:x:b> 1")
    answer = update(writable, "INSERT DATA { <urn:x:a> <urn:x:b> 1 }")
    assert answer.status_code == 204, answer.text
    assert says(writable, "<urn:x:a> <urn:x:b> 1")
    assert int(writable.query("ASK {}").headers["bienban-generation"]) > before


def test_an_update_as_a_form(writable: Served) -> None:
    headers = {"Authorization": f"bearer {TOKEN}"}
    answer = writable.client.post("/sparql", data={"update": "INSERT DATA { <urn:x:form> <urn:x:b> 1 }"}, headers=headers)
    assert answer.status_code == 204, answer.text
    assert says(writable, "<urn:x:form> <urn:x:b> 1")


@pytest.mark.parametrize("token", [None, "-", "wrong", TOKEN[:-1], TOKEN + "x", TOKEN.upper()])
def test_no_update_without_the_token(writable: Served, token: str | None) -> None:
    answer = update(writable, "INSERT DATA { <urn:x:no> <urn:x:no> 1 }", token)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert not says(writable, "<urn:x:no> <urn:x:no> 1")


def test_the_token_in_the_url_is_none(writable: Served) -> None:
    assert update(writable, "CLEAR ALL", None, access_token=TOKEN).status_code == 401


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("LOAD <{away}>", 403), ("load silent <{away}>", 403), ("LOADSILENT<{away}>", 403), ("PREFIX : <{away}> LOAD:x", 403),
        ("CLEAR DEFAULT;LOAD<{away}>", 403), ("LOAD <{away}> INTO GRAPH <urn:x:g>", 403),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <{away}> { ?s ?p ?o } }", 403), ("INSERT DATA { <urn:x:a> <urn:x:b> }", 400),
        ("ASK {}", 400), ("", 204),
    ],
)  # fmt: skip
def test_nothing_is_fetched_and_nothing_half_done(writable: Served, text: str, status: int) -> None:
    with listening() as away:
        answer = update(writable, text.replace("{away}", away.address))
        assert answer.status_code == status, answer.text
        assert away.visits == 0
    assert says(writable, '<http://example.org/lan> <http://example.org/name> "Lý Thị Lan"@vi')


def test_relative_iris_are_resolved_against_the_endpoint(writable: Served) -> None:
    assert update(writable, "INSERT DATA { <urn:x:base> <urn:x:is> <here> }").status_code == 204
    assert says(writable, f"<urn:x:base> <urn:x:is> <{writable.base}here>")


def test_using_graph_uri_is_what_the_pattern_sees(writable: Served) -> None:
    text = "INSERT { <urn:x:copy> <urn:x:of> ?o } WHERE { ?s <http://example.org/says> ?o }"
    assert update(writable, text, using_graph_uri="http://example.org/data2").status_code == 204
    assert says(writable, '<urn:x:copy> <urn:x:of> "two"')
    assert not says(writable, '<urn:x:copy> <urn:x:of> "one"')


def test_using_named_graph_uri(writable: Served) -> None:
    text = "INSERT { <urn:x:named> <urn:x:of> ?o } WHERE { GRAPH ?g { ?s <http://example.org/says> ?o } }"
    assert update(writable, text, using_named_graph_uri="http://example.org/data3").status_code == 204
    assert says(writable, '<urn:x:named> <urn:x:of> "three"')
    assert not says(writable, '<urn:x:named> <urn:x:of> "two"')


@pytest.mark.parametrize("clause", ["USING <urn:x:g>", "using named <urn:x:g>"])
def test_a_dataset_in_both_places_is_a_conflict(writable: Served, clause: str) -> None:
    text = f"INSERT {{ ?s ?p ?o }} {clause} WHERE {{ ?s ?p ?o }}"
    assert update(writable, text, using_graph_uri="http://example.org/data2").status_code == 400


def test_with_and_a_dataset_of_the_protocol_is_a_conflict() -> None:
    with pytest.raises(QueryProblem, match="WITH"):
        with_dataset("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", ("urn:x",), ())


def test_delete_where_is_written_out() -> None:
    found = with_dataset("DELETE WHERE { ?s ?p ?o } ; INSERT DATA { <a:a> <a:where> 1 }", ("urn:x",), ("urn:y",))
    assert " ".join(found.split()) == (
        "DELETE { ?s ?p ?o } USING <urn:x> USING NAMED <urn:y> WHERE { ?s ?p ?o } ; INSERT DATA { <a:a> <a:where> 1 }"
    )


def test_the_store_stays_open_to_an_import(writable: Served) -> None:
    update(writable, "INSERT DATA { <urn:x:first> <urn:x:b> 1 }")
    publish(writable.store, '<urn:x:imported> <urn:x:b> "1" .')
    assert says(writable, '<urn:x:imported> <urn:x:b> "1"')
    assert update(writable, "INSERT DATA { <urn:x:second> <urn:x:b> 1 }").status_code == 204
