"""The service's description of itself (SPARQL 1.1 Service Description, W3C Recommendation, 21 March 2013)."""

from __future__ import annotations

from bienban.graph.vocab import BASE
from bienban.store.reader import MERGED
from bienban.web.settings import Settings

__all__ = ["service_description"]

FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "N-Quads", "TriG", "JSON-LD", "RDF_XML",
)  # fmt: skip
"""Local names of https://www.w3.org/ns/formats/."""


def service_description(settings: Settings) -> str:
    """The description in Turtle, without blank nodes. There is no ``sd:BasicFederatedQuery``: SERVICE is refused."""
    endpoint = settings.endpoint
    languages = "sd:SPARQL11Query" + (", sd:SPARQL11Update" if settings.token is not None else "")
    formats = ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in FORMATS)
    return f"""\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix void: <http://rdfs.org/ns/void#> .
<{endpoint}> a sd:Service ;
    dcterms:title "Bienban: SPARQL 1.1"@en, "Biên bản: SPARQL 1.1"@vi ;
    sd:endpoint <{endpoint}> ;
    sd:supportedLanguage {languages} ;
    sd:resultFormat {formats} ;
    sd:defaultDataset <{endpoint}#dataset> .
<{endpoint}#dataset> a sd:Dataset, void:Dataset ;
    void:sparqlEndpoint <{endpoint}> ;
    void:uriSpace "{BASE}id/" ;
    sd:defaultGraph <{endpoint}#default-graph> ;
    sd:namedGraph <{endpoint}#reference-graph> .
<{endpoint}#default-graph> a sd:Graph ;
    dcterms:title "the merged graph: facts of all articles about resolved things"@en ;
    dcterms:identifier "{MERGED}" .
<{endpoint}#reference-graph> a sd:NamedGraph ;
    sd:name <{BASE}graph/reference> .
"""
