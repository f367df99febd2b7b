"""How occasions bear on documents, and the congress that a resolution comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bienban.lang.vi.scan import Scan
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


def _spans(document: Document) -> Iterable[Span]:
    return (span for evidence in document.evidence for span in evidence.spans)


def link_documents(
    scan: Scan, events: Iterable[tuple[Event, tuple[Span, ...]]], documents: tuple[Document, ...]
) -> tuple[DocumentLink, ...]:
    """Links of each occasion with the documents named inside its designations, or that it adopts in so many words.

    ``events`` are the events with the spans of their mentions.
    """
    found: dict[tuple[Key, Key], DocumentLink] = {}
    for event, mentions in events:
        for document in documents:
            link = _link(scan, event, mentions, document)
            if link is not None:
                found.setdefault((event.key, document.key), link)
    return tuple(replace(link, key=Key(f"link-{number}")) for number, link in enumerate(found.values(), 1))


def _link(scan: Scan, event: Event, mentions: tuple[Span, ...], document: Document) -> DocumentLink | None:
    for mention in mentions:
        for span in _spans(document):
            if mention.start < span.start < mention.end:
                words = scan.text[mention.start : span.start]
                relation, rule, sure = _relation(words), "link.designation", 0.9
            elif mention.end <= span.start <= mention.end + _REACH and _adopts(scan, mention, span):
                relation, rule, sure = "adopts", "link.adopted", 0.85
            else:
                continue
            evidence = Evidence(spans=(mention, span), rule=rule, confidence=sure)
            return DocumentLink(key=Key(""), event=event.key, document=document.key, relation=relation, evidence=(evidence,))
    return None


def _adopts(scan: Scan, mention: Span, document: Span) -> bool:
    """Whether "thông qua" stands between an occasion and a document of one sentence."""
    if scan.sentence_at(mention.start) is not scan.sentence_at(document.start):
        return False
    return "thông qua" in scan.text[mention.end : document.start].casefold()


def with_issuers(documents: tuple[Document, ...], congresses: Iterable[tuple[Event, tuple[Span, ...]]]) -> tuple[Document, ...]:
    """The documents, a congress's resolution with the congress as issuer and its term.

    ``congresses`` are the congresses and plenums that documents are named after, with the spans of their mentions.
    """
    pairs = tuple(congresses)
    return tuple(_issued(document, pairs) for document in documents)


def _issued(document: Document, congresses: tuple[tuple[Event, tuple[Span, ...]], ...]) -> Document:
    name = match_key(document.name)
    for event, mentions in congresses:
        inside = any(span.start <= m.start and m.start < span.end for span in _spans(document) for m in mentions)
        if document.kind == "resolution" and event.kind == "congress" and (inside or match_key(event.name) in name):
            return replace(document, issuer=event.key, issuer_name=event.name, term=document.term or event.term)
    return document
