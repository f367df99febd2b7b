"""What the server says of the whole: ``/.well-known/void``, ``robots.txt``, ``/health``."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from bienban.graph.vocab import BASE
from bienban.store.reader import convert
from bienban.web.http.formats import GRAPH_OFFERS, content_type
from bienban.web.http.negotiate import best, ranges
from bienban.web.http.problems import not_acceptable
from bienban.web.http.request import accept_of
from bienban.web.http.working import do
from bienban.web.linked.documents import etag, not_modified
from bienban.web.linked.dumps import PREFIXES, Dumped
from bienban.web.pool.messages import Job
from bienban.web.pool.pool import Pool
from bienban.web.portal.languages import LANGUAGES
from bienban.web.portal.site import Site
from bienban.web.settings import Settings

__all__ = ["Dataset"]

MOST_ROWS = 5_000
FORMATS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads")
"""By their names in http://www.w3.org/ns/formats/."""
CLASSES = "SELECT ?class (COUNT(*) AS ?n) { ?s a ?class } GROUP BY ?class"


class Dataset:
    """Descriptions that are counted once for each generation."""

    def __init__(self, settings: Settings, pool: Pool, site: Site, dumped: Dumped) -> None:
        self._site = site
        self._dumped = dumped
        self._base = settings.base_url
        self._pool = pool
        self._void: tuple[int, str] | None = None

    async def _select(self, query: str, request: Request) -> tuple[list[dict[str, str]], int]:
        done = await do(self._pool, Job(kind="query", text=query, results="json", rows=MOST_ROWS), request)
        rows = json.loads(done.whole())["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in rows], done.reply.generation

    async def void(self, request: Request) -> Response:
        """VoID (W3C Interest Group Note, 3 March 2011) and DCAT 3.

        Raises:
            Problem: no format for graphs is accepted, or the counts took too long.
        """
        found = best(ranges(accept_of(request)), GRAPH_OFFERS)
        if found is None:
            raise not_acceptable(GRAPH_OFFERS)
        offer, media = found
        dumps = self._dumped.described()
        tag = etag(self._pool.generation(), "void", media, dumps)
        if not_modified(request, tag):
            return Response(None, 304, {"ETag": tag})
        generation = self._pool.generation()
        if self._void is None or self._void[0] != generation:
            classes, counted = await self._select(CLASSES, request)
            triples, _ = await self._select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", request)
            self._void = (counted, self._turtle(classes, triples[0]["n"], counted))
        link = f'<{self._base}>; rel="about", <{self._base}dumps/>; rel="item", <{self._base}sparql>; rel="service"'
        tag = etag(self._void[0], "void", media, dumps)
        headers = {"ETag": tag, "Content-Type": content_type(media), "Link": link}
        turtle = (self._void[1] + dumps).encode()
        return Response(turtle if offer.form == "turtle" else convert(turtle, offer.form), 200, headers)

    def _turtle(self, classes: list[dict[str, str]], triples: str, generation: int) -> str:
        base = self._base
        dataset = f"<{base}.well-known/void#dataset>"
        named = [row for row in sorted(classes, key=lambda row: row["class"]) if row["class"].startswith("http")]
        texts = [(language, self._site.words(language)("site.tagline")) for language in LANGUAGES]
        described = ", ".join(f"{json.dumps(text, ensure_ascii=False)}@{language}" for language, text in texts)
        features = ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in FORMATS)
        partitions = "".join(
            f"{dataset} void:classPartition <{base}.well-known/void#class-{i}> .\n"
            f"<{base}.well-known/void#class-{i}> void:class <{row['class']}> ; void:entities {row['n']} .\n"
            for i, row in enumerate(named)
        )
        return f"""\
{PREFIXES}<{base}.well-known/void> a void:DatasetDescription ; foaf:primaryTopic {dataset} .
{dataset} a void:Dataset, dcat:Dataset ;
    dcterms:title "Biên bản: tin thời sự chính trị, hành chính Việt Nam"@vi ;
    dcterms:title "Bienban: Vietnamese political and administrative news"@en ;
    void:sparqlEndpoint <{base}sparql> ; void:uriSpace "{BASE}id/" ; void:triples {triples} ;
    dcterms:description {described} ; dcterms:language "vi" ; dcat:version "{generation}" ;
    dcat:keyword "Việt Nam"@vi, "tin tức"@vi, "nhân sự"@vi, "Vietnam"@en, "news"@en, "officials"@en ;
    dcat:landingPage <{base}> ; dcterms:conformsTo <{BASE}ontology> ; void:feature {features} ;
    void:vocabulary <{BASE}ontology>, <http://www.w3.org/ns/org>, <http://xmlns.com/foaf/0.1/>, <http://www.w3.org/ns/prov> ;
    foaf:homepage <{base}> ;
    dcat:distribution <{base}.well-known/void#sparql>, <{base}feed> .
<{base}feed> a dcat:Distribution ; dcat:accessURL <{base}feed> ;
    dcat:mediaType <https://www.iana.org/assignments/media-types/application/trig> ;
    dcterms:title "Changes, as an event stream"@en, "Các thay đổi, dạng dòng sự kiện"@vi ;
    dcterms:conformsTo <https://w3id.org/ldes/specification>, <https://w3id.org/tree/specification> .
<{base}reconcile> a dcat:DataService ; dcat:endpointURL <{base}reconcile> ; dcat:servesDataset {dataset} ;
    dcterms:title "Reconciliation"@en, "Đối chiếu"@vi ;
    dcterms:conformsTo <https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/> .
<{base}.well-known/void#sparql> a dcat:Distribution ; dcat:accessURL <{base}sparql> ; dcat:accessService <{base}sparql#service> .
<{base}sparql#service> a dcat:DataService ; dcat:endpointURL <{base}sparql> ; dcat:servesDataset {dataset} ;
    dcterms:conformsTo <https://www.w3.org/TR/sparql11-protocol/> .
{partitions}"""

    async def robots(self, _: Request) -> Response:
        """Crawlers may read the documents, and are asked to leave the query service alone (RFC 9309)."""
        text = f"User-agent: *\nDisallow: /sparql\nDisallow: /data\nSitemap: {self._base}sitemap.xml\n"
        return Response(text, 200, {"Content-Type": "text/plain; charset=utf-8"})

    async def health(self, request: Request) -> Response:
        """Whether a query is answered from the store.

        Raises:
            Problem: it is not.
        """
        rows, generation = await self._select("SELECT ?s { ?s ?p ?o } LIMIT 1", request)
        body = json.dumps({"status": "ok", "generation": generation, "empty": not rows}) + "\n"
        return Response(body, 200, {"Content-Type": "application/json", "Cache-Control": "no-store"})
