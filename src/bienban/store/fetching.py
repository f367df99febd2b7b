"""Finds what would make an engine fetch something: ``SERVICE`` in queries and updates, ``LOAD`` in updates.

The engine resolves names, follows redirects and reads answers on its own, so no allow-list could promise that a request goes
where the list says and not to a private address. Therefore both are always refused.
"""

from __future__ import annotations

from bienban.errors import QueryRefused
from bienban.store.tokens import MOST_NESTED, Token, tokens

__all__ = ["refuse_fetching"]


def refuse_fetching(text: str, *, update: bool = False) -> None:
    """Refuse a query (or an update) that would fetch something, or that is nested too deeply to be parsed safely.

    A text without these letters, whatever their case, cannot have the keyword (it has no escapes), and need not be read further.

    Raises:
        QueryRefused: it has the keyword, or a word or prefix that the engine may take for it.
        QueryProblem: it cannot be read, or has two readings.
    """
    folded = text.lower()
    keywords = [word for word in (("service", "load") if update else ("service",)) if word in folded]
    if not keywords and sum(map(text.count, "{([")) <= MOST_NESTED:
        return
    last: Token | None = None
    for token in tokens(text):
        for keyword in keywords:
            if keyword in _readable(token):
                raise _refused(text, token, keyword.upper())
            if token.text == "{" and last is not None and last.kind == "name" and keyword in _prefix(last):
                raise _refused(text, last, keyword.upper())
            if keyword == "load" and token.kind == "name" and keyword in _prefix(token):
                raise _refused(text, token, keyword.upper())
        last = token


def _readable(token: Token) -> str:
    """The part of a token in which the engine finds a keyword wherever it stands, in lower case."""
    return token.text.lower() if token.kind == "word" or (token.kind == "variable" and token.joined) else ""


def _prefix(name: Token) -> str:
    """The prefix of a name: before a group, the engine reads ``SERVICE:x { … }`` and ``SERVICEex:x { … }`` as the keyword."""
    return name.text.partition(":")[0].lower()


def _refused(text: str, token: Token, keyword: str) -> QueryRefused:
    line = text.count("\n", 0, token.start) + 1
    if token.kind == "word":
        what = f"the query asks another server ({keyword}, line {line}), and nothing is fetched from elsewhere"
        todo = "ask that server itself, and bring the answers together"
        if keyword == "LOAD":
            what = f"the update loads a document ({keyword}, line {line}), and nothing is fetched from elsewhere"
            todo = "put the triples into INSERT DATA"
        return QueryRefused(what, todo=todo)
    return QueryRefused(
        f"{token.text[:40]!r} in line {line} cannot be told from the keyword {keyword}",
        todo="choose another prefix, or put a space before the variable",
    )
