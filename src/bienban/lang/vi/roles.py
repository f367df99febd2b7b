"""What the lexicon says of a role: which bodies have it, and whether it may be of none."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from bienban.lang.vi.lexicon import table
from bienban.model.mention import OrgName
from bienban.text import match_key

__all__ = ["begins_body", "bodies_of_roles", "committee_of", "has_role", "open_office", "party_of"]

_PARTY_HEADS = {"province": "Tỉnh ủy", "district": "Huyện ủy", "commune": "Đảng ủy"}
_AGENCIES = (
    "enterprise",
    "department",
    "police",
    "media",
    "school",
    "institute",
    "hospital",
    "military",
    "office",
    "court",
    "other",
)
_OPEN = frozenset(
    {
        "tổng bí thư",
        "chủ tịch nước",
        "phó chủ tịch nước",
        "quyền chủ tịch nước",
        "bộ trưởng",
        "tổng thống",
        "phó tổng thống",
        "quốc vương",
    }
)
# The head of a state by its country: "Chủ tịch Trung Quốc".
_OF_STATE = re.compile(
    r"(?:trợ lý|thư ký) |"
    r"(?:phó )?tổng thống |tổng bí thư |(?:phó )?chủ tịch (?!danh dự|thường trực|điều hành|phụ trách|chuyên trách)"
)


@lru_cache(maxsize=1)
def bodies_of_roles() -> dict[str, str]:
    """The kind of bodies by role."""
    found: dict[str, str] = {}
    for row in table("roles"):
        if row.get("bodies") is not None:
            found.setdefault(match_key(row.need("role")), row.need("bodies"))
    return found


@lru_cache(maxsize=1)
def _heads() -> dict[str, tuple[str, ...]]:
    """The words that the body of a role may begin with, by role: "Trưởng ban" is also who heads a Ban Tổ chức."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table("roles"):
        head = row.get("head")
        if row.get("shape") == "head" and head is not None:
            role = match_key(row.need("role"))
            found[role] = (*found.get(role, ()), match_key(head))
    return found


def has_role(role: str, org: OrgName) -> bool:
    """Whether a body of this kind can have the role."""
    bodies = bodies_of_roles().get(match_key(role).removeprefix("quyền "), "")
    kind = org.kind or ""
    if bodies == "party":
        return kind in ("party-committee", "party-organization", "party-cell", "mass-organization", "association")
    if bodies == "people":
        return not kind.startswith(("party", "ministry", "department"))
    if bodies == "ministry":
        return kind == "ministry" and org.head.startswith("Bộ")
    if bodies == "agency":
        return kind in _AGENCIES or kind == ""
    return True


def party_of(org: OrgName) -> OrgName | None:
    """The Party committee of the territory of a People's Committee or Council."""
    place = org.name[len(org.head) :].strip()
    city = place.startswith("Thành phố")
    if org.kind not in ("people-committee", "people-council") or (org.level not in _PARTY_HEADS and not city):
        return None
    head = _PARTY_HEADS.get(org.level or "", "Thành ủy")
    if city or place == "Hà Nội":
        head = "Thành ủy"
    elif place.lower().startswith("quận"):
        head = "Quận ủy"
    elif place.startswith("thị xã"):
        head = "Thị ủy"
    if head != "Đảng ủy":
        for word in ("tỉnh ", "huyện ", "Quận ", "quận ", "thị xã "):
            place = place.removeprefix(word) if not place.removeprefix(word).isdigit() else place
    if place in ("tỉnh", "huyện", "Quận", "quận", "thị xã", "Thành phố"):
        place = ""
    return OrgName(f"{head} {place}".strip(), head, "party-committee", org.level, org.complete and bool(place))


_OF_PLACE = frozenset({"people-committee", "people-council", "front", "police", "military"})
_TERRITORY = re.compile(r"\b(?:tỉnh|thành phố|quận|huyện|thị xã|phường|xã|thị trấn|đặc khu) (?!ủy).*$", re.IGNORECASE)
_COMMITTEE = re.compile(r"\b(?:Tỉnh|Thành|Quận|Huyện|Thị|Đảng) ủy \S.*$")
_LEVELS: dict[str, Literal["province", "district", "commune"]] = {  # a city's committee has the same head at both levels
    "tỉnh": "province",
    "quận": "district",
    "huyện": "district",
    "thị xã": "district",
    "phường": "commune",
    "xã": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}


def committee_of(org: OrgName) -> OrgName | None:
    """The Party committee that a body is or belongs to ("Ban Dân vận Huyện ủy Mẫu"), or that leads its territory."""
    inside = _COMMITTEE.search(org.name)
    if inside is not None:
        head = " ".join(inside.group().split()[:2])
        return OrgName(inside.group(), head, "party-committee", org.level, org.complete)
    if (org.kind not in _OF_PLACE and "Đảng bộ " not in org.name) or not org.complete:
        return None
    territory = _TERRITORY.search(org.name, len(org.head) if org.name.startswith(org.head) else 0)
    if territory is None:
        return party_of(org)
    words = territory.group()
    level = next((level for word, level in _LEVELS.items() if words.lower().startswith(f"{word} ")), None)
    head = "Ủy ban nhân dân"
    return party_of(OrgName(f"{head} {words}", head, "people-committee", level or "district", True))


def open_office(role: str) -> bool:
    """Whether a post may be of no body: an office of state, a minister of the government at large."""
    key = match_key(role)
    return key in _OPEN or _OF_STATE.match(key) is not None


def begins_body(role: str, org: OrgName) -> bool:
    """Whether a body can be the one whose name the role's last word begins: a "Trưởng đoàn" is of a Đoàn."""
    words = _heads().get(match_key(role))
    return words is None or match_key(org.head).startswith(words)
