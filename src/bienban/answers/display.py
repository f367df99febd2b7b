"""A term as people read it: words without quotes and language, dates and numbers plain, IRIs short."""

from __future__ import annotations

import re

from bienban.graph.terms import XSD, Term, iri_text, is_iri, parse_literal
from bienban.queries.names import shorten

__all__ = ["plain", "readable"]

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would move the cursor or turn the direction of writing on a terminal."""

_NUMERIC = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))


def plain(term: Term | None) -> str:
    """The bare value, as CSV carries it: the text of a literal, a whole IRI, nothing where there is no value."""
    if term is None:
        return ""
    return iri_text(term) if is_iri(term) else term if term.startswith("_:") else parse_literal(term)[0]


def readable(term: Term | None) -> str:
    """The value for a table: IRIs short, large numbers in groups of three, white space as one blank."""
    if term is None:
        return ""
    if is_iri(term):
        return shorten(iri_text(term))
    if term.startswith("_:"):
        return term
    text, _, datatype = parse_literal(term)
    if datatype in _NUMERIC:
        return _grouped(text)
    return _CONTROL.sub("\ufffd", " ".join(text.split()))


def _grouped(number: str) -> str:
    """``30000000000`` → ``30 000 000 000`` (SI: thin groups, no comma or point that Vietnamese and English read differently)."""
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, point, rest = digits.partition(".")
    if not whole.isdecimal() or len(whole) <= 4:
        return number
    return f"{sign}{int(whole):,}".replace(",", "\N{NO-BREAK SPACE}") + point + rest
