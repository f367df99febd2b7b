"""Documents known by what follows a head in small letters, what counts as one, and the bodies behind them."""

from __future__ import annotations

import pytest

from bienban.lang.vi.reader import VietnameseReader
from bienban.model.article import Article
from bienban.model.facts import Document


def documents(text: str) -> tuple[Document, ...]:
    return VietnameseReader().read(Article(text=text, source="test", stem="test")).facts.documents


def named(text: str) -> list[tuple[str, str | None, str]]:
    return [(d.kind, d.number, d.name) for d in documents(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Người dân chờ kết luận của Thanh tra Chính phủ về dự án hồ Vạn Sơn.",
            ("conclusion", "kết luận của Thanh tra Chính phủ về dự án hồ Vạn Sơn"),
        ),
        (
            "Tỉnh thực hiện kết luận ngày 14/11 của Ủy ban Kiểm tra Trung ương.",
            ("conclusion", "kết luận ngày 14/11 của Ủy ban Kiểm tra Trung ương"),
        ),
        ("Sở sớm hoàn thành kết luận thanh tra dự án chợ Đông Lâm.", ("conclusion", "kết luận thanh tra dự án chợ Đông Lâm")),
        ("Cơ quan phổ biến quy chế ứng xử tại cơ quan.", ("regulation", "quy chế ứng xử tại cơ quan")),
        ("Ông vi phạm quy chế làm việc của Đảng ủy xã Tân Hòa.", ("regulation", "quy chế làm việc của Đảng ủy xã Tân Hòa")),
        (
            "Căn cứ quy định của Đảng về phân cấp quản lý cán bộ, Ủy ban kết luận.",
            ("regulation", "quy định của Đảng về phân cấp quản lý cán bộ"),
        ),
        (
            "Hai bên ký thỏa thuận hợp tác giữa UBND TP. Nam Hải và Bưu điện Việt Nam.",
            ("other", "thỏa thuận hợp tác giữa UBND TP. Nam Hải và Bưu điện Việt Nam"),
        ),
        (
            "Ban thẩm tra tờ trình của UBND tỉnh về phương án thu phí cầu Đông Lâm.",
            ("other", "tờ trình của UBND tỉnh về phương án thu phí cầu Đông Lâm"),
        ),
        (
            "Bà trình bày báo cáo tổng hợp ý kiến, kiến nghị của cử tri và nhân dân.",
            ("report", "báo cáo tổng hợp ý kiến, kiến nghị của cử tri và nhân dân"),
        ),
        (
            "Ông tham gia soạn dự thảo nghị định quy định về định danh tàu cá.",
            ("decree", "nghị định quy định về định danh tàu cá"),
        ),
        (
            "Hai nước thực hiện đầy đủ Tuyên bố về ứng xử của các bên ở vịnh Nam Hải.",
            ("other", "Tuyên bố về ứng xử của các bên ở vịnh Nam Hải"),
        ),
        (
            "Văn phòng công bố Lệnh của Chủ tịch nước về Luật Cảnh vệ 2030.",
            ("other", "Lệnh của Chủ tịch nước về Luật Cảnh vệ 2030"),
        ),
        (
            "Quốc hội thông qua Nghị quyết về kết quả giám sát chuyên đề “việc thực hiện chính sách nhà ở”.",
            ("resolution", "Nghị quyết về kết quả giám sát chuyên đề “việc thực hiện chính sách nhà ở”"),
        ),
        (
            "Họ triển khai các nghị quyết của Hội nghị Trung ương 4 (khóa XII).",
            ("resolution", "nghị quyết của Hội nghị Trung ương 4 (khóa XII)"),
        ),
        ("Năm đầu thực hiện Nghị quyết Đại hội 15 của Đảng.", ("resolution", "Nghị quyết Đại hội 15 của Đảng")),
        ("Theo luật hình sự, hành vi này là tội phạm.", ("law", "luật hình sự")),
        ("Tỉnh thực hiện Công điện ngày 2/2/2031 của Thủ tướng.", ("other", "Công điện ngày 2/2/2031")),
        (
            "Hai bên ra Tuyên bố chung giữa Chính phủ Việt Nam và Chính phủ Hà Lan.",
            ("other", "Tuyên bố chung giữa Chính phủ Việt Nam và Chính phủ Hà Lan"),
        ),
        ("Bị cáo phạm tội theo Điều 219 BLHS năm 2015.", ("law", "Bộ luật Hình sự năm 2015")),
        ("Chủ đầu tư vi phạm Luật đấu thầu năm 2023.", ("law", "Luật đấu thầu năm 2023")),
        (
            "Sở công bố quy hoạch sử dụng đất đến năm 2040 trên địa bàn.",
            ("other", "quy hoạch sử dụng đất đến năm 2040"),
        ),
    ],
)  # fmt: skip
def test_a_wording(text: str, expected: tuple[str, str]) -> None:
    kind, name = expected
    assert [(k, n.casefold()) for k, _, n in named(text)][:1] == [(kind, name.casefold())]


@pytest.mark.parametrize(
    "text",
    [
        "Ông tuyên bố về việc từ chức và đọc báo cáo.",
        "Ủy ban kết luận về khuyết điểm của ông Phan Văn Lâm.",
        "Bộ Chính trị có Tờ trình về thi hành kỷ luật ông Phan Văn Lâm.",
        "Quốc hội thông qua Nghị quyết phê chuẩn bổ nhiệm Bộ trưởng Phan Văn Lâm.",
        "Họ làm việc theo quy chế chặt chẽ, đúng kế hoạch.",
        "Hai bên đạt thỏa thuận về giá.",
        "Ông là trưởng văn phòng luật Hoàng Hưng ở Nam Hải.",
    ],
)
def test_no_document_by_wording(text: str) -> None:
    assert named(text) == []


def test_numbers_announced_after_other_words() -> None:
    assert [n for _, n, _ in named("Ông ký 3 Quyết định mang số 2356, 2357 và 2358.")] == ["2356", "2357", "2358"]
    assert [n for _, n, _ in named("Theo quyết định thanh tra số 71/QĐ-TTr, đoàn làm việc 30 ngày.")] == ["71/QĐ-TTr"]
    assert [n for _, n, _ in named("theo quyết định 367 năm 1996 của Thủ tướng Chính phủ")] == ["367"]
    assert [n for _, n, _ in named("Căn cứ Luật số 55 / 2031 / QH 16,")] == ["55/2031/QH16"]


def test_two_years_of_a_law_are_two_laws() -> None:
    text = "Quốc hội thông qua Luật Du lịch 2037. Luật Du lịch 2025 hết hiệu lực."
    assert [n for _, _, n in named(text)] == ["Luật Du lịch 2037", "Luật Du lịch 2025"]


def test_a_topic_cites_the_numbered_document() -> None:
    text = "Nghị quyết 54 về cơ chế đặc thù phát triển Nam Hải có hiệu lực. Cử tri đọc Nghị quyết về cơ chế đặc thù phát triển."
    assert [n for _, n, _ in named(text)] == ["54"]


def test_findings_are_one_document_where_no_object_tells_them_apart() -> None:
    text = "Dân chờ kết luận thanh tra dự án hồ Vạn Sơn. Theo kết luận của Thanh tra tỉnh, dự án sai phép."
    assert len(named(text)) == 1


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Thanh tra Chính phủ (Kết luận số 754/KL ngày 17/4/2026) kiến nghị xử lý.", "Thanh tra Chính phủ"),
        (
            "Ông Lê Văn Hòa, Phó Chủ tịch UBND huyện Đông Lâm, đã ký liên tiếp 2 Quyết định mang số 23, 24.",
            "Ủy ban nhân dân huyện Đông Lâm",
        ),
        ("UBND tỉnh Nam Hải họp bàn. Theo Quyết định 12/QĐ-UBND, dự án dừng.", "Ủy ban nhân dân tỉnh Nam Hải"),
        ("Người dân chờ kết luận của Thanh tra Chính phủ về dự án hồ Vạn Sơn.", "Thanh tra Chính phủ"),
        ("Nghị quyết 54 về cơ chế đặc thù vừa được Quốc hội thông qua.", "Quốc hội"),
        ("Quốc hội biểu quyết thông qua Luật Thủy lợi; thông qua Luật Cảnh vệ.", "Quốc hội"),
    ],
)
def test_the_body_behind_a_document(text: str, issuer: str) -> None:
    found = documents(text)
    assert found
    assert {d.issuer_name for d in found} == {issuer}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hai bên sớm kết thúc đàm phán Hiệp định RCEP trong năm nay.", ["Hiệp định RCEP"]),
        ("Theo Quy định 1374 của thành phố, báo chí được trả lời.", ["Quy định 1374"]),
        ("Ủy ban có Công văn 4611 gửi các quận.", ["Công văn 4611"]),
        ("Ủy ban quy định 30 mức thu và gửi công văn 2 lần.", []),
    ],
)
def test_a_code_or_a_bare_number_behind_a_capital_head(text: str, names: list[str]) -> None:
    assert [d.name for d in documents(text)] == names
