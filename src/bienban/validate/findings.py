"""From what the engine found to findings that people read: labels for IRIs, messages with their values, no repetition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from bienban.graph.terms import Term, parse_literal
from bienban.graph.vocab import term
from bienban.model.finding import Finding
from bienban.validate.catalogue import catalogue
from bienban.validate.engine import Outcome
from bienban.validate.indexed import Indexed

__all__ = ["findings"]

NAMES = (term("rdfs:label"), term("foaf:name"), term("skos:prefLabel"))
DECIMAL = term("xsd:decimal")[1:-1]


def _plain(node: str) -> str:
    """The characters of an IRI or literal, the name of a blank node."""
    if node.startswith('"'):
        return parse_literal(Term(node))[0]
    return node[1:-1] if node.startswith("<") else node[2:]


def _words(graph: Indexed, node: str) -> str:
    """A value as a message has it: the name of a thing, a number without needless zeros, else the text or IRI."""
    if node.startswith("<"):
        for name in NAMES:
            for label in graph.values(node, name):
                return f"“{_plain(label)}”"
    text = _plain(node)
    if node.endswith(f"^^<{DECIMAL}>"):
        try:
            text = f"{Decimal(text):f}"
        except InvalidOperation:
            return text
        return text.rstrip("0").rstrip(".") if "." in text else text
    return text


def findings(outcomes: Iterable[Outcome], graph: Indexed) -> Iterator[Finding]:
    """One finding of each code, node, value and path, though several constraints of a shape may say it."""
    seen = set()
    for outcome in outcomes:
        entry = catalogue()[outcome.shape]
        value = None if outcome.value is None or outcome.value == outcome.focus else _plain(outcome.value)
        key = (entry.code, outcome.focus, value, outcome.path)
        if key in seen:
            continue
        seen.add(key)
        vi, en = entry.filled({name: _words(graph, bound) for name, bound in outcome.bindings.items()})
        yield Finding(
            code=entry.code,
            severity=entry.severity,
            focus=_plain(outcome.focus),
            message_vi=vi,
            message_en=en,
            todo_vi=entry.todo_vi,
            todo_en=entry.todo_en,
            value=value,
            path=outcome.path,
        )
