"""``check`` finds whatever was damaged, says what it is, and ``--repair`` puts right what can be worked out again."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bienban
from bienban.graph.terms import Term
from bienban.graph.vocab import BASE, term
from bienban.identity.merge import merge_all
from bienban.model.graph import ArticleGraph
from bienban.store import open_store, repair_store
from bienban.store.audit import CODES, audit
from bienban.store.base import select
from bienban.store.inspect import REFERENCE
from bienban.store.layout import Layout
from bienban.store.ledger import Entry, Ledger, Retired, sum_of
from bienban.store.oxigraph import Database
from bienban.store.remerge import differences, merged_lines, triple_of
from small_world import graphs
from store.test_embedded import article


def change(layout: Layout, **writes: object) -> None:
    database = Database(layout.data, write=True)
    database.update(writes.get("deletes", ()), writes.get("inserts", ()), writes.get("dropped", ()))  # type: ignore[arg-type]
    database.flush()


def evidence_lost(layout: Layout) -> None:
    graph = article(1)
    lost = next(t for t in graph.triples if t[1] == term("bb:confidence"))
    change(layout, deletes=[(graph.name, lost)])


def row_lost(layout: Layout) -> None:
    with closing(sqlite3.connect(layout.ledger)) as rows, rows:
        rows.execute("DELETE FROM articles WHERE article = ?", (article(2).article,))


def article_lost(layout: Layout) -> None:
    change(layout, dropped=[article(1).name])


def merged_lost(layout: Layout) -> None:
    with open_store(layout.root) as store:
        graphs = [g for g in map(store.graph, store.articles()) if g is not None]
    change(layout, deletes=[(None, merge_all(graphs)[7])])


def merged_more(layout: Layout) -> None:
    change(layout, inserts=[(None, (Term("<http://x.example/a>"), term("foaf:name"), Term('"Không ai nói"')))])


def reference_lost(layout: Layout) -> None:
    change(layout, dropped=[REFERENCE])


def text_changed(layout: Layout) -> None:
    flip(next(layout.texts.rglob("*.gz")))


def text_left(layout: Layout) -> None:
    with open_store(layout.root, write=True) as store:
        store.keep_text("Không bài nào có.")


def note_changed(layout: Layout) -> None:
    next(layout.aside.glob("*.json")).write_text("{", encoding="utf-8")


def generation_lost(layout: Layout) -> None:
    (layout.generation(layout.numbers()[-1]) / "CURRENT").unlink()


def list_changed(layout: Layout) -> None:
    for path in layout.root.glob("articles.sqlite-*"):
        path.unlink()
    layout.ledger.write_bytes(b"no database at all" * 400)


def strange_graph(layout: Layout) -> None:
    change(layout, inserts=[("http://x.example/g", (Term("<http://x.example/a>"), term("foaf:name"), Term('"x"')))])


def file_graph_changed(layout: Layout) -> None:
    name, triple = "https://x.example/g", (Term("<http://x.example/a>"), term("foaf:name"), Term('"x"'))
    with open_store(layout.root, write=True) as store:
        store.put_graph(name, "a.ttl", [triple])
    change(layout, inserts=[(name, (*triple[:2], Term('"y"')))])


def database_lost(layout: Layout) -> None:
    for path in layout.data.glob("MANIFEST*"):
        path.unlink()


def lead_lost(layout: Layout) -> None:
    row = Retired(iri=f"{BASE}id/org/x", at="2031-05-12T00:00:00Z", reason="renamed", successors=(f"{BASE}id/org/y",))
    with closing(Ledger(layout.ledger, write=True)) as ledger:
        ledger.put(0, (), retired=[row])


def event_lost(layout: Layout) -> None:
    with closing(Ledger(layout.ledger, write=True)) as ledger, ledger.history() as history, history._rows as rows:
        rows.execute("DELETE FROM events WHERE seq = 2")


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.unlink()  # its other hard links stay as they are
    path.write_bytes(data)


DAMAGE: dict[Callable[[Layout], None], tuple[set[str], set[str]]] = {
    evidence_lost: ({"K02", "K11"}, {"K02"}),
    row_lost: ({"K03"}, set()),
    article_lost: ({"K04", "K06", "K11"}, {"K04"}),
    merged_lost: ({"K05", "K11"}, set()),
    merged_more: ({"K06", "K11"}, set()),
    reference_lost: ({"K06", "K07", "K11"}, set()),
    text_changed: ({"K08"}, set()),
    text_left: ({"K09"}, set()),
    note_changed: ({"K10"}, set()),
    generation_lost: ({"K11"}, set()),
    list_changed: ({"K12"}, set()),
    strange_graph: ({"K11", "K13"}, {"K13"}),
    file_graph_changed: ({"K11", "K15"}, {"K15"}),
    database_lost: ({"K01"}, set()),
    lead_lost: ({"K14"}, set()),
    event_lost: ({"K16"}, set()),
}
"""What is done to a store: the codes that are found, and those that a repair leaves."""


def codes(layout: Layout) -> set[str]:
    return {flaw.code for flaw in audit(layout)}


def test_a_sound_store_has_no_flaws(layout: Layout) -> None:
    assert audit(layout) == ()
    with open_store(layout.root, write=True) as store:
        store.replace(article(5))
        assert audit(layout) == (), "what readers see is whole while the writer is at work"
        store.remove(article(1).article)
    assert audit(layout) == ()


def test_every_code_has_a_damage() -> None:
    found = {code for found, _ in DAMAGE.values() for code in found}
    assert found | {"K17"} == set(CODES), "K17 is no damage: test_suppressed.py has it"


def test_every_code_is_documented() -> None:
    page = (Path(bienban.__file__).parent / "docs" / "operations.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| (K\d\d) \| (.*?)(?: \(info\))? \|", page, re.MULTILINE)) == CODES


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda d: d.__name__)
def test_damage_is_found_and_repaired(layout: Layout, damage: Callable[[Layout], None]) -> None:
    with open_store(layout.root) as store:
        before = b"".join(store.export("nquads"))
    found, left = DAMAGE[damage]
    damage(layout)
    assert codes(layout) == found
    assert all(flaw.where and flaw.todo and flaw.what for flaw in audit(layout))
    repair_store(layout.root)
    assert codes(layout) == left
    with open_store(layout.root) as store:
        after = b"".join(store.export("nquads"))
        assert (after == before) is not bool(left)
        graphs = [g for g in map(store.graph, store.articles()) if g is not None]
        said = set(select(store, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }").rows)
    assert said >= set(merge_all(graphs)), "the merged graph is that of the articles as they are"


@pytest.mark.parametrize("damage", [evidence_lost, article_lost], ids=lambda d: d.__name__)
def test_a_damaged_article_is_whole_after_it_was_imported_again(layout: Layout, damage: Callable[[Layout], None]) -> None:
    damage(layout)
    repair_store(layout.root)
    with open_store(layout.root, write=True) as store:
        store.replace(article(1))
    assert audit(layout) == ()


def test_what_is_damaged_is_moved_and_not_deleted(layout: Layout) -> None:
    text_changed(layout)
    list_changed(layout)
    repair_store(layout.root)
    assert [p.suffix for p in layout.texts.rglob("*.damaged-1")] == [".damaged-1"]
    assert (layout.root / "articles.sqlite.damaged-1").exists()


def test_a_file_with_other_bytes_is_found_though_nothing_reads_them(layout: Layout) -> None:
    path = max(layout.generation(layout.numbers()[-1]).glob("*.sst"), key=lambda p: p.stat().st_size)
    flip(path)
    assert "K01" in codes(layout)


@given(st.lists(graphs(), min_size=1, max_size=5, unique_by=lambda g: g.article))
@settings(max_examples=25)
def test_the_merged_graph_is_the_same_by_sorting_as_by_sets(found: list[ArticleGraph]) -> None:
    by_name = {g.article: tuple((Term(s), Term(p), Term(o)) for s, p, o in g.triples) for g in found}
    lines = list(merged_lines(by_name, by_name.__getitem__))
    assert tuple(sorted(map(triple_of, lines))) == merge_all(found)
    assert lines == sorted(set(lines))


@given(st.sets(st.text("abc ", min_size=1, max_size=3)), st.sets(st.text("abc ", min_size=1, max_size=3)))
def test_differences_of_sorted_lines(one: set[str], other: set[str]) -> None:
    found = list(differences(iter(sorted(one)), iter(sorted(other))))
    assert {line for missing, line in found if missing} == one - other
    assert {line for missing, line in found if not missing} == other - one
    assert len(found) == len(one ^ other)


def test_the_ledger_knows_every_generation(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path / "a.sqlite", write=True)) as ledger:
        ledger.put(1, [Entry("a", "1:x", "k"), Entry("b", "1:x")])
        ledger.put(2, [Entry("a", "2:y")])
        ledger.put(3, [Entry("a", None), Entry("c", "3:z")])
        assert [e.article for e in ledger.at()] == ["b", "c"]
        assert [(e.article, e.sum) for e in ledger.at(2)] == [("a", "2:y"), ("b", "1:x")]
        assert ledger.get("a") is None
        ledger.prune(2)
        assert [e.article for e in ledger.at(1)] == ["b"], "what no reader needs is forgotten"
        assert [(e.article, e.sum) for e in ledger.at(2)] == [("a", "2:y"), ("b", "1:x")]
        ledger.rollback(2)
        assert [e.article for e in ledger.at()] == ["a", "b"]
        ledger.rebase()
        assert [(e.article, e.sum) for e in ledger.at(0)] == [("a", "2:y"), ("b", "1:x")]


def test_a_sum_counts_and_does_not_depend_on_the_order() -> None:
    triples = [("<a>", "<b>", "<c>"), ("<a>", "<b>", '"d"')]
    assert sum_of(triples) == sum_of(reversed(triples))
    assert sum_of(triples).startswith("2:")
    assert sum_of(triples) != sum_of([*triples[:1], ("<a>", "<b>", '"e"')])
