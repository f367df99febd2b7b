"""What makes two articles the same one, and which version of it a text is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bienban.model.article import Article
from bienban.text import digest_of

ARTICLE = Article(text="Họp mặt", source="tin/a.txt", stem="a")


@pytest.mark.parametrize(
    ("changes", "identity"),
    [
        ({}, ("file", "", "a")),
        ({"publisher": "Báo Toà Án"}, ("file", "báo tòa án", "a")),
        ({"id": "5", "publisher": "Báo Mẫu"}, ("id", "báo mẫu", "5")),
        ({"id": "5", "url": "https://bao.example/5", "publisher": "Báo Mẫu"}, ("url", "https://bao.example/5")),
        ({"text": "Khác", "source": "b/a.txt", "title": "Khác"}, ("file", "", "a")),
    ],
)
def test_identity(changes: dict[str, str], identity: tuple[str, ...]) -> None:
    assert replace(ARTICLE, **changes).identity == identity  # type: ignore[arg-type]


def test_the_digest_is_that_of_the_whole_text() -> None:
    assert ARTICLE.digest == digest_of("Họp mặt")
    assert replace(ARTICLE, text="Họp    ", whole_digest=ARTICLE.digest).digest == ARTICLE.digest
