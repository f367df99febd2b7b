"""Keys of facts that come in as JSON: those given, new ones, and those referred to."""

from __future__ import annotations

from bienban.exchange.node import Node
from bienban.exchange.passages import Passages
from bienban.model.facts import Key
from bienban.model.span import Evidence
from bienban.text import match_key

__all__ = ["GIVEN", "Desk", "Names", "forms", "fullest"]

GIVEN = (Evidence(spans=(), rule="facts.given", confidence=1.0),)
"""Evidence of a fact without offsets: the article as a whole, on the word of whoever gave it."""


def forms(value: str | list[str] | None) -> tuple[str, ...]:
    """The accepted forms of a name: the guide allows a list where annotators settled on several."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def fullest(names: tuple[str, ...]) -> str:
    """The form that says most."""
    return max(names, key=len)


class Desk:
    """What the readers of the parts share: the keys in use, references to check, and the passages quoted so far."""

    def __init__(self, root: Node, passages: Passages) -> None:
        self.passages = passages
        self._reserved: set[str] = set()
        self._reserve(root.data)
        self._kinds: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._references: list[tuple[str, tuple[str, ...], Node, str]] = []

    def _reserve(self, value: object) -> None:
        """Note every key that the file gives, so that no new one is equal to it."""
        if isinstance(value, dict):
            key = value.get("key")
            if isinstance(key, str):
                self._reserved.add(key)
            for part in value.values():
                self._reserve(part)
        elif isinstance(value, list):
            for part in value:
                self._reserve(part)

    def key(self, node: Node, kind: str) -> Key:
        """The key that an object gives, else a new one.

        Raises:
            InputProblem: another fact has it already.
        """
        given = node.get("key")
        if given is None:
            return self.new(kind)
        if given in self._kinds:
            raise node.problem(f"two facts have the key {given!r}", "key", "give each fact of the article its own key")
        self._kinds[given] = kind
        return Key(given)

    def new(self, kind: str) -> Key:
        """A key that nothing has yet, such as ``person-3``."""
        while True:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            key = f"{kind}-{self._counts[kind]}"
            if key not in self._reserved:
                self._kinds[key] = kind
                return Key(key)

    def refer(self, node: Node, name: str, *kinds: str) -> Key | None:
        """The key that an object refers to; that such a fact exists is checked at the end."""
        given = node.get(name)
        if given is None:
            return None
        self._references.append((given, kinds, node, name))
        return Key(given)

    def refer_all(self, node: Node, name: str, *kinds: str) -> tuple[Key, ...]:
        """The keys that an object refers to in an array."""
        keys = node.strings(name)
        self._references += [(key, kinds, node, f"{name}[{i}]") for i, key in enumerate(keys)]
        return tuple(Key(key) for key in keys)

    def check(self) -> None:
        """See that every reference leads to a fact of a kind that fits.

        Raises:
            InputProblem: one does not.
        """
        for key, kinds, node, name in self._references:
            found = self._kinds.get(key)
            if found is None:
                raise node.problem(f"no fact has the key {key!r}", name, "add the fact, or leave the reference out")
            if found not in kinds:
                raise node.problem(f"{key!r} is the key of a {found}", name, f"refer to a {' or '.join(kinds)}")

    def evidence(self, x: Node) -> tuple[Evidence, ...]:
        """The evidence that an object gives; that of a fact without any is the article as a whole."""
        if not x.has("evidence"):
            return GIVEN
        found = []
        for item in x.each("evidence"):
            passages = [item] if item.has("start") else []
            passages += item.each("also")
            spans = tuple(self.passages.add(p.data, p.path) for p in passages)
            found.append(Evidence(spans=spans, rule=item.get("rule"), confidence=float(item.get("confidence"))))
        return tuple(found)


class Names:
    """Which key a name means; the first of two that share it."""

    def __init__(self) -> None:
        self._keys: dict[str, Key] = {}

    def add(self, name: str, key: Key) -> None:
        """Note a name."""
        self._keys.setdefault(match_key(name), key)

    def get(self, name: str) -> Key | None:
        """The key, whatever the case and tone placement, or None."""
        return self._keys.get(match_key(name))
