"""Persons: a family name of one of the peoples of Vietnam with a given name; other names after an honorific or a title.

A family name that is also an ordinary word, and a name of two syllables, need a sign: an honorific or title before it, or the
middle names Văn and Thị. Names after words such as đường (street) or giải thưởng (award) are namesakes, not persons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bienban.lang.vi.line import Line
from bienban.lang.vi.naming import Region
from bienban.lang.vi.places import run_end

__all__ = ["PersonRead", "read_person", "vietnamese"]

# A name of the highlands in one word, the mark of sex before an apostrophe: "K’Mẫu", "H'Thử".
_HIGHLAND = re.compile(r"[KHY]['’][^\W\d_]{2,}")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvxy])?[aeiouyăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]{1,3}"
    r"(?:ng|nh|ch|[cmnpt])?"
)


@dataclass(frozen=True, slots=True)
class PersonRead:
    """A full name at the tokens ``start`` to ``end``; ``rule`` says how it was recognised."""

    start: int
    end: int
    name: str
    rule: str
    confidence: float


def vietnamese(syllable: str) -> bool:
    """Whether a word has the shape of a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(syllable.casefold()) is not None


def _cased(name: str) -> str:
    """The name with ordinary capitals where it is printed in capitals."""
    return name.title() if name.isupper() else name


def _run(line: Line, start: int) -> int:
    """The end of the name's capitals: four syllables, five with two family names, six for names of the highlands and abroad."""
    family = line.lexicon.families.get(line.key(start))
    first = line.tokens[start].text
    limit = 6 if len(first) == 1 or "'" in first or "’" in first or not vietnamese(first) else 5 if family is not None else 4
    end = run_end(line, start, limit + 1)
    if end - start > limit:
        end = start + 4
    if line.caps or all(t.text.isupper() for t in line.tokens[start:end]):
        return end
    while end - start > 2 and line.tokens[end - 1].text.isupper() and len(line.tokens[end - 1].text) > 1:
        end -= 1
    return end


def _foreign(line: Line, start: int) -> int:
    """The end of a foreign name: capitals joined by spaces, hyphens and initials."""
    index, ends = start, line.lexicon.phrase_starts
    while index < line.stop and index - start < 16:
        token = line.tokens[index]
        if _transliterated(line, index, start):
            index += 2
            continue
        joined = token.text in "-." and index > start and line.glued(index) and line.capital(index + 1) and line.glued(index + 1)
        joined = joined or _hyphened(line, index, start)
        initial = token.text == "." and index > start and len(line.tokens[index - 1].text) == 1 and line.capital(index + 1)
        if not (token.capital or joined or initial) or (index > start and (line.opens(index) or token.key in ends)):
            break
        lost = index - start >= 2 and token.capital and not token.text.isascii() and vietnamese(token.text)
        if lost and not any(vietnamese(t.text) for t in line.tokens[index - 2 : index]):
            break  # a new sentence whose break was lost
        index += 2 if _hyphened(line, index, start) else 1
    return index


def _transliterated(line: Line, index: int, start: int) -> bool:
    """Whether a hyphen and a small-letter syllable go on a foreign name in Vietnamese spelling ("Mác-tin Mau-hơ-ry")."""
    last = line.token(index + 1)
    joined = line.key(index) == "-" and index > start and line.glued(index) and line.glued(index + 1)
    return joined and last is not None and last.text.islower() and vietnamese(last.text)


def _original(line: Line, end: int) -> tuple[int, int] | None:
    """The foreign spelling in brackets behind a name in Vietnamese spelling: "Mác-tin Mau-hơ-ry (Martin Mauhery)"."""
    if line.key(end) != "(" or not line.capital(end + 1):
        return None
    stop = _foreign(line, end + 1)
    return (end + 1, stop) if line.key(stop) == ")" and stop - end >= 3 else None


def _hyphened(line: Line, index: int, start: int) -> bool:
    """Whether a hyphen and a short small-letter syllable go on a Korean name ("Kim Mau-un", also with spaces)."""
    last = line.token(index + 1)
    return (
        line.key(index) == "-"
        and index - start == 2
        and last is not None
        and last.text.islower()
        and last.text.isascii()
        and 2 <= len(last.text) <= 5
        and line.glued(index) == line.glued(index + 1)
        and (line.glued(index) or last.key in line.lexicon.uses["korean"])
    )


def _country(line: Line, index: int) -> Region | None:
    """The country named at the index, for "ông Việt Nam" is nobody."""
    found = line.lexicon.regions.longest(line.tokens, index)
    return found[1] if found is not None and found[1].kind == "country" else None


def _addressed(line: Line, start: int) -> bool:
    """Whether a house number stands before a name, which is a street's: "nhà số 105 Nguyễn Văn Mẫu", "12/3 Nguyễn Văn Mẫu"."""
    at = start - 1
    while at > start - 6 and line.token(at) is not None and (line.tokens[at].is_number or line.glued(at + 1)):
        at -= 1
    return at < start - 1 and line.tokens[start - 1].end < line.tokens[start].start and line.key(at) == "số"


def _described(line: Line, end: int) -> bool:
    """Whether a title or an age follows a name behind a comma, a dash or a bracket: then it is a person's."""
    if line.key(end) not in (",", "-", "–", "("):
        return False
    at = end + 1 + (line.key(end + 1) in ("nguyên", "cựu", "hiện", "là"))
    token = line.token(at)
    if token is None:
        return False
    aged = (
        (token.is_number and line.key(at + 1) == "tuổi")
        or token.key == "sn"
        or (token.key == "sinh" and line.key(at + 1) == "năm")
    )
    return aged or line.lexicon.roles.longest(line.tokens, at) is not None


def read_person(line: Line, start: int, *, titled: bool) -> PersonRead | None:
    """The full name that begins at a token, or None; ``titled`` after an honorific or a title."""
    if not line.capital(start) or line.lexicon.nobodies.longest(line.tokens, start) is not None:
        return None
    weight = line.lexicon.families.get(line.key(start))
    first = line.tokens[start].text
    if _country(line, start) is not None or (
        len(first) > 1 and first.isupper() and not line.caps and not line.capital_run(start)
    ):
        return None
    if weight is None:
        end = _foreign(line, start)
        if not titled and (vietnamese(first) or not _described(line, end)):
            return None
        name = line.words(start, end).replace(" - ", "-")
        if line.key(start + 1) == "." and end - start <= 3 and vietnamese(line.tokens[end - 1].text):
            return None
        if end - start == 1 and _HIGHLAND.fullmatch(first) and (titled or _described(line, end)):
            return PersonRead(start, end, name, "person.titled", 0.8)
        if end - start < 2 or (name.isupper() and not line.caps) or (not titled and _country(line, end - 1) is not None):
            return None
        original = _original(line, end) if "-" in name else None
        if original is not None:
            return PersonRead(start, original[1] + 1, line.words(*original), "person.titled", 0.85)
        return PersonRead(start, end, _cased(name), "person.titled", 0.8)
    end = _run(line, start)
    end = end + 2 if _hyphened(line, end, start) else end
    length = end - start
    region = line.lexicon.regions.longest(line.tokens, start)
    if length < 2 or (region is not None and region[0] == end) or (not titled and _addressed(line, start)):
        return None
    if any(len(t.text) > 1 and t.text.isupper() for t in line.tokens[start:end]) and not (line.caps or titled):
        return None
    middle = line.key(start + 1) in line.lexicon.uses["middle"] and length >= 3
    sure = titled or middle or ((weight < 2 or length >= 3) and _described(line, end))
    if not sure and (weight == 3 or length == 2 or line.caps):
        return None
    confidence = 0.98 if middle or (titled and weight < 3) else 0.94 if titled or weight == 1 else 0.9
    name = _cased(line.words(start, end).replace(" - ", "-"))
    return PersonRead(start, end, name, "person.titled" if titled else "person.name", confidence)
