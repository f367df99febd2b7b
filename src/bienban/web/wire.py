"""HTTP as uvicorn speaks it, with limits on a request's head that it has not of its own, and a short way for known answers."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bienban.web.answers import Answers, Kept
from bienban.web.watch.watched import Watcher

__all__ = ["Wire", "protocol"]

LONGEST_BODY = 64 << 10
"""Bytes of a body that is written together with its head."""

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_NOT_SHORT = frozenset((b"if-none-match", b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"x-forwarded-for"))
"""Headers of requests that take the long way."""


class Wire(HttpToolsProtocol):
    """Closes a connection whose first line and headers are too long or too slow.

    A GET whose answer is among the known ones is answered right here: no task, no application.
    """

    most: ClassVar[int]
    seconds: ClassVar[float]
    answers: ClassVar[Answers]
    watcher: ClassVar[Watcher]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Give the first request its time."""
        super().connection_made(transport)
        self._head: int | None = 0
        self._known: Kept | None = None
        self._late: asyncio.TimerHandle | None = self.loop.call_later(self.seconds, self._too_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._in_time()
        super().connection_lost(exc)

    def _too_late(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()

    def _in_time(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def data_received(self, data: bytes) -> None:
        """Read on, within the bounds of a head."""
        super().data_received(data)
        if self._head is not None and not self.transport.is_closing():
            self._head += len(data)
            if self._head > self.most:
                self.transport.write(_TOO_LARGE)
                self.transport.close()
            elif self._late is None:  # a timer for each request would cost more than most need to arrive
                self._late = self.loop.call_later(self.seconds, self._too_late)

    def on_message_begin(self) -> None:
        """Count anew."""
        super().on_message_begin()
        self._in_time()
        if self._head is None:
            self._head = 0

    def on_headers_complete(self) -> None:
        """Look whether the answer is known; else have it worked out."""
        self._head = None
        self._in_time()
        self._known = self._kept()
        if self._known is None:
            self._unset_keepalive_if_required()  # one that a request before this in the same packet began
            super().on_headers_complete()

    def _kept(self) -> Kept | None:
        if self.cycle is not None and not self.cycle.response_complete:
            return None
        if self.parser.get_method() != b"GET" or self.flow.write_paused or not self.parser.should_keep_alive():
            return None
        accept = b""
        for name, value in self.headers:
            if name in _NOT_SHORT:
                return None
            if name == b"accept":
                if accept:  # two lines are one list (RFC 9110 §5.3), which is put together on the long way
                    return None
                accept = value
        return self.answers.at(self.url, accept)

    def on_body(self, body: bytes) -> None:
        """Pass a body on."""
        if self._known is None:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Send what is known."""
        known, self._known = self._known, None
        if known is None:
            super().on_message_complete()
            return
        date = b"".join(b"%b: %b\r\n" % header for header in self.server_state.default_headers)
        if len(known.body) > LONGEST_BODY:
            self.transport.write(known.head + date + b"\r\n")
            self.transport.write(known.body)
        else:
            self.transport.write(b"".join((known.head, date, b"\r\n", known.body)))
        self.on_response_complete()
        self.watcher.see_known(known, "unknown" if self.client is None else self.client[0])


def protocol(most: int, seconds: float, answers: Answers, watcher: Watcher) -> type[Wire]:
    """The protocol whose requests must begin with at most so many bytes, within so many seconds."""
    return type("Wire", (Wire,), {"most": most, "seconds": seconds, "answers": answers, "watcher": watcher})
