"""Forms of text: what is equal for matching, what a slug is, and that nothing depends on how a letter is composed."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.text import digest_of, disc, fold_marks, match_key, move_tone, nfc, slug

VIETNAMESE = st.text(
    alphabet="aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ HÒAĐỦY-–“”.,5"
)
ANY = st.one_of(VIETNAMESE, st.text())


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("hoà", "hòa"), ("Hoá", "Hóa"), ("UỶ BAN", "ỦY BAN"), ("Uỷ ban", "Ủy ban"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"),
        ("quý", "quý"), ("Quỳnh", "Quỳnh"), ("hoàn", "hoàn"), ("toà án", "tòa án"), ("quỹ", "quỹ"), ("luỹ thuỹ", "lũy thũy"),
    ],
)  # fmt: skip
def test_tone_marks_move_to_the_older_place(newer: str, older: str) -> None:
    assert move_tone(newer) == older


@given(ANY)
def test_moving_tone_marks_twice_is_moving_them_once_and_keeps_length(text: str) -> None:
    once = move_tone(nfc(text))
    assert move_tone(once) == once
    assert len(once) == len(nfc(text))


@given(ANY)
def test_a_match_key_is_its_own_match_key_and_the_same_for_every_spelling(text: str) -> None:
    key = match_key(text)
    assert match_key(key) == key
    assert match_key(unicodedata.normalize("NFD", text)) == key
    assert match_key(f"  {text}\n") == key
    assert key == key.strip()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“Phường văn minh”", "phường  Văn minh", True),
        ("nhiệm kỳ 2020–2025", "Nhiệm kỳ 2020-2025", True),
        ("Uỷ ban Nhân dân.", "ủy ban nhân dân", True),
        ("Lý", "Lí", False),
        ("Mẫu", "Mậu", False),
    ],
)
def test_match_keys(one: str, other: str, same: bool) -> None:
    assert (match_key(one) == match_key(other)) is same


@given(ANY)
def test_folded_text_has_no_marks(text: str) -> None:
    folded = fold_marks(text)
    assert not any(unicodedata.combining(c) for c in folded)
    assert "đ" not in folded
    assert fold_marks(folded) == folded


@given(VIETNAMESE)
def test_folded_vietnamese_is_ascii_but_for_punctuation(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9 .,“”–-]*", fold_marks(text))


@given(ANY, st.integers(1, 80))
def test_a_slug_is_short_ascii_and_never_empty(text: str, limit: int) -> None:
    found = slug(text, limit)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found)
    assert len(found) <= limit
    assert slug(unicodedata.normalize("NFD", text), limit) == found


@pytest.mark.parametrize(
    ("text", "limit", "found"),
    [
        ("Quận ủy Quận 1", 60, "quan-uy-quan-1"),
        ("một hai ba", 7, "mot-hai"),
        ("một hai ba", 6, "mot"),
        ("Đường", 3, "duo"),
        ("…", 60, "x"),
    ],
)
def test_slugs(text: str, limit: int, found: str) -> None:
    assert slug(text, limit) == found


@given(st.lists(st.text(alphabet="ab "), min_size=1, max_size=4), st.lists(st.text(alphabet="ab "), min_size=1, max_size=4))
def test_a_discriminator_tells_keys_apart_part_by_part(one: list[str], other: list[str]) -> None:
    assert re.fullmatch(r"[a-z2-7]{12}", disc(*one))
    assert (disc(*one) == disc(*other)) is (one == other)


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_a_discriminator_is_the_beginning_of_a_digest_in_base_32(key: list[str]) -> None:
    digest = hashlib.sha256("\x1f".join(key).encode()).digest()
    assert disc(*key) == base64.b32encode(digest)[:12].decode().lower()


@given(st.text())
def test_folded_words_have_no_marks(text: str) -> None:
    folded = fold_marks(text)
    assert not any(map(unicodedata.combining, folded))
    assert folded == fold_marks(unicodedata.normalize("NFD", text))


def test_discriminators_never_change() -> None:
    assert disc("url", "https://bao.example/tin/5") == "kgz2vce4ygxb"
    assert digest_of("Họp") == "sha256:24134bd3eb6b49bdf3600f9cf3f3bfb166e2e5e2668b1d037c9075042887de40"
