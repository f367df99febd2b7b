"""From titles to posts held: which body a title without a complete one means; one post per person, role, body and status.

A title takes the body of the next one in its stack ("Bí thư, Chủ tịch UBND xã X"), of a like title earlier in the article, or of
the sentence; a role takes only bodies that have it: nobody is Bí thư of a People's Committee, but of the Party committee of
its place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from typing import TypeAlias

from bienban.lang.vi.completion import Completion
from bienban.lang.vi.holders import Holding
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.tenures import Posting, seat_of_one
from bienban.model.facts import Key
from bienban.model.mention import OrgName, PostTitle
from bienban.text import match_key

__all__ = ["postings"]

_Titled: TypeAlias = dict[str, list[tuple[int, OrgName]]]
_Holders: TypeAlias = dict[tuple[str, str], set[Key]]
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
_STANDING = frozenset(
    {"party-committee", "party-standing-committee", "people-committee", "people-council", "front", "mass-organization"}
)


@lru_cache(maxsize=1)
def _bodies() -> dict[str, str]:
    """The kind of bodies by role."""
    found: dict[str, str] = {}
    for row in table("roles"):
        if row.get("bodies") is not None:
            found.setdefault(match_key(row.need("role")), row.need("bodies"))
    return found


def _has(role: str, org: OrgName) -> bool:
    """Whether a body of this kind can have the role."""
    bodies = _bodies().get(match_key(role), "")
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


def _party_of(org: OrgName) -> OrgName | None:
    """The Party committee of the territory of a People's Committee or Council."""
    place = org.name[len(org.head) :].strip()
    city = place.startswith("Thành phố")
    if org.kind not in ("people-committee", "people-council") or (org.level not in _PARTY_HEADS and not city):
        return None
    head = _PARTY_HEADS.get(org.level or "", "Thành ủy")
    if city or place == "Hà Nội":
        head = "Thành ủy"
    elif place.startswith("Quận"):
        head = "Quận ủy"
    if head != "Đảng ủy":
        for word in ("tỉnh ", "huyện ", "Quận ", "thị xã "):
            place = place.removeprefix(word) if not place.removeprefix(word).isdigit() else place
    if place in ("tỉnh", "huyện", "Quận", "Thành phố"):
        place = ""
    return OrgName(f"{head} {place}".strip(), head, "party-committee", org.level, org.complete and bool(place))


def _following(holding: Holding, known: Completion) -> OrgName | None:
    """The body of the next title of the stack that has one."""
    at = holding.stack.index(holding.title)
    for mention in holding.stack[at + 1 :]:
        if isinstance(mention.value, PostTitle) and mention.value.org is not None:
            return known.org(mention.value.org, mention.span.start)
    return None


def _stem(role: str) -> str:
    return match_key(role).removeprefix("phó ").removesuffix(" thường trực")


def _by_office(scan: Scan) -> _Titled:
    """The complete bodies of the article's titles by office, with their offsets, in order."""
    found: _Titled = defaultdict(list)
    for mention in scan.mentions:
        title = mention.value
        if isinstance(title, PostTitle) and title.org is not None and title.org.complete:
            found[_stem(title.role)].append((mention.span.start, title.org))
    return found


def _like(title: PostTitle, offset: int, titled: _Titled) -> OrgName | None:
    """The body of the nearest title of the same office, before or else behind."""
    same = titled.get(_stem(title.role))
    if not same:
        return None
    return same[max(bisect_left(same, offset, key=lambda x: x[0]) - 1, 0)][1]


def _taken(holding: Holding, title: PostTitle, org: OrgName, holders: _Holders) -> bool:
    """Whether the one seat of a head is said to be another's: two persons are not both the chair of one body."""
    others = holders.get((match_key(title.role), match_key(org.name)), set())
    return seat_of_one(title.role) and bool(others) and holding.person not in others


def _seats(held: list[Holding]) -> _Holders:
    """Who is said to hold which post of a complete body, former holders left out."""
    found: _Holders = defaultdict(set)
    for holding in held:
        title = holding.title.value
        if isinstance(title, PostTitle) and title.org is not None and title.org.complete and holding.status == "current":
            found[match_key(title.role), match_key(title.org.name)].add(holding.person)
    return found


def _without(
    holding: Holding, title: PostTitle, known: Completion, titled: _Titled, holders: _Holders, scan: Scan
) -> OrgName | None:
    """The body of a title that names none."""
    offset = holding.title.span.start
    if title.role == "Đại biểu":
        return known.assembly(offset)
    following = _following(holding, known)
    if following is not None:
        if _has(title.role, following):
            return following
        party = _party_of(following) if _bodies().get(match_key(title.role)) == "party" else None
        if party is not None:
            return known.org(party, offset)
    if match_key(title.role) in _OPEN:
        return None
    like = _like(title, offset, titled)
    if like is not None:
        return None if _taken(holding, title, like, holders) else like
    sentence = scan.sentence_at(offset)
    near = [m.value for m in scan.within(sentence.span, OrgName) if m.span.end <= offset and isinstance(m.value, OrgName)]
    if holding.lead.rstrip().endswith("làm"):
        return known.org(near[0], offset) if near else None
    if _bodies().get(match_key(title.role)) == "people":
        councils = [
            o for o in near if o.kind in ("people-committee", "people-council", "front", "association", "mass-organization")
        ]
        return known.org(councils[-1], offset) if councils else None
    return None


def _settle(holding: Holding, known: Completion, titled: _Titled, holders: _Holders, scan: Scan) -> OrgName | None:
    title = holding.title.value
    assert isinstance(title, PostTitle)  # noqa: S101 -- holdings are of titles
    if title.org is None:
        return _without(holding, title, known, titled, holders, scan)
    if title.org.complete:
        return known.placed(title.org)
    following = _following(holding, known)
    return known.org(title.org, holding.title.span.start, following)


def postings(scan: Scan, held: list[Holding], known: Completion) -> list[Posting]:
    """The holdings with their bodies, in order; one that names no body and gets none is left out."""
    titled, holders = _by_office(scan), _seats(held)
    found = []
    for holding in held:
        title = holding.title.value
        if not isinstance(title, PostTitle):
            continue
        org = _settle(holding, known, titled, holders, scan)
        if org is None and match_key(title.role) not in _OPEN:
            continue
        if org is not None and not org.complete and org.name == org.head and _generic(org):
            continue
        found.append(Posting(holding, title.role, org, holding.status))
    return found


def _generic(org: OrgName) -> bool:
    """Whether a head alone says too little to know the body: "Sở", "Công ty", but not "Hội Nông dân"."""
    return org.kind not in _STANDING and org.name.count(" ") < 2
