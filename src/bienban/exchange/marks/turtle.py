"""Marks in Turtle and TriG: after each subject, and at the beginning of each blank node in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bienban.exchange.marks.mark import MARK, Insertion, Lines, inserted

__all__ = ["marked"]

_NAME = r"[^\s<>\"'{}\[\]();,|^`#@!$&*+=/?%\\~.]"
_TOKEN = re.compile(
    rf"""
    (?P<skip>(?:\s+|\#[^\r\n]*)+)
  | (?P<node><(?!<)(?:[^\s<>"{{}}|^`])*>)
  | (?P<text>\"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*+\"\"\" | \'\'\'(?:'{{0,2}}(?:[^'\\]|\\.))*+\'\'\'
      | "(?:[^"\\\r\n]|\\.)*+" | '(?:[^'\\\r\n]|\\.)*+')
  | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<number>[+-]?(?:\d+\.\d*[eE][+-]?\d+|\d*\.\d+(?:[eE][+-]?\d+)?|\d+(?:[eE][+-]?\d+)?))
  | (?P<word>(?:{_NAME}|%[0-9A-Fa-f]{{2}}|\\.|\.+(?={_NAME}|[%\\]))+)
  | (?P<type>\^\^)
  | (?P<sign>[.;,\[\](){{}}])
    """,
    re.VERBOSE | re.DOTALL,
)
"""The terminals of RDF 1.1 Turtle, section 6.5, as far as tells where each begins and ends.

``word`` is a prefixed name, a label of a blank node, or a keyword.
"""

_SPARQL_WORDS = {"PREFIX": 2, "BASE": 1, "VERSION": 1}
"""Directives without a full stop, with how many tokens follow."""


class _NotTurtle(Exception):
    """What follows is nothing that Turtle has; the parser says so better."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def marked(text: str) -> str | None:
    """The text with marks; None where it is not understood."""
    try:
        return inserted(text, _Marker(text).insertions())
    except _NotTurtle:
        return None


class _Marker:
    """Reads one document, statement by statement."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._lines = Lines(text)
        self._next: _Token | None = None
        self._end = 0

    def insertions(self) -> Iterator[Insertion]:
        """One for each subject, in the order of the text."""
        while self._peek() is not None:
            yield from self._statement(self._take())

    def _take(self) -> _Token:
        token = self._peek()
        if token is None:
            raise _NotTurtle
        self._next = None
        return token

    def _peek(self) -> _Token | None:
        if self._next is None:
            self._next = next(self._tokens, None)
        return self._next

    def _follows(self, sign: str) -> bool:
        token = self._peek()
        return token is not None and token.kind == "sign" and token.text == sign

    def _mark(self, token: _Token, offset: int) -> Insertion:
        return offset, f" <{MARK}> {self._lines.of(token.start)} ; "

    def _statement(self, first: _Token) -> Iterator[Insertion]:
        word = first.text.upper() if first.kind == "word" else ""
        if first.kind == "at":
            while not self._follows("."):
                self._take()
            self._take()
        elif word in _SPARQL_WORDS:
            for _ in range(_SPARQL_WORDS[word]):
                self._take()
        elif word == "GRAPH":
            while not self._follows("{"):
                self._take()
        elif first.kind == "sign" and first.text in "{}":
            return
        else:
            yield from self._subject(first)

    def _subject(self, first: _Token) -> Iterator[Insertion]:
        """What begins with a subject, to its end; or the name of a graph, which is none."""
        if first.kind in ("node", "word"):
            if self._follows("{"):
                return
            yield self._mark(first, first.end)
        elif first.text == "[" and first.kind == "sign":
            if not self._follows("]"):
                yield self._mark(first, first.end)
                yield from self._upto("]")
            else:
                closing = self._take()
                if self._follows("{"):
                    return
                yield self._mark(first, closing.start)
        elif first.text == "(" and first.kind == "sign":
            line = self._lines.of(first.start)
            yield from self._upto(")")
            yield self._end, f" <{MARK}> {line} ; "
        else:
            raise _NotTurtle
        yield from self._rest()

    def _rest(self) -> Iterator[Insertion]:
        """Predicates and objects, to the full stop or the end of the graph."""
        while not (self._follows(".") or self._follows("}")):
            token = self._take()
            if token.kind == "sign" and token.text in "[(":
                yield from self._opened(token)
        self._take()

    def _opened(self, token: _Token) -> Iterator[Insertion]:
        if token.text == "[":
            yield self._mark(token, token.end)
        yield from self._upto("]" if token.text == "[" else ")")

    def _upto(self, closing: str) -> Iterator[Insertion]:
        """What is in brackets that were opened; they may be nested to any depth."""
        wanted = [closing]
        while wanted:
            token = self._take()
            if token.kind != "sign":
                continue
            if token.text in "[(":
                wanted.append("]" if token.text == "[" else ")")
                if token.text == "[":
                    yield self._mark(token, token.end)
            elif token.text in "{}" or (token.text in "])" and token.text != wanted.pop()):
                raise _NotTurtle
            self._end = token.end


def _tokens(text: str) -> Iterator[_Token]:
    at, end = 0, len(text)
    match = _TOKEN.match
    while at < end:
        found = match(text, at)
        if found is None or found.lastgroup is None:
            raise _NotTurtle
        if found.lastgroup != "skip":
            yield _Token(found.lastgroup, found[0], at, found.end())
        at = found.end()
