"""``bienban.toml``: defaults for flags, from the current folder or the nearest parent that has one.

Keys are flag names without dashes in front (``store = "…"``, ``fail-on = "warning"``), at the top for every command or in a
table for one (``[import]``). A flag beats the environment, the environment beats the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from bienban.errors import UsageProblem

__all__ = ["FILE", "check", "find", "for_command", "load"]

FILE = "bienban.toml"
_PATHS = ("store", "out")


def find(start: Path) -> Path | None:
    """The nearest ``bienban.toml`` from a folder upwards."""
    return next((f / FILE for f in (start, *start.parents) if (f / FILE).is_file()), None)


def load(path: Path) -> dict[str, object]:
    """Read a settings file; relative paths in it are relative to its folder.

    Raises:
        UsageProblem: it cannot be read or is no TOML.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageProblem("cannot be read", where=str(path), todo="check it, or move it away") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageProblem(f"not TOML: {error}", where=str(path), todo="correct it there") from error
    return {key: _anchored(key, value, path.parent) for key, value in data.items()}


def _anchored(key: str, value: object, folder: Path) -> object:
    if isinstance(value, dict):
        return {k: _anchored(k, v, folder) for k, v in value.items()}
    return str(folder / Path(value).expanduser()) if key in _PATHS and isinstance(value, str) else value


def for_command(data: Mapping[str, object], command: str, flags: Iterable[str]) -> dict[str, object]:
    """The defaults that a file gives for one command, by flag."""
    own = data.get(command)
    merged = {k: v for k, v in data.items() if not isinstance(v, dict)} | (own if isinstance(own, dict) else {})
    names = set(flags)
    return {key: value for key, value in merged.items() if key in names}


def check(data: Mapping[str, object], flags: Mapping[str, Iterable[str]], where: str) -> None:
    """Refuse keys that no command has.

    Raises:
        UsageProblem: names the key and what there is.
    """
    everywhere = sorted({flag for names in flags.values() for flag in names})
    for key, value in data.items():
        if isinstance(value, dict):
            if key not in flags:
                raise UsageProblem(f"no command {key!r}", where=where, todo=f"there are {', '.join(sorted(flags))}")
            unknown = sorted(set(value) - set(flags[key]))
            if unknown:
                todo = f"{key} has {', '.join(sorted(flags[key]))}"
                raise UsageProblem(f"no flag {unknown[0]!r} of {key}", where=where, todo=todo)
        elif key not in everywhere:
            raise UsageProblem(f"no flag {key!r}", where=where, todo=f"there are {', '.join(everywhere)}")
