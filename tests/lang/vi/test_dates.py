"""Dates, terms and ordinals in sentences of the genre; years are settled by the article or stay open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.lang.tokens import tokenize
from bienban.lang.vi.dates import read_dates
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.segments import sentences
from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.model.mention import DateRange, Mention, Ordinal, TermYears
from bienban.text import nfc


def scan_of(text: str, published: str | None = None) -> Scan:
    article = Article(
        text=nfc(text), source="test", stem="test", published=None if published is None else PartialDate.parse(published)
    )
    return Scan(article, tokenize(article.text), sentences(article))


def read(text: str, published: str | None = None) -> tuple[Mention, ...]:
    return read_dates(scan_of(text, published))


def days(text: str, published: str | None = None) -> list[str]:
    found = [m.value for m in read(text, published) if isinstance(m.value, DateRange)]
    return [str(d.start) if d.end is None else f"{d.start}..{d.end}" for d in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngày 29/3/2031, Đảng bộ xã họp", ["2031-03-29"]),
        ("sáng 12-5", ["--05-12"]),
        ("Sáng 29.6 tại Hà Nội", ["--06-29"]),
        ("Chiều 29.06.2031 tại Hà Nội", ["2031-06-29"]),
        ("trong 2 ngày 21 và 22/6", ["--06-21..--06-22"]),
        ("các ngày 5, 6 và 7/10/2031", ["2031-10-05..2031-10-07"]),
        ("ngày 26 – 27/9/2031", ["2031-09-26..2031-09-27"]),
        ("ngày 9-11/5", ["--05-09..--05-11"]),
        ("từ ngày 9 đến ngày 11-12", ["--12-09..--12-11"]),
        ("từ ngày 5-5 đến 10-5-2031", ["2031-05-05..2031-05-10"]),
        ("từ 30/12 đến 2/1/2031", ["2030-12-30..2031-01-02"]),
        ("từ 11 đến 13/5", ["--05-11..--05-13"]),
        ("tháng 5/2030", ["2030-05"]),
        ("tháng Tám năm 2030", ["2030-08"]),
        ("ngày 20 tháng 5 năm 2030", ["2030-05-20"]),
        ("quý I/2034", ["2034-01..2034-03"]),
        ("quý 4 năm 2034", ["2034-10..2034-12"]),
        ("năm 2031 và năm học 2032-2033", ["2031", "2032..2033"]),
        ("19h30 ngày 05/3", ["--03-05"]),
        ("Hôm nay, 16-5, đoàn về xã", ["--05-16"]),
        ("Hôm nay (23/11) hội nghị khai mạc", ["--11-23"]),
        ("ngày 18/4/2031 (tức ngày 10/3 âm lịch)", ["2031-04-18"]),
        ("chiều 5 / 6", ["--06-05"]),
        ("hôm nay đoàn về xã", []),
        ("thu 81.520.374 đồng", []),
        ("kết nạp 15/20 đảng viên, 135/135 đại biểu", []),
        ("điện thoại 0243.825.1122 và 090 12-11", []),
        ("Nghị quyết số 33-NQ/TW, Quyết định số 12/2031/QĐ-UBND", []),
        ("tỷ số 3-2, tăng từ 2-3% một năm", []),
        ("ngày 31/2 không có", []),
        ("tháng Giêng", []),
    ],
)
def test_forms(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Sáng 12-5, đoàn về xã.", "2031-05-13", ["2031-05-12"]),
        ("Ngày 30/12, hội nghị bế mạc.", "2031-01-02", ["2030-12-30"]),
        ("Hôm qua, đoàn về xã.", "2031-03-01", ["2031-02-28"]),
        ("Sáng nay, đoàn về xã.", "2031-03-01", ["2031-03-01"]),
        ("Hôm nay, 16-5, đoàn về xã.", "2031-05-16", ["2031-05-16"]),
        ("Tháng 4, xã đón chuẩn.", "2031-05-16", ["2031-04"]),
        ("Ngày 8/2/2031, huyện họp. Trước đó, ngày 20/1, xã họp.", None, ["2031-02-08", "2031-01-20"]),
        ("Phiên họp thường kỳ tháng 6/2031 diễn ra ngày 3/7.", None, ["2031-06", "2031-07-03"]),
        ("Sáng 12/7, sơ kết 6 tháng đầu năm 2031.", None, ["2031-07-12", "2031"]),
        ("Ngày 13/12, hội nghị tổng kết năm 2030, nhiệm vụ năm 2031.", None, ["2030-12-13", "2030", "2031"]),
        ("Ngày 5/1, hội nghị tổng kết năm 2030.", None, ["2031-01-05", "2030"]),
        ("Thứ ba, ngày 1/7, sau nghị quyết năm 2031.", None, ["2031-07-01", "2031"]),
        ("Đại hội Đoàn xã nhiệm kỳ 2032 - 2037 họp ngày 9/6.", None, ["2032-06-09"]),
        ("Sơ kết giữa nhiệm kỳ nghị quyết đại hội nhiệm kỳ 2030 - 2035 ngày 9/6.", None, ["--06-09"]),
        ("Chiều 15/6, ký nghị quyết. Luật có hiệu lực từ ngày 1/1/2026.", None, ["--06-15", "2026-01-01"]),
        ("Ngày 9/6, đoàn thăm xã. Cùng ngày, đoàn thăm trường.", None, ["--06-09", "--06-09"]),
    ],
)
def test_years_are_settled_or_open(text: str, published: str | None, expected: list[str]) -> None:
    assert days(text, published) == expected


def test_session_and_span() -> None:
    (mention,) = read("Đoàn đến vào sáng ngày 12/5/2031.")
    assert isinstance(mention.value, DateRange)
    assert mention.value.session == "sáng"
    assert mention.value.explicit_year
    assert mention.span.of("Đoàn đến vào sáng ngày 12/5/2031.") == "sáng ngày 12/5/2031"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nhiệm kỳ 2030 – 2035", [TermYears(2030, 2035)]),
        ("khóa XII", [TermYears(None, None, 12)]),
        ("khoá 2030-2035", [TermYears(2030, 2035)]),
        ("khóa X (2030-2035)", [TermYears(2030, 2035, 10)]),
        ("Quốc hội khóa 15", [TermYears(None, None, 15)]),
        ("lần thứ IX", [Ordinal(9)]),
        ("lần thứ năm", [Ordinal(5)]),
        ("lần thứ hai mươi lăm", [Ordinal(25)]),
        ("kỳ họp thứ 7", [Ordinal(7)]),
        ("Hội nghị Trung ương 5", [Ordinal(5)]),
        ("Đại hội XIII của Đảng", [Ordinal(13)]),
        ("sáng thứ 7", []),
        ("một lần nữa", []),
        ("khoa học", []),
    ],
)
def test_terms_and_ordinals(text: str, expected: list[TermYears | Ordinal]) -> None:
    assert [m.value for m in read(text)] == expected


_WORDS = st.sampled_from(
    ["ngày", "sáng", "tháng", "năm", "quý", "hôm", "nay", "qua", "cùng", "từ", "đến", "và", "khóa", "nhiệm", "kỳ", "lần", "thứ",
     "IX", "29/3/2023", "12-5", "29.6", "31", "2", "2020", "-", "–", "/", ",", "(", ")", "âm lịch", "\n", "đại hội", "00", "0/0"]
)  # fmt: skip


@given(
    st.lists(_WORDS, max_size=14).map(" ".join) | st.text(max_size=40),
    st.sampled_from([None, "2031-05-16", "2031-05", "--05-16"]),
)
def test_any_text_is_read(text: str, published: str | None) -> None:
    scan = scan_of(text, published)
    for mention in read_dates(scan):
        assert mention.span.of(scan.text).strip()


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    year, month, dayno = day.year, day.month, day.day
    for printed in (f"{dayno}/{month}/{year}", f"{dayno:02}-{month:02}-{year}", f"{dayno} tháng {month} năm {year}"):
        assert days(f"Ngày {printed}, đoàn về xã.") == [str(day)]
