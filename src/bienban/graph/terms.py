"""RDF terms in their canonical N-Triples form.

A term is kept as the text that N-Quads has for it, such as ``<https://…>`` or ``"Võ Thị Hạnh Dung"``: it hashes, sorts and
writes without conversion, and one article's graph is a sorted set of such triples (RDF 1.1 N-Quads, canonical form: no
escapes but those that must be). Only ``xsd:integer``, ``xsd:decimal``, the date types, ``xsd:string`` and language-tagged
strings are used, for Oxigraph stores every other integer type as ``xsd:integer``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NewType

from bienban.errors import BienbanError
from bienban.model.dates import PartialDate

__all__ = [
    "Literal", "Term", "Triple", "date", "decimal", "integer", "iri", "is_iri", "iri_text", "line_of", "parse_literal", "string",
    "triple_of",
]  # fmt: skip

Term = NewType("Term", str)
Triple = tuple[Term, Term, Term]

XSD = "http://www.w3.org/2001/XMLSchema#"

_BAD_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_CONTROLS = {chr(c): f"\\u{c:04X}" for c in [*range(0x20), 0x7F] if chr(c) not in _ESCAPES}
_TO_ESCAPE = str.maketrans(_ESCAPES | _CONTROLS)
_NEEDS_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')
_LITERAL = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<lang>[A-Za-z0-9-]+)|\^\^<(?P<type>[^>]*)>)?', re.DOTALL)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_UNESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def iri(text: str) -> Term:
    """The term of an absolute IRI.

    Raises:
        BienbanError: it has a character that no IRI may have (RFC 3987).
    """
    if _BAD_IRI.search(text):
        raise BienbanError(f"not an IRI: {text!r}")
    return Term(f"<{text}>")


def is_iri(term: Term) -> bool:
    """Whether the term is an IRI (else a literal: there are no blank nodes)."""
    return term.startswith("<")


def iri_text(term: Term) -> str:
    """The IRI without its brackets."""
    return term[1:-1]


def line_of(triple: Triple) -> str:
    """The triple as a line of canonical N-Triples."""
    s, p, o = triple
    return f"{s} {p} {o} .\n"


def triple_of(line: str) -> Triple:
    """The triple of a line of canonical N-Triples."""
    s, p, o = line[:-3].split(" ", 2)
    return Term(s), Term(p), Term(o)


def string(text: str, language: str | None = None) -> Term:
    """A plain or language-tagged string."""
    quoted = f'"{text.translate(_TO_ESCAPE)}"' if _NEEDS_ESCAPE.search(text) else f'"{text}"'
    return Term(quoted if language is None else f"{quoted}@{language}")


def integer(number: int) -> Term:
    """An ``xsd:integer``."""
    return Term(f'"{number}"^^<{XSD}integer>')


def decimal(number: Decimal) -> Term:
    """An ``xsd:decimal`` in the short form that Oxigraph stores: no exponent, no trailing zeros, no lone point."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Term(f'"{"0" if text in ("-0", "") else text}"^^<{XSD}decimal>')


def date(value: PartialDate) -> Term:
    """A date at its own precision: ``xsd:date``, ``gYearMonth``, ``gYear`` or ``gMonthDay``."""
    return Term(f'"{value}"^^<{XSD}{value.datatype}>')


class Literal(tuple[str, str | None, str | None]):
    """The three parts of a literal term: text, language, datatype IRI."""

    __slots__ = ()


def _unescape(match: re.Match[str]) -> str:
    short, long, one = match.groups()
    return chr(int(short or long, 16)) if one is None else _UNESCAPES.get(one, one)


def parse_literal(term: Term) -> Literal:
    """Take a literal term apart.

    Raises:
        BienbanError: the term is no literal.
    """
    end = term.find('"', 1)
    if end == len(term) - 1 and term[:1] == '"' and "\\" not in term:  # most: nothing behind the quotes, nothing escaped
        return Literal((term[1:end], None, None))
    match = _LITERAL.fullmatch(term)
    if match is None:
        raise BienbanError(f"not a literal: {term}")
    text = match["text"]
    return Literal((_ESCAPED.sub(_unescape, text) if "\\" in text else text, match["lang"], match["type"]))
