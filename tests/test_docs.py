"""What the README says is true: its commands run, its links lead somewhere, every command stands in it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from bienban.cli.main import COMMANDS, main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands(section: str) -> list[list[str]]:
    """The ``bienban`` commands of the shell blocks of a section, without the path of the environment."""
    text = README.partition(f"## {section}\n")[2].partition("\n## ")[0]
    lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    parts = [part.strip() for line in lines for part in line.split("&&")]
    return [shlex.split(p, comments=True)[1:] for p in parts if re.match(r"(?:\.venv/bin/)?bienban ", p)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with the samples imported, and files of the names that the README uses."""
    path = tmp_path_factory.mktemp("reader")
    result = CliRunner().invoke(main, ["import", "--samples", "--store", str(path / "bienban-store")])
    assert result.exit_code == 0, result.output
    sample = next((ROOT / "data" / "articles").glob("*.txt"))
    (path / "hoi-nghi.txt").write_bytes(sample.read_bytes())
    (path / "articles").mkdir()
    (path / "articles" / "tin.txt").write_bytes(sample.read_bytes())
    (path / "more.jsonl.gz").write_bytes(b'{"id": "a", "title": "Tin", "text": "Kh\xc3\xb4ng c\xc3\xb3 g\xc3\xac."}\n')
    return path


@pytest.mark.parametrize("command", commands("Start") + commands("Your own articles"), ids=lambda c: " ".join(c))
def test_the_commands_of_the_readme_run(command: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    assert result.output.strip()


@pytest.mark.parametrize("query", blocks("sparql"))
def test_the_queries_of_the_readme_have_answers(query: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["query", query, "--format", "csv"])
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) > 10


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README) + re.findall(r"`((?:ontology|shapes|data|src|tests)/[\w./-]*)`", README)
    assert links
    for link in links:
        assert (ROOT / link).exists(), link


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_in_the_readme_and_helps(name: str) -> None:
    assert re.search(rf"`bienban {name}\b|`{name}`", README), f"the README does not name {name}"
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert "Examples:" in result.output
