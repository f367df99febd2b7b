"""The documents of an article: which mentions mean one document, its fullest name, number, issuer, and side.

:func:`read_documents` finds the mentions (see :mod:`bienban.lang.vi.document_names`); :func:`conclude` makes the facts. A
document named in full once and in part elsewhere is one: by number, by the ordinal of its congress or plenum, or because one
name holds all the words of the other. ``issuer`` is the key of an organization; of a congress only ``issuer_name`` is set, for
its event is made later, and so is ``term``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bienban.lang.tokens import tokenize
from bienban.lang.vi.document_heads import heads
from bienban.lang.vi.document_names import read_documents
from bienban.lang.vi.document_numbers import suffix_of
from bienban.lang.vi.document_signs import Sign, sign_of
from bienban.lang.vi.issuers import Issuer, issuer_of
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.trust import trusted
from bienban.model.dates import PartialDate
from bienban.model.facts import Document, DocumentKind, Key
from bienban.model.mention import DateRange, DocumentName, Mention
from bienban.model.span import Span

__all__ = ["DocumentReading", "conclude", "read_documents"]


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """The documents of an article, and which document each mention means."""

    documents: tuple[Document, ...]
    keys: Mapping[Mention, Key]


@dataclass(slots=True)
class _Group:
    """The mentions of one document while the article is read."""

    kind: DocumentKind
    sign: Sign
    mentions: list[Mention] = field(default_factory=list)
    names: list[DocumentName] = field(default_factory=list)


def conclude(scan: Scan, entities: Entities) -> DocumentReading:
    """The documents that the mentions of the scan name, in the order of their first mention."""
    groups: list[_Group] = []
    for mention in scan.mentions:
        value = mention.value
        if not isinstance(value, DocumentName):
            continue
        sign = sign_of(scan, mention, value)
        group = next((g for g in groups if g.kind == value.kind and g.sign.joins(sign)), None)
        if group is None:
            group = _Group(value.kind, sign)
            groups.append(group)
        group.mentions.append(mention)
        group.names.append(value)
        if _fuller(sign, group.sign):
            group.sign = sign
    documents: list[Document] = []
    keys: dict[Mention, Key] = {}
    for order, group in enumerate(groups, 1):
        key = Key(f"document-{order}")
        documents.append(_document(scan, entities, key, group))
        keys.update(dict.fromkeys(group.mentions, key))
    return DocumentReading(tuple(documents), keys)


def _fuller(one: Sign, other: Sign) -> bool:
    return (len(one.number or ""), len(one.words), len(one.terms)) > (len(other.number or ""), len(other.words), len(other.terms))


def _document(scan: Scan, entities: Entities, key: Key, group: _Group) -> Document:
    best = max(range(len(group.names)), key=lambda n: (len(group.names[n].number or ""), len(group.names[n].name), -n))
    value, mention = group.names[best], group.mentions[best]
    issuer = _issuer(scan, entities, [mention, *group.mentions])
    return Document(
        key=key,
        kind=group.kind,
        name=value.name,
        number=value.number,
        evidence=(trusted((mention.span,), mention.rule, mention.confidence),),
        issuer=None if issuer is None else issuer.key,
        issuer_name=None if issuer is None else issuer.name,
        issued=next((d for m in group.mentions if (d := _issued(scan, m)) is not None), None),
        party=_party(value, issuer),
    )


def _issuer(scan: Scan, entities: Entities, mentions: list[Mention]) -> Issuer | None:
    for mention in mentions:
        issuer = issuer_of(scan, entities, mention)
        if issuer is not None:
            return issuer
    return None


def _party(value: DocumentName, issuer: Issuer | None) -> bool | None:
    """Whether the document is the Party's: by the number's suffix, the issuer, the name or the kind; None where nothing says."""
    suffix = None if value.number is None else suffix_of(value.number)
    if suffix is not None:
        return suffix.party
    if issuer is not None and issuer.party is not None:
        return issuer.party
    tokens = tokenize(value.name)
    head = heads()[0].longest(tokens, 0)
    if head is not None and head[1].party is not None:
        return head[1].party
    return True if value.name.casefold().startswith("điều lệ đảng") else None


def _issued(scan: Scan, mention: Mention) -> PartialDate | None:
    """The day printed right after a document ("Quyết định số 32 ngày 11/4/2007"), where its year is known."""
    after = Span(mention.span.end, min(mention.span.end + 24, len(scan.text)))
    for found in scan.within(after, DateRange):
        between = scan.text[mention.span.end : found.span.start].strip(" ,(")
        if not between and isinstance(found.value, DateRange) and found.value.end is None and found.value.explicit_year:
            return found.value.start
    return None
