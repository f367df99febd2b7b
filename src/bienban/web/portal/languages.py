"""Which language a page is in: the one chosen by hand, else the one the browser likes best."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request

__all__ = ["LANGUAGES", "Choice", "chosen"]

LANGUAGES = ("vi", "en")
"""In the order in which they are preferred where a browser likes them the same."""

_RANGE = re.compile(r"\s*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9]{1,8})*\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?")
MOST_RANGES = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """A language; ``by_hand`` where the address names it, and so all links must."""

    language: str
    by_hand: bool


def chosen(request: Request) -> Choice:
    """The language for a request: ``?lang=``, else ``Accept-Language`` (RFC 9110 §12.5.4), else Vietnamese."""
    named = request.query_params.get("lang", "")
    if named in LANGUAGES:
        return Choice(named, True)
    return Choice(_liked(request.headers.get("accept-language", "")), False)


def _liked(header: str) -> str:
    weights: dict[str, float] = {}
    for member in header.split(",")[:MOST_RANGES]:
        found = _RANGE.fullmatch(member)
        if found is not None:
            name = found[1].lower()
            weights[name] = max(weights.get(name, 0.0), float(found[2] or 1))
    rest = weights.get("*", 0.0)
    best = max(LANGUAGES, key=lambda language: weights.get(language, rest))
    return best if weights.get(best, rest) > 0 else LANGUAGES[0]
