"""Who is at which occasion: persons and the occasions that an article names side by side."""

from __future__ import annotations

from bienban.lang.registry import language
from bienban.model.article import Article
from bienban.model.facts import Facts


def facts_of(text: str) -> Facts:
    return language("vi").read(Article(text=text, source="-", stem="t")).facts


def parts_of(text: str) -> set[tuple[str, str, str]]:
    """Who takes part, the role, and the first three words of the occasion."""
    facts = facts_of(text)
    names = {p.key: p.name for p in facts.persons}
    events = {e.key: " ".join(e.name.split()[:3]) for e in facts.events}
    return {(names[p.participant], p.role, events[p.event]) for p in facts.participations if p.participant in names}


def test_an_occasion_right_behind_the_cue_is_where_it_is_done_though_another_is_named_first() -> None:
    text = (
        "Ngày 6/7/2023, tại Hà Nội, Thủ tướng Đỗ Văn Thí đã hội đàm với Thủ tướng Lê Văn Mẫu. "
        "Sau hội đàm, Thủ tướng Đỗ Văn Thí và Thủ tướng Lê Văn Mẫu đã chứng kiến lễ ký kết 5 văn kiện hợp tác."
    )
    assert {p for p in parts_of(text) if p[2] == "lễ ký kết"} == {
        ("Đỗ Văn Thí", "attendee", "lễ ký kết"),
        ("Lê Văn Mẫu", "attendee", "lễ ký kết"),
    }


def test_who_only_invites_takes_no_part() -> None:
    text = (
        "Nhận lời mời của Thủ tướng Lê Văn Mẫu, Chủ tịch nước Đỗ Văn Thí đã thăm chính thức Nhật Bản từ ngày 6/7/2023. "
        "Theo lời mời của Thủ tướng Lê Văn Mẫu, chuyến thăm kéo dài ba ngày."
    )
    assert {p[0] for p in parts_of(text)} == {"Đỗ Văn Thí"}
    assert facts_of(text).statements == ()


def test_a_guest_named_by_a_reception_is_there() -> None:
    text = "Sáng 6/7/2023, Lễ đón Chủ tịch Quốc hội Lào Lò Thị Mẫu diễn ra tại Phủ Chủ tịch do Chủ tịch nước Đỗ Văn Thí chủ trì."
    assert ("Lò Thị Mẫu", "attendee") in {p[:2] for p in parts_of(text)}
