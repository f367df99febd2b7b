"""An article's graph as Turtle, TriG or JSON-LD: written straight from its sorted triples, the same text every time.

(N-Quads, the exchange form, is :meth:`bienban.model.graph.ArticleGraph.nquads`.) JSON-LD 1.1 with the project's prefixes as an
inline context, so that reading it fetches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from bienban.graph.terms import XSD, Term, iri_text, is_iri, parse_literal
from bienban.graph.vocab import PREFIXES, term
from bienban.model.graph import ArticleGraph

__all__ = ["jsonld", "trig", "turtle"]

Triple = tuple[str, str, str]

_TYPE = term("rdf:type")
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# The longest namespace first, for one may begin another.
_NAMESPACES = tuple(sorted(((iri, name) for name, iri in PREFIXES.items()), key=lambda pair: -len(pair[0])))
_INTEGER = re.compile(rf'"(-?\d+)"\^\^<{re.escape(XSD)}integer>')
_TYPED = re.compile(r'(".*")\^\^(<[^<>]*>)', re.DOTALL)


def _short(iri: str) -> str | None:
    """An IRI as a prefixed name, where it has one that needs no escapes."""
    for namespace, name in _NAMESPACES:
        if iri.startswith(namespace):
            local = iri[len(namespace) :]
            return f"{name}:{local}" if _LOCAL.fullmatch(local) else None
    return None


def _written(text: str) -> str:
    """A term in Turtle."""
    if text.startswith("<"):
        return _short(text[1:-1]) or text
    if match := _INTEGER.fullmatch(text):
        return match[1]
    if match := _TYPED.fullmatch(text):
        return f"{match[1]}^^{_written(match[2])}"
    return text


def _by_subject(triples: Iterable[Triple]) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Subject → its predicates, the type first → their objects."""
    ordered = sorted(triples, key=lambda t: (t[0], t[1] != _TYPE, t[1], t[2]))
    for subject, group in groupby(ordered, key=lambda t: t[0]):
        yield subject, [(p, [t[2] for t in same]) for p, same in groupby(group, key=lambda t: t[1])]


def _blocks(triples: Iterable[Triple], indent: str = "") -> Iterator[str]:
    for subject, said in _by_subject(triples):
        lines = (("a" if p == _TYPE else _written(p)) + " " + ", ".join(map(_written, objects)) for p, objects in said)
        yield f"{indent}{_written(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"


def _prefixes(body: str) -> str:
    used = {name for name in PREFIXES if f"{name}:" in body}
    return "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in sorted(used))


def turtle(graph: ArticleGraph) -> str:
    """The triples of the graph; its name is lost, as Turtle has none."""
    body = "\n".join(_blocks(graph.triples))
    return f"{_prefixes(body)}\n{body}"


def trig(graph: ArticleGraph) -> str:
    """The graph under its name."""
    body = "\n".join(_blocks(graph.triples, "  "))
    return f"{_prefixes(body)}\n<{graph.name}> {{\n{body}}}\n"


def jsonld(graph: ArticleGraph) -> dict[str, object]:
    """The graph under its name, one object a node."""
    return {"@context": dict(PREFIXES), "@id": graph.name, "@graph": [_node(s, said) for s, said in _by_subject(graph.triples)]}


def _node(subject: str, said: list[tuple[str, list[str]]]) -> dict[str, object]:
    node: dict[str, object] = {"@id": _name(subject)}
    for predicate, objects in said:
        if predicate == _TYPE:
            node["@type"] = [_name(o) for o in objects]
        else:
            values = [_value(Term(o)) for o in objects]
            node[_name(predicate)] = values[0] if len(values) == 1 else values
    return node


def _name(text: str) -> str:
    return _short(text[1:-1]) or text[1:-1]


def _value(value: Term) -> object:
    if is_iri(value):
        return {"@id": _short(iri_text(value)) or iri_text(value)}
    text, language, datatype = parse_literal(value)
    if language is not None:
        return {"@value": text, "@language": language}
    if datatype is None:
        return text
    return int(text) if datatype == f"{XSD}integer" else {"@value": text, "@type": _short(datatype) or datatype}
