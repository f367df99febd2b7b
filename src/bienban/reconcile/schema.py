"""Kinds of things and their properties, as a client sees them; where the graph has a property is a SPARQL pattern.

In a pattern ``?d`` is the thing and ``?v`` the value, as in :mod:`bienban.search.kinds`. Of persons only those who hold a post
are ever a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from bienban.graph.vocab import BASE
from bienban.search.kinds import LISTED, KindName

__all__ = ["ID_SPACE", "PROPERTIES", "TYPES", "Property", "id_of", "iri_of", "name_of_type"]

ID_SPACE = f"{BASE}id/"
"""What stands before an identifier to make it the thing's IRI."""

TYPES: tuple[KindName, ...] = ("person", "body", "event", "document", "award", "place", "article")
"""The kinds that can be asked for, in the order in which they are offered."""

Sort = Literal["thing", "concept", "text", "code", "date", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of a kind: its identifier, names, patterns; ``sort`` says how values are compared and ``kind`` which things."""

    pid: str
    vi: str
    en: str
    patterns: tuple[str, ...]
    sort: Sort = "text"
    kind: KindName | None = None

    def name(self, language: str) -> str:
        """What it is called, in Vietnamese (``vi``) or English."""
        return self.vi if language == "vi" else self.en


def _thing(pid: str, vi: str, en: str, kind: KindName | None, *patterns: str) -> Property:
    return Property(pid=pid, vi=vi, en=en, patterns=patterns, sort="thing", kind=kind)


def _other(pid: str, vi: str, en: str, sort: Sort, *patterns: str) -> Property:
    return Property(pid=pid, vi=vi, en=en, patterns=patterns, sort=sort)


_UP = "schema:containedInPlace*"
_HELD = "?held org:member ?d"
_TOOK_PART = "?d cv:hasParticipation ?part . ?part cv:role <https://w3id.org/bienban/concept/participation-role/organizer>"
_BODY = ". ?v a org:Organization"
_PERSON = f". ?v a foaf:Person {LISTED}"
_IN = "GRAPH ?graph { ?graph prov:wasDerivedFrom ?d"

_BY_KIND: Mapping[KindName, tuple[Property, ...]] = {
    "person": (
        _other("post", "Chức danh", "Post", "text", f"{_HELD} ; bb:post ?v"),
        _other("role", "Chức vụ", "Role", "concept", f"{_HELD} ; org:role ?v"),
        _thing("organization", "Cơ quan, tổ chức", "Organization", "body", f"{_HELD} ; org:organization ?v"),
        _thing("place", "Địa phương", "Place", "place", f"{_HELD} ; org:organization ?body . ?body dcterms:spatial/{_UP} ?v"),
        _other(
            "year", "Năm", "Year", "year", f"{_HELD} ; bb:attestedOn|schema:startDate|schema:endDate ?v",
            "?part cv:hasParticipant ?d . ?event cv:hasParticipation ?part ; schema:startDate ?v",
        ),
        _other("award", "Khen thưởng", "Award", "concept", "?award bb:recipient ?d ; bb:awardType ?v"),
    ),
    "body": (
        _thing("place", "Địa phương", "Place", "place", f"?d dcterms:spatial/{_UP} ?v"),
        _thing("parent", "Thuộc", "Part of", "body", "?d org:subOrganizationOf|bb:executiveOrganOf ?v"),
        _other("class", "Loại", "Class", "concept", "?d org:classification ?v"),
    ),
    "event": (
        _other("date", "Ngày", "Date", "date", "?d schema:startDate ?v", "?d schema:endDate ?v"),
        _other("kind", "Loại", "Kind", "concept", "?d dcterms:type ?v"),
        _thing("place", "Địa điểm", "Place", "place", f"?d schema:location/{_UP} ?v"),
        _thing("organizer", "Đơn vị tổ chức", "Organizer", "body", f"{_TOOK_PART} ; cv:hasParticipant ?v {_BODY}"),
        _thing("participant", "Người dự", "Participant", "person", f"?d cv:hasParticipation/cv:hasParticipant ?v {_PERSON}"),
    ),
    "document": (
        _other("number", "Số, ký hiệu", "Number", "code", "?d dcterms:identifier ?v"),
        _thing("issuer", "Cơ quan ban hành", "Issuer", "body", f"?d bb:issuer ?v {_BODY}", "?d bb:issuerName ?v"),
        _other("date", "Ngày ban hành", "Date of issue", "date", "?d dcterms:issued ?v"),
        _other("kind", "Loại", "Kind", "concept", "?d dcterms:type ?v"),
    ),
    "award": (
        _other("type", "Hình thức", "Type", "concept", "?d bb:awardType ?v"),
        _thing("recipient", "Được tặng", "Recipient", None, f"?d bb:recipient ?v {_BODY}", f"?d bb:recipient ?v {_PERSON}"),
        _thing(
            "conferrer", "Cơ quan tặng", "Conferrer", None, f"?d bb:conferrer ?v {_BODY}", f"?d bb:conferrer ?v {_PERSON}",
            "?d bb:conferrerName ?v",
        ),
        _other("date", "Ngày", "Date", "date", "?d schema:startDate ?v", "?d bb:occasion/schema:startDate ?v"),
    ),
    "place": (
        _thing("within", "Thuộc", "Within", "place", "?d schema:containedInPlace+ ?v"),
        _other("level", "Cấp", "Level", "concept", "?d cv:level ?v"),
    ),
    "article": (
        _other("date", "Ngày đăng", "Published", "date", "?d schema:datePublished ?v"),
        _other("publisher", "Cơ quan báo chí", "Publisher", "text", f"{_IN} . ?d schema:publisher ?p . ?p rdfs:label ?v }}"),
        _other("url", "Địa chỉ", "Address", "code", f"{_IN} . ?d schema:url ?v }}"),
    ),
}  # fmt: skip

PROPERTIES: Mapping[KindName, Mapping[str, Property]] = MappingProxyType(
    {kind: MappingProxyType({one.pid: one for one in _BY_KIND[kind]}) for kind in TYPES}
)
"""By kind and identifier, in the order in which they are offered."""


def id_of(iri: str) -> str:
    """The identifier of a thing: what stands after the name space."""
    return iri.removeprefix(ID_SPACE)


def iri_of(given: str) -> str:
    """The IRI that an identifier means; people paste whole IRIs too."""
    return given if given.startswith(BASE) else ID_SPACE + given.removeprefix("id/")


_NAMES: Mapping[KindName, tuple[str, str]] = {
    "person": ("Người", "Person"), "body": ("Cơ quan, tổ chức", "Body"), "event": ("Sự kiện", "Event"),
    "document": ("Văn bản", "Document"), "award": ("Khen thưởng", "Award"), "place": ("Địa phương", "Place"),
    "article": ("Bài báo", "Article"),
}  # fmt: skip


def name_of_type(kind: KindName, language: str) -> str:
    """What a type is called, in Vietnamese (``vi``) or English."""
    return _NAMES[kind][0 if language == "vi" else 1]
