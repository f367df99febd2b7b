"""Bienban (*biên bản*, the minutes of a meeting): news articles in, a validated knowledge graph out.

In Python::

    import bienban

    reading = bienban.extract("hoi-nghi.txt")
    with bienban.open("bienban-store") as graph:
        for row in graph.ask("participants", event="hội nghị"):
            print(row.date, row.participant, row.posts)

What is offered is listed in :mod:`bienban.api`; it is loaded when first used, so that ``import bienban`` costs nothing.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bienban.api import (
        Articles,
        KnowledgeGraph,
        Row,
        Table,
        Thing,
        article,
        check,
        extract,
        read,
        read_all,
    )
    from bienban.api import open_graph as open
    from bienban.errors import BienbanError

try:
    __version__ = version("bienban")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0.0.0"

__all__ = [
    "Articles",
    "BienbanError",
    "KnowledgeGraph",
    "Row",
    "Table",
    "Thing",
    "__version__",
    "article",
    "extract",
    "open",
    "read",
    "read_all",
    "check",
]


def __getattr__(name: str) -> object:
    """Load what is offered when it is first asked for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module 'bienban' has no attribute {name!r}")
    from importlib import import_module

    if name == "BienbanError":
        return import_module("bienban.errors").BienbanError
    return getattr(import_module("bienban.api"), "open_graph" if name == "open" else name)


def __dir__() -> list[str]:
    return sorted(__all__)
