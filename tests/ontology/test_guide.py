"""Every value that the annotation guide allows has its class, concept or datatype: one table, and the mapping follows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from bienban.graph.build import build_graph
from bienban.graph.schemes import codes
from bienban.graph.vocab import BASE, PREFIXES, term
from bienban.model import facts as model
from bienban.model.dates import PartialDate
from bienban.model.facts import Facts
from bienban.validate.shapes import Validator
from variants.good import ARTICLE, FACTS, sentences

LINES = (Path(__file__).parent / "guide.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if not line.startswith(("#", "field\t"))]

ALLOWED = {
    "event.kind": get_args(model.EventKind),
    "participation.role": get_args(model.ParticipationRole),
    "position.status": get_args(model.PostStatus),
    "document.kind": get_args(model.DocumentKind),
    "award.type": model.AWARD_TYPES,
    "statement.kind": get_args(model.StatementKind),
    "observation.percent": get_args(model.PercentKind),
    "link.relation": get_args(model.DocumentRelation),
}


def with_value(field: str, value: str) -> Facts:
    """The good facts with one value of one field changed."""
    first: dict[str, Any] = {
        name: getattr(FACTS, name)[0]
        for name in (
            "events",
            "participations",
            "posts",
            "documents",
            "awards",
            "statements",
            "groups",
            "places",
            "observations",
            "links",
        )
    }
    changed: dict[str, tuple[str, dict[str, Any]]] = {
        "event.kind": ("events", {"kind": value, "type": None}),
        "event.type": ("events", {"kind": "conference" if value == "mid-term-review" else "session", "type": value}),
        "event.date": ("events", {"start": PartialDate.parse(value) if field == "event.date" else None}),
        "participation.role": ("participations", {"role": value}),
        "position.status": ("posts", {"status": value}),
        "document.kind": ("documents", {"kind": value, "party": None}),
        "award.type": ("awards", {"type": value}),
        "statement.kind": ("statements", {"kind": value}),
        "group.qualifier": ("groups", {"qualifier": value}),
        "place.level": ("places", {"level": value}),
        "observation.percent": ("observations", {"percent_kind": value}),
        "link.relation": ("links", {"relation": value}),
    }
    name, values = changed[field]
    fields: dict[str, Any] = {name: (replace(first[name], **values), *getattr(FACTS, name)[1:])}
    return replace(FACTS, **fields)


def expected(written: str) -> str:
    """The N-Triples term that a cell of the table stands for."""
    if written.startswith("concept/"):
        return f"<{BASE}{written}>"
    if written.startswith('"'):
        text, _, datatype = written.partition("^^xsd:")
        return f"{text}^^<{PREFIXES['xsd']}{datatype}>"
    return term(written)


@pytest.mark.parametrize(("field", "value", "prop", "written"), ROWS, ids=["-".join(row[:3]) for row in ROWS])
def test_a_value_becomes_its_term(field: str, value: str, prop: str, written: str) -> None:
    graph = build_graph(ARTICLE, with_value(field, value), sentences=sentences(), extractor="bienban-vi")
    objects = {o for _, p, o in graph.triples if p == term(prop)}
    assert objects if written == "*" else expected(written) in objects


@pytest.mark.parametrize(("field", "value", "prop", "written"), ROWS, ids=["-".join(row[:3]) for row in ROWS])
def test_a_term_is_of_the_ontology_or_a_scheme(field: str, value: str, prop: str, written: str) -> None:
    if written.startswith("concept/"):
        _, scheme, code = written.split("/")
        assert code in codes(scheme), f"{field} {value}: {prop} has no concept {code}"


@pytest.mark.parametrize("field", ALLOWED)
def test_the_table_has_every_value(field: str) -> None:
    assert {row[1] for row in ROWS if row[0] == field} == set(ALLOWED[field])


@pytest.mark.parametrize("row", [r for r in ROWS if r[2] != "schema:startDate"], ids=lambda row: "-".join(row[:3]))
def test_a_graph_with_the_value_has_no_violation(row: tuple[str, str, str, str]) -> None:
    graph = build_graph(ARTICLE, with_value(row[0], row[1]), sentences=sentences(), extractor="bienban-vi")
    worst = VALIDATOR.validate(graph, ARTICLE).worst()
    assert worst is None or worst.label != "violation", VALIDATOR.validate(graph, ARTICLE).findings


VALIDATOR = Validator()
