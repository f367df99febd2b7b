"""A web site on loopback, as sites are: it redirects, refuses, is slow, breaks off, and writes down what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["Answer", "Asked", "Site", "site"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; ``silent`` never comes, ``broken`` promises more bytes than it sends."""

    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    path: str
    headers: dict[str, str]


class Site:
    """Answers by path; an answer with an ``ETag`` or ``Last-Modified`` is given once for each version."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self.over = threading.Event()
        self.base = ""

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [a.path for a in self.asked if a.path != "/robots.txt"]

    def put(self, path: str, body: str | bytes = b"", **more: object) -> str:
        """Answer so at a path; returns the address."""
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(data, **more)  # type: ignore[arg-type]
        return self.base + path


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.site.asked.append(Asked(self.path, headers))
        answer = self.site.answers.get(self.path, Answer(status=404))
        if answer.silent:
            self.site.over.wait(20)
            return
        same = (("ETag", "if-none-match"), ("Last-Modified", "if-modified-since"))
        if any(name in answer.headers and headers.get(asked) == answer.headers[name] for name, asked in same):
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.type, **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body) + (1000 if answer.broken else 0)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def site() -> Iterator[Site]:
    """A site that answers while the block runs."""
    found = Site()
    handler = type("Handler", (_Handler,), {"site": found})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    found.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
