"""Runs the application until it is told to stop: uvicorn, with limits on a request's head that it has not of its own."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bienban.errors import NetworkProblem, StoreProblem
from bienban.web.http.app import build
from bienban.web.settings import Settings

__all__ = ["listen", "serve"]

KEEP_ALIVE_SECONDS = 15
STOP_SECONDS = 10


def _protocol(most: int, seconds: float) -> type[HttpToolsProtocol]:
    """The protocol whose requests must begin with at most so many bytes, within so many seconds."""

    class Bounded(HttpToolsProtocol):
        """Closes a connection whose first line and headers are too long or too slow."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._head: int | None = 0
            self._late = self.loop.call_later(seconds, self._too_late)

        def connection_lost(self, exc: Exception | None) -> None:
            self._late.cancel()
            super().connection_lost(exc)

        def _too_late(self) -> None:
            if not self.transport.is_closing():
                self.transport.close()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self._head is not None and not self.transport.is_closing():
                self._head += len(data)
                if self._head > most:
                    self._refuse()

        def on_message_begin(self) -> None:
            super().on_message_begin()
            if self._head is None:
                self._head = 0
            self._late.cancel()
            self._late = self.loop.call_later(seconds, self._too_late)

        def on_headers_complete(self) -> None:
            self._head = None
            self._late.cancel()
            super().on_headers_complete()

        def _refuse(self) -> None:
            self.transport.write(
                b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            )
            self.transport.close()

    return Bounded


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


def serve(settings: Settings, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; requests that are being answered are given some seconds.

    Raises:
        StoreProblem: no worker could open the store.
    """
    limits = settings.limits
    config = uvicorn.Config(
        build(settings), http=_protocol(limits.head_bytes, limits.request_seconds), ws="none", lifespan="on", interface="asgi3",
        server_header=False, access_log=settings.access_log, log_level="info" if settings.access_log else "warning",
        timeout_keep_alive=KEEP_ALIVE_SECONDS, timeout_graceful_shutdown=STOP_SECONDS, limit_concurrency=1000,
        proxy_headers=bool(settings.proxies), forwarded_allow_ips=list(settings.proxies),
    )  # fmt: skip
    server = _Server(config, ready)
    server.run([listener])
    if not server.started:
        raise StoreProblem("no worker could be started", where=str(settings.store), todo="see the messages above")
