"""What tells the documents of an article apart, and which names may mean one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from bienban.lang.tokens import Tokens, key_set, tokenize
from bienban.lang.vi.document_titles import topic_end
from bienban.lang.vi.numerals import roman
from bienban.lang.vi.ordinals import read_ordinal
from bienban.lang.vi.scan import Scan
from bienban.model.mention import DocumentName, Mention, Ordinal, TermYears

__all__ = ["Sign", "sign_of"]

T = TypeVar("T")

_FUNCTION = key_set('của và về việc số các những đảng lần thứ - – , . ( ) " “ ”')
_HALF, _MOST = 0.5, 0.75
_REACH = 14


@dataclass(frozen=True, slots=True)
class Sign:
    """What tells documents apart: number, ordinals and terms of a congress or plenum, the words of the name.

    ``words`` of findings are those of what was inspected, of a numbered document those of the topic that follows it; ``years``
    are those of a law, the numbers of a title.
    """

    family: str
    number: str | None
    ordinals: frozenset[int]
    terms: frozenset[tuple[int | None, int | None, int | None]]
    words: frozenset[str]
    years: frozenset[str] = frozenset()

    def joins(self, other: Sign) -> bool:
        """Whether two names of one kind may mean one document."""
        if self.number is not None and other.number is not None:
            return _same_number(self.number, other.number)
        if self.number is not None or other.number is not None:
            return self._cited_by_topic(other)
        if self.family != other.family:
            return False
        if self.family == "findings":
            return not self.words or not other.words or _overlap(self.words, other.words) >= _HALF
        if self.family in ("congress", "plenum"):
            if _differ(self.ordinals, other.ordinals) or _differ(self.terms, other.terms):
                return False
            return self.family == "plenum" or self.words <= other.words or other.words <= self.words
        if self.family == "law":
            return self.words == other.words and not _differ(self.years, other.years)
        small, large = sorted((self.words, other.words), key=len)
        return len(small) >= 2 and small <= large

    def _cited_by_topic(self, other: Sign) -> bool:
        """Whether a name without a number means the numbered document: the same law, findings, or most words of its topic."""
        bare, numbered = (self, other) if self.number is None else (other, self)
        if bare.family == "findings":
            return True
        if "law" in (bare.family, numbered.family):
            return bare.words == numbered.words
        if _differ(bare.years, numbered.years):
            return False
        return bare.family == "title" and len(bare.words) > 2 and _overlap(bare.words, numbered.words) >= _MOST


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words of the shorter name that the other has too."""
    small, large = sorted((one, other), key=len)
    return len(small & large) / len(small) if small else 0.0


def _differ(one: frozenset[T], other: frozenset[T]) -> bool:
    return bool(one) and bool(other) and not one & other


def _same_number(one: str | None, other: str | None) -> bool:
    """Whether two numbers are one, in full or by their first part ("05", "05-CT/TW")."""
    if one is None or other is None:
        return False
    if one.casefold() == other.casefold():
        return True
    short, long = sorted((one, other), key=len)
    return short.isdecimal() and long[: len(short)] == short and long[len(short)] in "-/"


def sign_of(scan: Scan, mention: Mention, value: DocumentName) -> Sign:
    """What tells the document that a mention names apart from others of its kind."""
    tokens = tokenize(value.name)
    ordinals: set[int] = set()
    terms: set[tuple[int | None, int | None, int | None]] = set()
    claimed: set[int] = set()
    for index in range(len(tokens)):
        read = read_ordinal(tokens, index)
        if read is None:
            continue
        found = read[1].value
        claimed.update(range(index, read[0]))
        if isinstance(found, Ordinal):
            ordinals.add(found.number)
        elif isinstance(found, TermYears):
            terms.add((found.start, found.end, found.ordinal))
    family = mention.rule.removeprefix("document.")
    family = family if family in ("congress", "plenum", "law", "number", "findings") else "title"
    words = [t.key for i, t in enumerate(tokens) if i not in claimed and t.key not in _FUNCTION]
    years: list[str] = []
    if family == "law":
        years = [w for w in words if w.isdecimal()]
        words = [w for w in words if w not in ("năm", "sửa", "đổi") and not w.isdecimal()]
    elif family == "findings":
        words = _inspected(tokens)
    elif family == "number":
        words = _topic(scan, mention)
        years = _numerals(words)
    elif family == "title":
        keys = [t.key for t in tokens]
        years = _numerals(keys[keys.index("về") :] if "về" in keys else keys)
    return Sign(family, value.number, frozenset(ordinals), frozenset(terms), frozenset(words), frozenset(years))


def _inspected(tokens: Tokens) -> list[str]:
    """The words of what was inspected: those after "về", or after "kết luận thanh tra"."""
    about = next((i + 1 for i, t in enumerate(tokens) if t.key == "về"), None)
    if about is None and len(tokens) > 2 and tokens[2].key in ("thanh", "kiểm", "giám"):
        about = 4
    return [] if about is None else [t.key for t in tokens[about:] if t.key not in _FUNCTION]


def _numerals(words: list[str]) -> list[str]:
    """The numbers among some keys, in digits or Roman: what two like topics of two terms differ in."""
    return [w for w in words if w.isdecimal() or (len(w) > 1 and roman(w.upper()) is not None)]


def _topic(scan: Scan, mention: Mention) -> list[str]:
    """The words of the topic after a number, past its date and issuer: "Nghị quyết 54 (của …) về cơ chế đặc thù"."""
    tokens = scan.tokens
    end = scan.sentence_at(mention.span.start).span.end
    at = tokens.at(mention.span.end)
    for index in range(at, min(at + _REACH, len(tokens))):
        if tokens[index].start >= end or tokens[index].text in ";:":
            break
        if tokens[index].key == "về":
            close = topic_end(tokens, index + 1)
            return [] if close is None else [t.key for t in tokens[index + 1 : close] if t.key not in _FUNCTION]
    return []
