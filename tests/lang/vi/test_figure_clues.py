"""How likely a number is a figure: the clues, their weights, and the way these are fitted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bienban.lang.tables import Row
from bienban.lang.vi.entities import resolve
from bienban.lang.vi.figure_clues import likelihood
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.likelihoods import summed
from bienban.lang.vi.observations import Candidate, candidates, conclude
from bienban.lang.vi.reader import mentions
from bienban.model.article import Article
from bienban.text import nfc

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.fit_figures import Example
from benchmarks.fitting import fit


def only(text: str) -> Candidate:
    (found,) = candidates(mentions(Article(text=nfc(text), source="test", stem="test")))
    return found


@pytest.mark.parametrize(
    ("likelier", "than"),
    [
        ("Năm 2031, xã Yên Hòa thu ngân sách đạt 18,2 tỷ đồng.", "Xã Yên Hòa thu ngân sách đạt 18,2 tỷ đồng."),
        ("Đến nay, xã Yên Hòa đã trồng được 1.250 ha rừng.", "Xã Yên Hòa đề xuất trồng 1.250 ha rừng."),
        ("Năm 2031, huyện đã hỗ trợ 1.820 hộ nghèo vay vốn.", "Huyện đã hỗ trợ 2 hộ nghèo vay vốn."),
        ("Sở đã tiếp nhận 1.200 hồ sơ của dân.", "Sở đã tiếp nhận 2 hồ sơ của dân."),
    ],
)
def test_one_is_likelier_than_the_other(likelier: str, than: str) -> None:
    assert only(likelier).likelihood > only(than).likelihood


def test_the_likelihood_is_the_confidence() -> None:
    text = "Năm 2031, xã Yên Hòa thu ngân sách đạt 18,2 tỷ đồng."
    scan = mentions(Article(text=nfc(text), source="test", stem="test"))
    (found,) = conclude(scan, resolve(scan))
    assert found.evidence[0].confidence == round(only(text).likelihood, 2)


def test_what_speaks_for_and_against_is_named() -> None:
    told = only("Hội đề nghị có thêm 188 hội viên.").clues
    assert {"counts person", "size count hundreds", "doubt proposed", "near proposed", "no period"} <= set(told)


@pytest.mark.parametrize("row", table("figure_clues"), ids=lambda row: row.where)
def test_every_weight_is_a_moderate_number(row: Row) -> None:
    assert abs(float(row.need("weight"))) < 4


def test_clues_without_a_weight_say_nothing() -> None:
    assert likelihood(["precise", "a clue of tomorrow"]) == likelihood(["precise"])


def test_weights_are_fitted_from_examples() -> None:
    examples = [Example((clue, "always"), right, (n,)) for n in range(30) for clue, right in (("for", True), ("against", False))]
    examples += [Example(("for", "rare"), True, (0,)), Example(("for", "always"), False, (1,))]
    weights = fit(examples, penalty=1.0, rarest=2)
    assert weights["for"] > 0 > weights["against"]
    assert "rare" not in weights
    assert summed(weights, examples[0].clues) > 0.8
    assert summed(weights, examples[1].clues) < 0.2
    assert fit(examples, penalty=1.0, rarest=2) == weights
