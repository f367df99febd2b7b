"""An IRI that the graph had and has no more: what stands for it now, or since when and why nothing does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bienban.answers.card import Candidate, candidates
from bienban.errors import UsageProblem
from bienban.queries.names import as_iri, shorten
from bienban.store.base import Queryable
from bienban.store.ledger import Reason, look_up_retired

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

    What stood for it may have got another name itself: that is followed. A part of a thing (``thing#…``) goes with the thing.

    Raises:
        StoreProblem: the store's ledger is damaged.
    """
    whole = as_iri(words)
    iri = None if whole is None else whole.partition("#")[0]
    found = None if iri is None else look_up_retired(ledger, iri)
    if found is None:
        return None
    seen, due, standing, reason = {found.iri}, sorted(found.successors), dict[str, Candidate](), found.reason
    while due:
        one = due.pop()
        if one in seen:
            continue
        seen.add(one)
        there = _there(store, one, language)
        if there is not None:
            standing[one] = there
        elif (row := look_up_retired(ledger, one)) is not None:
            due += row.successors
            reason = reason if row.successors else row.reason
    why = WHY[found.reason if standing else reason]
    return Successors(shorten(found.iri), found.at[:10], why, tuple(standing[one] for one in sorted(standing)))


def _there(store: Queryable, iri: str, language: str) -> Candidate | None:
    try:
        return candidates(store, iri, language=language)[0]
    except UsageProblem:
        return None
