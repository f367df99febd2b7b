"""Documents: kind, number, name, issuer, side; what is one document and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.lang.tables import Row
from bienban.lang.tokens import tokenize
from bienban.lang.vi.dates import read_dates
from bienban.lang.vi.document_numbers import number_at, suffix_of
from bienban.lang.vi.documents import DocumentReading, conclude, read_documents
from bienban.lang.vi.entities import resolve
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.names import read_names
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.segments import sentences
from bienban.model.article import Article
from bienban.model.facts import Document
from bienban.model.mention import DocumentName
from bienban.text import nfc


def read(text: str) -> tuple[Scan, DocumentReading]:
    article = Article(text=nfc(text), source="test", stem="test")
    scan = read_names(Scan(article, tokenize(article.text), sentences(article)))
    scan = scan.add(read_dates(scan))
    scan = scan.add(read_documents(scan))
    return scan, conclude(scan, resolve(scan))


def documents(text: str) -> tuple[Document, ...]:
    return read(text)[1].documents


def named(text: str) -> list[tuple[str, str | None, str]]:
    return [(d.kind, d.number, d.name) for d in documents(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huyện triển khai Nghị quyết số 33-NQ/TW.", ("resolution", "33-NQ/TW", "Nghị quyết số 33-NQ/TW")),
        ("Theo Nghị quyết số 131 / NQ - CP của Chính phủ,", ("resolution", "131/NQ-CP", "Nghị quyết số 131/NQ-CP")),
        ("Xã quán triệt Chỉ thị 05 của Bộ Chính trị.", ("directive", "05", "Chỉ thị 05")),
        ("Căn cứ Nghị định 67/2014/NĐ-CP về thủy sản,", ("decree", "67/2014/NĐ-CP", "Nghị định 67/2014/NĐ-CP")),
        ("Căn cứ Luật số 06/2022/QH15,", ("law", "06/2022/QH15", "Luật số 06/2022/QH15")),
        ("thực hiện Nghị quyết Trung ương 4 (khóa XII).", ("resolution", None, "Nghị quyết Trung ương 4 (khóa XII)")),
        (
            "thực hiện Nghị quyết Hội nghị lần thứ bảy Ban Chấp hành Trung ương Đảng khóa XII về công tác cán bộ.",
            ("resolution", None, "Nghị quyết Hội nghị lần thứ bảy Ban Chấp hành Trung ương Đảng khóa XII về công tác cán bộ"),
        ),
        (
            "sơ kết nghị quyết Đại hội Đảng bộ xã Tân Hòa Đông lần thứ VI, nhiệm kỳ 2030 – 2035 đề ra.",
            ("resolution", None, "Nghị quyết Đại hội Đảng bộ xã Tân Hòa Đông lần thứ VI, nhiệm kỳ 2030 – 2035"),
        ),
        (
            "thông qua Nghị quyết về dự toán ngân sách huyện năm 2031.",
            ("resolution", None, "Nghị quyết về dự toán ngân sách huyện năm 2031"),
        ),
        ("thảo luận Luật Phòng, chống tham nhũng (sửa đổi) và", ("law", None, "Luật Phòng, chống tham nhũng (sửa đổi)")),
        ("theo Bộ luật Hình sự năm 2015", ("law", None, "Bộ luật Hình sự năm 2015")),
        (
            "cho ý kiến về Luật sửa đổi, bổ sung một số điều của Luật Giáo dục đại học.",
            ("law", None, "Luật sửa đổi, bổ sung một số điều của Luật Giáo dục đại học"),
        ),
        ("đúng quy định của Điều lệ Đảng.", ("regulation", None, "Điều lệ Đảng")),
        ("theo Hiến pháp năm 2013, Quốc hội", ("law", None, "Hiến pháp năm 2013")),
        (
            "triển khai Đề án “Xây dựng đô thị thông minh Nam Hải”.",
            ("scheme", None, "Đề án “Xây dựng đô thị thông minh Nam Hải”"),
        ),
        (
            "thực hiện chương trình mục tiêu quốc gia xây dựng nông thôn mới.",
            ("programme", None, "Chương trình mục tiêu quốc gia xây dựng nông thôn mới"),
        ),
        (
            "đưa tuyến đường vào Kế hoạch đầu tư công năm 2031 của huyện.",
            ("plan", None, "Kế hoạch đầu tư công năm 2031 của huyện"),
        ),
        (
            "bổ sung vào kế hoạch đầu tư công trung hạn giai đoạn 2031 - 2035 và các năm sau.",
            ("plan", None, "Kế hoạch đầu tư công trung hạn giai đoạn 2031 - 2035"),
        ),
        (
            "góp ý Chiến lược phát triển kinh tế - xã hội 10 năm 2031-2040 trong tháng này.",
            ("other", None, "Chiến lược phát triển kinh tế - xã hội 10 năm 2031-2040"),
        ),
        ("tổng kết việc thực hiện Cương lĩnh 2011.", ("other", None, "Cương lĩnh 2011")),
        ("huyện triển khai Quyết định 412 của UBND tỉnh.", ("decision", "412", "Quyết định 412")),
        ("tiếp tục thực hiện đề án về hỗ trợ ngư dân ven biển.", ("scheme", None, "Đề án về hỗ trợ ngư dân ven biển")),
        ("Đại hội nghe Báo cáo chính trị, kết quả kiểm phiếu.", ("report", None, "Báo cáo chính trị")),
        (
            "Căn cứ Luật Tổ chức Tòa án nhân dân số 62/2030/QH16;",
            ("law", "62/2030/QH16", "Luật Tổ chức Tòa án nhân dân số 62/2030/QH16"),
        ),
        ("phê chuẩn Hiệp định Thương mại tự do Việt Nam - EU.", ("other", None, "Hiệp định Thương mại tự do Việt Nam - EU")),
        (
            "HĐND xã ban hành nghị quyết về mức đóng góp của hộ dân.",
            ("resolution", None, "Nghị quyết về mức đóng góp của hộ dân"),
        ),
        (
            "vi phạm quy định những điều đảng viên không được làm.",
            ("regulation", None, "Quy định những điều đảng viên không được làm"),
        ),
    ],
)
def test_a_document(text: str, expected: tuple[str, str | None, str]) -> None:
    assert named(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "hoàn thành các chỉ tiêu Nghị quyết đề ra.",
        "quán triệt các nghị quyết, chỉ thị của cấp trên.",
        "Đại hội thông qua 3 nghị quyết quan trọng.",
        "Sở Kế hoạch và Đầu tư, Hội Luật gia và các luật sư",
        "kỷ luật 2 cán bộ vi phạm pháp luật",
        "Quyết định bổ nhiệm ông Phan Văn Lâm.",
        "trao Quyết định về việc bổ nhiệm ông Phan Văn Lâm giữ chức Giám đốc Sở.",
        "Ban tổ chức quyết định 3 phương án.",
        "UBND xã có kế hoạch và báo cáo cụ thể.",
        "sớm cụ thể hóa Nghị quyết Đại hội thành chương trình hành động.",
        "doanh nghiệp hoàn thành kế hoạch lợi nhuận năm 2031.",
        "thực hiện Kế hoạch 5 năm một cách chủ động.",
    ],
)
def test_no_document(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "issuer", "party"),
    [
        ("Chỉ thị 05-CT/TW của Bộ Chính trị", "Bộ Chính trị", True),
        ("Nghị quyết số 35/NQ-CP về doanh nghiệp", "Chính phủ", False),
        ("Quyết định số 32 ngày 11/4/2027 của UBND tỉnh Nam Hải", "Ủy ban nhân dân tỉnh Nam Hải", False),
        ("Quyết định số 12/2031/QĐ-TTg", "Thủ tướng Chính phủ", False),
        ("Nghị quyết Trung ương 5, khóa XII", "Ban Chấp hành Trung ương Đảng", True),
        ("Nghị quyết Đại hội Đảng bộ xã Tân Hòa lần thứ VI, nhiệm kỳ 2030 – 2035", "Đại hội Đảng bộ xã Tân Hòa lần thứ VI", True),
        ("Nghị quyết của Quốc hội về kế hoạch tài chính", "Quốc hội", False),
        ("Chỉ thị của Ban Bí thư về công tác tôn giáo", "Ban Bí thư Trung ương Đảng", True),
        ("Nghị quyết số 24-NQ/TU về nông nghiệp", None, True),
        ("Thông tư số 02/2031/TT-BYT", "Bộ Y tế", False),
        ("Quyết định số 32 của Chủ tịch UBND tỉnh Nam Hải", "Chủ tịch Ủy ban nhân dân tỉnh Nam Hải", False),
    ],
)  # fmt: skip
def test_issuer_and_side(text: str, issuer: str | None, party: bool) -> None:
    (document,) = documents(f"Hội nghị triển khai {text}.")
    assert document.issuer_name == issuer
    assert document.party is party


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        ("Chính phủ vừa ban hành Nghị định 67 về thủy sản.", ["Chính phủ"]),
        ("Ngày 5/3, UBND huyện Đông Lâm, Nghệ An đã ban hành Quyết định số 238.", ["Ủy ban nhân dân huyện Đông Lâm"]),
        ("Ngày 5/3, Huyện ủy Đông Lâm có Nghị quyết số 11-NQ/HU về môi trường.", ["Huyện ủy Đông Lâm"]),
        ("Tỉnh đẩy mạnh thực hiện Nghị quyết 19, Nghị quyết 35 của Chính phủ.", ["Chính phủ", "Chính phủ"]),
        (
            "HĐND huyện Đông Lâm khai mạc kỳ họp. Ông Lê Văn Hòa nêu ý kiến của Huyện ủy Đông Lâm. "
            "Kỳ họp đã thông qua Nghị quyết về dự toán ngân sách năm 2031.",
            ["Hội đồng nhân dân huyện Đông Lâm"],
        ),
        (
            "Nghị quyết liên tịch của Quốc hội, Chính phủ về công tác hòa giải được ban hành.",
            ["Quốc hội, Chính phủ"],
        ),
        (
            "Chiều nay, kỳ họp thứ ba biểu quyết thông qua Luật Mẫu Thử (sửa đổi); biểu quyết thông qua Luật Thủy lợi.",
            ["Quốc hội", "Quốc hội"],
        ),
        ("Kỳ họp sẽ xem xét, thông qua 9 dự án luật, trong đó có Luật Đất đai.", [None]),
        (
            "UBND tỉnh Sơn La họp. Sở công bố Quyết định số 17/QĐ-UBND ngày 16/7/2031 của Chủ tịch UBND tỉnh về việc điều động.",
            ["Chủ tịch Ủy ban nhân dân tỉnh Sơn La"],
        ),
        (
            "UBND huyện Mẫu Sơn kiến nghị. Theo Công văn số 48/UBND-ĐT ngày 10/10/2031, UBND tỉnh Sơn La đã xem xét.",
            ["Ủy ban nhân dân tỉnh Sơn La"],
        ),
        (
            "Sở Tư pháp tỉnh Sơn La họp. Hội nghị nêu Quyết định số 02/QĐ-STP ngày 4/5/2031.",
            ["Sở Tư pháp tỉnh Sơn La"],
        ),
    ],
)  # fmt: skip
def test_issuers_said_elsewhere_in_the_sentence(text: str, issuers: list[str | None]) -> None:
    assert [d.issuer_name for d in documents(text)] == issuers


def test_of_two_councils_the_one_of_the_headline_issues() -> None:
    text = (
        "Kỳ họp thứ 9 HĐND xã Phú Mẫu\n\nNgày 21/8/2031, HĐND xã Phú Mẫu tổ chức kỳ họp. Dự có đại diện HĐND huyện Nam Thử.\n\n"
        "Kỳ họp thông qua Nghị quyết số 11/NQ-HĐND."
    )
    assert [d.issuer_name for d in documents(text)] == ["Hội đồng nhân dân xã Phú Mẫu"]


@pytest.mark.parametrize(
    ("number", "kind", "issuer"),
    [
        ("214-QĐ/HU", "Quyết định", "Ban Thường vụ Huyện ủy Nam Thử"),
        ("12-KH/HU", "Kế hoạch", "Huyện ủy Nam Thử"),
    ],
)
def test_a_standing_committee_decides_where_the_article_says_so(number: str, kind: str, issuer: str) -> None:
    text = f"Huyện ủy Nam Thử công bố các quyết định của Ban Thường vụ Huyện ủy Nam Thử. Hội nghị nghe {kind} số {number}."
    assert [d.issuer_name for d in documents(text)] == [issuer]


def test_a_congress_issues_the_resolution_it_adopts() -> None:
    assert named("Đại hội đã biểu quyết thông qua Nghị quyết Đại hội.") == [("resolution", None, "Nghị quyết Đại hội")]


def test_a_partial_name_is_the_fuller_one() -> None:
    text = (
        "Xã sơ kết nghị quyết Đại hội Đảng bộ xã Tân Hòa Đông lần thứ VI, nhiệm kỳ 2030 – 2035. "
        "Các mục tiêu mà Nghị quyết Đại hội Đảng bộ lần thứ VI đề ra cơ bản đạt. "
        "Xã cũng thực hiện Nghị quyết Đại hội Đảng toàn quốc lần thứ XVI."
    )
    scan, reading = read(text)
    assert [d.name for d in reading.documents] == [
        "Nghị quyết Đại hội Đảng bộ xã Tân Hòa Đông lần thứ VI, nhiệm kỳ 2030 – 2035",
        "Nghị quyết Đại hội Đảng toàn quốc lần thứ XVI",
    ]
    mentions = [m for m in scan.mentions if isinstance(m.value, DocumentName)]
    assert [reading.keys[m] for m in mentions] == ["document-1", "document-1", "document-2"]


def test_the_number_of_a_document_inside_a_title_is_its_own() -> None:
    found = documents("HĐND tỉnh thông qua Nghị quyết về sửa đổi, bổ sung Nghị quyết số 27/2030/NQ-HĐND của HĐND tỉnh.")
    assert [(d.name[:14], d.number) for d in found] == [("Nghị quyết về ", None), ("Nghị quyết số ", "27/2030/NQ-HĐND")]


def test_a_number_is_one_document_with_and_without_its_suffix() -> None:
    (document,) = documents("Thực hiện Chỉ thị 05-CT/TW của Bộ Chính trị. Qua 5 năm, Chỉ thị 05 đi vào cuộc sống.")
    assert document.number == "05-CT/TW"


def test_lists_of_documents() -> None:
    text = "Hội nghị quán triệt 2 nghị quyết: Về phát triển kinh tế biển; Về tinh gọn bộ máy, nâng cao hiệu quả. "
    assert [d.name for d in documents(text)] == [
        "Nghị quyết về phát triển kinh tế biển",
        "Nghị quyết về tinh gọn bộ máy, nâng cao hiệu quả",
    ]
    assert [d.number for d in documents("Thực hiện các Nghị quyết số 18, 19 của Trung ương.")] == ["18", "19"]


def test_the_day_of_issue() -> None:
    (document,) = documents("Theo Quyết định số 32 ngày 11/4/2027 của UBND tỉnh Nam Hải, trung tâm được thành lập.")
    assert str(document.issued) == "2027-04-11"


@pytest.mark.parametrize("row", table("document_suffixes"), ids=lambda row: row.where)
def test_every_suffix_settles(row: Row) -> None:
    suffix = row.need("suffix")
    tokens = tokenize(f"số 12/2031/QĐ{suffix}" if suffix.startswith("-") else f"số 12-QĐ{suffix}")
    number = number_at(tokens, 0)
    assert number is not None
    assert number.after == len(tokens)
    settled = suffix_of(number.text)
    assert settled is not None
    assert (settled.issuer, settled.party) == (row.get("issuer"), row.get("party") == "yes")


@pytest.mark.parametrize("row", table("laws"), ids=lambda row: row.where)
def test_every_law_is_read(row: Row) -> None:
    name = f"Luật {row.need('title')}"
    assert named(f"Đại biểu góp ý dự thảo {name} tại phiên họp.") == [("law", None, name)]


_PIECES = (
    "Nghị quyết", "nghị quyết", "Luật", "số", "33-NQ/TW", "/", "-", "05", "của", "về", "Đại hội", "Đảng bộ",
    "lần thứ IX", "Trung ương", "5", "khóa XII", "(", ")", "“", "”", ",", ".", ":", "các", "Về", "Hiến pháp", "Đề án",
    "sửa đổi", "\n",
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map(" ".join) | st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    scan, reading = read(text)
    for document in reading.documents:
        assert document.name
        assert all(e.spans[0].end <= len(scan.text) for e in document.evidence)


def test_a_list_that_breaks_off_with_the_sentence_has_no_next_document() -> None:
    found = documents("Huyện triển khai Nghị quyết số 19-NQ/TW,\nẢnh: Ban biên tập")
    assert [d.number for d in found] == ["19-NQ/TW"]


def test_a_treaty_has_its_abbreviation_and_year() -> None:
    text = "Hai bên tôn trọng Công ước Liên hợp quốc về Luật Mẫu (UNCLAM) năm 1982 và hợp tác."
    assert [d.name for d in documents(text)] == ["Công ước Liên hợp quốc về Luật Mẫu (UNCLAM) năm 1982"]
