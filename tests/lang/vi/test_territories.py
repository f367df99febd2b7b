"""Places in invented sentences: which level, within what, one for all spellings; and the places and heads of bodies."""

from __future__ import annotations

import pytest

from bienban.lang.tokens import tokenize
from bienban.lang.vi.entities import resolve
from bienban.lang.vi.names import read_names
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.segments import sentences
from bienban.model.article import Article
from bienban.text import nfc


def entities(text: str) -> Entities:
    article = Article(text=nfc(text), source="-", stem="t")
    return resolve(read_names(Scan(article, tokenize(article.text), sentences(article))))


def places(text: str) -> dict[str, tuple[str | None, str | None]]:
    """Level and surrounding place by name."""
    found = entities(text)
    names = {p.key: p.name for p in found.places}
    return {p.name: (p.level, None if p.within is None else names[p.within]) for p in found.places}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huyện ủy Mẫu Lâm họp.", {"huyện Mẫu Lâm": ("district", None)}),
        ("Quận ủy Mẫu Lộc họp.", {"Quận Mẫu Lộc": ("district", None)}),
        ("Thị ủy Mẫu Sơn họp.", {"thị xã Mẫu Sơn": ("district", None)}),
        ("Tỉnh ủy Mẫu Khánh họp.", {"tỉnh Mẫu Khánh": ("province", None)}),
        ("Thành ủy Mẫu Hải họp.", {"Thành phố Mẫu Hải": (None, None)}),
        ("Huyện ủy Mẫu Lâm họp tại huyện Mẫu Lâm.", {"huyện Mẫu Lâm": ("district", None)}),
        ("Lãnh đạo tỉnh Trường Khánh đến thăm.", {"tỉnh Trường Khánh": ("province", None)}),
    ],
)
def test_a_level_word_or_a_committee_says_the_level(text: str, expected: dict[str, tuple[str | None, str | None]]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("Lễ diễn ra tại xã Mẫu Tân, huyện Mẫu Lâm, tỉnh Mẫu Khánh.", "xã Mẫu Tân", "huyện Mẫu Lâm"),
        ("Lễ diễn ra tại xã Mẫu Tân, huyện Mẫu Lâm, tỉnh Mẫu Khánh.", "huyện Mẫu Lâm", "tỉnh Mẫu Khánh"),
        ("Đảng ủy phường Mẫu An họp. Quận ủy Mẫu Lộc chỉ đạo.", "phường Mẫu An", "Quận Mẫu Lộc"),
        ("UBND huyện Mẫu Lâm họp. Tỉnh Sơn La hỗ trợ.", "huyện Mẫu Lâm", "tỉnh Sơn La"),
        ("Bà con ấp Mẫu Hòa, xã Mẫu Tân dự.", "ấp Mẫu Hòa", "xã Mẫu Tân"),
    ],
)
def test_a_place_lies_where_the_article_puts_it(text: str, inner: str, outer: str) -> None:
    found = {name.casefold(): None if within is None else within.casefold() for name, (_, within) in places(text).items()}
    assert found[inner.casefold()] == outer.casefold()


def test_of_two_districts_none_is_chosen() -> None:
    assert places("Xã Mẫu Tân họp. Huyện Mẫu Lâm và huyện Mẫu Sơn dự.")["xã Mẫu Tân"][1] is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Thành phố Mẫu Hải họp với quận Mẫu Lộc.", "province"),
        ("Sở Y tế thành phố Mẫu Hải họp.", "province"),
        ("Lễ diễn ra tại thành phố Mẫu Hải, tỉnh Sơn La.", "district"),
        ("Thành phố Mẫu Hải họp.", None),
    ],
)
def test_a_city_has_the_level_that_the_article_shows(text: str, level: str | None) -> None:
    assert places(text)["Thành phố Mẫu Hải"][0] == level


def test_one_province_has_one_place_with_and_without_its_level_word() -> None:
    assert len(places("Tỉnh ủy Sơn La họp tại Sơn La. Lãnh đạo tỉnh Sơn La dự.")) == 1


def test_a_body_completed_from_elsewhere_is_in_its_place() -> None:
    found = entities("Ông Lê Văn Mẫu, Bí thư Huyện ủy, Chủ tịch HĐND huyện Mẫu Lâm chủ trì.")
    by_name = {o.name: o for o in found.organizations}
    names = {p.key: p.name for p in found.places}
    committee = by_name["Huyện ủy Mẫu Lâm"]
    assert committee.place is not None
    assert names[committee.place] == "huyện Mẫu Lâm"


@pytest.mark.parametrize(
    ("text", "committee", "organization"),
    [
        ("Đảng ủy phường Mẫu An và Đảng bộ phường Mẫu An dự.", "Đảng ủy phường Mẫu An", "Đảng bộ phường Mẫu An"),
        ("Ban Chấp hành Đảng bộ xã Mẫu Tân họp.", "Ban Chấp hành Đảng bộ xã Mẫu Tân", "Đảng bộ xã Mẫu Tân"),
        ("Huyện ủy Mẫu Lâm báo cáo. Đảng bộ huyện Mẫu Lâm dự.", "Huyện ủy Mẫu Lâm", "Đảng bộ huyện Mẫu Lâm"),
    ],
)
def test_a_committee_knows_whose_it_is(text: str, committee: str, organization: str) -> None:
    by_name = {o.name: o for o in entities(text).organizations}
    assert by_name[committee].executive_of == by_name[organization].key


def test_a_committee_alone_is_nobodys() -> None:
    (found,) = entities("Đảng ủy phường Mẫu An họp.").organizations
    assert found.executive_of is None
