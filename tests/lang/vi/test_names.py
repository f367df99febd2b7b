"""Persons, bodies and posts in invented sentences, and what holds for any text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.lang.tokens import tokenize
from bienban.lang.vi.entities import resolve
from bienban.lang.vi.names import read_names
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.segments import sentences
from bienban.model.article import Article
from bienban.model.mention import OrgName, PersonName, PostTitle, Pronoun
from bienban.text import nfc

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases_names.toml").read_text(encoding="utf-8"))["case"]


def scan_of(text: str) -> Scan:
    article = Article(text=nfc(text), source="-", stem="t")
    return read_names(Scan(article, tokenize(article.text), sentences(article)))


def entities(text: str) -> Entities:
    return resolve(scan_of(text))


def posts(found: Entities) -> list[str]:
    persons = {p.key: p.name for p in found.persons}
    bodies = {o.key: o.name for o in found.organizations}
    return sorted(
        f"{persons[p.person]} | {p.role} | {'' if p.organization is None else bodies[p.organization]} | {p.status}"
        for p in found.posts
    )


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_names_of_a_sentence(case: dict[str, Any]) -> None:
    found = entities(case["text"])
    assert {"persons", "posts", "orgs"} & case.keys(), "a case must expect something"
    if "persons" in case:
        assert [p.name for p in found.persons] == case["persons"]
    if "posts" in case:
        assert posts(found) == sorted(case["posts"])
    if "orgs" in case:
        assert [o.name for o in found.organizations if o.listed] == case["orgs"]


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Ông Lê Văn Mẫu họp. Bà Trần Thị Thử dự. Ông Mẫu nói.", "Ông Mẫu", "Lê Văn Mẫu"),
        ("Ông Lê Văn Mẫu họp. Bà Trần Thị Thử dự. Bà cho biết.", "Bà", "Trần Thị Thử"),
        ("Bà Trần Thị Thử dự. Đồng chí đề nghị làm sớm.", "Đồng chí", "Trần Thị Thử"),
    ],
)
def test_short_forms_mean_the_person_named_before(text: str, short: str, full: str) -> None:
    scan = scan_of(text)
    found = resolve(scan)
    names = {p.key: p.name for p in found.persons}
    meant = [names[found.keys[m]] for m in scan.mentions if isinstance(m.value, Pronoun) and m.span.of(scan.text) == short]
    assert meant[-1] == full


def test_a_title_alone_means_its_holder() -> None:
    scan = scan_of("Bí thư Quận ủy Quận 31 Lê Văn Mẫu dự họp. Bí thư Quận ủy yêu cầu làm sớm.")
    found = resolve(scan)
    alone = [m for m in scan.mentions if isinstance(m.value, PostTitle)][-1]
    assert found.keys[alone] == found.persons[0].key
    assert found.posts_of[alone] == (found.posts[0].key,)


def test_a_short_form_that_fits_nobody_stays_open() -> None:
    scan = scan_of("Ông Mẫu nói.")
    found = resolve(scan)
    assert found.persons == ()
    assert not any(isinstance(m.value, Pronoun) for m in found.keys)


def test_the_author_is_no_person() -> None:
    found = entities("Tin xã\nÔng Lê Văn Mẫu dự họp ở xã hôm qua và hôm nay.\nTrần Văn Thử")
    assert [p.name for p in found.persons] == ["Lê Văn Mẫu"]


def test_bodies_know_what_they_are_part_of() -> None:
    found = entities("Ban Thường vụ Tỉnh ủy Sơn La họp.")
    by_name = {o.name: o for o in found.organizations}
    committee = by_name["Tỉnh ủy Sơn La"]
    assert by_name["Ban Thường vụ Tỉnh ủy Sơn La"].part_of == committee.key
    assert not committee.listed
    assert committee.place is not None


def test_tone_placement_makes_no_second_body() -> None:
    found = entities("Uỷ ban nhân dân tỉnh Hoà Bình họp. Ủy ban nhân dân tỉnh Hòa Bình báo cáo.")
    assert len(found.organizations) == 1


VOCABULARY = """
Ông bà đồng chí Nguyễn Văn Mẫu Trần Thị Thử Bí thư Chủ tịch Phó UBND tỉnh TP.HCM xã Tứ , . - ( ) : ; và kiêm nguyên Sở Y tế Ban
Thường vụ Tỉnh ủy được bầu giữ chức 12 khóa XII các Thủ tướng Trưởng Công ty CP HĐQT “ ” Hội này H'Bia Y Đảng TW T . Ư
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_words_give_sound_mentions_and_entities(text: str) -> None:
    scan = scan_of(text)
    found = resolve(scan)
    for mention in scan.mentions:
        surface = mention.span.of(scan.text)
        assert surface == surface.strip() != ""
        if isinstance(mention.value, PersonName):
            # a highland name in one word has the mark of sex as its first syllable: H'Bia
            assert len(re.split(r"[\s'’]", mention.value.name)) >= 2
        if isinstance(mention.value, OrgName):
            assert mention.value.name.strip() == mention.value.name != ""
    keys = {p.key for p in found.persons} | {p.key for p in found.places} | {o.key for o in found.organizations}
    assert set(found.keys.values()) <= keys
    post_keys = [p.key for p in found.posts]
    assert len(post_keys) == len(set(post_keys))
    for post in found.posts:
        assert post.person in keys
        assert post.organization is None or post.organization in keys
        assert post.evidence
    for attested in found.posts_of.values():
        assert set(attested) <= set(post_keys)
