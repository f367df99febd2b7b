"""Flags over environment over ``bienban.toml``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bienban.cli.main import main

Fails = Callable[..., str]


@pytest.fixture
def values(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, object]]:
    """The parameters that a command gets."""
    found: dict[str, object] = {}

    def call(*arguments: str) -> dict[str, object]:
        command = main.get_command(click.Context(main), arguments[0])
        assert isinstance(command, click.Command)

        def take(**parameters: object) -> None:
            found.clear()
            found.update(parameters)

        monkeypatch.setattr(command, "callback", take)
        result: Result = CliRunner().invoke(main, list(arguments))
        assert result.exit_code == 0, result.output
        return dict(found)

    return call


def test_precedence(workplace: Path, values: Callable[..., dict[str, object]], monkeypatch: pytest.MonkeyPatch) -> None:
    assert values("info")["store"] == "./bienban-store"
    (workplace / "bienban.toml").write_text('store = "kept"\n', encoding="utf-8")
    assert values("info")["store"] == str(workplace / "kept")
    monkeypatch.setenv("BIENBAN_STORE", "from-environment")
    assert values("info")["store"] == "from-environment"
    assert values("info", "--store", "from-flag")["store"] == "from-flag"


def test_parents_and_tables(workplace: Path, values: Callable[..., dict[str, object]], monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'format = "json"\npublisher = "Báo Thử"\n[validate]\nfail-on = "warning"\nformat = "turtle"\n[extract]\njobs = 3\n'
    (workplace / "bienban.toml").write_text(text, encoding="utf-8")
    below = workplace / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert values("info")["form"] == "json"
    assert {k: values("validate")[k] for k in ("fail_on", "form")} == {"fail_on": "warning", "form": "turtle"}
    extract = values("extract", "-")
    assert (extract["jobs"], extract["form"], extract["publisher"]) == (3, "json", "Báo Thử")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("store = ", ["not TOML", "line 1"]),
        ('stroe = "x"', ["'stroe'", "store"]),
        ("[imports]\njobs = 2", ["'imports'", "import"]),
        ("[info]\njobs = 2", ["'jobs' of info", "store"]),
        ('[info]\nformat = "xml"', ["xml", "json"]),
    ],
)
def test_mistakes_in_the_file_are_named(workplace: Path, fails: Fails, text: str, says: list[str]) -> None:
    (workplace / "bienban.toml").write_text(text + "\n", encoding="utf-8")
    line = fails("info")
    for words in says:
        assert words in line
