"""Every encoding is read right or refused in words; what was misread before is named, and turned back on demand."""

from __future__ import annotations

import json
import shutil
import subprocess
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.lang.vi.orthography import is_syllable, recognises, spelling
from bienban.model.article import Article
from bienban.sources.base import Item, Metadata, ReadSettings, Remark, SetAside
from bienban.sources.encodings import decoded, known, readings
from bienban.sources.mojibake import diagnose
from sources.encoded import BOMS, LEGACY, LETTERS, encode, misread
from sources.pages import META, PARAGRAPHS, TITLE, page

Read = Callable[..., tuple[Item, ...]]
TEXT = "\n".join([TITLE, *PARAGRAPHS]) + "\n"
FRENCH = "Le comité s'est réuni lundi pour parler de la route. Personne ne s'y est opposé ; les travaux vont bientôt commencer.\n"
SENTENCES = [
    *PARAGRAPHS,
    "Ủy ban nhân dân huyện Thạch Khê khen thưởng 12 tập thể, 35 cá nhân vì thành tích trồng rừng.",
    "Bí thư Huyện ủy Nguyễn Thị Ánh Tuyết đề nghị các xã khẩn trương giải quyết kiến nghị của cử tri.",
    "“Đường về thôn đã thông, bà con rất phấn khởi”, ông Lưu Quý Mỹ, Trưởng thôn Ổ Gà, nói.",
    "Thu ngân sách ước đạt 7,5 tỷ đồng, bằng 103% dự toán, tăng 9% so với cùng kỳ.",
]


def one(items: tuple[Item, ...]) -> tuple[Article, list[str]]:
    """The article and the remarks."""
    (article,) = (i for i in items if isinstance(i, Article))
    assert not any(isinstance(i, SetAside) for i in items)
    return article, [i.what for i in items if isinstance(i, Remark)]


@pytest.mark.parametrize("encoding", ["utf-8", *BOMS])
def test_unicode_that_says_what_it_is(read: Read, encoding: str) -> None:
    for form in ("NFC", "NFD", "NFKD"):
        article, remarks = one(read(encode(unicodedata.normalize(form, TEXT), encoding)))
        assert (article.text, remarks) == (TEXT, [])


@pytest.mark.parametrize("encoding", [*LEGACY, "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["tin.txt", "tin.md", "tin.html", "tin.json", "tin.jsonl", None])
def test_encodings_that_say_nothing_are_told_by_the_text(read: Read, encoding: str, name: str | None) -> None:
    record = json.dumps({"title": TITLE, "text": "\n".join(PARAGRAPHS) + "\n"}, ensure_ascii=False)
    files = {"tin.html": page(head=META, charset="iso-8859-1"), "tin.json": record, "tin.jsonl": f"{record}\n"}
    if name == "tin.jsonl" and encoding.startswith("utf-16"):
        pytest.skip("lines of UTF-16 need a mark or the flag")
    article, remarks = one(read(encode(files.get(name or "", TEXT), encoding), name))
    assert article.text == TEXT
    assert len(remarks) == 1
    assert f"read as {encoding}" in remarks[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "viscii"])
def test_lines_of_any_width(read: Read, encoding: str) -> None:
    lines = "".join(json.dumps({"id": f"t{i}", "text": TEXT}, ensure_ascii=False) + "\n" for i in range(400))
    items = read(encode(lines, encoding), "tin.jsonl", ReadSettings(encoding=None if encoding in BOMS else encoding))
    assert [i.text for i in items if isinstance(i, Article)] == [TEXT] * 400
    assert len(items) == 400


def test_lines_that_end_in_half_a_character(read: Read) -> None:
    items = read(encode('{"text": "Tin."}\n', "utf-16") + b"{", "tin.jsonl")
    assert isinstance(items[-1], SetAside)
    assert "utf-16" in items[-1].what


@pytest.mark.parametrize("encoding", LEGACY)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_in_every_encoding(encoding: str, sentence: str) -> None:
    sentence = sentence if encoding != "tcvn3" else sentence.replace("“", '"').replace("”", '"')
    if encoding == "viscii":
        sentence = sentence.replace("“", '"').replace("”", '"')
    data = encode(sentence, encoding)
    assert [(r.encoding, r.text) for r in readings(data)] == [(encoding, sentence)]


@given(st.sampled_from(LEGACY), st.text(st.sampled_from(LETTERS + "bcdghklmnpqrstvx 0123456789.,\n"), max_size=60))
def test_encodings_go_round(encoding: str, text: str) -> None:
    assert unicodedata.normalize("NFC", decoded(encode(text, encoding), encoding)) == text


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), st.sampled_from(LEGACY))
def test_no_other_encoding_is_ever_chosen(sentences: list[str], encoding: str) -> None:
    text = "\n".join(sentences).replace("“", '"').replace("”", '"')
    assert [r.text for r in readings(encode(text, encoding))] == [text]


@pytest.mark.skipif(shutil.which("iconv") is None, reason="no iconv")
@pytest.mark.parametrize(("encoding", "theirs"), [("viscii", "VISCII"), ("tcvn3", "TCVN5712-1")])
def test_the_tables_are_those_of_iconv(encoding: str, theirs: str) -> None:
    data = b" ".join(bytes([code]) for code in range(256))
    done = subprocess.run(["iconv", "-f", theirs, "-t", "UTF-8"], input=data, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"this iconv does not know {theirs}")
    assert unicodedata.normalize("NFC", done.stdout.decode()) == unicodedata.normalize("NFC", decoded(data, encoding))


@pytest.mark.parametrize(
    ("data", "encoding", "what"),
    [
        (b"h\xd4i", None, "not UTF-8: byte 0xD4"),
        ("Überflüssige Größen können stören, schließlich hörten".encode("latin-1"), None, "not UTF-8: byte 0xDC"),
        (TEXT.encode()[:-2] + b"\xff\xfe\xd0" + TEXT.encode(), None, "not UTF-8: byte 0xFF"),
        (TEXT.encode("utf-16-le"), "ascii", "not ASCII"),
        (b"H\xdep t\xe6 vi\xd6c", None, "not UTF-8"),
    ],
)
def test_what_cannot_be_told_is_refused(reason: Callable[..., SetAside], data: bytes, encoding: str | None, what: str) -> None:
    found = reason(data, "tin.txt", ReadSettings(encoding=encoding))
    assert what in found.what
    assert found.where is not None
    assert found.where.startswith("byte ")
    assert "--encoding" in (found.todo or "")


@pytest.mark.parametrize("encoding", LEGACY)
def test_the_encoding_may_be_said(read: Read, encoding: str) -> None:
    article, remarks = one(read(encode("Họp xã", encoding), "tin.txt", ReadSettings(encoding=encoding)))
    assert (article.text, remarks) == ("Họp xã", [])


@pytest.mark.parametrize(
    ("name", "expected"), [("VISCII", True), ("cp1258", True), ("latin-1", True), ("rot13", False), ("vni", False)]
)
def test_names_of_encodings(name: str, expected: bool) -> None:
    assert known(name) is expected


MISREAD = [
    ("utf-8", "windows-1252", 1, "UTF-8 read as Windows-1252"),
    ("utf-8", "windows-1258", 1, "UTF-8 read as Windows-1258"),
    ("utf-8", "latin-1", 1, "UTF-8 read as Windows-1252"),
    ("utf-8", "windows-1252", 2, "UTF-8 read as Windows-1252, twice"),
    ("utf-8", "windows-1258", 2, "UTF-8 read as Windows-1258, twice"),
    ("utf-8", "windows-1252", 3, "UTF-8 read as Windows-1252, 3 times"),
    ("tcvn3", "windows-1252", 1, "TCVN3 (ABC fonts) read as Windows-1252"),
    ("viscii", "windows-1252", 1, "VISCII read as Windows-1252"),
    ("windows-1258", "windows-1252", 1, "Windows-1258 read as Windows-1252"),
]


@pytest.mark.parametrize(("right", "wrong", "times", "name"), MISREAD)
@pytest.mark.parametrize("form", ["tin.txt", "tin.md", "tin.html", "tin.json"])
def test_mojibake_is_named_and_turned_back_on_demand(
    read: Read, reason: Callable[..., SetAside], right: str, wrong: str, times: int, name: str, form: str
) -> None:
    record = json.dumps(
        {"title": misread(TITLE, right, wrong, times), "text": misread(TEXT, right, wrong, times), "author": "L.H"}
    )
    files = {"tin.html": misread(page(head=META), right, wrong, times), "tin.json": record}
    data = files.get(form, misread(TEXT, right, wrong, times))
    found = reason(data, form)
    assert found.what.startswith(f"mojibake: {name}, such as ")
    assert "--repair" in (found.todo or "")
    article, remarks = one(read(data, form, ReadSettings(repair=True)))
    assert article.text == TEXT
    assert article.title == TITLE
    assert remarks == [f"repaired: {name}"]


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4),
    st.sampled_from(["windows-1252", "windows-1258"]),
    st.integers(1, 3),
)
def test_mojibake_goes_round(sentences: list[str], wrong: str, times: int) -> None:
    text = "\n".join(sentences)
    found = diagnose(unicodedata.normalize("NFC", misread(text, "utf-8", wrong, times)))
    assert found is not None
    assert found.undo(misread(text, "utf-8", wrong, times)) == text
    assert diagnose(text) is None


def test_a_no_break_space_that_became_a_space(read: Read) -> None:
    data = misread(TEXT, "utf-8", "windows-1252").replace("\u00a0", " ")
    assert one(read(data, "tin.txt", ReadSettings(repair=True)))[0].text == TEXT


def test_mojibake_in_part_is_named(read: Read, reason: Callable[..., SetAside]) -> None:
    half = misread(PARAGRAPHS[1], "utf-8", "windows-1252")
    found = reason(f"{PARAGRAPHS[0]}\n{half}\n{half}\n", "tin.txt", ReadSettings(repair=True))
    assert "UTF-8 read as Windows-1252 at" in found.what
    assert "source again" in (found.todo or "")
    article, remarks = one(
        read("\n".join([TITLE, *PARAGRAPHS * 6, misread("Ông Bắc, bà Hòa, bà Thúy.", "utf-8", "windows-1252")]), "tin.txt")
    )
    assert "Báº¯c" in article.text
    assert len(remarks) == 1
    assert remarks[0].startswith("in part mojibake: UTF-8 read as Windows-1252 at ")


def test_lost_characters_are_named(reason: Callable[..., SetAside]) -> None:
    found = reason(TEXT.encode().decode("ascii", "replace"))
    assert "characters were lost" in found.what


@pytest.mark.parametrize(
    "text", [*SENTENCES, TEXT, "XÃ\u00a0HỘI HÓA, XÃ\u00a0ĐÔNG MAI, ĐÃ\u00a0HỌP.", "Café Zürich, São Paulo, Čapek và Đỗ Mỹ Ân."]
)
def test_what_is_right_is_left_alone(read: Read, text: str) -> None:
    article, remarks = one(read(text))
    assert (article.text, remarks) == (text, [])


def test_another_language_is_set_aside(read: Read, reason: Callable[..., SetAside]) -> None:
    bare = "Sang nay, Dang uy xa Dong Mai to chuc phien hop thuong ky thang tu de ban viec lam duong vao thon Bai Dai.\n"
    for text in (FRENCH, bare, "今天上午，" * 3 + " và các" * 2 + " la fin du mois" * 9):
        assert "not in the language 'vi'" in reason(text).what
    said = ReadSettings(metadata=Metadata(language="vi"))
    assert one(read(FRENCH, "tin.txt", said))[0].text == FRENCH


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("nghiêng", True), ("Khuỷu", True), ("QUYẾT", True), ("giếng", True), ("quỳnh", True), ("ỷ", True), ("thuở", True),
        ("xoong", True), ("đắk", False), ("áà", False), ("ngờà", False), ("Ð¸ng", False), ("bêt", True), ("bèu", False),
    ],
)  # fmt: skip
def test_syllables(word: str, expected: bool) -> None:
    assert is_syllable(word) is expected


def test_spelling_counts_words() -> None:
    how = spelling("Xã Đông Mai họp, ngày 5/4: “café” €")
    assert (how.words, how.marked, how.sound) == (7, 6, 4)
    assert recognises("Tin.") is None


def test_mojibake_between_sound_ends_is_found(reason: Callable[..., SetAside]) -> None:
    middle = misread("\n".join(PARAGRAPHS), "utf-8", "windows-1252")
    found = reason("\n".join([*PARAGRAPHS * 3, *[middle] * 6, *PARAGRAPHS * 3]))
    assert "UTF-8 read as Windows-1252 at" in found.what
