"""Sentences, captions, headline and byline, on invented texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.lang.tokens import tokenize
from bienban.lang.vi.bylines import byline
from bienban.lang.vi.segments import sentences
from bienban.model.article import Article
from bienban.text import nfc


def article(text: str) -> Article:
    return Article(text=nfc(text), source="-", stem="t")


def parts(text: str) -> list[str]:
    whole = article(text)
    return [s.span.of(whole.text) for s in sentences(whole)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông An về TP.HCM. Bà Bình ở lại.", ["Ông An về TP.HCM.", "Bà Bình ở lại."]),
        ("Đến TP. Vinh họp. Rồi về.", ["Đến TP. Vinh họp.", "Rồi về."]),
        ("PGS.TS. Lê Văn Mẫu dự. Xong.", ["PGS.TS. Lê Văn Mẫu dự.", "Xong."]),
        ("Thu 24.024.181 đồng. Chi 1,5 tỷ.", ["Thu 24.024.181 đồng.", "Chi 1,5 tỷ."]),
        ("Nhiệm kỳ khóa X. Đại hội bế mạc.", ["Nhiệm kỳ khóa X.", "Đại hội bế mạc."]),
        ("Ông N. Sơn nói.\nRồi nghỉ", ["Ông N. Sơn nói.", "Rồi nghỉ"]),
        ("“Phải làm ngay.” Ông nói thế.", ["“Phải làm ngay.”", "Ông nói thế."]),
        ("Lễ kết thúc./. Hết", ["Lễ kết thúc./.", "Hết"]),
        ("Đại biểu dự lễ. Ảnh: LÊ MẪU Ông An trao quà.", ["Đại biểu dự lễ.", "Ảnh: LÊ MẪU", "Ông An trao quà."]),
        ("Quang cảnh buổi lễ Phát biểu tại đây, ông An khen.", ["Quang cảnh buổi lễ", "Phát biểu tại đây, ông An khen."]),
        ("Việc đã xong.Ông về nhà.", ["Việc đã xong.", "Ông về nhà."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_headline_and_captions_are_marked() -> None:
    whole = article("Xã họp tổng kết năm\n\nÔng An dự họp. Ông Bình cũng dự.\nÔng An trao quà. Ảnh: T.L\n")
    flags = [(s.headline, s.caption, s.paragraph) for s in sentences(whole)]
    assert flags == [(True, False, 0), (False, False, 1), (False, False, 1), (False, True, 2), (False, True, 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tin\nÔng An dự họp ở xã.\n N.T", "N.T"),
        ("Tin\nÔng An dự họp ở xã. Lê Mẫu/VOV", "Lê Mẫu"),
        ("Tin\nÔng An dự họp ở xã.\nHÀ MẪU", "HÀ MẪU"),
        ("Tin\nÔng An dự họp ở xã.\nMẫu An - Mẫu Bình\n\n\nQuang cảnh buổi họp.", "Mẫu An - Mẫu Bình"),
        ("Tin\nÔng An dự họp ở xã.\nTheo TTXVN", None),
        ("Tin\nÔng An dự họp ở xã.", None),
        ("Một dòng", None),
    ],
)
def test_byline_stands_alone_at_the_end(text: str, expected: str | None) -> None:
    whole = article(text)
    found = byline(whole, sentences(whole))
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert found[0] == found[1].of(whole.text) == expected


@given(st.text(alphabet="aăÂĐ .\n!…”“Ảnh:()12TPQ./-", max_size=200))
def test_sentences_cover_the_text_and_are_trimmed(text: str) -> None:
    whole = article(text)
    found = sentences(whole)
    covered = [False] * len(whole.text)
    for sentence in found:
        words = sentence.span.of(whole.text)
        assert words == words.strip() != ""
        for i in range(sentence.span.start, sentence.span.end):
            assert not covered[i]
            covered[i] = True
    assert all(covered[i] or c.isspace() for i, c in enumerate(whole.text))
    assert [s.span.start for s in found] == sorted(s.span.start for s in found)


def test_words_run_together_are_two() -> None:
    text = "Trao quà cho ông Lê Văn MẫuTại buổi lễ, HoREA và VnMẫu dự"
    assert [t.text for t in tokenize(text)][5:10] == ["Văn", "Mẫu", "Tại", "buổi", "lễ"]
    assert all(text[t.start : t.end] == t.text for t in tokenize(text))
    assert "HoREA" in [t.text for t in tokenize(text)]
