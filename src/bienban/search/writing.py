"""What was found as CSV (RFC 4180) and JSON, in pieces, so that a list of any length can be sent as it is read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from bienban.search.finding import Hit

__all__ = ["COLUMNS", "WRITERS", "ListForm"]

ListForm = Literal["csv", "json"]

COLUMNS = ("iri", "kind", "name", "detail", "date", "weight")
"""``detail`` tells things of one name apart; ``date`` is as precise as known; ``weight`` counts posts and events, or the like."""


def _row(hit: Hit) -> tuple[str | int, ...]:
    return (hit.iri, hit.kind, hit.label.text, hit.detail, hit.day, hit.weight)


def _csv(hits: Iterable[Hit]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for hit in hits:
        writer.writerow(_row(hit))
        if out.tell() > 1 << 15:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _json(hits: Iterable[Hit]) -> Iterator[str]:
    """One array, an object on each line."""
    before = "[\n"
    for hit in hits:
        yield before + json.dumps(dict(zip(COLUMNS, _row(hit), strict=True)), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


WRITERS: dict[ListForm, Callable[[Iterable[Hit]], Iterator[str]]] = {"csv": _csv, "json": _json}
