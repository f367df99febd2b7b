"""Talk: everything said on stderr. Data goes to stdout, untouched by ``-q``, ``-v`` and colour."""

from __future__ import annotations

import os
import sys

import click

__all__ = [
    "NORMAL",
    "SILENT",
    "VERBOSE",
    "coloured",
    "count",
    "detail",
    "no_colour",
    "on_terminal",
    "say",
    "set_verbosity",
    "verbosity",
    "warn",
]

SILENT, NORMAL, VERBOSE = -1, 0, 1
_KEY = "bienban.verbosity"


def set_verbosity(context: click.Context, level: int) -> None:
    """Remember what ``-q`` or ``-v`` said, for the whole invocation."""
    context.find_root().meta[_KEY] = level


def verbosity() -> int:
    """How much to say: -1 quiet, 0 as usual, 1 and more for details."""
    context = click.get_current_context(silent=True)
    level = NORMAL if context is None else context.find_root().meta.get(_KEY, NORMAL)
    return int(level)


def coloured() -> bool:
    """Whether talk may have colour: on a terminal, and unless NO_COLOR says no (https://no-color.org)."""
    return on_terminal() and not no_colour()


def no_colour() -> bool:
    """Whether the user asked for no colour anywhere."""
    return bool(os.environ.get("NO_COLOR"))


def on_terminal() -> bool:
    """Whether a person sees stderr."""
    return sys.stderr.isatty()


def say(text: str = "", *, bold: bool = False) -> None:
    """Tell the user something, unless ``-q``."""
    if verbosity() >= NORMAL:
        _out(text, bold=bold)


def detail(text: str) -> None:
    """Tell the user something that only ``-v`` asks for."""
    if verbosity() >= VERBOSE:
        _out(text, dim=True)


def warn(text: str) -> None:
    """Tell the user something that ``-q`` does not silence: what was not done."""
    _out(text)


def _out(text: str, *, bold: bool = False, dim: bool = False) -> None:
    click.echo(click.style(text, bold=bold or None, dim=dim or None), err=True, color=coloured())


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``1 article``, ``2 articles``, ``1,200 articles``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
