"""Expressions of SPARQL as functions that say what they are sure of: a value, or :data:`UNKNOWN`.

What is not simple (functions other than those below, literals of other types, errors) is unknown; whoever asks then has the
query run by rdflib. So nothing here decides a case that SPARQL decides otherwise.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from rdflib import XSD, Variable
from rdflib.term import Node

from bienban.graph.terms import XSD as XSD_BASE
from bienban.graph.terms import Term, parse_literal
from bienban.validate.rdf import term_of

__all__ = ["UNKNOWN", "Evaluate", "Part", "Row", "Text", "Value", "expression"]


class Text(str):
    """A string that was worked out, in its own characters; any other ``str`` is an N-Triples term."""

    __slots__ = ()


class _Unknown:
    """The one value that nothing is known of."""


UNKNOWN = _Unknown()
Value = str | int | Decimal | bool | _Unknown
"""A term, a worked-out :class:`Text`, a number, a truth value."""
Row = Mapping[str, Value]
Evaluate = Callable[[Row], Value]
Part = Any
"""A node of rdflib's algebra."""

_NUMBER = re.compile(
    rf'"([+-]?[0-9]{{1,18}})"\^\^<{re.escape(XSD_BASE)}integer>|"([+-]?[0-9]{{1,18}}(?:\.[0-9]{{1,18}})?)"\^\^<{re.escape(XSD_BASE)}decimal>'
)
_DIGITS = re.compile(r"[0-9]{1,18}")
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip


def expression(part: Part) -> Evaluate:
    """The function of an expression in rdflib's algebra; a variable that is not in a row is unbound."""
    if isinstance(part, Variable):
        name = str(part)
        return lambda row: row.get(name, UNKNOWN)
    if isinstance(part, Node):
        value = _plain(term_of(part))
        return lambda _: value
    make = _MAKERS.get(getattr(part, "name", ""))
    return _unknown if make is None else make(part)


def _unknown(_: Row) -> Value:
    return UNKNOWN


def _plain(value: Value) -> Value:
    """A number or simple string for the term of one, else unknown."""
    if isinstance(value, Text) or not isinstance(value, str):
        return value
    number = _NUMBER.fullmatch(value)
    if number is not None:
        return Decimal(number[2]) if number[1] is None else int(number[1])
    if value[0] == '"' and value[-1] == '"':
        return Text(parse_literal(Term(value))[0])
    return UNKNOWN


def _text(value: Value) -> Value:
    """The SPARQL function ``STR`` (section 17.4.2.5)."""
    if isinstance(value, Text) or not isinstance(value, str) or value[0] == "_":
        return value if isinstance(value, Text) else UNKNOWN
    return Text(value[1:-1] if value[0] == "<" else parse_literal(Term(value))[0])


def _str(part: Part) -> Evaluate:
    arg = expression(part.arg)
    return lambda row: _text(arg(row))


def _strlen(part: Part) -> Evaluate:
    arg = expression(part.arg)

    def length(row: Row) -> Value:
        value = arg(row)
        if isinstance(value, str) and not isinstance(value, Text) and (value[0] != '"' or value[-1] == ">"):
            return UNKNOWN
        text = _text(value)
        return len(text) if isinstance(text, Text) else UNKNOWN

    return length


def _substr(part: Part) -> Evaluate:
    if part.length is None:
        return _unknown
    text, start, length = expression(part.arg), expression(part.start), expression(part.length)

    def cut(row: Row) -> Value:
        of, first, count = text(row), start(row), length(row)
        if isinstance(of, Text) and isinstance(first, int) and first >= 1 and isinstance(count, int) and count >= 0:
            return Text(of[first - 1 : first - 1 + count])
        return UNKNOWN

    return cut


def _strstarts(part: Part) -> Evaluate:
    one, other = expression(part.arg1), expression(part.arg2)

    def test(row: Row) -> Value:
        text, head = one(row), other(row)
        return text.startswith(head) if isinstance(text, Text) and isinstance(head, Text) else UNKNOWN

    return test


def _function(part: Part) -> Evaluate:
    """The cast of digits to a number; no other function."""
    if part.iri != XSD.integer or len(part.expr) != 1:
        return _unknown
    arg = expression(part.expr[0])

    def cast(row: Row) -> Value:
        value = arg(row)
        return int(value) if isinstance(value, Text) and _DIGITS.fullmatch(value) else UNKNOWN

    return cast


def _additive(part: Part) -> Evaluate:
    first, more = expression(part.expr), [(op, expression(other)) for op, other in zip(part.op, part.other, strict=True)]

    def add(row: Row) -> Value:
        total = _plain(first(row))
        for op, other in more:
            value = _plain(other(row))
            if not (_is_int(total) and _is_int(value)):
                return UNKNOWN
            total = total + value if op == "+" else total - value  # type: ignore[operator]
        return total

    return add


def _is_int(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _relational(part: Part) -> Evaluate:
    compare = _COMPARE.get(part.op)
    if compare is None or isinstance(part.other, list):
        return _unknown
    one, other = expression(part.expr), expression(part.other)

    def test(row: Row) -> Value:
        left, right = _plain(one(row)), _plain(other(row))
        numbers = isinstance(left, int | Decimal) and isinstance(right, int | Decimal)
        return compare(left, right) if numbers or (isinstance(left, Text) and isinstance(right, Text)) else UNKNOWN

    return test


def _and(part: Part) -> Evaluate:
    tests = [expression(part.expr), *map(expression, part.other)]

    def test(row: Row) -> Value:
        found = [test(row) for test in tests]
        return False if any(value is False for value in found) else True if all(v is True for v in found) else UNKNOWN

    return test


def _or(part: Part) -> Evaluate:
    tests = [expression(part.expr), *map(expression, part.other)]

    def test(row: Row) -> Value:
        found = [test(row) for test in tests]
        return True if any(value is True for value in found) else False if all(v is False for v in found) else UNKNOWN

    return test


def _not(part: Part) -> Evaluate:
    arg = expression(part.expr)

    def test(row: Row) -> Value:
        value = arg(row)
        return not value if isinstance(value, bool) else UNKNOWN

    return test


def _bound(part: Part) -> Evaluate:
    name = str(part.arg)
    return lambda row: name in row and (row[name] is not UNKNOWN or UNKNOWN)


def _coalesce(part: Part) -> Evaluate:
    ways = [(way if isinstance(way, Variable) else None, expression(way)) for way in part.arg]

    def first(row: Row) -> Value:
        for variable, way in ways:
            if variable is None or str(variable) in row:
                return way(row)
        return UNKNOWN

    return first


_MAKERS: dict[str, Callable[[Part], Evaluate]] = {
    "Builtin_STR": _str,
    "Builtin_STRLEN": _strlen,
    "Builtin_SUBSTR": _substr,
    "Builtin_STRSTARTS": _strstarts,
    "Builtin_BOUND": _bound,
    "Builtin_COALESCE": _coalesce,
    "Function": _function,
    "AdditiveExpression": _additive,
    "RelationalExpression": _relational,
    "ConditionalAndExpression": _and,
    "ConditionalOrExpression": _or,
    "UnaryNot": _not,
}
