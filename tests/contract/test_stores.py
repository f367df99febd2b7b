"""One contract over all stores: what is written is read back, in whatever order it came, and errors say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.errors import QueryProblem, UsageProblem
from bienban.graph.terms import Term, integer, iri, string
from bienban.graph.vocab import BASE
from bienban.identity.merge import merge_all
from bienban.model.dates import PartialDate
from bienban.model.facts import Event, Participation
from bienban.model.graph import ArticleGraph
from bienban.store import open_endpoint, open_store
from bienban.store.base import ExportFormat, Queryable, Rows, Store, Triples, ask, construct, select
from bienban.store.codec import Write, from_ox, update_text
from bienban.store.embedded import EmbeddedStore
from bienban.store.export import MERGED
from bienban.store.memory import MemoryStore
from bienban.store.served import ServedStore
from contract.oxigraph_server import oxigraph, post
from contract.sparql_server import serve
from contract.virtuoso_server import OWN, Virtuoso, virtuoso
from small_world import STEMS, World, graphs

XSD = "http://www.w3.org/2001/XMLSchema#"

SERVERS = ("oxigraph", "union", "virtuoso")
SERVED = [pytest.param(name, marks=pytest.mark.system) for name in SERVERS]
"""Real servers: one that keeps to the standard, the same with the union of all graphs as default graph, and Virtuoso."""


@pytest.fixture(scope="session")
def plain_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an ``oxigraph serve``."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as url:
        yield url


@pytest.fixture(scope="session")
def union_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one whose default graph is the union of all."""
    with oxigraph(tmp_path_factory.mktemp("union"), "--union-default-graph") as url:
        yield url


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


def served(request: pytest.FixtureRequest, name: str) -> ServedStore:
    """A server without any data."""
    if name == "virtuoso":
        server: Virtuoso = request.getfixturevalue("virtuoso_server")
        server.clear()
        return open_endpoint(server.endpoint())
    url = request.getfixturevalue("plain_server" if name == "oxigraph" else "union_server")
    post(f"{url}/update", b"CLEAR ALL", "application/sparql-update")
    return open_endpoint(f"{url}/query")


@pytest.fixture(params=["embedded", "memory", *SERVED])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store that can be written."""
    made: Store
    if request.param in SERVERS:
        made = served(request, request.param)
    elif request.param == "embedded":
        made = EmbeddedStore(tmp_path / "store", write=True, create=True)
    else:
        made = MemoryStore()
    yield made
    made.close()


def beside(store: Queryable) -> set[str]:
    """Deviations: what ``GRAPH ?g`` meets on a server beside the graphs of articles.

    Where the default graph is the union of all, the merged graph is a named one itself. Virtuoso has descriptions of itself.
    """
    if not isinstance(store, ServedStore) or store.merged_name() is None:
        return set()
    return {MERGED} | (OWN if store.where.endswith("/sparql") else set())


def meeting(stem: str, *, name: str = "Hội nghị sơ kết", role: str = "Bí thư") -> ArticleGraph:
    """An article on a meeting of a district's Party committee, at which its secretary speaks."""
    world = World()
    body = world.body(place=world.district())
    person = world.person()
    post = world.post(person, role, body)
    event = world.put("events", Event, kind="conference", name=name, start=PartialDate(2031, 5, 12), main=True)
    world.put("participations", Participation, event=event, participant=body, role="organizer")
    world.put("participations", Participation, event=event, participant=person, role="speaker", capacities=(post,))
    return world.graph(stem)


def dump(store: Store) -> bytes:
    return b"".join(store.export("nquads"))


def test_an_article_comes_changes_and_goes(store: Store) -> None:
    first, second = meeting("mot"), meeting("mot", name="Hội nghị sơ kết giữa nhiệm kỳ")
    empty = dump(store)
    assert store.replace(first) == "added"
    assert store.replace(first) == "unchanged"
    before = dump(store)
    assert store.graph(first.article) == first
    assert store.graph(first.name) == first
    assert store.replace(second) == "replaced"
    assert store.graph(first.article) == second
    assert dump(store) != before
    assert store.replace(first) == "replaced"
    assert dump(store) == before
    assert store.articles() == (first.article,)
    assert store.remove(first.name)
    assert not store.remove(first.article)
    assert dump(store) == empty
    assert store.articles() == ()
    assert store.graph(first.article) is None


def test_the_graph_of_a_file_comes_changes_and_goes(store: Store) -> None:
    store.replace(meeting("mot"))
    merged, before = store.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }"), dump(store)
    names = ("https://a.example/graph", BASE + "graph/file/x-abc")
    first = [(iri("https://a.example/a"), iri("https://a.example/p"), o) for o in (string("một", "vi"), integer(7), string("a"))]
    second = [*first[1:], (first[0][0], first[0][1], Term(f'"007"^^<{XSD}integer>'))]
    for name in names:
        assert store.put_graph(name, "a.ttl", first) == "added"
        assert store.put_graph(name, "a.ttl", first) == "unchanged"
    with_first = dump(store)
    assert [(f.name, f.source, f.triples) for f in store.file_graphs()] == [(name, "a.ttl", 3) for name in names]
    assert store.info().files == store.file_graphs()
    assert select(store, f"SELECT ?o WHERE {{ GRAPH <{names[0]}> {{ ?s ?p ?o }} }} ORDER BY STR(?o)").rows == (
        (integer(7),), (string("a"),), (string("một", "vi"),),
    )  # fmt: skip
    assert store.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }") == merged, "what files say does not join the merged graph"
    assert store.put_graph(names[0], "a.ttl", second) == "replaced", "two spellings of one number are one triple"
    assert store.file_graphs()[0].triples == 2
    assert store.put_graph(names[0], "a.ttl", first) == "replaced"
    assert dump(store) == with_first
    for name in names:
        assert store.remove_graph(name)
        assert not store.remove_graph(name)
    assert dump(store) == before


@pytest.mark.parametrize("name", ["graph/reference", "graph/merged", "graph/meta", "graph/article/x-abc", "id/person/x"])
def test_the_graph_of_a_file_takes_no_place_that_is_taken(store: Store, name: str) -> None:
    with pytest.raises(UsageProblem, match="the store's own"):
        store.put_graph(BASE + name, "a.ttl", [])
    assert not store.remove_graph(BASE + name)
    assert store.file_graphs() == ()


@pytest.mark.parametrize(
    "name", ["", "x", "không có", BASE + "id/article/khong-co-abc", BASE + "id/article/a> <b", "<" + BASE + ">"]
)
def test_what_is_no_article_is_not_there(store: Store, name: str) -> None:
    store.replace(meeting("mot"))
    assert not store.remove(name)
    assert store.graph(name) is None
    assert len(store.articles()) == 1


def test_the_default_graph_is_the_merged_graph(store: Store) -> None:
    articles = [meeting("mot"), meeting("hai", name="HỘI NGHỊ SƠ KẾT")]
    outcomes = list(store.replace_many(articles))
    assert outcomes == [(articles[0], "added"), (articles[1], "added")]
    rows = select(store, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }").rows
    assert tuple(sorted(rows)) == merge_all(articles)
    speakers = select(
        store,
        """SELECT ?name ?event ?post WHERE { ?e a bb:Conference ; rdfs:label ?event ; cv:hasParticipation ?p .
           ?p cv:role <https://w3id.org/bienban/concept/participation-role/speaker> ; cv:hasParticipant/foaf:name ?name ;
              bb:capacity/bb:post/rdfs:label ?post }""",
    )
    assert speakers == Rows(
        ("name", "event", "post"),
        ((Term('"Đỗ Văn Hòa"'), Term('"Hội nghị sơ kết"@vi'), Term('"Bí thư Quận ủy Quận An Phú"@vi')),),
    )


def test_evidence_is_one_graph_away(store: Store) -> None:
    store.replace(meeting("mot"))
    store.replace(meeting("hai"))
    quotes = select(
        store,
        """SELECT ?g ?quote WHERE { ?e a bb:Conference ; prov:wasDerivedFrom ?l .
           GRAPH ?g { ?x oa:hasBody ?l ; oa:hasTarget/oa:hasSelector/oa:exact ?quote } } ORDER BY ?g""",
    )
    assert [row[0] for row in quotes.rows] == sorted(f"<{meeting(s).name}>" for s in ("mot", "hai"))
    assert {row[1] for row in quotes.rows} == {'"Hội nghị sơ kết công tác năm."'}
    assert not ask(store, "ASK { ?e a bb:Evidence }")


def test_a_named_graph_is_one_article(store: Store) -> None:
    store.replace(meeting("mot"))
    found = select(store, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    named = {str(row[0])[1:-1] for row in found.rows}
    assert named - beside(store) == {meeting("mot").name}
    assert (MERGED in named) == (MERGED in beside(store))


def test_batches_say_what_happened_to_each(store: Store) -> None:
    one, two, other = meeting("mot"), meeting("hai"), meeting("mot", role="Chủ tịch")
    assert [c for _, c in store.replace_many([one, two, one, other, two])] == [
        "added",
        "added",
        "unchanged",
        "replaced",
        "unchanged",
    ]
    assert store.graph(one.article) == other


@given(st.lists(graphs(), min_size=1, max_size=5, unique_by=lambda g: g.article), st.randoms(use_true_random=False))
@settings(max_examples=12)
def test_order_leaves_no_trace(tmp_path_factory: pytest.TempPathFactory, found: list[ArticleGraph], rng: object) -> None:
    shuffled = found[:]
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    memory = MemoryStore()
    for graph in found:
        memory.replace(graph)
    with EmbeddedStore(tmp_path_factory.mktemp("store"), write=True, create=True) as embedded:
        batched = [g for g, _ in embedded.replace_many(shuffled)]
        assert batched == shuffled
        for form in get_args(ExportFormat):
            assert b"".join(embedded.export(form)) == b"".join(memory.export(form)), form
        for graph in found[1:]:
            assert embedded.remove(graph.article)
        memory = MemoryStore()
        memory.replace(found[0])
        assert dump(embedded) == dump(memory)


def test_reference_data_is_in_both_graphs(store: Store) -> None:
    concept, label = Term(f"<{BASE}concept/x/y>"), Term("<http://www.w3.org/2004/02/skos/core#prefLabel>")
    assert store.load_reference([(concept, label, Term('"một"@vi')), (concept, label, Term('"one"@en'))])
    assert not store.load_reference([(concept, label, Term('"một"@vi')), (concept, label, Term('"one"@en'))])
    assert store.load_reference([(concept, label, Term('"một"@vi')), (concept, label, Term('"uno"@en'))])
    both = ((Term('"uno"@en'),), (Term('"một"@vi'),))
    pattern = f"<{concept[1:-1]}> skos:prefLabel ?l"
    assert select(store, f"SELECT ?l {{ {pattern} }} ORDER BY LANG(?l)").rows == both
    assert select(store, f"SELECT ?l {{ GRAPH <{BASE}graph/reference> {{ {pattern} }} }} ORDER BY LANG(?l)").rows == both


def test_info_counts(store: Store) -> None:
    assert (store.info().articles, store.info().quads, store.info().quads_per_fact) == (0, 0, None)
    store.replace(meeting("mot"))
    store.replace(meeting("hai"))
    info = store.info()
    facts = dict(info.facts)
    assert info.articles == 2
    assert (facts["persons"], facts["events"], facts["posts held"], facts["organizations"], facts["participations"]) == (
        1,
        1,
        1,
        1,
        2,
    )
    assert info.quads == dump(store).count(b"\n") == info.merged_triples + 2 * len(meeting("mot").triples)
    # Per article: person, body, post, event, two participations.
    assert info.evidenced == info.evidence == 12
    assert info.quads_per_fact == round(info.quads / 12, 2)
    assert info.extractors == (("test-1", 2),)


QUADS = b"".join(
    line.encode()
    for line in [
        '<http://x.example/a> <http://x.example/p> "B\\u00ED th\\u01B0 \\"x\\" \\\\ \\n"@vi .\n',
        f'<http://x.example/a> <http://x.example/p> "2031-05"^^<{XSD}gYearMonth> .\n',
        f'<http://x.example/a> <http://x.example/p> "75"^^<{XSD}integer> .\n',
        f'<http://x.example/a> <http://x.example/p> "318.6"^^<{XSD}decimal> .\n',
        '<http://x.example/a> <http://x.example/p> <http://x.example/b> .\n',
        '<http://x.example/a> <http://x.example/p> "trơn" <http://x.example/g> .\n',
    ]
)  # fmt: skip


def _quads() -> Iterator[Write]:
    for quad in ox.parse(QUADS, ox.RdfFormat.N_QUADS):
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else None
        yield name, (from_ox(quad.subject), from_ox(quad.predicate), from_ox(quad.object))


@pytest.fixture(params=["embedded", "memory", "remote", *SERVED])
def readable(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Queryable]:
    """The same quads in each kind of store, opened for questions."""
    with ExitStack() as stack:
        if request.param == "remote":
            yield open_endpoint(stack.enter_context(serve(QUADS)))
        elif request.param in SERVERS:
            server = served(request, request.param)
            merged = server.merged_name(writing=True)
            server._connection.update(update_text((), [(name or merged, triple) for name, triple in _quads()]))
            yield server
        elif request.param == "memory":
            memory = MemoryStore()
            memory._dataset.parse(data=QUADS, format="nquads")
            yield memory
        else:
            with EmbeddedStore(tmp_path / "s", write=True, create=True) as made:
                made._db._store.load(QUADS, ox.RdfFormat.N_QUADS)
                made._layout.unpublished.touch()
            yield stack.enter_context(open_store(tmp_path / "s"))


def test_terms_come_back_as_they_are(readable: Queryable) -> None:
    rows = select(readable, "SELECT ?o ?nothing WHERE { <http://x.example/a> <http://x.example/p> ?o }")
    assert rows.variables == ("o", "nothing")
    assert sorted(rows.rows) == [
        (Term('"2031-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'), None),
        (Term('"318.6"^^<http://www.w3.org/2001/XMLSchema#decimal>'), None),
        (Term('"75"^^<http://www.w3.org/2001/XMLSchema#integer>'), None),
        (Term('"Bí thư \\"x\\" \\\\ \\n"@vi'), None),
        (Term("<http://x.example/b>"), None),
    ]


def test_every_form_of_query_runs(readable: Queryable) -> None:
    assert ask(readable, "ASK { ?s ?p 75 }")
    assert not ask(readable, "ASK { ?s ?p 76 }")
    made = construct(readable, "CONSTRUCT { ?o a ?s } WHERE { ?s ?p ?o FILTER(isIRI(?o)) }")
    rdf_type = Term("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>")
    assert made == Triples(((Term("<http://x.example/b>"), rdf_type, Term("<http://x.example/a>")),))
    assert len(construct(readable, "DESCRIBE <http://x.example/a>").triples) >= 5
    found = select(readable, "SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }").rows
    others = {Term(f"<{name}>") for name in beside(readable)}
    assert {row for row in found if row[0] not in others} == {(Term("<http://x.example/g>"), Term('"trơn"'))}


def test_known_prefixes_need_no_declaration(readable: Queryable) -> None:
    assert ask(readable, 'ASK { ?s ?p ?o FILTER(?o = "2031-05"^^xsd:gYearMonth) }')


WRONG = {
    "SELECT ?x WHERE {\n  ?x foo:bar ?y }": ("line 2, column 6", "declare the prefix foo: with PREFIX"),
    "SELECT ?x WHERE {\n  ?x a ?y": ("line 2", "the braces { } do not match"),
    "SELECT ?x WHERE { ?x a }": ("line 1, column", "check the query there"),
    "SELEKT ?x WHERE { ?x a ?y }": ("no SPARQL query", "SELECT, ASK"),
    "": ("no SPARQL query", "SELECT, ASK"),
    "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }": ("SERVICE, line 1", "--endpoint"),
    "PREFIX a: <b>\nINSERT DATA { <a:a> <a:b> 1 }": ("update", "import and remove"),
    "load <http://a.example/>": ("update", "import and remove"),
}


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_a_wrong_query_says_where_and_what_to_do(readable: Queryable, text: str) -> None:
    with pytest.raises(QueryProblem) as caught:
        readable.query(text)
    for part in WRONG[text]:
        assert part in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE foo:bar" }', "SELECT * { ?s ?p ?o } # SERVICE <x> {}", "SELECT ?service { ?service ?p ?o }",
        "SELECT * { ?s <http://x.example/SERVICE> ?o }", "PREFIX service: <http://x.example/> SELECT * { ?s service:p ?o }",
        "SELECT ?insert { ?insert ?p ?o }",
    ],
)  # fmt: skip
def test_words_are_no_clauses(readable: Queryable, text: str) -> None:
    assert isinstance(readable.query(text), Rows)


def test_the_wrong_kind_of_answer_is_a_problem(readable: Queryable) -> None:
    for helper, text in ((select, "ASK {}"), (ask, "SELECT * {}"), (construct, "ASK {}")):
        with pytest.raises(QueryProblem, match="this is no"):
            helper(readable, text)


def test_stems_are_articles_of_their_own() -> None:
    assert len({meeting(stem).article for stem in STEMS}) == len(STEMS)
