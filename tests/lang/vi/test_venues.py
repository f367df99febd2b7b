"""Where occasions are held, and people who are only counted: every row of the tables has its case."""

from __future__ import annotations

import pytest

from bienban.lang.registry import language
from bienban.lang.tables import Row
from bienban.lang.vi.groups import group_kind
from bienban.lang.vi.lexicon import table
from bienban.model.article import Article
from bienban.model.facts import Facts
from bienban.text import nfc


def facts_of(text: str) -> Facts:
    return language("vi").read(Article(text=nfc(text), source="-", stem="t")).facts


def place_of(text: str) -> str | None:
    facts = facts_of(text)
    main = next(e for e in facts.events if e.main)
    return next((p.name for p in facts.places if p.key == main.place), None)


@pytest.mark.parametrize("row", table("venues"), ids=lambda r: r.need("head"))
def test_every_venue_is_a_place(row: Row) -> None:
    head = row.need("head")
    text = f"Ngày 4/5/2023, tại {head} Mẫu Sơn, Sở Y tế tỉnh Sơn La tổ chức hội thảo về y tế cơ sở."
    assert place_of(text) == f"{head} Mẫu Sơn"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sáng 4/5/2023, tại tỉnh Sơn La, Bộ Y tế tổ chức hội thảo về y tế cơ sở.", "Tỉnh Sơn La"),
        ("Sáng 4/5/2023, tại Nhà hát lớn TP. Hà Nội, Bộ Y tế tổ chức hội thảo về y tế.", "Nhà hát lớn Thành phố Hà Nội"),
        ("Sáng 4/5/2023, tỉnh Sơn La long trọng tổ chức lễ khánh thành cầu Mẫu.", "Tỉnh Sơn La"),
        ("Sáng 4/5/2023, Sở Y tế tỉnh Sơn La tổ chức hội thảo về y tế cơ sở.", None),
        ("Sáng 4/5/2023, Bộ Y tế tổ chức hội thảo về y tế cơ sở tại Milano.", "Milano"),
        ("Hội thảo về y tế do Sở Y tế phối hợp với Hội Thầy thuốc trẻ tổ chức đã diễn ra sáng 4/5/2023 tại Sa Pa.", "Sa Pa"),
        ("Sáng 4/5/2023, tại Tỉnh ủy Sơn La, ông Lê Văn Mẫu chủ trì hội thảo về y tế cơ sở.", "Tỉnh ủy Sơn La"),
        (
            "Sáng 4/5/2023, Sở Y tế tỉnh Sơn La tổ chức hội thảo về y tế tại Khu lưu niệm Chủ tịch Lý Văn Thử.",
            "Khu lưu niệm Chủ tịch Lý Văn Thử",
        ),
        ("Sáng 4/5/2023, Bí thư Huyện ủy Lê Văn Mẫu đến thăm huyện Mai Sơn.", "huyện Mai Sơn"),
        ("Sáng 4/5/2023, Thủ tướng Lê Văn Mẫu bắt đầu chuyến thăm chính thức Thụy Điển.", "Thụy Điển"),
        ("Sáng 4/5/2023, Bộ Y tế tổ chức hội thảo về y tế cơ sở tại Mát-xcơ-vin.", "Mát-xcơ-vin"),
        (
            "Sáng 4/5/2023, Bí thư Tỉnh ủy Lê Văn Mẫu đến thăm gia đình bà Trần Thị Thử (chủ trang trại nuôi dê) và vườn rau"
            " sạch của gia đình ông Đỗ Văn Thí, ở huyện Mai Sơn.",
            "huyện Mai Sơn",
        ),
        ("Sáng 4/5/2023, ông Lê Văn Mẫu có buổi tiếp xúc với cử tri huyện Mai Sơn.", "huyện Mai Sơn"),
        (
            "Ngày 4/5/2023 (tức ngày 15 tháng 3 năm Quý Mão) tại hội trường lớn xã Mẫu Thượng, Hội Nông dân xã tổ chức đại hội.",
            "hội trường lớn xã Mẫu Thượng",
        ),
        (
            "Ngày 4/5/2023, tại sân vận động trung tâm, xã Mẫu Thượng, huyện Mai Sơn đã tổ chức lễ công bố quyết định.",
            "sân vận động trung tâm, xã Mẫu Thượng",
        ),
        (
            "Hội thảo về y tế sẽ được Sở Y tế tổ chức trọng thể lúc 7 giờ 30 phút, ngày 22-3-2018 tại Nhà văn hóa Mẫu Sơn.",
            "Nhà văn hóa Mẫu Sơn",
        ),
        (
            "Sáng 4/5/2023, Bí thư Tỉnh ủy Lê Văn Mẫu có mặt tại trụ sở Công an huyện thăm, động viên cán bộ.",
            "trụ sở Công an huyện",
        ),
        (
            "Sáng 4/5/2023, Bí thư Tỉnh ủy Lê Văn Mẫu đã về thăm, làm việc với cán bộ, nhân dân xã Mẫu Thượng.",
            "xã Mẫu Thượng",
        ),
        ("Sáng nay ở Sơn La, Bộ Y tế tổ chức hội nghị triển khai nhiệm vụ năm 2018.", "Sơn La"),
        ("Sáng 4/5/2023, Bộ Y tế tổ chức hội thảo về y tế cơ sở tại Đèo liền kề.", None),
    ],
)
def test_a_place_is_where_the_text_puts_the_occasion(text: str, place: str | None) -> None:
    found = place_of(text)
    assert (found and found.casefold()) == (place and place.casefold())


@pytest.mark.parametrize("row", table("group_kinds"), ids=lambda r: r.need("unit"))
def test_every_counting_noun_has_its_kind(row: Row) -> None:
    assert group_kind(row.need("unit")) == row.need("code")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Tham dự có 188 đại biểu.", [(188, "delegate", "exact")]),
        ("Hơn 300 cử tri dự hội thảo.", [(300, "voter", "over")]),
        (
            "Hội thảo có sự tham gia của gần 50 nhà báo và 20 bác sĩ.",
            [(50, "journalist", "nearly"), (20, "medical-worker", "exact")],
        ),
        ("Xã có 300 cử tri.", []),
    ],
)
def test_people_only_counted_attend(words: str, expected: list[tuple[int, str, str]]) -> None:
    facts = facts_of(f"Ngày 4/5/2023, Sở Y tế tỉnh Sơn La tổ chức hội thảo về y tế cơ sở. {words}")
    here = {p.participant for p in facts.participations if p.role == "attendee"}
    assert [(g.count, g.kind, g.qualifier) for g in facts.groups if g.key in here] == expected
