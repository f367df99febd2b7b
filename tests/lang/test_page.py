"""The page on language packs is true: the pack that it shows is installed as it stands there, and reads what the page says."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import bienban
from bienban.cli.main import main
from bienban.lang import registry
from bienban.lang.registry import codes, detect, language
from bienban.model.article import Article
from bienban.resources import resource
from contract.test_languages import hold

PAGE = Path(bienban.__file__).parent / "docs" / "languages.md"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
FILE = re.compile(r"`([\w/.]+)`:[^\n]*(?:\n[^\n`]+)*(?:[^`]|`[^`]+`)*?\n\n```\w+\n(.*?)```", re.DOTALL)


def block(kind: str) -> str:
    """The first block of a kind."""
    blocks: list[tuple[str, str]] = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    return next(text for found, text in blocks if found == kind)


def forget() -> None:
    for cached in (registry._points, registry._recogniser, registry.language):
        cached.cache_clear()
    for name in [name for name in sys.modules if name.startswith("bienban_french")]:
        del sys.modules[name]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The package of the page, as pip leaves it; yields a folder to work in."""
    for name, text in FILE.findall(PAGE.read_text(encoding="utf-8")):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "site" / "bienban_french" / "__init__.py").touch()
    project = tomllib.loads((tmp_path / "site" / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = tmp_path / "site" / "bienban_french-0.1.dist-info"
    info.mkdir()
    about = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (info / "METADATA").write_text(about, encoding="utf-8")
    lines = [
        line
        for group, points in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {value}" for name, value in points.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    forget()
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "nouvelle.txt").write_text(block("text"), encoding="utf-8")
    yield work
    forget()


def run(*args: str) -> Result:
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.usefixtures("installed")
def test_the_pack_is_found_and_told() -> None:
    assert "fr" in codes()
    assert detect(block("text")) == "fr"
    assert language("fr-CA").code == "fr"


@pytest.mark.usefixtures("installed")
def test_the_commands_say_what_the_page_says() -> None:
    found = json.loads(run("extract", "nouvelle.txt").stdout)
    assert [{k: v for k, v in p.items() if k != "x"} for p in found["events"][0]["people"]] == json.loads(block("json"))
    assert "violation" not in run("import", "nouvelle.txt", "--store", "s").stderr
    assert "Nguyen Van Mau" in run("ask", "participants", "--format", "csv", "--store", "s").stdout
    run("validate", "--store", "s", "--fail-on", "warning")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("path", [PAGE, *sorted(resource("data", "articles").iterdir())], ids=lambda p: p.stem)
def test_the_pack_keeps_the_contract(path: Path) -> None:
    for text in ("", block("text"), path.read_text(encoding="utf-8")):
        article = Article(text=text, source="-", stem="t", language="fr")
        reading = language("fr").read(article)
        hold(reading)
        assert language("fr").read(article) == reading


def test_the_page_names_what_there_is() -> None:
    text = PAGE.read_text(encoding="utf-8")
    root = PAGE.parents[3]
    for name in re.findall(r"`((?:src|tests|data)/[\w./]+)`", text):
        assert (root / name.replace("/CODE/", "/en/")).exists(), name
    for name in re.findall(r"`(bienban\.[\w.]+)(?:`|\()", text):
        parts = name.split(".")
        assert any((root / "src" / Path(*parts[:n])).with_suffix(".py").exists() for n in (len(parts), len(parts) - 1)) or (
            name in ("bienban.languages", "bienban.recognisers")
        ), name
