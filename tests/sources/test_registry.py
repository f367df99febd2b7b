"""Which reader reads what, readers of other packages, and the page that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

import bienban
from bienban.errors import BienbanError
from bienban.model.article import Article
from bienban.sources import registry as module
from bienban.sources.base import Raw, ReadSettings
from bienban.sources.given import KEYS
from bienban.sources.registry import registry, split_name


class Upper:
    """A reader that shouts."""

    name = "upper"
    suffixes = (".up",)

    def sniff(self, head: bytes) -> bool:
        return head.startswith(b"UP")

    def read(self, raw: Raw, settings: ReadSettings) -> Iterator[Article]:
        del settings
        yield Article(text=raw.stream.read().decode().upper(), source=raw.source, stem=raw.stem)


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[EntryPoint]]:
    """Entry points of other packages."""
    points: list[EntryPoint] = []
    monkeypatch.setattr(module, "entry_points", lambda group: EntryPoints(points).select(group=group))
    registry.cache_clear()
    yield points
    registry.cache_clear()


def test_another_package_brings_a_reader(others: list[EntryPoint], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Upper", Upper, raising=False)
    others.append(EntryPoint("upper", "bienban.sources.registry:Upper", module.GROUP))
    found = registry()
    assert found.named("upper") is found.by_suffix(".up") is found.by_content(b"UP and away", "")
    assert found.by_suffix(".txt") is not None


@pytest.mark.parametrize("value", ["no.such.module:Reader", "bienban.sources.registry:NoSuchReader"])
def test_a_reader_that_cannot_be_loaded_is_named(others: list[EntryPoint], value: str) -> None:
    others.append(EntryPoint("broken", value, module.GROUP))
    with pytest.raises(BienbanError, match="broken"):
        registry()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", ("a", ".txt")),
        ("a.b.JSON", ("a.b", ".json")),
        ("a.jsonl.gz", ("a", ".jsonl")),
        ("a.GZ", ("a", "")),
        ("a", ("a", "")),
        ("hội nghị.md", ("hội nghị", ".md")),
    ],
)
def test_names(name: str, expected: tuple[str, str]) -> None:
    assert split_name(name) == expected


def test_the_page_names_every_key_and_suffix() -> None:
    page = (Path(bienban.__file__).parent / "docs" / "sources.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`([^`\n]+)`", page))
    assert {name for names in KEYS.values() for name in names} <= listed
    for source in registry().sources:
        assert source.name in listed
        assert set(source.suffixes) <= listed
