"""What an import did: counts, findings by code, what was left out and what was set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from bienban.model.facts import Facts
from bienban.model.finding import Finding, Severity
from bienban.sources.base import Remark, SetAside

if TYPE_CHECKING:
    from bienban.pipeline.rdf_import import GraphDone

__all__ = ["KINDS", "CodeCount", "ImportSummary", "LeftOut", "Tally", "count_facts"]

KINDS = tuple(f.name for f in fields(Facts) if not f.name.startswith("byline"))
"""The kinds of facts, in the order of the model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCount:
    """How often a finding came up; ``example`` is the first one."""

    code: str
    severity: Severity
    count: int
    example: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A contradiction whose facts are not in the store, with the article that says it."""

    source: str
    stem: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """The outcome of one import. An article is added, replaced, unchanged, the same as another one of the batch, or set aside.

    ``facts`` counts what the articles of this import say, by kind; ``without_facts`` the articles that say nothing.
    ``passed_over`` of the unchanged ones were not read: the store has them, from the same text under the same rules.
    ``twins`` has the sources of new articles whose very text the store has as another article, and its IRI.
    ``graphs`` are the RDF files of this import that are in the store.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    passed_over: int = 0
    repeated: int = 0
    without_facts: int = 0
    facts: tuple[tuple[str, int], ...] = ()
    findings: tuple[CodeCount, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    aside: tuple[SetAside, ...] = ()
    remarks: tuple[Remark, ...] = ()
    twins: tuple[tuple[str, str], ...] = ()
    graphs: tuple[GraphDone, ...] = ()
    interrupted: bool = False

    @property
    def articles(self) -> int:
        """How many articles of this import are in the store."""
        return self.added + self.replaced + self.unchanged

    def with_graphs(self, outcomes: Iterable[GraphDone | SetAside]) -> ImportSummary:
        """The same with what became of RDF files."""
        found = tuple(outcomes)
        asides = tuple(one for one in found if isinstance(one, SetAside))
        return replace(self, aside=self.aside + asides, graphs=tuple(one for one in found if not isinstance(one, SetAside)))


@dataclass(slots=True)
class Tally:
    """An :class:`ImportSummary` in the making."""

    counts: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    codes: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    examples: dict[tuple[str, Severity], Finding] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    twins: dict[str, tuple[str, str]] = field(default_factory=dict)

    def count_findings(self, findings: tuple[Finding, ...]) -> None:
        """Add the findings of one article."""
        for finding in findings:
            key = (finding.code, finding.severity)
            self.codes[key] += 1
            self.examples.setdefault(key, finding)

    def summary(self, *, interrupted: bool = False) -> ImportSummary:
        """What has been counted so far."""
        codes = sorted(self.codes, key=lambda key: (-key[1], key[0]))
        return ImportSummary(
            added=self.counts["added"],
            replaced=self.counts["replaced"],
            unchanged=self.counts["unchanged"],
            passed_over=self.counts["passed over"],
            repeated=self.counts["repeated"],
            without_facts=self.counts["without facts"],
            facts=tuple((kind, self.facts[kind]) for kind in KINDS if self.facts[kind]),
            findings=tuple(
                CodeCount(code=code, severity=severity, count=self.codes[code, severity], example=self.examples[code, severity])
                for code, severity in codes
            ),
            left_out=tuple(self.left_out),
            aside=tuple(self.aside),
            remarks=tuple(self.remarks),
            twins=tuple(self.twins.values()),
            interrupted=interrupted,
        )


def count_facts(facts: Facts) -> Counter[str]:
    """How many facts of each kind."""
    return Counter({kind: len(getattr(facts, kind)) for kind in KINDS})
