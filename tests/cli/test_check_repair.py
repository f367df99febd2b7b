"""``bienban check --repair`` on damaged articles: as they were, from what was published or from their texts, or why not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bienban.graph.terms import Term
from bienban.graph.vocab import term
from bienban.resources import resource
from bienban.store import open_store
from bienban.store.layout import Layout
from bienban.store.oxigraph import Database

Run = Callable[..., Result]
SAMPLES = [str(resource("data", "articles", name)) for name in ("truong-khanh-tham-tet.md", "dong-lam-tiep-xuc-cu-tri.md")]
STORE = "bienban-store"


@pytest.fixture
def article(run: Run) -> str:
    """One of two articles of a store."""
    run("import", *SAMPLES, "--publisher", "Báo Mẫu")
    with open_store(STORE) as store:
        return next(name for name in store.articles() if "tham-tet" in name)


def spoil(article: str, *props: str, everything: bool = False, published: bool) -> None:
    """Take triples out of an article's graph, before the eyes of readers or only of the next writer."""
    with open_store(STORE) as store:
        graph = store.graph(article)
    assert graph is not None
    gone = [t for t in graph.triples if everything or t[1] in {term(p) for p in props}]
    assert gone
    if published:
        triples = " . ".join(map(" ".join, gone))
        with open_store(STORE, write=True) as store:
            store.change(
                f"DROP GRAPH <{graph.name}>" if everything else f"DELETE DATA {{ GRAPH <{graph.name}> {{ {triples} }} }}"
            )
    else:
        database = Database(Layout(Path(STORE)).data, write=True)
        deletes = [(graph.name, (Term(s), Term(p), Term(o))) for s, p, o in gone]
        database.update(() if everything else deletes, (), (graph.name,) if everything else ())
        database.flush()


@pytest.mark.parametrize(
    ("props", "everything", "published", "how"),
    [
        (("foaf:name",), False, False, "from what readers see"),
        ((), True, False, "from what readers see"),
        (("foaf:name", "bb:confidence"), False, True, "as it was written, from its text"),
        (("schema:headline", "schema:publisher", "schema:datePublished"), False, True, "as it was written, from its text"),
        (("bb:textDigest",), False, True, "as it was written, from its text"),
        ((), True, True, "as it was written, from its text"),
    ],
)
def test_a_damaged_article_is_made_whole(
    run: Run, article: str, props: tuple[str, ...], everything: bool, published: bool, how: str
) -> None:
    before = run("export").stdout
    spoil(article, *props, everything=everything, published=published)
    code = "K04" if everything else "K02"
    told = run("check", code=1).stdout
    assert f"{code} " in told
    assert "check --repair makes it whole" in told
    result = run("check", "--repair")
    assert f"{code} " in result.stdout
    assert how in result.stdout
    assert "repaired, 0 are left" in result.stderr
    assert run("export").stdout == before
    assert "the store is whole" in run("check").stderr


def test_the_facts_that_were_missing_are_named(run: Run, article: str) -> None:
    spoil(article, everything=True, published=True)
    result = run("check", "--repair", "--format", "json")
    (flaw,) = (f for f in json.loads(result.stdout)["flaws"] if f["code"] == "K04")
    assert flaw["repaired"]
    assert {change["change"] for change in flaw["changes"]} == {"gained"}
    assert any(change["sentence"] for change in flaw["changes"])


def test_other_rules_are_said_to_give_other_facts(run: Run, article: str) -> None:
    """An article that other rules had read, with one more person: the noted sum is none that the rules give now."""
    with open_store(STORE, write=True) as store:
        graph = store.graph(article)
        assert graph is not None
        more = (f"<{article}#person-zzzzzzzzzzzz>", term("foaf:name"), '"Hoàng Không Có"')
        typed = (more[0], term("rdf:type"), term("foaf:Person"))
        store.replace(type(graph)(name=graph.name, article=article, triples=tuple(sorted((*graph.triples, more, typed)))))
    spoil(article, "bb:confidence", published=True)
    result = run("check", "--repair")
    assert "from its text under the rules as they are now" in result.stdout
    assert "- persons: Hoàng Không Có" in result.stdout
    assert "the store is whole" in run("check").stderr


@pytest.mark.parametrize("everything", [False, True])
def test_an_article_without_its_text_stays_damaged_with_the_reason(run: Run, article: str, everything: bool) -> None:
    spoil(article, "foaf:name", everything=everything, published=True)
    for path in Path(STORE, "texts").rglob("*.gz"):
        path.unlink()
    result = run("check", "--repair", code=1)
    assert "its text was not kept: import the article again, or restore a backup" in result.stdout
    assert "is left" in result.stderr


def test_facts_of_another_extractor_are_not_made_up(run: Run, workplace: Path) -> None:
    data = json.loads(run("extract", SAMPLES[0]).stdout)
    data["x"]["extractor"] = "acme-ner/2.1"
    (workplace / "facts.json").write_text(json.dumps(data), encoding="utf-8")
    run("import", "facts.json")
    with open_store(STORE) as store:
        (article,) = store.articles()
    spoil(article, "foaf:name", published=True)
    assert "its facts came from another extractor" in run("check", "--repair", code=1).stdout


def test_the_text_of_a_lost_article_is_not_dropped(run: Run, article: str) -> None:
    """Nothing tells whose text it is here; it stays for whoever knows."""
    spoil(article, everything=True, published=True)
    with open_store(STORE, write=True) as store:
        store.change(f"DELETE WHERE {{ <{article}> ?p ?o }}")
        store.books.forget_keys([article])
    texts = len(list(Path(STORE, "texts").rglob("*.gz")))
    run("check", "--repair", code=1)
    assert len(list(Path(STORE, "texts").rglob("*.gz"))) == texts
