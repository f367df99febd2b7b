"""Facts: what one article says, in the categories of the annotation guide, each with its evidence.

Facts refer to each other by :data:`Key`, unique within one article. Names are as fully as the article lets them be given
(abbreviations expanded, level words completed by the place); roles and kinds are codes of the SKOS schemes in ``ontology/``
where a field says so, and words of the article otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal, NewType

from bienban.model.dates import PartialDate
from bienban.model.span import Evidence, Span

__all__ = [
    "AWARD_TYPES",
    "Award",
    "CountedGroup",
    "Document",
    "DocumentKind",
    "DocumentLink",
    "DocumentRelation",
    "Event",
    "EventKind",
    "Facts",
    "Key",
    "Observation",
    "Organization",
    "Participation",
    "ParticipationRole",
    "Person",
    "PercentKind",
    "Place",
    "PostHeld",
    "PostStatus",
    "Statement",
    "StatementKind",
    "Term",
]

Key = NewType("Key", str)

EventKind = Literal[
    "conference", "congress", "session", "meeting", "ceremony", "visit", "voter-meeting", "press-conference", "symposium",
    "personnel-decision", "other",
]  # fmt: skip
ParticipationRole = Literal["organizer", "chair", "speaker", "attendee", "presenter", "honoree", "participant"]
PostStatus = Literal["current", "former", "appointed", "dismissed"]
DocumentKind = Literal[
    "resolution", "directive", "decision", "plan", "conclusion", "programme", "law", "decree", "circular", "regulation",
    "scheme", "report", "other",
]  # fmt: skip
DocumentRelation = Literal["reviews", "implements", "disseminates", "adopts", "concerns"]
StatementKind = Literal["assessment", "request", "report", "affirmation", "commitment", "question", "statement"]
PercentKind = Literal["attainment", "growth", "share"]

AWARD_TYPES = (
    "order", "medal", "honorary-title", "prize", "insignia", "commemorative-medal", "certificate-of-merit-pm",
    "certificate-of-merit", "commendation-letter", "emulation-flag", "emulation-title", "recognised-title", "other",
)  # fmt: skip
"""Codes of the scheme ``award-type``, after the Law on Emulation and Commendation 06/2022/QH15, articles 9 and 19 ff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person named with at least two syllables, without honorifics and titles."""

    key: Key
    name: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named place; ``level`` is the administrative level (province, district, commune) where the name says one.

    ``within`` is the place that the article puts it in.
    """

    key: Key
    name: str
    level: Literal["country", "province", "district", "commune", "hamlet"] | None
    evidence: tuple[Evidence, ...]
    within: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A named body. ``kind`` is a code of the scheme ``org-class`` ("party-committee", "people-committee", …) or None.

    ``place`` is the territory its name states; ``part_of`` the body it belongs to (Ban Thường vụ → the committee);
    ``executive_of`` the organization whose committee it is (Đảng ủy → Đảng bộ), where the article names both.
    ``printed`` are the forms the article prints. ``listed`` is false for a body outside the guide's scope (a congress's
    Party organization that is only part of another name).
    """

    key: Key
    name: str
    evidence: tuple[Evidence, ...]
    kind: str | None = None
    place: Key | None = None
    part_of: Key | None = None
    executive_of: Key | None = None
    printed: tuple[str, ...] = ()
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHeld:
    """A person said to hold a role, in an organization where one is named.

    ``status`` is the guide's. ``start`` and ``end`` only where the article says them; ``attested`` a day on which the article
    shows the post held (the day of the event at which the person acts in it, else the day of publication).
    """

    key: Key
    person: Key
    role: str
    organization: Key | None
    status: PostStatus
    evidence: tuple[Evidence, ...]
    start: PartialDate | None = None
    end: PartialDate | None = None
    attested: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term (nhiệm kỳ) or legislature (khóa) of an organization, such as 2020–2025."""

    key: Key
    name: str
    start: PartialDate | None
    end: PartialDate | None
    evidence: tuple[Evidence, ...]
    organization: Key | None = None
    ordinal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An occasion. ``type`` is the finer code of the scheme ``event-kind`` ("mid-term-review") or None.

    ``listed`` is false for context that the guide leaves out, such as the congress whose resolution is reviewed;
    ``ordinal`` is that of a congress or session (lần thứ IX → 9); ``within`` is the event it is a part of.
    """

    key: Key
    kind: EventKind
    name: str
    evidence: tuple[Evidence, ...]
    type: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    place: Key | None = None
    main: bool = False
    listed: bool = True
    ordinal: int | None = None
    term: Key | None = None
    within: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedGroup:
    """People (or bodies) counted but not named: "3 đảng viên". ``kind`` is a code of the scheme ``group-kind`` or None."""

    key: Key
    name: str
    count: int
    evidence: tuple[Evidence, ...]
    kind: str | None = None
    qualifier: Literal["exact", "over", "nearly", "about"] = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """A person, organization or counted group taking part in an event in one role.

    ``capacities`` are the posts in whose name; a role that fits none of the guide's is ``participant``.
    """

    key: Key
    event: Key
    participant: Key
    role: ParticipationRole
    evidence: tuple[Evidence, ...]
    capacities: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A named or numbered document. ``issuer`` is the key of an organization or of a congress (an event).

    ``issuer_name`` is the issuer in words, also where it has no node of its own.
    """

    key: Key
    kind: DocumentKind
    name: str
    evidence: tuple[Evidence, ...]
    number: str | None = None
    issuer: Key | None = None
    issuer_name: str | None = None
    issued: PartialDate | None = None
    party: bool | None = None
    term: Key | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLink:
    """How an event bears on a document."""

    key: Key
    event: Key
    document: Key
    relation: DocumentRelation
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """An award, honour or recognised title given to one group of recipients.

    ``recipients`` are keys of persons, organizations or places; ``group`` the unnamed, counted ones. ``conferrer`` is the key
    of an organization or person, ``conferrer_name`` the same in words ("Chủ tịch nước" is an office and has no key).
    """

    key: Key
    name: str
    evidence: tuple[Evidence, ...]
    type: str = "other"
    recipients: tuple[Key, ...] = ()
    group: Key | None = None
    conferrer: Key | None = None
    conferrer_name: str | None = None
    citation: str | None = None
    merit_start: int | None = None
    merit_end: int | None = None
    consecutive_years: int | None = None
    occasion: Key | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A figure: indicator, period, value against target, percentage.

    ``value`` and ``target`` are in ``unit`` with multipliers (tỷ) multiplied out unless ``unit`` names them; ``printed`` is the
    value as printed where reading it needed a correction that another figure of the sentence settles, ``correction`` says
    which. ``concept`` is a code of the scheme ``indicator`` or None; ``area`` the key of a place or organization measured.
    """

    key: Key
    indicator: str
    evidence: tuple[Evidence, ...]
    concept: str | None = None
    period: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    unit_concept: str | None = None
    target: Decimal | None = None
    percent: Decimal | None = None
    percent_kind: PercentKind | None = None
    area: Key | None = None
    printed: str | None = None
    correction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a speaker is quoted or reported as saying; ``text`` is the span of the words said (without the frame)."""

    key: Key
    speaker: Key
    event: Key | None
    kind: StatementKind
    text: Span | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All facts of one article; ``byline`` is the author's name or initials as printed, with its span."""

    persons: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    organizations: tuple[Organization, ...] = ()
    posts: tuple[PostHeld, ...] = ()
    terms: tuple[Term, ...] = ()
    events: tuple[Event, ...] = ()
    groups: tuple[CountedGroup, ...] = ()
    participations: tuple[Participation, ...] = ()
    documents: tuple[Document, ...] = ()
    links: tuple[DocumentLink, ...] = ()
    awards: tuple[Award, ...] = ()
    observations: tuple[Observation, ...] = ()
    statements: tuple[Statement, ...] = ()
    byline: str | None = None
    byline_span: Span | None = None

    def count(self) -> int:
        """How many facts there are."""
        return sum(len(getattr(self, f.name)) for f in fields(self) if f.name not in ("byline", "byline_span"))
