"""What a page of a thing is made of: a head, and sections with facts, charts and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bienban.queries.catalogue import load
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Alternatives, Badge, Download, Fact, Link, Sources

__all__ = ["Chip", "Entity", "Group", "Section", "Table", "alternatives_of", "shown_of"]


@dataclass(frozen=True, slots=True)
class Chip:
    """A thing with a number: who was at the same events, and how often."""

    link: Link
    note: str = ""
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Facts under a heading."""

    heading: Link
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, which are texts or links."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | Link, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page. ``key`` is its anchor and its word ``section.{key}``; ``total`` how many there are, shown or not.

    ``axis`` are the ticks (per cent, label) of the bars that its facts have. ``more`` is where the rest can be seen.
    """

    key: str
    facts: tuple[Fact, ...] = ()
    groups: tuple[Group, ...] = ()
    chips: tuple[Chip, ...] = ()
    table: Table | None = None
    axis: tuple[tuple[float, str], ...] = ()
    dated: bool = True
    total: int | None = None
    more: str | None = None
    note: str = ""
    alternatives: Alternatives | None = None

    @property
    def shown(self) -> int:
        """How many of them are shown, where they are facts."""
        return len(self.facts) + sum(len(group.facts) for group in self.groups)

    @property
    def full(self) -> bool:
        """Whether it has anything to show."""
        return bool(self.facts or self.groups or self.chips or self.table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A page: what the thing is and is called, a line about it, its sections; ``structured``: the same in JSON-LD."""

    kind: str
    name: str
    badges: tuple[Badge, ...] = ()
    about: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    sections: tuple[Section, ...] = ()
    sources: Sources = field(default_factory=Sources)
    indexed: bool = True
    structured: Mapping[str, object] | None = None

    @property
    def heading(self) -> str:
        """The name with a capital at its beginning."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def full(self) -> tuple[Section, ...]:
        """The sections that have something to show."""
        return tuple(section for section in self.sections if section.full)


def shown_of(naming: Naming, question: str, **values: str) -> str:
    """The page of a named question with its answer."""
    return naming.links(f"questions/{question}", **values)


def alternatives_of(naming: Naming, title: str, question: str, **values: str) -> Alternatives:
    """The same facts as answer of a named question: its SPARQL, CSV and JSON."""
    query = load().question(question).bind(values, language=naming.language)
    path = f"questions/{question}"
    return Alternatives(
        title=title,
        permalink=naming.links(path, **values),
        query=query,
        downloads=(
            Download("CSV", naming.links(f"{path}.csv", **values), "text/csv"),
            Download("JSON", naming.links(f"{path}.json", **values), "application/sparql-results+json"),
        ),
    )
