"""Who is meant: one person per full name, and the person behind a short form such as "ông Hải", "bà", "đồng chí".

A given name must be the end of a full name that the article has; a pronoun alone means the person named last before it, at most
three paragraphs up. What stays open stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bienban.lang.vi.scan import Scan
from bienban.model.facts import Key
from bienban.model.mention import Mention, PersonName, Pronoun
from bienban.text import match_key

__all__ = ["People", "people", "person_key"]

_FEMALE = " thị "
_REACH = 3
_QUOTED = re.compile(r'(?:“[^“”]+”|"[^"]+")[\s,–-]*$')
_LONGEST = 800
_FEW = 12
_OPENING = 12
"""How many characters may stand before the person whom a sentence begins with: "Ông ", "Đồng chí "."""
_REAL = re.compile(r"\b(?:tên thật|tên khai sinh|bí danh|tên thường gọi|còn gọi là|hay còn gọi)\b[^.]{0,8}$", re.IGNORECASE)


def person_key(name: str) -> Key:
    """The key of a person within an article."""
    return Key(f"person:{match_key(name)}")


@dataclass(frozen=True, slots=True)
class People:
    """The names of an article by key, in the order of the text, and the key each mention leads to."""

    names: dict[Key, str]
    keys: dict[Mention, Key]
    gender: dict[Key, str]

    def of(self, mention: Mention) -> Key | None:
        """The person a mention means, or None."""
        return self.keys.get(mention)


def _bare(value: object) -> bool:
    """Whether a mention is a pronoun without a name: what opens a sentence goes on about the one that the last began with."""
    return isinstance(value, Pronoun) and value.given is None and not value.plural


def _genders(scan: Scan, mentions: Iterable[Mention]) -> dict[Key, str]:
    """What the honorific before a full name, or Thị in it, says."""
    found: dict[Key, str] = {}
    for mention in mentions:
        if not isinstance(mention.value, PersonName):
            continue
        key = person_key(mention.value.name)
        word = scan.text[max(0, mention.span.start - 5) : mention.span.start].casefold().split()
        if _FEMALE in f" {match_key(mention.value.name)} " or (word and word[-1] in ("bà", "chị", "cô")):
            found[key] = "f"
        elif word and word[-1] in ("ông", "anh"):
            found.setdefault(key, "m")
    return found


def _by_given(given: str, recent: list[Key], ends: dict[str, list[Key]]) -> Key | None:
    """The person named last whose name ends with the given name; else the only one of the article."""
    fits = ends.get(match_key(given), [])
    near = next((k for k in reversed(recent) if k in fits), None)
    return near if near is not None else fits[0] if len(fits) == 1 else None


def _names(scan: Scan, excluded: frozenset[Key]) -> tuple[dict[Key, str], dict[Key, Key]]:
    """The full names, and names that are only another way to say one: the end of a full name, or a real name given to it."""
    names: dict[Key, str] = {}
    alias: dict[Key, Key] = {}
    last: Key | None = None
    for mention in scan.mentions:
        if not isinstance(mention.value, PersonName):
            continue
        key = person_key(mention.value.name)
        if key in excluded:
            continue
        if last is not None and key not in names and _REAL.search(scan.text, max(0, mention.span.start - 24), mention.span.start):
            alias[key] = last
            continue
        names.setdefault(key, mention.value.name)
        last = key
    ends: dict[str, list[Key]] = {}
    for key, name in names.items():
        for end in _endings(name):
            ends.setdefault(end, []).append(key)
    for key, name in list(names.items()):
        shorter = person_key(name.rpartition(" ")[0])
        if name.count(" ") >= 3 and shorter in names:
            alias[key] = shorter
            del names[key]
            continue
        longer = ends.get(match_key(name), []) if name.count(" ") == 1 else []
        if len(longer) == 1:
            alias[key] = longer[0]
            del names[key]
    return names, alias


def _endings(name: str) -> list[str]:
    """What a full name may be shortened to: its last syllable, and its last two or three."""
    words = match_key(name).split()
    return [" ".join(words[-n:]) for n in (1, 2, 3) if n < len(words)]


def people(scan: Scan, excluded: frozenset[Key] = frozenset(), titles: Mapping[Mention, Key] | None = None) -> People:
    """Resolve the names and short forms of an article, in reading order; ``titles`` are titles that stand for a known person."""
    known = titles or {}
    names, alias = _names(scan, excluded)
    ends: dict[str, list[Key]] = {}
    for full, name in names.items():
        for end in _endings(name):
            ends.setdefault(end, []).append(full)
    mentions = [m for m in scan.mentions if isinstance(m.value, PersonName | Pronoun) or m in known]
    gender = _genders(scan, mentions)
    keys: dict[Mention, Key] = {}
    recent: list[Key] = []
    last: tuple[Key, int] | None = None
    subject: tuple[Key, int] | None = None
    sentence = None
    trail: list[tuple[int, Key]] = []
    for mention in mentions:
        value = mention.value
        key = known.get(mention)
        own = scan.sentence_at(mention.span.start)
        paragraph, opens = own.paragraph, mention.span.start - own.span.start <= _OPENING
        if own is not sentence and not opens:
            subject = None
        elif own is not sentence and subject is not None and _bare(value):
            last = subject
        if isinstance(value, PersonName):
            key = alias.get(person_key(value.name), person_key(value.name))
        elif isinstance(value, Pronoun) and not value.plural:
            if value.given is not None:
                key = _by_given(value.given, recent, ends)
            elif last is not None and paragraph - last[1] <= _REACH:
                last = _before_words(scan.text, mention.span.start, trail, last)
                fits = value.gender is None or gender.get(last[0], value.gender) == value.gender
                key = last[0] if fits else _fitting(recent, gender, value.gender)
        if key is None or key not in names:
            continue
        if mention not in known:
            keys[mention] = key
        trail.append((mention.span.start, key))
        if own is not sentence:
            subject = (key, paragraph) if opens else None
            sentence = own
        if key in recent[-1:]:
            last = (key, paragraph)
            continue
        recent.append(key)
        last = (key, paragraph)
    return People(names, keys, gender)


def _before_words(text: str, offset: int, trail: list[tuple[int, Key]], last: tuple[Key, int]) -> tuple[Key, int]:
    """Who was named last, and for "“…”, ông nói" last before the words quoted: nobody that these speak of is meant."""
    match = _QUOTED.search(text, max(0, offset - _LONGEST), offset)
    if match is None or not trail or trail[-1][0] < match.start():
        return last
    before = next((key for at, key in reversed(trail[-_FEW:]) if at < match.start()), None)
    return last if before is None else (before, last[1])


def _fitting(recent: list[Key], gender: dict[Key, str], wanted: str | None) -> Key | None:
    return next((k for k in reversed(recent[-3:]) if gender.get(k) == wanted), None)
