"""Which article-level persons are one: the same name and a post in common, transitively (DESIGN, Trust).

A post is a role in a body that is settled across articles, or an office that one person holds in the country. The IRI of a
merged person comes from the smallest discriminator among its (name, post) pairs, so it follows from the set of articles and
not from their order, and of two persons joined the merged one's IRI is the smaller of theirs.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Protocol

from bienban.graph.terms import Term
from bienban.graph.vocab import BASE
from bienban.identity.names import scoped, settled_disc, slug, tail

__all__ = ["LocalPerson", "Partition", "Persons", "person_iri", "post_disc", "resolve"]


@dataclass(frozen=True, slots=True)
class LocalPerson:
    """A person of one article: the node, the name as a match key, and the settled posts."""

    node: Term
    name: str
    posts: frozenset[Term]


class Persons(Protocol):
    """An article, as far as its persons go."""

    @property
    def persons(self) -> tuple[LocalPerson, ...]:
        """Those that it speaks of."""


class Partition:
    """Disjoint sets (union–find with path halving)."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}

    def find(self, item: Hashable) -> Hashable:
        """The representative of an item's set; an unknown item is a set of its own."""
        parent = self._parent
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = item = parent[parent[item]]
        return item

    def join(self, one: Hashable, other: Hashable) -> None:
        """Make one set of two."""
        self._parent[self.find(one)] = self.find(other)


def post_disc(name: str, post: Term) -> str:
    """The discriminator that a (name, post) pair would give a person.

    It begins as the post's does: the posts that most articles give come first (offices, then roles of the schemes in national
    bodies, in other bodies, roles in an article's own words), so that a person rarely has to be renamed as articles come.
    """
    return settled_disc("person", name, post, lead=tail(post)[0])


def person_iri(name: str, discriminator: str) -> Term:
    """The IRI of a merged person."""
    return Term(f"<{BASE}id/person/{slug(name)}-{discriminator}>")


def resolve(persons: Iterable[LocalPerson]) -> dict[Term, Term]:
    """The merged IRI of each person."""
    partition, everyone = Partition(), list(persons)
    for person in everyone:
        for post in person.posts:
            partition.join(person.node, (person.name, post))
    smallest: dict[Hashable, str] = {}
    for person in everyone:
        if person.posts:
            root = partition.find(person.node)
            own = min(post_disc(person.name, post) for post in person.posts)
            smallest[root] = min(own, smallest.get(root, own))
    return {
        p.node: person_iri(p.name, smallest[partition.find(p.node)]) if p.posts else scoped("person", p.name, p.node)
        for p in everyone
    }
