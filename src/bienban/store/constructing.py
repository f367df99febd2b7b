"""CONSTRUCT and DESCRIBE on a server that cuts their answers off without a word: by rows, of which it says when it cuts.

Virtuoso tells of a table that was cut off in a header, of a graph in none. The pattern of a CONSTRUCT is asked for as a table,
and its template (SPARQL 1.1, section 16.2) is filled in here; that of a DESCRIBE is asked for first, the things described after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyparsing import ParseException
from rdflib import BNode, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Node

from bienban.errors import QueryProblem
from bienban.graph.terms import Term, Triple
from bienban.graph.vocab import PREFIXES
from bienban.store.base import Rows
from bienban.store.memory import from_rdflib
from bienban.store.problems import syntax_problem
from bienban.store.within import outermost

__all__ = ["Template", "rows_of_describe", "template_of"]

Pattern = tuple[Node, Node, Node]


@dataclass(frozen=True, slots=True)
class Template:
    """What a CONSTRUCT makes of each solution, and the SELECT that gives the solutions."""

    select: str
    patterns: tuple[Pattern, ...]

    def filled(self, found: Rows) -> Iterator[Triple]:
        """The triples of all solutions; those with something unbound, or that no graph may have, are left out."""
        for number, row in enumerate(found.rows):
            bound = dict(zip(found.variables, row, strict=True))
            for pattern in self.patterns:
                s, p, o = (_term(node, bound, number) for node in pattern)
                if s is not None and p is not None and o is not None and not s.startswith('"') and p.startswith("<"):
                    yield s, p, o


def _term(node: Node, bound: Mapping[str, Term | None], number: int) -> Term | None:
    if isinstance(node, Variable):
        return bound.get(str(node))
    if isinstance(node, BNode):  # a new one for each solution
        return Term(f"_:b{number}x{node}")
    return from_rdflib(node)


def template_of(text: str) -> Template:
    """The template of a CONSTRUCT.

    Raises:
        QueryProblem: the query cannot be parsed.
    """
    try:
        algebra = prepareQuery(text, initNs=dict(PREFIXES)).algebra
    except ParseException as error:
        raise syntax_problem(text, f"error at {error.lineno}:{error.column}") from error
    except (TypeError, ValueError, NotImplementedError) as error:
        raise QueryProblem(f"the query cannot be run: {error}") from error
    short = not algebra.template
    patterns = tuple(algebra.p.p.triples if short else algebra.template)
    variables = sorted({f"?{node}" for pattern in patterns for node in pattern if isinstance(node, Variable)})
    return Template(_as_select(text, variables, skip_group=not short), patterns)


def rows_of_describe(text: str) -> str | None:
    """The SELECT that finds what a DESCRIBE describes; None where it only names things."""
    return _as_select(text, (), skip_group=False) if any(token.text == "{" for token in outermost(text)) else None


def _as_select(text: str, variables: Iterable[str], *, skip_group: bool) -> str:
    """The query with SELECT in place of its form, and of all that stands before its dataset or pattern."""
    top = [(token.text.lower(), token.start) for token in outermost(text) if token.kind == "word" or token.text in ("{", "}")]
    start = next(at for word, at in top if word in ("construct", "describe"))
    rest = [(word, at) for word, at in top if at > start]
    if skip_group:  # the template
        rest = rest[next(i for i, (word, _) in enumerate(rest) if word == "}") + 1 :]
    begin = next(at for word, at in rest if word in ("from", "where", "{"))
    return f"{text[:start]}SELECT {' '.join(variables) or '*'} {text[begin:]}"
