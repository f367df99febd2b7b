"""The memory for answers: right, bounded, and empty after a publication."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.web.answers import Answers, Asked, Header, repeatable

ROOM = 200_000


def plain(headers: list[Header]) -> list[Header]:
    return [*headers, (b"x-every", b"yes")]


class Store:
    """What is published."""

    generation = 1


def asked(text: str) -> Asked:
    return Asked(text, (), (), "text/csv", None)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def answers(store: Store) -> Answers:
    return Answers(ROOM, lambda: store.generation, plain)


def test_an_answer_is_found_again_whole(answers: Answers) -> None:
    assert answers.find(asked("q")) is None
    answers.keep(asked("q"), 1, [(b"content-length", b"2")], b"ab")
    found = answers.find(asked("q"))
    assert found is not None
    assert found.body == b"ab"
    assert found.head == b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx-every: yes\r\n"
    assert (answers.hits, answers.misses) == (1, 1)


@pytest.mark.parametrize(
    "other",
    [
        Asked("q2", (), (), "text/csv", None),
        Asked("q", ("urn:x:g",), (), "text/csv", None),
        Asked("q", (), ("urn:x:g",), "text/csv", None),
        Asked("q", (), (), "text/tab-separated-values", None),
        Asked("q", (), (), "text/csv", "text/turtle"),
    ],
)
def test_whatever_differs_is_another_answer(answers: Answers, other: Asked) -> None:
    answers.keep(asked("q"), 1, [], b"ab")
    assert answers.find(other) is None
    assert other.tag(1) != asked("q").tag(1)
    assert asked("q").tag(1) != asked("q").tag(2)


def test_nothing_outlives_its_generation(answers: Answers, store: Store) -> None:
    answers.keep(asked("q"), 1, [], b"old")
    answers.remember(asked("q"), b"/sparql?query=q", b"*/*")
    store.generation = 2
    assert answers.at(b"/sparql?query=q", b"*/*") is None
    assert answers.find(asked("q")) is None
    answers.keep(asked("q"), 1, [], b"late")  # asked for before, and ready after the publication
    assert answers.find(asked("q")) is None
    answers.keep(asked("q"), 2, [], b"new")
    found = answers.find(asked("q"))
    assert found is not None
    assert found.body == b"new"
    assert answers.at(b"/sparql?query=q", b"*/*") is None


def test_one_answer_may_not_take_all_the_room(answers: Answers) -> None:
    answers.keep(asked("q"), 1, [], b"x" * (ROOM // 2))
    assert len(answers) == 0
    assert not answers.takes(ROOM)
    nothing = Answers(0, lambda: 1, plain)
    nothing.keep(asked("q"), 1, [], b"")
    assert nothing.find(asked("q")) is None


KEPT = st.tuples(st.just("keep"), st.integers(0, 60), st.integers(0, 14_000))
REMEMBERED = st.tuples(st.just("remember"), st.integers(0, 60), st.integers(0, 5_000))
PUBLISHED = st.tuples(st.just("publish"), st.just(0), st.just(0))


@given(st.lists(st.one_of(KEPT, KEPT, REMEMBERED, PUBLISHED), max_size=120))
def test_the_room_is_never_exceeded_and_what_is_found_is_what_was_kept(steps: list[tuple[str, int, int]]) -> None:
    store = Store()
    answers = Answers(ROOM, lambda: store.generation, plain)
    true: dict[int, bytes] = {}
    for what, number, size in steps:
        key = asked(f"q{number}")
        if what == "publish":
            store.generation += 1
            true.clear()
        elif what == "keep":
            body = true.setdefault(number, bytes([number]) * size)
            answers.keep(key, store.generation, [], body)
        else:
            answers.remember(key, b"/" + bytes([number]) + b"x" * size, b"")
        assert 0 <= answers.size <= ROOM
        for n, body in true.items():
            found = answers.find(asked(f"q{n}"))
            assert found is None or found.body == body


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("SELECT (NOW() AS ?x) {}", False), ("SELECT * { FILTER(RAND() > 0.5) }", False), ("SELECT * { FILTERRAND() }", False),
        ("SELECT (uuid ( ) AS ?x) {}", False), ("SELECT (STRUUID#\n#(\r() AS ?x) {}", False),
        ("SELECT (NOW#" + "#" * 20_000, True),
        ("SELECT * { ?a foaf:knows ?b }", True), ("SELECT ?now { ?now a ?brand }", True), ("ASK {}", True),
    ],
)  # fmt: skip
def test_what_gives_the_same_again(query: str, same: bool) -> None:
    assert repeatable(query) is same
