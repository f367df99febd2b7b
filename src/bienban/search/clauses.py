"""The clauses that queries of the index are put together from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bienban.search.schema import schema

if TYPE_CHECKING:
    import tantivy

__all__ = ["any_of", "row", "term", "worth"]


def term(field: str, value: str | int) -> tantivy.Query:
    """A field has this value."""
    import tantivy

    return tantivy.Query.term_query(schema(), field, value)


def worth(query: tantivy.Query, score: float) -> tantivy.Query:
    """The same, for as much as a score."""
    import tantivy

    return tantivy.Query.const_score_query(query, score)


def any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """One of some; nothing where there are none."""
    import tantivy

    if not queries:
        return tantivy.Query.empty_query()
    return worth(tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries]), 0.0)


def row(field: str, words: Sequence[str]) -> tantivy.Query:
    """Words in a row."""
    import tantivy

    if len(words) == 1:
        return term(field, words[0])
    return tantivy.Query.phrase_query(schema(), field, list(words))
