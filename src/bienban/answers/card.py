"""The card of one thing: what it is, and what the questions of the catalogue say about it, each with its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bienban.answers.display import plain, readable
from bienban.errors import UsageProblem
from bienban.graph.terms import Term
from bienban.graph.terms import iri as iri_term
from bienban.graph.vocab import PREFIXES
from bienban.queries.catalogue import load
from bienban.queries.names import as_iri, shorten, with_prefixes
from bienban.store.base import Queryable, Rows, select
from bienban.text import fold_marks, slug

__all__ = ["Candidate", "Card", "Section", "candidates", "card"]

SECTIONS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "person": (
        ("posts", "person", "Chức vụ", "Posts"),
        ("participants", "person", "Sự kiện", "Events"),
        ("statements", "speaker", "Phát biểu", "Statements"),
        ("awards", "recipient", "Được khen thưởng", "Awards received"),
        ("awards", "conferrer", "Đã khen thưởng", "Awards given"),
    ),
    "org": (
        ("holders", "organization", "Người giữ chức vụ", "Holders of posts"),
        ("meetings", "organization", "Sự kiện", "Events"),
        ("terms", "organization", "Nhiệm kỳ", "Terms"),
        ("party-bodies", "organization", "Tổ chức trực thuộc", "Bodies under it"),
        ("awards", "recipient", "Được khen thưởng", "Awards received"),
        ("awards", "conferrer", "Đã khen thưởng", "Awards given"),
        ("figures", "area", "Số liệu", "Figures"),
    ),
    "event": (
        ("events", "event", "Diễn ra", "Where and when"),
        ("participants", "event", "Tham gia", "Participants"),
        ("reviews", "event", "Văn bản", "Documents"),
        ("statements", "event", "Phát biểu", "Statements"),
        ("awards", "event", "Khen thưởng", "Awards"),
    ),
    "document": (
        ("documents", "document", "Văn bản", "Document"),
        ("reviews", "document", "Sự kiện", "Events"),
    ),
    "place": (
        ("events", "place", "Sự kiện", "Events"),
        ("organizations", "area", "Cơ quan", "Bodies"),
        ("figures", "area", "Số liệu", "Figures"),
        ("awards", "recipient", "Được khen thưởng", "Awards received"),
    ),
    "article": (("contents", "article", "Nội dung đọc được", "What was read"),),
}
"""By type in the IRI: question, its parameter that takes the thing, headings."""

_DISC = re.compile(r"-[a-z2-7]{12}")

ANY = (("evidence", "thing", "Chứng cứ", "Evidence"),)
"""For what has no sections of its own."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a name may mean, with what tells it apart."""

    iri: str
    kind: str
    name: str
    details: str


@dataclass(frozen=True, slots=True)
class Section:
    """What one question answers about the thing; ``columns`` are those worth showing, with headings."""

    heading: str
    question: str
    columns: tuple[tuple[str, str], ...]
    rows: Rows


@dataclass(frozen=True, slots=True)
class Card:
    """A thing and all sections that have rows."""

    thing: Candidate
    sections: tuple[Section, ...]


def candidates(store: Queryable, words: str, *, language: str = "vi") -> tuple[Candidate, ...]:
    """The things that the words name: those with exactly this name where there are some, else all whose name has the words.

    Where no name has them, the article of this id or stem of a file.

    Raises:
        UsageProblem: there is none.
    """
    named = _things(select(store, load().question("things").bind({"thing": words}, language=language)))
    iri = as_iri(words)
    if iri is not None:
        named = named or _plain_thing(store, iri)
    else:
        named += _articles(select(store, load().question("articles").bind({"title": words}, language=language)), language)
        exact = tuple(c for c in named if fold_marks(c.name) == fold_marks(words))
        named = exact or named or _articles_by_stem(store, words, language)
    if named:
        return named
    todo = "try fewer words, with or without diacritics; 'bienban ask things thing=…' searches names"
    raise UsageProblem(f"nothing in the store is called {words!r}", todo=todo)


def _things(found: Rows) -> tuple[Candidate, ...]:
    by_name = _indexed(found)
    kept: dict[str, Candidate] = {}
    for row in found.rows:
        kind, name, details, iri = (plain(row[by_name[v]]) for v in ("kind", "name", "details", "thingIri"))
        kept.setdefault(iri, Candidate(iri, kind, name, details))
    return tuple(kept.values())


def _plain_thing(store: Queryable, iri: str) -> tuple[Candidate, ...]:
    """A thing without a name of its own, such as an award, a figure or a post held."""
    node = iri_term(iri)
    text = f"SELECT ?class ?label {{ {node} a ?class . OPTIONAL {{ {node} rdfs:label ?label }} }} ORDER BY ?class ?label"
    rows = select(store, with_prefixes(text)).rows
    return tuple(Candidate(iri, readable(kind), plain(label) or shorten(iri), "") for kind, label in rows[:1])


def _articles(found: Rows, language: str) -> tuple[Candidate, ...]:
    at = _indexed(found)
    kind = "article" if language == "en" else "bài báo"
    rows = ((plain(r[at["articleIri"]]), plain(r[at["title"]]), r) for r in found.rows)
    return tuple(
        {
            iri: Candidate(iri, kind, title, ", ".join(filter(None, (plain(r[at["published"]]), plain(r[at["publisher"]])))))
            for iri, title, r in rows
        }.values()
    )


def _articles_by_stem(store: Queryable, words: str, language: str) -> tuple[Candidate, ...]:
    """The articles whose IRI was made of this id or stem of a file, as ``remove`` and ``export --article`` take it too."""
    stem = slug(words)
    every = _articles(select(store, load().question("articles").bind({}, language=language)), language)
    return tuple(c for c in every if stem and _DISC.fullmatch(c.iri.rpartition("/")[2].removeprefix(stem)))


def _indexed(found: Rows) -> dict[str, int]:
    return {name: i for i, name in enumerate(found.variables)}


def card(store: Queryable, thing: Candidate, *, language: str = "vi") -> Card:
    """Ask every question that fits the thing's type, by its IRI."""
    sections = []
    for name, parameter, vi, en in SECTIONS.get(_type(thing.iri), ANY):
        question = load().question(name)
        rows = select(store, question.bind({parameter: thing.iri}, language=language))
        if rows.rows:
            english = language == "en"
            columns = tuple(
                (c.variable, c.en if english else c.vi) for c in question.columns if not _same(rows, c.variable, thing)
            )
            sections.append(Section(en if english else vi, name, columns, rows))
    return Card(thing, tuple(sections))


def _same(rows: Rows, variable: str, thing: Candidate) -> bool:
    """Whether a column only repeats what the head of the card says."""
    if variable not in rows.variables:
        return True
    index = rows.variables.index(variable)
    said = {thing.name, *re.split("[,;] ", thing.details)}
    return all(plain(row[index]) in said for row in rows.rows)


def _type(iri: str) -> str:
    """The type in an IRI ``…/id/{type}/…``; a part of a thing (with ``#``) has none."""
    base = PREFIXES["bb"].removesuffix("ontology#") + "id/"
    return iri.removeprefix(base).partition("/")[0] if iri.startswith(base) and "#" not in iri else ""


def cell(rows: Rows, row: tuple[Term | None, ...], variable: str) -> Term | None:
    """The value of a variable in a row, None where the answer has no such variable."""
    return row[rows.variables.index(variable)] if variable in rows.variables else None
