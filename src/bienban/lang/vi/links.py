"""How occasions bear on documents, and the congress that a resolution comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bienban.lang.vi.documents import DocumentReading
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.trust import trusted
from bienban.model.facts import Document, DocumentLink, DocumentRelation, Event, Key
from bienban.model.span import Evidence, Span
from bienban.text import match_key

__all__ = ["link_documents", "with_issuers"]

# Words of an occasion's designation before a document, the strongest first.
_RELATIONS: tuple[tuple[DocumentRelation, tuple[str, ...]], ...] = (
    ("reviews", ("sơ kết", "tổng kết", "kiểm điểm", "đánh giá", "nhìn lại")),
    ("disseminates", ("quán triệt", "học tập", "phổ biến", "tuyên truyền", "nghiên cứu", "giới thiệu", "công bố")),
    ("adopts", ("thông qua", "ban hành")),
    ("implements", ("triển khai", "thực hiện", "thi hành")),
)
_REACH = 90


def _relation(words: str) -> DocumentRelation:
    """The relation that the words between an occasion's head and the document say."""
    key = f" {match_key(words)} "
    return next((code for code, cues in _RELATIONS if any(f" {cue} " in key for cue in cues)), "concerns")


def _spans(found: DocumentReading, document: Document) -> tuple[Span, ...]:
    """The mentions of a document, in the order of the text."""
    return tuple(sorted(m.span for m, key in found.keys.items() if key == document.key))


def link_documents(
    scan: Scan, events: Iterable[tuple[Event, tuple[Span, ...]]], found: DocumentReading
) -> tuple[DocumentLink, ...]:
    """Links of each occasion with the documents named inside its designations, or that it adopts in so many words.

    ``events`` are the events with the spans of their mentions.
    """
    links: list[DocumentLink] = []
    for event, mentions in events:
        for document in found.documents:
            told = _told(scan, mentions, _spans(found, document))
            if told is not None and document.issuer != event.key:
                relation, evidence = told
                key = Key(f"link-{len(links) + 1}")
                links.append(
                    DocumentLink(key=key, event=event.key, document=document.key, relation=relation, evidence=(evidence,))
                )
    return tuple(links)


def _told(scan: Scan, mentions: tuple[Span, ...], documents: tuple[Span, ...]) -> tuple[DocumentRelation, Evidence] | None:
    for mention in mentions:
        for span in documents:
            if mention.start < span.start < mention.end:
                words = scan.text[mention.start : span.start]
                return _relation(words), trusted((mention, span), "link.designation", 0.9)
            if mention.end <= span.start <= mention.end + _REACH and _adopts(scan, mention, span):
                return "adopts", trusted((mention, span), "link.adopted", 0.85)
    return None


def _adopts(scan: Scan, mention: Span, document: Span) -> bool:
    """Whether "thông qua" stands between an occasion and a document of one sentence."""
    if scan.sentence_at(mention.start) is not scan.sentence_at(document.start):
        return False
    return "thông qua" in scan.text[mention.end : document.start].casefold()


def with_issuers(found: DocumentReading, events: Iterable[tuple[Event, tuple[Span, ...]]]) -> DocumentReading:
    """The documents, a congress's resolution with the congress (an event) as issuer and its term.

    ``events`` are the events with the spans of their mentions.
    """
    congresses = tuple((e, spans) for e, spans in events if e.kind == "congress")
    documents = tuple(_issued(document, _spans(found, document), congresses) for document in found.documents)
    return replace(found, documents=documents)


def _issued(document: Document, own: tuple[Span, ...], congresses: tuple[tuple[Event, tuple[Span, ...]], ...]) -> Document:
    if document.kind != "resolution":
        return document
    name = match_key(document.name)
    for event, mentions in congresses:
        inside = any(span.start < m.start < span.end for span in own for m in mentions)
        if inside or match_key(event.name) in name:
            issuer_name = document.issuer_name or event.name
            return replace(document, issuer=event.key, issuer_name=issuer_name, term=document.term or event.term)
    return document
