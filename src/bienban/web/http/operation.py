"""What a request to ``/sparql`` asks for (SPARQL 1.1 Protocol §2): out of its parameters, before anything is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bienban.store.reader import GraphForm
from bienban.store.rowcount import ResultForm
from bienban.web.answers import Asked, repeatable
from bienban.web.http.formats import GRAPH_OFFERS, RESULT_OFFERS
from bienban.web.http.negotiate import Offer, best, ranges
from bienban.web.http.problems import Problem
from bienban.web.http.request import Parameters, parameters_of
from bienban.web.pool.messages import Job

__all__ = ["LONG", "TODO", "Operation", "Prepared", "by_form", "by_get", "dataset", "only", "prepare", "prepare_again"]

LONG, REMEMBERED = 4_000, 500
"""Bytes of a query string that is worth remembering, and how many are."""

TODO = "send ?query=… by GET, the same as a form by POST, or the query itself as application/sparql-query"


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks for: a query or an update, and the graphs that its parameters name."""

    kind: str
    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query ready for the pool; ``names``: format → media type; ``asked``: what to keep it under, None where it may change."""

    job: Job
    names: Mapping[str, str]
    asked: Asked | None


def prepare(operation: Operation, accept: str | None) -> Prepared | None:
    """What a query and an ``Accept`` ask for; None where no format fits."""
    results, graph = _formats(accept)
    if results is None and graph is None:
        return None
    job = Job(
        kind="query", text=operation.text, results=None if results is None else results[0].form,
        graph=None if graph is None else graph[0].form,
        default_graphs=operation.default_graphs, named_graphs=operation.named_graphs,
    )  # fmt: skip
    names = {str(found[0].form): found[1] for found in (results, graph) if found is not None}
    media = (None if found is None else found[1] for found in (results, graph))
    asked = Asked(job.text, job.default_graphs, job.named_graphs, *media) if repeatable(job.text) else None
    return Prepared(job, names, asked)


@lru_cache(maxsize=REMEMBERED)
def prepare_again(query: bytes, accept: str | None) -> Prepared | None:
    """The same of a GET, for a query string that is not long; it remembers.

    Raises:
        Problem: it asks for nothing, or for something that there is no answer to.
    """
    return prepare(by_get(query), accept)


@lru_cache(maxsize=200)
def _formats(accept: str | None) -> tuple[tuple[Offer[ResultForm], str] | None, tuple[Offer[GraphForm], str] | None]:
    """The formats for a table and for a graph that an ``Accept`` likes best; clients send few different ones, again and again."""
    accepted = ranges(accept)
    return best(accepted, RESULT_OFFERS), best(accepted, GRAPH_OFFERS)


def by_get(query: bytes) -> Operation:
    """What the query string of a GET asks for.

    Raises:
        Problem: nothing, or something that there is no answer to.
    """
    return (_by_get if len(query) > LONG else _by_get_again)(query)


def _by_get(query: bytes) -> Operation:
    given = parameters_of(query)
    if "update" in given:
        raise Problem(
            400, "method", "An update comes by POST", "there is an update in the query string of a GET", "send it by POST",
        )  # fmt: skip
    return Operation("query", _one(given, "query"), *dataset(given, "default-graph-uri", "named-graph-uri"))


_by_get_again = lru_cache(maxsize=REMEMBERED)(_by_get)
"""The same, which remembers."""


def by_form(given: Parameters, in_url: Parameters) -> Operation:
    """What a form asks for, with the parameters of its URL.

    Raises:
        Problem: nothing, or something that there is no answer to.
    """
    only(in_url, "query", "update")
    if "query" in given and "update" in given:
        raise Problem(400, "request", "Both a query and an update", "one request holds one of them", "send two requests")
    both: Parameters = {name: [*in_url.get(name, []), *given.get(name, [])] for name in {*in_url, *given}}
    if "update" in given:
        return Operation("update", _one(given, "update"), *dataset(both, "using-graph-uri", "using-named-graph-uri"))
    return Operation("query", _one(given, "query"), *dataset(both, "default-graph-uri", "named-graph-uri"))


def only(in_url: Mapping[str, object], *absent: str) -> None:
    """See that some parameters are not in the URL.

    Raises:
        Problem: 400, one is.
    """
    for name in absent:
        if name in in_url:
            raise Problem(400, "request", "A parameter in the wrong place", f"{name} stands in the URL of a POST", TODO)


def _one(given: Parameters, name: str) -> str:
    values = given.get(name, [])
    if len(values) != 1:
        what = "is missing" if not values else f"is given {len(values)} times"
        raise Problem(400, "request", "A request holds one query", f"the parameter {name} {what}", TODO)
    return values[0]


def dataset(given: Parameters, default: str, named: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The graphs of two parameters."""
    return tuple(given.get(default, ())), tuple(given.get(named, ()))
