"""Running the command line as a user does, without a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bienban.cli.main import main

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and no settings from outside."""
    monkeypatch.chdir(tmp_path)
    for name in ("BIENBAN_STORE", "BIENBAN_ENDPOINT", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run() -> Run:
    """Run ``bienban ARGUMENTS``; the exit code is checked, and that no traceback is shown."""

    def call(*arguments: str, code: int = 0, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(main, list(arguments), input=stdin, prog_name="bienban")
        assert result.exit_code == code, f"exit code {result.exit_code}:\n{result.output}"
        assert "Traceback" not in result.output
        return result

    return call


@pytest.fixture
def fails(run: Run) -> Callable[..., str]:
    """Run a command that must fail with one line on stderr; returns the line."""

    def call(*arguments: str, code: int = 2, stdin: str | bytes | None = None) -> str:
        result = run(*arguments, code=code, stdin=stdin)
        assert result.stdout == ""
        lines = result.stderr.splitlines()
        assert len(lines) == 1, result.stderr
        assert lines[0].startswith("bienban: ")
        return lines[0]

    return call
