"""What an operator decides about the server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

__all__ = ["Limits", "Log", "Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on requests and on the work that one may cause.

    ``seconds`` of one query, serialisation included; ``memory`` in bytes above what a worker needs to start; ``rows`` or triples
    and ``answer_bytes`` of one answer; ``query_bytes`` and ``update_bytes`` of a request's body; ``url_bytes`` and ``head_bytes``
    of its first line and of all its headers; ``request_seconds`` until a request has arrived whole; ``work_per_minute``: seconds
    of work that one client may cause in a minute; ``waiting`` requests of one client, each for ``waiting_seconds`` at most.
    """

    seconds: float = 30.0
    memory: int = 1 << 30
    rows: int = 100_000
    answer_bytes: int = 256 << 20
    query_bytes: int = 256 << 10
    update_bytes: int = 16 << 20
    url_bytes: int = 16 << 10
    head_bytes: int = 32 << 10
    request_seconds: float = 20.0
    work_per_minute: float = 60.0
    waiting: int = 16
    waiting_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Log:
    """Where each request is written down (a file, ``stdout`` or ``stderr``), how, and whether with the texts of queries."""

    target: str
    form: Literal["json", "common"] = "json"
    queries: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the store is, where the world finds the server, and how much it may do.

    ``base_url`` ends in a slash. ``token`` is what an update must bring; without one nothing can be changed. ``proxies`` are the
    addresses whose ``X-Forwarded-For`` is believed. ``cache_bytes`` is the room for answers that may be given again; 0: none.
    ``metrics_port`` is the port of loopback that shows the figures.
    """

    store: Path
    host: str
    port: int
    base_url: str
    workers: int
    limits: Limits = Limits()
    token: bytes | None = None
    proxies: tuple[str, ...] = ()
    log: Log | None = None
    metrics_port: int | None = None
    cache_bytes: int = 64 << 20

    @property
    def endpoint(self) -> str:
        """The address of the SPARQL service."""
        return f"{self.base_url}sparql"

    @property
    def metrics_here(self) -> bool:
        """Whether the figures stand at the server's own ``/metrics``: only where nobody from outside can ask for them."""
        inside = self.host in ("127.0.0.1", "::1", "localhost")
        own = urlsplit(self.base_url).hostname in (self.host, None)
        return self.metrics_port is None and inside and own and not self.proxies
