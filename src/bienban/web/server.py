"""Runs the application until it is told to stop, in uvicorn."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from math import ceil

import uvicorn

from bienban.errors import NetworkProblem, StoreProblem
from bienban.web.app import build
from bienban.web.settings import Settings
from bienban.web.wire import protocol

__all__ = ["listen", "serve"]

KEEP_ALIVE_SECONDS = 15
STOP_SECONDS = 5
"""What a stop may take longer than the longest query."""


class _Server(uvicorn.Server):
    """Says when it is ready: workers started, address open."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def listen(host: str, port: int) -> socket.socket:
    """A socket at the address; port 0 takes a free one.

    Raises:
        NetworkProblem: the address cannot be had.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=512, reuse_port=False)
        # Connections inherit it; without, head and body of an answer wait 40 ms for each other's acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        todo = "choose another --port or --host, or end what listens there"
        raise NetworkProblem(f"cannot listen: {reason}", where=f"{host}:{port}", todo=todo) from error


def serve(settings: Settings, listeners: list[socket.socket], ready: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; what is being answered is answered first, within the time that a query may take.

    Raises:
        StoreProblem: no worker could open the store, or the log cannot be written.
    """
    limits = settings.limits
    built = build(settings)
    config = uvicorn.Config(
        built.app, http=protocol(built, settings), ws="none",
        lifespan="on", interface="asgi3", server_header=False, access_log=False, log_level="warning", limit_concurrency=1000,
        timeout_keep_alive=KEEP_ALIVE_SECONDS, timeout_graceful_shutdown=ceil(limits.seconds) + STOP_SECONDS,
        proxy_headers=bool(settings.proxies), forwarded_allow_ips=list(settings.proxies),
    )  # fmt: skip
    signal.signal(signal.SIGTERM, _told)
    server = _Server(config, ready)
    server.run(listeners)
    if not server.started:
        raise StoreProblem("no worker could be started", where=str(settings.store), todo="see the messages above")


def _told(*_: object) -> None:
    """SIGTERM once the server has stopped: uvicorn sends itself again what it was told, and the end is a good one."""
