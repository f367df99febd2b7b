"""What a SPARQL engine complains about, in words that say where and what to do."""

from __future__ import annotations

import re

from bienban.errors import QueryProblem, QueryRefused
from bienban.graph.vocab import PREFIXES
from bienban.store.fetching import refuse_fetching
from bienban.store.tokens import tokens

__all__ = ["check_query", "code_of", "refuse_update", "syntax_problem", "unknown_prefix"]

LONG = 20_000
"""Characters from which a query is not looked through for a hint: nobody has typed it."""

_POSITION = re.compile(r"error at (\d+):(\d+)")
_NOT_CODE = re.compile(
    r"\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*", re.DOTALL
)
_FORM = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_FORMS = frozenset(("select", "ask", "construct", "describe"))
_UPDATES = frozenset(("insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with"))
_PREFIXED = re.compile(r"(?<![\w?$@-])([A-Za-z][\w.-]*)?:(?=[\w%.-]|\s|$)")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*)\s*:", re.IGNORECASE)


def code_of(text: str) -> str:
    """The query with every string, IRI and comment blanked out, at its length: what is left are keywords and names."""
    return _NOT_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def check_query(text: str) -> None:
    """Refuse what would make the engine fetch something, or change the store.

    Raises:
        QueryRefused: it has a SERVICE clause, or is an update.
        QueryProblem: it is no query at all.
    """
    try:
        refuse_fetching(text)
    except QueryRefused as refused:
        raise QueryRefused(refused.what, todo="ask that server itself with --endpoint URL") from refused
    refuse_update(text)
    if _first_keyword(text) not in _FORMS and _FORM.search(code_of(text)) is None:
        raise QueryProblem("this is no SPARQL query", todo="begin it with SELECT, ASK, CONSTRUCT or DESCRIBE")


def refuse_update(text: str) -> None:
    """Say of an update what it is; the engine would only find it no query.

    Raises:
        QueryRefused: it is an update.
    """
    if _first_keyword(text) in _UPDATES:
        raise QueryRefused(
            "this is a SPARQL update, not a query",
            todo="change the store with import and remove; SELECT, ASK, CONSTRUCT and DESCRIBE run",
        )


def _first_keyword(text: str) -> str:
    """The first word after the prologue, in small letters; empty where there is none, or something comes before it."""
    try:
        for token in tokens(text):
            if token.kind not in ("word", "iri", "name"):
                break
            if token.kind == "word" and token.text.lower() not in ("base", "prefix"):
                return token.text.lower()
    except QueryProblem:
        pass
    return ""


def syntax_problem(text: str, message: str) -> QueryProblem:
    """The problem that an engine's message about a query stands for, with line and column where it gives them."""
    missing = unknown_prefix(text) if len(text) < LONG else None
    if missing is not None:
        return missing
    position = _POSITION.search(message)
    if position is None:
        return QueryProblem(f"the query cannot be run: {_short(message)}", todo="correct the query")
    line, column = int(position[1]), int(position[2])
    lines = text.splitlines() or [""]
    shown = lines[line - 1] if line <= len(lines) else ""
    near = shown[max(column - 1, 0) :].strip()[:30]
    place = f"line {line}, column {column}" + (f", at {near!r}" if near else ", at its end")
    return QueryProblem(f"the query cannot be parsed: {place}", todo=_hint(text))


def _short(message: str) -> str:
    return " ".join(message.split())[:200]


def unknown_prefix(text: str) -> QueryProblem | None:
    """The problem of the first prefix that the query uses and nobody declares, or None."""
    missing = _undeclared(text)
    if not missing:
        return None
    name, offset = missing[0]
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    todo = f"declare the prefix {name}: with PREFIX" if name else "declare the empty prefix with PREFIX :"
    return QueryProblem(f"the query cannot be parsed: line {line}, column {column}, at {name + ':'!r}", todo=todo)


def _undeclared(text: str) -> list[tuple[str, int]]:
    code = code_of(text)
    declared = dict.fromkeys(_DECLARED.findall(code))
    body = _DECLARED.sub(lambda m: " " * len(m.group()), code)
    return [(m[1] or "", m.start()) for m in _PREFIXED.finditer(body) if (m[1] or "") not in declared.keys() | PREFIXES.keys()]


def _hint(text: str) -> str:
    if text.count("{") != text.count("}"):
        return "the braces { } do not match"
    return "check the query there: a dot between patterns, a ? before a variable, < > around an IRI"
