"""The facts of a store as typed objects, each with the sentence that says it.

The facts of a single article are those of :mod:`bienban.model.facts`; these are the merged ones, about people and bodies across
articles. Codes (roles, kinds, states) are those of the SKOS schemes in ``ontology/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bienban.api.table import Row, Value
from bienban.model.dates import PartialDate

__all__ = [
    "AwardGiven", "Body", "Figure", "Happening", "Official", "Paper", "Participation", "Post", "Proof", "Saying", "Source",
    "Thing",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a name; ``iri`` is None for what the graph has only words for."""

    name: str
    iri: str | None = None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The sentence of the earliest article that says a fact; ``articles`` is how many say it."""

    quote: str | None
    article: Thing | None
    published: PartialDate | None
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One piece of evidence: words of an article, their place in its text in code points, the rule and how sure it is."""

    quote: str
    article: Thing | None
    published: PartialDate | None
    start: int | None
    end: int | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """Someone took part in an event in a role, in the name of ``posts``."""

    event: Thing
    participant: Thing
    role: str
    posts: tuple[str, ...]
    date: PartialDate | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post held. ``first`` and ``last`` are days on which it is attested, ``start`` and ``end`` those of the tenure if said."""

    iri: str
    person: Thing
    role: Thing
    body: Thing | None
    status: str
    first: PartialDate | None
    last: PartialDate | None
    start: PartialDate | None
    end: PartialDate | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event; ``kind`` is a code of the scheme ``event-kind``."""

    event: Thing
    kind: str
    date: PartialDate | None
    until: PartialDate | None
    place: Thing | None
    organizers: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document, with the names of the events that bear on it."""

    document: Thing
    number: str | None
    kind: str
    issuer: Thing | None
    issued: PartialDate | None
    events: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardGiven:
    """An award to one recipient, who may be a counted group (``count``)."""

    award: Thing
    type: str
    recipient: Thing | None
    count: int | None
    conferrer: Thing | None
    citation: str | None
    event: Thing | None
    date: PartialDate | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of an area in a period: the value against its target, and the percentages as printed and as computed."""

    iri: str
    indicator: Thing
    area: Thing | None
    period: str | None
    value: Decimal | None
    target: Decimal | None
    unit: str | None
    attainment: Decimal | None
    computed: Decimal | None
    growth: Decimal | None
    share: Decimal | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What somebody is reported to have said, at an event where one is known."""

    iri: str
    speaker: Thing
    kind: str
    text: str | None
    event: Thing | None
    date: PartialDate | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A person, with the posts, and the numbers of events taken part in and of articles that name him or her."""

    person: Thing
    posts: tuple[str, ...]
    events: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organization: its class, its territory, how many hold posts in it, how many events it took part in."""

    body: Thing
    kind: str | None
    area: Thing | None
    persons: int
    events: int


def _get(row: Row, name: str) -> Value:
    return row[name] if name in row.columns else None


def words(row: Row, name: str) -> str | None:
    """The words in a column, None where there are none."""
    value = _get(row, name)
    return None if value is None or value == "" else str(value)


def number(row: Row, name: str) -> Decimal | None:
    """A number."""
    value = _get(row, name)
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None


def count(row: Row, name: str) -> int:
    """A count, 0 where there is none."""
    return int(number(row, name) or 0)


def day(row: Row, name: str) -> PartialDate | None:
    """A date, as precise as it is known."""
    value = _get(row, name)
    if isinstance(value, str) and value:
        return PartialDate.parse(value)  # a question that takes the least of several has them as words
    return value if isinstance(value, PartialDate) else None


def code(row: Row, name: str) -> str | None:
    """The code of a concept, by the column with its IRI."""
    iri = words(row, name)
    return None if iri is None else iri.rpartition("/")[2].rpartition("#")[2]


def listed(row: Row, name: str) -> tuple[str, ...]:
    """Several names in one column."""
    found = words(row, name)
    return () if found is None else tuple(part for part in found.split("; ") if part)


def thing(row: Row, name: str, iri: str | None = None) -> Thing | None:
    """The thing whose name is in a column, and whose IRI is in ``nameIri`` or the column given."""
    address, said = words(row, iri or f"{name}Iri"), words(row, name)
    if said is None and address is None:
        return None
    return Thing(said if said is not None else address or "", address)


def sure(row: Row, name: str, iri: str | None = None) -> Thing:
    """The same for a thing that every row has."""
    return thing(row, name, iri) or Thing("")


def source(row: Row) -> Source:
    """Where a row comes from."""
    return Source(
        quote=words(row, "quote"), article=thing(row, "article"), published=day(row, "published"), articles=count(row, "articles")
    )
