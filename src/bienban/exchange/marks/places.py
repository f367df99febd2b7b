"""The line of each node of a file: from the marks where there is one, else from what refers to it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bienban.errors import InputProblem
from bienban.exchange.marks import jsonld, lines, rdfxml, turtle
from bienban.exchange.marks.mark import MARK
from bienban.exchange.oxigraph import Quad, quads
from bienban.graph.terms import Term, parse_literal

__all__ = ["lines_of"]

MARKERS: Mapping[str, Callable[[str], str | None]] = {
    "Turtle": turtle.marked,
    "TriG": turtle.marked,
    "N-Triples": lines.marked,
    "N-Quads": lines.marked,
    "JSON-LD": jsonld.marked,
    "RDF/XML": rdfxml.marked,
}

_MARK = f"<{MARK}>"


def lines_of(
    text: str, form: str, base: str, said: Sequence[Quad], named: Callable[[Iterable[Quad]], Iterable[Quad]]
) -> Mapping[str, int]:
    """The first line on which each node of ``said``, the quads of the text, is described; empty where it cannot be told.

    ``named`` gives blank nodes the names that they have in ``said``: their order is the same but for the marks.
    """
    marker = MARKERS.get(form)
    marked = None if marker is None else marker(text)
    if marked is None:
        return {}
    try:
        found = tuple(named(_marks_last(quads(marked, form, base))))
    except InputProblem:
        return {}
    if found[: len(said)] != tuple(said):
        return {}
    first: dict[str, int] = {}
    for subject, _, value, _ in found[len(said) :]:
        line = int(parse_literal(Term(value))[0])
        first[subject] = min(line, first.get(subject, line))
    return _with_referred(first, said)


def _marks_last(found: Iterable[Quad]) -> Iterator[Quad]:
    marks: list[Quad] = []
    for quad in found:
        if quad[1] == _MARK:
            marks.append(quad)
        else:
            subject, prop, value, graph = quad
            yield subject, prop, value.replace(rdfxml.TRACE, ""), graph
    yield from marks


def _with_referred(first: dict[str, int], said: Sequence[Quad]) -> Mapping[str, int]:
    """The same with the nodes that only something else tells of, each by the nearest of these."""
    pointed: dict[str, list[str]] = {}
    for subject, _, value, _ in said:
        if not value.startswith('"') and value not in first:
            pointed.setdefault(subject, []).append(value)
    lines = dict(first)
    near = deque(sorted(first, key=first.__getitem__))
    while near:
        node = near.popleft()
        for other in pointed.get(node, ()):
            if other not in lines:
                lines[other] = lines[node]
                near.append(other)
    return lines
