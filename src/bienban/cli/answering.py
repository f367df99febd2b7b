"""What ``ask``, ``query`` and ``show`` share: where to ask, how wide to print, which language."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import click

from bienban.cli.talk import no_colour
from bienban.model.endpoint import Endpoint

if TYPE_CHECKING:
    from bienban.store.base import Queryable

__all__ = ["language_option", "open_target", "page", "width_option"]

language_option = click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    envvar="BIENBAN_LANG",
    help="Language of headings, labels and messages.",
)

width_option = click.option(
    "--width", type=click.IntRange(min=20), metavar="N", help="Width of tables.  [default: the terminal's]"
)


@contextmanager
def open_target(store: str, endpoint: Endpoint | None) -> Iterator[Queryable]:
    """The store on disk, or the server where one is named."""
    from bienban.store import open_endpoint, open_store

    opened = open_store(store) if endpoint is None else open_endpoint(endpoint)
    with closing(opened) as target:
        yield target


def page(width: int | None) -> tuple[int, bool]:
    """How wide to print, and whether with colour: as the terminal is, else 100 cells and plain."""
    from bienban.answers.table import PIPED_WIDTH

    terminal = sys.stdout.isatty()
    return width or shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, terminal and not no_colour()
