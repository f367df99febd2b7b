"""The heads of documents ("nghị quyết", "đề án"): their rows in ``document_kinds.tsv``, and what is found at one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import cast, get_args

from bienban.errors import LexiconProblem
from bienban.lang.tables import Row
from bienban.lang.tokens import Tokens, Trie, key_of
from bienban.lang.vi.lexicon import table
from bienban.model.facts import DocumentKind

__all__ = ["Designation", "Head", "heads", "key_at"]


@dataclass(frozen=True, slots=True)
class Head:
    """A row of ``document_kinds.tsv``."""

    form: str
    kind: DocumentKind
    party: bool | None
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Designation:
    """A document's name: its first token, the index after it, how it was found and how sure that is."""

    first: int
    after: int
    rule: str
    sure: float
    number: str | None = None
    prefix: str = ""


def _head(row: Row) -> Head:
    kind = row.need("kind")
    if kind not in get_args(DocumentKind):
        raise LexiconProblem(f"no document kind {kind!r}", where=row.where)
    party = row.get("party")
    settled = None if party is None else party == "yes"
    return Head(row.need("form"), cast(DocumentKind, kind), settled, row.need("number"), row.need("title"))


@lru_cache(maxsize=1)
def heads() -> tuple[Trie[Head], frozenset[str]]:
    """The heads of documents, and the keys of their first syllables."""
    rows = [_head(row) for row in table("document_kinds")]
    return Trie((row.form, row) for row in rows), frozenset(key_of(row.form.split()[0]) for row in rows)


def key_at(tokens: Tokens, index: int) -> str:
    """The key of the token at an index, empty beyond the text."""
    return tokens[index].key if 0 <= index < len(tokens) else ""
