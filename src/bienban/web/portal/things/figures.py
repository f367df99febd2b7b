"""Figures: for each indicator its periods, the value as a bar against the target."""

from __future__ import annotations

from collections.abc import Sequence

from bienban.web.portal.asking import Row
from bienban.web.portal.evidence import Evidence
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Badge, Bar, Fact, Link
from bienban.web.portal.sections import Group, Section, alternatives_of, shown_of

__all__ = ["PERCENTS", "amount", "figures"]

PERCENTS = ("attainment", "growth", "share", "stated")


def figures(
    rows: Sequence[Row], iri: str, total: int | None, evidence: Evidence, naming: Naming, *, of_area: bool = True
) -> Section:
    """The figures of a place or body (``of_area``), or those of one article."""
    by_indicator: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows:
        by_indicator.setdefault((row["indicator"], row["unit"]), {}).setdefault(row["fact"], row)
    groups = []
    for (_, unit), of in sorted(
        by_indicator.items(), key=lambda item: (-len(item[1]), naming.role(next(iter(item[1].values())), "indicator"))
    ):
        found = list(of.values())
        heading = naming.role(found[0], "indicator")
        unit_name = naming.role(found[0], "unit") if unit else ""
        most = max((max(_float(r["actual"]), _float(r["target"])) for r in found), default=0.0)
        compared = len(found) > 1 or any(r["actual"] and r["target"] for r in found)
        facts = tuple(
            _fact(r, unit_name, most if compared else 0.0, evidence, naming, of_area)
            for r in sorted(found, key=lambda r: r["period"], reverse=True)
        )
        groups.append(
            Group(Link(heading[:1].upper() + heading[1:] + (f" ({unit_name})" if unit_name else ""), None, "vi"), facts)
        )
    return Section(
        key="figures", groups=tuple(groups), total=total if total is not None else len(rows), note=naming.words("figures.note"),
        more=shown_of(naming, "figures", area=iri) if total is not None and total > len(rows) else None,
        alternatives=alternatives_of(naming, naming.words("section.figures"), "figures", area=iri) if of_area else None,
    )  # fmt: skip


def _fact(row: Row, unit: str, most: float, evidence: Evidence, naming: Naming, of_area: bool) -> Fact:
    actual, target = row["actual"], row["target"]
    text = amount(actual or target, naming)
    badges = [
        Badge(naming.words(f"figures.{name}", n=amount(row[name], naming)), _tone(name, row[name]))
        for name in PERCENTS
        if row[name]
    ]
    if not actual and target:
        badges.insert(0, Badge(naming.words("figures.planned"), "new"))
    lines: list[tuple[Link, ...]] = []
    if actual and target:
        lines.append((Link(naming.words("figures.target", n=amount(target, naming), unit=unit)),))
    if not of_area and row["area"]:
        lines.append((naming.link(row, "area"),))
    if row["note"]:
        lines.append((Link(row["note"], None, "vi"),))
    return Fact(
        name=Link(f"{text} {unit}".strip() if text else "—"), when=naming.day(row["period"]),
        badges=tuple(badges), lines=tuple(lines),
        sources=evidence.of(row["fact"]), bar=_bar(actual, target, most, f"{text} {unit}".strip(), naming),
    )  # fmt: skip


def _bar(actual: str, target: str, most: float, text: str, naming: Naming) -> Bar | None:
    if most <= 0 or not (actual or target):
        return None
    mark = 96 * _float(target) / most if actual and target else None
    title = naming.words("figures.bar", actual=text, target=amount(target, naming)) if mark is not None else text
    length = max(0.8, 96 * _float(actual or target) / most)
    return Bar(
        start=0,
        length=round(length, 2),
        title=title,
        mark=None if mark is None else round(mark, 2),
        tone="figure" if actual else "new",
    )


def _float(text: str) -> float:
    return max(0.0, float(text)) if text else 0.0


def amount(text: str, naming: Naming) -> str:
    """A number of the graph as the page's language writes it."""
    if not text:
        return ""
    return naming.words.number(float(text) if "." in text else int(text))


def _tone(name: str, text: str) -> str:
    if name != "attainment":
        return "plain"
    return "good" if float(text) >= 100 else "warn"
