"""Who is meant: one person per full name, and the person behind a short form such as "ông Hải", "bà", "đồng chí".

A given name must be the end of a full name that the article has; a pronoun alone means the person named last before it in the same
paragraph. What stays open stays open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bienban.lang.vi.scan import Scan
from bienban.model.facts import Key
from bienban.model.mention import Mention, PersonName, Pronoun
from bienban.text import match_key

__all__ = ["People", "people", "person_key"]

_FEMALE = " thị "


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


def _by_given(given: str, recent: list[Key], names: dict[Key, str]) -> Key | None:
    """The person named last whose name ends with the given name."""
    end = " " + match_key(given)
    fits = [k for k in reversed(recent) if match_key(names[k]).endswith(end)]
    if fits:
        return fits[0]
    later = [k for k in names if match_key(names[k]).endswith(end)]
    return later[0] if len(later) == 1 else None


def people(scan: Scan, excluded: frozenset[Key] = frozenset()) -> People:
    """Resolve the names and short forms of an article, in reading order."""
    mentions = [m for m in scan.mentions if isinstance(m.value, PersonName | Pronoun)]
    names: dict[Key, str] = {}
    for mention in mentions:
        if isinstance(mention.value, PersonName) and person_key(mention.value.name) not in excluded:
            names.setdefault(person_key(mention.value.name), mention.value.name)
    gender = _genders(scan, mentions)
    keys: dict[Mention, Key] = {}
    recent: list[Key] = []
    last: tuple[Key, int] | None = None
    for mention in mentions:
        value = mention.value
        key: Key | None = None
        if isinstance(value, PersonName):
            key = person_key(value.name)
            if key not in names:
                continue
        elif isinstance(value, Pronoun) and not value.plural:
            if value.given is not None:
                key = _by_given(value.given, recent, names)
            elif last is not None and scan.sentence_at(mention.span.start).paragraph - last[1] <= 3:
                fits = value.gender is None or gender.get(last[0], value.gender) == value.gender
                key = last[0] if fits else _fitting(recent, gender, value.gender)
        if key is None:
            continue
        keys[mention] = key
        if key in recent:
            recent.remove(key)
        recent.append(key)
        last = (key, scan.sentence_at(mention.span.start).paragraph)
    return People(names, keys, gender)


def _fitting(recent: list[Key], gender: dict[Key, str], wanted: str | None) -> Key | None:
    return next((k for k in reversed(recent[-3:]) if gender.get(k) == wanted), None)
