"""An article's graph as Turtle, TriG or JSON-LD: written straight from its sorted triples, the same text every time.

(N-Quads, the exchange form, is :meth:`bienban.model.graph.ArticleGraph.nquads`.) For the reader's sake a scheme is a prefix
(``post-role:secretary``), the article's own nodes have the empty prefix (``:person-…``), and facts come before evidence.
JSON-LD 1.1 has its prefixes as an inline context, so that reading it fetches nothing.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby

from bienban.graph.terms import XSD, Term, iri_text, is_iri, parse_literal
from bienban.graph.vocab import BASE, PREFIXES, term
from bienban.model.graph import ArticleGraph

__all__ = ["jsonld", "trig", "turtle", "turtle_in_pieces"]

Triple = tuple[str, str, str]
Said = list[tuple[str, list[str]]]

_TYPE = term("rdf:type")
_NAME = re.compile(r"(?P<space>.*[/#])(?P<local>[A-Za-z_][A-Za-z0-9_-]*)", re.DOTALL)
_CONCEPT = re.compile(rf"{re.escape(BASE)}concept/(?P<scheme>[a-z][a-z0-9-]*)/")
_INTEGER = re.compile(rf'"(-?\d+)"\^\^<{re.escape(XSD)}integer>')
_TYPED = re.compile(r'(".*")\^\^(<[^<>]*>)', re.DOTALL)
_EVIDENCE = re.compile(r"#(?:evidence|target|selector)-")
_PIECE = 1 << 20
"""Characters handed out at a time."""
_BY_SPACE = {space: name for name, space in PREFIXES.items()}


class _Prefixes:
    """Shortens the IRIs of one document and remembers what it needs for that."""

    def __init__(self, own: str | None = None) -> None:
        self._own = own
        self.used: dict[str, str] = {}

    def short(self, iri: str) -> str | None:
        """An IRI as a prefixed name, where it has one that needs no escapes."""
        match = _NAME.fullmatch(iri)
        if match is None:
            return None
        space = match["space"]
        if space == self._own:
            name = ""
        elif space in _BY_SPACE:
            name = _BY_SPACE[space]
        elif scheme := _CONCEPT.fullmatch(space):
            name = scheme["scheme"]
        else:
            return None
        self.used[name] = space
        return f"{name}:{match['local']}"

    def written(self, text: str) -> str:
        """A term in Turtle."""
        if text.startswith("<"):
            return self.short(text[1:-1]) or text
        if match := _INTEGER.fullmatch(text):
            return match[1]
        if match := _TYPED.fullmatch(text):
            return f"{match[1]}^^{self.written(match[2])}"
        return text

    def head(self) -> str:
        """The declarations of the prefixes used."""
        return "".join(f"@prefix {name}: <{self.used[name]}> .\n" for name in sorted(self.used))


def _by_subject(graph: ArticleGraph) -> Iterator[tuple[str, Said]]:
    """Subject → its predicates, the type first → their objects; the article first, evidence last."""
    article = f"<{graph.article}>"

    def order(triple: Triple) -> tuple[int, str, bool, str, str]:
        s, p, o = triple
        rank = 0 if s == article else 2 if _EVIDENCE.search(s) else 1
        return rank, s, p != _TYPE, p, o

    for subject, group in groupby(sorted(graph.triples, key=order), key=lambda t: t[0]):
        yield subject, [(p, [t[2] for t in same]) for p, same in groupby(group, key=lambda t: t[1])]


def _blocks(graph: ArticleGraph, prefixes: _Prefixes, indent: str = "") -> Iterator[str]:
    for subject, said in _by_subject(graph):
        lines = (
            ("a" if p == _TYPE else prefixes.written(p)) + " " + ", ".join(map(prefixes.written, objects)) for p, objects in said
        )
        yield f"{indent}{prefixes.written(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"


def turtle_in_pieces(name: str, triples: Iterable[Triple]) -> Iterator[str]:
    """What :func:`turtle` gives for a graph without evidence, of any size: its triples come sorted, each once.

    What is written waits on disk until it is known which prefixes it needs.
    """
    prefixes = _Prefixes(own=f"{name}#")
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as body:
        for number, (_, group) in enumerate(groupby(triples, key=lambda t: t[0])):
            body.write("\n" if number else "")
            body.writelines(_blocks(ArticleGraph(name=name, article=name, triples=tuple(group)), prefixes))
        body.seek(0)
        yield f"{prefixes.head()}\n"
        while piece := body.read(_PIECE):
            yield piece


def turtle(graph: ArticleGraph) -> str:
    """The triples of the graph; its name is lost, as Turtle has none."""
    prefixes = _Prefixes(own=f"{graph.article}#")
    body = "\n".join(_blocks(graph, prefixes))
    return f"{prefixes.head()}\n{body}"


def trig(graph: ArticleGraph) -> str:
    """The graph under its name."""
    prefixes = _Prefixes(own=f"{graph.article}#")
    body = "\n".join(_blocks(graph, prefixes, "  "))
    return f"{prefixes.head()}\n<{graph.name}> {{\n{body}}}\n"


def jsonld(graph: ArticleGraph) -> dict[str, object]:
    """The graph under its name, one object a node."""
    prefixes = _Prefixes()
    nodes = [_node(prefixes, s, said) for s, said in _by_subject(graph)]
    return {"@context": dict(sorted(prefixes.used.items())), "@id": graph.name, "@graph": nodes}


def _node(prefixes: _Prefixes, subject: str, said: Iterable[tuple[str, list[str]]]) -> dict[str, object]:
    def name(text: str) -> str:
        return prefixes.short(text[1:-1]) or text[1:-1]

    node: dict[str, object] = {"@id": name(subject)}
    for predicate, objects in said:
        if predicate == _TYPE:
            node["@type"] = [name(o) for o in objects]
        else:
            values = [_value(prefixes, Term(o)) for o in objects]
            node[name(predicate)] = values[0] if len(values) == 1 else values
    return node


def _value(prefixes: _Prefixes, value: Term) -> object:
    if is_iri(value):
        return {"@id": prefixes.short(iri_text(value)) or iri_text(value)}
    text, language, datatype = parse_literal(value)
    if language is not None:
        return {"@value": text, "@language": language}
    if datatype is None:
        return text
    return int(text) if datatype == f"{XSD}integer" else {"@value": text, "@type": prefixes.short(datatype) or datatype}
