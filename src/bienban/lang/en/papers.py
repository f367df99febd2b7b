"""Documents and awards by name."""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.en.chunk import Chunk, Line
from bienban.lang.en.lexicon import trie
from bienban.lang.en.names import read_org
from bienban.model.facts import DocumentKind
from bienban.model.mention import AwardName, DocumentName

__all__ = ["read_award", "read_document"]

_NUMBER_SIGNS = frozenset({"-", "/", "–"})
_CLASSES = frozenset({"first", "second", "third"})
_LONGEST_TITLE = 12


@dataclass(frozen=True, slots=True)
class _Number:
    text: str
    end: int


def _number(line: Line, index: int) -> _Number | None:
    """The number behind "No.": 12-NQ/TW, 57/2023/QD-UBND."""
    at = index
    if line.key(at) in ("no", "number"):
        at += 2 if line.key(at + 1) == "." else 1
    elif line.key(at + 1) not in _NUMBER_SIGNS:
        return None
    token = line.token(at)
    if token is None or not token.is_number:
        return None
    end = at + 1
    while line.glued(end) and (line.key(end) in _NUMBER_SIGNS or line.tokens[end].is_word or line.tokens[end].is_number):
        end += 1
    if line.key(end - 1) in _NUMBER_SIGNS:
        end -= 1
    return _Number(line.span(at, end).of(line.text), end)


def read_document(line: Line, index: int) -> Chunk | None:
    """A document by its number ("Resolution No. 12-NQ/TW"), or a law by its subject ("Law on Cadres"), with its issuer."""
    found = line.find(index, trie("document_kinds", "head"))
    if found is None or not line.capital(index):
        return None
    at, row = found[0], found[1].row
    number = _number(line, at)
    end = at if number is None else number.end
    if number is None:
        end = _subject(line, at) if row.need("kind") == "law" else at
        if end == at:
            return None
    value = DocumentName(_kind(row.need("kind")), line.words(index, end), None if number is None else number.text)
    issuer = None
    if line.key(end) in ("of", "by"):
        issuer = read_org(line, end + 2 if line.key(end + 1) == "the" else end + 1)
    stop, inner = (end, ()) if issuer is None else (issuer.end, (issuer,))
    return Chunk(index, stop, value, "document.subject" if number is None else "document.number", inner)


def _kind(code: str) -> DocumentKind:
    kinds: tuple[DocumentKind, ...] = (
        "resolution", "directive", "decision", "plan", "conclusion", "programme", "law", "decree", "circular", "regulation",
        "scheme", "report",
    )  # fmt: skip
    return next((kind for kind in kinds if kind == code), "other")


def _subject(line: Line, index: int) -> int:
    """The index after "on" and words in capitals."""
    if line.key(index) != "on" or not line.capital(index + 1):
        return index
    end = index + 1
    while end - index < _LONGEST_TITLE and (line.capital(end) or (line.key(end) in ("and", "of") and line.capital(end + 1))):
        end += 1
    return end


def read_award(line: Line, index: int) -> Chunk | None:
    """An award by name, with its class before or behind: "Labour Order, second class"."""
    start = index
    if line.key(index) in _CLASSES:
        index += 3 if line.key(index + 1) == "-" else 2
        if line.key(index - 1) != "class":
            return None
    found = line.find(index, trie("awards", "head"))
    if found is None:
        return None
    end = found[0]
    at = end + 1 if line.key(end) == "," else end
    if line.key(at) in _CLASSES and "class" in (line.key(at + 1), line.key(at + 2)):
        end = at + (2 if line.key(at + 1) == "class" else 3)
    return Chunk(start, end, AwardName(line.words(start, end), found[1].row.need("type")), "award.name")
