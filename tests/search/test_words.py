"""What finds what: folding, abbreviations, phrases, beginnings, from cases; and any text by its own words."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import tantivy
from hypothesis import given
from hypothesis import strategies as st

from bienban.search.entry import Entry
from bienban.search.finding import count_facets, find
from bienban.search.index import Snapshot, State
from bienban.search.question import Search, read
from bienban.search.schema import document, schema
from bienban.search.words import fold, tokens
from bienban.text import nfc

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "words.toml").read_text())["case"]


def entry(label: str, number: int = 0, **parts: Any) -> Entry:  # noqa: ANN401
    return Entry(iri=f"https://w3id.org/bienban/id/event/e-{number}", kind="event", label=label, **{"facets": {}, **parts})


def index(*entries: Entry) -> Snapshot:
    """An index in memory."""
    made = tantivy.Index(schema())
    writer = made.writer(heap_size=15_000_000, num_threads=1)
    for one in entries:
        writer.add_document(document(one))
    writer.commit()
    made.reload()
    return Snapshot(Path("memory"), made.searcher(), State(1, ""))


def found(snapshot: Snapshot, words: str) -> list[str]:
    return [hit.label.text for hit in find(snapshot, Search(words=words)).hits]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_cases(case: dict[str, Any]) -> None:
    for text in (case["text"], unicodedata.normalize("NFD", case["text"])):
        snapshot = index(entry(text), entry("something else", 1))
        for words in case["finds"]:
            for form in (words, unicodedata.normalize("NFD", words)):
                assert found(snapshot, form) == [case["text"]], form
        for words in case["misses"]:
            assert found(snapshot, words) == [], words


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("hòa", "Lê Hoà", "Lê Hoa"),
        ("hoa", "Hoa", "Lê Thị Hoa"),
        ("Lê Hóa", "Lê Hóa", "Lê Hòa"),
        ("hoa", "Lê Hoa", "Lê Hoan"),
        ("an phú", "Quận An Phú", "Phú Quận An"),
    ],
)
def test_the_better_comes_first(words: str, first: str, second: str) -> None:
    for order in ((first, second), (second, first)):
        assert found(index(*(entry(text, at) for at, text in enumerate(order))), words) == [first, second]


def test_a_name_is_worth_more_than_words_beside_and_weight_decides_among_equals() -> None:
    snapshot = index(
        entry("Hội nghị", 0, context=("Trần Văn Lan",), weight=90),
        entry("Trần Văn Lan", 1, weight=1),
        entry("Trần Văn Lan", 2, weight=40),
    )
    hits = find(snapshot, Search(words="tran van lan")).hits
    assert [hit.weight for hit in hits] == [40, 1, 90]
    assert hits[2].snippet.pieces == ("", "Trần Văn Lan", "")


@given(st.text(max_size=60))
def test_any_text_is_found_by_its_own_words(text: str) -> None:
    snapshot = index(entry(text))
    words = " ".join(token.folded for token in tokens(nfc(text))[:20])
    hits = find(snapshot, Search(words=words)).hits
    assert [hit.label.text for hit in hits] == [nfc(text)]
    assert find(snapshot, Search(words=text)).total == 1


HOSTILE = (
    '"', '""', "*", "a*", "AND", "NEAR(", "name:x", "-x", "(((", "^2", "~", "\\", "\x00", "ﬀ", "İ", "ß", "'; --", "[a-z]+",
    ".*", "𝔸", "🙂",
)  # fmt: skip


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=12), max_size=8).map(" ".join))
def test_whatever_is_asked_is_answered(words: str) -> None:
    snapshot = index(entry("Lễ khởi công"), entry("a b", 1))
    total = find(snapshot, Search(words=words)).total
    assert 0 <= total <= 2
    if not read(words).parts:
        assert total == 2
    assert sum(one.count for one in count_facets(snapshot, Search(words=words))["kind"]) == total


@given(st.text(max_size=80), st.text(max_size=20))
def test_marking_keeps_the_text(text: str, words: str) -> None:
    for hit in find(index(entry(text)), Search(words=words)).hits:
        assert hit.label.text == nfc(text)
        assert len(hit.label.pieces) % 2 == 1


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ", max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_hostile_values_of_facets_find_nothing() -> None:
    snapshot = index(entry("Lễ", facets=MappingProxyType({"year": ("2023",)})))
    for value in ("x", "", "0", "99999999999999999999", "２０２３", "' OR 1"):
        assert find(snapshot, Search(facets={"year": (value,)})).total == 0
        assert find(snapshot, Search(facets={"place": (value,)})).total == 0
    assert find(snapshot, Search(facets={"year": ("2023", "x")})).total == 1
