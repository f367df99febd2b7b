"""Completes names that lack their territory: "UBND xã", "Tỉnh ủy", "Ban Thường vụ", "Công ty" mean one body in an article.

First by a complete name of the same head that the article gives; else by the article's own place of the level.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bienban.lang.tables import reference
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.scan import Scan
from bienban.model.mention import Mention, OrgName, PlaceName, PostTitle
from bienban.text import match_key

__all__ = ["COMMITTEES", "PARTY", "Completion", "completion", "full_place"]

_LEVEL_WORDS = ("Thành phố", "tỉnh", "Quận", "huyện", "thị xã", "phường", "xã", "thị trấn", "đặc khu")
_CITY_HEADS = frozenset({"Thành ủy", "Thành đoàn"})
_OWN_LEVEL = {
    "Tỉnh ủy": "province", "Tỉnh đoàn": "province", "Quận ủy": "district", "Huyện ủy": "district", "Thị ủy": "district",
    "Quận đoàn": "district", "Huyện đoàn": "district", "Thị đoàn": "district", "Đoàn đại biểu Quốc hội": "province",
    "Đoàn xã": "xã", "Đoàn phường": "phường", "Đoàn thị trấn": "thị trấn",
}  # fmt: skip
COMMITTEES = frozenset({"Ban Chấp hành", "Ban Thường vụ"})
PARTY = frozenset({"Tỉnh ủy", "Thành ủy", "Quận ủy", "Huyện ủy", "Thị ủy", "Đảng ủy"})
_PARTY_COMMITTEE = "Đảng ủy"
_WITHIN = ("Ban Cán sự", "Đảng đoàn")
_BOARDS = frozenset({"Hội đồng thành viên", "Hội đồng quản trị"})
_WHOSE = re.compile(
    r"(?:HĐQT|HĐTV|[Hh]ội đồng (?:quản trị|thành viên))\s*(?:của\s+)?"
    r"(?:[A-Z][A-Za-z]*[A-Z]|[A-Z][a-z]{4}|(?:[Cc]ông ty|[Cc]ty|[Tt]ổng|[Tt]ập đoàn|[Nn]gân hàng|[Dd]oanh nghiệp)\b)"
)
"""A board with a brand (no syllable of a name is so long without marks) or an enterprise behind it."""
_WITHIN_PLACE = re.compile(r"\s*(?:,|\(|-|–)\s*(?:thuộc\s+)?")
_NEAR = 60
_TERRITORIAL = frozenset({"people-committee", "people-council", "front", "police", "court", "procuracy", "mass-organization"})
_LOCAL = ("Hội ", "Liên đoàn Lao động", "Đoàn Thanh niên")
_SEVERAL = 3
_LISTED = re.compile(r"\s*(?:,|và|, và|-|–|&|cùng|, cùng)\s*")
_PLURAL = re.compile(r"\b(?:[Cc]ác|[Nn]hững|[Mm]ỗi|[Nn]hiều|cấp)\s+$")
_LEVEL_OF = {"Tỉnh ủy": "tỉnh", "Thành ủy": "Thành phố", "Quận ủy": "Quận", "Huyện ủy": "huyện", "Thị ủy": "thị xã"}
_HCM = "Hồ Chí Minh"
_CITIES = frozenset({_HCM, "Hà Nội", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế"})
_TERRITORIES = (*(f"{word} " for word in _LEVEL_WORDS), *_CITIES)


def full_place(place: PlaceName) -> str:
    """The place's name with its level word: "Thành phố Hồ Chí Minh", "phường Mẫu", "Hà Nội" where none is printed."""
    if place.name is None:
        return place.head or ""
    if place.name == _HCM:
        return "Thành phố Hồ Chí Minh"
    return place.name if place.head is None else f"{place.head} {place.name}"


@lru_cache(maxsize=1)
def _fields() -> frozenset[str]:
    """The fields of departments in their full form."""
    return frozenset(match_key(r.need("full")) for r in table("org_fields"))


@lru_cache(maxsize=1)
def _provinces() -> frozenset[str]:
    """The names of the country's provinces; a "tỉnh" that is none of these is abroad."""
    return frozenset(r.need("name") for r in reference("provinces"))


@dataclass(frozen=True, slots=True)
class Completion:
    """The article's places and complete bodies, and how names are completed by them."""

    places: dict[str, PlaceName]
    bodies: tuple[tuple[int, OrgName], ...]
    assemblies: tuple[tuple[int, OrgName], ...] = ()
    by_head: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    shared: dict[int, OrgName] = field(default_factory=dict)
    provinces: tuple[tuple[int, PlaceName], ...] = ()
    """The provinces of the bodies of an article on several provinces, with their offsets; empty where one is spoken of most."""
    text: str = ""

    def assembly(self, offset: int) -> OrgName | None:
        """The National Assembly or People's Council spoken of last before an offset, whose delegate "đại biểu X" is."""
        if not self.assemblies:
            return None
        at = bisect_left(self.assemblies, offset, key=lambda x: x[0]) - 1
        return self.org(self.assemblies[max(at, 0)][1], offset)

    def before(self, offset: int, reach: int) -> Iterator[OrgName]:
        """The complete bodies spoken of before an offset, the last first, no farther back than ``reach`` characters."""
        at = bisect_left(self.bodies, offset, key=lambda x: x[0]) - 1
        while at >= 0 and self.bodies[at][0] >= offset - reach:
            yield self.bodies[at][1]
            at -= 1

    def local(self, value: OrgName) -> OrgName:
        """An organization named without its territory, with that of the level that the article is about."""
        place = self.places.get("own")
        if value.complete or value.name != value.head or not value.name.startswith(_LOCAL) or place is None:
            return value
        return replace(value, name=f"{value.name} {_worded(place, place.head or '')}", complete=True)

    def place(self, word: str) -> PlaceName | None:
        """The article's place for a level word or a level."""
        return self.places.get(word)

    def placed(self, value: OrgName) -> OrgName:
        """A department with the article's province behind it, a district's office with its district, where none is named."""
        level = {"Sở": "one province", "Phòng": "one district"}.get(value.head)
        if level is None or match_key(value.name[len(value.head) :]) not in _fields():
            return value
        place = self.places.get(level)
        return value if place is None else replace(value, name=f"{value.name} {full_place(place)}")

    def org(self, value: OrgName, offset: int, hint: OrgName | None = None) -> OrgName:
        """The complete form of a body mentioned at an offset; ``hint`` is the body of the next title in its stack."""
        if value.complete:
            return value
        if offset in self.shared and value.name == value.head:
            value = self.shared[offset]
            if value.complete:
                return value
        tail = next((w for w in _LEVEL_WORDS if value.name.endswith(" " + w)), None)
        inner = next((h for h in (*_CITY_HEADS, *_OWN_LEVEL) if value.name == h or value.name.endswith(" " + h)), None)
        if tail is not None:
            found = self._province(offset) if tail == "tỉnh" else self.places.get(tail)
            if found is None:
                return value
            stem = value.name[: -len(tail)].strip()
            return replace(value, name=f"{stem} {_worded(found, tail)}", complete=True)
        if inner is not None:
            level = "Thành phố" if inner in _CITY_HEADS else _OWN_LEVEL[inner]
            place = self._province(offset, level) if level == "province" else self.places.get(level)
            if place is None:
                return value
            return replace(value, name=f"{value.name} {_after(place)}", complete=True)
        same = self._same_head(value, offset, hint) or self._of_committee(value, offset)
        return value if same is None else replace(value, name=same, complete=True)

    def _province(self, offset: int, word: str = "tỉnh") -> PlaceName | None:
        """The province meant at an offset: the article's, or the one spoken of last where it tells of several in turn."""
        at = bisect_left(self.provinces, offset, key=lambda x: x[0]) - 1
        return self.provinces[at][1] if at >= 0 else self.places.get(word)

    def _same_head(self, value: OrgName, offset: int, hint: OrgName | None) -> str | None:
        head = match_key(value.name)
        if hint is not None and match_key(hint.name).startswith(head + " "):
            return hint.name
        if hint is not None and hint.complete and value.kind in ("party-committee", "party-organization", "enterprise"):
            if hint.kind in ("people-committee", "people-council") and not value.head.startswith(_WITHIN):
                return f"{value.name} {hint.name[len(hint.head) :].strip()}"
            if hint.head in _BOARDS:
                return f"{value.name} {hint.name[len(hint.head) :].strip()}"
            if hint.kind not in ("party-committee", "party-standing-committee"):
                return f"{value.name} {hint.name}"
        if hint is not None and hint.complete and value.name in COMMITTEES and hint.head in PARTY:
            return f"{value.name} {hint.name if value.name == 'Ban Thường vụ' else _organization(hint)}"
        same = self._longer(head, value.kind)
        if hint is not None and hint.complete:
            near = " ".join(match_key(hint.name).split()[-2:])
            same = [(at, name) for at, name in same if match_key(name).endswith(near)] or same
        if same:
            return same[max(bisect_left(same, (offset, "")) - 1, 0)][1]
        return self._of_enterprise(value, offset) if value.name in _BOARDS else None

    def _of_committee(self, value: OrgName, offset: int) -> str | None:
        """A body that ends with a bare "Đảng ủy": of the one spoken of last, else of the only commune of an article on it."""
        if not value.name.endswith(_PARTY_COMMITTEE):
            return None
        stem = value.name.removesuffix(_PARTY_COMMITTEE)
        known = self._longer(match_key(_PARTY_COMMITTEE), "party-committee")
        if known and stem:
            return f"{stem}{known[max(bisect_left(known, (offset, '')) - 1, 0)][1]}"
        place = self.places.get("one commune")
        return f"{value.name} {_worded(place, place.head or '')}" if place is not None and not known else None

    def _of_enterprise(self, board: OrgName, offset: int) -> str | None:
        """The board with the enterprise spoken of last, else the next one, unless words behind it say whose it is."""
        known = [(at, o.name) for at, o in self.bodies if o.kind == "enterprise" and o.head not in _BOARDS]
        if not known or _WHOSE.search(self.text, offset, offset + _NEAR):
            return None
        return f"{board.name} {known[max(bisect_left(known, (offset, '')) - 1, 0)][1]}"

    def _longer(self, head: str, kind: str | None) -> list[tuple[int, str]]:
        """The complete names of a kind of bodies that begin with a head, with their offsets."""
        if head not in self.by_head:
            self.by_head[head] = [
                (at, o.name) for at, o in self.bodies if o.kind == kind and match_key(o.name).startswith(head + " ")
            ]
        return self.by_head[head]


def _organization(committee: OrgName) -> str:
    """The Party organization (Đảng bộ) whose executive committee a Party committee is: "Đảng bộ huyện X" of Huyện ủy X."""
    place = committee.name[len(committee.head) :].strip()
    word = _LEVEL_OF.get(committee.head, "")
    level = "" if place.startswith(("Quận ", "Thành phố ")) else word
    return " ".join(("Đảng bộ", level, place)).replace("  ", " ")


def _worded(place: PlaceName, word: str) -> str:
    if place.name == _HCM:
        return "Thành phố Hồ Chí Minh"
    return f"{word} {place.name}"


def _after(place: PlaceName) -> str:
    """The place as it stands behind "Tỉnh ủy", "Quận ủy": without its level word, save before a number."""
    if place.name is not None and (place.name == _HCM or place.name.isdigit()):
        return full_place(place)
    return place.name or ""


def _dominant(places: Iterable[PlaceName]) -> PlaceName | None:
    counts = Counter(p.name for p in places)
    if not counts:
        return None
    best = counts.most_common(1)[0][0]
    return next((p for p in places if p.name == best and p.head is not None), next(p for p in places if p.name == best))


def _sole(places: list[PlaceName]) -> PlaceName | None:
    """The place of a level that the article is about beyond doubt: the only one, or named three times as often as any other."""
    counts = Counter(p.name for p in places).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] < 3 * counts[1][1]):
        return None
    return _dominant(places)


def completion(scan: Scan, bodies: Iterable[Mention]) -> Completion:
    """The article's places by level word and level, and its complete bodies in the order of the text."""
    named = [m.value for m in scan.mentions if isinstance(m.value, PlaceName) and m.value.name is not None]
    places: dict[str, PlaceName] = {}
    for word in _LEVEL_WORDS:
        fitting = [p for p in named if p.head == word]
        if word == "tỉnh":
            fitting = [p for p in fitting if p.name in _provinces()] or fitting
        found = _dominant(fitting)
        if found is not None:
            places[word] = found
    provinces = [p for p in named if p.level == "province"]
    city = _dominant([p for p in provinces if p.name in _CITIES])
    if city is not None and ("Thành phố" not in places or places["Thành phố"].name not in _CITIES):
        places["Thành phố"] = city
    districts = [p for p in named if p.level == "district" or (p.level is None and p.head == "Thành phố")]
    for key, wanted in (("province", [p for p in provinces if p.name not in _CITIES]), ("district", districts)):
        found = _dominant(wanted)
        if found is not None:
            places[key] = found
    own = _own_provinces(scan)
    communes = [p for p in named if p.level == "commune"]
    for key, wanted in (("one province", provinces), ("one district", districts), ("one commune", _led(scan, communes))):
        sole = _sole(wanted) or (_sole(own) if key == "one province" else None)
        if sole is not None:
            places[key] = sole
    words = Counter(m.value.head for m in scan.mentions if isinstance(m.value, PlaceName) and m.value.name is None).most_common(1)
    if words and words[0][1] >= _SEVERAL and (local := places.get(words[0][0] or "")) is not None:
        places["own"] = local
    province = places.get("province") if "tỉnh" not in places else None
    if province is not None:
        places["tỉnh"] = province
    known, assemblies = [], []
    bodies = tuple(bodies)
    shared = _shared(scan, bodies)
    in_turn = _in_turn(scan)
    placed = Completion(places, (), shared=shared, provinces=in_turn)
    for mention in bodies:
        value = mention.value.org if isinstance(mention.value, PostTitle) else mention.value
        if isinstance(value, OrgName):
            value = placed.org(value, mention.span.start)
        if isinstance(value, OrgName) and value.complete:
            known.append((mention.span.start, value))
        if isinstance(value, OrgName) and (value.kind == "people-council" or value.name == "Quốc hội"):
            assemblies.append((mention.span.start, value))
    return Completion(places, tuple(known), tuple(assemblies), shared=shared, provinces=in_turn, text=scan.text)


def _led(scan: Scan, communes: list[PlaceName]) -> list[PlaceName]:
    """The communes, where the article has an office of one; none where a commune is only where something stands."""
    offices = any(
        isinstance(m.value, OrgName) and m.value.kind in ("people-committee", "people-council") and m.value.level == "commune"
        for m in scan.mentions
    )
    return communes if offices else []


def _own_provinces(scan: Scan) -> list[PlaceName]:
    """The provinces behind bodies, and those that a district or commune is said to lie in ("(huyện Mẫu, Lào Cai)")."""
    found, end, lower = [], -1, False
    for mention in scan.mentions:
        value = mention.value
        if not isinstance(value, PlaceName) or value.name is None:
            continue
        inside = lower and end <= mention.span.start and _WITHIN_PLACE.fullmatch(scan.text, end, mention.span.start) is not None
        if value.level == "province" and (inside or mention.rule == "place.scope"):
            found.append(value)
        end, lower = mention.span.end, value.level in ("district", "commune")
    return found


def _in_turn(scan: Scan) -> tuple[tuple[int, PlaceName], ...]:
    """The provinces behind bodies, with their offsets, in an article that tells of several: three, none with half of all."""
    found = [
        (m.span.start, m.value)
        for m in scan.mentions
        if isinstance(m.value, PlaceName) and m.rule == "place.scope" and m.value.level == "province" and m.value.name
    ]
    counts = Counter(p.name for _, p in found if p.name not in _CITIES)
    several = len(counts) >= _SEVERAL and counts.most_common(1)[0][1] * 2 <= counts.total()
    return tuple((at, p) for at, p in found if p.name not in _CITIES) if several else ()


def _shared(scan: Scan, bodies: tuple[Mention, ...]) -> dict[int, OrgName]:
    """Bodies of a list with one territory for all, by their offsets.

    The last has it ("HĐND, UBND và Công an tỉnh K"), maybe only its level ("HĐND, UBND, Mặt trận Tổ quốc tỉnh"), else the
    committee before them says the level ("Tỉnh ủy, HĐND, UBND").
    """
    found: dict[int, OrgName] = {}
    territory, start = "", -1
    for mention in reversed(bodies):
        value = mention.value
        if not isinstance(value, OrgName):
            continue
        tail = value.name[len(value.head) :].strip()
        if value.complete or tail in _LEVEL_WORDS:
            territory = tail if tail.startswith(_TERRITORIES) or tail in _LEVEL_WORDS else ""
        elif territory and _bare(value):
            if _LISTED.fullmatch(scan.text, mention.span.end, start):
                name = f"{value.head} {territory}"
                found[mention.span.start] = replace(value, name=name, complete=territory not in _LEVEL_WORDS)
            else:
                territory = ""
        else:
            territory = ""
        start = mention.span.start
    level, end = "", -1
    for mention in bodies:
        value = mention.value
        if not isinstance(value, OrgName):
            continue
        if value.head in _LEVEL_OF:
            several = _PLURAL.search(scan.text, max(mention.span.start - 8, 0), mention.span.start)
            level = "" if several else _LEVEL_OF[value.head]
        elif not (
            level and _bare(value) and mention.span.start > end >= 0 and _LISTED.fullmatch(scan.text, end, mention.span.start)
        ):
            level = ""
        elif mention.span.start not in found:
            found[mention.span.start] = replace(value, name=f"{value.head} {level}")
        end = mention.span.end
    return found


def _bare(value: OrgName) -> bool:
    """Whether a body of a territory is named without it and without a level of its own."""
    return value.kind in _TERRITORIAL and value.name == value.head and value.head not in _OWN_LEVEL
