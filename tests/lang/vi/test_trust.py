"""Confidence is the author's estimate, corrected by how often the rule was right."""

from __future__ import annotations

import pytest

from bienban.errors import LexiconProblem
from bienban.lang.tables import Row
from bienban.lang.vi import trust
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.trust import ESTIMATE, HIGHEST, confidence, trusted
from bienban.model.span import Span


def rows(*cells: tuple[str, str, str]) -> tuple[Row, ...]:
    return tuple(Row(tuple(zip(("rule", "right", "of"), c, strict=True)), f"trust.tsv:{n}") for n, c in enumerate(cells))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    found = rows(("often.right", "99", "100"), ("often.wrong", "20", "100"), ("seldom.seen", "0", "1"))
    monkeypatch.setattr(trust, "table", lambda _: found)
    trust._counts.cache_clear()
    trust.confidence.cache_clear()


@pytest.fixture(autouse=True)
def forget() -> object:
    yield
    trust._counts.cache_clear()
    trust.confidence.cache_clear()
    return None


@pytest.mark.usefixtures("counted")
def test_counts_outweigh_the_estimate_as_they_grow() -> None:
    assert confidence("never.seen", 0.8) == 0.8
    assert confidence("often.right", 0.5) == pytest.approx(0.96, abs=0.005)
    assert confidence("often.wrong", 0.9) == pytest.approx(0.24, abs=0.005)
    assert confidence("seldom.seen", 0.9) == round(0.9 * ESTIMATE / (ESTIMATE + 1), 2)
    assert trusted((Span(0, 2),), "often.wrong", 0.9).confidence == confidence("often.wrong", 0.9)


def test_nothing_is_certain() -> None:
    assert confidence("never.seen", 1.0) == HIGHEST


@pytest.mark.parametrize("wrong", [(("a.b", "3", "2"),), (("a.b", "1", "2"), ("a.b", "1", "2"))])
def test_counts_that_cannot_be_are_refused(wrong: tuple[tuple[str, str, str], ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trust, "table", lambda _: rows(*wrong))
    trust._counts.cache_clear()
    with pytest.raises(LexiconProblem):
        confidence("a.b", 0.9)


def test_the_table_is_in_the_form_that_evaluation_writes() -> None:
    for row in table("trust"):
        assert "." in row.need("rule")
        assert 0 <= int(row.need("right")) <= int(row.need("of"))
