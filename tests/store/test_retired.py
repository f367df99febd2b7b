"""IRIs that are gone: whatever is written, each that a generation showed is there still, or known as gone."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bienban.graph.vocab import BASE
from bienban.model.graph import ArticleGraph
from bienban.store import open_store, repair_store
from bienban.store.audit import audit
from bienban.store.copies import back_up, restore
from bienban.store.layout import Layout
from bienban.store.ledger import Ledger, Retired, look_up_retired
from small_world import OFFICE, held, histories, write

THINGS = f"<{BASE}id/"


def things(path: Path) -> set[str]:
    """The IRIs of all things of the merged graph, articles too."""
    with open_store(path) as store:
        merged = {s[1:-1] for s, _, _ in store.merged() if s.startswith(THINGS) and "#" not in s}
        return merged | set(store.articles())


def persons(path: Path) -> set[str]:
    return {iri for iri in things(path) if "/id/person/" in iri}


def retired(path: Path, iri: str) -> Retired | None:
    return look_up_retired(Layout(path).ledger, iri)


def test_who_gets_another_name_is_found_under_it(tmp_path: Path) -> None:
    store = tmp_path / "store"
    write(store, held("mot", "Bí thư"), held("hai", "Chủ tịch"))
    before = persons(store)
    assert len(before) == 2
    write(store, held("ba", "Bí thư", "Chủ tịch"))
    (now,) = persons(store)
    (gone,) = before - {now}
    found = retired(store, gone)
    assert found is not None
    assert (found.reason, found.successors) == ("renamed", (now,))
    assert found.at.endswith("Z")
    assert retired(store, now) is None


def test_who_turns_out_to_be_three_leads_to_all(tmp_path: Path) -> None:
    store = tmp_path / "store"
    write(store, held("mot", "Bí thư"), held("hai", "Chủ tịch"), held("ba", OFFICE, "Bí thư", "Chủ tịch"))
    (one,) = persons(store)
    write(store, held("ba", "Trưởng phòng Cây xanh"))
    split = persons(store)
    assert len(split) == 3
    assert one not in split
    found = retired(store, one)
    assert found is not None
    assert set(found.successors) == split


def test_what_only_a_removed_article_said_is_gone(tmp_path: Path) -> None:
    store = tmp_path / "store"
    write(store, held("mot", "Bí thư"), held("hai", "Chủ tịch", person="Lê Thị Na"))
    before = things(store)
    with open_store(store) as opened:
        article = next(iri for iri in opened.articles() if "/mot-" in iri)
    write(store, article.rpartition("/")[2])
    gone = before - things(store)
    assert article in gone
    assert any("/id/post/" in iri for iri in gone)
    for iri in gone:
        found = retired(store, iri)
        assert found is not None, iri
        assert (found.reason, found.successors) == ("removed", ()), iri


def test_what_an_edited_article_does_not_say_any_more(tmp_path: Path) -> None:
    store = tmp_path / "store"
    write(store, held("mot", "Bí thư"))
    (person,) = persons(store)
    write(store, held("mot", "Bí thư", person="Lê Thị Na"))
    found = retired(store, person)
    assert found is not None
    assert (found.reason, found.successors) == ("unsaid", ())


def test_names_given_by_other_rules_lead_to_those_of_today(tmp_path: Path) -> None:
    """A merged graph as another version may have made it, worked out again."""
    store = tmp_path / "store"
    write(store, held("mot", "Bí thư"))
    renamed = {iri: f"{iri[:-12]}{'q' * 12}" for iri in things(store) if "/id/person/" in iri or "/id/post/" in iri}
    assert len(renamed) == 2
    update = """DELETE {{ ?s ?p ?o }} INSERT {{ ?t ?p ?v }} WHERE {{ ?s ?p ?o
        BIND(IRI(REPLACE(STR(?s), "^{now}", "{then}")) AS ?t)
        BIND(IF(ISIRI(?o), IRI(REPLACE(STR(?o), "^{now}", "{then}")), ?o) AS ?v) }}"""
    with open_store(store, write=True) as opened:
        for now, then in renamed.items():
            opened.change(update.format(now=now, then=then))
    assert set(renamed.values()) <= things(store)
    repair_store(store)
    assert set(renamed) <= things(store)
    for now, then in renamed.items():
        found = retired(store, then)
        assert found is not None
        assert (found.reason, found.successors) == ("renamed", (now,))


@pytest.mark.system
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(4))
def test_nothing_that_was_shown_is_forgotten(batches: list[list[ArticleGraph | str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        shown: set[str] = set()
        known: dict[str, str] = {}
        write(store)
        for batch in batches:
            write(store, *(known.get(change, change) if isinstance(change, str) else change for change in batch))
            now = things(store)
            known |= {iri.rpartition("/")[2].rpartition("-")[0]: iri.rpartition("/")[2] for iri in now if "/id/article/" in iri}
            shown |= now
            for iri in shown - now:
                found = retired(store, iri)
                assert found is not None, iri
                assert iri not in found.successors
        assert not [flaw for flaw in audit(Layout(store)) if flaw.code == "K14"]


def test_copies_know_what_is_gone(tmp_path: Path) -> None:
    store, copy, again = tmp_path / "store", tmp_path / "copy", tmp_path / "again"
    write(store, held("mot", "Bí thư"), held("hai", "Chủ tịch"))
    before = persons(store)
    write(store, held("ba", "Bí thư", "Chủ tịch"))
    (gone,) = before - persons(store)
    back_up(Layout(store), copy)
    restore(copy, again)
    assert retired(copy, gone) == retired(again, gone) == retired(store, gone)
    write(again, held("bon", "Bí thư"))
    assert retired(again, gone) == retired(store, gone)


def test_a_killed_writer_leaves_no_false_lead(tmp_path: Path) -> None:
    """It noted what it did not write: the name is there still, and what should have stood for it never came."""
    store = tmp_path / "store"
    write(store, held("mot", "Bí thư"))
    (person,) = persons(store)
    row = Retired(iri=person, at="2031-05-12T00:00:00Z", reason="renamed", successors=(f"{BASE}id/person/nobody-a23456723456",))
    with closing(Ledger(Layout(store).ledger, write=True)) as ledger:
        ledger.put(Layout(store).numbers()[-1] + 1, (), retired=[row])
    assert retired(store, person) == row
    write(store)
    assert retired(store, person) is None


def test_a_ledger_from_before_says_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store"
    write(store, held("mot", "Bí thư"))
    with closing(Ledger(Layout(store).ledger, write=True)) as ledger:
        ledger._rows.execute("DROP TABLE retired")
    assert retired(store, f"{BASE}id/org/x") is None
    assert audit(Layout(store)) == ()
    shutil.rmtree(store)
    assert retired(store, f"{BASE}id/org/x") is None


@pytest.mark.parametrize("iri", ["", "x'; DROP TABLE retired; --"])
def test_any_words_can_be_looked_up(tmp_path: Path, iri: str) -> None:
    write(tmp_path / "store", held("mot", "Bí thư"))
    assert retired(tmp_path / "store", iri) is None
