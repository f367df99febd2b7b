"""What only servers do: requests cut short, answers cut off, rights, terms that a server keeps in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bienban.cli.main import main
from bienban.errors import LimitReached, NetworkProblem, QueryProblem
from bienban.graph.terms import Term, Triple, string
from bienban.model.endpoint import Credentials, Endpoint
from bienban.store import open_endpoint
from bienban.store.base import construct, select
from bienban.store.codec import update_text
from bienban.store.connection import Connection
from bienban.store.export import MERGED
from bienban.store.memory import MemoryStore
from bienban.store.served import ServedStore
from bienban.store.whole import whole
from contract.oxigraph_server import oxigraph
from contract.test_stores import dump, meeting
from contract.virtuoso_server import Virtuoso, virtuoso

pytestmark = pytest.mark.system

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A Virtuoso that gives five hundred rows at most."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso"), rows=500) as found:
        yield found


@pytest.fixture
def store(server: Virtuoso) -> ServedStore:
    server.clear()
    return open_endpoint(server.endpoint())


class _Broken(Exception):
    """The process dies."""


def test_an_import_that_was_cut_off_is_finished_by_the_same_import(store: ServedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Virtuoso takes small requests only, so a batch is several of them: it may end after any."""
    monkeypatch.setattr("bienban.store.served.VIRTUOSO_TRIPLES", 12)
    before = [meeting("mot"), meeting("hai", name="HỘI NGHỊ SƠ KẾT")]
    after = [meeting("mot", role="Chủ tịch"), meeting("hai", name="Hội nghị tổng kết"), meeting("ba")]
    expected = MemoryStore()
    for graph in after:
        expected.replace(graph)
    send = Connection.update
    ends = 0
    for left in range(0, 60, 7):
        for graph in (*before, *after):
            store.remove(graph.article)
        list(store.replace_many(before))
        sent = 0

        def update(self: Connection, text: str, most: int = left) -> None:
            nonlocal sent
            sent += 1
            if sent > most:
                raise _Broken
            send(self, text)

        with monkeypatch.context() as patch:
            patch.setattr(Connection, "update", update)
            try:
                list(store.replace_many(after))
            except _Broken:
                ends += 1
        list(store.replace_many(after))
        assert dump(store) == dump(expected), left
    assert ends >= 3


def test_what_is_cut_off_is_no_answer(store: ServedStore) -> None:
    triples = [(Term(f"<urn:x:{n}>"), Term("<urn:x:p>"), string(f"số {n}", "vi")) for n in range(1200)]
    connection = Connection(store._endpoint)
    connection.update(update_text((), ((MERGED, t) for t in triples)))
    with pytest.raises(LimitReached, match=r"cuts answers off at 500 rows; .*LIMIT"):
        select(store, "SELECT * { ?s ?p ?o }")
    assert len(select(store, "SELECT * { ?s ?p ?o } LIMIT 400").rows) == 400
    assert sorted(whole(store, None)) == sorted(triples)


def test_a_graph_that_would_be_cut_off_is_no_answer(store: ServedStore) -> None:
    """Virtuoso gives a CONSTRUCT five hundred and one triples, whatever there are, and does not say so."""
    triples = [(Term(f"<urn:x:{n}>"), Term("<urn:x:p>"), string(f"số {n}", "vi")) for n in range(600)]
    Connection(store._endpoint).update(update_text((), ((MERGED, t) for t in triples)))
    for cut in (
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "CONSTRUCT { <urn:x:a> ?p <urn:x:b> } WHERE { ?s ?p ?o }",
        "DESCRIBE ?s WHERE { ?s ?p ?o }",
    ):
        with pytest.raises(LimitReached, match="cuts answers off at 500 rows"):
            store.query(cut)
    doubled = construct(
        store, "CONSTRUCT { ?s <urn:x:q> ?o ; <urn:x:r> ?o, [] } WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 400"
    ).triples
    assert len(doubled) == 1200, "four hundred rows give three triples each"
    assert len({o for _, _, o in doubled if o.startswith("_:")}) == 400, "a blank node is another one for each row"
    some = construct(store, "CONSTRUCT { ?o ?p ?s . ?s ?p ?none . ?s ?p 'a'@vi } WHERE { ?s ?p ?o } LIMIT 3").triples
    assert [o for _, _, o in some] == [string("a", "vi")] * 3, "what no graph may have is left out"
    assert construct(store, "DESCRIBE <urn:x:7>").triples == (triples[7],)


def test_basic_authentication(server: Virtuoso, store: ServedStore, tmp_path: Path) -> None:
    """From the file that the command line reads, against an address of the server that asks for it."""
    from bienban.cli.servers import read_credentials

    update = server.update.replace("/sparql-auth", "/sparql-basic")
    (tmp_path / "auth").write_text("bienban:geheim\n", encoding="utf-8")
    known = read_credentials(str(tmp_path / "auth"))
    assert known is not None
    assert known.scheme == "basic"
    opened = open_endpoint(Endpoint(url=server.query, update_url=update, credentials=known))
    assert opened.replace(meeting("mot")) == "added"
    assert opened.remove(meeting("mot").article)
    for wrong in (None, Credentials("basic", "falsch", "bienban"), Credentials("digest", "geheim", "bienban")):
        closed = open_endpoint(Endpoint(url=server.query, update_url=update, credentials=wrong))
        with pytest.raises(NetworkProblem, match="does not let us in"):
            closed.replace(meeting("hai"))
    assert store.articles() == ()


VALUES = [
    string("Bí thư Đảng ủy", "vi"), string("Bí thư Đảng ủy"), string("Bi\u0301 thư"), string('"\\\n\t\r trích'),
    string("Đ" * 50_000), string("\U0001d11e 𠮷"), string(""), string(" hai  dấu cách "), string("{ } <a> ; . #"),
    *(Term(f'"{value}"^^<{XSD}{kind}>') for kind, value in (
        ("gYear", "2031"), ("gYearMonth", "2031-05"), ("gMonthDay", "--06-29"), ("gMonthDay", "--02-29"), ("date", "2031-05-12"),
        ("integer", "-75"), ("integer", "39575318404000"), ("decimal", "318.6"), ("decimal", "0.1"), ("boolean", "true"),
    )),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_a_literal_comes_back_as_it_was(store: ServedStore, value: Term) -> None:
    triple: Triple = (Term("<urn:x:a>"), Term("<urn:x:p>"), value)
    Connection(store._endpoint).update(update_text((), [(MERGED, triple)]))
    assert tuple(store._triples(None)) == (triple,)
    assert construct(store, "CONSTRUCT WHERE { ?s ?p ?o }").triples == (triple,)


def kept(store: ServedStore, values: list[Term]) -> list[Term]:
    Connection(store._endpoint).update(update_text((), ((MERGED, (Term("<urn:x:a>"), Term("<urn:x:p>"), v)) for v in values)))
    return sorted(o for _, _, o in store._triples(None))


def test_deviation_languages_are_in_small_letters(store: ServedStore) -> None:
    """Which is the same language (RDF 1.1 Concepts §3.3)."""
    assert kept(store, [string("x", "en-GB")]) == [string("x", "en-gb")]


def test_deviation_of_dates_that_begin_alike_one_is_kept(store: ServedStore) -> None:
    """A year and its first month are one value to Virtuoso, if the same thing has both by the same property: none of ours has."""
    values = [Term(f'"2031"^^<{XSD}gYear>'), Term(f'"2031-01"^^<{XSD}gYearMonth>'), Term(f'"2031-01-01"^^<{XSD}date>')]
    assert len(kept(store, values)) == 1
    others = [Term(f'"2032"^^<{XSD}gYear>'), Term(f'"2032-05"^^<{XSD}gYearMonth>'), Term(f'"2032-05-12"^^<{XSD}date>')]
    assert set(others) < set(kept(store, others))


def test_who_may_not_write_is_told_so(server: Virtuoso, store: ServedStore) -> None:
    closed = open_endpoint(Endpoint(url=server.query))
    with pytest.raises(NetworkProblem, match=r"does not let us write; give --auth-file .* --update-endpoint"):
        closed.replace(meeting("mot"))
    wrong = Endpoint(url=server.query, update_url=server.update, credentials=Credentials("digest", "falsch", "bienban"))
    with pytest.raises(NetworkProblem, match="does not let us in; give --auth-file"):
        open_endpoint(wrong).replace(meeting("mot"))
    assert store.articles() == ()


def test_what_the_server_says_is_told(store: ServedStore) -> None:
    with pytest.raises((QueryProblem, NetworkProblem), match=r"Virtuoso|function"):
        store.query("SELECT (<urn:x:unknown>(1) AS ?x) { }")


def test_the_merged_graph_may_be_said_to_be_somewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as url:
        assert open_endpoint(Endpoint(url=f"{url}/query")).merged_name(writing=True) is None
        named = open_endpoint(Endpoint(url=f"{url}/query", merged="named"))
        named.replace(meeting("mot"))
        # Once it is there under its name, it is found without being told.
        found = open_endpoint(Endpoint(url=f"{url}/query"))
        assert found.merged_name() == MERGED
        assert dump(found) == dump(named)
        plain = CliRunner().invoke(main, ["query", "ASK { ?s ?p ?o }", "--endpoint", f"{url}/query", "--merged-graph", "default"])
        assert plain.stdout == "false\n"
