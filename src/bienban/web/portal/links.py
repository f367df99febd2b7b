"""Addresses on pages: under the base URL, in the language that was chosen by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from bienban.graph.vocab import BASE
from bienban.web.portal.languages import Choice

__all__ = ["Links"]

_DOCUMENTS = ("id/", "concept/", "agent/", "dataset/")
_VOCABULARIES = ("ontology", "shapes", "graph/")


@dataclass(frozen=True, slots=True)
class Links:
    """Makes the addresses of one page."""

    base: str
    choice: Choice

    def __call__(self, path: str, pairs: Iterable[tuple[str, str]] = (), /, **query: object) -> str:
        """The address of a path with a query; a value of None is left out. ``pairs`` are for names that repeat.

        >>> Links("http://h/", Choice("en", True))("search", q="tô thị", page=None)
        'http://h/search?q=t%C3%B4+th%E1%BB%8B&lang=en'
        """
        every = [*pairs, *((name, str(value)) for name, value in query.items() if value is not None)]
        return self._address(path, every)

    def _address(self, path: str, every: list[tuple[str, str]], fragment: str = "") -> str:
        if self.choice.by_hand and not any(name == "lang" for name, _ in every):
            every = [*every, ("lang", self.choice.language)]
        return self.base + quote(path, safe="/:@-._~%") + (f"?{urlencode(every)}" if every else "") + fragment

    def thing(self, iri: str) -> str | None:
        """The page of a thing of the graph; another web address as it is; None for what is neither."""
        local = iri.removeprefix(BASE)
        if local == iri:
            return iri if iri.startswith(("http://", "https://")) else None
        path, hash_sign, fragment = local.partition("#")
        if path.startswith(_DOCUMENTS):
            path = f"doc/{path}"
        elif not path.startswith(_VOCABULARIES):
            return iri
        return self._address(path, [], f"#{quote(fragment)}" if hash_sign else "")
