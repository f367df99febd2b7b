"""``bienban backup`` and ``bienban restore``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bienban.cli.options import store_option, verbosity_options
from bienban.cli.talk import count, say

if TYPE_CHECKING:
    from bienban.store.copies import Copied

__all__ = ["backup", "restore"]


@click.command("backup")
@click.argument("target", metavar="DEST", type=click.Path())
@click.option("--link", is_flag=True, help="Hard links instead of copies: at once and without room, on the same disk only.")
@store_option
@verbosity_options
def backup(target: str, link: bool, store: str) -> None:
    """Copy the store into the new directory DEST, also while it is being written.

    The backup is what readers see at this moment: whole articles, their texts, the notes on what was set aside. Each file is
    listed with its digest. It can be asked like a store (--store DEST); do not write into it.

    \b
    Examples:
      bienban backup /media/usb/bienban-2023-05-12
      bienban backup before-the-import --link
      bienban ask participants --store before-the-import
    """
    from bienban.store.copies import back_up
    from bienban.store.layout import Layout

    done = back_up(Layout(Path(store)), Path(target).absolute(), link=link)
    say(f"backed up {_said(done)} to {target}")


@click.command("restore")
@click.argument("source", metavar="SRC", type=click.Path())
@click.option("--force", is_flag=True, help="Put it in place of the store that is there.")
@store_option
@verbosity_options
def restore(source: str, force: bool, store: str) -> None:
    """Make a store of the backup SRC.

    Every file is compared with its digest before and after it is copied; where one differs, nothing is changed. A store that
    is there is replaced with --force only, and not while somebody reads or writes it.

    \b
    Examples:
      bienban restore /media/usb/bienban-2023-05-12
      bienban restore before-the-import --force
      bienban restore before-the-import --store another-store
    """
    from bienban.store.copies import restore as put_back

    done = put_back(Path(source), Path(store).absolute(), force=force)
    say(f"restored {_said(done)} to {store}")


def _said(done: Copied) -> str:
    return f"{count(done.articles, 'article')}, {count(done.files, 'file')}, {done.size / 1e6:,.1f} MB"
