"""The log of requests: a line for each, without the texts of queries unless the operator asks for them."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler

from bienban.errors import StoreProblem
from bienban.web.settings import Log
from bienban.web.watch.exchange import Exchange, digest

__all__ = ["AccessLog", "line"]


class AccessLog:
    """Writes to a file, which may be moved away by whoever rotates logs, or to standard output or error."""

    def __init__(self, settings: Log) -> None:
        """Open it.

        Raises:
            StoreProblem: the file cannot be written.
        """
        self._settings = settings
        self._logger = logging.Logger("bienban.access")
        try:
            self._logger.addHandler(_handler(settings.target))
        except OSError as error:
            todo = "name another file with --access-log"
            raise StoreProblem(f"the log cannot be written: {error.strerror}", where=settings.target, todo=todo) from error

    def write(self, exchange: Exchange) -> None:
        """Add a line."""
        self._logger.info("%s", line(exchange, datetime.now(UTC), self._settings))


def _handler(target: str) -> logging.Handler:
    if target in ("stdout", "stderr"):
        return logging.StreamHandler(sys.stdout if target == "stdout" else sys.stderr)
    return WatchedFileHandler(target, encoding="utf-8")


def line(exchange: Exchange, now: datetime, settings: Log) -> str:
    """The line of a request: JSON, or the common log format with the digest in place of the query string."""
    query = exchange.query
    if settings.form == "common":
        shown = exchange.path.replace('"', "%22") + ("" if query is None else f"?query={digest(query)}")
        shown = shown.encode("unicode_escape").decode("ascii")
        when = now.strftime("%d/%b/%Y:%H:%M:%S %z")
        return f'{exchange.client} - - [{when}] "{exchange.method} {shown} HTTP/1.1" {exchange.status} {exchange.size}'
    found: dict[str, object] = {
        "time": now.isoformat(timespec="milliseconds"), "client": exchange.client, "method": exchange.method,
        "path": exchange.path, "status": exchange.status, "bytes": exchange.size, "ms": round(exchange.seconds * 1000, 2),
    }  # fmt: skip
    if query is not None:
        found["query"] = digest(query)
        if settings.queries:
            found["text"] = query
    if exchange.outcome is not None:
        found["outcome"] = exchange.outcome
    return json.dumps(found, ensure_ascii=True)
