"""JSON → persons, places, organizations, terms, counted groups; and which of them a name means."""

from __future__ import annotations

from typing import cast, get_args, get_type_hints

from bienban.exchange.keys import GIVEN, Desk, Names, forms, fullest
from bienban.exchange.node import Node
from bienban.graph.schemes import beginning
from bienban.model.facts import CountedGroup, Key, Organization, Person, Place, Term
from bienban.text import match_key

__all__ = ["Entities"]

LEVELS = frozenset(get_args(get_args(get_type_hints(Place)["level"])[0]))
CITY = "thành phố"
"""A city is of province, district or commune level: the word alone does not say which."""


class Entities:
    """Who and what the file names. Names without an object of their own become one when something refers to them."""

    def __init__(self, desk: Desk, root: Node) -> None:
        self._desk = desk
        x = root.child("x")
        self._named = {"person": Names(), "place": Names(), "organization": Names()}
        self.places = [self._place(node) for node in x.each("places")]
        self.organizations: list[Organization] = []
        self._organizations(root, x)
        self.persons = [self._person(node) for node in root.each("persons")]
        self.terms = [self._term(node) for node in x.each("terms")]
        self.groups = [self._group(node) for node in x.each("groups")]

    def _place(self, node: Node) -> Place:
        key = self._desk.key(node, "place")
        self._named["place"].add(node.get("name"), key)
        return Place(
            key=key,
            name=node.get("name"),
            level=node.get("level"),
            evidence=self._desk.evidence(node),
            within=self._desk.refer(node, "within", "place"),
        )

    def _organizations(self, root: Node, x: Node) -> None:
        """Those with details first, then the names in the guide's list that have none."""
        listed = [forms(value) for value in root.get("organizations") or ()]
        named = {name for names in listed for name in names}
        for node in x.each("organizations"):
            self._organization(node, node.get("name") in named)
        known = {o.name for o in self.organizations}
        for names in listed:
            if known.isdisjoint(names):
                key = self._new_organization(fullest(names), printed=tuple(n for n in names if n != fullest(names)), listed=True)
                for name in names:
                    self._named["organization"].add(name, key)

    def _organization(self, node: Node, named: bool) -> None:
        desk = self._desk
        key = desk.key(node, "organization")
        self._named["organization"].add(node.get("name"), key)
        self.organizations.append(
            Organization(
                key=key,
                name=node.get("name"),
                evidence=desk.evidence(node),
                kind=node.get("kind"),
                place=desk.refer(node, "place", "place"),
                part_of=desk.refer(node, "part_of", "organization"),
                executive_of=desk.refer(node, "executive_of", "organization"),
                printed=node.strings("printed"),
                listed=named and node.get("listed") is not False,
            )
        )

    def _person(self, node: Node) -> Person:
        x = node.child("x")
        key = self._desk.key(x, "person")
        self._named["person"].add(node.get("name"), key)
        return Person(key=key, name=node.get("name"), evidence=self._desk.evidence(x))

    def _term(self, node: Node) -> Term:
        return Term(
            key=self._desk.key(node, "term"),
            name=node.get("name"),
            start=node.date("start"),
            end=node.date("end"),
            evidence=self._desk.evidence(node),
            organization=self._desk.refer(node, "organization", "organization"),
            ordinal=node.get("ordinal"),
        )

    def _group(self, node: Node) -> CountedGroup:
        return CountedGroup(
            key=self._desk.key(node, "group"),
            name=node.get("name"),
            count=node.get("count"),
            evidence=self._desk.evidence(node),
            kind=node.get("kind"),
            qualifier=node.get("qualifier") or "exact",
        )

    def _new_organization(self, name: str, *, printed: tuple[str, ...] = (), listed: bool = False) -> Key:
        key = self._desk.new("organization")
        kind = beginning("org-class", name)
        found = Organization(key=key, name=name, kind=kind, printed=printed, listed=listed, evidence=GIVEN)
        self.organizations.append(found)
        self._named["organization"].add(name, key)
        return key

    def group(self, count: int) -> Key:
        """A new group of which nothing but the count is known."""
        key = self._desk.new("group")
        self.groups.append(CountedGroup(key=key, name=str(count), count=count, evidence=GIVEN))
        return key

    def body(self, name: str) -> Key:
        """The organization of this name."""
        return self._named["organization"].get(name) or self._new_organization(name)

    def person(self, name: str) -> Key:
        """The person of this name."""
        key = self._named["person"].get(name)
        if key is None:
            key = self._desk.new("person")
            self.persons.append(Person(key=key, name=name, evidence=GIVEN))
            self._named["person"].add(name, key)
        return key

    def place(self, name: str) -> Key:
        """The place of this name; its level where the first word says it."""
        key = self._named["place"].get(name)
        if key is None:
            key = self._desk.new("place")
            level = beginning("unit-level", name)
            self.places.append(Place(key=key, name=name, level=cast(None, level if level in LEVELS else None), evidence=GIVEN))
            self._named["place"].add(name, key)
        return key

    def known(self, name: str) -> Key | None:
        """The organization or person of this name, if there is one: an office such as Chủ tịch nước is neither."""
        return self._named["organization"].get(name) or self._named["person"].get(name)

    def speaker(self, name: str) -> Key:
        """Who speaks: a person, or an organization by a communiqué."""
        known = self._named["person"].get(name) or self._named["organization"].get(name)
        if known is not None:
            return known
        return self.person(name) if beginning("org-class", name) is None else self.body(name)

    def receiver(self, name: str) -> Key:
        """Who receives: a person, an organization, or a place (a ward recognised as a model one)."""
        known = self._named["person"].get(name) or self._named["organization"].get(name) or self._named["place"].get(name)
        if known is not None:
            return known
        unit = beginning("unit-level", name) is not None or match_key(name).startswith(CITY + " ")
        return self.place(name) if unit else self.body(name)
