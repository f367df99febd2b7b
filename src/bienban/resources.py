"""Finds the ontology, shapes and data, in a checkout and in an installed wheel. The one place that knows both."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from bienban.errors import ResourceMissing

__all__ = ["Folder", "resource", "resource_text", "resources"]

Folder = Literal["ontology", "shapes", "data"]


@lru_cache(maxsize=1)
def _root() -> Path:
    packaged = Path(__file__).parent / "_resources"
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).parents[2]
    if (checkout / "ontology").is_dir():
        return checkout
    raise ResourceMissing("the ontology, shapes and data are not installed", todo="reinstall bienban")


def resource(folder: Folder, *parts: str) -> Path:
    """The path of one packaged file or folder, such as ``resource("data", "lexicon", "vi", "roles.tsv")``.

    Raises:
        ResourceMissing: nothing is there.
    """
    path = _root().joinpath(folder, *parts)
    if not path.exists():
        raise ResourceMissing("packaged file not found", where=str(path), todo="reinstall bienban")
    return path


def resource_text(folder: Folder, *parts: str) -> str:
    """The text of one packaged file, UTF-8."""
    return resource(folder, *parts).read_text(encoding="utf-8")


def resources(folder: Folder, pattern: str) -> tuple[Path, ...]:
    """All packaged files that match a glob below the folder, sorted by path."""
    return tuple(sorted((_root() / folder).glob(pattern)))
