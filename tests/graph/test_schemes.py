"""The table of the schemes, as the mapping looks labels up in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from bienban.errors import LexiconProblem
from bienban.graph import schemes
from bienban.graph.schemes import beginning, codes, concepts, named
from bienban.model.facts import AWARD_TYPES, DocumentKind, EventKind, ParticipationRole, StatementKind

HEAD = "scheme\tcode\tbroader\tvi\ten\talt\tnote\n"


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A place for another table; what is cached of it goes with it."""

    def forget() -> None:
        for cached in (schemes.concepts, schemes.codes, schemes._labels):
            cached.cache_clear()

    forget()
    yield monkeypatch
    forget()


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        ("award-type", AWARD_TYPES),
        ("event-kind", get_args(EventKind)),
        ("document-kind", get_args(DocumentKind)),
        ("participation-role", get_args(ParticipationRole)),
        ("statement-kind", get_args(StatementKind)),
    ],
)
def test_every_value_of_the_model_is_a_concept(scheme: str, values: tuple[str, ...]) -> None:
    assert set(values) <= codes(scheme)


def test_every_broader_concept_is_one_of_its_scheme() -> None:
    for concept in concepts():
        assert concept.broader is None or concept.broader in codes(concept.scheme), concept


def test_every_label_of_every_scheme_means_one_concept() -> None:
    for concept in concepts():
        for label in (concept.vi, *concept.alt):
            assert named(concept.scheme, label) == concept.code


@pytest.mark.parametrize(
    ("scheme", "label", "code"),
    [
        ("post-role", "Bí thư", "secretary"),
        ("post-role", "phó bí thư", "deputy-secretary"),
        ("post-role", "Uỷ viên", "member"),
        ("post-role", "Người giữ đền", None),
        ("unit-of-measure", "đồng", "vnd"),
    ],
)
def test_a_label_names_a_concept(scheme: str, label: str, code: str | None) -> None:
    assert named(scheme, label) == code


@pytest.mark.parametrize(
    ("scheme", "name", "code"),
    [
        ("award-type", "Huân chương Lao động hạng Nhất", "order"),
        ("award-type", "Bằng khen", "certificate-of-merit"),
        ("award-type", "Bằng khen của Thủ tướng Chính phủ", "certificate-of-merit-pm"),
        ("award-type", "Huy hiệu 40 năm tuổi Đảng", "insignia"),
        ("award-type", "Cây xanh đẹp", None),
        ("unit-level", "xã Đồng Khê", "commune"),
        ("unit-level", "Đồng Khê", None),
    ],
)
def test_the_longest_label_that_begins_a_name_decides(scheme: str, name: str, code: str | None) -> None:
    assert beginning(scheme, name) == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the head is not scheme"),
        ("scheme\tcode\n", "the head is not scheme"),
        (HEAD + "a\tb\tc\n", "a row needs scheme, vi and en"),
        (HEAD + "a\tb\t\tvi\ten\t\t\textra\n", "a row needs scheme, vi and en"),
    ],
)
def test_a_table_that_does_not_follow_the_format_is_refused(table: pytest.MonkeyPatch, text: str, words: str) -> None:
    table.setattr(schemes, "resource_text", lambda *_: text)
    with pytest.raises(LexiconProblem, match=words):
        concepts()


def test_a_label_of_two_concepts_is_refused(table: pytest.MonkeyPatch) -> None:
    rows = "a\tone\t\tMột\tone\t\t\na\ttwo\t\tHai\ttwo\tmột\t\n"
    table.setattr(schemes, "resource_text", lambda *_: HEAD + "# lời\n\na\t\t\tSố\tnumbers\t\t\n" + rows)
    assert codes("a") == {"one", "two"}
    with pytest.raises(LexiconProblem, match="'một' means one and two of a"):
        named("a", "Một")
