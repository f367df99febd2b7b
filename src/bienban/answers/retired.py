"""An IRI that the graph had and has no more: what stands for it now, or since when and why nothing does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bienban.answers.card import Candidate, candidates
from bienban.errors import UsageProblem
from bienban.queries.names import as_iri, shorten
from bienban.store.base import Queryable
from bienban.store.ledger import Reason, look_up_retired
from bienban.store.succession import Succession

__all__ = ["Successors", "successors"]

WHY: dict[Reason, str] = {
    "renamed": "its facts are under another name now",
    "removed": "the article that named it was removed",
    "unsaid": "the articles that named it were edited, or read under other rules",
}


@dataclass(frozen=True, slots=True)
class Successors:
    """What became of an IRI: since when it is gone, why in words, and the things that stand for it."""

    iri: str
    since: str
    why: str
    standing: tuple[Candidate, ...]


def successors(store: Queryable, ledger: Path, words: str, *, language: str = "vi") -> Successors | None:
    """What stands for a retired IRI (whole, or as tables print it); None where the words are none, or nothing is known of it.

    A part of a thing (``thing#…``) goes with the thing.

    Raises:
        StoreProblem: the store's ledger is damaged.
    """
    whole = as_iri(words)
    iri = None if whole is None else whole.partition("#")[0]
    found = None if iri is None else look_up_retired(ledger, iri)
    if found is None:
        return None
    way = Succession[Candidate](found)
    while way.due:
        there = {iri: thing for iri in sorted(way.due) if (thing := _there(store, iri, language)) is not None}
        rows = (look_up_retired(ledger, iri) for iri in sorted(way.due - there.keys()))
        way.step(there, [row for row in rows if row is not None])
    standing = tuple(way.standing[one] for one in sorted(way.standing))
    return Successors(shorten(found.iri), found.at[:10], WHY[way.reason], standing)


def _there(store: Queryable, iri: str, language: str) -> Candidate | None:
    try:
        return candidates(store, iri, language=language)[0]
    except UsageProblem:
        return None
