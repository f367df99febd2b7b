"""Mentions: typed spans that a language pack finds in a text, before anything is concluded from them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bienban.model.dates import PartialDate
from bienban.model.facts import DocumentKind, EventKind, PostStatus
from bienban.model.span import Span

__all__ = [
    "AwardName",
    "Cue",
    "DateRange",
    "DocumentName",
    "EventName",
    "Mention",
    "Ordinal",
    "OrgName",
    "PersonName",
    "PlaceName",
    "PostTitle",
    "Pronoun",
    "Quantity",
    "Quotation",
    "Sentence",
    "TermYears",
    "Value",
]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``paragraph`` counts from 0, ``caption`` marks a picture's caption, ``headline`` the title."""

    span: Span
    paragraph: int
    headline: bool = False
    caption: bool = False


@dataclass(frozen=True, slots=True)
class PersonName:
    """A full name (family and given name)."""

    name: str


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A short form: an honorific with a given name (``ông Hải``: given ``Hải``), or a noun that stands for someone.

    ``gender`` is "m", "f" or None; ``plural`` for "các đồng chí".
    """

    head: str
    given: str | None = None
    gender: Literal["m", "f"] | None = None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A named place with its level, or a level word alone ("phường": ``name`` None), which the article's place completes."""

    name: str | None
    level: Literal["country", "province", "district", "commune", "hamlet"] | None
    head: str | None = None


@dataclass(frozen=True, slots=True)
class OrgName:
    """A body: ``head`` the lexicon's head ("Ủy ban nhân dân"), ``name`` the expanded name, ``kind`` of scheme ``org-class``.

    ``complete`` is false for a generic one ("Ủy ban nhân dân xã", "Quận ủy") that waits for the article's place.
    """

    name: str
    head: str
    kind: str | None
    level: Literal["country", "province", "district", "commune"] | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class PostTitle:
    """A role with the body it is held in, as one title of a stack; ``status`` from words such as nguyên, tân, được bầu."""

    role: str
    org: OrgName | None
    status: PostStatus = "current"
    former_word: bool = False


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date or a span of days; ``explicit_year`` is false where the year was inferred."""

    start: PartialDate
    end: PartialDate | None = None
    explicit_year: bool = True
    session: str | None = None


@dataclass(frozen=True, slots=True)
class TermYears:
    """A term's years or number: "nhiệm kỳ 2020–2025", "khóa XII"."""

    start: int | None
    end: int | None
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The number of a congress or session: "lần thứ IX", "lần thứ 5"."""

    number: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: ``amount`` has multipliers (triệu, tỷ) multiplied out; ``unit`` is without them.

    ``qualifier`` from hơn, gần, khoảng; ``percent`` for percentages.
    """

    amount: Decimal
    unit: str | None
    printed: str
    qualifier: Literal["exact", "over", "nearly", "about"] = "exact"
    percent: bool = False


@dataclass(frozen=True, slots=True)
class EventName:
    """A designation of an occasion: "hội nghị sơ kết giữa nhiệm kỳ …"; ``definite`` for a bare "hội nghị" that points back."""

    kind: EventKind
    type: str | None
    name: str
    head: str
    definite: bool = False


@dataclass(frozen=True, slots=True)
class DocumentName:
    """A document named or numbered."""

    kind: DocumentKind
    name: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class AwardName:
    """The name of an award or title with its code of scheme ``award-type``."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks (the span is inside the marks)."""

    text: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that relates: ``act`` is a code such as "organize", "attend", "speak", "chair", "present", "appoint"."""

    act: str
    lemma: str


Value = (
    PersonName
    | Pronoun
    | PlaceName
    | OrgName
    | PostTitle
    | DateRange
    | TermYears
    | Ordinal
    | Quantity
    | EventName
    | DocumentName
    | AwardName
    | Quotation
    | Cue
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A typed span: ``text[span]`` is the surface; the value's class is the kind of mention."""

    span: Span
    value: Value
    rule: str
    confidence: float = 1.0

    def __hash__(self) -> int:
        """Of the place and the rule alone: equal mentions agree in them, and hashing the value at every look-up is slow."""
        return hash((self.span.start, self.span.end, self.rule))
