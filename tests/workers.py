"""Functions that tests hand to other processes, which must be able to import them."""

from __future__ import annotations

import os


def double(number: int) -> int:
    """Twice the number."""
    return number * 2


def process_id(_: int) -> int:
    """Who does the work."""
    return os.getpid()


def die(number: int) -> int:
    """Kill the process at the twentieth item."""
    if number == 20:
        os._exit(9)
    return number
