"""Who may work when: seconds of work for each client, and turns between clients."""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Generic, TypeVar

__all__ = ["Budget", "Turns", "client_of"]

T = TypeVar("T")

MOST_CLIENTS = 20_000


@lru_cache(maxsize=1_000)
def client_of(address: str) -> str:
    """Who stands behind an address: itself, or for IPv6 its network of 64 bits, of which one host has all."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return f"{IPv6Address(int(found) >> 64 << 64)}/64"
    return str(found)


class Budget:
    """Seconds of work: each client has a minute's worth, which fills up again evenly. Times are of a monotonic clock."""

    def __init__(self, per_minute: float) -> None:
        self._most = per_minute
        self._rate = per_minute / 60
        self._left: dict[str, tuple[float, float]] = {}

    def _now_left(self, client: str, now: float) -> float:
        left, at = self._left.get(client, (self._most, now))
        return min(self._most, left + (now - at) * self._rate)

    def wait(self, client: str, now: float) -> float:
        """Seconds until the client may cause work again; 0 when it may now."""
        left = self._now_left(client, now)
        return 0.0 if left > 0 else -left / self._rate + 0.001

    def charge(self, client: str, seconds: float, now: float) -> None:
        """Take seconds of work off; a client may go below nothing by its last request."""
        self._left[client] = (self._now_left(client, now) - seconds, now)
        if len(self._left) > MOST_CLIENTS:
            full = [name for name in self._left if self._now_left(name, now) >= self._most]
            for name in full or list(self._left)[: MOST_CLIENTS // 2]:
                del self._left[name]


class Turns(Generic[T]):
    """Waiting items by client; clients take turns, so that nobody waits behind everything that another has sent."""

    def __init__(self, *, running: int) -> None:
        """``running``: how many items of one client may be out at a time."""
        self._most = running
        self._waiting: OrderedDict[str, deque[T]] = OrderedDict()
        self._running: Counter[str] = Counter()

    def waiting(self, client: str) -> int:
        """How many items of the client wait."""
        return len(self._waiting.get(client, ()))

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, client: str, item: T) -> None:
        """Queue an item behind the client's others."""
        self._waiting.setdefault(client, deque()).append(item)

    def drop(self, client: str, item: T) -> None:
        """Forget an item that still waits."""
        queue = self._waiting.get(client)
        if queue is not None and item in queue:
            queue.remove(item)
            if not queue:
                del self._waiting[client]

    def next(self) -> T | None:
        """The item whose turn it is; its client counts as running one more, until :meth:`done`."""
        for client, queue in self._waiting.items():
            if self._running[client] < self._most:
                item = queue.popleft()
                self._running[client] += 1
                if queue:
                    self._waiting.move_to_end(client)
                else:
                    del self._waiting[client]
                return item
        return None

    def enter(self, client: str) -> bool:
        """Count the client as running one more, if it may, without a turn: for when nobody waits."""
        if self._running[client] >= self._most:
            return False
        self._running[client] += 1
        return True

    def done(self, client: str) -> None:
        """An item of the client is no longer out."""
        self._running[client] -= 1
        if self._running[client] <= 0:
            del self._running[client]
