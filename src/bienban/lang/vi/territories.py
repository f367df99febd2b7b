"""The places of an article: one for all its spellings, at which level it is, and which other place it lies in.

A place lies in what stands behind it ("xã T, huyện Đ, tỉnh K"); else in the only district or province the article speaks of. A
"thành phố" that the reference table lacks is of province level where the article shows it centrally run – it has quận or a Sở,
which no other city has (Law on Organization of Local Government 77/2015/QH13, articles 2 and 44) – of district level where a
province holds it, and of no level where neither is said.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from bienban.lang.vi.completion import Completion, full_place
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.trust import trusted
from bienban.model.facts import Key, Place
from bienban.model.mention import Mention, OrgName, PlaceName
from bienban.model.span import Evidence
from bienban.text import match_key

__all__ = ["places_of"]

_RANK = {"country": 0, "province": 1, "district": 2, "commune": 3, "hamlet": 4}
_CITY, _QUARTER, _DEPARTMENT = "Thành phố", "Quận", "Sở"
_CITY_RANK = 1.5
_INSIDE = re.compile(r"\s*(?:,|\(|-|–|thuộc|của|ở)\s*(?:thuộc\s+)?")
_PRINTED = ("place.named", "place.scope")


class _Atlas:
    """The places of one article while they are being worked out."""

    def __init__(self) -> None:
        self.mentions: dict[Key, list[Mention]] = defaultdict(list)
        self.values: dict[Key, PlaceName] = {}
        self.keys: dict[Mention, Key] = {}
        self.within: dict[Key, Counter[Key]] = defaultdict(Counter)
        self.level: dict[Key, str | None] = {}

    def rank(self, key: Key) -> float | None:
        """How far down a place is; a city may be a province or a district."""
        level = self.level[key]
        if level is not None:
            return _RANK[level]
        return _CITY_RANK if self.values[key].head == _CITY else None

    def of_level(self, level: str) -> list[Key]:
        """The places of a level, in the order of the text."""
        return [key for key, own in self.level.items() if own == level]


def _key(value: PlaceName) -> Key:
    """One key for a place with and without its level word: "Sơn La", "tỉnh Sơn La"."""
    name = value.name if value.level == "province" and value.name is not None else full_place(value)
    return Key(f"place:{match_key(name)}")


def _collect(scan: Scan, known: Completion) -> _Atlas:
    """One place for each name; a level word alone means the article's place of the level."""
    atlas = _Atlas()
    for mention in scan.mentions:
        value = mention.value
        if not isinstance(value, PlaceName):
            continue
        meant = value if value.name is not None else known.place(value.head or "")
        if meant is None:
            continue
        key = _key(meant)
        if value.name is not None and key not in atlas.values:
            atlas.values[key] = meant
        atlas.values.setdefault(key, meant)
        atlas.keys[mention] = key
        atlas.mentions[key].append(mention)
    atlas.level = {key: value.level for key, value in atlas.values.items()}
    return atlas


def _nested(scan: Scan, atlas: _Atlas) -> None:
    """Which place stands behind which, with nothing but a comma or "thuộc" between."""
    last: Mention | None = None
    for mention, key in atlas.keys.items():
        if last is not None and mention.span.start >= last.span.end:
            inner, outer = atlas.rank(atlas.keys[last]), atlas.rank(key)
            lower = inner is not None and outer is not None and inner > outer > 0
            if lower and _INSIDE.fullmatch(scan.text, last.span.end, mention.span.start):
                atlas.within[atlas.keys[last]][key] += 1
        if isinstance(mention.value, PlaceName) and mention.value.name is not None:
            last = mention


def _governed(scan: Scan, atlas: _Atlas) -> frozenset[Key]:
    """The cities whose Sở the article names: only a province or a centrally run city has one."""
    found: set[Key] = set()
    for mention in scan.mentions:
        if isinstance(mention.value, OrgName) and mention.value.head == _DEPARTMENT:
            found.update(atlas.keys[m] for m in scan.within(mention.span, PlaceName) if m in atlas.keys)
    return frozenset(found)


def _settle_cities(scan: Scan, atlas: _Atlas) -> None:
    """The level of the cities that no reference table has, as the article shows it."""
    cities = [key for key, level in atlas.level.items() if level is None and atlas.values[key].head == _CITY]
    if not cities:
        return
    quarters = [key for key in atlas.level if atlas.values[key].head == _QUARTER]
    governed = _governed(scan, atlas)
    known = atlas.of_level("province")
    for city in cities:
        around = [key for key in atlas.within.get(city, ()) if atlas.level[key] == "province"]
        holds = any(city in atlas.within.get(quarter, ()) for quarter in quarters)
        sole = bool(quarters) and len(cities) == 1 and not known
        if around:
            atlas.level[city] = "district"
        elif holds or sole or city in governed:
            atlas.level[city] = "province"


def _only(keys: Iterable[Key]) -> Key | None:
    found = list(keys)
    return found[0] if len(found) == 1 else None


def _around(atlas: _Atlas, key: Key) -> Key | None:
    """The place that another one lies in: the one it is said to lie in most often, else the only one it can lie in."""
    level, said = atlas.level[key], atlas.within.get(key)
    if said:
        best = said.most_common(1)[0][0]
        rank, outer = atlas.rank(key), atlas.rank(best)
        if rank is not None and outer is not None and rank > outer:
            return best
    provinces = atlas.of_level("province")
    districts = atlas.of_level("district")
    if level == "district":
        return _only(provinces)
    if level == "commune":
        unsettled = any(own is None and atlas.values[k].head == _CITY for k, own in atlas.level.items())
        return None if unsettled else _only(districts) if districts else _only(provinces)
    return _only(atlas.of_level("commune")) if level == "hamlet" else None


def _evidence(mentions: Iterable[Mention]) -> tuple[Evidence, ...]:
    return tuple(trusted((m.span,), m.rule, min(m.confidence, 0.97)) for m in mentions)


def places_of(scan: Scan, known: Completion) -> tuple[tuple[Place, ...], dict[Mention, Key]]:
    """The places of an article, and the key of every mention that means one."""
    atlas = _collect(scan, known)
    _nested(scan, atlas)
    _settle_cities(scan, atlas)
    places = tuple(
        Place(
            key=key,
            name=full_place(atlas.values[key]),
            level=atlas.level[key],  # type: ignore[arg-type]
            evidence=_evidence(mentions),
            within=_around(atlas, key),
        )
        for key, mentions in atlas.mentions.items()
    )
    return places, atlas.keys
