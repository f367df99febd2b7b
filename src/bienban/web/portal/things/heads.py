"""The head of a page: name, kinds, and the few details that place a thing among others."""

from __future__ import annotations

from collections.abc import Sequence

from bienban.graph.vocab import PREFIXES
from bienban.web.portal.asking import Asking, Row, query_of
from bienban.web.portal.known import Fill
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Badge, Link
from bienban.web.portal.things.fills import named

__all__ = ["HEAD", "Head", "head_of"]

NAMES = ("rdfs:label", "foaf:name", "dcterms:title", "schema:headline")
KINDS = ("dcterms:type", "org:classification", "cv:level", "bb:awardType")
DATES = ("date", "gYear", "gYearMonth", "gMonthDay")
SPANS = (("startDate", "endDate", "startDate"), ("meritStart", "meritEnd", "meritYears"))
"""Details that are two ends of one: first, last, and the word for both together."""

HEAD: tuple[Fill, ...] = named("value")


def full(name: str) -> str:
    """The IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


async def head_of(asking: Asking, node: str) -> list[Row]:
    """All that the merged graph says of a thing, where it came from apart."""
    return await asking.rows(query_of("thing", thing=node))


class Head:
    """The head of one thing, from the rows of :func:`head_of` filled with :data:`HEAD`."""

    def __init__(self, rows: Sequence[Row], naming: Naming) -> None:
        self._rows = rows
        self._naming = naming

    def values(self, *names: str) -> list[Row]:
        """The rows of these properties, in the order of the names."""
        order = [full(name) for name in names]
        return sorted((row for row in self._rows if row["property"] in order), key=lambda row: order.index(row["property"]))

    @property
    def name(self) -> str:
        """What it is called, else what it is."""
        names = self.values(*NAMES)
        if names:
            return names[0]["value"]
        return next((self._naming.concept(row["value"]).capitalize() for row in self.values(*KINDS)), "—")

    @property
    def kinds(self) -> tuple[Badge, ...]:
        """The concepts that say what kind of thing it is; of an award, which."""
        rows = [row for row in self.values(*KINDS) if not row["value"].endswith("/event-kind/award-conferral")]
        return tuple(Badge(self._naming.concept(row["value"]).capitalize()) for row in rows)

    def about(self, names: str) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        """These details (prefixed names) in words: key of the word ``detail.{name}``, values."""
        found: dict[str, list[Link]] = {}
        for row in self.values(*names.split()):
            key = row["property"].rpartition("#")[2].rpartition("/")[2]
            found.setdefault(f"detail.{key}", []).append(self._value(row))
        return tuple((key, tuple(dict.fromkeys(values))) for key, values in _with_spans(found).items())

    def _value(self, row: Row) -> Link:
        cell = row.cell("value")
        if cell.is_iri:
            text = self._naming.concept(cell.value) if self._naming.known(cell.value) else row["valueLabel"] or cell.value
            return Link(text, self._naming.person(row, "value").href, row.cell("valueLabel").language)
        dated = cell.datatype is not None and cell.datatype.rpartition("#")[2] in DATES
        return Link(self._naming.day(cell.value) if dated else cell.value, None, cell.language)


def _with_spans(found: dict[str, list[Link]]) -> dict[str, list[Link]]:
    """The details with both ends of a span in one row."""
    for first, last, both in SPANS:
        ends = [*found.get(f"detail.{first}", ()), *found.get(f"detail.{last}", ())]
        if len(ends) == 2 and f"detail.{first}" in found and f"detail.{last}" in found:
            span = [Link(" – ".join(dict.fromkeys(end.text for end in ends)))]
            del found[f"detail.{last}"]
            found = {
                f"detail.{both}" if key == f"detail.{first}" else key: span if key == f"detail.{first}" else values
                for key, values in found.items()
            }
    return found
