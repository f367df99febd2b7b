"""Articles about invented people and places, for the stages together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bienban.model.article import Article
from bienban.sources.headline import split_headline

TEXT = """Đảng ủy xã Lạc Tân họp phiên thường kỳ

Ngày 14/6/2022, Đảng ủy xã Lạc Tân, huyện Mỹ Khê tổ chức hội nghị lần thứ 9. Dự hội nghị có đồng chí Đoàn Thị Thu Hiền, Phó \
Bí thư Huyện ủy Mỹ Khê. Phát biểu tại hội nghị, đồng chí Đoàn Thị Thu Hiền đề nghị Đảng ủy xã tiếp tục chăm lo đời sống Nhân dân.
"""


@pytest.fixture
def make() -> Callable[..., Article]:
    """An article of a stem and text."""

    def article(stem: str = "lac-tan", text: str = TEXT, source: str | None = None, **more: str | None) -> Article:
        title, start = split_headline(text)
        return Article(text=text, source=source or f"{stem}.txt", stem=stem, title=title, body_start=start, **more)  # type: ignore[arg-type]

    return article
