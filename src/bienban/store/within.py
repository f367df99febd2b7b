"""Asks a query of a named graph as though that were the default graph, on a server whose own default graph is another.

The protocol lets a request name its default graph, but a dataset named so has no named graphs beside it (SPARQL 1.1 Protocol
§2.1.4), and the evidence is in those. So the pattern of the query is put into ``GRAPH <name> { … }``: a ``GRAPH`` clause inside
it still reaches the other graphs (SPARQL 1.1 Query §18.6, evaluation of ``Graph``).
"""

from __future__ import annotations

from bienban.errors import QueryProblem
from bienban.store.tokens import Token, tokens

__all__ = ["outermost", "within"]

_FORMS = ("select", "ask", "construct", "describe")


def within(text: str, graph: str) -> str:
    """The query on the graph of this IRI; as it is where it names its own dataset (FROM), has no pattern or cannot be read.

    >>> within("SELECT ?s { ?s ?p ?o . GRAPH ?g { ?e ?b ?s } } LIMIT 1", "http://x.example/g")
    'SELECT ?s { GRAPH <http://x.example/g> { ?s ?p ?o . GRAPH ?g { ?e ?b ?s } } } LIMIT 1'
    >>> within("CONSTRUCT WHERE { ?s a ?t }", "http://x.example/g")
    'CONSTRUCT { ?s a ?t } WHERE { GRAPH <http://x.example/g> { ?s a ?t } }'
    """
    try:
        top = outermost(text)
    except QueryProblem:  # the server says what is wrong with it
        return text
    words = [token.text.lower() for token in top if token.kind == "word"]
    form = next((word for word in words if word in _FORMS), None)
    if form is None or "from" in words:
        return text
    groups = _groups(top)
    template = form == "construct" and _begins_with_template(top)
    if len(groups) <= template:
        return text
    opened, closed = groups[template]
    pattern = text[opened.start + 1 : closed.start]
    head, tail = text[: opened.start], text[closed.start + 1 :]
    if form == "construct" and not template:
        where = next(token for token in top if token.text.lower() == "where")
        head = f"{text[: where.start]}{{{pattern}}} {text[where.start : opened.start]}"
    return f"{head}{{ GRAPH <{graph}> {{{pattern}}} }}{tail}"


def outermost(text: str) -> list[Token]:
    """The tokens outside of all brackets, brackets among them."""
    found: list[Token] = []
    depth = 0
    for token in tokens(text):
        depth -= token.text in ("}", ")", "]") and token.kind == "mark"
        if depth == 0:
            found.append(token)
        depth += token.text in ("{", "(", "[") and token.kind == "mark"
    return found


def _groups(top: list[Token]) -> list[tuple[Token, Token]]:
    """The outermost groups in braces: where each opens and closes."""
    braces = [token for token in top if token.kind == "mark" and token.text in "{}"]
    return list(zip(braces[::2], braces[1::2], strict=False))


def _begins_with_template(top: list[Token]) -> bool:
    at = next(i for i, token in enumerate(top) if token.text.lower() == "construct")
    return at + 1 < len(top) and top[at + 1].text == "{"
