"""Constraints that one value meets or not, whatever graph it stands in: pyshacl's own verdict, remembered for each value.

Where thousands of values are all different (IRIs against a pattern, words in a language) the same verdict is worked out here
from the term; ``tests/validate/test_engine.py`` compares both.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pyshacl.constraints import CONSTRAINT_PARAMETERS_MAP
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shape import Shape
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from bienban.graph.terms import Term, parse_literal
from bienban.validate.rdf import node_of, term_of

__all__ = ["VALUE_PARAMETERS", "Test", "language_of", "value_test"]

Test = Callable[[str], bool]

VALUE_PARAMETERS = frozenset(
    {
        SH.datatype, SH.nodeKind, SH["in"], SH.pattern, SH.minLength, SH.maxLength, SH.languageIn, SH.minInclusive,
        SH.maxInclusive, SH.minExclusive, SH.maxExclusive,
    }
)  # fmt: skip
"""The parameters of constraints that look at nothing but the value (SHACL, sections 4.1, 4.3, 4.4, 4.8.3)."""

REMEMBERED = 4096


def value_test(shape: Shape, parameter: Node) -> Test:
    """Whether a term meets the constraint that a parameter gives a shape."""
    values = list(shape.sg.graph.objects(shape.node, parameter))
    component: Any = CONSTRAINT_PARAMETERS_MAP[parameter](shape)
    if parameter == SH.pattern:
        return _matches(component)
    judged = _judged(component)
    if parameter == SH["in"] and all(isinstance(item, URIRef) for item in component.in_vals):
        return frozenset(map(term_of, component.in_vals)).__contains__
    if parameter == SH.nodeKind and values == [SH.IRI]:
        return lambda term: term[0] == "<"
    if parameter == SH.datatype and values == [RDF.langString]:
        return lambda term: _is_tagged(term) or judged(term)
    return judged


def _matches(component: Any) -> Test:  # noqa: ANN401 - a class of pyshacl
    """Whether some text matches all patterns; that of an IRI is the IRI, a blank node has none."""
    first, *others = [component.compiled_cache[rule].search for rule in component.string_rules]

    def test(term: str) -> bool:
        if term[0] == "_":
            return False
        text = term[1:-1] if term[0] == "<" else parse_literal(Term(term))[0]
        return first(text) is not None and (not others or all(search(text) for search in others))

    return test


def _judged(component: Any) -> Test:  # noqa: ANN401 - a class of pyshacl
    """The verdict of pyshacl, asked once for each value."""
    component.make_v_result = lambda *_, **__: None
    executor, empty = SHACLExecutor(), Graph()

    @lru_cache(maxsize=REMEMBERED)
    def test(term: str) -> bool:
        node = node_of(term)
        try:
            return bool(component.evaluate(executor, empty, {node: {node}}, [])[0])
        except ArithmeticError:  # a number that is none compares with nothing
            return False

    return test


def _is_tagged(term: str) -> bool:
    """Whether a literal has a language."""
    return term[0] == '"' and term.startswith("@", term.rindex('"') + 1)


def language_of(term: str) -> str | None:
    """The language of a literal, in lower case; None where it has none, and for what is no literal."""
    return term[term.rindex('"') + 2 :].lower() if _is_tagged(term) else None
