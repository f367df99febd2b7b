"""The merged graph that the article graphs give, worked out again in memory that does not grow with them.

The same as :func:`bienban.identity.merge.merge_all`, but what the articles say is sorted on disk instead of held in sets: only
the persons, who decide each other's names, are in memory at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from bienban.graph.terms import Triple, line_of, triple_of
from bienban.identity.contribution import ArticleFacts
from bienban.identity.persons import resolve
from bienban.identity.single import SINGLE, best
from bienban.store.dump import sorted_lines

__all__ = ["differences", "merged_lines", "sorted_triples", "triple_of"]

Read = Callable[[str], tuple[Triple, ...]]
"""Gives the graph of an article."""


def merged_lines(articles: Iterable[str], read: Read, reference: Iterable[Triple] = ()) -> Iterator[str]:
    """The lines of the merged graph with the reference data, sorted, each once."""
    known = tuple(articles)
    persons = resolve(p for article in known for p in ArticleFacts(article, read(article)).persons)
    kept = {line_of(triple) for triple in reference}

    def said() -> Iterator[str]:
        yield from kept
        for article in known:
            yield from map(line_of, ArticleFacts(article, read(article)).triples(persons))

    for slot, group in groupby(_once(_lines(said())), key=_slot):
        lines = list(group)
        _, prop, _ = triple_of(lines[0])
        if prop not in SINGLE or len(lines) == 1:
            yield from lines
            continue
        own = [line for line in lines if line not in kept]
        chosen = [f"{slot}{best(triple_of(line)[2] for line in own)} .\n"] if own else []
        yield from sorted({*chosen, *(line for line in lines if line in kept)})


def sorted_triples(triples: Iterable[Triple]) -> Iterator[str]:
    """The lines of any number of triples, sorted."""
    return _lines(map(line_of, triples))


def differences(expected: Iterator[str], found: Iterator[str]) -> Iterator[tuple[bool, str]]:
    """The lines of two sorted streams that only one of them has: (whether it is missing in the second, the line)."""
    one, other = next(expected, None), next(found, None)
    while one is not None or other is not None:
        if one == other:
            one, other = next(expected, None), next(found, None)
        elif other is None or (one is not None and one < other):
            assert one is not None  # noqa: S101 - else the loop had ended
            yield True, one
            one = next(expected, None)
        else:
            yield False, other
            other = next(found, None)


def _slot(line: str) -> str:
    """Subject and property, with the space after each."""
    s, p, _ = line.split(" ", 2)
    return f"{s} {p} "


def _lines(lines: Iterable[str]) -> Iterator[str]:
    for block in sorted_lines(lines):
        yield from (line + "\n" for line in block.decode().split("\n")[:-1])


def _once(lines: Iterable[str]) -> Iterator[str]:
    return (line for line, _ in groupby(lines))
