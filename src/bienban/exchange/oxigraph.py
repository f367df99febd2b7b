"""RDF files of every form as terms, by Oxigraph's parsers: strict, nothing fetched, mistakes with line and column."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from bienban.errors import InputProblem
from bienban.graph.terms import Term, string

__all__ = ["FORMS", "Quad", "from_ox", "quads"]

FORMS = {
    "Turtle": ox.RdfFormat.TURTLE,
    "TriG": ox.RdfFormat.TRIG,
    "N-Triples": ox.RdfFormat.N_TRIPLES,
    "N-Quads": ox.RdfFormat.N_QUADS,
    "JSON-LD": ox.RdfFormat.JSON_LD,
    "RDF/XML": ox.RdfFormat.RDF_XML,
    "N3": ox.RdfFormat.N3,
}

Quad = tuple[str, str, str, str | None]
"""Subject, predicate, object and named graph (None for the default graph), as N-Triples terms; blank nodes are ``_:name``."""

_ANY = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple


def from_ox(term: _ANY) -> Term:
    """The N-Triples form; the two noncharacters that pyoxigraph would escape stay, as in :func:`bienban.graph.terms.string`."""
    text = str(term)
    if "\\uFFF" in text and isinstance(term, ox.Literal):
        plain = string(term.value)
        if term.language is not None:
            return Term(f"{plain}@{term.language}")
        return plain if text.endswith('"') else Term(f"{plain}^^{term.datatype}")
    return Term(text)


def quads(text: str, form: str, base: str) -> Iterator[Quad]:
    """The quads of a document in their order; blank nodes have the names of the document, or new ones where it has none.

    Raises:
        InputProblem: it does not follow its form (``where`` is line and column, where the parser knows them), or says something
            of a statement, which the graphs here cannot hold.
    """
    try:
        for quad in ox.parse(text.encode(), FORMS[form], base_iri=base):
            value = quad.object
            if isinstance(value, ox.Triple) or (isinstance(value, ox.Literal) and value.direction is not None):
                what = "it says something of a statement, or which way a text runs (RDF 1.2)"
                raise InputProblem(what, todo="write it in RDF 1.1")
            name = None if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
            yield str(quad.subject), str(quad.predicate), from_ox(value), name
    except SyntaxError as error:
        raise InputProblem(f"not valid {form}: {_said(error)}", where=_place(error), todo="correct it there") from error
    except ValueError as error:
        raise InputProblem(f"not valid {form}: {error}", todo="correct the file") from error


def _place(error: SyntaxError) -> str | None:
    if error.lineno is None:
        return None
    return f"line {error.lineno}" if error.offset is None else f"line {error.lineno}, column {error.offset}"


def _said(error: SyntaxError) -> str:
    """The parser's words without the place, which is said before them."""
    words = " ".join((error.msg or str(error)).split())
    words = words.partition(": ")[2] if words.startswith("Parser error at ") else words
    return "it ends too early" if words == "Unexpected end" else words
