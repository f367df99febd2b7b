"""Files by name: one spelling of a path, and whether a file is still the same."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["absolute", "is_address", "shown", "stamp_of"]


def is_address(path: str) -> bool:
    """Whether a path that a user names is a web address."""
    return path[:8].lower().startswith(("http://", "https://"))


def absolute(path: str) -> str:
    """A path from the root, without ``.`` and ``..``; links stay. An address is as it is.

    >>> absolute("/tin/./2023/../a.txt")
    '/tin/a.txt'
    """
    return path if is_address(path) else os.path.abspath(path)  # noqa: PTH100 - pathlib does not resolve ".." alone


def stamp_of(path: str) -> str | None:
    """The size and time of change of a file, which tell whether it is still the same; None where there is none."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return None
    return f"{found.st_size}-{found.st_mtime_ns}"


def shown(path: str) -> str:
    """A path as text that can be printed and stored: bytes of a name that are no UTF-8 become question marks."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
