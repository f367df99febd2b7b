"""What a page of a change feed says (LDES over TREE, https://w3id.org/ldes/specification), for whoever follows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag

from bienban.errors import InputProblem
from bienban.graph.mint import graph_iri
from bienban.graph.terms import Term, Triple, iri_text, is_iri, parse_literal
from bienban.graph.vocab import PREFIXES, term
from bienban.model.graph import ArticleGraph
from bienban.sources.fetch import Fetched
from bienban.store.codec import Write, parsed_dataset
from bienban.store.plan import article_named

__all__ = ["FeedPage", "Linked", "Member", "page_of", "root_of"]

LDES, TREE = "https://w3id.org/ldes#", "https://w3id.org/tree#"
DELETE = "<https://www.w3.org/ns/activitystreams#Delete>"
A, VERSION_OF, TIME, IDENTIFIER = (
    term(n) for n in ("rdf:type", "dcterms:isVersionOf", "prov:generatedAtTime", "dcterms:identifier")
)
NUMBER = f"<{PREFIXES['schema']}position>"
EXPECTED = {f"<{LDES}versionOfPath>": VERSION_OF, f"<{LDES}timestampPath>": TIME, f"<{LDES}sequencePath>": NUMBER}
"""The paths that tell a feed of this kind from others."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A page that the root leads to: its address, and from when to when its members are (empty: not said)."""

    url: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Member:
    """An event: its number and time, the article, and its graph; None where it is gone."""

    seq: int
    time: str
    article: str
    graph: ArticleGraph | None


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The members of a page in their order, and whether it stays as it is."""

    members: tuple[Member, ...]
    immutable: bool


class _Said:
    """The default graph of a page by subject and property."""

    def __init__(self, quads: Iterable[Write]) -> None:
        self._values: dict[tuple[str, str], list[Term]] = {}
        self.graphs: dict[str, list[Triple]] = {}
        for graph, triple in quads:
            if graph is None:
                self._values.setdefault((triple[0], triple[1]), []).append(triple[2])
            else:
                self.graphs.setdefault(graph, []).append(triple)

    def values(self, subject: str, prop: str) -> list[Term]:
        return self._values.get((subject, prop), [])

    def text(self, subject: str, prop: str) -> str:
        """The first value, as text; empty where there is none."""
        for value in self.values(subject, prop):
            return iri_text(value) if is_iri(value) else parse_literal(value)[0]
        return ""

    def stream(self, where: str) -> str:
        """The event stream of the page.

        Raises:
            InputProblem: there is none, or one of another kind.
        """
        streams = [s for (s, p), o in self._values.items() if p == A and f"<{LDES}EventStream>" in o]
        if len(streams) != 1:
            raise InputProblem(
                "there is no change feed", where=where, todo="give the address of a bienban server, or of its /feed"
            )
        for prop, expected in EXPECTED.items():
            if self.values(streams[0], prop) != [expected]:
                name = prop[1:-1].rpartition("#")[2]
                raise InputProblem(f"a feed of another kind (its {name})", where=where, todo="follow one that bienban serves")
        return streams[0]


def root_of(page: Fetched) -> tuple[str, tuple[Linked, ...]]:
    """The epoch of the feed, and its pages in their order.

    Raises:
        InputProblem: it is no feed.
    """
    said = _Said(parsed_dataset(page.data, page.media_type))
    stream = said.stream(page.url)
    views = said.values(stream, f"<{TREE}view>")
    ends: dict[str, dict[str, str]] = {}
    for relation in (relation for view in views for relation in said.values(view, f"<{TREE}relation>")):
        kind = said.text(relation, A).rpartition("#")[2]
        node = urldefrag(said.text(relation, f"<{TREE}node>")).url
        if node:
            ends.setdefault(node, {})[kind] = said.text(relation, f"<{TREE}value>")
    found = (_linked(node, known) for node, known in ends.items())
    return said.text(stream, IDENTIFIER), tuple(sorted(found, key=lambda p: (p.first, p.last or "~", p.url)))


def _linked(node: str, known: Mapping[str, str]) -> Linked:
    return Linked(node, known.get("GreaterThanOrEqualToRelation", ""), known.get("LessThanOrEqualToRelation", ""))


def page_of(page: Fetched) -> FeedPage:
    """The members of a page.

    Raises:
        InputProblem: it is no page of a feed, or a member is not what it should be.
    """
    said = _Said(parsed_dataset(page.data, page.media_type))
    stream = said.stream(page.url)
    members = [_member(said, m, page.url) for m in said.values(stream, f"<{TREE}member>")]
    immutable = said.text(f"<{page.url}>", f"<{LDES}immutable>") == "true"
    return FeedPage(tuple(sorted(members, key=lambda member: member.seq)), immutable)


def _member(said: _Said, member: Term, where: str) -> Member:
    number, article = said.text(member, NUMBER), said.text(member, VERSION_OF)
    if not (number.isascii() and number.isdigit() and len(number) < 16) or article_named(article) != article:
        raise InputProblem(f"a member that is no version of an article: {member}", where=where, todo="follow one of bienban's")
    if DELETE in said.values(member, A):
        return Member(int(number), said.text(member, TIME), article, None)
    triples = tuple(sorted(set(said.graphs.get(iri_text(member), ()))))
    if not triples:
        raise InputProblem(f"a member without a graph: {member}", where=where, todo="try again later")
    graph = ArticleGraph(name=graph_iri(article), article=article, triples=triples)
    return Member(int(number), said.text(member, TIME), article, graph)
