"""A sentence to chunks: at each token the rules in their order, the first that reads something wins."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, get_args

from bienban.lang.en.chunk import Act, Chunk, Line, Occasion, Verb, Word
from bienban.lang.en.dates import read_date
from bienban.lang.en.lexicon import Words, trie
from bienban.lang.en.names import read_org, read_person, read_place, titled_person
from bienban.lang.en.papers import read_award, read_document
from bienban.lang.en.titles import read_title
from bienban.model.facts import EventKind, StatementKind
from bienban.model.mention import DateRange, PersonName, PlaceName, PostTitle, Pronoun

__all__ = ["read_chunks"]

_DETERMINERS = frozenset({"the", "this", "that", "these"})
_PRONOUNS = frozenset({"he", "she"})
_NAME_ENDS = frozenset({",", ";", ":", "(", ")", ".", '"', "“", "”", "which", "who", "where", "when", "while", "were", "was"})
_LONGEST_NAME = 30
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})


def read_chunks(line: Line) -> tuple[Chunk, ...]:
    """All chunks of a sentence, in order, together all its tokens."""
    found: list[Chunk] = []
    index = line.start
    while index < line.end:
        chunk = _next(line, index, found[-1] if found else None) or _word(line, index)
        found.append(chunk)
        index = chunk.end
    return tuple(found)


def _word(line: Line, index: int) -> Chunk:
    return Chunk(index, index + 1, Word(line.key(index)))


def _next(line: Line, index: int, before: Chunk | None) -> Chunk | None:
    """What starts at a token, None for a plain word."""
    if before is not None and (isinstance(before.value, PostTitle) or _courteous(line, before)):
        person = titled_person(line, index)
        if person is not None:
            return person
    return (
        read_date(line, index)
        or read_document(line, index)
        or read_award(line, index)
        or _occasion(line, index)
        or read_title(line, index)
        or read_org(line, index)
        or read_place(line, index)
        or read_person(line, index)
        or _honorific(line, index)
        or _verb(line, index)
        or _pronoun(line, index)
        or _given_name(line, index)
    )


def _courteous(line: Line, chunk: Chunk) -> bool:
    found = line.find(chunk.start, trie("honorifics", "form"))
    if found is None:
        return False
    end = found[0] + 1 if line.key(found[0]) == "." else found[0]
    return isinstance(chunk.value, Word) and end == chunk.end and line.capital(chunk.start)


def _honorific(line: Line, index: int) -> Chunk | None:
    """A word of courtesy with its full stop; before a single name it is a short form for a person."""
    found = line.find(index, trie("honorifics", "form"))
    if found is None or not line.capital(index):
        return None
    end = found[0] + 1 if line.key(found[0]) == "." else found[0]
    if line.capital(end) and titled_person(line, end) is None and line.tokens[end].is_word:
        gender = found[1].row.get("gender")
        sex: Literal["m", "f"] | None = "m" if gender == "m" else "f" if gender == "f" else None
        return Chunk(index, end + 1, Pronoun(found[1].form, line.tokens[end].text, sex), "person.short")
    return Chunk(index, end, Word(found[1].form.casefold()), "person.courtesy")


def _pronoun(line: Line, index: int) -> Chunk | None:
    if line.key(index) not in _PRONOUNS:
        return None
    return Chunk(index, index + 1, Pronoun(line.key(index), None, "m" if line.key(index) == "he" else "f"), "person.pronoun")


def _given_name(line: Line, index: int) -> Chunk | None:
    """One word in capitals before a verb: somebody's given name, if the article has one of that name."""
    token = line.token(index)
    if token is None or not token.capital or token.key in _DETERMINERS or _verb(line, index + 1) is None:
        return None
    return Chunk(index, index + 1, Pronoun("", token.text), "person.given")


def _verb(line: Line, index: int) -> Chunk | None:
    found = line.find(index, trie("verbs", "form"))
    if found is None:
        return None
    row = found[1].row
    act: Act | None = next((a for a in get_args(Act) if a == row.need("act")), None)
    said: StatementKind | None = next((k for k in get_args(StatementKind) if k == row.get("kind")), None)
    if act is None:
        return None
    return Chunk(index, found[0], Verb(act, said, line.key(index).endswith("ing")), "verb." + act)


def _occasion(line: Line, index: int) -> Chunk | None:
    """The designation of an occasion: its noun with what belongs before and behind, up to a comma, a day, a place or a verb."""
    head = _head(line, index)
    if head is None:
        return None
    at, words, ordinal = head
    determined = line.key(index - 1) in _DETERMINERS
    end, inner = _extension(line, at)
    bare = end == at and line.find(index, trie("event_heads", "head")) is not None and ordinal is None
    value = Occasion(
        kind=_kind(words), type=words.row.get("type"), name=line.words(index, end), head=words.form, ordinal=ordinal,
        definite=determined and bare,
    )  # fmt: skip
    return Chunk(index, end, value, "event.definite" if value.definite else "event.name", inner)


@lru_cache(maxsize=64)
def _kind(words: Words) -> EventKind:
    kinds: tuple[EventKind, ...] = get_args(EventKind)
    return next((kind for kind in kinds if kind == words.row.need("kind")), "other")


def _head(line: Line, index: int) -> tuple[int, Words, int | None] | None:
    """The noun behind any number of words that belong before it: (index after it, its row, the ordinal)."""
    at, ordinal = index, None
    for _ in range(6):
        found = line.find(at, trie("event_heads", "head"))
        if found is not None:
            return found[0], found[1], ordinal
        more = line.find(at, trie("event_words", "word"))
        if more is not None:
            at = more[0]
        elif line.key(at).isdigit() and line.key(at + 1) in _SUFFIXES and line.glued(at + 1) and len(line.key(at)) < 4:
            ordinal, at = int(line.key(at)), at + 2
        else:
            return None
    return None


def _extension(line: Line, index: int) -> tuple[int, tuple[Chunk, ...]]:
    """What belongs to a designation behind its noun, with the chunks inside."""
    inner: list[Chunk] = []
    end = index
    while end < line.end and end - index < _LONGEST_NAME:
        if line.key(end) in _NAME_ENDS:
            break
        if line.key(end) in ("on", "in", "at", "from", "this", "with", "by", "for"):
            if _leaves(line, end):
                break
        elif line.key(end) == "and" and _verb(line, end + 1) is not None:
            break
        chunk = (
            read_date(line, end) or read_document(line, end) or read_title(line, end) or read_org(line, end)
            or read_place(line, end) or read_person(line, end) or _verb(line, end)
        )  # fmt: skip
        if chunk is not None and isinstance(chunk.value, Verb | DateRange | PersonName):
            break
        if chunk is not None:
            inner.append(chunk)
        end = end + 1 if chunk is None else chunk.end
    while end > index and line.key(end - 1) in ("the", "a", "an", "on", "of", "and", "to", "with", "by"):
        end -= 1
    return end, tuple(chunk for chunk in inner if chunk.end <= end)


def _leaves(line: Line, index: int) -> bool:
    """Whether a preposition leaves the designation: a day or a place follows, or with whom and by whom."""
    if line.key(index) in ("by", "this") or (line.key(index) == "with" and line.key(index + 1) == "the"):
        return True
    at = index + 2 if line.key(index + 1) == "the" else index + 1
    if read_date(line, at) is not None or line.key(index + 1) in _WEEK or line.key(index + 1) == "its":
        return True
    place = read_place(line, at)
    return line.key(index) in ("in", "at") and place is not None and isinstance(place.value, PlaceName)


_WEEK = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())  # noqa: SIM905 - as prose
