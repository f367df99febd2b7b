"""Quantities: amount, unit, qualifier, and the numbers that count nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.lang.tables import Row
from bienban.lang.tokens import tokenize
from bienban.lang.vi.dates import read_dates
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.numbers import read_quantities, unit_of
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.segments import sentences
from bienban.model.article import Article
from bienban.model.mention import Mention, Quantity
from bienban.text import nfc


def quantities(text: str) -> tuple[Mention, ...]:
    article = Article(text=nfc(text), source="test", stem="test")
    scan = Scan(article, tokenize(article.text), sentences(article))
    return read_quantities(scan.add(read_dates(scan)))


def read(text: str) -> list[tuple[str, str | None, str]]:
    found: list[tuple[str, str | None, str]] = []
    for mention in quantities(text):
        assert isinstance(mention.value, Quantity)
        found.append((f"{mention.value.amount:f}", mention.value.unit, mention.value.qualifier))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thu 81.520.374.906 đồng", [("81520374906", "đồng", "exact")]),
        ("đạt 167,5%, vượt 3,2 điểm %", [("167.5", "%", "exact"), ("3.2", "điểm %", "exact")]),
        ("trên 3 triệu tỷ đồng", [("3000000000000000", "đồng", "over")]),
        ("gần 1,37 tỉ USD", [("1370000000", "USD", "nearly")]),
        ("hơn 61 nghìn doanh nghiệp", [("61000", "doanh nghiệp", "over")]),
        ("trên gần 500 ngàn hộ", [("500000", "hộ", "nearly")]),
        ("khoảng 4,5ha rừng", [("4.5", "ha", "about")]),
        ("kết nạp 15/20 đảng viên mới", [("15", None, "exact"), ("20", "đảng viên", "exact")]),
        ("kết nạp ba đảng viên, trao hai mươi suất quà", [("3", "đảng viên", "exact"), ("20", "phần quà", "exact")]),
        ("tặng 2 đ/c", [("2", "đồng chí", "exact")]),
        ("5 năm liền", [("5", "năm", "exact")]),
        ('1.000 "thanh niên" tốt', [("1000", "thanh niên", "exact")]),
        ("trên tổng số 28.843 vụ việc", [("28843", "vụ việc", "exact")]),
        ("thẩm định 1.486 hồ sơ", [("1486", "hồ sơ", "exact")]),
        ("2.500 tỷ đồng/năm", [("2500000000000", "đồng", "exact")]),
        ("phường 5, Quận 1, Điều 12, tháng 6, quý 2", []),
        ("Nghị định 15, Chỉ thị số 05 ngày 3/4/2031", []),
        ("số 33-NQ/TW và 12/2031/QĐ-UBND", []),
        ("Covid-19 và TP5", []),
        ("tăng 2-3% một năm, từ 10 đến 12 hộ", [("12", "hộ", "exact")]),
        ("lúc 8h30 ngày 12/5/2031", []),
        ("trang 9\n\nNgười dân", []),
        ("nhiệm kỳ 2030 – 2035, năm 2031", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert read(text) == expected


def test_a_stray_group_is_kept_as_printed() -> None:
    (mention, *_) = quantities("thu 52.640.118.920 .000/ 16.420.000.000 đồng")
    assert isinstance(mention.value, Quantity)
    assert mention.rule == "quantity.stray-group"
    assert mention.value.printed == "52.640.118.920 .000"
    assert mention.value.amount == Decimal(52640118920000)


@pytest.mark.parametrize("row", table("units"), ids=lambda row: row.where)
def test_every_unit_is_read(row: Row) -> None:
    (mention,) = quantities(f"Xã có 12.000 {row.need('form')} .")
    assert isinstance(mention.value, Quantity)
    assert mention.value.unit == row.need("label")
    unit = unit_of(row.need("label"))
    assert unit is not None
    assert unit.label == row.need("label")


_PIECES = st.sampled_from(
    [
        "12",
        "1.000",
        "52.640 .000",
        "/",
        "-",
        "–",
        "%",
        "tỷ",
        "đồng",
        "hơn",
        "gần",
        "ba",
        "mươi",
        "người",
        "năm 2031",
        ",",
        ".",
        "số",
        "\n",
    ]
)


@given(st.lists(_PIECES, max_size=12).map(" ".join) | st.text(max_size=40) | st.text(alphabet="0123456789.,/-% ", max_size=30))
def test_any_text_is_read(text: str) -> None:
    whole = nfc(text)
    for mention in quantities(text):
        assert isinstance(mention.value, Quantity)
        assert mention.value.amount.is_finite()
        assert mention.span.end <= len(whole)
