"""Posts held: the career of a person, and the holders of a body's posts over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bienban.web.portal.asking import Row
from bienban.web.portal.evidence import Evidence
from bienban.web.portal.naming import TONES, Naming
from bienban.web.portal.parts import Badge, Bar, Fact, Link
from bienban.web.portal.scales import Years, years_of
from bienban.web.portal.sections import Group, Section, alternatives_of, shown_of

__all__ = ["career", "holders", "shown_first"]

ORDER = ("held", "appointed", "dismissed", "former")


def _ends(row: Row) -> tuple[str, str]:
    """First and last day that is known: stated, else attested."""
    return row["start"] or row["first"], row["end"] or row["last"]


def _latest(row: Row) -> tuple[str, int]:
    return row["end"] or row["last"] or row["start"], -ORDER.index(_status(row))


def _status(row: Row) -> str:
    name = row["status"].rpartition("/")[2]
    return name if name in ORDER else "former"


def _axis(rows: Sequence[Row]) -> Years | None:
    return years_of(date for row in rows for date in (*_ends(row), row["first"], row["last"]) if date)


def _bar(row: Row, axis: Years | None, naming: Naming) -> Bar | None:
    first, last = _ends(row)
    first, last = first or last, last or first
    if axis is None or not first or first.startswith("--"):
        return None
    return axis.bar(first, last, _when(row, naming), TONES.get(_status(row), "plain"))


def _when(row: Row, naming: Naming) -> str:
    """Stated start and end, else the days on which articles show it."""
    if row["start"] or row["end"]:
        return naming.words("posts.stated", start=naming.day(row["start"]) or "…", end=naming.day(row["end"]) or "…")
    return naming.days(row["first"], row["last"])


def _fact(
    row: Row, name: Link, lines: tuple[tuple[Link, ...], ...], axis: Years | None, evidence: Evidence, naming: Naming
) -> Fact:
    days = row.number("days")
    seen = (Badge(naming.words.count("posts.seen", days)),) if days > 1 else ()
    return Fact(
        name=name, when=_when(row, naming), badges=((naming.status(row["status"]),) if row["status"] else ()) + seen, lines=lines,
        sources=evidence.of(row["fact"]), bar=_bar(row, axis, naming),
    )  # fmt: skip


def career(rows: Sequence[Row], iri: str, total: int, evidence: Evidence, naming: Naming) -> Section:
    """The posts of a person, of ``total``, the latest first, over one time axis."""
    rows = sorted(rows, key=_latest, reverse=True)
    axis = _axis(rows)
    facts = tuple(
        replace(
            _fact(row, Link(naming.role(row)), ((naming.link(row, "org"),),) if row["org"] else (), axis, evidence, naming),
            anchor=row["fact"].partition("#")[2] or None,
        )
        for row in rows
    )
    return Section(
        key="posts", facts=facts, total=total, axis=axis.ticks() if axis is not None else (),
        note=naming.words("posts.note"), more=shown_of(naming, "posts", person=iri) if total > len(rows) else None,
        alternatives=alternatives_of(naming, naming.words("section.posts"), "posts", person=iri),
    )  # fmt: skip


def holders(rows: Sequence[Row], iri: str, total: int, evidence: Evidence, naming: Naming) -> Section:
    """The holders of a body's posts: for each post, who and when, the latest first."""
    axis = _axis(rows)
    by_role: dict[str, list[Row]] = {}
    for row in sorted(rows, key=_latest, reverse=True):
        by_role.setdefault(row["role"], []).append(row)
    order = sorted(by_role.values(), key=lambda of: (-len({r["person"] for r in of}), -len(of), naming.role(of[0])))
    groups = tuple(
        Group(
            Link(naming.role(of[0]).capitalize()),
            tuple(_fact(row, naming.link(row, "person"), (), axis, evidence, naming) for row in of),
        )
        for of in order
    )
    return Section(
        key="holders", groups=groups, total=total, axis=axis.ticks() if axis is not None else (),
        note=naming.words("posts.note"), more=shown_of(naming, "holders", organization=iri) if total > len(rows) else None,
        alternatives=alternatives_of(naming, naming.words("section.holders"), "holders", organization=iri),
    )  # fmt: skip


def shown_first(rows: Sequence[Row], shown: int) -> list[Row]:
    """The rows that are shown: those seen last, before anything else is asked about them."""
    return sorted(rows, key=lambda row: row["last"], reverse=True)[:shown]
