"""How likely an occasion is an event that an article reports: the clues, their weights, and the way these are fitted."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bienban.lang.tables import Row
from bienban.lang.vi.gatherings import LEAST, Weighed
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.likelihoods import likelihood
from bienban.lang.vi.reader import VietnameseReader, gatherings, named
from bienban.model.article import Article
from bienban.text import nfc

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.fit_events import crossed, read, report
from benchmarks.fitting import FOLDS, fit

DATED = "Sáng 3/5/2031, UBND xã Mẫu Sơn tổ chức hội nghị tổng kết phong trào. Ông Lê Văn Mẫu dự hội nghị."
UNDATED = "Ông Lê Văn Mẫu cho biết xã sẽ tổ chức hội nghị chuyên đề về chăn nuôi."
TALKED_OF = "Ông Lê Văn Mẫu nói rằng lễ hội đền Mẫu Sơn thu hút nhiều du khách."


def article(text: str) -> Article:
    return Article(text=nfc(text), source="test", stem="test")


def weighed(text: str) -> tuple[Weighed, ...]:
    return gatherings(named(article(text))).weighed


def likeliest(text: str) -> float:
    return max(likelihood("occasion", w.clues) for w in weighed(text))


@pytest.mark.parametrize(("likelier", "than"), [(DATED, UNDATED), (DATED, TALKED_OF)])
def test_one_is_likelier_than_the_other(likelier: str, than: str) -> None:
    assert likeliest(likelier) > likeliest(than)


def test_the_likelihood_is_the_confidence() -> None:
    (event,) = (e for e in VietnameseReader().read(article(DATED)).facts.events if e.listed)
    assert event.evidence[0].confidence == min(0.99, round(likeliest(DATED), 2))


def test_what_is_not_likely_is_not_listed() -> None:
    text = f"{DATED} Ông nhắc đến những bài học của hội thảo quốc tế về chăn nuôi."
    likely = {w.occasion.kind: likelihood("occasion", w.clues) for w in weighed(text)}
    assert likely["symposium"] < LEAST < likely["conference"]
    assert [e.kind for e in VietnameseReader().read(article(text)).facts.events if e.listed] == ["conference"]


def test_what_speaks_for_and_against_is_named() -> None:
    (told,) = weighed(DATED)
    assert {"conference", "day day", "people 1", "role attendee", "bodies 1", "held", "main", "in lead", "date ahead"} <= set(
        told.clues
    )
    (said,) = weighed(UNDATED)
    assert {"day unknown", "ahead", "said", "date none", "mentions 1"} <= set(said.clues)


@pytest.mark.parametrize("row", table("occasion_clues"), ids=lambda row: row.where)
def test_every_weight_is_a_moderate_number(row: Row) -> None:
    assert abs(float(row.need("weight"))) < 4


def test_weights_are_fitted_and_judged_on_annotated_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    event = {
        "key": "e1",
        "kind": "conference",
        "name": "hội nghị tổng kết phong trào",
        "date": "2031-05-03",
        "people": [{"name": "Lê Văn Mẫu", "roles": ["attendee"]}],
        "organizers": [],
    }
    for name, text, events in (("one", DATED, [event]), ("two", UNDATED, [])):
        (tmp_path / f"{name}.txt").write_text(f"Xã Mẫu Sơn\n\n{text}\n", encoding="utf-8")
        (tmp_path / f"{name}.json").write_text(json.dumps({"id": name, "keep": True, "events": events}), encoding="utf-8")
    articles = tuple(read(tmp_path, tmp_path))
    assert [[e.right for e in a.examples] for a in articles] == [[True], [False]]
    weights = fit([e for a in articles for e in a.examples], penalty=1.0, rarest=1)
    assert weights["day day"] > 0 > weights["day unknown"]
    report(articles, [weights] * FOLDS)
    crossed(articles, [weights] * FOLDS)
    lines = capsys.readouterr().out.splitlines()
    assert "1 of 2 occasions are right" in lines
    assert lines[-4].split() == ["events", "1.000", "1.000", "1.000"]
