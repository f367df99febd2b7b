"""The facts of one article, as its own graph names them, with links to the merged things they became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bienban.graph.vocab import PREFIXES
from bienban.web.portal.asking import Row
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Badge, Link
from bienban.web.portal.things.figures import PERCENTS, amount

__all__ = ["Found", "Local"]

NAMES = ("rdfs:label", "foaf:name", "dcterms:title", "skos:prefLabel")
KINDS = ("dcterms:type", "bb:membershipStatus", "cv:role", "bb:statementKind")
PARTS = {
    "Membership": ("org:role", "org:organization", "org:member"),
    "Participation": ("cv:hasParticipant",),
    "ReportedStatement": ("bb:speaker",),
    "IndicatorObservation": ("bb:indicator",),
    "AwardConferral": ("rdfs:label", "bb:recipient"),
}
"""What a fact without a name of its own is called by, by its class; the first is its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A fact in a sentence: what kind, what, and how sure."""

    kind: str
    name: Link
    more: tuple[Link, ...] = ()
    badge: Badge | None = None
    rule: str = ""
    confidence: int | None = None
    words: str = ""


class Local:
    """The nodes of an article's graph."""

    def __init__(self, said: Sequence[Row], merged: Sequence[Row], naming: Naming) -> None:
        """``said``: triples ``?s ?p ?o``; ``merged``: ``?local``, ``?merged`` and whether that holds a post."""
        self._naming = naming
        self._said: dict[tuple[str, str], list[str]] = {}
        for row in said:
            self._said.setdefault((row["s"], row["p"]), []).append(row["o"])
        self._pages = {row["local"]: naming.person(row, "merged").href for row in merged}

    def values(self, node: str, name: str) -> list[str]:
        """The values of a property (a prefixed name)."""
        prefix, _, local = name.partition(":")
        return self._said.get((node, PREFIXES[prefix] + local), [])

    def value(self, node: str, name: str) -> str:
        """The first of them, or nothing."""
        return next(iter(self.values(node, name)), "")

    def link(self, node: str) -> Link | None:
        """A node by its name."""
        if self._naming.known(node):
            return Link(self._naming.concept(node))
        text = next((value for name in NAMES for value in self.values(node, name)), "")
        return Link(text, self._pages.get(node)) if text else None

    def found(self, row: Row) -> Found:
        """A fact with its evidence: ``?fact ?class ?rule ?confidence``."""
        words, fact = self._naming.words, row["fact"]
        kind = row["class"].rpartition("#")[2].rpartition("/")[2]
        word = words(f"class.{kind}") if words.has(f"class.{kind}") else kind
        links = self._links(fact, kind)
        types = [value for name in KINDS for value in self.values(fact, name) if self._naming.known(value)]
        badge = Badge(self._naming.concept(types[0])) if types else None
        if badge is not None and badge.text.lower() == word.lower():
            badge = None
        return Found(
            kind=word,
            name=links[0] if links else Link(word),
            more=tuple(links[1:]),
            badge=badge,
            rule=row["rule"],
            confidence=round(float(row["confidence"]) * 100) if row["confidence"] else None,
            words=self.value(fact, "schema:text"),
        )

    def _links(self, fact: str, kind: str) -> list[Link]:
        if kind not in PARTS:
            own = self.link(fact)
            return [own] if own is not None else []
        found: list[Link] = []
        for name in PARTS[kind]:
            if name == "rdfs:label":
                own = self.link(fact)
                found += [own] if own is not None else []
                continue
            found += [link for value in self.values(fact, name) if (link := self.link(value)) is not None]
        return found if kind != "IndicatorObservation" else [*found, *self._figures(fact)]

    def _figures(self, fact: str) -> list[Link]:
        """What a figure says: the value with its unit, the target, percentages, the period."""
        words, naming = self._naming.words, self._naming
        unit = next(
            (link.text for value in self.values(fact, "sdmx-a:unitMeasure") if (link := self.link(value)) is not None), ""
        )
        actual, target = (amount(self.value(fact, f"bb:{name}Value"), naming) for name in ("actual", "target"))
        texts = [f"{actual} {unit}".strip()] if actual else []
        texts += [words("figures.target", n=target, unit=unit).strip()] if target else []
        for name in PERCENTS:
            percent = amount(self.value(fact, f"bb:{name}Percent"), naming)
            texts += [words(f"figures.{name}", n=percent)] if percent else []
        texts += [naming.day(period) for period in self.values(fact, "sdmx-d:refPeriod")[:1]]
        return [Link(text) for text in texts]
