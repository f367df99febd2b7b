"""SHACL property paths as functions, and as the text of a SPARQL property path."""

from __future__ import annotations

from collections.abc import Callable, Collection

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from bienban.errors import BienbanError
from bienban.graph.vocab import PREFIXES
from bienban.validate.indexed import NOTHING, Indexed

__all__ = ["Path", "compiled", "curie", "path_text"]

Path = Callable[[Indexed, str], Collection[str]]
"""What a path leads to from a node, each value once."""


def curie(iri: str) -> str:
    """The prefixed name of an IRI, or the IRI in angle brackets where no prefix is known."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


def compiled(shapes: Graph, path: Node) -> Path:
    """The function that a path is (SHACL, section 2.3.1): predicate, inverse, sequence, alternative.

    Raises:
        BienbanError: another form of path, which none of the shapes uses.
    """
    if isinstance(path, URIRef):
        prop = f"<{path}>"
        return lambda graph, node: graph.said.get(node, NOTHING).get(prop, ())
    inverse = shapes.value(path, SH.inversePath)
    if isinstance(inverse, URIRef):
        back = f"<{inverse}>"
        return lambda graph, node: graph.holders(back, node)
    alternatives = shapes.value(path, SH.alternativePath)
    if alternatives is not None:
        ways = [compiled(shapes, way) for way in shapes.items(alternatives)]
        return lambda graph, node: dict.fromkeys(value for way in ways for value in way(graph, node))
    if shapes.value(path, RDF.first) is not None:
        return _sequence([compiled(shapes, step) for step in shapes.items(path)])
    raise BienbanError("a path of a shape is neither predicate, inverse, sequence nor alternative")


def _sequence(steps: list[Path]) -> Path:
    def follow(graph: Indexed, node: str) -> Collection[str]:
        reached: Collection[str] = (node,)
        for step in steps:
            reached = dict.fromkeys(value for at in reached for value in step(graph, at))
        return reached

    return follow


def path_text(shapes: Graph, path: Node) -> str:
    """The path as SPARQL writes it, such as ``cv:hasParticipation/cv:role``."""
    if isinstance(path, URIRef):
        return curie(path)
    inverse = shapes.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{path_text(shapes, inverse)}"
    alternatives = shapes.value(path, SH.alternativePath)
    if alternatives is not None:
        return "|".join(path_text(shapes, way) for way in shapes.items(alternatives))
    return "/".join(path_text(shapes, step) for step in shapes.items(path))
