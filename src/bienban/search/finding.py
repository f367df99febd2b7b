"""Finds things: ranks them, counts their facets, shows where the words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bienban.search.clauses import any_of, row, term, worth
from bienban.search.entry import RANKS
from bienban.search.index import Snapshot, guarded
from bienban.search.kinds import FACETS, KINDS, KindName
from bienban.search.marking import Marked, Marks, marked, marks
from bienban.search.question import Asked, Part, Search, read
from bienban.search.schema import full_iri, schema, short_iri
from bienban.search.words import Token, expanded

if TYPE_CHECKING:
    import tantivy

__all__ = ["Count", "Found", "Hit", "count_facets", "every", "find", "hit_of", "labels"]

EXACT_NAME, FOLDED_NAME, EXACT_NEAR, FOLDED_NEAR = 6.0, 20.0, 1.5, 4.0
IN_ORDER, WHOLE, WHOLE_EXACT, PER_RANK = 8.0, 20.0, 5.0, 0.8
"""What a word in the name or beside it is worth, as written or folded; all words in order; the whole name; one rank."""
PER_KIND: Mapping[KindName, float] = {"person": 4.0, "body": 4.0, "place": 3.0, "event": 2.0, "document": 2.0, "award": 1.0}
"""A name that is short says more with the same words than a headline or what somebody said."""

MOST_OFFSET = 100_000
MOST_BEGUN = 300
_YEAR = re.compile(r"[0-9]{4}")
_ORDERS: Mapping[str, tuple[str, bool]] = {"name": ("by_name", True), "day": ("by_day", False), "weight": ("weight", False)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A thing that was found, with the line beside its name, and the words beside that have what was asked for."""

    iri: str
    kind: KindName
    label: Marked
    detail: str
    day: str
    weight: int
    snippet: Marked


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a facet (an IRI; a year or a kind as such), and how many of the things found have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found, from which generation of the store."""

    total: int
    hits: tuple[Hit, ...]
    generation: int


def find(snapshot: Snapshot, search: Search, *, limit: int = 20, offset: int = 0) -> Found:
    """The things that a search finds, the best first.

    Raises:
        IndexDamaged: the index cannot be read.
    """
    asked = read(search.words)
    with guarded(snapshot.path):
        order = _ORDERS.get(search.sort) or (None if asked.parts else ("weight", False))
        found = _searched(snapshot, _query(snapshot, asked, search), min(offset, MOST_OFFSET), limit, order)
        wanted = marks(asked)
        hits = tuple(hit_of(snapshot.searcher.doc(address).to_dict(), wanted) for _, address in found.hits)
    total: int = found.count  # type: ignore[attr-defined] # its stub lacks it
    return Found(total=total, hits=hits, generation=snapshot.state.generation)


def _searched(
    snapshot: Snapshot, query: tantivy.Query, offset: int, limit: int, order: tuple[str, bool] | None
) -> tantivy.SearchResult:
    import tantivy

    if order is None:
        return snapshot.searcher.search(query, limit, count=True, offset=offset)
    way = tantivy.Order.Asc if order[1] else tantivy.Order.Desc
    return snapshot.searcher.search(query, limit, count=True, offset=offset, order_by_field=order[0], order=way)


def every(snapshot: Snapshot, search: Search, *, block: int = 1_000) -> Iterator[Hit]:
    """All that a search finds, in the order of the search.

    Raises:
        IndexDamaged: the index cannot be read.
    """
    asked = read(search.words)
    with guarded(snapshot.path):
        order = _ORDERS.get(search.sort) or (None if asked.parts else ("weight", False))
        query = _query(snapshot, asked, search)
        most = max(1, snapshot.searcher.num_docs)
        addresses = [address for _, address in _searched(snapshot, query, 0, most, order).hits]
    wanted = marks(asked)
    for at in range(0, len(addresses), block):
        with guarded(snapshot.path):
            part = [hit_of(snapshot.searcher.doc(address).to_dict(), wanted) for address in addresses[at : at + block]]
        yield from part


def count_facets(snapshot: Snapshot, search: Search, *, size: int = 10) -> Mapping[str, tuple[Count, ...]]:
    """For ``kind`` and each facet the commonest values among the things found, with how many have them.

    Kinds and years are alternatives, so theirs are counted as if the search were not narrowed by them.

    Raises:
        IndexDamaged: the index cannot be read.
    """
    asked = read(search.words)
    sizes: dict[str, int] = dict.fromkeys(FACETS, size)
    sizes |= {"kind": len(KINDS), "year": 60}
    found: dict[str, tuple[Count, ...]] = {}
    free = [name for name in ("kind", "year") if (search.kinds if name == "kind" else search.facets.get("year"))]
    with guarded(snapshot.path):
        shared = [name for name in ("kind", *FACETS) if name not in free]
        found |= _counted(snapshot, _query(snapshot, asked, search), {name: sizes[name] for name in shared})
        for name in free:
            found |= _counted(snapshot, _query(snapshot, asked, search.without(name)), {name: sizes[name]})
    return {name: found[name] for name in ("kind", *FACETS)}


def _counted(snapshot: Snapshot, query: tantivy.Query, sizes: Mapping[str, int]) -> dict[str, tuple[Count, ...]]:
    wanted = {name: {"terms": {"field": name, "size": size, "segment_size": 65_536}} for name, size in sizes.items()}
    answer = snapshot.searcher.aggregate(query, wanted)
    return {name: tuple(_count(name, bucket) for bucket in answer[name]["buckets"]) for name in sizes}


def _count(name: str, bucket: Mapping[str, object]) -> Count:
    key = bucket["key"]
    value = str(int(key)) if isinstance(key, int | float) else str(key)
    return Count(value if name in ("kind", "year") else full_iri(value), int(str(bucket["doc_count"])))


def labels(snapshot: Snapshot, iris: Iterator[str] | tuple[str, ...]) -> dict[str, str]:
    """The names of things, as far as the index has them.

    Raises:
        IndexDamaged: the index cannot be read.
    """
    found = {}
    with guarded(snapshot.path):
        for iri in iris:
            hits = snapshot.searcher.search(term("iri", short_iri(iri)), 1).hits
            if hits:
                found[iri] = str(snapshot.searcher.doc(hits[0][1]).to_dict()["label"][0])
    return found


def hit_of(stored: Mapping[str, list[str]], wanted: Marks) -> Hit:
    """What the index gives back of a document, with what was asked for marked."""

    def first(field: str) -> str:
        return str((stored.get(field) or [""])[0])

    kind: KindName = next(name for name in KINDS if name == first("kind"))
    return Hit(
        iri=full_iri(first("iri")), kind=kind, label=marked(first("label"), wanted), detail=first("detail"), day=first("day"),
        weight=int(first("weight") or 0), snippet=marked(first("context"), wanted, around=160),
    )  # fmt: skip


def _query(snapshot: Snapshot, asked: Asked, search: Search) -> tantivy.Query:
    """Everything that must be, and what is better for being."""
    import tantivy

    must, should = tantivy.Occur.Must, tantivy.Occur.Should
    kinds = search.kinds or tuple(KINDS)
    clauses = [(must, any_of([term("kind", kind) for kind in kinds]))]
    where = {part: _Where(snapshot, part) for part in asked.parts}
    clauses += [(must, where[part].anywhere()) for part in asked.parts]
    if not search.everybody:
        clauses.append((must, worth(term("listed", 1), 0.0)))
    for facet, values in search.facets.items():
        if facet == "year":
            years = [term("year", int(value)) for value in values if _YEAR.fullmatch(value)]
            clauses.append((must, any_of(years)))
        else:
            clauses += [(must, worth(term(facet, short_iri(value)), 0.0)) for value in values]
    for part in asked.parts:
        clauses += [(should, tantivy.Query.boost_query(query, score)) for query, score in _better(where[part], part)]
    if asked.parts:
        clauses += [(should, worth(query, score)) for query, score in _whole(asked.words)]
        clauses += [(should, worth(term("rank", str(rank)), PER_RANK * rank)) for rank in range(1, RANKS)]
        clauses += [(should, worth(term("kind", kind), score)) for kind, score in PER_KIND.items() if kind in kinds]
    return tantivy.Query.boolean_query(clauses)


class _Where:
    """Where a part of a question stands: in which field, as which words; each found out once."""

    def __init__(self, snapshot: Snapshot, part: Part) -> None:
        self._snapshot = snapshot
        self._part = part
        self._known: dict[tuple[str, bool], tantivy.Query] = {}

    def anywhere(self) -> tantivy.Query:
        """In the name or beside it."""
        return any_of([self.in_field("name"), self.in_field("near")])

    def in_field(self, field: str, *, whole: bool = False) -> tantivy.Query:
        """In a field; ``whole``: as whole words only."""
        known = self._known.get((field, whole))
        if known is None:
            known = self._known[field, whole] = self._query(field, whole=whole)
        return known

    def _query(self, field: str, *, whole: bool) -> tantivy.Query:
        part, exact = self._part, field.endswith("_x")
        forms = [part.words, *([part.full] if part.full else [])]
        found = [row(field, [t.written if exact else t.folded for t in form]) for form in forms]
        if part.prefix and not whole:
            found += _beginnings(self._snapshot, field, part.words[0].written if exact else part.words[0].folded)
        return any_of(found)


def _better(where: _Where, part: Part) -> list[tuple[tantivy.Query, float]]:
    """A name is worth more than words beside it, and as written more than folded."""
    found = [(_best_of(where, "name", "near", FOLDED_NEAR / FOLDED_NAME), FOLDED_NAME)]
    if part.marked:
        found.append((_best_of(where, "name_x", "near_x", EXACT_NEAR / EXACT_NAME), EXACT_NAME))
    if part.prefix:  # a whole word is worth more than the beginning of one
        found.append((worth(where.in_field("name", whole=True), 1.0), FOLDED_NEAR))
    return found


def _best_of(where: _Where, name: str, near: str, less: float) -> tantivy.Query:
    """One, in the name, or less, beside it."""
    import tantivy

    fields = ((name, 1.0), (near, less))
    return tantivy.Query.disjunction_max_query([worth(where.in_field(field), score) for field, score in fields])


def _beginnings(snapshot: Snapshot, field: str, start: str) -> list[tantivy.Query]:
    """Words that begin so: each of them, or a pattern where they are many (letters and digits mean nothing else in it)."""
    import tantivy

    terms = snapshot.searcher.terms_with_prefix(field, start, limit=MOST_BEGUN + 1)
    if len(terms) > MOST_BEGUN:
        return [tantivy.Query.regex_query(schema(), field, f"{start}.*")]
    return [term(field, word) for word, _ in terms]


def _whole(words: tuple[Token, ...]) -> list[tuple[tantivy.Query, float]]:
    """All words in order, as they are or with abbreviations written out, and as the whole name."""
    as_written = [t.written for t in words]
    found = [(term("whole_x", " ".join(as_written)), WHOLE_EXACT)]
    for form in {tuple(t.folded for t in words), tuple(t.folded for t in expanded(words))}:
        if len(form) == len(words) or len(words) > 1:
            found.append((term("whole", " ".join(form)), WHOLE))
        if len(form) > 1:
            found += [(row("name", list(form)), IN_ORDER), (row("near", list(form)), IN_ORDER / 4)]
    if len(words) > 1:
        found.append((row("name_x", as_written), IN_ORDER / 2))
    return found
