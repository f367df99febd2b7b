"""The sentences behind the facts of a page, a few for each, asked for all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bienban.graph.vocab import BASE
from bienban.web.portal.asking import Asking, Row, query_of
from bienban.web.portal.known import Fill, fill
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Source, Sources

__all__ = ["SENTENCES", "Evidence", "evidence_of"]

SENTENCES = 3
"""Sentences shown for one fact; the question ``evidence`` has them all."""

AT_ONCE = 250
"""Facts that one query is about."""


class Evidence:
    """Sentences by fact."""

    def __init__(self, by_fact: Mapping[str, Sources]) -> None:
        self._by_fact = by_fact

    def of(self, *facts: str) -> Sources:
        """Those of a fact, or of several that are shown as one."""
        found = [self._by_fact[fact] for fact in facts if fact in self._by_fact]
        if len(found) == 1:
            return found[0]
        shown = tuple(dict.fromkeys(source for sources in found for source in sources.shown))
        more = sum(sources.total - len(sources.shown) for sources in found)
        return Sources(shown, len(shown) + more, next((sources.all for sources in found if sources.all is not None), None))

    def of_link(self, fact: str, prop: str) -> Sources:
        """Those that say that a fact has a property (its IRI): that an event reviews a document, say."""
        return self._by_fact.get(f"{fact} {prop}", Sources())


async def evidence_of(asking: Asking, naming: Naming, facts: Iterable[str], *, sentences: int = SENTENCES) -> Evidence:
    """The sentences for these facts (IRIs of merged nodes)."""
    named = list(dict.fromkeys(fact for fact in facts if fact.startswith(BASE)))
    found: dict[str, Sources] = {}
    for start in range(0, len(named), AT_ONCE):
        found |= await _sentences(asking, naming, named[start : start + AT_ONCE], sentences)
    return Evidence(found)


async def _sentences(asking: Asking, naming: Naming, named: list[str], sentences: int) -> dict[str, Sources]:
    by_fact: dict[str, list[str]] = {}
    for row in await asking.rows(query_of("locals", things=_values(named))):
        by_fact.setdefault(row["fact"], []).append(row["local"])
    locals_of = {local: fact for fact, every in by_fact.items() for local in every[:sentences]}
    totals = await _totals(asking, [fact for fact, every in by_fact.items() if len(every) > sentences])
    rows = await asking.rows(query_of("evidence", things=_values(locals_of))) if locals_of else []
    await fill(asking, (rows, ARTICLES))
    found: dict[str, dict[tuple[str, str], Source]] = {}
    for row in sorted(rows, key=lambda r: (r["published"] or "9", r["article"], int(r["start"]))):
        fact = locals_of[row["local"]]
        key = f"{fact} {row['property']}" if row["property"] else fact
        found.setdefault(key, {}).setdefault((row["article"], row["start"]), source_of(row, naming))
    return {key: _with_total(key, tuple(sources.values()), totals.get(key, 0), naming) for key, sources in found.items()}


async def _totals(asking: Asking, facts: Sequence[str]) -> dict[str, int]:
    """How many sentences there are for facts of which not all are shown."""
    rows = await asking.rows(query_of("sentences", things=_values(facts))) if facts else []
    return {f"{row['fact']} {row['property']}" if row["property"] else row["fact"]: row.number("n") for row in rows}


def _with_total(key: str, shown: tuple[Source, ...], total: int, naming: Naming) -> Sources:
    if total <= len(shown):
        return Sources(shown, len(shown))
    return Sources(shown, total, naming.links("questions/evidence", thing=key.partition(" ")[0]))


ARTICLES = (Fill("articleLabel", "article"), Fill("published", "article", "schema:datePublished"))


def _values(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def source_of(row: Row, naming: Naming) -> Source:
    """One row as a sentence; it leads to the same sentence on the article's page."""
    address = naming.links.thing(row["article"])
    return Source(
        quote=row["quote"],
        article=naming.link(row, "article"),
        published=naming.day(row["published"]),
        href=f"{address}#s{row['start']}" if address else None,
        rule=row["rule"],
        confidence=round(float(row["confidence"]) * 100) if row["confidence"] else None,
    )
