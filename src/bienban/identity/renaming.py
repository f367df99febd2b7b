"""Which merged persons a change of articles joins, splits or renames, and whom that touches elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Set
from dataclasses import dataclass

from bienban.graph.terms import Term, string
from bienban.graph.vocab import term
from bienban.identity.contribution import DERIVED, MEMBER, POST, SEARCH_KEY, search_key
from bienban.identity.names import is_scoped, key_of, scoped, tail
from bienban.identity.persons import LocalPerson, Partition, Persons, person_iri, post_disc
from bienban.identity.state import MergedState
from bienban.identity.view import article_of

__all__ = ["Renaming", "rename"]

NAME = term("foaf:name")


@dataclass(frozen=True, slots=True)
class Renaming:
    """Merged names of the persons of the changed articles before and after, and of persons elsewhere that get another one.

    ``others`` are the articles that ``moved`` persons belong to.
    """

    before: Mapping[Term, Term]
    after: Mapping[Term, Term]
    moved: Mapping[Term, Term]
    others: frozenset[str]


def rename(old: Mapping[str, Persons], new: Mapping[str, Persons], state: MergedState) -> Renaming:
    """Work out the merged names of persons after a change, from the persons it touches."""
    changed = old.keys() | new.keys()
    is_now = {p.node: p for facts in new.values() for p in facts.persons}
    before: dict[Term, Term] = {}
    opened: set[Term] = set()
    for facts in old.values():
        for person in facts.persons:
            merged = state.merged_of(person.node)
            if merged is None:
                raise AssertionError(f"the merged graph has no node for {person.node}")
            before[person.node] = merged
            now = is_now.get(person.node)
            lost = person.posts and (now is None or now.name != person.name or not person.posts <= now.posts)
            if lost and merged not in opened and not _held_by_another(merged, person, changed, state):
                opened.add(merged)
    grouping = _Grouping(state, changed, opened)
    for merged in sorted(opened):
        grouping.open(merged)
    for person in is_now.values():
        grouping.add(person)
    after = {node: grouping.name_of(person) for node, person in is_now.items()}
    moved = grouping.moved()
    return Renaming(before, after, moved, frozenset(map(article_of, moved)))


def _holders(merged: Term, changed: Set[str], state: MergedState) -> Iterator[tuple[Term, Term]]:
    """The settled posts of a merged person, each with the persons of unchanged articles that hold it."""
    for membership in state.subjects(MEMBER, merged):
        for post in state.objects(membership, POST):
            if not is_scoped(post):
                for local in state.objects(membership, DERIVED):
                    if article_of(local) not in changed:
                        for node in state.said(local, MEMBER):
                            yield post, node


def _held_by_another(merged: Term, person: LocalPerson, changed: Set[str], state: MergedState) -> bool:
    """Whether an unchanged article gives the merged person all the posts that this one gave: then nothing falls apart."""
    missing: dict[Term, set[Term]] = {}
    for post, node in _holders(merged, changed, state):
        if post in person.posts and state.merged_of(node) == merged:
            left = missing.setdefault(node, set(person.posts))
            left.discard(post)
            if not left:
                return True
    return False


class _Grouping:
    """Persons and whole merged persons, joined by (name, post).

    A merged person of the state is one block with the discriminator of its IRI, unless it lost something: then it is opened
    into the persons of the articles that are left.
    """

    def __init__(self, state: MergedState, changed: Set[str], opened: set[Term]) -> None:
        self._state = state
        self._changed = changed
        self._opened = opened
        self._partition = Partition()
        self._smallest: dict[Hashable, str] = {}
        self._blocks: dict[Term, str] = {}
        self._singles: dict[Term, tuple[Term, LocalPerson]] = {}
        self._sought: set[str] = set()

    def open(self, merged: Term) -> None:
        """Take a merged person apart into the persons of the articles that do not change."""
        state = self._state
        posts: dict[Term, set[Term]] = defaultdict(set)
        for post, node in _holders(merged, self._changed, state):
            posts[node].add(post)
        for node, found in posts.items():
            if state.merged_of(node) == merged:
                person = LocalPerson(node, key_of(next(state.said(node, NAME))), frozenset(found))
                self._singles[node] = (merged, person)
                self.add(person)

    def add(self, person: LocalPerson) -> None:
        """Join a person with those of the same name and a post in common."""
        if not person.posts:
            return
        self._seek(person.name)
        for post in person.posts:
            self._join(person.node, (person.name, post), post_disc(person.name, post))

    def _join(self, item: Hashable, key: Hashable, discriminator: str) -> None:
        partition = self._partition
        known = [self._smallest.get(partition.find(x), discriminator) for x in (item, key)]
        partition.join(item, key)
        self._smallest[partition.find(item)] = min(discriminator, *known)

    def _seek(self, name: str) -> None:
        """Bring in the merged persons of this name that are whole."""
        if name in self._sought:
            return
        self._sought.add(name)
        state = self._state
        for merged in list(state.subjects(SEARCH_KEY, search_key(string(name)))):
            if merged in self._opened or is_scoped(merged) or "/id/person/" not in merged:
                continue
            if any(key_of(words) == name for words in state.objects(merged, NAME)):
                self._blocks[merged] = name
                for membership in state.subjects(MEMBER, merged):
                    for post in state.objects(membership, POST):
                        if not is_scoped(post):
                            self._join(merged, (name, post), tail(merged))

    def name_of(self, person: LocalPerson) -> Term:
        """The merged name of a person that was added."""
        if not person.posts:
            return scoped("person", person.name, person.node)
        return person_iri(person.name, self._smallest[self._partition.find(person.node)])

    def moved(self) -> dict[Term, Term]:
        """The persons of unchanged articles whose merged name is another than before."""
        found: dict[Term, Term] = {}
        for node, (merged, person) in self._singles.items():
            now = self.name_of(person)
            if now != merged:
                found[node] = now
        for merged, name in self._blocks.items():
            now = person_iri(name, self._smallest[self._partition.find(merged)])
            if now != merged:
                for local in self._state.objects(merged, DERIVED):
                    if article_of(local) not in self._changed:
                        found[local] = now
        return found
