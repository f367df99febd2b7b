"""The outermost application: sees every request with its answer, and shows the figures to whoever may see them."""

from __future__ import annotations

import time

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bienban.web.answers import Kept
from bienban.web.settings import Settings
from bienban.web.watch.exchange import Exchange, Notes
from bienban.web.watch.log import AccessLog
from bienban.web.watch.metrics import CONTENT_TYPE, Metrics

__all__ = ["Watched", "Watcher"]

_FORWARDED = frozenset((b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"))
"""Headers of requests that came through a proxy, from wherever."""


class Watcher:
    """Counts requests, and writes them down if that is asked for."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self.metrics = metrics
        self._log = None if settings.log is None else AccessLog(settings.log)

    def see(self, exchange: Exchange) -> None:
        """Take note of a request that was answered."""
        self.metrics.count(exchange)
        if self._log is not None:
            self._log.write(exchange)

    def see_known(self, kept: Kept, client: str) -> None:
        """Take note of a GET that was answered from memory, before any application."""
        self.see(
            Exchange(
                method="GET", path="/sparql", status=200, size=len(kept.body), seconds=0.0, client=client,
                query=kept.text, outcome="known",
            )
        )  # fmt: skip


class Watched:
    """Around everything else."""

    def __init__(self, app: ASGIApp, settings: Settings, watcher: Watcher) -> None:
        self._app = app
        self._settings = settings
        self._watcher = watcher

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and look at its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._is_for_figures(scope):
            await self._figures(scope)(scope, receive, send)
            return
        begun, status, size = time.perf_counter(), 0, 0

        async def sending(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        notes = scope["bienban.notes"] = Notes()
        try:
            await self._app(scope, receive, sending)
        finally:
            client = scope.get("client")
            self._watcher.see(
                Exchange(
                    method=scope["method"], path=scope["path"], status=status, size=0 if scope["method"] == "HEAD" else size,
                    seconds=time.perf_counter() - begun, client="unknown" if client is None else client[0],
                    query=notes.query, outcome=notes.outcome,
                )
            )  # fmt: skip

    def _is_for_figures(self, scope: Scope) -> bool:
        port = self._settings.metrics_port
        if port is not None:
            return (scope.get("server") or ("", None))[1] == port
        if scope["path"] != "/metrics" or not self._settings.metrics_here:
            return False
        return not any(name in _FORWARDED for name, _ in scope["headers"])

    def _figures(self, scope: Scope) -> Response:
        if scope["path"] != "/metrics" or scope["method"] not in ("GET", "HEAD"):
            return Response("there is /metrics here and nothing else\n", 404, {"Content-Type": "text/plain; charset=utf-8"})
        return Response(self._watcher.metrics.text(), 200, {"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"})
