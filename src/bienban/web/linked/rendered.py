"""Pages that were made before: given again as long as the generation, the language and the day are the same."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, date, datetime

from starlette.requests import Request
from starlette.responses import Response

from bienban.web.portal.languages import Choice, chosen

__all__ = ["Rendered", "View"]

PLAIN = frozenset((b"", b"lang=vi", b"lang=en"))
"""Query strings of pages that are asked for again; any others are somebody's own."""

OVERHEAD = 1_000
"""Bytes that a page costs besides its text, about."""

LARGEST = 1 / 8
"""The part of the room that one page may take."""


@dataclass(frozen=True, slots=True)
class View:
    """What a page depends on besides the store: how it was asked for, and the day, which its citation names."""

    path: str
    query: bytes
    media: str
    choice: Choice
    day: date


class Rendered:
    """The pages of the newest generation, those that were asked for longest ago dropped first."""

    def __init__(self, room: int) -> None:
        """``room`` in bytes; 0 for none."""
        self._room = room
        self._generation = 0
        self._kept: OrderedDict[View, tuple[bytes, list[tuple[bytes, bytes]]]] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def view(self, request: Request, media: str) -> View | None:
        """What a request is for; None where its answer is not worth keeping."""
        query = request.scope["query_string"]
        if query not in PLAIN or not self._room:
            return None
        return View(request.scope["path"], query, media, chosen(request), datetime.now(UTC).date())

    def find(self, view: View | None, generation: int) -> Response | None:
        """The page as it was made from this generation, the newest."""
        if generation != self._generation:
            self._kept.clear()
            self.size, self._generation = 0, generation
        found = None if view is None else self._kept.get(view)
        if view is None or found is None:
            return None
        self._kept.move_to_end(view)
        response = Response()
        response.body, response.raw_headers = found[0], list(found[1])
        return response

    def keep(self, view: View | None, generation: int, response: Response) -> None:
        """Keep a page made from a generation; not where that is no longer the newest that was asked for."""
        body = bytes(response.body)
        size = len(body) + OVERHEAD
        if view is None or view in self._kept or generation != self._generation or size > self._room * LARGEST:
            return
        self._kept[view] = body, list(response.raw_headers)
        self.size += size
        while self.size > self._room:
            _, (dropped, _) = self._kept.popitem(last=False)
            self.size -= len(dropped) + OVERHEAD
