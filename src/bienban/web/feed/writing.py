"""Pages of the feed as N-Quads: LDES (https://w3id.org/ldes/specification) over TREE (https://w3id.org/tree/specification).

A member is a version of an article; its graph is the named graph that has the member's IRI for its name. Pages hang on the root
by the times of their first and last member. No blank nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bienban.graph.terms import XSD, Triple, string
from bienban.graph.vocab import PREFIXES, term
from bienban.store.codec import Write, quad_lines
from bienban.store.history import Event, Page, Stream

__all__ = ["Addresses", "page_quads", "root_quads"]

LDES, TREE, AS = "https://w3id.org/ldes#", "https://w3id.org/tree#", "https://www.w3.org/ns/activitystreams#"
A, VERSION_OF, TIME = term("rdf:type"), term("dcterms:isVersionOf"), term("prov:generatedAtTime")
NUMBER = f"<{PREFIXES['schema']}position>"
CLASSES = {"create": "Create", "update": "Update", "delete": "Delete"}
POLL = 600
"""Seconds between two looks that suit a server with imports by the hour."""


def _ldes(name: str) -> str:
    return f"<{LDES}{name}>"


def _tree(name: str) -> str:
    return f"<{TREE}{name}>"


def _as(name: str) -> str:
    return f"<{AS}{name}>"


def _time(text: str) -> str:
    return f'"{text}"^^<{XSD}dateTime>'


def _integer(number: int) -> str:
    return f'"{number}"^^<{XSD}integer>'


class Addresses:
    """Where the feed and its pages are: ``{base}feed``, ``…/{epoch}/{page}`` while it fills, ``….{stamp}`` once it is full."""

    def __init__(self, base: str, epoch: str) -> None:
        self.root = f"{base}feed"
        self._epoch = epoch

    @property
    def stream(self) -> str:
        """The event stream."""
        return f"{self.root}#stream"

    def page(self, page: Page) -> str:
        """A page. One that loses members because later ones replace them goes on at another address."""
        return f"{self.root}/{self._epoch}/{page.number}" + (f".{page.stamp}" if page.full else "")

    def member(self, seq: int) -> str:
        """A member."""
        return f"{self.root}/{self._epoch}/m{seq}"


def _stream(at: Addresses) -> Iterator[Triple]:
    stream = f"<{at.stream}>"
    said = [
        (A, _ldes("EventStream")), (_ldes("timestampPath"), TIME), (_ldes("sequencePath"), NUMBER),
        (_ldes("versionOfPath"), VERSION_OF), (_tree("view"), f"<{at.root}>"),
        *((_ldes(f"version{name}Object"), _as(name)) for name in CLASSES.values()),
    ]  # fmt: skip
    return ((stream, p, o) for p, o in said)  # type: ignore[misc] # terms


def root_quads(stream: Stream, at: Addresses) -> bytes:
    """The root: what the feed is, and its pages."""
    root, policy = f"<{at.root}>", f"<{at.root}#retention>"
    triples: list[tuple[str, str, str]] = [
        *_stream(at),
        (f"<{at.stream}>", term("dcterms:title"), f"{string('Articles read, read anew and taken out')}@en"),
        (f"<{at.stream}>", term("dcterms:title"), f"{string('Bài báo được đọc, đọc lại và gỡ bỏ')}@vi"),
        (f"<{at.stream}>", _ldes("pollingInterval"), _integer(POLL)),
        (f"<{at.stream}>", term("dcterms:identifier"), string(stream.epoch)),
        (root, A, _tree("Node")),
        (root, A, _ldes("EventSource")),
        (root, _ldes("retentionPolicy"), policy),
        (policy, A, _ldes("RetentionPolicy")),
        (policy, A, _ldes("LatestVersionSubset")),
        (policy, _ldes("versionAmount"), _integer(1)),
        (policy, _ldes("amount"), _integer(1)),
    ]
    for page in stream.pages:
        triples += _relation(at, page, "from", "GreaterThanOrEqualToRelation", page.first)
        if page.full:
            triples += _relation(at, page, "to", "LessThanOrEqualToRelation", page.last)
    return quad_lines((None, triple) for triple in triples)  # type: ignore[misc] # terms


def _relation(at: Addresses, page: Page, end: str, kind: str, time: str) -> Iterator[tuple[str, str, str]]:
    relation = f"<{at.root}#page-{page.number}-{end}>"
    yield f"<{at.root}>", _tree("relation"), relation
    said = ((A, _tree(kind)), (_tree("node"), f"<{at.page(page)}>"), (_tree("path"), TIME), (_tree("value"), _time(time)))
    yield from ((relation, p, o) for p, o in said)


def page_quads(page: Page, at: Addresses, members: Iterable[tuple[Event, tuple[Triple, ...]]]) -> bytes:
    """A page: each member with its graph, in the order of the stream."""
    node = f"<{at.page(page)}>"
    quads: list[Write] = [(None, triple) for triple in _stream(at)]
    quads.append((None, (node, A, _tree("Node"))))  # type: ignore[arg-type] # terms
    if page.full:
        quads.append((None, (node, _ldes("immutable"), f'"true"^^<{XSD}boolean>')))  # type: ignore[arg-type] # terms
    for event, graph in members:
        name = at.member(event.seq)
        member = f"<{name}>"
        said = (
            (A, _as(CLASSES[event.kind])), (VERSION_OF, f"<{event.article}>"), (TIME, _time(event.time)),
            (NUMBER, _integer(event.seq)),
        )  # fmt: skip
        quads.append((None, (f"<{at.stream}>", _tree("member"), member)))  # type: ignore[arg-type] # terms
        quads += ((None, (member, p, o)) for p, o in said)  # type: ignore[misc] # terms
        quads += ((name, triple) for triple in graph)
    return quad_lines(quads)
