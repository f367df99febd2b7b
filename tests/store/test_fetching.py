"""The guard against fetching, compared with the engine that it guards: what it lets through reaches nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bienban.errors import QueryProblem, QueryRefused
from bienban.store.fetching import refuse_fetching
from bienban.store.tokens import tokens
from web.listener import Listener, listening

STORE = ox.Store()
STORE.add(ox.Quad(ox.NamedNode("urn:x:s"), ox.NamedNode("urn:x:p"), ox.Literal(True)))
STORE.add(ox.Quad(ox.NamedNode("urn:x:s"), ox.NamedNode("urn:x:p"), ox.Literal(1)))

SPACE = st.sampled_from(["", "", " ", "\n", "#c\n", "# don't\r", "#>\n", "#'''\n"])
CALL = st.sampled_from(
    ["SERVICE", "service", "SERVICESILENT", "SERVICE SILENT", "trueSERVICE", "1SERVICE", "1.SERVICE", "'a'SERVICE"]
)
WHERE = st.sampled_from(["<{away}>", "<{away}#>", ":x", "a:x", "?u", "$u"])
GROUP = st.sampled_from(["{?a ?b ?c}", "{?a ?b 'b'}", "{}", "{?a ?b '''c'''}"])
SERVICE = st.tuples(CALL, SPACE, WHERE, SPACE, GROUP).map("".join)
TRIPLE = st.sampled_from(["?s ?p ?o .", "?s ?p ", "?s a:p'q ?o .", "?s a:p\\' ?o.", "?s ?p 'it''s' .", '?s ?p """x""" .', ""])
FILTER = st.sampled_from([
    "FILTER(?s<?p)", "FILTER(?s<?p&&'>'!='a')", "FILTER(?s!=?p||?s<?p&&'>'!='a')", "FILTER(?s<a:x#>\n)", "FILTER(?s<=?p)",
    "FILTER(?s<(?p)||?o>'a')", "FILTER(?s<(?p>0) && ?s<?o'>')", "FILTER EXISTS{", "VALUES ?u {<{away}>}", "VALUES ?x {\"\"\"b\"}",
    "}",
    "BIND(<{away}> AS ?u)", "OPTIONAL{", "# it's\n", "'", "'''", "\\", "BIND('\\'' AS ?y)", "VALUES ?y {'' 'x'}",
])  # fmt: skip
PIECES = st.lists(st.one_of(TRIPLE, FILTER, SERVICE, SPACE), min_size=1, max_size=6).map("".join)
PROLOGUE = "PREFIX : <{away}> PREFIX a: <{away}> PREFIX u: <urn:u:> "


@pytest.fixture(scope="module")
def away() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


def fetches(text: str, away: Listener) -> bool:
    """Whether the bare engine goes to the listener for the query."""
    before = away.visits
    try:
        found = STORE.query(text)
        if not isinstance(found, ox.QueryBoolean):
            list(found)
    except (OSError, SyntaxError, RuntimeError, ValueError):
        pass
    return away.visits > before


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(pieces=PIECES)
@example(pieces="?s ?p ?o FILTER(?s!=?p||?s<?p&&'>'!='a')SERVICE<{away}>{?x ?y 'b'}")
@example(pieces="?s ?p ?o FILTER(?s<?p)SERVICE:x#>\n{?a ?b ?c}")
@example(pieces='VALUES ?x {"""b"} SERVICE<{away}>{?s ?p ?o} VALUES ?y {"\\x """}')
def test_what_is_let_through_fetches_nothing(pieces: str, away: Listener) -> None:
    text = (PROLOGUE + "SELECT * { " + pieces + " }").replace("{away}", away.address)
    try:
        refuse_fetching(text)
    except QueryProblem:
        return
    assert not fetches(text, away), text


def test_the_engine_would_fetch(away: Listener) -> None:
    assert fetches(f"SELECT * {{ ?s ?p trueSERVICE<{away.address}>{{?a ?b ?c}} }}", away)


@given(st.text(max_size=60) | st.text(st.sampled_from("SERVICEservice:<>'\"\\#{}()?a1. \n"), max_size=60))
def test_no_text_is_an_error_of_another_kind(text: str) -> None:
    try:
        refuse_fetching(text, update=True)
        list(tokens(text))
    except QueryProblem:
        pass


@pytest.mark.parametrize(
    "text", ["LOAD <http://a.example/>", "INSERT DATA {} ; load:x", "PREFIX reload: <urn:x:> CLEAR GRAPH reload:x"]
)
def test_loading_is_refused_in_updates(text: str) -> None:
    with pytest.raises(QueryRefused):
        refuse_fetching(text, update=True)


def test_every_packaged_question_is_let_through() -> None:
    from bienban.queries.catalogue import load

    for name in load().names():
        refuse_fetching(load().question(name).text + " # service")
        assert list(tokens(load().question(name).text))
