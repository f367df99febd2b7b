"""What one article says in the merged graph, worked out before it is known who else is in the store: any process can do it."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from bienban.graph.terms import Term, Triple
from bienban.identity.contribution import ArticleFacts
from bienban.identity.persons import LocalPerson, resolve

__all__ = ["Prepared", "Says", "prepare"]


class Says(Protocol):
    """One article as the merge sees it."""

    @property
    def persons(self) -> tuple[LocalPerson, ...]:
        """Its persons."""

    def triples(self, persons: Mapping[Term, Term]) -> AbstractSet[Triple]:
        """All its triples in the merged graph, given the merged name of each of its persons."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with what it says if its persons get the names that it would give them by itself.

    Most do: a person is renamed only where another article gives the same person a post that comes first.
    """

    article: str
    graph: tuple[Triple, ...]
    persons: tuple[LocalPerson, ...]
    named: Mapping[Term, Term]
    said: frozenset[Triple]

    def triples(self, persons: Mapping[Term, Term]) -> AbstractSet[Triple]:
        """All its triples in the merged graph, given the merged name of each of its persons."""
        if all(persons[node] == name for node, name in self.named.items()):
            return self.said
        return ArticleFacts(self.article, self.graph).triples(persons)


def prepare(article: str, graph: tuple[Triple, ...]) -> Prepared:
    """Do what can be done for one article alone."""
    facts = ArticleFacts(article, graph)
    named = resolve(facts.persons)
    return Prepared(article, graph, facts.persons, named, frozenset(facts.triples(named)))
