"""From the terms of an article graph, or a file, to an rdflib graph that shapes can be checked against."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from xml.sax import SAXParseException

from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugin import PluginException
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from bienban.errors import InputProblem
from bienban.graph.terms import Term, parse_literal, string

__all__ = ["FORMATS", "graph_of", "node_of", "read_file", "term_of", "terms_of"]

FORMATS = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nt": "nt",
    ".nq": "nquads",
    ".nquads": "nquads",
    ".jsonld": "json-ld",
    ".rdf": "xml",
    ".owl": "xml",
    ".n3": "n3",
    ".trix": "trix",
}
"""The parser of each suffix."""


@lru_cache(maxsize=32768)
def node_of(term: str) -> URIRef | Literal | BNode:
    """The rdflib node of a term; a blank node is written ``_:name``."""
    if term.startswith("<"):
        return URIRef(term[1:-1])
    if term.startswith("_:"):
        return BNode(term[2:])
    text, language, datatype = parse_literal(Term(term))
    return Literal(text, lang=language, datatype=None if datatype is None else URIRef(datatype), normalize=False)


def graph_of(triples: Iterable[tuple[str, str, str]]) -> Graph:
    """The rdflib graph of canonical N-Triples terms."""
    graph = Graph(store="SimpleMemory", bind_namespaces="none")
    add = graph.store.add
    for s, p, o in triples:
        add((node_of(s), node_of(p), node_of(o)), graph)
    return graph


def term_of(node: Node) -> str:
    """The N-Triples term of an rdflib node."""
    if isinstance(node, Literal):
        quoted = string(str(node), node.language)
        return quoted if node.language is not None or node.datatype is None else f"{quoted}^^<{node.datatype}>"
    return f"<{node}>" if isinstance(node, URIRef) else f"_:{node}"


def terms_of(graph: Graph) -> Iterator[tuple[str, str, str]]:
    """The triples of an rdflib graph as N-Triples terms."""
    for s, p, o in graph:
        yield term_of(s), term_of(p), term_of(o)


def read_file(path: Path) -> Graph:
    """All triples of an RDF file, of every graph in it; the format is told by the suffix. Nothing else is fetched.

    Raises:
        InputProblem: no such file, no RDF suffix, a JSON-LD context that is elsewhere, or a file that does not parse (with its
            line, where the parser says).
    """
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise InputProblem("no RDF format has this suffix", where=str(path), todo="use .ttl, .trig, .nt, .nq, .jsonld or .rdf")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputProblem(error.strerror or "cannot be read", where=str(path)) from error
    dataset = Dataset(default_union=True)
    try:
        if kind == "json-ld" and _refers_elsewhere(json.loads(data)):
            raise InputProblem("its JSON-LD context is elsewhere", where=str(path), todo="put the context into the file")
        dataset.parse(data=data, format=kind, publicID=path.resolve().as_uri())
    except BadSyntax as error:
        raise InputProblem(f"not valid {kind}", where=f"{path}:{error.lines + 1}", todo="correct that line") from error
    except SAXParseException as error:
        raise InputProblem(f"not valid {kind}: {error.getMessage()}", where=f"{path}:{error.getLineNumber()}") from error
    except (ParserError, PluginException, ValueError, AssertionError, LookupError, TypeError, AttributeError) as error:
        # rdflib's parsers leave some mistakes (a file that ends within a name, JSON of another shape) to Python
        what = "it ends too early" if isinstance(error, IndexError) else str(error).partition("\n")[0]
        raise InputProblem(f"not valid {kind}: {what}", where=str(path), todo="correct the file") from error
    graph = Graph(bind_namespaces="none")
    for s, p, o, _ in dataset.quads():
        graph.add((s, p, o))
    return graph


def _refers_elsewhere(value: object) -> bool:
    """Whether a JSON-LD document has a context by reference: reading one fetches nothing (design, safety)."""
    if isinstance(value, list):
        return any(_refers_elsewhere(item) for item in value)
    if not isinstance(value, dict):
        return False
    contexts = value.get("@context")
    for context in contexts if isinstance(contexts, list) else [contexts]:
        if isinstance(context, str) or (isinstance(context, dict) and "@import" in context):
            return True
    return any(_refers_elsewhere(item) for item in value.values())
