"""How a SPARQL server is reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Credentials", "Endpoint", "MergedAs"]

MergedAs = Literal["auto", "default", "named"]
"""Where a server has the merged graph: as its default graph, as a named one, or wherever it is found."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a server asks for: a user with a password, or a token (RFC 7617, 7616, 6750)."""

    scheme: Literal["basic", "digest", "bearer"]
    secret: str = field(repr=False)
    user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """The address for queries, that for updates (None: worked out from the first), and how long an answer may take in seconds.

    ``merged`` says where the merged graph is: ``default`` on servers whose default graph is one of its own, ``named`` on those
    where it is the union of all graphs. ``waits`` are the seconds between one try and the next where the server is busy or
    cannot be reached.
    """

    url: str
    update_url: str | None = None
    credentials: Credentials | None = None
    timeout: float = 60.0
    merged: MergedAs = "auto"
    waits: tuple[float, ...] = (0.5, 1.0, 2.0)

    @property
    def updates(self) -> str:
        """The address for updates: as given, else ``…/update`` for ``…/query``, else the one address for both."""
        if self.update_url is not None:
            return self.update_url
        head, slash, last = self.url.rstrip("/").rpartition("/")
        return f"{head}{slash}update" if last in ("query", "sparql-query") else self.url
