"""What a document says about a thing: its own facts and parts, what refers to it, the sentences, labels of all it names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from bienban.graph.mint import graph_iri
from bienban.graph.terms import Term, Triple, is_iri, string
from bienban.graph.vocab import BASE
from bienban.store.codec import parsed
from bienban.web.linked.addresses import LABELS, Thing

__all__ = ["INCOMING", "Ask", "Description", "describe"]

INCOMING = 50
"""Facts about a thing by others, on one page of its document."""

QUOTES = 30
MOST_LABELS = 1_000

Ask = Callable[[str], Awaitable[tuple[bytes, int]]]
"""Runs a CONSTRUCT query; gives N-Triples and the generation they come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The triples of a document by where they come from; ``more``: there is a next page of incoming facts."""

    thing: Thing
    own: tuple[Triple, ...]
    incoming: tuple[Triple, ...]
    sources: tuple[Triple, ...]
    labels: tuple[Triple, ...]
    page: int
    more: bool
    generation: int

    @property
    def triples(self) -> tuple[Triple, ...]:
        """All of them, each once, sorted."""
        return tuple(sorted({*self.own, *self.incoming, *self.sources, *self.labels}))


async def describe(ask: Ask, thing: Thing, page: int) -> Description | None:
    """The description of a thing, or None where the graph says nothing about it."""
    own, generation = await _triples(ask, _own(thing))
    incoming, last = await _triples(ask, _incoming(thing, page))
    if not own and not incoming:
        return None
    following, last = await _triples(ask, _following(thing, page)) if incoming else ((), last)
    sources: tuple[Triple, ...] = ()
    if not thing.path.startswith("id/article/"):
        sources, last = await _triples(ask, _sources(thing))
    labels, last = await _triples(ask, _labels(own + incoming + sources))
    if last != generation:
        return await describe(ask, thing, page)  # an import was published meanwhile
    return Description(
        thing=thing,
        own=own,
        incoming=incoming,
        sources=sources,
        labels=labels,
        page=page,
        more=bool(following),
        generation=generation,
    )


async def _triples(ask: Ask, query: str) -> tuple[tuple[Triple, ...], int]:
    data, generation = await ask(query)
    return parsed(data), generation


def _own(thing: Thing) -> str:
    """The thing's facts and those of its parts (``thing#…``); of an article, all that its graph says.

    An agent (an extractor in its version) is described in the graphs of the articles that it read, and nowhere else.
    """
    if thing.path.startswith("id/article/"):
        graph = graph_iri(thing.iri)
        merged = f"{thing.term} ?p ?o BIND({thing.term} AS ?s)"
        return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} UNION {{ {merged} }} }}"
    if thing.path.startswith("agent/"):
        graphs = f"SELECT DISTINCT ?p ?o {{ GRAPH ?g {{ {thing.term} ?p ?o }} }}"
        return f"CONSTRUCT {{ {thing.term} ?p ?o }} WHERE {{ {{ {graphs} }} }}"
    part = f"FILTER(STRSTARTS(STR(?s), {string(thing.iri + '#')}))"
    return (
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ {thing.term} ?p ?o BIND({thing.term} AS ?s) }}"
        f" UNION {{ {thing.term} ?x ?s . {part} ?s ?p ?o }} UNION {{ ?s ?x {thing.term} . {part} ?s ?p ?o }} }}"
    )


def _incoming(thing: Thing, page: int) -> str:
    """Facts about the thing by others; of one without a name of its own (a participation, a figure), all that it says."""
    nameless = " || ".join(f'CONTAINS(STR(?s), "{mark}")' for mark in ("#", "id/observation/", "id/statement/"))
    return (
        f"CONSTRUCT {{ ?s ?p {thing.term} . ?s ?q ?v }} WHERE {{ {{ {_by_others(thing, INCOMING, page * INCOMING)} }}"
        f' OPTIONAL {{ ?s ?q ?v FILTER(STRSTARTS(STR(?s), "{BASE}id/") && ({nameless})) }} }}'
    )


def _following(thing: Thing, page: int) -> str:
    """The first fact of the next page."""
    return f"CONSTRUCT {{ ?s ?p {thing.term} }} WHERE {{ {{ {_by_others(thing, 1, (page + 1) * INCOMING)} }} }}"


def _by_others(thing: Thing, limit: int, offset: int) -> str:
    """In the order of the engine's index, which is the same for all pages of a generation, and costs no sorting."""
    mine = string(thing.iri + "#")
    return f"SELECT ?s ?p {{ ?s ?p {thing.term} FILTER(!STRSTARTS(STR(?s), {mine})) }} LIMIT {limit} OFFSET {offset}"


def _sources(thing: Thing) -> str:
    return (
        "CONSTRUCT { ?e oa:hasBody ?l ; oa:hasTarget ?t ; bb:confidence ?c ; bb:rule ?r ."
        " ?t oa:hasSource ?a ; oa:hasSelector ?s . ?s oa:exact ?q ; oa:start ?n }"
        f" WHERE {{ {thing.term} prov:wasDerivedFrom ?l . GRAPH ?g {{ ?e oa:hasBody ?l ; oa:hasTarget ?t ."
        f" ?e bb:confidence ?c ; bb:rule ?r . ?t oa:hasSource ?a ; oa:hasSelector ?s . ?s oa:exact ?q ; oa:start ?n }} }}"
        f" LIMIT {QUOTES}"
    )


def _labels(triples: Iterable[Triple]) -> str:
    """Labels of all that is named, and of the things whose parts are named."""
    named: set[Term] = set()
    for s, p, o in triples:
        for term in (s, p, o):
            if is_iri(term):
                named.add(term)
                if "#" in term and term.startswith(f"<{BASE}id/"):
                    named.add(Term(term.partition("#")[0] + ">"))
    values = " ".join(sorted(named)[:MOST_LABELS])
    return f"CONSTRUCT {{ ?n ?l ?o }} WHERE {{ VALUES ?n {{ {values} }} VALUES ?l {{ {LABELS} }} ?n ?l ?o }}"
