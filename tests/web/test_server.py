"""The socket that the server listens on."""

from __future__ import annotations

import socket

import pytest

from bienban.errors import NetworkProblem
from bienban.web.server import listen


def test_connections_do_not_wait_to_fill_packets() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_an_address_that_is_taken_says_what_to_do() -> None:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(NetworkProblem, match="cannot listen") as problem:
            listen("127.0.0.1", port)
    assert "--port" in str(problem.value)
