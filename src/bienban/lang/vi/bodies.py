"""The bodies of an article: one for all spellings of a name, short ones included, and whether the article treats it as an actor.

``Ủy ban Quản lý vốn`` is the one body whose name begins so; ``UBND tỉnh X`` is ``UBND X``. A body counts where it does or
receives something or where someone holds a post in it, not where it is part of the name of
another, of a document or of a venue.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from bienban.lang.tables import reference
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.trust import trusted
from bienban.model.facts import Key, Organization, Place
from bienban.model.mention import Mention, OrgName, PlaceName
from bienban.text import match_key

__all__ = ["Bodies", "acts"]

_NATIONAL = frozenset({"government", "national-assembly", "party-standing-committee", "police", "military"})
_NATIONAL_KINDS = _NATIONAL | {"party-committee", "party-organization"}
_NATIONAL_TAILS = frozenset({"trung ương đảng", "đảng", "việt nam", "trung ương"})
_CITIES = re.compile(r"\bthành phố (?=(?:hồ chí minh|hà nội|đà nẵng|hải phòng|cần thơ|huế)\b)")
_LOOSE = re.compile(r"\b(?:tỉnh|và|của)\s|\s-(?=\s)")
_PART_OF_NAME = re.compile(
    r"(?:Nghị quyết|Chỉ thị|Đại hội|bầu cử|Văn kiện|đại biểu|Luật|kỳ họp thứ \S+|Kết luận|Hội nghị|Pháp lệnh|Điều lệ"
    r"|dự án|công ước(?: của)?|hiến chương(?: của)?)\s*$",
    re.IGNORECASE,
)
_POWERS = re.compile(r"(?:Nhà nước|nhà nước|Đảng),\s*$")
_VENUE = re.compile(
    r"\b(?:(?:tại|ở|trong|trước|gần|đến|qua)\s+(?:trụ sở |hội trường |khuôn viên )?"
    r"|(?:quảng trường|công trình|khởi công|xây dựng|xây|khánh thành|sử dụng|giai đoạn \d|mở rộng|sân bay)\s+)$",
    re.IGNORECASE,
)
_VENUES = frozenset({"institute", "school"})
_BUILT = frozenset({"Cảng hàng không", "Sân bay", "Ga"})
# Where several countries are named by their organization, not the body: "trong khuôn khổ ASEAN", "ASEAN - Ấn Độ".
_AREA_BEFORE = re.compile(r"\b(?:khuôn khổ|khu vực|khối|trong|đứng đầu|các nước|cộng đồng|thị trường)\s+$", re.IGNORECASE)
_AREA_BEHIND = re.compile(r"\s*[-–]\s*(?:\d|[A-ZĐÁÀẢÃẠÂẤẦẨẪẬĂ])")
_COMMON = frozenset({"enterprise", "school", "hospital", "institute"})
_COMMITTEE = r"(?:tỉnh|thành|quận|huyện|thị) (?:ủy|uỷ)"
_GENERIC_BEFORE = re.compile(rf"(?:\b(?:các|những|mỗi|nhiều|cấp)|[-–]|{_COMMITTEE}\s*(?:,|và))\s*$", re.IGNORECASE)
_SEVERAL_BEFORE = re.compile(r"\b(?:các|những|mỗi|nhiều|cấp)\s*$", re.IGNORECASE)
_GENERIC_BEHIND = re.compile(rf"\s*(?:,|và)\s*(?:{_COMMITTEE}\b|các\b)", re.IGNORECASE)
_BARE = frozenset({"front", "police", "mass-organization"})
_LEVEL_WORD = re.compile(r"(?:tỉnh|thành phố|quận|huyện|thị xã|phường|xã|thị trấn|đặc khu)\s+(?=\D)")
# A committee and the organization whose committee it is (Party statute 2011, articles 9–11).
_COMMITTEES = (
    ("ban chấp hành đảng bộ", "đảng bộ"),
    ("tỉnh ủy", "đảng bộ tỉnh"),
    ("thành ủy", "đảng bộ thành phố"),
    ("quận ủy", "đảng bộ quận"),
    ("huyện ủy", "đảng bộ huyện"),
    ("thị ủy", "đảng bộ thị xã"),
    ("đảng ủy", "đảng bộ"),
    ("chi ủy", "chi bộ"),
)


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    """The names of countries as keys."""
    return frozenset(match_key(row.need("name")) for row in reference("countries"))


@lru_cache(maxsize=1)
def _foreign_tails() -> tuple[str, ...]:
    """The names of other countries as they end a longer name."""
    return tuple(f" {name}" for name in _countries() if name != "việt nam")


def _identity(name: str) -> str:
    """The form under which two names of one body are equal."""
    return " ".join(_LOOSE.sub(" ", _CITIES.sub("", match_key(name))).split())


def acts(scan: Scan, mention: Mention, value: OrgName, *, shared: bool = False) -> bool:
    """Whether a body's mention (outside titles and other names) shows it as an actor; ``shared`` in a list with one territory."""
    if value.kind == "media":
        return False
    before = scan.text[max(0, mention.span.start - 24) : mention.span.start]
    if value.kind in _COMMON and mention.span.of(scan.text)[0].islower():
        return False
    if isinstance(mention.value, OrgName) and not mention.value.complete:
        behind = scan.text[mention.span.end : mention.span.end + 20]
        if shared:
            return value.complete and _SEVERAL_BEFORE.search(before) is None
        if _GENERIC_BEFORE.search(before) or _GENERIC_BEHIND.match(behind):
            return False
    if _PART_OF_NAME.search(before) or (value.kind in _VENUES and _VENUE.search(before)):
        return False
    if value.head in _BUILT:
        return False
    if value.kind == "international" and (_AREA_BEFORE.search(before) or _AREA_BEHIND.match(scan.text, mention.span.end)):
        return False
    if value.kind in _NATIONAL and _POWERS.search(before):
        return False
    return value.complete or (value.kind in _BARE and value.name.count(" ") >= 3)


class Bodies:
    """Collects the bodies of one article; keys are settled when all names are known."""

    def __init__(self) -> None:
        self._values: dict[str, OrgName] = {}
        self._mentions: dict[str, list[Mention]] = defaultdict(list)
        self._named: list[tuple[Mention, str]] = []
        self._listed: set[str] = set()
        self._alias: dict[str, str] = {}

    def add(self, value: OrgName, mention: Mention, *, named: bool, listed: bool) -> None:
        """Note a body and the mention that names it (``named``) or the title that implies it."""
        identity = _identity(value.name)
        known = self._values.get(identity)
        if known is None or len(value.name) > len(known.name):
            self._values[identity] = value
        self._mentions[identity].append(mention)
        if named:
            self._named.append((mention, identity))
        if listed:
            self._listed.add(identity)

    def settle(self) -> None:
        """Take a short name for the one long name that begins with it."""
        by_head: dict[str, list[str]] = defaultdict(list)
        for identity in self._values:
            by_head[identity.split(" ")[0]].append(identity)
        for group in by_head.values():
            for short in group:
                longer = [x for x in group if x.startswith(short + " ") and self._fits(short, x)]
                if len(longer) == 1:
                    self._alias[short] = longer[0]

    def _fits(self, short: str, long: str) -> bool:
        tail = long[len(short) + 1 :]
        value = self._values[short]
        if tail in _NATIONAL_TAILS:
            return True
        if tail in _countries() or (value.kind in _NATIONAL_KINDS and tail.endswith(_foreign_tails())):
            return False  # "Bộ Ngoại giao" is not another country's
        return value.kind not in _NATIONAL and self._values[long].kind == value.kind and value.name.count(" ") >= 1

    def _root(self, identity: str) -> str:
        seen = {identity}
        while identity in self._alias and self._alias[identity] not in seen:
            identity = self._alias[identity]
            seen.add(identity)
        return identity

    def key(self, value: OrgName) -> Key:
        """The key of a body that was added."""
        return Key(f"org:{self._root(_identity(value.name))}")

    def keys(self) -> dict[Mention, Key]:
        """The key of every mention that names a body."""
        return {mention: Key(f"org:{self._root(identity)}") for mention, identity in self._named}

    def organizations(self, scan: Scan, places: tuple[Place, ...], named: dict[Mention, Key]) -> tuple[Organization, ...]:
        """The bodies as facts, with what they are part of and where they are, by the mentions inside their own.

        A body completed from elsewhere in the article ("Huyện ủy") is in the place that its full name ends with.
        """
        keys = self.keys()
        part: dict[Key, Key] = {}
        place: dict[Key, Key] = {}
        printed: dict[Key, dict[str, None]] = defaultdict(dict)
        for mention, key in keys.items():
            printed[key][" ".join(mention.span.of(scan.text).split())] = None
            for inner in scan.within(mention.span, OrgName):
                if inner.span != mention.span and keys.get(inner, key) != key:
                    part.setdefault(key, keys[inner])
                    break
            for inner in scan.within(mention.span, PlaceName):
                if inner in named:
                    place.setdefault(key, named[inner])
        roots: dict[str, list[str]] = defaultdict(list)
        for identity in self._values:
            roots[self._root(identity)].append(identity)
        endings = _endings(places)
        for root in roots:
            found = _ending(endings, self._values[root])
            if found is not None:
                place.setdefault(Key(f"org:{root}"), found)
        return tuple(self._fact(root, forms, part, place, tuple(printed[Key(f"org:{root}")])) for root, forms in roots.items())

    def _executed(self, value: OrgName) -> Key | None:
        """The Party organization (Đảng bộ) whose committee a body is, where the article names it too."""
        if value.kind != "party-committee":
            return None
        name = match_key(value.name)
        for head, organization in _COMMITTEES:
            if name.startswith(head + " "):
                root = self._root(_identity(f"{organization}{name[len(head) :]}"))
                return Key(f"org:{root}") if root in self._values and root != self._root(_identity(name)) else None
        return None

    def _fact(
        self, root: str, forms: list[str], part: dict[Key, Key], place: dict[Key, Key], printed: tuple[str, ...]
    ) -> Organization:
        key, value = Key(f"org:{root}"), self._values[root]
        mentions = dict.fromkeys(m for form in forms for m in self._mentions[form])
        return Organization(
            key=key,
            name=value.name,
            kind=value.kind,
            place=place.get(key),
            part_of=part.get(key),
            executive_of=self._executed(value),
            printed=printed,
            evidence=tuple(trusted((m.span,), m.rule, m.confidence) for m in mentions),
            listed=any(form in self._listed for form in forms),
        )


def _endings(places: tuple[Place, ...]) -> dict[str, Key]:
    """The names that a body's name may end with, each with its place: "huyện Đ" and, where no other place is called so, "Đ"."""
    found: dict[str, Key] = {}
    for place in places:
        full = match_key(place.name)
        if place.level == "country":
            continue
        found[full] = place.key
    for place in places:
        bare = _LEVEL_WORD.sub("", match_key(place.name))
        if " " in bare and place.level not in ("country", None):
            found.setdefault(bare, place.key)
    return found


def _ending(endings: dict[str, Key], value: OrgName) -> Key | None:
    """The place of the longest ending that a body's name has."""
    words = match_key(value.name).split()
    for first in range(1, len(words)):
        found = endings.get(" ".join(words[first:]))
        if found is not None:
            return found
    return None
