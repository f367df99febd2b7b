"""What a batch of articles changes in a store: quads to delete and to insert, worked out before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from bienban.graph.mint import graph_iri
from bienban.graph.terms import Term, Triple
from bienban.graph.vocab import BASE, term
from bienban.identity.merge import ArticleChange, merge_step
from bienban.identity.prepared import Prepared
from bienban.identity.state import MergedState
from bienban.model.graph import ArticleGraph
from bienban.store.base import Change
from bienban.store.codec import Write, quad_lines
from bienban.store.prepared import PreparedGraph, lines_of, size_of

__all__ = ["GRAPHS", "Plan", "article_named", "plan_reference", "plan_removal", "plan_replacement"]

DIGEST = term("bb:textDigest")
REFERENCE = BASE + "graph/reference"
ARTICLES, GRAPHS = BASE + "id/article/", BASE + "graph/article/"
_END = re.compile(r"[\w.~-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The writes of one batch.

    ``added`` are the graphs of articles that the store does not have, ``fresh`` what they say in the merged graph, most of it;
    ``dropped`` named graphs that go as a whole, ``stale`` digests of texts no longer read.
    """

    outcomes: tuple[tuple[ArticleGraph, Change], ...] = ()
    deletes: tuple[Write, ...] = ()
    inserts: tuple[Write, ...] = ()
    added: tuple[ArticleGraph, ...] = ()
    fresh: tuple[Prepared, ...] = ()
    dropped: tuple[str, ...] = ()
    stale: frozenset[Term] = frozenset()

    def all_inserts(self) -> Iterator[Write]:
        """What is inserted, all of it triple by triple."""
        yield from self.inserts
        for said in self.fresh:
            yield from ((None, triple) for triple in said.plain())
        for graph in self.added:
            yield from ((graph.name, cast(Triple, triple)) for triple in graph.triples)

    def lines(self) -> bytes:
        """The same as N-Quads."""
        return b"".join((quad_lines(self.inserts), *(said.lines for said in self.fresh), *map(lines_of, self.added)))

    def size(self) -> int:
        """How many triples are inserted, some perhaps twice."""
        return len(self.inserts) + sum(map(len, self.fresh)) + sum(map(size_of, self.added))


def article_named(name: str) -> str | None:
    """The IRI of an article, given that or the IRI of its graph; None for what is neither."""
    for prefix in (ARTICLES, GRAPHS):
        if name.startswith(prefix) and _END.fullmatch(name, len(prefix)):
            return ARTICLES + name[len(prefix) :]
    return None


def plan_replacement(graphs: Sequence[ArticleGraph], state: MergedState) -> Plan:
    """Put graphs in place of what the store has of their articles; no article may be there twice."""
    outcomes: list[tuple[ArticleGraph, Change]] = []
    changes: list[ArticleChange] = []
    deletes: list[Write] = []
    inserts: list[Write] = []
    added: list[ArticleGraph] = []
    for graph in graphs:
        old = state.of_article(graph.article)
        prepared = graph.says if isinstance(graph, PreparedGraph) else None
        if not old and size_of(graph):
            outcomes.append((graph, "added"))
            changes.append(ArticleChange(graph.article, old, graph, prepared))
            added.append(graph)
            continue
        new = cast("tuple[Triple, ...]", graph.triples)
        had, has = frozenset(old), frozenset(new)
        if had == has:
            outcomes.append((graph, "unchanged"))
            continue
        outcomes.append((graph, "replaced"))
        changes.append(ArticleChange(graph.article, old, graph, prepared))
        name = graph_iri(graph.article)
        deletes += ((name, triple) for triple in had - has)
        inserts += ((name, triple) for triple in new if triple not in had)
    if not changes:
        return Plan(outcomes=tuple(outcomes))
    delta = merge_step(changes, state)
    return Plan(
        outcomes=tuple(outcomes),
        deletes=(*deletes, *((None, triple) for triple in delta.deletes)),
        inserts=(*inserts, *((None, triple) for triple in delta.inserts)),
        added=tuple(added),
        fresh=delta.fresh,
        stale=_stale(changes),
    )


def plan_removal(article: str, state: MergedState) -> Plan | None:
    """Take an article out; None where there is none."""
    old = state.of_article(article)
    if not old:
        return None
    delta = merge_step([ArticleChange(article, old)], state)
    return Plan(
        deletes=tuple((None, triple) for triple in delta.deletes),
        inserts=tuple((None, triple) for triple in delta.inserts),
        dropped=(graph_iri(article),),
        stale=_digests(old),
    )


def plan_reference(new: frozenset[Triple], old: frozenset[Triple]) -> Plan | None:
    """Put reference data in place of what is there, in its own graph and in the default graph; None where nothing changes."""
    if new == old:
        return None
    graphs = (REFERENCE, None)
    return Plan(
        deletes=tuple((graph, triple) for triple in old - new for graph in graphs),
        inserts=tuple((graph, triple) for triple in new - old for graph in graphs),
    )


def _stale(changes: Iterable[ArticleChange]) -> frozenset[Term]:
    """The digests of texts that were read before and are not now."""
    replaced = [change for change in changes if change.old]
    stale = _digests(t for c in replaced for t in c.old)
    return stale - _digests(cast("Triple", t) for c in changes if c.new is not None for t in c.new.triples) if stale else stale


def _digests(triples: Iterable[Triple]) -> frozenset[Term]:
    return frozenset(o for _, p, o in triples if p == DIGEST)
