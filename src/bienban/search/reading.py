"""Reads things out of the merged graph, many at a time: a query for each field of a kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from bienban.graph.terms import Term, iri_text, is_iri, parse_literal
from bienban.queries.names import prefix_lines, with_prefixes
from bienban.search.entry import Entry
from bienban.search.kinds import KINDS, Facet, Kind, Patterns
from bienban.store.base import Queryable, select

__all__ = ["CHUNK", "entries", "everything", "members", "neighbours", "things"]

CHUNK = 400
"""Things of one query."""

MOST_WORDS = 60
"""Names beside a thing that are searched: those of a ministry's every official would be its own."""

Found = dict[str, list[str]]
"""The values of a field by thing, sorted, each once."""


def things(store: Queryable, kind: Kind) -> tuple[str, ...]:
    """The IRIs of all things of a kind, sorted."""
    text = f"SELECT DISTINCT ?d {{ VALUES ?class {{ {' '.join(kind.classes)} }} ?d a ?class }}"
    part = f"/id/{kind.type}/"
    return tuple(sorted(iri for iri in _column(store, text) if part in iri and "#" not in iri))


def _column(store: Queryable, text: str) -> Iterator[str]:
    return (iri_text(row[0]) for row in select(store, with_prefixes(text)).rows if row[0] is not None and is_iri(row[0]))


class _Some:
    """What some things have, field by field; what several fields have in common is asked for once."""

    def __init__(self, store: Queryable, iris: Sequence[str]) -> None:
        self._store = store
        self._given = _given(iris)
        self._known: Mapping[str, str] | None = None
        self._read: dict[str, Found] = {}

    def values(self, patterns: Patterns) -> Found:
        """The values of a field."""
        for pattern in patterns:
            if pattern not in self._read:
                self._read[pattern] = _values(self._store, self._given, (pattern,), self._known)
        return self._read[patterns[0]] if len(patterns) == 1 else _merged([self._read[pattern] for pattern in patterns])

    def counts(self, patterns: Patterns) -> dict[str, int]:
        """How many there are of what is counted."""
        found: dict[str, int] = {}
        for pattern in patterns:
            text = f"SELECT ?d (COUNT(DISTINCT ?x) AS ?v) {{ {self._given} {pattern} }} GROUP BY ?d"
            for thing, value in select(self._store, f"{prefix_lines(pattern)} {text}").rows:
                if thing is not None and value is not None:
                    found[iri_text(thing)] = found.get(iri_text(thing), 0) + int(parse_literal(value)[0])
        return found


class _All(_Some):
    """The same of all things of a kind: asked without naming them, the engine reads in the order in which it keeps things.

    That takes half the time, and some kilobytes of memory for each thing.
    """

    def __init__(self, store: Queryable, iris: Sequence[str]) -> None:
        super().__init__(store, ())
        self._given = ""
        self._known = {iri: iri for iri in iris}


def entries(store: Queryable, iris: Iterable[str], kind: Kind) -> Iterator[Entry]:
    """The entries of those things of a kind that the merged graph has, in their order."""
    part = iter(iris)
    while chunk := tuple(iri for _, iri in zip(range(CHUNK), part, strict=False)):
        yield from _entries(_Some(store, chunk), chunk, kind)


def _entries(read: _Some, iris: Sequence[str], kind: Kind) -> Iterator[Entry]:
    labels = read.values((f"?d {kind.label} ?v",))
    days, details, contexts = (read.values(patterns) for patterns in (kind.day, kind.detail, kind.context))
    facets: dict[Facet, Found] = {facet: read.values(patterns) for facet, patterns in kind.facets.items()}
    if "year" in facets:
        facets["year"] = {iri: _years(values) for iri, values in facets["year"].items()}
    weights = read.counts(kind.counted)
    listed = read.values(("?held org:member ?d . BIND(?d AS ?v)",)) if kind.name == "person" else labels
    for iri in iris:
        if iri not in labels:
            continue
        yield Entry(
            iri=iri, kind=kind.name, label=labels[iri][0], day=next((d for d in days.get(iri, ()) if d[:4].isdigit()), ""),
            detail=tuple(details.get(iri, ())[:3]), context=_context(labels[iri][0], details.get(iri, ()), contexts.get(iri, ())),
            facets={facet: tuple(values) for facet, found in facets.items() if (values := found.get(iri))},
            weight=weights.get(iri, 0), listed=iri in listed,
        )  # fmt: skip


def _context(label: str, details: Iterable[str], contexts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for words in chain(details, contexts) if words != label))[:MOST_WORDS]


def _years(values: Iterable[str]) -> list[str]:
    """Of dates of any precision; a day of an unknown year (``--06-29``) has none."""
    return sorted({value[:4] for value in values if value[:4].isdigit()})


def _values(store: Queryable, given: str, patterns: Patterns, known: Mapping[str, str] | None = None) -> Found:
    """What the patterns find; ``given`` names the things, or else ``known`` has those that count."""
    if not patterns:
        return {}
    found: dict[str, set[str]] = {}
    text = "SELECT ?d ?v { " + " UNION ".join(f"{{ {given} {pattern} }}" for pattern in patterns) + " }"
    for thing, value in select(store, f"{prefix_lines(' '.join(patterns))} {text}").rows:
        if thing is None or value is None:
            continue
        iri = iri_text(thing) if known is None else known.get(iri_text(thing))
        if iri is not None:
            found.setdefault(iri, set()).add(_text(value))
    return {iri: sorted(values) for iri, values in found.items()}


def _merged(found: Iterable[Found]) -> Found:
    every: dict[str, set[str]] = {}
    for values in found:
        for iri, some in values.items():
            every.setdefault(iri, set()).update(some)
    return {iri: sorted(some) for iri, some in every.items()}


def _given(iris: Iterable[str]) -> str:
    return f"VALUES ?d {{ {' '.join(f'<{iri}>' for iri in iris)} }}"


def _text(term: Term) -> str:
    return iri_text(term) if is_iri(term) else parse_literal(term)[0]


def neighbours(store: Queryable, iris: Sequence[str], kind: Kind) -> frozenset[str]:
    """The things whose entries have something of these, as the store stands."""
    found: set[str] = set()
    for at in range(0, len(iris), CHUNK):
        for values in _values(store, _given(iris[at : at + CHUNK]), kind.near).values():
            found.update(values)
    return frozenset(found)


def members(store: Queryable, posts: Sequence[str]) -> frozenset[str]:
    """Who holds these posts: their names are words beside theirs."""
    found = _values(store, _given(posts), ("?held bb:post ?d ; org:member ?v",))
    return frozenset(chain.from_iterable(found.values()))


def everything(store: Queryable) -> Iterator[Entry]:
    """The entries of all things of all kinds."""
    for kind in KINDS.values():
        iris = things(store, kind)
        if _in_articles(kind):
            yield from entries(store, iris, kind)
        else:
            yield from _entries(_All(store, iris), iris, kind)


def _in_articles(kind: Kind) -> bool:
    """Whether it is read out of articles' graphs, of which there is no order that would help."""
    return any("GRAPH" in pattern for patterns in (kind.detail, kind.context, *kind.facets.values()) for pattern in patterns)
