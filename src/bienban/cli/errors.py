"""From exceptions to one line on stderr and an exit code. No traceback, unless ``-v`` asks for it.

Exit codes: 0 done; 1 findings at or above ``--fail-on``, or some inputs set aside; 2 usage; 3 store or network; 70 a mistake
in Bienban itself (EX_SOFTWARE of sysexits.h); 130 interrupted. A reader that closes the pipe is no error.
"""

from __future__ import annotations

import os
import sys
import traceback
from types import TracebackType

import click

from bienban.cli.talk import VERBOSE, verbosity
from bienban.errors import BienbanError

__all__ = ["BUG", "INTERRUPTED", "SOME_SET_ASIDE", "Boundary"]

SOME_SET_ASIDE = 1
USAGE = 2
STORE = 3
BUG = 70
INTERRUPTED = 130


class Boundary:
    """The outermost ``with`` of a command: whatever leaves it becomes a line and a ``SystemExit``."""

    def __enter__(self) -> Boundary:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        del kind, trace
        try:
            if error is None:
                sys.stdout.flush()
                return
        except BrokenPipeError as closed:
            error = closed
        code, line = _judge(error)
        if code is None:
            return
        if line is not None:
            click.echo(f"bienban: {line}", err=True)
        if verbosity() >= VERBOSE and line is not None and not isinstance(error, click.ClickException):
            traceback.print_exception(error)
        if isinstance(error, BrokenPipeError):
            _silence_stdout()
        raise SystemExit(code) from None


def _judge(error: BaseException) -> tuple[int | None, str | None]:
    """Exit code and line for an exception; no code for what is not ours to handle."""
    match error:
        case BrokenPipeError():
            return 0, None
        case BienbanError():
            return error.exit_code, " ".join(str(error).split("\n"))
        case click.UsageError():
            return USAGE, _usage(error)
        case click.ClickException():
            return USAGE, error.format_message()
        case KeyboardInterrupt() | click.Abort():
            return INTERRUPTED, "interrupted; what was done so far is kept"
        case click.exceptions.Exit() | SystemExit() | GeneratorExit():
            return None, None
        case MemoryError():
            return BUG, "out of memory; try fewer --jobs"
        case OSError(filename=str(name)) if error.strerror:
            return STORE, f"{name}: {error.strerror.lower()}; check the path, its permissions and the space left"
    return BUG, (
        f"{type(error).__name__}: {' '.join(str(error).split())}; this is a mistake in bienban, not yours:"
        " please report it with what -v prints"
    )


def _usage(error: click.UsageError) -> str:
    """Click's message as one line, with the command that has the help."""
    message = " ".join(error.format_message().split()).rstrip(".")
    message = message[:1].lower() + message[1:]
    if error.ctx is None:
        return message
    return f"{message}; see {error.ctx.command_path} --help"


def _silence_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's last flush does not complain about the closed pipe."""
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError, AttributeError):  # not a real file, as under a test runner
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)
