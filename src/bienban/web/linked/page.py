"""A description as a page: everything escaped by the template engine, no script, nothing from elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bienban.graph.terms import Term, Triple, iri_text, is_iri, parse_literal
from bienban.graph.vocab import BASE, PREFIXES
from bienban.web.linked.addresses import local
from bienban.web.linked.describe import Description
from bienban.web.portal.site import Site

__all__ = ["TYPE", "Value", "render", "short"]

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
EXACT, BODY, SOURCE, SELECTOR, TARGET = (
    f"<http://www.w3.org/ns/oa#{name}>" for name in ("exact", "hasBody", "hasSource", "hasSelector", "hasTarget")
)


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
    view = _View(found, site.base)
    thing = Term(found.thing.term)
    nodes = sorted({s for s, _, _ in found.own} - {thing}, key=lambda node: (view.name(node).text, node))
    return site.page(
        request,
        "thing.html",
        headers=headers,
        iri=found.thing.iri,
        path=found.thing.path,
        title=view.name(thing).text,
        types=[view.name(o) for s, p, o in found.own if s == thing and p == TYPE],
        main=view.section(thing, found.own),
        parts=[view.section(node, found.own) for node in nodes if not _is_evidence(node)],
        incoming=view.incoming(),
        quotes=view.quotes(),
        page=found.page,
        more=found.more,
    )


def _is_evidence(node: Term) -> bool:
    return any(f"#{kind}-" in node for kind in ("evidence", "target", "selector"))


class _View:
    """Names and links for the terms of a description."""

    def __init__(self, found: Description, base_url: str) -> None:
        self._found = found
        self._base = base_url
        self._labels: dict[Term, dict[str | None, str]] = defaultdict(dict)
        for s, _, o in found.labels:
            if not is_iri(o):
                text, language, _ = parse_literal(o)
                self._labels[s].setdefault(language, text)

    def name(self, term: Term) -> Value:
        """A term in words: its label in Vietnamese, English or none, else a prefixed name."""
        if not is_iri(term):
            if term.startswith("_:"):
                return Value(str(term))
            text, language, _ = parse_literal(term)
            return Value(text, None, language)
        iri = iri_text(term)
        href = local(iri, self._base) if iri.startswith(("http://", "https://")) else None
        labels = self._labels.get(term, {})
        for language in ("vi", None, "en"):
            if language in labels:
                return Value(labels[language], href, language)
        return Value(short(iri), href)

    def section(self, node: Term, triples: Iterable[Triple]) -> Section:
        """The facts of one node."""
        values: dict[Term, list[Value]] = defaultdict(list)
        for s, p, o in triples:
            if s == node and p != TYPE:
                values[p].append(self.name(o))
        rows = tuple(Row(self.name(p), tuple(sorted(v, key=lambda x: x.text))) for p, v in sorted(values.items()))
        return Section(self.name(node), iri_text(node).partition("#")[2] if is_iri(node) else "", rows)

    def incoming(self) -> list[tuple[Value, Value, tuple[Row, ...]]]:
        """Who refers to the thing by what, with what a part of another thing says besides."""
        thing = self._found.thing.term
        found = []
        for s, p, o in self._found.incoming:
            if o == thing:
                owner = Term(s.partition("#")[0] + ">") if "#" in s else s
                rows = self.section(s, [t for t in self._found.incoming if t[2] != thing]).rows if owner != s else ()
                found.append((Value(self.name(owner).text, self.name(s).href), self.name(p), rows))
        return sorted(found, key=lambda row: (row[1].text, row[0].text))

    def quotes(self) -> list[tuple[str, Value]]:
        """The sentences, each once, with the article that has it."""
        sources = self._found.sources
        article = {s: o for s, p, o in sources if p == SOURCE}
        selector = {s: o for s, p, o in sources if p == SELECTOR}
        exact = {s: o for s, p, o in sources if p == EXACT}
        found = {(parse_literal(exact[sel])[0], article[t]) for t, sel in selector.items() if t in article and sel in exact}
        return [(text, self.name(source)) for text, source in sorted(found, key=lambda row: (row[1], row[0]))]


def short(iri: str) -> str:
    """A prefixed name, else the IRI without the base."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.removeprefix(BASE)
