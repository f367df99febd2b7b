"""Progress is shown to people who wait, and to nobody else."""

from __future__ import annotations

import pytest

from bienban.cli import progress, talk
from bienban.cli.progress import Progress


@pytest.mark.parametrize(
    ("terminal", "patience", "verbosity", "shown"),
    [(True, 0.0, 0, True), (True, 60.0, 0, False), (False, 0.0, 0, False), (True, 0.0, talk.SILENT, False)],
)
def test_who_sees_it(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    terminal: bool,
    patience: float,
    verbosity: int,
    shown: bool,
) -> None:
    monkeypatch.setattr(progress, "on_terminal", lambda: terminal)
    monkeypatch.setattr(progress, "verbosity", lambda: verbosity)
    monkeypatch.setattr(progress, "_PATIENCE", patience)
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes the captured stream for a terminal
    with Progress("importing") as bar:
        for _ in range(3):
            bar.advance()
    captured = capsys.readouterr()
    assert ("importing 3" in captured.err) is shown
    assert captured.out == ""


@pytest.mark.parametrize(("terminal", "no_color", "expected"), [(True, "", True), (True, "1", False), (False, "", False)])
def test_colour_only_on_a_terminal_and_unless_refused(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, no_color: str, expected: bool
) -> None:
    monkeypatch.setattr(talk, "on_terminal", lambda: terminal)
    monkeypatch.setenv("NO_COLOR", no_color)
    assert talk.coloured() is expected
