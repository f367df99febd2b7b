"""The bodies of an article: lists with one territory, other countries' parties, committees for an occasion, what is no body."""

from __future__ import annotations

import pytest

from bienban.lang.vi.reader import VietnameseReader
from bienban.model.article import Article
from bienban.text import nfc


def bodies(text: str) -> list[str]:
    facts = VietnameseReader().read(Article(text=nfc(text), source="test", stem="test")).facts
    return [o.name for o in facts.organizations if o.listed]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Sáng 5/3, đại diện Tỉnh ủy, Hội đồng nhân dân, Ủy ban nhân dân, Ủy ban Mặt trận Tổ quốc tỉnh, "
            "Đoàn đại biểu Quốc hội tỉnh Bắc Ninh dâng hương.",
            ["Hội đồng nhân dân tỉnh Bắc Ninh", "Ủy ban nhân dân tỉnh Bắc Ninh", "Ủy ban Mặt trận Tổ quốc tỉnh Bắc Ninh"],
        ),
        (
            "Sáng 5/3, Thành ủy, Hội đồng nhân dân - Ủy ban nhân dân Thành phố Hồ Chí Minh tổ chức lễ ra quân.",
            ["Hội đồng nhân dân Thành phố Hồ Chí Minh", "Ủy ban nhân dân Thành phố Hồ Chí Minh"],
        ),
        (
            "Lãnh đạo Huyện ủy, HĐND, UBND đã dự. Huyện ủy Đông Hòa báo cáo. Huyện Đông Hòa có năm xã.",
            ["Huyện ủy Đông Hòa", "Hội đồng nhân dân huyện Đông Hòa", "Ủy ban nhân dân huyện Đông Hòa"],
        ),
    ],
)
def test_a_list_shares_its_territory(text: str, names: list[str]) -> None:
    assert set(names) <= set(bodies(text))


def test_committees_in_general_share_none() -> None:
    assert "Ủy ban nhân dân tỉnh Bắc Ninh" not in bodies("Các Tỉnh ủy, HĐND, UBND cần làm tốt. Tỉnh ủy Bắc Ninh báo cáo.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Đoàn có Trưởng Ban Đối ngoại Trung ương Đảng Nhân dân Cách mạng Lào.", "Trung ương Đảng Nhân dân Cách mạng Lào"),
        ("Ông Lê Văn An là Chánh Văn phòng Trung ương Đảng Cộng sản Việt Nam.", "Văn phòng Trung ương Đảng"),
    ],
)
def test_the_central_organs_of_a_party(text: str, name: str) -> None:
    (found,) = bodies(text)
    assert found.endswith(name)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Theo Ban Tổ chức Lễ hội đền Mẫu Sơn, lễ khai mạc bắt đầu từ 5 giờ.", ["Ban Tổ chức lễ hội đền Mẫu Sơn"]),
        ("Ban Tổ chức Lễ hội cho biết lễ bắt đầu từ 5 giờ.", []),
        ("Công ty Hoàng Long đền bù cho dân.", ["Công ty Hoàng Long"]),
        ("Hai bên tuân thủ Công ước Liên Hợp Quốc về Luật Biển, hợp tác trong khuôn khổ ASEAN.", []),
        ("Hai bên mong ASEAN sớm thông qua bộ quy tắc.", ["ASEAN"]),
        ("Dự án Cảng hàng không quốc tế Đông Hòa sẽ khởi công công trình Nhà hát Đông Hòa.", []),
    ],
)
def test_what_is_a_body(text: str, names: list[str]) -> None:
    assert bodies(text) == names


def test_a_term_that_is_over_makes_its_posts_former() -> None:
    text = (
        "Ngày 5/1/2018, đoàn công tác công bố kết luận về ông Lê Văn Mẫu (Bí thư Tỉnh ủy Sơn La nhiệm kỳ 2010-2015,"
        " Chủ tịch UBND tỉnh Sơn La nhiệm kỳ 2016-2021)."
    )
    facts = VietnameseReader().read(Article(text=nfc(text), source="test", stem="test")).facts
    assert [(p.role, p.status) for p in facts.posts] == [("Bí thư", "former"), ("Chủ tịch", "current")]
