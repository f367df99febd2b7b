"""Marks in JSON-LD: at the end of each object that has ``@id`` or ``@type``, or another name for one of these."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bienban.exchange.marks.mark import MARK, Insertion, Lines, inserted

__all__ = ["marked"]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]:,]')
_NODE = frozenset({"@id", "@type"})
_NOT_NODE = frozenset({"@value", "@list", "@set"})


@dataclass(slots=True)
class _Object:
    """One that is open: where it began, whether it is inside of what describes nothing, and its keys."""

    line: int
    passed: bool
    keys: set[str] = field(default_factory=set)
    key: str = ""
    is_list: bool = False


def marked(text: str) -> str:
    """The text with marks; it is known to be JSON."""
    names = _aliases(json.loads(text))
    return inserted(text, _insertions(text, names))


def _aliases(document: object) -> frozenset[str]:
    """The keys that stand for ``@id`` or ``@type``, by any context of the document."""
    found = set(_NODE)
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            found.update(key for key, said in value.items() if isinstance(said, str) and said in _NODE)
            found.update(
                key for key, said in value.items() if isinstance(said, dict) and said.get("@id") in _NODE and key not in _NODE
            )
            waiting += value.values()
    return frozenset(found)


def _insertions(text: str, names: frozenset[str]) -> Iterator[Insertion]:
    lines, stack, last = Lines(text), list[_Object](), ""
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "{[":
            around = stack[-1] if stack else None
            passed = around is not None and (around.passed or around.key in ("@context", "@value"))
            stack.append(_Object(lines.of(token.start()), passed, is_list=sign == "["))
            if sign == "[" and around is not None:
                stack[-1].key = around.key
        elif sign in "}]":
            one = stack.pop()
            if sign == "}" and not one.passed and one.keys & names and not one.keys & _NOT_NODE:
                yield token.start(), f', "{MARK}": {{"@value": {one.line}}}'
        elif sign == ":":
            stack[-1].key = str(json.loads(last))
            stack[-1].keys.add(stack[-1].key)
        last = sign
