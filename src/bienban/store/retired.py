"""IRIs that were minted and are gone: what a write takes away, and what stands for it from then on.

The merged graph has no memory, so the ledger keeps this. Rows are noted before the write, as all others: a killed writer may have
noted too many. That does no harm, for whoever asks looks into the graph first, and only what is not there can be retired.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime

from bienban.graph.terms import Term, iri_text
from bienban.graph.vocab import term
from bienban.identity.contribution import DERIVED, POST
from bienban.identity.prepared import Prepared
from bienban.identity.state import MergedState
from bienban.store.ledger import Reason, Retired
from bienban.store.plan import Plan, article_named

__all__ = ["lost", "retired_by"]

POST_CLASS, TYPE = term("org:Post"), term("rdf:type")


def retired_by(plan: Plan, state: MergedState) -> Iterator[Retired]:
    """The IRIs of things that a plan leaves nothing of, from the state before it.

    What an article calls the thing tells its successor: the merged node that stands for the same node of the same article now.
    Parts of things (``thing#…``) go with their things and are not among them.
    """
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    removed = [article for article in map(article_named, plan.dropped) if article is not None]
    yield from (Retired(iri=article, at=at, reason="removed") for article in removed)
    lost, gained, posts = _Moves.of(plan), _gained(plan), _posts(plan)
    for thing, locals_ in lost.things.items():
        if any(o not in locals_ for o in state.objects(thing, DERIVED)) or thing in lost.kept:
            continue
        yield _retired(thing, {gained[local] for local in locals_ if local in gained}, at, bool(removed))
    for post, memberships in lost.posts.items():
        now = {gained[o] for m in memberships for o in lost.parts.get(m, ()) if o in gained}
        yield _retired(post, {posts[m] for m in now if m in posts}, at, bool(removed))


def _retired(node: Term, successors: set[Term], at: str, removed: bool) -> Retired:
    reason: Reason = "renamed" if successors else "removed" if removed else "unsaid"
    return Retired(iri=iri_text(node), at=at, reason=reason, successors=tuple(sorted(map(iri_text, successors))))


@dataclass(frozen=True, slots=True)
class _Moves:
    """What a plan takes away: article-level nodes by the thing, or part of one, that stood for them; posts with who held them."""

    things: Mapping[Term, Collection[Term]]
    parts: Mapping[Term, Collection[Term]]
    posts: Mapping[Term, Collection[Term]]
    kept: frozenset[Term]

    @classmethod
    def of(cls, plan: Plan) -> _Moves:
        things: dict[Term, set[Term]] = defaultdict(set)
        parts: dict[Term, set[Term]] = defaultdict(set)
        held: dict[Term, set[Term]] = defaultdict(set)
        gone: set[Term] = set()
        for graph, (s, p, o) in plan.deletes:
            if graph is None and p == DERIVED:
                (parts if "#" in s else things)[s].add(o)
            elif graph is None and p == POST:
                held[o].add(s)
            elif graph is None and p == TYPE and o == POST_CLASS:
                gone.add(s)
        kept = {s for graph, (s, p, _) in plan.inserts if graph is None and p == DERIVED} if things else set()
        kept.update(_stood_for(plan.fresh, things.keys()) if things else ())
        return cls(things, parts, {post: held[post] for post in sorted(gone)}, frozenset(kept))


def _stood_for(fresh: Iterable[Prepared], things: Set[Term]) -> Iterator[Term]:
    """Those of some things that new articles stand behind."""
    names = {iri_text(thing) for thing in things}
    for said in fresh:
        if not names.isdisjoint(said.touched.split("\n")):
            yield from (s for s, p, _ in said.plain() if p == DERIVED and s in things)


def _gained(plan: Plan) -> dict[Term, Term]:
    """Article-level nodes, each with what stands for it after the plan, where that is another than before."""
    return {o: s for graph, (s, p, o) in plan.inserts if graph is None and p == DERIVED}


def _posts(plan: Plan) -> dict[Term, Term]:
    """Memberships that the plan adds, each with its post."""
    return {s: o for graph, (s, p, o) in plan.inserts if graph is None and p == POST}


def lost(rows: Iterable[Retired], known: Callable[[str], bool], state: MergedState) -> list[str]:
    """Those of some retired IRIs that lead nowhere: to what is neither there nor known as retired itself."""

    def stands(iri: str) -> bool:
        return next(state.objects(Term(f"<{iri}>"), TYPE), None) is not None or known(iri)

    return [row.iri for row in rows if not all(map(stands, row.successors))]
