"""What one article says in the merged graph, worked out before it is known who else is in the store: any process can do it.

It is kept as the store takes it, in lines of N-Triples: most of what an article says goes in as it is, for it is new or does no
harm twice. Only values of which a thing has one are compared with those that others give.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bienban.graph.terms import Term, Triple, line_of, triple_of
from bienban.graph.vocab import BASE
from bienban.identity.contribution import DERIVED, SEARCH_KEY, ArticleFacts
from bienban.identity.names import is_scoped
from bienban.identity.persons import LocalPerson, resolve
from bienban.identity.single import SINGLE, best

__all__ = ["Prepared", "prepare", "thing_of", "touched"]

THINGS = f"<{BASE}id/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article with what it says if its persons get some names.

    ``named`` are at first those that the article would give them by itself. Most keep them: a person is renamed only where
    another article gives the same person a post that comes first. ``lines`` are the triples that can be added whatever else is
    in the merged graph, as N-Triples; ``slots`` the values of single-valued properties of things that others may speak of too.
    ``touched`` are the IRIs of the things that all this is about, a line each. ``facts`` are its :class:`ArticleFacts`, pickled,
    for the few that get other names.
    """

    article: str
    persons: tuple[LocalPerson, ...]
    named: Mapping[Term, Term]
    lines: bytes
    slots: tuple[Triple, ...]
    touched: str
    facts: bytes

    def holds(self, persons: Mapping[Term, Term]) -> bool:
        """Whether these are the names of its persons."""
        return all(persons[node] == name for node, name in self.named.items())

    def renamed(self, persons: Mapping[Term, Term]) -> Prepared:
        """The same with other names for its persons."""
        return _said(pickle.loads(self.facts), {node: persons[node] for node in self.named}, self.facts)  # noqa: S301 - our own

    def plain(self) -> Iterator[Triple]:
        """The triples of the lines."""
        return (triple_of(f"{line}\n") for line in self.lines.decode().split("\n")[:-1])

    def triples(self) -> set[Triple]:
        """Everything that it says."""
        return {*self.plain(), *self.slots}

    def __len__(self) -> int:
        return self.lines.count(b"\n")


def prepare(article: str, graph: Iterable[Triple]) -> Prepared:
    """Work out what an article says, by the names that it would give its persons by itself."""
    facts = ArticleFacts(article, graph)
    return _said(facts, resolve(facts.persons), pickle.dumps(facts, pickle.HIGHEST_PROTOCOL))


def _said(facts: ArticleFacts, named: Mapping[Term, Term], kept: bytes) -> Prepared:
    said = facts.triples(named)
    lines: list[str] = []
    single: dict[tuple[Term, Term], list[Term]] = {}
    for triple in said:
        s, p, o = triple
        if p in SINGLE:
            single.setdefault((s, p), []).append(o)
        else:
            lines.append(line_of(triple))
    own, slots = f"<{facts.article}>", list[Triple]()
    for (s, p), values in single.items():
        if s == own or is_scoped(s):
            lines.append(line_of((s, p, best(values))))
        else:
            slots.extend((s, p, value) for value in values)
    return Prepared(
        article=facts.article,
        persons=facts.persons,
        named=named,
        lines="".join(lines).encode(),
        slots=tuple(slots),
        touched="\n".join(touched(said)),
        facts=kept,
    )


def touched(triples: Iterable[Triple]) -> set[str]:
    """The IRIs of the things about which triples of the merged graph speak: what they are said of, or refer to.

    That one more article stands behind a thing touches the article and not the thing, or each would touch the State itself.
    """
    known = tuple(triples)
    nodes = {s for s, p, _ in known if p != DERIVED and p != SEARCH_KEY and s.startswith(THINGS)}
    nodes.update([o for s, _, o in known if o.startswith(THINGS) and s.startswith(THINGS)])
    return set(map(thing_of, nodes))


def thing_of(node: Term) -> str:
    """The IRI of the thing that a node is, or is part of."""
    return node[1:-1].partition("#")[0]
