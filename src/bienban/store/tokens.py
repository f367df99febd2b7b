r"""The tokens of a SPARQL 1.1 query or update, for looking at it before an engine does (grammar §19.8).

This is no parser: the engine parses. It answers one question that the engine cannot be asked: which words stand in a text
outside of strings, comments, IRIs, variables and the local parts of names. The engine's grammar has no separate lexer, so it
reads a token only where one may stand, and takes ``trueSERVICE``, ``1SERVICE`` and ``SERVICE:x`` for the keyword; whoever looks
for a keyword must look *into* words and prefixes. Where two readings of a text differ in what they hide, it is refused:

* ``<?p&&'>`` is an IRI to a lexer, and a comparison with a string that begins to the engine. An IRI with a scheme and ``//``
  has no second reading, for ``//`` continues no expression. Any other must not hold quotes, brackets or escapes, nor, where a
  comparison may stand, ``#`` or a keyword.
* ``\"\"\"`` begins a long string or is an empty string and the beginning of another; only the first is accepted, with the escapes
  that the grammar has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bienban.errors import QueryProblem

__all__ = ["MOST_NESTED", "Token", "TokenKind", "tokens"]

TokenKind = Literal["iri", "string", "variable", "language", "blank", "name", "number", "word", "mark"]

MOST_NESTED = 128
"""Brackets inside brackets, of all kinds: deeper ones may exhaust the stack of an engine."""

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_VAR = f"{_BASE}_0-9\u00b7\u0300-\u036f\u203f-\u2040"
_ESCAPE = (
    r"\\[tbnrf\"'\\]|\\u(?![dD][89a-fA-F])[0-9A-Fa-f]{4}"
    r"|\\U0000(?![dD][89a-fA-F])[0-9A-Fa-f]{4}|\\U00(?:0[1-9A-Fa-f]|10)[0-9A-Fa-f]{4}"
)
_LOCAL_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"

_TOKEN = re.compile(
    rf"""
      (?P<space> [\x20\t\r\n]++ | \#[^\r\n]*+ )
    | (?P<iri> < (?: [^<>"{{}}|^`\\\x00-\x20] | \\u[0-9A-Fa-f]{{4}} | \\U[0-9A-Fa-f]{{8}} )*+ > )
    | (?P<string> \"\"\" (?: \"{{0,2}} (?: [^"\\] | {_ESCAPE} ) )*+ \"\"\"
                | ''' (?: '{{0,2}} (?: [^'\\] | {_ESCAPE} ) )*+ '''
                | (?!\"\"\") \" (?: [^"\\\r\n] | {_ESCAPE} )*+ \"
                | (?!''') ' (?: [^'\\\r\n] | {_ESCAPE} )*+ ' )
    | (?P<variable> [?$] [{_VAR}]++ )
    | (?P<language> @ [A-Za-z]++ (?: -[A-Za-z0-9]++ )*+ )
    | (?P<blank> _: [{_VAR}] [{_VAR}.\-]*+ )
    | (?P<name> (?: [{_BASE}] [{_VAR}.\-]*+ )? : (?: (?: [{_VAR}:] | {_LOCAL_ESCAPE} ) (?: [{_VAR}.:\-] | {_LOCAL_ESCAPE} )*+ )? )
    | (?P<word> [{_BASE}_] [{_VAR}.\-]*+ )
    | (?P<number> (?: [0-9]++ (?: \. [0-9]++ )? | \. [0-9]++ ) (?: [eE] [+-]? [0-9]++ )? )
    | (?P<mark> [{{}}()\[\],;.*/|^!=<>+\-&?~] )
    """,
    re.VERBOSE | re.DOTALL,
)
_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_HIDING = re.compile(r"['()\\]")
_OPEN, _CLOSE = "{([", "})]"


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it begins. ``joined`` says that no space or opening bracket stands before it."""

    kind: TokenKind
    text: str
    start: int
    joined: bool


def tokens(text: str) -> Iterator[Token]:
    """The tokens in order; spaces and comments are left out.

    Raises:
        QueryProblem: something is no token, can be read in two ways, or is nested too deeply; it says in which line.
    """
    at = 0
    joined = False
    before = ""
    brackets: list[str] = []
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _problem(text, at, "the query cannot be read")
        kind, piece = found.lastgroup, found[0]
        start, at = at, found.end()
        if kind == "space":
            joined = False
            continue
        if kind == "iri":
            _check_iri(text, start, piece, compared="(" in brackets[-1:] or before == "<")
        elif kind == "mark":
            _nest(text, start, piece, brackets)
        yield Token(kind, piece, start, joined)  # type: ignore[arg-type]  # the groups are the kinds
        before = piece
        joined = piece not in _OPEN and piece not in ",;"


def _nest(text: str, at: int, piece: str, brackets: list[str]) -> None:
    if piece in _OPEN:
        brackets.append(piece)
        if len(brackets) > MOST_NESTED:
            raise _problem(text, at, f"more than {MOST_NESTED} brackets are nested", "write the query flatter")
    elif piece in _CLOSE and (not brackets or _OPEN.index(brackets.pop()) != _CLOSE.index(piece)):
        raise _problem(text, at, f"the brackets do not match at {piece!r}", "check the brackets before it")


def _check_iri(text: str, at: int, piece: str, *, compared: bool) -> None:
    if _SCHEME.match(piece) is not None:
        return
    if _HIDING.search(piece) or (compared and ("#" in piece or "service" in piece.lower() or "load" in piece.lower())):
        todo = "write the IRI whole, with http://, or put a space after < if it is a comparison"
        raise _problem(text, at, f"{piece[:40]} may be an IRI or a comparison", todo)


def _problem(text: str, at: int, what: str, todo: str = "check strings, IRIs and names there") -> QueryProblem:
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return QueryProblem(f"{what}: line {line}, column {column}, at {text[at : at + 20]!r}", todo=todo)
