"""Venues: "tại Trung tâm Hội nghị tỉnh …", "tại hội trường Ủy ban nhân dân xã": places that are no unit of territory.

A venue begins behind "tại" with a word of ``venues.tsv`` and runs to the next sign, date or function word.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from bienban.lang.tokens import Trie
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.marks import Marks
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.trust import trusted
from bienban.model.facts import Key, Place
from bienban.model.mention import DateRange, Mention, PersonName, PlaceName, PostTitle
from bienban.model.span import Span
from bienban.text import match_key

__all__ = ["read_venues", "with_venues"]

_LONGEST = 12
_ENDING = frozenset(',;:()“”"–-')
_CITY = re.compile(r"\bT\.?P\b\.?\s*")


@lru_cache(maxsize=1)
def _heads() -> Trie[str]:
    return Trie((row.need("head"), row.need("head")) for row in table("venues"))


def _end(scan: Scan, marks: Marks, index: int, starts: frozenset[int]) -> int:
    """The index after a venue whose head ends before ``index``."""
    acts = {m.first for m in marks.acts if m.row.act in ("organize", "take-place", "attend", "chair", "speak", "present")}
    tokens = scan.tokens
    at = index
    while at < min(len(tokens), index + _LONGEST):
        token = tokens[at]
        dot = token.text == "." and not tokens[at - 1].text.isupper()
        if (
            dot
            or token.text in _ENDING
            or token.key == "với"
            or token.start in starts
            or at in acts
            or marks.word(at, "end") is not None
        ):
            break
        at += 1
    return at


def read_venues(scan: Scan, marks: Marks) -> tuple[Mention, ...]:
    """The venues of an article, in order; ``PlaceName.level`` is None and ``head`` the venue's word."""
    tokens, heads = scan.tokens, _heads()
    starts = frozenset(m.span.start for m in scan.mentions if isinstance(m.value, (DateRange, PersonName, PostTitle)))
    found = []
    for index, token in enumerate(tokens):
        if token.key != "tại":
            continue
        head = heads.longest(tokens, index + 1)
        if head is None:
            continue
        after = _end(scan, marks, head[0], starts)
        if after == head[0] and not (head[0] < len(tokens) and tokens[head[0] - 1].capital):
            continue
        span = Span(tokens[index + 1].start, tokens[after - 1].end)
        if "\n" not in span.of(scan.text):
            found.append(Mention(span, PlaceName(_name(scan, span), None, head[1]), "place.venue", 0.8))
    return tuple(found)


def _name(scan: Scan, span: Span) -> str:
    """The venue's name as printed, with "TP" in full."""
    return " ".join(_CITY.sub("Thành phố ", span.of(scan.text)).split())


def with_venues(scan: Scan, entities: Entities) -> Entities:
    """The entities with a place for each venue of the scan, inside the territory that its name gives."""
    keys = dict(entities.keys)
    places = list(entities.places)
    known = {place.key for place in places}
    for mention in scan.mentions:
        if mention.rule != "place.venue" or not isinstance(mention.value, PlaceName) or mention.value.name is None:
            continue
        key = Key(f"venue:{match_key(mention.value.name)}")
        keys[mention] = key
        if key in known:
            continue
        known.add(key)
        inner = [entities.keys[m] for m in scan.within(mention.span, PlaceName) if m in entities.keys]
        evidence = (trusted((mention.span,), mention.rule, mention.confidence),)
        places.append(Place(key=key, name=mention.value.name, level=None, evidence=evidence, within=inner[-1] if inner else None))
    return replace(entities, places=tuple(places), keys=keys)
