"""What a SPARQL engine complains about, in words that say where and what to do."""

from __future__ import annotations

import re

from bienban.errors import QueryProblem
from bienban.graph.vocab import PREFIXES

__all__ = ["check_query", "code_of", "syntax_problem"]

_POSITION = re.compile(r"error at (\d+):(\d+)")
_NOT_CODE = re.compile(
    r"\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*", re.DOTALL
)
_SERVICE = re.compile(r"(?<![\w:?$])SERVICE\b(?!:)", re.IGNORECASE)
_UPDATE = re.compile(
    r"\s*(?:(?:PREFIX\s+\S*:|BASE)\s+)*\s*(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE
)
_PREFIXED = re.compile(r"([A-Za-z][\w.-]*)?:[\w%.-]*")


def code_of(text: str) -> str:
    """The query with every string, IRI and comment blanked out, at its length: what is left are keywords and names."""
    return _NOT_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def check_query(text: str) -> None:
    """Refuse what would make the engine fetch something, or change the store.

    Raises:
        QueryProblem: the query has a SERVICE clause, or is an update.
    """
    code = code_of(text)
    found = _SERVICE.search(code)
    if found is not None:
        line = code.count("\n", 0, found.start()) + 1
        raise QueryProblem(
            f"the query asks another server (SERVICE, line {line}), and nothing is fetched from elsewhere",
            todo="ask that server itself with --endpoint URL",
        )
    if _UPDATE.match(code):
        raise QueryProblem(
            "this is a SPARQL update, not a query",
            todo="change the store with import and remove; SELECT, ASK, CONSTRUCT and DESCRIBE run",
        )


def syntax_problem(text: str, message: str) -> QueryProblem:
    """The problem that an engine's message about a query stands for, with line and column where it gives them."""
    position = _POSITION.search(message)
    if position is None:
        return QueryProblem(f"the query cannot be run: {_short(message)}", todo="correct the query")
    line, column = int(position[1]), int(position[2])
    lines = text.splitlines() or [""]
    shown = lines[line - 1] if line <= len(lines) else ""
    near = shown[max(column - 1, 0) :].strip()[:30]
    place = f"line {line}, column {column}" + (f", at {near!r}" if near else ", at its end")
    return QueryProblem(f"the query cannot be parsed: {place}", todo=_hint(text, message, near))


def _short(message: str) -> str:
    return " ".join(message.split())[:200]


def _hint(text: str, message: str, near: str) -> str:
    if "Prefix not found" in message:
        name = _PREFIXED.match(near)
        missing = name[1] if name is not None and name[1] else None
        if missing is None:
            declared = set(re.findall(r"PREFIX\s+([\w.-]*):", text, re.IGNORECASE))
            used = {m[1] or "" for m in _PREFIXED.finditer(code_of(text))}
            missing = next(iter(sorted(used - declared - set(PREFIXES))), None)
        return f"declare the prefix {missing or ''}: with PREFIX".replace("prefix :", "prefix")
    if text.count("{") != text.count("}"):
        return "the braces { } do not match"
    return "check the query there: a dot between patterns, a ? before a variable, < > around an IRI"
