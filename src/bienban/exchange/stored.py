"""What an article graph says, read back: the article as far as the graph knows it, and its facts in the guide's JSON form.

Two readings of one article are compared in this form. It has what the graph has: every organization, and of evidence the
sentence and the surest rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from bienban.exchange.view import GUIDE_ROLES
from bienban.graph.articles import BYLINE, HEADLINE, IDENTIFIER, LANGUAGE, LICENSE, PUBLISHED, PUBLISHER, RIGHTS, URL
from bienban.graph.events import EVENT_CLASSES
from bienban.graph.observations import PERCENTS
from bienban.graph.schemes import concepts
from bienban.graph.terms import Term, iri_text, is_iri, parse_literal
from bienban.graph.vocab import concept, term
from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.model.graph import ArticleGraph

__all__ = ["article_of", "facts_of", "reader_of"]

Json = dict[str, Any]

A, LABEL, PREF_LABEL, NAME, TITLE = (
    term("rdf:type"), term("rdfs:label"), term("skos:prefLabel"), term("foaf:name"), term("dcterms:title"),
)  # fmt: skip
KINDS: Mapping[Term, str] = {cls: kind for kind, cls in EVENT_CLASSES.items()}
STATUS = {concept("membership-status", code): code for code in ("former", "appointed", "dismissed")}
DOCUMENTS = tuple(map(term, ("bb:Document", "bb:PartyDocument", "bb:LegalDocument")))
MERIT = {"merit_start": term("bb:meritStart"), "merit_end": term("bb:meritEnd"), "consecutive_years": term("bb:consecutiveYears")}


def reader_of(graph: ArticleGraph) -> str | None:
    """The slug of who read the article, with the version: ``bienban-vi-0.1.0``; None where the graph does not say."""
    agent = _Nodes(graph).one(Term(f"<{graph.name}>"), term("prov:wasAttributedTo"))
    return None if agent is None else iri_text(agent).rpartition("/")[2]


def article_of(graph: ArticleGraph, text: str) -> Article:
    """The article that a graph is of, given its text: what reading it again starts from.

    Which file it came from the graph does not say, so the article is given the IRI that it has.
    """
    nodes, own = _Nodes(graph), Term(f"<{graph.article}>")
    title, published, publisher = nodes.text(own, HEADLINE), nodes.text(own, PUBLISHED), nodes.one(own, PUBLISHER)
    web, words, url = nodes.one(own, LICENSE), nodes.text(own, RIGHTS), nodes.one(own, URL)
    return Article(
        text=text,
        source=graph.article,
        stem=graph.article.rpartition("/")[2].rpartition("-")[0],
        iri=graph.article,
        title=title,
        body_start=_body(text, title),
        id=nodes.text(own, IDENTIFIER),
        url=None if url is None else iri_text(url),
        publisher=None if publisher is None else nodes.text(publisher, LABEL),
        published=None if published is None else PartialDate.parse(published),
        byline=nodes.text(own, BYLINE),
        license=words if web is None else iri_text(web),
        language=nodes.text(own, LANGUAGE) or "vi",
    )


def _body(text: str, title: str | None) -> int:
    """Where the body begins: after the title, if the text begins with it."""
    lead = len(text) - len(text.lstrip())
    if title is None or not text.startswith(title, lead):
        return 0
    rest = text[lead + len(title) :].lstrip()
    return len(text) - len(rest) if rest else 0


def facts_of(graph: ArticleGraph) -> Json:
    """The facts of an article graph in the guide's form, in the order of the text."""
    return _Facts(graph).all()


@lru_cache(maxsize=1)
def _labels() -> Mapping[Term, str]:
    return {concept(c.scheme, c.code): c.vi for c in concepts()}


class _Nodes:
    """The properties of the nodes of a graph."""

    def __init__(self, graph: ArticleGraph) -> None:
        self._said: dict[Term, dict[Term, list[Term]]] = {}
        for s, p, o in graph.triples:
            self._said.setdefault(Term(s), {}).setdefault(Term(p), []).append(Term(o))

    def all(self, node: Term, prop: Term) -> list[Term]:
        """The values of a property, sorted."""
        return sorted(self._said.get(node, {}).get(prop, ()))

    def one(self, node: Term, prop: Term) -> Term | None:
        """The first value of a property, or None."""
        return next(iter(self.all(node, prop)), None)

    def text(self, node: Term, prop: Term) -> str | None:
        """The words of a literal, or None."""
        value = self.one(node, prop)
        return None if value is None or is_iri(value) else parse_literal(value)[0]

    def of(self, *classes: Term) -> Iterator[Term]:
        """The nodes of classes."""
        return (node for node, said in self._said.items() if any(c in classes for c in said.get(A, ())))

    def words(self, node: Term | None) -> str | None:
        """What a node is called."""
        if node is None:
            return None
        found = next((t for p in (NAME, LABEL, PREF_LABEL, TITLE) if (t := self.text(node, p)) is not None), None)
        return found if found is not None else _labels().get(node)


class _Facts:
    """Reads the facts of one graph, kind by kind."""

    def __init__(self, graph: ArticleGraph) -> None:
        self._article = graph.article
        self._nodes = _Nodes(graph)
        self._evidence: dict[Term, Json] = {}
        for node in self._nodes.of(term("bb:Evidence")):
            body = self._nodes.one(node, term("oa:hasBody"))
            if body is not None and self._nodes.one(node, term("bb:supportsProperty")) is None:
                self._evidence[body] = self._proof(node)

    def _proof(self, node: Term) -> Json:
        nodes = self._nodes
        found: Json = {
            "rule": nodes.text(node, term("bb:rule")),
            "confidence": float(nodes.text(node, term("bb:confidence")) or 0),
        }
        quoted = [s for target in nodes.all(node, term("oa:hasTarget")) for s in nodes.all(target, term("oa:hasSelector"))]
        places = [(int(nodes.text(s, term("oa:start")) or 0), int(nodes.text(s, term("oa:end")) or 0), s) for s in quoted]
        if places:
            start, end, selector = min(places)
            found |= {"start": start, "end": end, "quote": nodes.text(selector, term("oa:exact")) or ""}
        return found

    def all(self) -> Json:
        """The object of the guide."""
        nodes = self._nodes
        bodies = self._sorted(nodes.of(term("org:Organization")))
        return {
            "id": self._article,
            "persons": [self._person(p) for p in self._sorted(nodes.of(term("foaf:Person")))],
            "organizations": [name for body in bodies if (name := nodes.words(body)) is not None],
            "events": [self._event(e) for e in self._sorted(nodes.of(*KINDS))],
            "documents": [self._document(d) for d in self._sorted(nodes.of(*DOCUMENTS))],
            "awards": [self._award(a) for a in self._sorted(nodes.of(term("bb:AwardConferral")))],
            "observations": [self._observation(o) for o in self._sorted(nodes.of(term("bb:IndicatorObservation")))],
            "statements": self._statements(),
            "x": {
                "organizations": [
                    {"name": nodes.words(b), **self._x(b), "kind": self._code(b, "org:classification")} for b in bodies
                ]
            },
        }

    def _body(self, body: Term) -> Json:
        return {"name": self._nodes.words(body), **self._x(body), "kind": self._code(body, "org:classification")}

    def _sorted(self, found: Iterable[Term]) -> list[Term]:
        """In the order of the text, then of their names."""
        return sorted(found, key=lambda node: (self._evidence.get(node, {}).get("start", 0), node))

    def _x(self, node: Term) -> Json:
        proof = self._evidence.get(node)
        return {} if proof is None else {"evidence": [proof]}

    def _code(self, node: Term, prop: str) -> str | None:
        value = self._nodes.one(node, term(prop))
        return None if value is None else iri_text(value).rpartition("/")[2].rpartition("#")[2]

    def _said(self, node: Term, **props: str) -> Json:
        """Literals by name."""
        return {name: self._nodes.text(node, term(prop)) for name, prop in props.items()}

    def _named(self, node: Term, prop: str) -> str | None:
        return self._nodes.words(self._nodes.one(node, term(prop)))

    def _person(self, person: Term) -> Json:
        nodes = self._nodes
        held = [m for m in nodes.of(term("org:Membership")) if person in nodes.all(m, term("org:member"))]
        return {
            "name": nodes.words(person) or "",
            "positions": [self._position(m) for m in self._sorted(held)],
            "x": self._x(person),
        }

    def _position(self, post: Term) -> Json:
        status = self._nodes.one(post, term("bb:membershipStatus"))
        return {
            "role": self._named(post, "org:role") or "",
            "org": self._named(post, "org:organization"),
            "status": "current" if status is None else STATUS.get(status, "current"),
            "x": {**self._x(post), **self._said(post, start="schema:startDate", end="schema:endDate")},
        }

    def _event(self, event: Term) -> Json:
        nodes = self._nodes
        people: dict[str, list[str]] = {}
        proofs: dict[str, Json] = {}
        organizers = []
        for part in self._sorted(nodes.all(event, term("cv:hasParticipation"))):
            role, who = self._code(part, "cv:role"), nodes.one(part, term("cv:hasParticipant"))
            name = nodes.words(who)
            if who is None or name is None:
                continue
            if role in GUIDE_ROLES and term("foaf:Person") in nodes.all(who, A):
                people.setdefault(name, []).append(role)
                proofs.setdefault(name, self._x(part))
            elif role == "organizer":
                organizers.append(name)
        about = nodes.all(Term(f"<{self._article}>"), term("schema:about"))
        return {
            "key": event,
            "kind": next(KINDS[c] for c in nodes.all(event, A) if c in KINDS),
            "name": nodes.words(event) or "",
            **self._said(event, date="schema:startDate", end="schema:endDate", ordinal="bb:ordinal"),
            "type": self._code(event, "dcterms:type"),
            "place": self._named(event, "schema:location"),
            "main": event in about,
            "organizers": organizers,
            "people": [{"name": name, "roles": sorted(roles), "x": proofs[name]} for name, roles in people.items()],
            "x": self._x(event),
        }

    def _document(self, document: Term) -> Json:
        return {
            "kind": self._code(document, "dcterms:type") or "other",
            "number": self._nodes.text(document, term("dcterms:identifier")),
            "name": self._nodes.words(document) or "",
            "issuer": self._named(document, "bb:issuer") or self._nodes.text(document, term("bb:issuerName")),
            "x": {**self._x(document), **self._said(document, issued="dcterms:issued")},
        }

    def _award(self, award: Term) -> Json:
        nodes = self._nodes
        recipients = nodes.all(award, term("bb:recipient"))
        counted = [nodes.text(r, term("bb:memberCount")) for r in recipients if term("bb:CountedGroup") in nodes.all(r, A)]
        names = [nodes.words(r) for r in recipients if term("bb:CountedGroup") not in nodes.all(r, A)]
        merit = {name: nodes.text(award, prop) for name, prop in MERIT.items()}
        return {
            "name": nodes.words(award) or "",
            "recipients": [name for name in names if name is not None],
            "count": None if not counted or counted[0] is None else int(counted[0]),
            "conferrer": self._named(award, "bb:conferrer") or nodes.text(award, term("bb:conferrerName")),
            "citation": nodes.text(award, term("bb:citation")),
            "x": {**self._x(award), **merit, **self._said(award, date="schema:startDate")},
        }

    def _observation(self, figure: Term) -> Json:
        nodes = self._nodes
        kind, percent = next(
            ((kind, value) for kind, prop in PERCENTS.items() if (value := nodes.text(figure, prop)) is not None), (None, None)
        )
        return {
            "indicator": self._named(figure, "bb:indicator") or "",
            "period": nodes.text(figure, term("sdmx-d:refPeriod")) or nodes.text(figure, term("bb:periodText")),
            "unit": self._named(figure, "sdmx-a:unitMeasure"),
            **self._said(figure, value="bb:actualValue", target="bb:targetValue"),
            "percent": percent,
            "x": {**self._x(figure), "percent_kind": kind},
        }

    def _statements(self) -> list[Json]:
        nodes = self._nodes
        said: dict[tuple[str, Term | None], list[Json]] = {}
        for statement in self._sorted(nodes.of(term("bb:ReportedStatement"))):
            speaker = self._named(statement, "bb:speaker")
            text = nodes.text(statement, term("schema:text"))
            item = {**self._x(statement), **({} if text is None else {"text": {"quote": text}})}
            said.setdefault((speaker or "", nodes.one(statement, term("bb:occasion"))), []).append(item)
        return [{"speaker": name, "event": event, "x": {"items": items}} for (name, event), items in said.items()]
