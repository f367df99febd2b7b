"""A body: holders of its posts, the bodies above and below it, events, documents, figures, awards, statements, terms."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bienban.graph.terms import iri
from bienban.web.portal import structured
from bienban.web.portal.asking import Asking, Row, query_of
from bienban.web.portal.evidence import Evidence, evidence_of
from bienban.web.portal.known import Fill, fill
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Fact, Link
from bienban.web.portal.sections import Chip, Entity, Section, alternatives_of, shown_of
from bienban.web.portal.things.events import attended
from bienban.web.portal.things.figures import figures
from bienban.web.portal.things.fills import ATTENDED, AWARDS, FIGURES, PAPERS, STATEMENTS, named
from bienban.web.portal.things.fills import HOLDERS as HOLDER_FILLS
from bienban.web.portal.things.heads import HEAD, Head, head_of
from bienban.web.portal.things.posts import holders, shown_first
from bienban.web.portal.things.sayings import awards, statements

__all__ = ["body"]

HOLDERS = 60
TERMS = (Fill("factLabel", "fact"), Fill("start", "fact", "schema:startDate"), Fill("end", "fact", "schema:endDate"))
DETAILS = "dcterms:spatial org:subOrganizationOf bb:executiveOrganOf"


async def body(asking: Asking, thing: str, naming: Naming) -> Entity | None:
    """The page."""
    node = iri(thing)
    head = await head_of(asking, node)
    if not head:
        return None
    (counts, posts, tree, events, papers, numbers, terms), conferred, said = await asyncio.gather(
        asking.all(
            query_of("counts", thing=node),
            query_of("holders", thing=node),
            query_of("tree", thing=node),
            query_of("events", thing=node, limit="30"),
            query_of("issued", thing=node, limit="30"),
            query_of("figures", thing=node, property="sdmx-d:refArea", limit="60"),
            query_of("terms", thing=node),
        ),
        asking.first("awards", 30, thing=node),
        asking.first("statements", 15, thing=node, property="bb:speaker"),
    )
    number = {row["what"]: row.number("n") for row in counts}
    posts = shown_first(posts, HOLDERS)
    shown = [row["fact"] for rows in (posts, events, papers, numbers, conferred.rows, said.rows) for row in rows]
    _, evidence = await asyncio.gather(
        fill(
            asking,
            (head, HEAD),
            (posts, HOLDER_FILLS),
            (tree, named("body")),
            (events, ATTENDED),
            (papers, PAPERS),
            (numbers, FIGURES),
            (conferred.rows, AWARDS),
            (said.rows, STATEMENTS),
            (terms, TERMS),
        ),
        evidence_of(asking, naming, shown),
    )
    top = Head(head, naming)
    return Entity(
        kind="body",
        name=top.name,
        structured=structured.body(top, thing, naming),
        badges=top.kinds,
        about=top.about(DETAILS),
        sections=(
            holders(posts, thing, number.get("holders", 0), evidence, naming),
            _tree(tree, thing, naming),
            attended(events, thing, number.get("events", 0), evidence, naming),
            _terms(terms, thing, naming),
            issued(papers, top.name, number.get("documents", 0), evidence, naming),
            figures(numbers, thing, number.get("figures", 0), evidence, naming),
            awards(conferred, "party", thing, evidence, naming),
            statements(said, "speaker", thing, evidence, naming),
        ),
    )


def _tree(rows: Sequence[Row], thing: str, naming: Naming) -> Section:
    chips = tuple(
        Chip(naming.link(row, "body"), naming.words("tree.organ") if row["way"] == "organ" else "")
        for row in rows
        if row["way"] != "above"
    )
    alternatives = alternatives_of(naming, naming.words("section.tree"), "party-bodies", organization=thing)
    return Section(key="tree", chips=chips, total=len(chips), alternatives=alternatives)


def _terms(rows: Sequence[Row], thing: str, naming: Naming) -> Section:
    facts = tuple(
        Fact(name=naming.link(row, "fact"), when=naming.days(row["start"], row["end"]))
        for row in {r["fact"]: r for r in rows}.values()
    )
    alternatives = alternatives_of(naming, naming.words("section.terms"), "terms", organization=thing)
    return Section(key="terms", facts=facts, total=len(facts), alternatives=alternatives)


def issued(rows: Sequence[Row], name: str, total: int, evidence: Evidence, naming: Naming) -> Section:
    """Documents that a body issued."""
    facts = tuple(paper(row, evidence, naming) for row in {r["fact"]: r for r in rows}.values())
    return Section(
        key="documents",
        facts=facts,
        total=total,
        more=shown_of(naming, "documents", issuer=name) if total > len(facts) else None,
        alternatives=alternatives_of(naming, naming.words("section.documents"), "documents", issuer=name),
    )


def paper(row: Row, evidence: Evidence, naming: Naming) -> Fact:
    """A document as a fact."""
    line = tuple(Link(text) for text in (row["number"], naming.concept(row["type"]) if row["type"] else "") if text)
    name = Link(row["factLabel"] or row["number"], naming.links.thing(row["fact"]), row.cell("factLabel").language)
    return Fact(name=name, when=naming.day(row["date"]), lines=(line,) if line else (), sources=evidence.of(row["fact"]))
