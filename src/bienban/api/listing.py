"""From the rows of the named questions to typed facts."""

from __future__ import annotations

from bienban.api.table import Row
from bienban.api.things import (
    AwardGiven,
    Body,
    Figure,
    Happening,
    Official,
    Paper,
    Participation,
    Post,
    Proof,
    Saying,
    code,
    count,
    day,
    listed,
    number,
    source,
    sure,
    thing,
    words,
)

__all__ = [
    "award", "body", "document", "event", "figure", "participation", "person", "post", "proof", "statement",
]  # fmt: skip


def participation(row: Row) -> Participation:
    """A row of ``participants``."""
    return Participation(
        event=sure(row, "event"), participant=sure(row, "participant"), role=code(row, "roleIri") or "",
        posts=listed(row, "posts"), date=day(row, "date"), source=source(row),
    )  # fmt: skip


def post(row: Row) -> Post:
    """A row of ``posts``."""
    return Post(
        iri=words(row, "membershipIri") or "", person=sure(row, "person"), role=sure(row, "role"),
        body=thing(row, "organization"), status=code(row, "statusIri") or "", first=day(row, "first"),
        last=day(row, "last"), start=day(row, "start"), end=day(row, "end"), source=source(row),
    )  # fmt: skip


def event(row: Row) -> Happening:
    """A row of ``events``."""
    return Happening(
        event=sure(row, "event"), kind=code(row, "kindIri") or "", date=day(row, "date"), until=day(row, "until"),
        place=thing(row, "place"), organizers=listed(row, "organizers"), source=source(row),
    )  # fmt: skip


def document(row: Row) -> Paper:
    """A row of ``documents``."""
    return Paper(
        document=sure(row, "document"), number=words(row, "number"), kind=code(row, "kindIri") or "", issuer=thing(row, "issuer"),
        issued=day(row, "issued"), events=listed(row, "events"), source=source(row),
    )  # fmt: skip


def award(row: Row) -> AwardGiven:
    """A row of ``awards``."""
    many = number(row, "number")
    return AwardGiven(
        award=sure(row, "award"), type=code(row, "typeIri") or "", recipient=thing(row, "recipient"),
        count=None if many is None else int(many), conferrer=thing(row, "conferrer"), citation=words(row, "citation"),
        event=thing(row, "event"), date=day(row, "date"), source=source(row),
    )  # fmt: skip


def figure(row: Row) -> Figure:
    """A row of ``figures``."""
    return Figure(
        iri=words(row, "observationIri") or "", indicator=sure(row, "indicator"), area=thing(row, "area"),
        period=words(row, "period"), value=number(row, "actual"), target=number(row, "target"), unit=words(row, "unit"),
        attainment=number(row, "attainment"), computed=number(row, "computed"), growth=number(row, "growth"),
        share=number(row, "share"), source=source(row),
    )  # fmt: skip


def statement(row: Row) -> Saying:
    """A row of ``statements``."""
    return Saying(
        iri=words(row, "statementIri") or "", speaker=sure(row, "speaker"), kind=code(row, "kindIri") or "",
        text=words(row, "text"), event=thing(row, "event"), date=day(row, "date"), source=source(row),
    )  # fmt: skip


def person(row: Row) -> Official:
    """A row of ``persons``."""
    return Official(
        person=sure(row, "person"), posts=listed(row, "posts"), events=count(row, "events"), articles=count(row, "articles")
    )


def body(row: Row) -> Body:
    """A row of ``organizations``."""
    return Body(
        body=sure(row, "organization"), kind=code(row, "classIri"), area=thing(row, "area"), persons=count(row, "persons"),
        events=count(row, "events"),
    )  # fmt: skip


def proof(row: Row) -> Proof:
    """A row of ``evidence``."""
    start, end = number(row, "start"), number(row, "end")
    return Proof(
        quote=words(row, "quote") or "", article=thing(row, "article"), published=day(row, "published"),
        start=None if start is None else int(start), end=None if end is None else int(end), rule=words(row, "rule") or "",
        confidence=float(number(row, "confidence") or 0),
    )  # fmt: skip
