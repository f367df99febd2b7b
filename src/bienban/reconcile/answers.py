"""Candidates and values as the API has them: plain JSON, with names in the language that was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bienban.reconcile.asked import Wanted
from bienban.reconcile.judging import Candidate
from bienban.reconcile.schema import PROPERTIES, TYPES, Property, id_of, iri_of, name_of_type
from bienban.reconcile.values import Question, Row, Value, is_thing, values_of
from bienban.search.finding import Hit
from bienban.search.kinds import KindName

__all__ = ["Extension", "candidate", "description", "entity", "offered_properties", "offered_types", "type_of"]

Json = dict[str, Any]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def type_of(kind: KindName, language: str) -> Json:
    """A type."""
    return {"id": kind, "name": name_of_type(kind, language)}


def description(hit: Hit) -> str:
    """The line that tells things of one name apart."""
    return " · ".join(filter(None, (hit.day, hit.detail)))


def candidate(found: Candidate, language: str) -> Json:
    """A candidate."""
    return {
        "id": id_of(found.hit.iri),
        "name": found.hit.label.text,
        "description": description(found.hit),
        "type": [type_of(found.hit.kind, language)],
        "score": found.score,
        "match": found.match,
        "features": [{"id": name, "value": round(value, 3)} for name, value in found.features],
    }


def entity(hit: Hit, language: str) -> Json:
    """A thing, for whoever chooses among suggestions."""
    notable = [type_of(hit.kind, language)]
    return {"id": id_of(hit.iri), "name": hit.label.text, "description": description(hit), "notable": notable}


def offered_types(prefix: str, language: str) -> list[Json]:
    """The types whose name, in either language, has the words of ``prefix``."""
    return [type_of(kind, language) for kind in TYPES if _fits(prefix, kind, name_of_type(kind, "vi"), name_of_type(kind, "en"))]


def offered_properties(prefix: str, kinds: Iterable[str], language: str) -> list[Json]:
    """The properties of some types (none: of all) whose name has the words of ``prefix``, each once."""
    wanted = [kind for kind in TYPES if kind in kinds] or list(TYPES)
    found: dict[str, tuple[Property, list[str]]] = {}
    for kind in wanted:
        for pid, one in PROPERTIES[kind].items():
            if _fits(prefix, pid, one.vi, one.en):
                found.setdefault(pid, (one, []))[1].append(name_of_type(kind, language))
    return [{"id": pid, "name": one.name(language), "description": ", ".join(of)} for pid, (one, of) in found.items()]


def _fits(prefix: str, *names: str) -> bool:
    from bienban.search.words import tokens

    wanted = [token.folded for token in tokens(prefix)]
    return any(all(any(t.folded.startswith(w) for t in tokens(name)) for w in wanted) for name in names)


class Extension:
    """Values to add to a table: what to ask the store, and the answer to the client."""

    def __init__(self, wanted: Wanted, known: Mapping[str, Hit]) -> None:
        """``known`` are the things asked about that there are, by IRI."""
        self._wanted = wanted
        self._known = known
        self._asked: list[tuple[str, Question]] = []
        for pid in wanted.properties:
            for kind in TYPES:
                one = PROPERTIES[kind].get(pid)
                if one is not None:
                    self._asked += [(pid, q) for q in Question.each(one, (i for i, hit in known.items() if hit.kind == kind))]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What to ask."""
        return tuple(question for _, question in self._asked)

    def answered(self, answers: Iterable[Iterable[Row]], language: str) -> Json:
        """The response, from the answers in the order of the questions."""
        values: dict[tuple[str, str], Sequence[Value]] = {}
        for (pid, _), rows in zip(self._asked, answers, strict=True):
            values |= {(thing, pid): found for thing, found in values_of(rows).items()}
        return {"meta": self._meta(language), "rows": {given: self._row(given, values, language) for given in self._wanted.ids}}

    def _row(self, given: str, values: Mapping[tuple[str, str], Sequence[Value]], language: str) -> Json:
        hit = self._known.get(iri_of(given))
        row: Json = {}
        for pid, most in self._wanted.properties.items():
            one = None if hit is None else PROPERTIES[hit.kind].get(pid)
            found = () if hit is None or one is None else values.get((hit.iri, pid), ())
            row[pid] = [] if one is None else [_cell(value, one, language) for value in (found[:most] if most else found)]
        return row

    def _meta(self, language: str) -> list[Json]:
        found = []
        for pid in self._wanted.properties:
            one = next((PROPERTIES[kind][pid] for kind in TYPES if pid in PROPERTIES[kind]), None)
            meta: Json = {"id": pid, "name": pid if one is None else one.name(language)}
            found.append(meta if one is None or one.kind is None else {**meta, "type": type_of(one.kind, language)})
        return found


def _cell(value: Value, one: Property, language: str) -> Json:
    if one.sort == "year":
        return {"int": int(value.text)} if value.text.isascii() and value.text.isdigit() else {"str": value.text}
    if one.sort == "date" and _DAY.fullmatch(value.text):
        return {"date": f"{value.text}T00:00:00Z"}
    if is_thing(value) and value.iri is not None:
        return {"id": id_of(value.iri), "name": value.name(language)}
    return {"str": value.name(language)}
