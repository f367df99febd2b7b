"""Seconds of work and turns: pure, on a clock of our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.web.pool.budget import Budget, Turns, client_of


def test_a_client_waits_until_its_debt_is_worked_off() -> None:
    budget = Budget(60)
    assert budget.wait("a", 0) == 0
    budget.charge("a", 90, 10)
    assert budget.wait("a", 10) == pytest.approx(30, abs=0.01)
    assert budget.wait("a", 39) > 0
    assert budget.wait("a", 40.1) == 0
    assert budget.wait("b", 10) == 0


@given(st.lists(st.tuples(st.floats(0.01, 20), st.floats(0, 30)), max_size=40))
def test_in_the_long_run_nobody_gets_more_than_a_minute_a_minute(requests: list[tuple[float, float]]) -> None:
    budget, now, worked, largest = Budget(60), 0.0, 0.0, 0.0
    for seconds, pause in requests:
        now += pause
        if budget.wait("a", now) == 0:
            budget.charge("a", seconds, now)
            worked += seconds
            largest = max(largest, seconds)
    assert worked <= 60 + now + largest + 0.01


def test_the_account_of_a_client_who_waited_as_told_is_open() -> None:
    budget = Budget(6)
    budget.charge("a", 100, 0)
    assert budget.wait("a", budget.wait("a", 0)) == 0


def test_clients_take_turns() -> None:
    turns = Turns[str](running=1)
    for item in ("a1", "a2", "a3"):
        turns.add("a", item)
    turns.add("b", "b1")
    assert [turns.next(), turns.next(), turns.next()] == ["a1", "b1", None]
    turns.done("a")
    assert turns.next() == "a2"
    turns.drop("a", "a3")
    turns.done("a")
    assert turns.next() is None
    assert len(turns) == 0


def test_who_enters_at_once_counts_as_running() -> None:
    turns = Turns[str](running=1)
    assert turns.enter("a")
    assert not turns.enter("a")
    assert turns.enter("b")
    turns.add("a", "a1")
    assert turns.next() is None
    turns.done("a")
    assert turns.next() == "a1"


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"), ("unknown", "unknown"),
    ],
)  # fmt: skip
def test_who_a_client_is(address: str, client: str) -> None:
    assert client_of(address) == client
