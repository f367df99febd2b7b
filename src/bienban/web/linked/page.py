"""A description as a page: everything escaped by the template engine, no script, nothing from elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from bienban.graph.terms import Term, Triple, iri_text, is_iri, parse_literal
from bienban.graph.vocab import BASE, PREFIXES, term
from bienban.web.linked.describe import Description
from bienban.web.portal.languages import chosen
from bienban.web.portal.naming import Naming
from bienban.web.portal.parts import Alternatives, Download, Link, Source
from bienban.web.portal.site import Site

__all__ = ["TYPE", "Value", "render", "short"]

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DERIVED = term("prov:wasDerivedFrom")
NUMBERS = ("integer", "decimal", "double", "nonNegativeInteger", "positiveInteger")
DAYS = ("date", "gYear", "gYearMonth", "gMonthDay")
CALLED = (("schema:text",), ("bb:indicator", "sdmx-d:refArea", "sdmx-d:refPeriod"), ("bb:awardType", "bb:recipient"))
"""What a thing without a name is called by: the values of the first of these lists of which it has any."""

LONG = 110
"""Characters of a text that stands for a name."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is shown: words, where they lead, their language or type."""

    text: str
    href: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A property with its values."""

    name: Value
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the document: its name, its anchor, its rows."""

    name: Value
    anchor: str
    rows: tuple[Row, ...]


def render(found: Description, site: Site, request: Request, headers: dict[str, str]) -> Response:
    """The page of a thing."""
    naming = Naming(site.words(chosen(request).language), site.links(request))
    view = _View(found, naming)
    thing = Term(found.thing.term)
    nodes = sorted({s for s, _, _ in found.own} - {thing}, key=lambda node: (view.name(node).text, node))
    title = view.name(thing).text
    return site.page(
        request,
        "thing.html",
        headers=headers,
        iri=found.thing.iri,
        path=found.thing.path,
        title=title[:1].upper() + title[1:],
        types=[view.kind(o) for s, p, o in found.own if s == thing and p == TYPE],
        main=view.section(thing, found.own),
        parts=[view.section(node, found.own) for node in nodes if not _is_evidence(node)],
        incoming=view.incoming(),
        sources=view.sources(),
        page=found.page,
        more=found.more,
        alternatives=_alternatives(found, site.base, naming, title),
    )


def _alternatives(found: Description, base: str, naming: Naming, title: str) -> Alternatives:
    """The facts as the answer of a query, the document in RDF, its address for good."""
    facts = f"{found.thing.term} ?property ?value"
    query = f"SELECT DISTINCT ?property ?value WHERE {{ {{ {facts} }} UNION {{ GRAPH ?graph {{ {facts} }} }} }}"
    address = quote(found.thing.path)
    return Alternatives(
        title=title,
        permalink=base + address,
        query=query,
        downloads=(
            Download("CSV", naming.links("query.csv", query=query), "text/csv"),
            Download("JSON", naming.links("query.json", query=query), "application/sparql-results+json"),
            Download("Turtle", f"{base}doc/{address}.ttl", "text/turtle"),
            Download("JSON-LD", f"{base}doc/{address}.jsonld", "application/ld+json"),
        ),
        generation=found.generation,
    )


def _is_evidence(node: Term) -> bool:
    return any(f"#{kind}-" in node for kind in ("evidence", "target", "selector"))


class _View:
    """Names and links for the terms of a description."""

    def __init__(self, found: Description, naming: Naming) -> None:
        self._found = found
        self._naming = naming
        self._labels: dict[Term, dict[str | None, str]] = defaultdict(dict)
        for s, _, o in found.labels:
            if not is_iri(o):
                text, language, _ = parse_literal(o)
                self._labels[s].setdefault(language, text)
        self._said: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for s, p, o in (*found.own, *found.incoming):
            self._said[s][p].append(o)

    def name(self, node: Term) -> Value:
        """A term in words: its label in the page's language or another, what it says where it has none, else a prefixed name."""
        if not is_iri(node):
            return Value(str(node)) if node.startswith("_:") else self._literal(node)
        address = iri_text(node)
        href = self._naming.links.thing(address)
        label = self._label(node)
        if label is not None:
            return Value(label[0], href, label[1])
        if "#" in node and address.startswith(f"{BASE}id/article/"):
            owner = self._label(Term(node.partition("#")[0] + ">"))
            return Value(short(address) if owner is None else owner[0], href, None if owner is None else owner[1])
        return Value(self._called(node) or short(address), href)

    def _label(self, node: Term) -> tuple[str, str | None] | None:
        labels = self._labels.get(node, {})
        own = self._naming.language
        return next(((labels[one], one) for one in (own, "vi", None, "en") if one in labels), None)

    def _literal(self, node: Term) -> Value:
        """A value as the page's language writes it."""
        text, language, datatype = parse_literal(node)
        kind = (datatype or "").rpartition("#")[2]
        if kind in NUMBERS:
            try:
                text = self._naming.words.number(float(text) if "." in text or "e" in text.lower() else int(text))
            except ValueError:
                return Value(text)
        return Value(self._naming.day(text) if kind in DAYS else text, None, language)

    def _called(self, node: Term) -> str:
        """What a thing without a name says, as far as the document has it."""
        said = self._said.get(node, {})
        for names in CALLED:
            values = [self.name(said[term(name)][0]).text for name in names if term(name) in said]
            if values:
                text = " · ".join(values)
                return text if len(text) <= LONG else text[: LONG - 1].rpartition(" ")[0] + "…"
        return ""

    def _property(self, node: Term) -> Value:
        """A property by the page's word for it, else by its label or its prefixed name."""
        words, name = self._naming.words, short(iri_text(node))
        if words.has(f"property.{name}"):
            return Value(words(f"property.{name}"), self._naming.links.thing(iri_text(node)))
        return self.name(node)

    def kind(self, node: Term) -> Value:
        """A class, in the same way."""
        return self._property(node)

    def section(self, node: Term, triples: Iterable[Triple]) -> Section:
        """The facts of one node."""
        values: dict[Term, list[Value]] = defaultdict(list)
        for s, p, o in triples:
            if s == node and p != TYPE:
                values[p].append(self.name(o))
        rows = [Row(self._property(p), tuple(dict.fromkeys(sorted(v, key=lambda x: x.text)))) for p, v in values.items()]
        return Section(
            self.name(node),
            iri_text(node).partition("#")[2] if is_iri(node) else "",
            tuple(sorted(rows, key=lambda row: (row.name.text == self._property(DERIVED).text, row.name.text))),
        )

    def incoming(self) -> list[tuple[Value, Value, tuple[Row, ...]]]:
        """Who refers to the thing by what, with what one that has no name of its own says besides."""
        thing = self._found.thing.term
        found = []
        for s, p, o in self._found.incoming:
            if o == thing:
                owner = Term(s.partition("#")[0] + ">") if "#" in s else s
                rows = self.section(s, [t for t in self._found.incoming if t[2] != thing and t[1] != DERIVED]).rows
                found.append((Value(self.name(owner).text, self.name(s).href), self._property(p), rows))
        return sorted(found, key=lambda row: (row[1].text, row[0].text))

    def sources(self) -> tuple[Source, ...]:
        """The sentences, each once, with how sure they are and where they stand in their article."""
        said: dict[Term, dict[str, Term]] = defaultdict(dict)
        for s, p, o in self._found.sources:
            said[s][short(iri_text(p))] = o
        found: dict[tuple[str, str], Source] = {}
        for evidence in said.values():
            target = said.get(evidence.get("oa:hasTarget", Term("")), {})
            selector = said.get(target.get("oa:hasSelector", Term("")), {})
            if "oa:exact" not in selector or "oa:hasSource" not in target:
                continue
            article, start = self.name(target["oa:hasSource"]), parse_literal(selector["oa:start"])[0]
            found[article.href or "", start] = Source(
                quote=parse_literal(selector["oa:exact"])[0],
                article=Link(article.text, article.href, article.language),
                href=f"{article.href}#s{start}",
                rule=parse_literal(evidence["bb:rule"])[0],
                confidence=round(float(parse_literal(evidence["bb:confidence"])[0]) * 100),
            )
        return tuple(found[key] for key in sorted(found))


def short(iri: str) -> str:
    """A prefixed name, else the IRI without the base."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.removeprefix(BASE)
