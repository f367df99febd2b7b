"""The lexicon of names: honorifics, roles, heads and fields of bodies, levels, provinces and countries, family names.

Loaded once from the tables in ``data/lexicon/vi`` and ``data/reference``, and shared by all rules that read names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from bienban.lang.tables import Row, reference
from bienban.lang.tokens import Trie, key_of, tokenize
from bienban.lang.vi.lexicon import table

__all__ = [
    "BODY",
    "FAMILY",
    "HONORIFIC",
    "NAMESAKE",
    "PLACE",
    "TITLE",
    "Head",
    "Honorific",
    "Level",
    "LevelWord",
    "NameLexicon",
    "Region",
    "Role",
    "name_lexicon",
]

TITLE, BODY, PLACE, HONORIFIC, NAMESAKE, FAMILY = 1, 2, 4, 8, 16, 32
"""What a syllable may begin: bits of :attr:`NameLexicon.starts`."""

Level: TypeAlias = Literal["country", "province", "district", "commune", "hamlet"]


@dataclass(frozen=True, slots=True)
class Honorific:
    """A word before a name: ``kind`` pronoun, degree, rank, trade, clergy, honour; ``none`` for look-alikes."""

    form: str
    kind: str
    gender: Literal["m", "f"] | None
    plural: bool


@dataclass(frozen=True, slots=True)
class Role:
    """A role; see the head of ``roles.tsv`` for the shapes."""

    role: str
    org: str | None
    shape: str
    head: str | None
    bodies: str | None
    words: int


@dataclass(frozen=True, slots=True)
class LevelWord:
    """A word for a level: ``full`` is the form it is expanded to; ``city`` is a province's or a district's level."""

    full: str
    level: str
    short: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a body's name; see the head of ``org_heads.tsv``."""

    head: str
    kind: str
    level: str | None
    scope: str
    cap: bool
    territory: LevelWord | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A province, centrally run city or country, known without a level word."""

    name: str
    kind: Literal["province", "city", "country"]


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """All tables, as tries over keyed syllables and dictionaries of keys; ``starts`` says what a syllable may begin.

    ``uses`` are the function syllables of ``syllables.tsv`` by use.
    """

    honorifics: Trie[Honorific]
    roles: Trie[Role]
    heads: Trie[Head]
    fields: Trie[str]
    abbreviations: Trie[str]
    words: Trie[None]
    levels: Trie[LevelWord]
    regions: Trie[Region]
    namesakes: Trie[str]
    nobodies: Trie[None]
    families: dict[str, int]
    stops: frozenset[str]
    verbs: Trie[None]
    name_stops: frozenset[str]
    phrase_starts: frozenset[str]
    starts: dict[str, int]
    uses: dict[str, frozenset[str]]


def _first(phrase: str) -> str:
    return tokenize(phrase)[0].key


def _honorific(row: Row) -> Honorific:
    gender = row.get("gender")
    sex: Literal["m", "f"] | None = "m" if gender == "m" else "f" if gender == "f" else None
    return Honorific(row.need("form"), row.need("kind"), sex, row.get("plural") is not None)


def _role(row: Row) -> Role:
    head = row.get("head")
    return Role(
        row.need("role"),
        row.get("org"),
        row.need("shape"),
        head,
        row.get("bodies"),
        0 if head is None or row.need("shape") != "head" else len(tokenize(head)),
    )


def _head(row: Row, levels: dict[str, LevelWord]) -> Head:
    territory = row.get("territory")
    word = None if territory is None else levels[territory]
    return Head(row.need("head"), row.need("kind"), row.get("level"), row.need("scope"), row.get("case") == "cap", word)


def _regions() -> Iterator[tuple[str, Region]]:
    for row in reference("provinces"):
        name = row.need("name")
        region = Region(name, "city" if row.need("kind") == "city" else "province")
        for form in (name, *(row.get("aliases") or "").split("; ")):
            if form:
                yield form, region
                if " - " in form:
                    yield form.replace(" - ", " – "), region
    for row in reference("countries"):
        for form in (row.need("name"), *(row.get("aliases") or "").split("; ")):
            if form:
                yield form, Region(row.need("name"), "country")


def _uses() -> dict[str, frozenset[str]]:
    """The syllables of ``syllables.tsv`` by use."""
    found: dict[str, set[str]] = {}
    for row in table("syllables"):
        found.setdefault(row.need("use"), set()).add(key_of(row.need("form")))
    return {use: frozenset(forms) for use, forms in found.items()}


@lru_cache(maxsize=1)
def name_lexicon() -> NameLexicon:
    """The lexicon, read at first use."""
    honorifics = [(r.need("form"), _honorific(r)) for r in table("honorifics")]
    roles = [(r.need("form"), _role(r)) for r in table("roles")]
    levels = [(r.need("form"), LevelWord(r.need("full"), r.need("level"), r.get("short") is not None)) for r in table("levels")]
    words = dict(levels)
    heads = [(r.need("form"), _head(r, words)) for r in table("org_heads")]
    regions = list(_regions())
    namesakes = [(r.need("form"), r.need("kind")) for r in table("namesakes")]
    families = {key_of(r.need("name")): int(r.need("weight")) for r in table("family_names")}
    starts: dict[str, int] = dict.fromkeys(families, FAMILY)
    for bit, phrases in (
        (TITLE, [f for f, _ in roles]),
        (BODY, [f for f, _ in heads]),
        (PLACE, [f for f, _ in levels] + [f for f, _ in regions]),
        (HONORIFIC, [f for f, _ in honorifics]),
        (NAMESAKE, [f for f, _ in namesakes]),
    ):
        for first in {_first(f) for f in phrases}:
            starts[first] = starts.get(first, 0) | bit
    return NameLexicon(
        honorifics=Trie(honorifics),
        roles=Trie(roles),
        heads=Trie(heads),
        fields=Trie((r.need("form"), r.need("full")) for r in table("org_fields")),
        abbreviations=Trie((r.need("form"), r.need("full")) for r in table("abbreviations")),
        words=Trie((r.need("form"), None) for r in table("name_words")),
        levels=Trie(levels),
        regions=Trie(regions),
        namesakes=Trie(namesakes),
        nobodies=Trie((r.need("form"), None) for r in table("not_persons")),
        families=families,
        stops=frozenset(key_of(r.need("form")) for r in table("org_stops") if " " not in r.need("form")),
        verbs=Trie((r.need("form"), None) for r in table("org_stops") if " " in r.need("form")),
        name_stops=frozenset(key_of(r.need("form")) for r in table("name_stops")),
        phrase_starts=frozenset(key_of(r.need("form")) for r in table("name_stops") if r.get("always") is not None),
        starts=starts,
        uses=_uses(),
    )
