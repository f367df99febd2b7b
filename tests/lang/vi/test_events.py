"""Occasions in a text: every row of the tables begins, types or ends a designation; where a designation ends."""

from __future__ import annotations

import pytest

from bienban.lang.tables import Row
from bienban.lang.tokens import tokenize
from bienban.lang.vi.dates import read_dates
from bienban.lang.vi.document_names import read_documents
from bienban.lang.vi.events import event_type, read_event_names
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.marks import LONGEST_CUE, Marks, read_marks
from bienban.lang.vi.names import read_names
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.segments import sentences
from bienban.model.article import Article
from bienban.model.facts import EventKind
from bienban.model.mention import EventName, Mention
from bienban.text import match_key, nfc

# What a verb that is an act needs behind it.
BEHIND = {
    "noun": "chuyên đề",
    "named": "chuyên đề",
    "fate": "",
    "part": "",
    "object": "xã Mẫu Sơn",
    "verb": "xã Mẫu Sơn",
    "reach": "ngài Đại sứ",
    "formal": "Đại sứ",
    "not": "xã Mẫu Sơn",
}
RULES = {
    "noun": "event.name",
    "named": "event.name",
    "fate": "event.fate",
    "object": "event.act",
    "part": "event.part",
    "verb": "event.act",
    "reach": "event.act",
    "formal": "event.act",
}


def read(text: str) -> tuple[Scan, Marks, tuple[Mention, ...]]:
    article = Article(text=nfc(text), source="-", stem="t")
    scan = read_names(Scan(article, tokenize(article.text), sentences(article)))
    scan = scan.add(read_dates(scan))
    scan = scan.add(read_documents(scan))
    marks = read_marks(scan.tokens)
    return scan, marks, read_event_names(scan, marks)


def names(text: str) -> list[str]:
    return [m.value.name for m in read(text)[2] if isinstance(m.value, EventName)]


def test_no_cue_is_longer_than_the_window_that_is_searched_for_cues() -> None:
    assert max(len(tokenize(row.need("words"))) for row in table("cues")) <= LONGEST_CUE


@pytest.mark.parametrize("row", table("event_heads"), ids=lambda r: r.need("head"))
def test_every_head_begins_what_its_form_says(row: Row) -> None:
    head, form = row.need("head"), row.need("form")
    found = read(f"{'Chủ tịch UBND xã' if form == 'fate' else 'Ông'} Lê Văn Mẫu {head} {BEHIND[form]}.")[2]
    here = [m for m in found if isinstance(m.value, EventName) and match_key(m.value.head) == match_key(head)]
    if form == "not":
        assert not any(m.span.start == len("Ông Lê Văn Mẫu ") for m in found)
        return
    assert [(m.value.kind, m.rule) for m in here if isinstance(m.value, EventName)] == [(row.need("kind"), RULES[form])]


@pytest.mark.parametrize(
    ("kind", "words", "code"),
    [(r.need("kind"), words, r.need("code")) for r in table("event_types") for words in r.need("words").split("|")],
)
def test_every_type_is_said_by_its_words(kind: EventKind, words: str, code: str) -> None:
    assert event_type(kind, f"A {words} B") == code


def test_codes_of_types_are_said_once() -> None:
    codes = [row.need("code") for row in table("event_types")]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("row", table("cues"), ids=lambda r: r.need("words"))
def test_every_cue_is_found(row: Row) -> None:
    _, marks, _ = read(f"Bà A {row.need('words')}")
    assert [m.row.act for m in marks.acts] == [row.need("act")]


@pytest.mark.parametrize("row", table("statement_verbs"), ids=lambda r: r.need("words"))
def test_every_verb_of_saying_is_found(row: Row) -> None:
    _, marks, _ = read(f"Bà A {row.need('words')}")
    kind = row.need("kind")
    assert [m.row.kind for m in marks.sayings] == [None if kind == "none" else kind]


@pytest.mark.parametrize("row", table("event_words"), ids=lambda r: f"{r.need('words')} ({r.need('class')})")
def test_every_function_word_is_found_in_its_class(row: Row) -> None:
    scan, marks, _ = read(f"A {row.need('words')}")
    assert marks.word(1, row.need("class")) == len(scan.tokens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huyện ủy tổ chức hội nghị sơ kết 6 tháng đầu năm tại xã Mẫu Sơn.", ["hội nghị sơ kết 6 tháng đầu năm"]),
        (
            "Sáng 4/5, tại hội nghị tổng kết năm 2023, triển khai nhiệm vụ năm 2024, ông Lê Văn Mẫu phát biểu.",
            ["hội nghị tổng kết năm 2023, triển khai nhiệm vụ năm 2024"],
        ),
        ("Lễ khánh thành cầu Mẫu do Sở Giao thông vận tải tổ chức.", ["Lễ khánh thành cầu Mẫu"]),
        ("Dự kỳ họp thứ ba về môi trường, khu dân cư và chất thải có bà Trần Thị Thử.",
         ["kỳ họp thứ ba về môi trường, khu dân cư và chất thải"]),
        ("Tọa đàm “Chuyển đổi số, việc của ai?” diễn ra chiều qua.", ["Tọa đàm “Chuyển đổi số, việc của ai?”"]),
        ("Đại hội Đảng bộ xã Mẫu Sơn lần thứ IV, nhiệm kỳ 2020 - 2025 khai mạc.",
         ["Đại hội Đảng bộ xã Mẫu Sơn lần thứ IV, nhiệm kỳ 2020 - 2025"]),
        ("Hội nghị tổng kết công tác tổ chức xây dựng Đảng được tổ chức ngày 2/3.",
         ["Hội nghị tổng kết công tác tổ chức xây dựng Đảng"]),
        ("Lễ tang đồng chí Lê Văn Mẫu được cử hành.", ["Lễ tang đồng chí Lê Văn Mẫu"]),
        ("Các hội nghị đều đông. Nhiều cuộc họp kéo dài.", []),
        ("Trung tâm Hội nghị và Ủy ban Kiểm tra đã mở cửa.", []),
        ("Buổi lễ trang trọng đã kết thúc.", ["Buổi lễ"]),
    ],
)  # fmt: skip
def test_a_designation_ends_before_date_place_and_organizer(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_an_occasion_inside_a_document_is_told_apart() -> None:
    found = read("Xã sơ kết Nghị quyết Đại hội Đảng bộ xã Mẫu Sơn lần thứ IV. Tại đại hội có nhiều ý kiến.")[2]
    assert [m.rule for m in found] == ["event.in-document", "event.back"]
