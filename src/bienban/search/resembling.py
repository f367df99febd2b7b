"""Finds things by names that may be written otherwise: any of the words will do, and a letter may be another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bienban.search.clauses import any_of, term, worth
from bienban.search.finding import Hit, hit_of
from bienban.search.index import Snapshot, guarded
from bienban.search.kinds import KindName
from bienban.search.marking import marks
from bienban.search.question import read
from bienban.search.schema import schema, short_iri
from bienban.search.words import expanded, tokens

if TYPE_CHECKING:
    import tantivy

__all__ = ["known", "resembling"]

WHOLE, NEAR, MISSPELT = 1_000.0, 2.0, 0.3
"""What the whole name is worth, a word beside it, and a word with one letter otherwise; a word of the name what it is rare."""

MOST_WORDS = 24
FUZZY_FROM = 4
"""Letters from which a word may have another one."""


def resembling(snapshot: Snapshot, words: str, kinds: Sequence[KindName], *, near: str = "", limit: int = 40) -> tuple[Hit, ...]:
    """Things with names like these words, beside which words of ``near`` stand; persons only where they hold a post.

    Without ``words`` those beside whose name, or in it, words of ``near`` stand.

    Raises:
        IndexDamaged: the index cannot be read.
    """
    import tantivy

    named, beside = _folded(words), _folded(near)
    like = _names(named) if named else [term(field, word) for word in beside for field in ("name", "near")]
    if not like:
        return ()
    should = [(tantivy.Occur.Should, query) for query in like]
    must = [any_of([term("kind", kind) for kind in kinds]), worth(term("listed", 1), 0.0)]
    found = tantivy.Query.boolean_query(
        [
            *((tantivy.Occur.Must, query) for query in must),
            (tantivy.Occur.Must, tantivy.Query.boolean_query(should)),
            *((tantivy.Occur.Should, worth(term("near", word), NEAR)) for word in beside),
        ]
    )
    plain = marks(read(""))
    with guarded(snapshot.path):
        hits = snapshot.searcher.search(found, limit).hits
        return tuple(hit_of(snapshot.searcher.doc(address).to_dict(), plain) for _, address in hits)


def _folded(text: str) -> tuple[str, ...]:
    words = tokens(text)[:MOST_WORDS]
    return tuple(dict.fromkeys(token.folded for token in (*words, *expanded(words))))


def _names(words: Sequence[str]) -> list[tantivy.Query]:
    import tantivy

    found = [term("name", word) for word in words]
    found += [worth(term("whole", " ".join(words)), WHOLE)]
    close = [tantivy.Query.fuzzy_term_query(schema(), "name", word, 1) for word in words if len(word) >= FUZZY_FROM]
    return [*found, *(worth(query, MISSPELT) for query in close)]


def known(snapshot: Snapshot, iris: Iterable[str]) -> dict[str, Hit]:
    """Those of these things that anybody may find, by IRI.

    Raises:
        IndexDamaged: the index cannot be read.
    """
    plain = marks(read(""))
    found = {}
    with guarded(snapshot.path):
        for iri in iris:
            hits = snapshot.searcher.search(term("iri", short_iri(iri)), 1).hits
            stored = snapshot.searcher.doc(hits[0][1]).to_dict() if hits else {}
            if stored.get("listed") == [1]:
                found[iri] = hit_of(stored, plain)
    return found
