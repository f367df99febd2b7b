"""Things in words: concepts by their scheme's labels, things by their names, each with where it leads."""

from __future__ import annotations

from functools import lru_cache

from bienban.graph import schemes
from bienban.graph.vocab import BASE
from bienban.web.portal.asking import Row
from bienban.web.portal.dates import shown, span
from bienban.web.portal.links import Links
from bienban.web.portal.parts import Badge, Link
from bienban.web.portal.words import Words

__all__ = ["Naming"]

_CONCEPTS = f"{BASE}concept/"
TONES = {"held": "good", "former": "past", "appointed": "new", "dismissed": "warn"}


@lru_cache(maxsize=1)
def _labels() -> dict[str, tuple[str, str]]:
    return {f"{_CONCEPTS}{c.scheme}/{c.code}": (c.vi, c.en) for c in schemes.concepts()}


class Naming:
    """Names for one page, in its language."""

    def __init__(self, words: Words, links: Links) -> None:
        self.words = words
        self.links = links
        self.language = words.language

    def concept(self, iri: str) -> str:
        """The label of a concept of the project's schemes; its code where there is no such concept."""
        labels = _labels().get(iri)
        if labels is None:
            return iri.rpartition("/")[2]
        return labels[self.language == "en"]

    def known(self, iri: str) -> bool:
        """Whether it is a concept of the schemes."""
        return iri in _labels()

    def role(self, row: Row, name: str = "role") -> str:
        """A role, indicator or unit: a concept, or a node with a label in the article's own words."""
        if self.known(row[name]):
            return self.concept(row[name])
        return row[f"{name}Label"] or row[name].rpartition("/")[2] or "—"

    def link(self, row: Row, name: str, *, suffix: str = "Label", page: bool = True) -> Link:
        """The thing in ``?name`` by its ``?nameLabel``; without a link where it has no page of its own."""
        text = row[name + suffix] or row[name].rpartition("/")[2]
        return Link(text, self.links.thing(row[name]) if page and row[name] else None, row.cell(name + suffix).language)

    def person(self, row: Row, name: str) -> Link:
        """A person, or whoever else: persons who hold no post (``?nameHolds`` is false) have no page."""
        return self.link(row, name, page=not row[name].startswith(f"{BASE}id/person/") or row.yes(f"{name}Holds"))

    def status(self, iri: str) -> Badge:
        """The status of a post held."""
        return Badge(self.concept(iri), TONES.get(iri.rpartition("/")[2], "plain"))

    def day(self, text: str) -> str:
        """A date."""
        return shown(text, self.language)

    def days(self, first: str, last: str) -> str:
        """A span of dates."""
        return span(first, last, self.language)
