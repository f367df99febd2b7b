"""Which article of a store, or graph of an RDF file, a user means: by its IRI, its address, its id, or its file's name."""

from __future__ import annotations

import re

from bienban.errors import UsageProblem
from bienban.graph.terms import iri_text, string
from bienban.graph.vocab import BASE
from bienban.pipeline.holdings import Holdings
from bienban.sources.given import canonical_url
from bienban.store.base import Queryable, Store, select
from bienban.text import nfc, slug

__all__ = ["find_article", "find_graph"]

_SHOWN = 10
_DISC = re.compile(r"-[a-z2-7]{12}")


def find_article(store: Holdings, text: str) -> str:
    """The IRI of the one article meant.

    Raises:
        UsageProblem: there is none, or there are several.
    """
    known = store.articles()
    wanted = nfc(text.strip()).removeprefix("<").removesuffix(">")
    found = _by_iri(known, wanted) or _by_property(store, wanted) or _by_stem(known, wanted)
    if len(found) == 1:
        return found[0]
    if not found:
        todo = "bienban info --articles lists them" if known else "the store has no articles"
        raise UsageProblem("no such article", where=text, todo=todo)
    listed = ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
    raise UsageProblem(f"{len(found)} articles may be meant", where=text, todo=f"give one of {listed}")


def find_graph(store: Store, text: str) -> str | None:
    """The name of the one graph of an RDF file meant, by its IRI or the file's name; None where no such file is there.

    Raises:
        UsageProblem: several graphs came from files of this name.
    """
    wanted = nfc(text.strip()).removeprefix("<").removesuffix(">")
    known = store.file_graphs()
    found = [file.name for file in known if file.name == wanted] or [file.name for file in known if file.source == wanted]
    if len(found) > 1:
        raise UsageProblem(f"{len(found)} graphs may be meant", where=text, todo=f"give one of {', '.join(found[:_SHOWN])}")
    return found[0] if found else None


def _by_iri(known: tuple[str, ...], wanted: str) -> tuple[str, ...]:
    names = {wanted, wanted.replace(f"{BASE}graph/article/", f"{BASE}id/article/")}
    return tuple(a for a in known if a in names or a.rpartition("/")[2] == wanted)


def _by_property(store: Queryable, wanted: str) -> tuple[str, ...]:
    """By ``schema:url`` or ``dcterms:identifier``."""
    try:
        value, name = f"<{canonical_url(wanted)}>", "schema:url"
    except ValueError:
        value, name = string(wanted), "dcterms:identifier"
    query = (
        "PREFIX schema: <https://schema.org/> PREFIX dcterms: <http://purl.org/dc/terms/> "
        f"PREFIX bb: <{BASE}ontology#> "
        f"SELECT DISTINCT ?a WHERE {{ GRAPH ?g {{ ?a a bb:Article ; {name} {value} }} }} ORDER BY ?a"
    )
    return tuple(iri_text(row[0]) for row in select(store, query).rows if row[0] is not None)


def _by_stem(known: tuple[str, ...], wanted: str) -> tuple[str, ...]:
    name = slug(wanted)
    tails = ((a, a.rpartition("/")[2]) for a in known)
    return tuple(a for a, tail in tails if tail.startswith(name) and _DISC.fullmatch(tail, len(name)))
