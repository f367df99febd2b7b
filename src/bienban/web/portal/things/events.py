"""Events: those that somebody took part in, those at a place, and who took part in one."""

from __future__ import annotations

from collections.abc import Sequence

from bienban.web.portal.asking import First, Row
from bienban.web.portal.evidence import Evidence
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Badge, Fact, Link
from bienban.web.portal.sections import Chip, Group, Section, alternatives_of, shown_of

__all__ = ["attended", "occasions", "participants", "together"]

PARTS = ("organizer", "chair", "presenter", "speaker", "honoree", "attendee", "participant")
"""Roles in the order in which a page names them."""


def event_name(row: Row, naming: Naming, name: str = "event") -> Link:
    """An event by its label, else by its kind."""
    label = row[f"{name}Label"] or naming.concept(row["type"])
    return Link(label[:1].upper() + label[1:], naming.links.thing(row[name]), row.cell(f"{name}Label").language)


def _lines(row: Row, naming: Naming, *first: Link) -> tuple[tuple[Link, ...], ...]:
    line = [*first]
    if row["type"]:
        line.append(Link(naming.concept(row["type"])))
    if row["place"]:
        line.append(naming.link(row, "place"))
    return (tuple(line),) if line else ()


def attended(
    rows: Sequence[Row], iri: str, total: int, evidence: Evidence, naming: Naming, *, organized: bool = False
) -> Section:
    """The events in which a person or body took part, the latest first, with its role and posts there."""
    by_event: dict[str, list[Row]] = {}
    for row in rows:
        by_event.setdefault(row["event"], []).append(row)
    facts = []
    for of in by_event.values():
        parts = dict.fromkeys(row["part"] for row in of)
        posts = "; ".join(dict.fromkeys(row["posts"] for row in of if row["posts"]))
        lines = _lines(of[0], naming)
        facts.append(
            Fact(
                name=event_name(of[0], naming),
                when=naming.days(of[0]["date"], of[0]["until"]),
                badges=tuple(
                    Badge(naming.concept(part), "seal" if part.endswith(("organizer", "chair")) else "plain") for part in parts
                ),
                lines=(*lines, (Link(naming.words("events.as", posts=posts), None, "vi"),)) if posts else lines,
                sources=evidence.of(*dict.fromkeys(row["fact"] for row in of)),
            )
        )
    return Section(
        key="organized" if organized else "events", facts=tuple(facts), total=total,
        more=shown_of(naming, "meetings", organization=iri) if total > len(facts) else None,
        alternatives=alternatives_of(naming, naming.words("section.events"), "meetings", organization=iri),
    )  # fmt: skip


def occasions(key: str, found: First, evidence: Evidence, naming: Naming) -> Section:
    """Events for their own sake: at a place, about a document, part of another event. ``?way`` says how they are related."""
    facts = []
    by_fact: dict[str, Row] = {}
    for row in found.rows:
        by_fact.setdefault(row["fact"], row)
    for row in by_fact.values():
        ways = tuple(
            Badge(naming.words(f"way.{way}"), "seal")
            for way in dict.fromkeys(r["way"].rpartition("#")[2] for r in found.rows if r["fact"] == row["fact"] and r["way"])
        )
        facts.append(
            Fact(
                name=event_name(row, naming, "fact"),
                when=naming.days(row["date"], row["until"]),
                badges=ways,
                lines=_lines(row, naming),
                sources=evidence.of(row["fact"]),
            )
        )
    return Section(key=key, facts=tuple(facts), total=found.total)


def together(rows: Sequence[Row], iri: str, naming: Naming) -> Section:
    """Who was at the same events, and how often."""
    most = max((row.number("together") for row in rows), default=1)
    chips = tuple(
        Chip(naming.person(row, "other"), naming.words.count("events.times", n), max(1, round(10 * n / most)))
        for row in rows
        for n in (row.number("together"),)
    )
    alternatives = alternatives_of(naming, naming.words("section.together"), "co-attendance", person=iri)
    return Section(key="together", chips=chips, alternatives=alternatives, note=naming.words("events.together"))


def participants(rows: Sequence[Row], iri: str, evidence: Evidence, naming: Naming) -> Section:
    """Who took part in an event: by role, with the posts in whose name."""
    by_fact: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda r: r["whoLabel"]):
        by_fact.setdefault(row["fact"], []).append(row)
    by_part: dict[str, list[Fact]] = {}
    for fact, of in by_fact.items():
        posts = "; ".join(dict.fromkeys(row["posts"] for row in of if row["posts"]))
        by_part.setdefault(of[0]["part"], []).append(
            Fact(
                name=naming.person(of[0], "who"),
                lines=((Link(posts, None, "vi"),),) if posts else (),
                sources=evidence.of(fact),
                anchor=fact.partition("#")[2] or None,
            )
        )
    order = sorted(by_part, key=lambda part: _place(part.rpartition("/")[2]))
    groups = tuple(Group(Link(naming.concept(part).capitalize()), tuple(by_part[part])) for part in order)
    return Section(
        key="participants", groups=groups, total=len(by_fact), dated=False,
        alternatives=alternatives_of(naming, naming.words("section.participants"), "participants", event=iri),
    )  # fmt: skip


def _place(part: str) -> int:
    return PARTS.index(part) if part in PARTS else len(PARTS)
