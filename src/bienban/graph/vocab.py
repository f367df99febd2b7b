"""Namespaces and the terms the mapping writes. Every one is declared in ``ontology/`` or in the vocabulary it is reused from."""

from __future__ import annotations

from functools import lru_cache

from bienban.graph.terms import Term, iri

__all__ = ["BASE", "PREFIXES", "concept", "term"]

BASE = "https://w3id.org/bienban/"

PREFIXES: dict[str, str] = {
    "bb": BASE + "ontology#",
    "bbs": BASE + "shapes#",
    "cv": "http://data.europa.eu/m8g/",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sdmx-a": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-d": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def term(curie: str) -> Term:
    """The term of a prefixed name, such as ``term("schema:startDate")``."""
    prefix, _, name = curie.partition(":")
    return iri(PREFIXES[prefix] + name)


@lru_cache(maxsize=4096)
def concept(scheme: str, code: str) -> Term:
    """A concept of one of the project's schemes, such as ``concept("event-kind", "conference")``."""
    return iri(f"{BASE}concept/{scheme}/{code}")
