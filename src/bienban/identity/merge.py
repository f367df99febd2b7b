"""The merged graph of a set of article graphs: from scratch, and the change to it that a change of articles makes.

:func:`merge_all` is the definition. :func:`merge_step` gives the difference between its results before and after a change
from the parts of the state that the change touches: adding an article to a popular body costs what the article costs, for
single values are kept by a total order; only what may have lost its last supporter makes it look at other contributors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bienban.graph.terms import Term, Triple, line_of
from bienban.identity.contribution import DERIVED, ArticleFacts
from bienban.identity.names import is_scoped
from bienban.identity.persons import resolve
from bienban.identity.prepared import Prepared, prepare, thing_of
from bienban.identity.renaming import rename
from bienban.identity.single import SINGLE, best
from bienban.identity.state import MergedState
from bienban.identity.support import Support
from bienban.model.graph import ArticleGraph

__all__ = ["ArticleChange", "Delta", "MergedState", "merge_all", "merge_step"]

Slot = tuple[Term, Term]


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What happens to one article: ``old`` triples (empty where it is new) give way to a ``new`` graph (None where it goes).

    ``prepared`` is what is known of the new graph already.
    """

    article: str
    old: tuple[Triple, ...] = ()
    new: ArticleGraph | None = None
    prepared: Prepared | None = None


@dataclass(frozen=True, slots=True)
class Delta:
    """The change to the merged graph; no triple is both deleted and added.

    ``fresh`` are articles that were not there before, whose lines are added beside ``inserts``.
    """

    deletes: frozenset[Triple]
    inserts: frozenset[Triple]
    fresh: tuple[Prepared, ...] = ()


def merge_all(graphs: Iterable[ArticleGraph]) -> tuple[Triple, ...]:
    """The merged graph, sorted: the same for the same articles in whatever order."""
    everything = [ArticleFacts(g.article, _typed(g.triples)) for g in graphs]
    persons = resolve(p for facts in everything for p in facts.persons)
    said: set[Triple] = set()
    for facts in everything:
        said |= facts.triples(persons)
    slots: dict[Slot, list[Term]] = {}
    merged = set()
    for triple in said:
        s, p, o = triple
        if p in SINGLE:
            slots.setdefault((s, p), []).append(o)
        else:
            merged.add(triple)
    merged.update((s, p, best(values)) for (s, p), values in slots.items())
    return tuple(sorted(merged))


def _typed(triples: Iterable[tuple[str, str, str]]) -> Iterable[Triple]:
    return ((Term(s), Term(p), Term(o)) for s, p, o in triples)


def merge_step(changes: Iterable[ArticleChange], state: MergedState) -> Delta:
    """What changes in the merged graph when these articles change, each of them once."""
    todo = {change.article: change for change in changes}
    old = {a: ArticleFacts(a, change.old) for a, change in todo.items() if change.old}
    new = {a: change.prepared or prepare(a, _typed(change.new.triples)) for a, change in todo.items() if change.new is not None}
    renaming = rename(old, new, state)
    before, after = set[Triple](), set[Triple]()
    for facts in old.values():
        before |= facts.triples(renaming.before)
    fresh: list[Prepared] = []
    for article, says in new.items():
        named = says if says.holds(renaming.after) else says.renamed(renaming.after)
        if article in old:
            after |= named.triples()
        else:
            fresh.append(named)
    for article in sorted(renaming.others):
        facts = ArticleFacts(article, state.of_article(article))
        names = {p.node: state.merged_of(p.node) for p in facts.persons}
        was = {node: name for node, name in names.items() if name is not None}
        before |= facts.triples(was)
        after |= facts.triples({**was, **renaming.moved})
    return _difference(before, after, fresh, Support(state, frozenset(todo) | renaming.others))


def _difference(before: set[Triple], after: set[Triple], fresh: Sequence[Prepared], support: Support) -> Delta:
    """Deletions and insertions, given what the affected articles said and say, what new ones say, and who else says it."""
    slots: dict[Slot, tuple[set[Term], set[Term]]] = {}
    for said, index in ((before, 0), (after, 1), *((new.slots, 1) for new in fresh)):
        for s, p, o in said:
            if p in SINGLE:
                slots.setdefault((s, p), (set(), set()))[index].add(o)
    gone = _unsaid({triple for triple in before - after if triple[1] not in SINGLE}, fresh)
    deletes = {triple for triple in gone if triple[1] == DERIVED or not support.has(triple)}
    inserts = {triple for triple in after - before if triple[1] not in SINGLE}
    for (s, p), (was, now) in slots.items():
        if was == now:
            continue
        current = None if not was and is_scoped(s) else support.current(s, p)
        kept = _kept(s, p, current, was, now, support)
        if kept != current:
            if current is not None:
                deletes.add((s, p, current))
            if kept is not None:
                inserts.add((s, p, kept))
    return Delta(frozenset(deletes), frozenset(inserts), tuple(fresh))


def _unsaid(gone: set[Triple], fresh: Sequence[Prepared]) -> set[Triple]:
    """Of some triples those that no new article says."""
    things = {thing_of(triple[0]) for triple in gone}
    lines: set[bytes] = set()
    for said in fresh if things else ():
        if not things.isdisjoint(said.touched.split("\n")):
            lines.update(said.lines.splitlines(keepends=True))
    return {triple for triple in gone if line_of(triple).encode() not in lines} if lines else gone


def _kept(s: Term, p: Term, current: Term | None, was: set[Term], now: set[Term], support: Support) -> Term | None:
    """The value of a single-valued property after the change."""
    if current is None:
        return next(iter(now), None) if len(now) < 2 else best(now)
    if current not in was or current in now or (now and best([*now, current]) != current):
        return best([*now, current] if current not in was or current in now else now)
    others = support.values(s, p, until=current)
    candidates = [*now, *([others] if others is not None else [])]
    return best(candidates) if candidates else None
