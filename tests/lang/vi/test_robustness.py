"""No text makes the reader fail or stall, whatever words of the lexicon meet in it and however an article is damaged."""

from __future__ import annotations

import cProfile
from collections.abc import Callable
from functools import lru_cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bienban.lang.registry import language
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.segments import LONGEST, sentences
from bienban.model.article import Article
from bienban.resources import resource
from bienban.text import nfc

TABLES = (
    "abbreviations", "award_titles", "award_types", "cues", "document_kinds", "event_heads", "event_words", "family_names",
    "honorifics", "indicators", "laws", "levels", "org_fields", "org_heads", "post_cues", "roles", "statement_verbs", "stops",
    "units",
)  # fmt: skip
SIGNS = [
    "",
    ",",
    " và",
    ".",
    ":",
    " (",
    ")",
    " 5",
    " 5/5/2020",
    " “",
    "”",
    " -",
    ";",
    "\n",
    " 1.000 tỷ đồng",
    " 12%",
    " X",
    " số 5-NQ/TW",
]
SAMPLES = [path.read_text(encoding="utf-8") for path in sorted(resource("data", "articles").iterdir()) if path.is_file()]


@lru_cache(maxsize=1)
def lexicon() -> list[str]:
    """The first cell of every row."""
    return sorted({cell for name in TABLES for row in table(name) if (cell := row.cells[0][1]) is not None})


def article(text: str) -> Article:
    return Article(text=nfc(text), source="-", stem="t")


def read(text: str) -> None:
    """Read a text, and see that each fact quotes it."""
    given_article = article(text)
    reading = language("vi").read(given_article)
    for mention in reading.mentions:
        assert 0 <= mention.span.start <= mention.span.end <= len(given_article.text)


def phrases() -> st.SearchStrategy[str]:
    """Words of the lexicon with signs between, in small letters or with capitals."""
    piece = st.tuples(st.sampled_from(lexicon()), st.sampled_from(SIGNS)).map("".join)
    return st.lists(piece, min_size=1, max_size=12).map(" ".join).flatmap(lambda t: st.sampled_from([t, t.title(), t.upper()]))


@settings(max_examples=150)
@given(phrases())
def test_words_of_the_lexicon_meet_in_any_order(text: str) -> None:
    read(text)


@settings(max_examples=25)
@given(phrases(), st.integers(2, 40))
def test_the_same_words_over_and_over(text: str, times: int) -> None:
    read((text + " ") * times)


@settings(max_examples=40)
@given(st.sampled_from(SAMPLES), st.randoms(use_true_random=False))
def test_damaged_articles(text: str, dice: object) -> None:
    damaged = list(text)
    for _ in range(20):
        at = dice.randrange(len(damaged))  # type: ignore[attr-defined]
        change = dice.choice(["drop", "cut", "double", "sign"])  # type: ignore[attr-defined]
        if change == "drop":
            del damaged[at]
        elif change == "cut" and len(damaged) > 400:
            del damaged[at : at + 40]
        elif change == "double":
            damaged[at:at] = damaged[at : at + 30]
        else:
            damaged[at] = dice.choice('()"“”.,;:-–/ \n0AĐ\u0301')  # type: ignore[attr-defined]
    read("".join(damaged))


@settings(max_examples=60)
@given(st.binary(max_size=400))
@example(b"B-")
def test_random_bytes(data: bytes) -> None:
    read(data.decode("utf-8", errors="replace"))
    read(data.decode("latin-1"))


@pytest.mark.parametrize(
    "unit", ["UBND ", "Bí thư ", "Ban Thường vụ Đảng ủy ", "(", "“", "hội đàm, ", "5% ", "đạt 5 tỷ đồng, ", "Luật ", "của ", "Ấ"]
)
def test_nests_and_lists_without_end(unit: str) -> None:
    read(unit * (12_000 // len(unit)))


def test_a_sentence_is_never_longer_than_people_write() -> None:
    text = "họp " * 5000
    found = sentences(article(text))
    assert max(len(s.span.of(text)) for s in found) <= LONGEST
    assert "".join(s.span.of(text) for s in found).replace(" ", "") == text.replace(" ", "")


def calls(work: Callable[[], object]) -> int:
    """How many calls of functions some work takes: what it costs, whatever else the machine does."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


def test_the_cost_grows_with_the_length_and_no_faster() -> None:
    reader, text = language("vi"), "\n".join(SAMPLES)
    reader.read(article(text))
    once, often = (calls(lambda t=t: reader.read(article(t))) for t in (text, text * 6))  # type: ignore[misc]
    assert often < 6 * 1.25 * once
