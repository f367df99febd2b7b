"""Questions about one thing do not slow down with the store.

Measured on two sizes and in the time of this thread alone, so that neither the machine nor what else it does matters.
"""

from __future__ import annotations

import shlex
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bienban.queries.catalogue import load
from bienban.store import open_store
from bienban.store.base import Queryable, select
from bienban.store.embedded import EmbeddedStore
from queries.dataset import many_graphs

pytestmark = pytest.mark.system

SMALL, LARGE = 100, 1000


def filled(path: Path, number: int) -> EmbeddedStore:
    store = open_store(path, create=True)
    for _ in store.replace_many(many_graphs(number)):
        pass
    return store


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Queryable, Queryable]]:
    folder = tmp_path_factory.mktemp("sizes")
    both = filled(folder / "small", SMALL), filled(folder / "large", LARGE)
    yield both
    for store in both:
        store.close()


def took(store: Queryable, text: str) -> float:
    times = []
    for _ in range(5):
        start = time.thread_time()
        select(store, text)
        times.append(time.thread_time() - start)
    return min(times)


@pytest.fixture(scope="module")
def whole(stores: tuple[Queryable, Queryable]) -> float:
    """What it costs to read all article graphs of the larger store: no question should cost much more."""
    start = time.thread_time()
    select(stores[1], "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")
    return time.thread_time() - start


def iri_of(store: Queryable, kind: str) -> str:
    found = select(store, f"SELECT ?x {{ ?x a {kind} }} ORDER BY ?x LIMIT 1").rows[0][0]
    assert found is not None
    return found[1:-1]


CLASSES = {
    "person": "foaf:Person", "speaker": "foaf:Person", "name": "foaf:Person", "thing": "foaf:Person", "recipient": "foaf:Person",
    "event": "bb:Conference", "organization": "org:Organization", "conferrer": "org:Organization",
    "party": "org:Organization", "document": "bb:PartyDocument",
    "place": "bb:AdministrativeUnit", "area": "bb:AdministrativeUnit", "article": "bb:Article",
}  # fmt: skip
THINGS = [(q.name, p.name) for q in load().questions for p in q.parameters if p.kind in ("thing", "iri")]


@pytest.mark.parametrize(("name", "parameter"), [t for t in THINGS if t != ("events", "place")])
def test_one_thing_takes_the_same_time_in_a_store_ten_times_as_large(
    stores: tuple[Queryable, Queryable], whole: float, name: str, parameter: str
) -> None:
    texts = [load().question(name).bind({parameter: iri_of(store, CLASSES[parameter])}) for store in stores]
    small, large = (took(store, text) for store, text in zip(stores, texts, strict=True))
    assert large < max(4 * small, whole / 200)


@pytest.mark.parametrize("name", load().names())
def test_examples_grow_with_the_store_and_no_faster(stores: tuple[Queryable, Queryable], whole: float, name: str) -> None:
    question = load().question(name)
    text = question.bind(dict(word.split("=", 1) for word in shlex.split(question.example)[1:]))
    small, large = (took(store, text) for store in stores)
    assert large < max(2.5 * small * LARGE / SMALL, 0.1)
    assert large < max(1.5 * whole, 0.1)
