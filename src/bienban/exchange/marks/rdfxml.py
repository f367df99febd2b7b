"""Marks in RDF/XML: an attribute of each element that describes a node (RDF 1.1 XML Syntax, section 2.3, striping)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from xml.parsers import expat

from bienban.exchange.marks.mark import MARK, Insertion

__all__ = ["TRACE", "marked"]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
_SPACE, _, _NAME = MARK.rpartition(":")

TRACE = f' xmlns:bienban-mark=\\"{_SPACE}:\\"'
"""What the namespace of the marks leaves in the term of an XML literal, which has all namespaces around it."""

Stripe = Literal["node", "property", "literal"]
"""What the children of an element are."""


class _Marker:
    """Notes where the tags of node elements end their names."""

    def __init__(self, text: str) -> None:
        self._data = text.encode()
        self._stack: list[Stripe] = []
        self._found: list[tuple[int, int]] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def insertions(self) -> Iterator[Insertion]:
        """In offsets of bytes."""
        self._parser.Parse(self._data, True)
        for at, line in self._found:
            name = at + 1
            while self._data[name : name + 1] not in b" \t\r\n/>":
                name += 1
            yield name, f' xmlns:bienban-mark="{_SPACE}:" bienban-mark:{_NAME}="{line}"'

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        stripe: Stripe = self._stack[-1] if self._stack else "node"
        below: Stripe = "literal"
        if stripe == "node" and name == f"{_RDF}RDF":
            below = "node"
        elif stripe == "node":
            below = "property"
            self._found.append((self._parser.CurrentByteIndex, self._parser.CurrentLineNumber))
        elif stripe == "property":
            kind = attributes.get(f"{_RDF}parseType")
            below = "node" if kind in (None, "Collection") else "property" if kind == "Resource" else "literal"
        self._stack.append(below)

    def _end(self, name: str) -> None:
        del name
        self._stack.pop()


def marked(text: str) -> str:
    """The text with marks; it is known to be well-formed."""
    data = text.encode()
    parts: list[bytes] = []
    at = 0
    for offset, what in _Marker(text).insertions():
        parts += (data[at:offset], what.encode())
        at = offset
    return b"".join((*parts, data[at:])).decode()
