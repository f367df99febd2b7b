"""Connections that go to public addresses only: looked at when they are open, before anything is sent.

What a name leads to is known then and not before: a look at the name would be a question to DNS whose answer may be another the
next time. Private is what IANA's registries do not call globally reachable: loopback, link-local, private and shared networks.
"""

from __future__ import annotations

import ipaddress
import socket

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from bienban.errors import InputProblem

__all__ = ["is_public", "only_public"]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the Internet's.

    >>> [is_public(a) for a in ("1.1.1.1", "127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fe80::1%eth0")]
    [True, False, False, False, False, False, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    judged = found if mapped is None else mapped
    return judged.is_global and not judged.is_multicast


def only_public(pool: PoolManager) -> PoolManager:
    """The same manager, whose new connections to private addresses are refused."""
    pool.pool_classes_by_scheme = {"http": _Pool, "https": _SafePool}
    return pool


def _checked(opened: socket.socket) -> socket.socket:
    address = str(opened.getpeername()[0])
    if is_public(address):
        return opened
    opened.close()
    todo = "name that address yourself if you trust it, or give --allow-private"
    raise InputProblem(f"redirected to a private address ({address}), which is refused", todo=todo)


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


class _SafeConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SafePool(HTTPSConnectionPool):
    ConnectionCls = _SafeConnection
