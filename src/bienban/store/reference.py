"""The ontology and the schemes as triples, for ``graph/reference``."""

from __future__ import annotations

from hashlib import sha256

import pyoxigraph as ox

from bienban.errors import ResourceMissing
from bienban.graph.terms import Triple
from bienban.resources import resources
from bienban.store.codec import from_ox

__all__ = ["reference_digest", "reference_triples"]

PATTERN = "**/*.ttl"


def reference_digest() -> str:
    """The digest of the files that :func:`reference_triples` reads, so that an unchanged store need not be compared."""
    digest = sha256()
    for path in resources("ontology", PATTERN):
        data = path.read_bytes()
        digest.update(f"{path.name} {len(data)}\n".encode() + data)
    return f"sha256:{digest.hexdigest()}\n"


def reference_triples() -> tuple[Triple, ...]:
    """All triples of ``ontology/**/*.ttl``, each once, sorted; those with blank nodes (axioms nobody asks for) are left out.

    Raises:
        ResourceMissing: a file cannot be parsed.
    """
    found: set[Triple] = set()
    for path in resources("ontology", PATTERN):
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                terms = (quad.subject, quad.predicate, quad.object)
                if not any(isinstance(t, ox.BlankNode | ox.Triple) for t in terms):
                    found.add((from_ox(terms[0]), from_ox(terms[1]), from_ox(terms[2])))
        except SyntaxError as error:
            raise ResourceMissing(f"packaged Turtle is damaged: {error}", where=str(path), todo="reinstall bienban") from error
    return tuple(sorted(found))
