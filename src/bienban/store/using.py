"""Puts the dataset that a protocol request names into the update it comes with (SPARQL 1.1 Protocol §2.2.3).

The engine takes a dataset beside a query, but not beside an update, so ``USING`` and ``USING NAMED`` are written before every
``WHERE``; ``DELETE WHERE { … }``, which may have none, is written out as ``DELETE { … } … WHERE { … }``.
"""

from __future__ import annotations

from bienban.errors import QueryProblem
from bienban.store.tokens import Token, tokens

__all__ = ["with_dataset"]

_KNOWN = frozenset((
    "base", "prefix", "insert", "delete", "data", "where", "with", "using", "named", "load", "silent", "into", "graph", "clear",
    "drop", "create", "add", "move", "copy", "to", "default", "all",
))  # fmt: skip


def with_dataset(text: str, default_graphs: tuple[str, ...], named_graphs: tuple[str, ...]) -> str:
    """The update on that dataset; as it is where no graph is named.

    The names must be IRIs.

    Raises:
        QueryProblem: the update names a dataset of its own (USING or WITH), or cannot be read.
    """
    if not default_graphs and not named_graphs:
        return text
    clauses = "".join(f" USING <{iri}>" for iri in default_graphs) + "".join(f" USING NAMED <{iri}>" for iri in named_graphs)
    top = [(token, last) for token, last, depth in _walk(text) if depth == 0]
    pieces, done = [], 0
    for token, last in top:
        if token.kind != "word":
            continue
        word = token.text.lower()
        if word not in _KNOWN:
            raise QueryProblem(f"{token.text[:40]!r} is no keyword of an update", todo="put spaces between keywords")
        if word in ("using", "with"):
            todo = "leave out one of the two"
            raise QueryProblem(f"the update names its graphs itself ({word.upper()}), and so does the request", todo=todo)
        if word == "where":
            pieces.append(text[done : token.start])
            if last is not None and last.text.lower() == "delete":
                pieces.append(f"{_group(text, token)}")
            pieces.append(f"{clauses} ")
            done = token.start
    return "".join([*pieces, text[done:]])


def _walk(text: str) -> list[tuple[Token, Token | None, int]]:
    """Each token with the one before it and the brackets around it."""
    found: list[tuple[Token, Token | None, int]] = []
    depth = 0
    last: Token | None = None
    for token in tokens(text):
        depth -= token.text in ("}", ")", "]")
        found.append((token, last, depth))
        depth += token.text in ("{", "(", "[")
        last = token
    return found


def _group(text: str, where: Token) -> str:
    """The group in braces that follows a token."""
    after = [(token, depth) for token, _, depth in _walk(text) if token.start > where.start and depth == 0]
    opened = next((token for token, _ in after if token.text == "{"), None)
    closed = next((token for token, _ in after if token.text == "}"), None)
    if opened is None or closed is None:
        raise QueryProblem("DELETE WHERE without a group", todo="write DELETE WHERE { … }")
    return text[opened.start : closed.start + 1]
