"""The ontology: parses, is labelled in both languages, declares what is used, and is used as it says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SDO, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DefinedNamespace
from rdflib.term import Literal, Node

from bienban.graph.vocab import PREFIXES
from bienban.resources import resource, resources
from bienban.validate.rdf import graph_of
from variants.broken import VARIANTS, broken_graph
from variants.good import good_graph

ROOT = Path(__file__).parents[2]
BB = PREFIXES["bb"]
ONTOLOGY = URIRef("https://w3id.org/bienban/ontology")
TURTLE = [*resources("ontology", "*.ttl"), *resources("ontology", "schemes/*.ttl"), *resources("shapes", "*.ttl")]
graph = Graph().parse(resource("ontology", "bienban.ttl"))
TERMS = sorted({s for s in graph.subjects() if isinstance(s, URIRef) and str(s).startswith(BB)})

REUSED: dict[str, type[DefinedNamespace]] = {
    "dcterms": DCTERMS, "foaf": FOAF, "org": ORG, "owl": OWL, "prov": PROV, "qb": QB, "rdf": RDF, "rdfs": RDFS,
    "schema": SDO, "skos": SKOS,
}  # fmt: skip
NOT_IN_RDFLIB = {
    "cv": {"hasParticipation", "hasParticipant", "role", "level", "Participation", "PublicEvent", "AdminUnit"},
    "oa": {"hasBody", "hasTarget", "hasSource", "hasSelector", "exact", "start", "end", "Annotation"},
    "sdmx-a": {"unitMeasure"},
    "sdmx-d": {"refArea", "refPeriod"},
    "eli": {"number", "LegalResource"},
    "schema": {"NewsMediaOrganization", "spokenByCharacter", "Quotation"},
}
"""Terms read in the vocabularies themselves: Core Public Event 1.1.1, Web Annotation, SDMX-RDF, ELI 1.2, schema.org."""

ABOVE = {
    "org:Organization": ["foaf:Agent"],
    "foaf:Person": ["foaf:Agent"],
    "foaf:Group": ["foaf:Agent"],
    "schema:AdministrativeArea": ["schema:Place"],
    "org:Role": ["skos:Concept"],
}
"""What the reused vocabularies say of their own classes."""


def expanded(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_parse_in_both_engines(path: Path) -> None:
    ours = Graph().parse(path)
    theirs = list(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(ours) == len(theirs) > 0


def test_the_ontology_has_a_version_and_imports_nothing() -> None:
    version = graph.value(ONTOLOGY, OWL.versionInfo)
    assert str(graph.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"
    assert list(graph.objects(ONTOLOGY, OWL.imports)) == []


@pytest.mark.parametrize("subject", TERMS, ids=lambda t: str(t).removeprefix(BB))
def test_a_term_is_explained_in_both_languages(subject: Node) -> None:
    for prop in (RDFS.label, RDFS.comment):
        texts = [text for text in graph.objects(subject, prop) if isinstance(text, Literal)]
        assert sorted(str(text.language) for text in texts) == ["en", "vi"]
        assert all(str(text).strip() for text in texts)
    assert graph.value(subject, RDFS.isDefinedBy) == ONTOLOGY


def test_nothing_is_said_about_terms_of_others() -> None:
    own = ("https://w3id.org/bienban/",)
    assert [s for s in graph.subjects() if isinstance(s, URIRef) and not str(s).startswith(own)] == []


def used_names() -> Iterator[tuple[str, str]]:
    """Every prefixed name of a known vocabulary in the program, the questions and the shapes, with the file."""
    name = re.compile(r"(?<![\w/:.-])(" + "|".join({"bb", *REUSED, *NOT_IN_RDFLIB}) + r"):([A-Za-z]+)\b")
    files = [*(ROOT / "src/bienban").rglob("*.py"), *(ROOT / "data/queries").rglob("*.rq"), *(ROOT / "shapes").glob("*.ttl")]
    for path in files:
        for prefix, local in name.findall(path.read_text(encoding="utf-8")):
            yield f"{prefix}:{local}", path.name


USED: defaultdict[str, set[str]] = defaultdict(set)
for _name, _file in used_names():
    USED[_name].add(_file)


def known(name: str) -> bool:
    prefix, _, local = name.partition(":")
    if prefix == "bb":
        return expanded(name) in TERMS
    return local in NOT_IN_RDFLIB.get(prefix, set()) or (prefix in REUSED and local in REUSED[prefix])


@pytest.mark.parametrize("name", sorted(USED))
def test_a_term_that_is_used_is_declared(name: str) -> None:
    assert known(name), f"{name} in {', '.join(sorted(USED[name]))} is declared nowhere"


@pytest.mark.parametrize("subject", TERMS, ids=lambda t: str(t).removeprefix(BB))
def test_a_declared_term_is_used(subject: Node) -> None:
    name = f"bb:{str(subject).removeprefix(BB)}"
    below = set(graph.subjects(RDFS.subClassOf, subject)) | set(graph.subjects(RDFS.range, subject))
    assert name in USED or below, f"{name} is declared and nothing uses it"


def supers(kind: Node) -> set[Node]:
    found = {kind}
    waiting = [kind]
    while waiting:
        one = waiting.pop()
        named = next((curie for curie in ABOVE if expanded(curie) == one), None)
        above = [*graph.objects(one, RDFS.subClassOf), *(expanded(curie) for curie in (ABOVE[named] if named else ()))]
        waiting += [c for c in above if c not in found]
        found.update(above)
    return found


def alternatives(node: Node) -> set[Node]:
    union = graph.value(node, OWL.unionOf)
    return {node} if union is None else set(Collection(graph, union))


def misuses(data: Graph) -> Iterator[str]:
    for s, p, o in data:
        for domain in graph.objects(p, RDFS.domain):
            kinds = set().union(*(supers(kind) for kind in data.objects(s, RDF.type)))
            if not kinds & alternatives(domain):
                yield f"{p} of {s}: not in its domain"
        for wanted in graph.objects(p, RDFS.range):
            if not fits(data, o, wanted):
                yield f"{p} {o}: not in its range"


def fits(data: Graph, value: Node, wanted: Node) -> bool:
    if isinstance(value, Literal):
        if wanted == expanded("bb:PartialDate"):
            return str(value.datatype).removeprefix(PREFIXES["xsd"]) in ("date", "gYearMonth", "gYear", "gMonthDay")
        if wanted == RDF.langString:
            return value.language is not None
        return (value.datatype or URIRef(PREFIXES["xsd"] + "string")) == wanted and value.language is None
    if str(value).startswith("https://w3id.org/bienban/concept/"):
        return wanted == SKOS.Concept
    if wanted == RDF.Property:
        return str(value).startswith(tuple(PREFIXES.values()))
    kinds = set().union(*(supers(kind) for kind in data.objects(value, RDF.type)))
    return bool(kinds & alternatives(wanted))


def test_the_good_graph_uses_terms_within_domain_and_range() -> None:
    assert list(misuses(graph_of(good_graph().triples))) == []


@pytest.mark.parametrize("code", ["S13", "S28", "S62", "S77", "S83", "S84", "S95"])
def test_misuse_is_seen(code: str) -> None:
    (variant,) = (v for v in VARIANTS if v.code == code)
    broken = graph_of(broken_graph(variant).triples)
    expected_elsewhere = {"S13", "S28"}  # properties of other vocabularies, whose ranges are theirs
    assert bool(list(misuses(broken))) == (code not in expected_elsewhere)


def test_the_good_graph_has_nothing_beyond_the_vocabularies() -> None:
    namespaces = {namespace: prefix for prefix, namespace in PREFIXES.items()}
    for _, p, o in graph_of(good_graph().triples):
        for node in (p, o):
            space = next((n for n in namespaces if isinstance(node, URIRef) and str(node).startswith(n)), None)
            if space is not None and namespaces[space] not in ("bbs", "xsd", "void"):
                assert known(f"{namespaces[space]}:{str(node).removeprefix(space)}"), node
