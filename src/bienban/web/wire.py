"""HTTP as uvicorn speaks it, with limits on a request's head that it has not of its own, and short ways for queries."""

from __future__ import annotations

import asyncio
import time
from typing import ClassVar, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bienban.web.answers import Answers, Kept
from bienban.web.app import Built
from bienban.web.http.short import Begun, Heads, Short
from bienban.web.http.sparql import RUNNING
from bienban.web.pool.outcome import Running
from bienban.web.settings import Settings
from bienban.web.watch.exchange import Exchange
from bienban.web.watch.watched import Watcher

__all__ = ["Wire", "protocol"]

LONGEST_BODY = 64 << 10
"""Bytes of a body that is written together with its head."""

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_NOT_SHORT = frozenset((b"if-none-match", b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"x-forwarded-for"))
"""Headers of requests that take the long way."""
_END = b"\r\n\r\n"


class Wire(HttpToolsProtocol):
    """Closes a connection whose first line and headers are too long or too slow.

    A GET whose answer is among the known ones is answered right here: no task, no application. So is one of a query, as long as
    that is quick: until then nothing more is read from the connection.
    """

    most: ClassVar[int]
    seconds: ClassVar[float]
    answers: ClassVar[Answers]
    short: ClassVar[Short]
    watcher: ClassVar[Watcher]
    heads: ClassVar[Heads]
    figures: ClassVar[int | None]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Give the first request its time."""
        super().connection_made(transport)
        self._for_figures = self.server is not None and self.server[1] == self.figures
        self._head: int | None = 0
        self._known: Kept | None = None
        self._alone = False
        self._between = True
        self._whole: bytes | None = None
        self._unparsed: bytes | None = None
        self._adopted: Running | None = None
        self._begun: Begun | None = None
        self._begun_at = 0.0
        self._unread = b""
        self._lost = False
        self._late: asyncio.TimerHandle | None = self.loop.call_later(self.seconds, self._too_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more; a query that is quick may end."""
        self._in_time()
        self._lost = True
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Let what was begun be finished: as uvicorn does it."""
        self._go_long()
        super().shutdown()

    def _too_late(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()

    def _in_time(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def data_received(self, data: bytes) -> None:
        """Read on, within the bounds of a head."""
        if self._begun is not None:
            self._unread += data
            self.flow.pause_reading()
            return
        if self._between and self._is_known(data):
            return
        self._alone = data.find(_END) == len(data) - len(_END) and (self._head or 0) + len(data) <= self.most
        self._whole = data if self._between and self._alone else None
        super().data_received(data)
        if self._head is not None and not self.transport.is_closing():
            self._head += len(data)
            if self._head > self.most:
                self.transport.write(_TOO_LARGE)
                self.transport.close()
            elif self._late is None:  # a timer for each request would cost more than most need to arrive
                self._late = self.loop.call_later(self.seconds, self._too_late)

    def _is_known(self, data: bytes) -> bool:
        """Whether these bytes are a request that was read before, and now is answered or begun without reading it again."""
        found = self.heads.find(data)
        if found is None or self._for_figures or self.flow.write_paused or self.transport.is_closing():
            return False
        if self.cycle is not None and not self.cycle.response_complete:
            return False
        known = self.answers.at(*found)
        if known is not None:
            self._in_time()
            self._send_known(known)
            return True
        begun = self._begin(*found)
        if begun is None:
            return False
        self._in_time()
        self._unset_keepalive_if_required()
        self._unparsed = data
        self._wait_for(begun)
        return True

    def _begin(self, target: bytes, accept: bytes) -> Begun | None:
        if len(self.connections) >= (self.limit_concurrency or 0):
            return None
        return self.short.begin(target, accept, self._client())

    def on_message_begin(self) -> None:
        """Count anew."""
        self._between = False
        super().on_message_begin()
        self._in_time()
        if self._head is None:
            self._head = 0

    def on_headers_complete(self) -> None:
        """Look whether the answer is known, or comes soon; else have it worked out."""
        self._head = None
        self._in_time()
        adopted, self._adopted = self._adopted, None
        if adopted is not None:
            self._go_on(adopted)
            return
        accept = self._accept_of_short()
        if accept is not None:
            self._known = self.answers.at(self.url, accept)
            if self._known is None and self._alone:
                self._begun = self._begin(self.url, accept)
            if self._whole is not None and (self._known is not None or self._begun is not None):
                self.heads.remember(self._whole, self.url, accept)
        if self._known is None and self._begun is None:
            self._unset_keepalive_if_required()  # one that a request before this in the same packet began
            super().on_headers_complete()

    def _client(self) -> str:
        return "unknown" if self.client is None else self.client[0]

    def _accept_of_short(self) -> bytes | None:
        """The ``Accept`` of a request that may take a short way; None of one that may not."""
        if self._for_figures or (self.cycle is not None and not self.cycle.response_complete):
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
        return accept

    def on_body(self, body: bytes) -> None:
        """Pass a body on."""
        if self._known is None:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Send what is known, or wait for what was begun."""
        self._between = True
        known, self._known = self._known, None
        if known is not None:
            self._send_known(known)
        elif self._begun is not None:
            self._wait_for(self._begun)
        else:
            super().on_message_complete()

    def _wait_for(self, begun: Begun) -> None:
        self._begun = begun
        self._begun_at = time.perf_counter()
        begun.running.slow = self._not_quick
        begun.running.told = self._done

    def _send_known(self, known: Kept) -> None:
        self._send(known.head, known.body)
        self.watcher.see_known(known, self._client())

    def _send(self, head: bytes, body: bytes) -> None:
        date = b"".join([b"%b: %b\r\n" % header for header in self.server_state.default_headers])
        if len(body) > LONGEST_BODY:
            self.transport.write(head + date + b"\r\n")
            self.transport.write(body)
        else:
            self.transport.write(b"".join((head, date, b"\r\n", body)))
        self.on_response_complete()

    def _done(self, running: Running) -> None:
        """Answer, where the request is still on the short way."""
        begun, future = self._begun, running.future
        if begun is None or begun.running is not running:
            return
        if self._lost:
            self._begun = None
            if not future.cancelled() and future.exception() is None:
                future.result().discard()
            return
        finished = self.short.finish(begun)
        if finished is None:
            self._go_long()
            return
        self._begun = self._unparsed = None
        head, body = finished
        self._send(head, body)
        self.watcher.see(
            Exchange(
                method="GET", path="/sparql", status=200, size=len(body), seconds=time.perf_counter() - self._begun_at,
                client=self._client(), query=begun.prepared.job.text, outcome="answered",
            )
        )  # fmt: skip
        self._read_on()

    def _not_quick(self) -> None:
        if self._lost and self._begun is not None:
            self.short.leave(self._begun)
            self._begun = self._unparsed = None
        else:
            self._go_long()

    def _go_long(self) -> None:
        """Leave a request to the application, with what was begun for it."""
        begun = self._begun
        if begun is None or self._lost:
            return
        self._begun = None
        data, self._unparsed = self._unparsed, None
        if data is None:
            self._go_on(begun.running)
            super().on_message_complete()
        else:
            self._adopted = begun.running
            super().data_received(data)
        self._read_on()

    def _go_on(self, running: Running) -> None:
        cast(dict[str, object], self.scope)[RUNNING] = running
        super().on_headers_complete()

    def _read_on(self) -> None:
        if self._unread:
            data, self._unread = self._unread, b""
            self.flow.resume_reading()
            self.data_received(data)


def protocol(built: Built, settings: Settings) -> type[Wire]:
    """The protocol with the limits and the short ways of an application."""
    return type("Wire", (Wire,), {
        "most": settings.limits.head_bytes, "seconds": settings.limits.request_seconds, "figures": settings.metrics_port,
        "answers": built.answers, "short": built.short, "watcher": built.watcher, "heads": Heads(),
    })  # fmt: skip
