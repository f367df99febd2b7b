"""A request with its answer, as log and figures have it."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

__all__ = ["Exchange", "Notes", "digest", "note"]

_KEY = "bienban.notes"


@dataclass(slots=True)
class Notes:
    """What only those who answer know: the query, and what became of it."""

    query: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Method and path (without the query string), status, bytes of the body, seconds until its end, and who asked.

    ``outcome`` of a query: ``answered``, ``known`` (given again from memory), ``unchanged`` (304), or the kind of the problem.
    """

    method: str
    path: str
    status: int
    size: int
    seconds: float
    client: str
    query: str | None = None
    outcome: str | None = None


def note(scope: MutableMapping[str, Any], *, query: str | None = None, outcome: str | None = None) -> None:
    """Leave a note with a request (an ASGI scope)."""
    notes = scope.setdefault(_KEY, Notes())
    notes.query = notes.query if query is None else query
    notes.outcome = notes.outcome if outcome is None else outcome


def digest(query: str) -> str:
    """What stands for a query in a log: enough to see that two are the same."""
    return "sha256:" + sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:16]
