"""Awards: name, type, recipients, conferrer, reason; honours that are only proposed are none."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.lang.tables import Row
from bienban.lang.tokens import tokenize
from bienban.lang.vi.awards import conclude, read_awards
from bienban.lang.vi.dates import read_dates
from bienban.lang.vi.entities import resolve
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.names import read_names
from bienban.lang.vi.numbers import read_quantities
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.segments import sentences
from bienban.model.article import Article
from bienban.model.facts import AWARD_TYPES, Award
from bienban.model.mention import AwardName
from bienban.text import nfc


@dataclass(frozen=True, slots=True)
class Given:
    """One award in words."""

    name: str
    to: tuple[str, ...] = ()
    count: int | None = None
    by: str | None = None


def scan_of(text: str) -> Scan:
    article = Article(text=nfc(text), source="test", stem="test")
    scan = read_names(Scan(article, tokenize(article.text), sentences(article)))
    scan = scan.add(read_dates(scan))
    scan = scan.add(read_quantities(scan))
    return scan.add(read_awards(scan))


def read(text: str) -> list[Given]:
    scan = scan_of(text)
    entities = resolve(scan)
    reading = conclude(scan, entities)
    names = {p.key: p.name for p in entities.persons} | {o.key: o.name for o in entities.organizations}
    names |= {p.key: p.name for p in entities.places}
    counts = {g.key: g.count for g in reading.groups}
    return [
        Given(a.name, tuple(names[k] for k in a.recipients), None if a.group is None else counts[a.group], a.conferrer_name)
        for a in reading.awards
    ]


def award(text: str) -> Award:
    scan = scan_of(text)
    (found,) = conclude(scan, resolve(scan)).awards
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dịp này, Quận ủy Hòa Lộc trao giấy khen cho 5 đảng viên “Có thành tích tiêu biểu” 5 năm liền (2028 – 2032).",
            [Given("giấy khen", (), 5, "Quận ủy Hòa Lộc")],
        ),
        (
            "Đợt này, Quận ủy Hòa Lộc trao Huy hiệu 60 năm tuổi Đảng cho 5 đảng viên, Huy hiệu 45 năm tuổi Đảng cho 12 người.",
            [
                Given("Huy hiệu 60 năm tuổi Đảng", (), 5, "Quận ủy Hòa Lộc"),
                Given("Huy hiệu 45 năm tuổi Đảng", (), 12, "Quận ủy Hòa Lộc"),
            ],
        ),
        (
            "Với những thành tích đạt được, Trường Trung cấp Mẫu An đã được tỉnh ghi nhận và trao tặng Bằng khen.",
            [Given("Bằng khen", ("Trường Trung cấp Mẫu An",))],
        ),
        (
            "Ông Lê Văn Mẫu là cán bộ lão thành các thời kỳ và được trao tặng Huy hiệu 80 năm tuổi Đảng.",
            [Given("Huy hiệu 80 năm tuổi Đảng", ("Lê Văn Mẫu",))],
        ),
        (
            "Tại buổi lễ, 8 đảng viên được trao Huy hiệu 60 năm (5 đồng chí), 45 năm (03 đồng chí).",
            [Given("Huy hiệu 60 năm tuổi Đảng", (), 5), Given("Huy hiệu 45 năm tuổi Đảng", (), 3)],
        ),
        (
            "Thừa ủy quyền của Chủ tịch nước, bà Trịnh Thị Ngọc Lam trao Huân chương Lao động hạng Ba cho ông Kiều Văn Phước.",
            [Given("Huân chương Lao động hạng Ba", ("Kiều Văn Phước",), None, "Chủ tịch nước")],
        ),
        (
            "Ông Phan Văn Lâm và 7 đảng viên được tặng Bằng khen của Đảng ủy Khối Nam Hải.",
            [Given("Bằng khen", ("Phan Văn Lâm",), 7, "Đảng ủy Khối Nam Hải")],
        ),
        ("Phường được công nhận đạt chuẩn “Phường văn minh đô thị”.", []),
        (
            "Ngày 3/4, phường An Thịnh họp. Phường được công nhận đạt chuẩn “Phường văn minh đô thị”.",
            [Given("Phường văn minh đô thị", ("phường An Thịnh",))],
        ),
        ("UBND xã đề nghị tặng Huân chương Lao động hạng Ba cho ông Kiều Văn Phước.", []),
        ("Ngày 3/4, Quận ủy Hòa Lộc tổ chức Lễ trao tặng Huy hiệu Đảng.", []),
        ("Cơ cấu giải thưởng gồm 1 giải A, 2 giải B.", []),
        ("Xã phấn đấu đạt danh hiệu “Xã văn hóa”.", []),
        ("Các xã không có vi phạm sẽ được Chủ tịch UBND tỉnh Nam Hải tặng bằng khen.", []),
        ("Năm 2031, ấp có 214/220 hộ đạt danh hiệu “Gia đình văn hóa”.", [Given("Gia đình văn hóa", (), 214)]),
        (
            "Dịp này, UBND xã Phú Xuyên Đông tặng giấy khen cho 20 công dân tiêu biểu.",
            [Given("giấy khen", (), 20, "Ủy ban nhân dân xã Phú Xuyên Đông")],
        ),
        (
            "Ông Phan Văn Lâm từng được tặng 1 Huân chương Lao động hạng Ba, 2 bằng khen Thủ tướng Chính phủ.",
            [
                Given("Huân chương Lao động hạng Ba", ("Phan Văn Lâm",)),
                Given("bằng khen", ("Phan Văn Lâm",), None, "Thủ tướng Chính phủ"),
            ],
        ),
        (
            "Huyện đoàn trao tặng Huy hiệu Tuổi trẻ dũng cảm cho ông Kiều Văn Phước.",
            [Given("Huy hiệu Tuổi trẻ dũng cảm", ("Kiều Văn Phước",), None, "Huyện đoàn")],
        ),
        (
            "Ông Kiều Văn Phước được tặng Huy hiệu 65 tuổi Đảng và Huân chương HCM.",
            [Given("Huy hiệu 65 năm tuổi Đảng", ("Kiều Văn Phước",)), Given("Huân chương Hồ Chí Minh", ("Kiều Văn Phước",))],
        ),
        (
            "Ban Chấp hành được Tỉnh đoàn Nam Hải tặng bằng khen cho 9 tập thể, 4 cá nhân.",
            [Given("bằng khen", (), 9, "Tỉnh đoàn Nam Hải"), Given("bằng khen", (), 4, "Tỉnh đoàn Nam Hải")],
        ),
        (
            "Ông Phan Văn Lâm đã có nhiều đóng góp cho sự nghiệp cách mạng, được Đảng, Nhà nước tặng thưởng "
            "Huân chương Sao vàng, Huy hiệu 55 năm tuổi Đảng.",
            [
                Given("Huân chương Sao vàng", ("Phan Văn Lâm",), None, "Đảng, Nhà nước"),
                Given("Huy hiệu 55 năm tuổi Đảng", ("Phan Văn Lâm",), None, "Đảng, Nhà nước"),
            ],
        ),
        (
            "Tại hội nghị, 5 tập thể, 10 cá nhân được UBND tỉnh Nam Hải tặng Bằng khen.",
            [
                Given("Bằng khen", (), 5, "Ủy ban nhân dân tỉnh Nam Hải"),
                Given("Bằng khen", (), 10, "Ủy ban nhân dân tỉnh Nam Hải"),
            ],
        ),
        (
            "Toàn huyện có 52 bà mẹ được truy tặng danh hiệu vinh dự Nhà nước “Bà mẹ Việt Nam anh hùng”.",
            [Given("Bà mẹ Việt Nam anh hùng", (), 52)],
        ),
        (
            "Thông tấn xã Việt Nam là cơ quan đầu tiên vinh dự được phong tặng danh hiệu Anh hùng Lao động.",
            [Given("Anh hùng Lao động", ("Thông tấn xã Việt Nam",))],
        ),
        (
            "Công an huyện Đông Lâm trao bằng khen cho em Lê Thị Hoa. Sở Y tế tỉnh Nam Hải và UBND huyện Đông Lâm "
            "cũng đã tặng giấy khen và tuyên dương tấm gương em Hoa.",
            [
                Given("bằng khen", ("Lê Thị Hoa",), None, "Công an huyện Đông Lâm"),
                Given("giấy khen", ("Lê Thị Hoa",), None, "Sở Y tế tỉnh Nam Hải"),
                Given("giấy khen", ("Lê Thị Hoa",), None, "Ủy ban nhân dân huyện Đông Lâm"),
            ],
        ),
        (
            "Bí thư Phan Văn Lâm thưởng nóng cho Công an huyện Đông Lâm.",
            [Given("thưởng nóng", ("Công an huyện Đông Lâm",))],
        ),
        (
            "Công an tỉnh Nam Hải cũng có thư khen Công an huyện Đông Lâm.",
            [Given("thư khen", ("Công an huyện Đông Lâm",), None, "Công an tỉnh Nam Hải")],
        ),
        (
            "Chủ tịch nước ký quyết định khen thưởng Huân chương Lao động hạng ba đối với ông Phan Văn Lâm.",
            [Given("Huân chương Lao động hạng ba", ("Phan Văn Lâm",), None, "Chủ tịch nước")],
        ),
        (
            "Năm 2031, xã Tân Hòa được công nhận là 1 trong 3 xã nông thôn mới của huyện.",
            [Given("xã nông thôn mới", ("xã Tân Hòa",))],
        ),
        (
            "Lễ hội được Chính phủ công nhận là “Di sản văn hóa phi vật thể quốc gia”.",
            [Given("Di sản văn hóa phi vật thể quốc gia", (), None, "Chính phủ")],
        ),
        ("Đoàn tặng quà cho các Mẹ Việt Nam Anh hùng, trao 20 suất học bổng.", []),
        ("Ông chúc mừng các đồng chí nguyên lãnh đạo Quận ủy Hòa Lộc đã vinh dự được trao tặng Bằng khen.", [Given("Bằng khen")]),
    ],
)
def test_awards(text: str, expected: list[Given]) -> None:
    assert read(text) == expected


def test_reason_with_its_years() -> None:
    found = award("Quận ủy Hòa Lộc trao giấy khen cho 6 người “Có thành tích tiêu biểu” 5 năm liền (2028 – 2032).")
    assert found.citation == "Có thành tích tiêu biểu 5 năm liền (2028 – 2032)"
    assert (found.consecutive_years, found.merit_start, found.merit_end) == (5, 2028, 2032)
    assert found.type == "commendation-letter"


def test_reason_after_vi() -> None:
    found = award("UBND tỉnh Nam Hải tặng bằng khen cho 4 tập thể vì đã có thành tích xuất sắc trong phòng chống thiên tai.")
    assert found.citation == "đã có thành tích xuất sắc trong phòng chống thiên tai"


def test_a_reason_keeps_that_it_was_earned() -> None:
    found = award("UBND quận Hòa Lộc tặng giấy khen cho 4 tập thể có thành tích trong phong trào thi đua.")
    assert found.citation == "có thành tích trong phong trào thi đua"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "UBND huyện Nam Thử tặng giấy khen cho 4 hộ đã có thành tích xuất sắc trong phong trào “Cả nước cùng làm đường”.",
            "đã có thành tích xuất sắc trong phong trào “Cả nước cùng làm đường”",
        ),
        ("UBND huyện Nam Thử tặng giấy khen cho 4 hộ vì đạt thành tích trong trồng rừng.", "đạt thành tích trong trồng rừng"),
        ("UBND huyện Nam Thử tặng giấy khen cho 37 cá nhân hoàn thành tốt nhiệm vụ.", "hoàn thành tốt nhiệm vụ"),
        ("UBND huyện Nam Thử tặng giấy khen cho 2 chi bộ đạt TSVM 5 năm liền.", "đạt TSVM 5 năm liền"),
        (
            "Ghi nhận những đóng góp trong trồng rừng, UBND huyện Nam Thử tặng giấy khen cho 4 hộ.",
            "những đóng góp trong trồng rừng",
        ),
        ("UBND huyện Nam Thử tặng giấy khen cho 4 hộ và mở chương trình văn nghệ “Khúc hát quê ta”.", None),
    ],
)
def test_reasons_in_words(text: str, reason: str | None) -> None:
    assert award(text).citation == reason


def test_a_reason_belongs_to_the_award_it_follows() -> None:
    scan = scan_of(
        "UBND tỉnh Nam Hải tặng Cờ thi đua cho Chi bộ thôn Thử, Bằng khen cho Chi bộ thôn Thí vì có nhiều đóng góp "
        "trong trồng rừng."
    )
    reasons = [a.citation for a in conclude(scan, resolve(scan)).awards]
    assert reasons == [None, "có nhiều đóng góp trong trồng rừng"]


def test_a_medal_is_won_in_a_contest() -> None:
    found = award("Đoàn Nam Hải đứng đầu với 2 Huy chương vàng tại hội thi tin học trẻ.")
    assert found.citation == "hội thi tin học trẻ"


def test_who_hands_an_order_over_does_not_confer_it() -> None:
    found = award("Thủ tướng cũng trao Huân chương Độc lập hạng Nhất cho ông Kiều Văn Phước.")
    assert found.conferrer_name is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đảng ủy xã Phú Mẫu tặng Giấy khen cho Chi bộ thôn Thử, Chi bộ thôn Thí và 8 đảng viên.",
            [Given("Giấy khen", ("Chi bộ thôn Thử", "Chi bộ thôn Thí"), 8, "Đảng ủy xã Phú Mẫu")],
        ),
        (
            "Huyện đoàn Nam Hải tặng giấy khen cho 2 công nhân: anh Nguyễn Văn Mẫu, chị Lê Thị Thử.",
            [Given("giấy khen", ("Nguyễn Văn Mẫu", "Lê Thị Thử"), None, "Huyện đoàn Nam Hải")],
        ),
        (
            "UBND tỉnh Nam Hải tặng bằng khen cho 12 cán bộ, trong đó có ông Nguyễn Văn Mẫu, bà Lê Thị Thử.",
            [Given("bằng khen", ("Nguyễn Văn Mẫu", "Lê Thị Thử"), 10, "Ủy ban nhân dân tỉnh Nam Hải")],
        ),
        ("UBND tỉnh Nam Hải tặng Giấy khen 10 tập thể.", [Given("Giấy khen", (), 10, "Ủy ban nhân dân tỉnh Nam Hải")]),
        (
            "Hội Nông dân tỉnh Nam Hải trao Kỷ niệm chương “Vì giai cấp nông dân Việt Nam” tặng 9 đồng chí.",
            [Given("Kỷ niệm chương “Vì giai cấp nông dân Việt Nam”", (), 9, "Hội Nông dân tỉnh Nam Hải")],
        ),
        (
            "Trung ương Hội Nông dân Việt Nam tặng Bằng khen cho ông Nguyễn Văn Mẫu; UBND tỉnh Nam Hải tặng Giấy khen cho 4 hộ.",
            [
                Given("Bằng khen", ("Nguyễn Văn Mẫu",), None, "Trung ương Hội Nông dân Việt Nam"),
                Given("Giấy khen", (), 4, "Ủy ban nhân dân tỉnh Nam Hải"),
            ],
        ),
        (
            "Ngày 3/2, UBND tỉnh Nam Hải họp. Thừa ủy quyền của Chủ tịch UBND tỉnh, ông Lê Văn Thí trao Bằng khen cho 4 tập thể.",
            [Given("Bằng khen", (), 4, "Chủ tịch Ủy ban nhân dân tỉnh Nam Hải")],
        ),
        (
            "Hội Nông dân tỉnh Nam Hải đã được tặng thưởng: năm 2031 được Chủ tịch nước tặng Huân chương Lao động hạng Nhì.",
            [Given("Huân chương Lao động hạng Nhì", ("Hội Nông dân tỉnh Nam Hải",), None, "Chủ tịch nước")],
        ),
        (
            "Có 13 đảng viên được tặng Huy hiệu Đảng, gồm: 70 năm (01 đồng chí), 65 năm (7 đồng chí), 60 năm (5 đồng chí).",
            [Given("Huy hiệu 70 năm tuổi Đảng", (), 1), Given("Huy hiệu 65 năm tuổi Đảng", (), 7),
             Given("Huy hiệu 60 năm tuổi Đảng", (), 5)],
        ),
        (
            "Các đồng chí được nhận Huy hiệu gồm: Mai Xuân Mẫu (55 năm), Hà Quốc Thí và Lưu Tấn Thử (40 năm) cùng 5 đảng viên "
            "30 năm tuổi Đảng.",
            [Given("Huy hiệu 55 năm tuổi Đảng", ("Mai Xuân Mẫu",)),
             Given("Huy hiệu 40 năm tuổi Đảng", ("Hà Quốc Thí", "Lưu Tấn Thử")),
             Given("Huy hiệu 30 năm tuổi Đảng", (), 5)],
        ),
        (
            "Có 20 đảng viên được tặng Huy hiệu Đảng, trong đó 60 năm: 5 đồng chí; 45 năm: 12 đồng chí; 30 năm: 3 đồng chí.",
            [Given("Huy hiệu 60 năm tuổi Đảng", (), 5), Given("Huy hiệu 45 năm tuổi Đảng", (), 12),
             Given("Huy hiệu 30 năm tuổi Đảng", (), 3)],
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)  # fmt: skip
def test_mixed_lists_of_recipients(text: str, expected: list[Given]) -> None:
    assert read(text) == expected


def test_one_does_not_give_an_award_to_oneself() -> None:
    (found,) = read("Hội Nông dân tỉnh Nam Hải tặng Bằng khen cho Hội Nông dân và 5 cá nhân.")
    assert (found.to, found.count) == ((), 5)


def test_counted_recipients_have_a_kind() -> None:
    scan = scan_of("Quận ủy Hòa Lộc tặng giấy khen cho 4 tập thể, 12 cá nhân.")
    reading = conclude(scan, resolve(scan))
    assert [(g.name, g.count) for g in reading.groups] == [("4 tập thể", 4), ("12 cá nhân", 12)]
    assert len(reading.awards) == 2


@pytest.mark.parametrize("row", table("award_titles"), ids=lambda row: row.where)
def test_every_title_is_read(row: Row) -> None:
    prefix = "Huân chương" if row.need("type") == "order" else "Huy chương" if row.need("family") == "order" else "danh hiệu"
    scan = scan_of(f"Ông Kiều Văn Phước được tặng {prefix} {row.need('title')}.")
    (value,) = [m.value for m in scan.mentions if isinstance(m.value, AwardName)]
    assert value.name == (row.need("title") if prefix == "danh hiệu" else f"{prefix} {row.need('title')}")
    assert value.type == row.need("type")
    assert value.type in AWARD_TYPES


_PIECES = (
    "trao", "tặng", "được", "Huân chương", "Lao động", "hạng", "Ba", "Huy hiệu", "40", "năm", "tuổi Đảng", "cho",
    "3 đảng viên", "và", "(", ")", "“", "”", ",", ".", ";", "danh hiệu", "giải A", "Giải thưởng", "công nhận",
    "đạt chuẩn", "ông Phan Văn Lâm", "vì", "5 năm liền",
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map(" ".join) | st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    for found in read(text):
        assert found.name
        assert found.count is None or found.count > 0
