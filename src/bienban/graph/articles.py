"""The article itself, its publisher, and the provenance of its graph."""

from __future__ import annotations

import re
from urllib.parse import quote

from bienban.errors import InputProblem
from bienban.graph.draft import Draft
from bienban.graph.mint import graph_iri
from bienban.graph.terms import Term, date, integer, iri, string
from bienban.graph.vocab import BASE, term
from bienban.model.facts import Facts
from bienban.text import slug

__all__ = ["build_article", "build_provenance"]

A = term("rdf:type")
ARTICLE, NEWS_ORGANIZATION = term("bb:Article"), term("schema:NewsMediaOrganization")
HEADLINE, URL, PUBLISHER = term("schema:headline"), term("schema:url"), term("schema:publisher")
PUBLISHED, BYLINE, LANGUAGE = term("schema:datePublished"), term("bb:byline"), term("dcterms:language")
LICENSE, RIGHTS, IDENTIFIER = term("dcterms:license"), term("dcterms:rights"), term("dcterms:identifier")
DIGEST, LENGTH, ABOUT = term("bb:textDigest"), term("bb:textLength"), term("schema:about")
LABEL = term("rdfs:label")
BUNDLE, AGENT = term("prov:Bundle"), term("prov:SoftwareAgent")
DERIVED, ATTRIBUTED, VERSION = term("prov:wasDerivedFrom"), term("prov:wasAttributedTo"), term("schema:softwareVersion")

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S", re.ASCII)
_BAD = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def _web(text: str) -> Term:
    """An address as an IRI; characters that no IRI may have (RFC 3987) are percent-encoded."""
    return iri(_BAD.sub(lambda m: quote(m.group()), text.strip()))


def build_article(draft: Draft, facts: Facts) -> None:
    """What is known about the article, and the events that it is about.

    Raises:
        InputProblem: its URL is not an absolute one.
    """
    article = draft.article
    if article.url is not None and _ABSOLUTE.match(article.url.strip()) is None:
        raise InputProblem(f"not a URL: {article.url!r}", where="url", todo="give the whole address, with https://")
    publisher = None if article.publisher is None else draft.part("publisher")
    rights = article.license
    web_license = rights is not None and rights.startswith(("https://", "http://"))
    byline = facts.byline if facts.byline is not None else article.byline
    draft.say(
        draft.node,
        (A, ARTICLE),
        (HEADLINE, draft.words(article.title)),
        (URL, None if article.url is None else _web(article.url)),
        (PUBLISHER, publisher),
        (PUBLISHED, None if article.published is None else date(article.published)),
        (BYLINE, None if byline is None else string(byline)),
        (LANGUAGE, string(article.language)),
        (LICENSE, _web(rights) if rights is not None and web_license else None),
        (RIGHTS, None if rights is None or web_license else string(rights)),
        (IDENTIFIER, None if article.id is None else string(article.id)),
        (DIGEST, string(article.digest) if article.text else None),
        (LENGTH, integer(len(article.text)) if article.text else None),
        *((ABOUT, draft.of(event.key)) for event in facts.events if event.main),
    )
    if publisher is not None:
        draft.say(publisher, (A, NEWS_ORGANIZATION), (LABEL, draft.words(article.publisher)))


def build_provenance(draft: Draft, name: str, version: str | None) -> None:
    """That the graph comes from the article, and by which extractor (PROV-O)."""
    graph = iri(graph_iri(draft.iri))
    agent = iri(f"{BASE}agent/{slug(name)}" + ("" if version is None else f"-{quote(version, safe='')}"))
    draft.say(graph, (A, BUNDLE), (DERIVED, draft.node), (ATTRIBUTED, agent))
    draft.say(agent, (A, AGENT), (LABEL, string(name)), (VERSION, None if version is None else string(version)))
