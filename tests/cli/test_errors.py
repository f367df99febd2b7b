"""Whatever goes wrong is one line on stderr that says what, where and what to do, with its exit code."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bienban.cli.errors import Boundary
from bienban.cli.options import verbosity_options
from bienban.errors import BienbanError, InputProblem, NetworkProblem, StoreLocked, UsageProblem

Fails = Callable[..., str]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("frobnicate",), ["no such command", "'frobnicate'", "--help"]),
        (("imprt", "a.txt"), ["no such command 'imprt'", "did you mean import?", "--help"]),
        (("--frobnicate",), ["no such option", "--frobnicate", "--help"]),
        (("import", "--frobnicate"), ["--frobnicate", "bienban import --help"]),
        (("import",), ["nothing to import", "--samples"]),
        (("import", "missing.txt"), ["missing.txt", "no such file or folder"]),
        (("import", "-", "-"), ["standard input", "once"]),
        (("import", "a.txt", "--date", "hôm qua"), ["--date", "'hôm qua'", "2023-03-29"]),
        (("import", "a.txt", "--date", "2023-02-30"), ["--date", "'2023-02-30'", "2023-03-29"]),
        (("import", "a.txt", "--date", "--06-29"), ["--date", "2023-03-29"]),
        (("import", "a.txt", "--url", "bao.example/tin"), ["--url", "'bao.example/tin'", "https://"]),
        (("import", "a.txt", "a.txt", "--url", "https://bao.example/tin"), ["--url", "one article"]),
        (("import", "a.txt", "--jobs", "0"), ["--jobs"]),
        (("import", "a.txt", "--jobs", "many"), ["--jobs", "'many'"]),
        (("import", "a.txt", "--from", "odt"), ["odt", "jsonl"]),
        (("extract",), ["PATH", "bienban extract --help"]),
        (("extract", "missing.txt"), ["missing.txt", "no such file or folder"]),
        (("extract", "a.txt", "--format", "rdfxml"), ["--format", "rdfxml", "turtle"]),
        (("extract", "a.txt", "--out", "a.txt"), ["a.txt", "folder"]),
        (("validate", "missing.ttl"), ["missing.ttl", "no such file or folder"]),
        (("validate", "--fail-on", "all"), ["--fail-on", "warning"]),
        (("export", "--format", "rdfxml"), ["--format", "jsonld"]),
        (("remove",), ["ARTICLE", "bienban remove --help"]),
        (("info", "--format", "xml"), ["--format", "json"]),
    ],
)
def test_usage(fails: Fails, workplace: Path, arguments: tuple[str, ...], says: list[str]) -> None:
    (workplace / "a.txt").write_text("Tin.", encoding="utf-8")
    line = fails(*arguments)
    for words in says:
        assert words in line
    assert not (workplace / "bienban-store").exists()


def probe(error: BaseException) -> click.Group:
    """A program whose one command raises."""

    @click.group()
    @verbosity_options
    def program() -> None:
        pass

    @program.command()
    @verbosity_options
    def work() -> None:
        raise error

    class Wrapped(click.Group):
        def invoke(self, ctx: click.Context) -> object:
            with Boundary():
                return super().invoke(ctx)

    return Wrapped(name="bienban", commands=program.commands, params=program.params, callback=program.callback)


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (UsageProblem("wrong", where="here", todo="do that"), 2, "bienban: here: wrong; do that"),
        (InputProblem("wrong\nlines"), 1, "bienban: wrong lines"),
        (StoreLocked("locked", where="s"), 3, "bienban: s: locked"),
        (NetworkProblem("no answer"), 3, "bienban: no answer"),
        (BienbanError("wrong"), 2, "bienban: wrong"),
        (KeyboardInterrupt(), 130, "bienban: interrupted; what was done so far is kept"),
        (PermissionError(13, "Permission denied", "s/x"), 3, "bienban: s/x: permission denied"),
        (
            ZeroDivisionError("division\nby zero"),
            70,
            "bienban: ZeroDivisionError: division by zero; this is a mistake in bienban",
        ),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_exceptions(error: BaseException, code: int, says: str) -> None:
    result = CliRunner().invoke(probe(error), ["work"])
    assert result.exit_code == code
    assert result.stderr.startswith(says)
    assert len(result.stderr.splitlines()) == (1 if says else 0)


@pytest.mark.parametrize("arguments", [["-v", "work"], ["work", "-v"]])
def test_v_shows_the_traceback(arguments: list[str]) -> None:
    result = CliRunner().invoke(probe(UsageProblem("wrong")), arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("bienban: wrong\nTraceback")


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    lines = "".join(f'{{"text": "Tin số {i}: {"x" * 500}"}}\n' for i in range(400))
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    command = f"{sys.executable} -m bienban extract a.jsonl --jobs 1; echo code $? >&2"
    done = subprocess.run(["bash", "-c", f"({command}) | head -c 10"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert len(done.stdout) == 10
    assert done.stderr == "code 0\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
def test_an_interrupt_while_waiting_for_input(tmp_path: Path) -> None:
    pipe = tmp_path / "slow.jsonl"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "bienban", "extract", str(pipe)]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        with pipe.open("wb"):  # opens once the program waits at the other end
            code = None
            for _ in range(5):  # one that comes just before the program begins to wait is seen only when it has something to read
                process.send_signal(signal.SIGINT)
                with suppress(subprocess.TimeoutExpired):
                    code = process.wait(4)
                    break
            assert code == 130
        assert process.stderr.read().startswith("bienban: interrupted")
