"""The query that gives what a list shows, from the same patterns that fill the index."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bienban.graph.terms import string
from bienban.queries.names import with_prefixes
from bienban.search.kinds import KINDS, LISTED, Kind
from bienban.search.question import Search

__all__ = ["query_of_list"]

_VARIABLE = re.compile(r"\?(\w+)")
_BAD = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def query_of_list(search: Search, found: Sequence[str] = ()) -> str:
    """Names and IRIs of the things that a list shows. Which things have some words only the index knows: then those ``found``."""
    kinds = [KINDS[kind] for kind in search.kinds] or list(KINDS.values())
    parts = [_of_kind(kind, search) for kind in kinds]
    body = parts[0] if len(parts) == 1 else " UNION\n".join(f"{{\n{part}}}" for part in parts) + "\n"
    given = f"VALUES ?thing {{ {' '.join(f'<{iri}>' for iri in found)} }}\n" if search.words else ""
    text = f"SELECT DISTINCT ?thing ?name {{\n{given}{body}}} ORDER BY ?name ?thing"
    return with_prefixes(text)


def _of_kind(kind: Kind, search: Search) -> str:
    lines = [
        f"VALUES ?class {{ {' '.join(kind.classes)} }}",
        f"?thing a ?class ; {kind.label} ?name .",
        f'FILTER(CONTAINS(STR(?thing), "/id/{kind.type}/"))',
    ]
    if kind.name == "person" and not search.everybody:
        lines.append(LISTED.replace("?v", "?thing"))
    number = 0
    for facet, values in search.facets.items():
        patterns = kind.facets.get(facet, ())
        for value in [" ".join(values)] if facet == "year" else values:
            number += 1
            lines.append(_narrowed(patterns, facet == "year", value, number))
    return "".join(f"  {line}\n" for line in lines)


def _narrowed(patterns: tuple[str, ...], year: bool, value: str, number: int) -> str:
    """One facet: any of its patterns, with the value in the place of ``?v``, or one of the years at its beginning."""
    if not patterns or (not year and _BAD.search(value)):
        return "FILTER(false)"
    alternatives = []
    for pattern in patterns:
        if year:
            starts = " || ".join(f"STRSTARTS(STR(?v), {string(one)})" for one in value.split()) or "false"
            pattern = f"{pattern} FILTER({starts})"
        alternatives.append(_VARIABLE.sub(lambda found: _renamed(found[1], year, value, number), pattern))
    return f"{{ {alternatives[0]} }}" if len(alternatives) == 1 else " UNION ".join(f"{{ {one} }}" for one in alternatives)


def _renamed(name: str, year: bool, value: str, number: int) -> str:
    if name == "d":
        return "?thing"
    return f"<{value}>" if name == "v" and not year else f"?{name}{number}"
