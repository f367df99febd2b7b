"""A listener on a loopback port that notes who comes: nobody should."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Listener", "listening"]


class Listener:
    """Counts connections."""

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        self.visits = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.getsockname()[1]}/"

    def run(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self.visits += 1
            connection.close()


@contextmanager
def listening() -> Iterator[Listener]:
    """The listener, until the end of the ``with``."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        listener = Listener(server)
        threading.Thread(target=listener.run, daemon=True).start()
        yield listener
        server.shutdown(socket.SHUT_RDWR)
