"""Observations: value, target, percentage and its kind, unit, period, indicator; what is no figure of performance."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.lang.tables import Row
from bienban.lang.tokens import tokenize
from bienban.lang.vi.dates import read_dates
from bienban.lang.vi.entities import resolve
from bienban.lang.vi.figures import fits
from bienban.lang.vi.indicators import concept_of
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.names import read_names
from bienban.lang.vi.numbers import read_quantities
from bienban.lang.vi.observations import conclude
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.segments import sentences
from bienban.model.article import Article
from bienban.model.facts import Observation
from bienban.resources import resource_text
from bienban.text import nfc


def read(text: str) -> tuple[Observation, ...]:
    article = Article(text=nfc(text), source="test", stem="test")
    scan = read_names(Scan(article, tokenize(article.text), sentences(article)))
    scan = scan.add(read_dates(scan))
    scan = scan.add(read_quantities(scan))
    return conclude(scan, resolve(scan))


def numbers(text: str) -> list[tuple[str | None, str | None, str | None, str | None, str | None]]:
    def plain(number: Decimal | None) -> str | None:
        return None if number is None else f"{number:f}"

    return [(plain(o.value), plain(o.target), plain(o.percent), o.percent_kind, o.unit) for o in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu ngân sách là 18.200.000.000 đồng/14.000.000.000 đồng, đạt 130%.", (
            "18200000000", "14000000000", "130", "attainment", "đồng")
        ),
        ("Đảng bộ kết nạp 15/20 đảng viên mới (đạt 75% chỉ tiêu).", ("15", "20", "75", "attainment", "đảng viên")),
        ("Tổng thu ngân sách nhà nước đạt 415 tỷ đồng, bằng 118% dự toán.", ("415000000000", None, "118", "attainment", "đồng")),
        ("Kim ngạch xuất khẩu đạt 2,5 tỷ USD, tăng 12,4% so với năm trước.", ("2500000000", None, "12.4", "growth", "USD")),
        ("Tỷ lệ hộ nghèo năm 2031 giảm còn 2,9%.", ("2.9", None, None, None, "%")),
        ("Năm 2032, huyện phấn đấu thu ngân sách nhà nước đạt 450 tỷ đồng.", (None, "450000000000", None, None, "đồng")),
        ("Giá trị sản xuất công nghiệp tăng 8,3% so với cùng kỳ năm 2030.", (None, None, "8.3", "growth", "%")),
        ("95% hộ gia đình đạt gia đình văn hóa.", ("95", None, None, None, "%")),
        ("Tỷ lệ nộp trực tuyến đạt 87,5%, tăng 12,5% so với cùng kỳ.", ("87.5", None, "12.5", "growth", "%")),
        ("Chỉ số năng lực cạnh tranh của tỉnh đứng thứ 3 toàn quốc.", ("3", None, None, None, "hạng")),
        ("Nhà đầu tư cũng đã bỏ vào hơn 3.000 tỷ.", ("3000000000000", None, None, None, "đồng")),
        ("Từ năm 2021 đến năm 2023, huyện đã trồng mới 1.250 ha rừng.", ("1250", None, None, None, "ha")),
        ("Sau kiểm tra, 2.300 cơ sở bị phạt tiền.", ("2300", None, None, None, "cơ sở")),
        ("Đội đã quy tập 112 hài cốt liệt sĩ.", ("112", None, None, None, "hài cốt")),
        ("Dự đại hội có các đại biểu đại diện cho 412 đảng viên của Đảng bộ.", ("412", None, None, None, "đảng viên")),
    ],
)  # fmt: skip
def test_a_figure(text: str, expected: tuple[str | None, ...]) -> None:
    assert numbers(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Tham dự hội nghị có 188 đại biểu và hơn 300 hội viên dự trực tuyến.",
        "Ông được bầu với 95% số phiếu tán thành.",
        "Quận ủy trao giấy khen cho 300 đảng viên.",
        "Ông Phan Văn Lâm, 57 tuổi, công tác 30 năm, ở cách trụ sở 300 m.",
        "Hội nghị thông qua 12 nghị quyết và 8 báo cáo.",
        "Tăng trưởng từ 10 đến 12% một năm.",
        "Duy trì tăng trưởng bình quân 8,5 đến 9% mỗi năm.",
        "Tham dự có ông Phan Văn Lâm, Bí thư Huyện ủy; bà Trịnh Thị Ngọc Lam và hơn 200 cử tri.",
        "Chè được bán với giá 210.000 đồng/kg.",
        "Xã thăm hỏi, hỗ trợ gia đình 3 triệu đồng.",
        "Tàu chạy với tốc độ 120 km/h.",
        "Nghị quyết được thông qua với tỷ lệ 95,05% (446 đại biểu tán thành).",
        "Công ty bị phạt khoảng 1,5 tỷ đồng vì xả thải.",
        "Tháp tùng Chủ tịch trong chuyến thăm có 68 doanh nghiệp.",
        "Hộ có thu nhập từ 160 triệu đồng trở xuống được miễn phí.",
    ],
)
def test_no_figure(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Đại hội xác định đến năm 2036: thu nhập đạt 115 triệu đồng; 100% thôn có nhà văn hóa; 90% hồ sơ nộp trực tuyến.",
         ["115000000", "100", "90"]),
        ("Hội phấn đấu kết nạp 450 hội viên trở lên.", ["450"]),
        ("Ngày 5/7/2031, huyện họp. Tỷ lệ hộ nghèo giảm dưới 1,5% vào năm 2035.", ["1.5"]),
        ("Ngày 5/7/2031, huyện họp. Tỷ lệ hộ nghèo giảm còn 1,5% vào năm 2030.", [None]),
        ("Kết quả đến nay: thu ngân sách đạt 15 tỷ đồng; 90% hồ sơ nộp trực tuyến.", [None, None]),
    ],
)  # fmt: skip
def test_goals(text: str, targets: list[str | None]) -> None:
    assert [target for _, target, *_ in numbers(text)] == targets


@pytest.mark.parametrize(
    "text",
    [
        "Trong năm có 43 đảng viên được tặng Huy hiệu Đảng.",
        "Dịp này, 16 cá nhân được UBND huyện Nam Thử tặng Giấy khen.",
        "Đảng bộ trao Huy hiệu 60 năm (25 đồng chí), 45 năm (122 đồng chí).",
    ],
)
def test_those_who_get_an_award_are_no_figure(text: str) -> None:
    assert numbers(text) == []


def test_indicator_period_and_concept() -> None:
    (found,) = read("Số thu ngân sách năm 2031 là 18,2 tỷ đồng.")
    assert (found.indicator, found.concept, found.period) == ("thu ngân sách nhà nước", "budget-revenue", "2031")
    assert found.unit_concept == "vnd"


def test_a_misprint_is_settled_by_target_and_percentage() -> None:
    (found,) = read("Thu ngân sách năm 2031 là 52.640.118.920 .000/ 16.420.000.000 đồng đạt 320,6 %.")
    assert found.value == Decimal(52640118920)
    assert found.printed == "52.640.118.920 .000"
    assert found.correction is not None
    assert "320,6%" in found.correction


def test_a_misprint_that_nothing_settles_stays_open() -> None:
    (found,) = read("Thu ngân sách năm 2031 là 52.640.118.920 .000/ 16.420.000.000 đồng.")
    assert found.value is None
    assert found.target == Decimal(16420000000)
    assert found.correction is None


def test_at_most_twelve() -> None:
    text = " ".join(f"Năm 2031, xã đã thu hút {n} tỷ đồng." for n in range(101, 121))
    assert len(read(text)) == 12


@given(st.integers(min_value=1, max_value=10**9), st.integers(min_value=1, max_value=10**9))
def test_a_true_percentage_fits(value: int, target: int) -> None:
    percent = (Decimal(value) * 100 / Decimal(target)).quantize(Decimal("0.1"))
    assert fits(Decimal(value), Decimal(target), percent)
    assert not fits(Decimal(value), Decimal(target), percent + 1)


def _codes(scheme: str) -> set[str]:
    rows = (line.split("\t") for line in resource_text("data", "reference", "schemes.tsv").splitlines())
    return {row[1] for row in rows if row[0] == scheme and len(row) > 1 and row[1]}


@pytest.mark.parametrize(("name", "scheme"), [("indicators", "indicator"), ("units", "unit-of-measure")])
def test_codes_of_the_lexicon_are_in_the_schemes(name: str, scheme: str) -> None:
    used = {code for row in table(name) if (code := row.get("code")) is not None}
    assert used <= _codes(scheme)


@pytest.mark.parametrize("row", table("indicators"), ids=lambda row: row.where)
def test_every_indicator_is_known(row: Row) -> None:
    tokens = tokenize(f"Năm 2031, {row.need('form')} đạt")
    found = concept_of(tokens, 0, len(tokens))
    assert found is not None
    assert found[3] == row.need("code")


_PIECES = (
    "đạt", "12 tỷ đồng", "/", "15", "20 đảng viên", "(", ")", "75%", "chỉ tiêu", "tăng", "so với", "năm 2031", ",", ";",
    ".", "phấn đấu", "52.640 .000", "chiếm", "trên", "0%", "0 đồng", "thu ngân sách", "%",
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map(" ".join) | st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    for found in read(text):
        assert (found.value, found.target, found.percent) != (None, None, None)
        assert found.indicator


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Tổng thu năm 2031 đạt 415 tỷ đồng; tỷ lệ hộ nghèo giảm còn 2,9%.", ["2031", "2031"]),
        ("Nhiệm kỳ 2030 - 2035, xã đạt 16/17 chỉ tiêu; thu nhập năm 2034 đạt 68 tỷ đồng; hộ nghèo còn 1,2%.",
         ["2030-2035", "2034", "2030-2035"]),
        ("Năm 2031, xã thu 15 tỷ đồng. Từ đầu nhiệm kỳ, Đảng bộ kết nạp 36/40 đảng viên.", ["2031", None]),
        ("Trong năm 2031, xã thu 15 tỷ đồng. Đến nay, tỷ lệ hộ nghèo còn 2%.", ["2031", None]),
        ("Hội nghị tổng kết năm 2031, triển khai nhiệm vụ năm 2032. Tổng thu đạt 15 tỷ đồng.", ["2031"]),
        ("GDP 6 tháng đầu năm 2031 tăng 3,7%; vốn đầu tư công giải ngân 7 tháng đạt 267 tỷ đồng.",
         ["6 tháng đầu năm 2031", "7 tháng đầu năm 2031"]),
        ("Tổng thu đạt 15 tỷ đồng trong năm 2031.", ["2031"]),
        ("Tổng thu đạt 15 tỷ đồng, tăng 12% so với năm 2030.", [None]),
        ("Theo Nghị quyết số 12/2029/NQ-HĐND ngày 5 tháng 3 năm 2029, tổng thu đạt 15 tỷ đồng.", [None]),
    ],
)  # fmt: skip
def test_periods(text: str, periods: list[str | None]) -> None:
    assert [o.period for o in read(text)] == periods


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Ngày 5/7/2031, Đảng ủy xã sơ kết 6 tháng đầu năm.\n\n6 tháng qua, xã thu 15 tỷ đồng; kết nạp 7/12 đảng viên mới.",
         ["6 tháng đầu năm 2031", "6 tháng đầu năm 2031"]),
        ("Ngày 14/10/2031, đoàn làm việc với xã. Thu ngân sách 9 tháng đạt 12 tỷ đồng; quý III thu 4 tỷ đồng.",
         ["9 tháng đầu năm 2031", "quý III/2031"]),
        ("Ngày 26/7/2030, Đảng bộ xã tổ chức Đại hội nhiệm kỳ 2030 - 2035. Nhiệm kỳ qua, thu nhập năm 2029 đạt 74 triệu đồng; "
         "Đảng bộ kết nạp 118 đảng viên. Nhiệm kỳ tới, xã phấn đấu thu ngân sách đạt 20 tỷ đồng.",
         ["2029", "2025-2030", "2030-2035"]),
        ("Ngày 24/3/2031, huyện tuyên dương thanh niên tiêu biểu giai đoạn 2028 - 2031. 3 năm qua, thanh niên giúp 173 hộ nghèo.",
         ["2028-2031"]),
        ("Ngày 24/3/2031, xã họp. Sau 5 năm, xã trồng 35 ha rừng.", ["2026-2031"]),
        ("Ngày 12/10/2031, huyện gặp mặt. Hiện có 286 hộ nghèo; từ đầu năm đến nay thu 15 tỷ đồng.", ["2031", "2031"]),
        ("Tính đến ngày 30/6/2031, dư nợ đạt 15 tỷ đồng.", ["2031-06-30"]),
        ("Từ năm 2026 đến năm 2030, xã thu 15 tỷ đồng; vụ xuân 2030-2031 gieo 40 ha lúa.", ["2026-2030", "2030-2031"]),
        ("Ngày 5/1/2031, xã tổng kết năm 2030. Thu nhập đạt 15 tỷ đồng, gấp 2 lần năm 2025.", ["2030"]),
        ("Ngày 5/7/2031, xã họp. Xã phấn đấu cả năm thu 15 tỷ đồng.", ["2031"]),
        ("Ngày 5/1/2031, xã họp. Thu nhập đạt 15 tỷ đồng, tăng 2 tỷ đồng so với năm 2029.", ["2030", "2030"]),
        ("Xã kể việc năm 2031. Quỹ Mẫu đạt 15 tỷ đồng, tăng 2 tỷ đồng so với năm 2030.", ["2031", "2031"]),
        ("Xã họp. Quỹ Mẫu đạt 15 tỷ đồng, tăng 2 tỷ đồng so với năm 2020.", [None, None]),
        ("Ngày 5/8/2031, tỉnh họp. Tính đến cuối tháng 7, dư nợ đạt 15 tỷ đồng.", ["2031-07"]),
        ("Ngày 5/8/2031, tỉnh họp. Đã có 363 dự án được cấp mới giấy chứng nhận đăng ký đầu tư của nhà đầu tư nước ngoài"
         " trong 7 tháng đầu năm.", ["7 tháng đầu năm 2031"]),
    ],
)  # fmt: skip
def test_relative_periods_are_settled_by_the_article(text: str, periods: list[str | None]) -> None:
    assert [o.period for o in read(text)] == periods


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Ông Lâm cho biết đến nay tỷ lệ nộp trực tuyến đạt 87%. Mục tiêu là tỷ lệ này đạt 95%.",
         ["tỷ lệ nộp trực tuyến", "tỷ lệ nộp trực tuyến"]),
        ("Cả thôn có 61% số hộ dùng nước máy, 84% số hộ nối mạng.", ["tỷ lệ hộ dùng nước máy", "tỷ lệ hộ nối mạng"]),
        ("Phường có 8.120 nhân khẩu.", ["số nhân khẩu"]),
        ("Doanh thu bán lẻ toàn vùng đạt 9 tỷ USD, trong đó TP. Nam Hải đạt 2 tỷ USD.",
         ["Doanh thu bán lẻ toàn vùng", "Doanh thu bán lẻ toàn vùng TP. Nam Hải"]),
    ],
)  # fmt: skip
def test_indicators_in_words(text: str, indicators: list[str]) -> None:
    assert [o.indicator for o in read(text)] == indicators
