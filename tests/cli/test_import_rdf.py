"""RDF files into graphs of their own: kept if they conform, listed, checked, taken out; refused over what is the store's."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import Result

from bienban.graph.vocab import BASE

Run = Callable[..., Result]
Fails = Callable[..., str]

OFFICES = """@prefix ex: <https://a.example/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:one skos:prefLabel "Trụ sở xã An Thịnh"@vi ; skos:related [ skos:notation 007 ] ; skos:broader <two> .
"""
BROKEN = """@prefix bb: <https://w3id.org/bienban/ontology#> .

<https://a.example/x> a bb:Conference .
"""
TEXT = "Xã Lạc Tân họp\n\nNgày 14/6/2022, Đảng ủy xã Lạc Tân, huyện Mỹ Khê tổ chức hội nghị.\n"


@pytest.fixture
def offices(workplace: Path) -> Path:
    path = workplace / "offices.ttl"
    path.write_text(OFFICES, encoding="utf-8")
    return path


def graphs(run: Run) -> dict[str, tuple[str, int]]:
    """Name of each graph of a file → file and number of triples."""
    files = json.loads(run("info", "--format", "json").stdout)["files"]
    return {file["name"]: (file["source"], file["triples"]) for file in files}


def test_a_file_is_kept_listed_exported_and_removed(run: Run, offices: Path, workplace: Path) -> None:
    (workplace / "lac-tan.txt").write_text(TEXT, encoding="utf-8")
    run("import", "lac-tan.txt")
    before = run("export").stdout
    result = run("import", str(offices))
    assert "1 graph of RDF files: 1 added" in result.stderr
    ((name, listed),) = graphs(run).items()
    assert name.startswith(f"{BASE}graph/file/offices-")
    assert listed == ("offices.ttl", 4)
    assert name in run("info").stdout
    assert "1 unchanged" in run("import", str(offices)).stderr
    after = run("export").stdout
    said = [q for q in ox.parse(after, ox.RdfFormat.N_QUADS) if str(q.graph_name) == f"<{name}>"]
    assert len(said) == 4
    assert not any(isinstance(term, ox.BlankNode) for q in said for term in (q.subject, q.object))
    assert f"<{BASE}graph/file/two>" in {str(q.object) for q in said}, "relative to the graph"
    assert "the store is whole" in run("check").stderr
    run("backup", "copy")
    assert run("export", "--store", "copy").stdout == after
    assert "no rows" in run("query", "SELECT ?x WHERE { ?x <http://www.w3.org/2004/02/skos/core#related> ?y }").stderr
    assert "removed" in run("remove", "offices.ttl").stderr
    assert run("export").stdout == before


def test_the_next_version_takes_the_place_of_the_last(run: Run, offices: Path) -> None:
    run("import", str(offices))
    offices.write_text(OFFICES + "ex:two skos:prefLabel 'hai'@vi .\n", encoding="utf-8")
    assert "1 would be replaced" in run("import", str(offices), "--dry-run").stderr
    assert [triples for _, triples in graphs(run).values()] == [4]
    assert "1 replaced" in run("import", str(offices)).stderr
    assert [triples for _, triples in graphs(run).values()] == [5]


def test_blank_nodes_of_two_files_stay_apart(run: Run, offices: Path, workplace: Path) -> None:
    (workplace / "b.ttl").write_text(OFFICES, encoding="utf-8")
    run("import", str(offices), "b.ttl")
    rows = run("query", "SELECT DISTINCT ?b WHERE { GRAPH ?g { ?x skos:related ?b } }", "--format", "csv").stdout.splitlines()
    assert len(rows) == 1 + 2


@pytest.mark.parametrize(
    ("name", "text", "arguments", "graph"),
    [
        ("a.ttl", OFFICES, ("--graph", "https://a.example/g"), "https://a.example/g"),
        ("a.nq", "<https://a.example/a> <https://a.example/b> 'x' <https://a.example/h> .".replace("'", '"'), (), "https://a.example/h"),
        ("a.trig", "<https://a.example/h> { <https://a.example/a> <https://a.example/b> 1 }", (), "https://a.example/h"),
        ("a.jsonld", '{"@id": "https://a.example/h", "@graph": [{"@id": "https://a.example/a", "https://a.example/b": 1}]}', (), "https://a.example/h"),
    ],
)  # fmt: skip
def test_which_graph_it_is(run: Run, workplace: Path, name: str, text: str, arguments: tuple[str, ...], graph: str) -> None:
    (workplace / name).write_text(text, encoding="utf-8")
    run("import", name, *arguments)
    assert list(graphs(run)) == [graph]


@pytest.mark.parametrize(
    ("name", "text", "arguments", "says"),
    [
        ("a.ttl", BROKEN, (), "a.ttl, line 3: it does not conform: S"),
        ("a.ttl", "@prefix x: <y> .\nz:a x:b 1 .", (), "a.ttl, line 2, column 1: not valid Turtle"),
        ("a.ttl", "# nothing\n", (), "there is no statement in it"),
        ("a.nq", "<b:a> <b:b> <b:c> <b:g> .\n<b:a> <b:b> <b:c> .\n", (), "there are 2 graphs in it"),
        ("a.ttl", f"\n<{BASE}id/article/x-abc#person-y> <b:b> 1 .", (), "line 2: it says what an article says"),
        ("a.nq", f"<b:a> <b:b> <b:c> <{BASE}graph/article/x-abc> .", (), "the name is the store's own"),
        ("a.ttl", OFFICES, ("--graph", f"{BASE}graph/reference"), "the name is the store's own"),
        ("a.ttl", OFFICES, ("--max-file-bytes", "50"), "larger than 50 bytes"),
    ],
)
def test_what_is_not_kept_is_set_aside(
    run: Run, offices: Path, workplace: Path, name: str, text: str, arguments: tuple[str, ...], says: str
) -> None:
    (workplace / name).write_text(text, encoding="utf-8")
    result = run("import", name, *arguments, code=1)
    assert "set aside: 1 input" in result.stderr
    assert says in result.stderr
    assert says in run("info", "--aside").stdout
    assert graphs(run) == {}
    run("import", str(offices))
    assert says in run("info", "--aside").stdout, "another file does not settle it"


def test_fail_on_says_how_strict(run: Run, workplace: Path) -> None:
    text = f"""@prefix bb: <{BASE}ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .
<{BASE}id/document/nghi-quyet-aaaaaaaaaaaa> a bb:PartyDocument ; dcterms:title "Nghị quyết"@vi ;
  dcterms:type <{BASE}concept/document-kind/resolution> ;
  <http://www.w3.org/ns/prov#wasDerivedFrom> <https://a.example/list> .
"""
    (workplace / "a.ttl").write_text(text, encoding="utf-8")
    report = json.loads(run("validate", "a.ttl", "--format", "json", "--fail-on", "warning").stdout)
    assert report["counts"] == {"violation": 0, "warning": 0, "info": 1}, "who issued it is not said"
    assert "1 finding" in run("import", "a.ttl").stderr
    run("remove", "a.ttl")
    assert "does not conform" in run("import", "a.ttl", "--fail-on", "info", code=1).stderr


def test_what_was_set_aside_is_taken_up_once_it_is_mended(run: Run, workplace: Path) -> None:
    path = workplace / "a.ttl"
    path.write_text(BROKEN, encoding="utf-8")
    run("import", "a.ttl", code=1)
    run("import", "--retry", code=1)
    path.write_text(OFFICES, encoding="utf-8")
    assert "1 added" in run("import", "--retry").stderr
    assert "nothing is set aside" in run("info", "--aside").stderr
    path.unlink()
    assert len(graphs(run)) == 1


def test_a_folder_has_articles_and_rdf(run: Run, offices: Path, workplace: Path) -> None:
    (workplace / "lac-tan.txt").write_text(TEXT, encoding="utf-8")
    (workplace / "more").mkdir()
    with gzip.open(workplace / "more" / "offices.ttl.gz", "wt", encoding="utf-8") as handle:
        handle.write(OFFICES)
    result = run("import", str(workplace), code=1)
    assert "1 article: 1 added" in result.stderr
    assert "1 graph of RDF files: 1 added" in result.stderr
    assert "offices.ttl.gz goes into the graph" in result.stderr
    assert offices.exists()


def test_a_graph_that_somebody_else_wrote_is_left_alone(run: Run, workplace: Path) -> None:
    from bienban.store import open_store

    (workplace / "lac-tan.txt").write_text(TEXT, encoding="utf-8")
    (workplace / "a.ttl").write_text(OFFICES, encoding="utf-8")
    run("import", "lac-tan.txt")
    with open_store("bienban-store", write=True) as store:
        store.change("INSERT DATA { GRAPH <https://a.example/g> { <https://a.example/a> <https://a.example/b> 1 } }")
    said = run("import", "a.ttl", "--graph", "https://a.example/g", code=1).stderr
    assert "somebody else has a graph https://a.example/g" in said


def test_a_name_must_be_an_iri(fails: Fails, offices: Path) -> None:
    assert "absolute IRI" in fails("import", str(offices), "--graph", "offices")
    assert "absolute IRI" in fails("import", str(offices), "--graph", "https://a.example/ g")


def test_a_changed_graph_is_found_by_a_check(run: Run, offices: Path) -> None:
    from bienban.store import open_store

    run("import", str(offices))
    ((name, _),) = graphs(run).items()
    with open_store("bienban-store", write=True) as store:
        store.change(f"DELETE WHERE {{ GRAPH <{name}> {{ ?s <http://www.w3.org/2004/02/skos/core#notation> ?o }} }}")
    result = run("check", code=1)
    assert "K15" in result.stdout
    assert "3 triples, 4 were written" in result.stdout
    assert "1 replaced" not in run("import", str(offices)).stderr
