"""Values of properties: the query that asks for them, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bienban.queries.names import with_prefixes
from bienban.reconcile.schema import Property
from bienban.search.kinds import kind_of

__all__ = ["Question", "Row", "Value", "is_thing", "values_of"]

LABELS = "rdfs:label|foaf:name|dcterms:title|skos:prefLabel"
CHUNK = 100
"""Things of one query."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an answer: a thing, the text of a value or its IRI, and where that has one a label with its language."""

    thing: str
    value: str
    is_iri: bool
    label: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value: its text, or an IRI with labels as (language, text)."""

    text: str
    iri: str | None = None
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What it is called."""
        return tuple(text for _, text in self.labels) if self.iri is not None else (self.text,)

    def name(self, language: str) -> str:
        """What it is called in a language, else in any."""
        return next((text for known, text in self.labels if known == language), next(iter(self.texts), self.text))


@dataclass(frozen=True, slots=True)
class Question:
    """Asks for the values of one property of some things: ``?d ?v ?l``."""

    of: Property
    things: tuple[str, ...]

    @property
    def sparql(self) -> str:
        """The query."""
        given = f"VALUES ?d {{ {' '.join(f'<{iri}>' for iri in self.things)} }}"
        value = "BIND(SUBSTR(STR(?w), 1, 4) AS ?v)" if self.of.sort == "year" else "BIND(?w AS ?v)"
        parts = (f"{{ {given} {pattern.replace('?v', '?w')} }}" for pattern in self.of.patterns)
        labels = f"OPTIONAL {{ ?v {LABELS} ?l }}" if self.of.sort != "year" else ""
        return with_prefixes(f"SELECT DISTINCT ?d ?v ?l {{ {{ {' UNION '.join(parts)} }} {value} {labels} }}")

    @classmethod
    def each(cls, one: Property, things: Iterable[str]) -> Iterator[Question]:
        """The questions about these things, each thing once."""
        every = tuple(dict.fromkeys(things))
        for at in range(0, len(every), CHUNK):
            yield cls(one, every[at : at + CHUNK])


def values_of(rows: Iterable[Row]) -> Mapping[str, Sequence[Value]]:
    """The values of an answer by thing, in a fixed order; a year that is unknown (``--06-29``) is none."""
    labels: dict[tuple[str, str, bool], set[tuple[str, str]]] = {}
    for row in rows:
        if row.value and not row.value.startswith("-"):
            found = labels.setdefault((row.thing, row.value, row.is_iri), set())
            if row.label:
                found.add((row.language, row.label))
    by_thing: dict[str, list[Value]] = {}
    for (thing, value, is_iri), named in sorted(labels.items(), key=lambda item: item[0]):
        by_thing.setdefault(thing, []).append(Value(value, value if is_iri else None, tuple(sorted(named))))
    return {thing: sorted(values, key=lambda v: (v.name("vi"), v.text)) for thing, values in by_thing.items()}


def is_thing(value: Value) -> bool:
    """Whether a value is a thing that has a page."""
    return value.iri is not None and kind_of(value.iri) is not None
