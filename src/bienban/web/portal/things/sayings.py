"""Statements and awards, wherever they are shown: of a person, a body, an event."""

from __future__ import annotations

from bienban.web.portal.asking import First, Row
from bienban.web.portal.evidence import Evidence
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Badge, Fact, Link
from bienban.web.portal.sections import Section, alternatives_of, shown_of

__all__ = ["awards", "statements"]


def statements(found: First, parameter: str, iri: str, evidence: Evidence, naming: Naming) -> Section:
    """What was said, the latest first. ``parameter`` is that of the question: ``speaker`` or ``event``."""
    facts: dict[str, Fact] = {}
    for row in found.rows:
        sources = evidence.of(row["fact"])
        quoted = any(row["words"] and row["words"] in source.quote for source in sources.shown)
        kind = Badge(naming.concept(row["kind"]).capitalize()) if row["kind"] else None
        if parameter == "speaker":
            name, lines = Link(""), ((naming.link(row, "event"),),) if row["event"] and row["eventLabel"] else ()
        else:
            name, lines = naming.person(row, "speaker"), ()
        facts.setdefault(
            row["fact"],
            Fact(
                name=name, when=naming.day(row["date"]) if parameter == "speaker" else "", badges=(kind,) if kind else (),
                lines=lines, words=row["words"] if not quoted or row["words"] else "", sources=sources,
            ),
        )  # fmt: skip
    return Section(
        key="statements", facts=tuple(facts.values()), total=found.total, dated=parameter == "speaker",
        more=shown_of(naming, "statements", **{parameter: iri}) if found.total > len(facts) else None,
        alternatives=alternatives_of(naming, naming.words("section.statements"), "statements", **{parameter: iri}),
    )  # fmt: skip


def awards(found: First, parameter: str, iri: str, evidence: Evidence, naming: Naming) -> Section:
    """Awards received, given, or conferred on an occasion."""
    by_fact: dict[str, list[Row]] = {}
    for row in found.rows:
        by_fact.setdefault(row["fact"], []).append(row)
    facts = tuple(_award(of, evidence, naming) for of in by_fact.values())
    return Section(
        key="awards", facts=facts, total=found.total, dated=parameter != "event",
        more=shown_of(naming, "awards", **{parameter: iri}) if found.total > len(facts) else None,
        alternatives=alternatives_of(naming, naming.words("section.awards"), "awards", **{parameter: iri}),
    )  # fmt: skip


def _award(of: list[Row], evidence: Evidence, naming: Naming) -> Fact:
    row = of[0]
    side = row["side"]
    label = Link(row["factLabel"] or naming.concept(row["type"]), naming.links.thing(row["fact"]), row.cell("factLabel").language)
    lines = []
    if side != "received":
        lines.append((Link(naming.words("awards.to")), *_everybody(of, "recipient", naming)))
    givers = _everybody(of, "conferrer", naming) or ((Link(row["conferrerName"], None, "vi"),) if row["conferrerName"] else ())
    if side != "given" and givers:
        lines.append((Link(naming.words("awards.by")), *givers))
    if row["citation"]:
        lines.append((Link(row["citation"], None, "vi"),))
    badge = Badge(naming.words(f"awards.{side}"), "good" if side == "received" else "plain")
    when = naming.day(row["date"] or row["year"])
    badges = (badge,) if side != "occasion" else ()
    return Fact(name=label, when=when, badges=badges, lines=tuple(lines), sources=evidence.of(row["fact"]))


def _everybody(of: list[Row], name: str, naming: Naming) -> tuple[Link, ...]:
    found = {row[name]: naming.person(row, name) for row in of if row[f"{name}Label"]}
    return tuple(found.values())
