"""The group: help of every command, start-up, verbosity, completion."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

import click
import pytest
from click.testing import Result

from bienban import __version__
from bienban.cli.main import COMMANDS, main

Run = Callable[..., Result]
HEAVY = ("rdflib", "pyoxigraph", "pyshacl", "SPARQLWrapper", "rich", "yaml", "jsonschema", "bienban.lang", "bienban.store")


def command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert isinstance(found, click.Command)
    return found


def test_help_lists_every_command(run: Run) -> None:
    text = run("--help").stdout
    for name, (_, summary) in COMMANDS.items():
        assert f"  {name}" in text
        assert summary.split()[0] in text
    assert run("-h").stdout == text


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"bienban {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run: Run, name: str) -> None:
    text = run(name, "--help").stdout
    assert "Examples:" in text
    assert f"  bienban {name}" in text
    summary = COMMANDS[name][1]
    assert (command(name).help or "").startswith(summary), "the table of commands must have the help's first line"
    assert len(summary) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_every_flag_is_explained(name: str) -> None:
    for parameter in command(name).params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]} has no help"


@pytest.mark.parametrize("name", COMMANDS)
def test_flags_of_examples_exist(name: str) -> None:
    flags = {o for p in command(name).params for o in (*p.opts, *p.secondary_opts)}
    for line in (command(name).help or "").splitlines():
        if line.strip().startswith(f"bienban {name}"):
            used = {word.partition("=")[0] for word in line.split() if word.startswith("--")}
            assert used <= flags, f"{line.strip()}: {used - flags}"


def test_help_loads_nothing_heavy() -> None:
    code = "import sys\nfrom bienban.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1].split()
    assert not [m for m in HEAVY if m in loaded]


@pytest.mark.system
def test_help_answers_at_once() -> None:
    """It takes little more than the interpreter and click do by themselves."""

    def took(*arguments: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        return time.perf_counter() - start

    pairs = [(took("-m", "bienban", "--help"), took("-c", "import click, importlib.metadata")) for _ in range(5)]
    assert min(ours for ours, _ in pairs) < 4 * min(bare for _, bare in pairs)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    environment = os.environ | {"_BIENBAN_COMPLETE": f"{shell}_source"}
    script = "from bienban.cli.main import main; main(prog_name='bienban')"
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    if shell == "bash" and "Shell completion is not supported" in done.stderr:
        pytest.skip("this bash is too old for click's completion")
    assert "_BIENBAN_COMPLETE" in done.stdout


def test_no_command_shows_the_help() -> None:
    done = subprocess.run([sys.executable, "-m", "bienban"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Commands:" in done.stdout + done.stderr
