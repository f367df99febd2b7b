"""One contract for every language pack: those that come with Bienban, and those that are installed beside it.

A pack is offline and deterministic, fails on no text, and gives facts that hold together: keys said once and all known, evidence
inside the text, codes that the schemes have.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.graph.build import build_graph
from bienban.graph.schemes import codes as of_scheme
from bienban.lang.base import Reading
from bienban.lang.registry import codes, detect, language, recognises
from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.model.facts import AWARD_TYPES, Facts, StatementKind
from bienban.resources import resource
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths
from bienban.text import nfc

HERE = Path(__file__).parents[1] / "lang"
FOLDERS = {"vi": resource("data", "articles"), "en": HERE / "en" / "articles"}
"""Where the samples of each pack are; a pack without any fails the contract."""

LANGUAGES = codes()
REFERENCES = (
    "person", "organization", "event", "participant", "speaker", "issuer", "term", "place", "occasion", "group", "conferrer",
    "within", "part_of", "executive_of", "area", "document",
)  # fmt: skip
SCHEMES = (("organizations", "kind", "org-class"), ("events", "type", "event-kind"), ("groups", "kind", "group-kind"))


@lru_cache(maxsize=8)
def samples(code: str) -> tuple[Article, ...]:
    """The samples of a language, read as a user would."""
    found = [item for item in read_paths((str(FOLDERS[code]),), ReadSettings()) if isinstance(item, Article)]
    assert found, f"no samples for {code}"
    return tuple(found)


EACH = [pytest.param(code, index, id=f"{code}-{a.stem}") for code in LANGUAGES for index, a in enumerate(samples(code))]


def article(text: str, code: str) -> Article:
    return Article(text=nfc(text), source="-", stem="t", language=code, published=PartialDate(2023, 6, 20))


def facts_of(facts: Facts) -> Iterator[tuple[str, object]]:
    for kind in fields(Facts):
        if kind.name not in ("byline", "byline_span"):
            for fact in getattr(facts, kind.name):
                yield kind.name, fact


def hold(reading: Reading) -> None:
    """What is true of every reading."""
    facts, text = reading.facts, reading.article.text
    found = list(facts_of(facts))
    keys = Counter(getattr(fact, "key", None) for _, fact in found)
    assert not [key for key, times in keys.items() if times > 1]
    for _, fact in found:
        for proof in getattr(fact, "evidence", ()):
            assert proof.spans, fact
            assert 0 < proof.confidence <= 1
            assert proof.rule.partition(".")[2], "a rule is family.name"
            assert all(0 <= s.start < s.end <= len(text) for s in proof.spans)
        named = [getattr(fact, name, None) for name in REFERENCES]
        assert {key for key in named if key is not None} <= keys.keys(), fact
        for several in ("capacities", "recipients"):
            assert set(getattr(fact, several, ())) <= keys.keys(), fact
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in reading.mentions)
    assert all(0 <= s.span.start < s.span.end <= len(text) for s in reading.sentences)
    assert [s.span.start for s in reading.sentences] == sorted(s.span.start for s in reading.sentences)
    for kind, name, scheme in SCHEMES:
        assert {getattr(f, name) for f in getattr(facts, kind)} - {None} <= of_scheme(scheme)
    assert {s.kind for s in facts.statements} <= set(get_args(StatementKind))
    assert {a.type for a in facts.awards} <= set(AWARD_TYPES)


def read(text: str, code: str) -> Reading:
    given_article = article(text, code)
    reading = language(code).read(given_article)
    hold(reading)
    return reading


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_pack_goes_by_its_code(code: str) -> None:
    assert language(code).code == code
    assert code in FOLDERS, "give the new pack samples here"


@pytest.mark.parametrize(("code", "index"), EACH)
def test_a_sample_is_read_the_same_every_time(code: str, index: int) -> None:
    sample = samples(code)[index]
    reading = language(code).read(sample)
    hold(reading)
    assert reading.article is sample
    assert reading.facts.count() > 10, "a sample says something"
    assert language(code).read(sample) == reading


@pytest.mark.parametrize(("code", "index"), EACH)
def test_a_sample_becomes_a_graph(code: str, index: int) -> None:
    reading = language(code).read(samples(code)[index])
    graph = build_graph(reading.article, reading.facts, sentences=reading.sentences, extractor=f"bienban-{code}")
    assert len(graph.triples) > reading.facts.count()


@pytest.mark.parametrize(("code", "index"), EACH)
def test_a_pack_recognises_its_own_and_nothing_else(code: str, index: int) -> None:
    sample = samples(code)[index]
    assert sample.language == code
    assert {other for other in LANGUAGES if recognises(other, sample.text)} == {code}
    assert detect(sample.text) == code


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", ".", "\u0301", "“", "A-", "No.", "12", "\u200b", "A" * 5000, "(" * 500, "Mr. " * 300]
)
def test_texts_of_next_to_nothing(code: str, text: str) -> None:
    read(text, code)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("other", LANGUAGES)
def test_texts_of_another_language(code: str, other: str) -> None:
    for sample in samples(other)[:4]:
        read(sample.text, code)


@pytest.mark.parametrize("code", LANGUAGES)
@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text(code: str, text: str) -> None:
    read(text, code)


@pytest.mark.parametrize("code", LANGUAGES)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_words_of_the_samples_in_any_order(code: str, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    words = " ".join(sample.text for sample in samples(code)).split()
    start = dice.randrange(len(words))
    some = words[start : start + dice.randrange(80)]
    dice.shuffle(some)
    read(" ".join(some), code)


@pytest.mark.parametrize("code", LANGUAGES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_damaged_samples(code: str, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(samples(code))).text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 600)))
    at = data.draw(st.integers(start, end))
    read(text[start:at] + data.draw(st.sampled_from(["", "\n", ".", '"', "(", " , ", "\u0323"])) + text[at + 1 : end], code)
