"""Names that need no place, because there is one such body in the country, and offices that need no body.

``data/reference/national_bodies.tsv`` holds the rules; each row is a public fact of the State's or the Party's order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bienban.errors import LexiconProblem
from bienban.graph.schemes import codes
from bienban.graph.terms import Term
from bienban.graph.vocab import concept
from bienban.resources import resource_text
from bienban.text import match_key

__all__ = ["Nation", "nation", "national_name"]

# A committee of the National Assembly, in short: "Ủy ban Đối ngoại Quốc hội".
_COMMITTEE = re.compile(r"(?P<committee>ủy ban .+?)(?: của)? (?P<assembly>quốc hội)")

KINDS = ("class", "name", "prefix", "suffix", "local", "office", "series", "district")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """The rules by kind; names are in the form of :func:`bienban.text.match_key`."""

    classes: frozenset[Term]
    names: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    locals: tuple[str, ...]
    offices: frozenset[Term]
    series: frozenset[str]
    districts: frozenset[str]

    def settles(self, name: str, kinds: list[Term]) -> bool:
        """Whether a body of this name (a match key) and these classes is one of a kind in the country."""
        if name.startswith(self.locals):
            return False
        return (
            name in self.names
            or not self.classes.isdisjoint(kinds)
            or name.startswith(self.prefixes)
            or name.endswith(self.suffixes)
        )


@lru_cache(maxsize=1)
def nation() -> Nation:
    """The rules of the table.

    Raises:
        LexiconProblem: a row has another kind, no value, or a concept that no scheme has.
    """
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for number, line in enumerate(resource_text("data", "reference", "national_bodies.tsv").splitlines(), 1):
        if not line.strip() or line.startswith(("#", "kind\t")):
            continue
        kind, value, *_ = [cell.strip() for cell in line.split("\t")] + [""]
        where = f"national_bodies.tsv:{number}"
        if kind not in found or not value:
            raise LexiconProblem(f"a row needs a kind ({', '.join(KINDS)}) and a value", where=where)
        scheme = {"class": "org-class", "office": "post-role"}.get(kind)
        if scheme is not None and value not in codes(scheme):
            raise LexiconProblem(f"{value!r} is no code of {scheme}", where=where)
        found[kind].append(value)
    keyed = {kind: tuple(map(match_key, values)) for kind, values in found.items()}
    return Nation(
        classes=frozenset(concept("org-class", code) for code in found["class"]),
        names=frozenset(keyed["name"]),
        prefixes=keyed["prefix"],
        suffixes=tuple(f" {suffix}" for suffix in keyed["suffix"]),
        locals=keyed["local"],
        offices=frozenset(concept("post-role", code) for code in found["office"]),
        series=frozenset(value.casefold() for value in found["series"]),
        districts=frozenset(keyed["district"]),
    )


def national_name(label: str) -> str:
    """The name (a match key) under which a body of the whole country is known, where there are two ways to say it."""
    match = None if label in nation().names else _COMMITTEE.fullmatch(label)
    return label if match is None else f"{match['committee']} của {match['assembly']}"
