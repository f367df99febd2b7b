"""Whoever follows a store is told of every thing that a publication changed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from bienban.graph.mint import article_iri
from bienban.graph.terms import Triple
from bienban.model.article import Article
from bienban.model.graph import ArticleGraph
from bienban.store import open_store
from bienban.store.base import construct
from bienban.store.changes import changes
from bienban.store.embedded import EmbeddedStore
from bienban.store.layout import Layout
from small_world import World, graphs, histories

MERGED = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(STRSTARTS(STR(?s), 'https://w3id.org/bienban/id/')) }"
OWN = ("searchKey>", "wasDerivedFrom>")


def merged(path: Path) -> set[Triple]:
    with open_store(path) as store:
        return set(construct(store, MERGED).triples)


def newest(path: Path) -> int:
    return Layout(path).numbers()[-1]


def owner(node: str) -> str:
    return node[1:-1].partition("#")[0]


def article_named(stem: str) -> str:
    return article_iri(Article(text="", source=f"{stem}.txt", stem=stem, publisher="Báo Sông Tiên"))


@settings(max_examples=15)
@given(histories(4))
def test_all_that_changed_was_noted(batches: list[list[ArticleGraph | str]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "s"
        EmbeddedStore(path, create=True, write=True).close()
        since, before = newest(path), merged(path)
        for batch in batches:
            with EmbeddedStore(path, write=True) as store:
                list(store.replace_many(g for g in batch if isinstance(g, ArticleGraph)))
                for stem in (stem for stem in batch if isinstance(stem, str)):
                    store.remove(article_named(stem))
        after = merged(path)
        until = newest(path)
        noted = changes(path, since, until) if until > since else frozenset()
        assert noted is not None
        assert {owner(s) for s, p, _ in before ^ after if not p.endswith(OWN)} <= noted


@settings(max_examples=10)
@given(graphs(), graphs())
def test_an_article_that_comes_touches_no_other_article(one: ArticleGraph, two: ArticleGraph) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "s"
        with EmbeddedStore(path, create=True, write=True) as store:
            store.replace(one)
        since = newest(path)
        with EmbeddedStore(path, write=True) as store:
            changed = store.replace(two) != "unchanged"
        if changed and one.article != two.article:
            noted = changes(path, since, newest(path))
            assert noted is not None
            assert two.article in noted


def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with open_store(path, create=True) as store:
        store.replace(World().graph("mot"))
    first = newest(path)
    with open_store(path, write=True) as store:
        store.replace(World().graph("hai"))
    noted = changes(path, first, newest(path))
    assert noted is not None
    assert set(noted) == {World().graph("hai").article, *_publisher(path)}
    with open_store(path, write=True) as store:
        store.change("INSERT DATA { <urn:x:a> <urn:x:b> <urn:x:c> }")
    assert changes(path, first, newest(path)) is None
    assert changes(path, 0, first) is None, "the schemes came in with the first generation"
    assert changes(path, newest(path), newest(path) + 1) is None, "a generation that nobody has published"
    Layout(path).ledger.unlink()
    assert changes(path, first, newest(path)) is None


def _publisher(path: Path) -> set[str]:
    return {owner(s) for s, _, _ in merged(path) if "/id/publisher/" in s}
