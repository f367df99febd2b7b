"""Titles of posts: a role with the body it is held in, one title of a stack.

``Trưởng Ban Tổ chức Thành ủy`` is the role Trưởng ban of Ban Tổ chức Thành ủy; ``Thành ủy viên`` is Ủy viên of Thành ủy;
``Thủ tướng`` is of Chính phủ by itself; ``Chủ tịch Hà Nội`` stands for the chair of the People's Committee.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bienban.lang.vi.line import Line
from bienban.lang.vi.naming import Role
from bienban.lang.vi.orgs import OrgRead, read_head, read_org
from bienban.lang.vi.orgwords import field_end, loose_name
from bienban.lang.vi.persons import read_person, vietnamese
from bienban.lang.vi.places import PlaceRead, bare_level, read_place
from bienban.model.facts import PostStatus
from bienban.model.mention import Mention, OrgName, PlaceName, PostTitle

__all__ = ["TitleRead", "read_seat", "read_title"]

_FORMER = frozenset({"nguyên", "cựu", "cố"})
_MODIFIERS = {
    "thường trực": "Thường trực",
    "thường trưc": "Thường trực",
    "phụ trách": "phụ trách",
    "chuyên trách": "chuyên trách",
    "thứ nhất": "thứ nhất",
}
_PARTY = {"province": "Tỉnh ủy", "city": "Thành ủy", "district": "Huyện ủy", "commune": "Đảng ủy"}
_CENTRAL = frozenset({"Quân ủy Trung ương", "Đảng ủy Công an Trung ương", "Đảng ủy Quân sự Trung ương"})
_CITIES = frozenset({"Hà Nội", "Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế"})
_SHORT = frozenset({"Anh", "Đức"})
_JOINING = frozenset({"tham gia", "bầu vào", "cử vào", "bổ sung vào"})
_EMPLOYERS = frozenset({"department", "enterprise", "school", "hospital", "institute"})
_RIGHTS = frozenset({"ủy", "thẩm", "chính", "có", "nắm", "nhà", "đặc", "cầm", "của", "toàn", "tiếm", "các", "phân", "dân"})
_COMMITTEES = frozenset({"party-committee", "party-standing-committee", "mass-organization", "front"})


@dataclass(frozen=True, slots=True)
class TitleRead:
    """A title at the tokens ``start`` to ``end``, with the mentions inside it."""

    start: int
    end: int
    value: PostTitle
    inner: tuple[Mention, ...]


def _modified(line: Line, end: int, role: str) -> tuple[int, str]:
    """The role with a word such as "Thường trực" behind it."""
    pair = f"{line.key(end)} {line.key(end + 1)}"
    word = _MODIFIERS.get(pair if pair != "thường trưc" else "thường trực")
    if (
        word is None
        or word.casefold() in role.casefold()
        or (pair == "thường trực" and line.key(end + 2) == "ban" and role == "Ủy viên")
    ):
        return end, role
    return end + 2, f"{role} {word}"


def _named(line: Line, org: OrgRead) -> tuple[OrgName, int, tuple[Mention, ...]]:
    own = Mention(line.span(org.start, org.end), org.value, "org.post", 0.95) if org.end > org.start else None
    return org.value, org.end, (org.inner if own is None else (own, *org.inner))


def _by_place(line: Line, index: int, role: Role) -> tuple[OrgName, int, tuple[Mention, ...]] | None:
    """The body that a bare territory stands for: "Bí thư TP.HCM", "Chủ tịch Hà Nội"."""
    place = read_place(line, index, scoped=True)
    if place is None and role.bodies in ("party", "people"):
        place = bare_level(line, index)
    named = place is not None and (place.value.level not in ("hamlet", None) or place.value.head == "Thành phố")
    if place is None or not named or role.bodies is None:
        return None
    mention = Mention(line.span(place.start, place.end), place.value, "place.scope", 0.9)
    if place.value.level == "country":
        return None
    if role.bodies == "ministry":
        return None
    head = _head_of(place, role.bodies)
    where = place.full if role.bodies == "people" or place.value.name in (None, "Hồ Chí Minh") else place.value.name
    where = place.full if where is None or where.isdigit() else where
    name = f"{head} {where}" if place.value.name is not None or role.bodies == "people" else head
    level = place.value.level if place.value.level != "hamlet" else None
    kind = "party-committee" if role.bodies == "party" else "people-committee"
    return OrgName(name, head, kind, level, place.value.name is not None), place.end, (mention,)


def _bare_head(line: Line, index: int, role: Role) -> tuple[OrgName, int, tuple[Mention, ...]] | None:
    """A head in small letters that means a body of the article: "giám đốc sở", "chủ tịch tập đoàn"."""
    if role.bodies not in ("agency", "people") or line.capital(index):
        return None
    found = read_head(line, index)
    if found is None or not found[1].cap or found[1].kind not in _EMPLOYERS:
        return None
    after, head = found
    following = line.token(after)
    if following is not None and following.is_word and not (following.capital or following.key in line.lexicon.stops):
        return None
    return OrgName(head.head, head.head, head.kind, None, False), after, ()


def _head_of(place: PlaceRead, what: str) -> str:
    if what == "people":
        return "Ủy ban nhân dân"
    level = "district" if place.value.level is None else place.value.level
    if level == "province" and (place.value.head == "Thành phố" or place.value.name in _CITIES):
        return "Thành ủy"
    if level == "district" and place.value.head in ("Quận", "Thành phố"):
        return "Quận ủy" if place.value.head == "Quận" else "Thành ủy"
    return _PARTY[level]


def _lengthened(line: Line, org: OrgRead) -> OrgRead:
    """A body of which the lexicon knows the head only, with the words behind it: "Viện huyết học truyền máu Trung ương"."""
    value = org.value
    if value.complete or value.name != value.head or " " in value.head:
        return org
    loose = loose_name(line, org.end, small=True)
    if loose is None:
        return org
    return OrgRead(org.start, loose[1], replace(value, name=f"{value.head} {loose[0]}", complete=True), org.inner)


def _own(line: Line, end: int, role: Role) -> tuple[OrgName | None, int, tuple[Mention, ...]]:
    """The body of an office that has one by itself; of another country's where the country follows ("Thủ tướng Nhật Bản")."""
    country = _country(line, end)
    org = None if role.org in (None, "-") else _fixed(role.org or "")
    if country is None or org is None or org.name not in ("Chính phủ", "Quốc hội"):
        return org, end if country is None or role.org != "-" else country.end, ()
    if country.value.name == "Việt Nam":
        return org, country.end, ()
    return replace(org, name=f"{org.name} {country.full}"), country.end, ()


def _embassy(line: Line, end: int, head: str) -> tuple[OrgName | None, int, tuple[Mention, ...]]:
    """The embassy of an ambassador: "Đại sứ A tại B"."""
    sender = _country(line, end)
    if sender is None:
        return None, end, ()
    host = read_place(line, sender.end + 1) if line.key(sender.end) == "tại" else None
    name = f"{head} {sender.full}" if host is None else f"{head} {sender.full} tại {host.full}"
    after = sender.end if host is None else host.end
    return OrgName(name, head, "international", "country", True), after, ()


def _country(line: Line, index: int) -> PlaceRead | None:
    """The country named at the index, "nước" before it or not."""
    at = index + 1 if line.key(index) == "nước" else index
    following = line.token(at + 1)
    foreign = following is not None and following.capital and not vietnamese(following.text)
    if foreign and line.tokens[at].text in _SHORT:
        return PlaceRead(at, at + 1, PlaceName(line.tokens[at].text, "country", None), line.tokens[at].text)
    place = read_place(line, at)
    return place if place is not None and place.value.level == "country" else None


def _org(line: Line, end: int, role: Role) -> tuple[OrgName | None, int, tuple[Mention, ...]]:
    """The body of a role whose form ended before ``end``."""
    at = end + 1 if line.key(end) in ("của", "tại", ":") and read_head(line, end + 1) is not None else end
    if role.shape == "own":
        return _own(line, end, role)
    if role.shape == "embassy":
        return _embassy(line, end, role.head or "Đại sứ quán")
    if role.shape == "member":
        found = read_org(line, end, role.head)
        return _named(line, OrgRead(end, found.end, found.value, found.inner)) if found is not None else (None, end, ())
    if role.shape == "within":
        inner = read_org(line, end)
        if inner is None:
            return OrgName(role.head or "", role.head or "", "party-standing-committee", None, False), end, ()
        value, after, mentions = _named(line, inner)
        if value.name in _CENTRAL:
            return value, after, mentions
        return (
            replace(value, name=f"{role.head} {value.name}", head=role.head or "", kind="party-standing-committee"),
            after,
            mentions,
        )
    own = _bare_head(line, end, role)
    if own is not None and read_person(line, own[1], titled=False) is not None:
        return own
    printed = read_org(line, at) if role.bodies != "ministry" or line.key(at) != "công" else None
    if printed is not None and (printed.end > printed.start) and role.shape != "head":
        return _named(line, _lengthened(line, printed))
    if role.shape == "head" and role.head is not None:
        if printed is not None and printed.value.name.casefold().startswith(role.head.casefold()):
            return _named(line, printed)
        found = read_org(line, end, role.head)
        loose = loose_name(line, end, small=True) if found is None or found.end == end else None
        if loose is not None:
            return OrgName(f"{role.head} {loose[0]}", role.head, None, None, True), loose[1], ()
        if found is not None:
            return found.value, found.end, found.inner
        return None, end, ()
    by_place = _by_place(line, end, role) or _bare_head(line, end, role)
    if by_place is not None:
        return by_place
    if role.shape == "plain" and role.bodies not in ("party", "ministry"):
        loose = loose_name(line, end)
        if loose is not None:
            return OrgName(loose[0], loose[0], None, None, True), loose[1], ()
    if role.bodies == "ministry" and line.capital(end):
        field = line.lexicon.fields.longest(line.tokens, end)
        name, after = field_end(line, end) if field is not None else ("", end)
        abroad = _country(line, after) if name else None
        if abroad is not None and abroad.full != "Việt Nam":
            return OrgName(f"Bộ {name} {abroad.full}", "Bộ", "ministry", "country", True), abroad.end, ()
        if name:
            return OrgName(f"Bộ {name}", "Bộ", "ministry", "country", True), after, ()
    return None, end, ()


def _fixed(name: str) -> OrgName:
    kind = {"Chính phủ": "government", "Quốc hội": "national-assembly"}.get(name, "party-committee" if "Đảng" in name else None)
    return OrgName(name, name, kind, "country", True)


def _status(line: Line, start: int) -> tuple[PostStatus, bool]:
    before = line.key(start - 1)
    if before in _FORMER and not (before == "nguyên" and line.key(start - 2) == "tây"):
        return "former", True
    return "current", False


def _acting(line: Line, index: int) -> bool:
    """Whether "quyền" (acting) stands before a title, not the end of "ủy quyền" or "thẩm quyền"."""
    return line.key(index - 1) == "quyền" and (line.tokens[index - 1].text == "Quyền" or line.key(index - 2) not in _RIGHTS)


def _delegate(line: Line, index: int, end: int) -> bool:
    """Whether "đại biểu" stands before the name of one delegate."""
    return (
        line.capital(end)
        and line.key(end) in line.lexicon.families
        and line.key(index - 1) not in ("các", "những", "nhiều", "nữ")
    )


def read_title(line: Line, index: int) -> TitleRead | None:
    """The title that begins at a token, or None."""
    found = line.lexicon.roles.longest(line.tokens, index)
    if found is None or found[0] > line.stop:
        return None
    end, role = found
    if role.role == "Chủ tịch" and line.key(end) == "hồ" and line.key(end + 1) == "chí":
        return None
    if role.shape == "delegate" and not _delegate(line, index, end):
        return None
    if role.role == "Thường trực" and line.key(index - 1) == "của":
        return None
    end, name = _modified(line, end, role.role)
    org, after, inner = _org(line, end, role)
    if role.shape == "headed" and org is None:
        return None
    country = (
        _country(line, after) if org is None and role.shape in ("foreign", "plain") and role.role not in ("Bí thư",) else None
    )
    if country is not None:
        after = country.end
        name = "Chủ tịch nước" if name == "Chủ tịch" and country.full != "Việt Nam" else name
    if role.shape == "within" and org is not None and org.name in _CENTRAL:
        name = "Ủy viên Thường vụ"
    status, former = _status(line, index)
    if _acting(line, index) and not name.startswith("Quyền"):
        name = f"Quyền {name}"
    return TitleRead(index, after, PostTitle(name, org, status, former), inner)


def read_seat(line: Line, index: int) -> TitleRead | None:
    """A seat that someone joins: "bầu vào Ban Chấp hành …", "tham gia Ban Thường vụ"; the title is the committee's name."""
    before = line.key(index - 1)
    if before not in ("gia", "vào", ","):
        return None
    if f"{line.key(index - 2)} {before}" not in _JOINING and not (line.key(index - 1) == "," and _joined(line, index - 2)):
        return None
    org = read_org(line, index)
    if org is None or org.value.kind not in _COMMITTEES or not org.value.head.startswith(("Ban", "Bộ Chính trị")):
        return None
    value, after, inner = _named(line, org)
    return TitleRead(index, after, PostTitle("Ủy viên", value), inner)


def _joined(line: Line, index: int) -> bool:
    """Whether a committee that someone joins ends at the token: the list goes on ("tham gia Ban Chấp hành, Ban Thường vụ")."""
    start = max(line.start, index - 12)
    return any(f"{line.key(i)} {line.key(i + 1)}" in _JOINING for i in range(start, index))
