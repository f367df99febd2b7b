"""The body that a title names or implies: "Trưởng Ban X" is of Ban X, "Chủ tịch Hà Nội" of its People's Committee."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from bienban.lang.vi.abroad import country_of, short_country
from bienban.lang.vi.heads import read_head
from bienban.lang.vi.line import Line
from bienban.lang.vi.naming import Role
from bienban.lang.vi.orgs import OrgRead, read_org
from bienban.lang.vi.orgwords import loose_name, ministry_field
from bienban.lang.vi.persons import read_person, vietnamese
from bienban.lang.vi.places import PlaceRead, bare_level, read_place
from bienban.model.mention import Mention, OrgName

__all__ = ["CENTRAL_COMMITTEES", "BodyRead", "body_of", "country_at", "named"]

BodyRead: TypeAlias = tuple[OrgName, int, tuple[Mention, ...]]
_PARTY = {"province": "Tỉnh ủy", "city": "Thành ủy", "district": "Huyện ủy", "commune": "Đảng ủy"}
CENTRAL_COMMITTEES = frozenset({"Quân ủy Trung ương", "Đảng ủy Công an Trung ương", "Đảng ủy Quân sự Trung ương"})
_CITIES = frozenset({"Hà Nội", "Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế"})
_UNITS = frozenset({"Cục", "Vụ", "Chi cục", "Tổng cục"})
_STATE_COUNCIL = "Quốc vụ viện"
_EMPLOYERS = frozenset({"department", "enterprise", "school", "hospital", "institute"})


def named(line: Line, org: OrgRead) -> BodyRead:
    """A body that is printed behind a role, with a mention of its own."""
    own = Mention(line.span(org.start, org.end), org.value, "org.post", 0.92) if org.end > org.start else None
    return org.value, org.end, (org.inner if own is None else (own, *org.inner))


def _by_place(line: Line, index: int, role: Role) -> BodyRead | None:
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


def _bare_head(line: Line, index: int, role: Role) -> BodyRead | None:
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
    org = None if role.org in (None, "-") else _fixed(role.org or "")
    council = read_org(line, end) if org is not None and org.name == "Chính phủ" else None
    if council is not None and council.value.head == _STATE_COUNCIL:
        return council.value, council.end, council.inner
    country = country_at(line, end)
    if country is None or org is None or org.name not in ("Chính phủ", "Quốc hội", "Bộ Ngoại giao"):
        return org, end if country is None or role.org != "-" else country.end, ()
    if country.value.name == "Việt Nam":
        return org, country.end, ()
    return replace(org, name=f"{org.name} {country.full}"), country.end, ()


def _embassy(line: Line, end: int, head: str) -> tuple[OrgName | None, int, tuple[Mention, ...]]:
    """The embassy of an ambassador: "Đại sứ A tại B"."""
    printed = read_org(line, end)
    if printed is not None and printed.value.kind == "international":
        return named(line, printed)
    sender = country_at(line, end)
    if sender is None and line.key(end + 1) == "tại":
        sender = short_country(line, end)
    if sender is None:
        return None, end, ()
    host = read_place(line, sender.end + 1) if line.key(sender.end) == "tại" else None
    name = f"{head} {sender.full}" if host is None else f"{head} {sender.full} tại {host.full}"
    after = sender.end if host is None else host.end
    return OrgName(name, head, "international", "country", True), after, ()


def country_at(line: Line, index: int) -> PlaceRead | None:
    """The country named at the index, "nước" before it or not."""
    at = index + 1 if line.key(index) == "nước" else index
    following = line.token(at + 1)
    foreign = following is not None and following.capital and not vietnamese(following.text)
    if foreign and (short := short_country(line, at)) is not None:
        return short
    return country_of(line, at)


_Body: TypeAlias = tuple[OrgName | None, int, tuple[Mention, ...]]


def _of_committee(line: Line, end: int, role: Role) -> _Body:
    """The standing committee of which "Ủy viên Thường vụ" names the whole: Quân ủy Trung ương, a province's committee."""
    inner = read_org(line, end)
    head = role.head or ""
    if inner is None:
        return OrgName(head, head, "party-standing-committee", None, False), end, ()
    value, after, mentions = named(line, inner)
    if value.name in CENTRAL_COMMITTEES:
        return value, after, mentions
    return replace(value, name=f"{head} {value.name}", head=head, kind="party-standing-committee"), after, mentions


def _seat(line: Line, end: int, role: Role) -> _Body:
    """The committee of which one word says the member: "TVHU" is of the Ban Thường vụ of the Huyện ủy."""
    inner = read_org(line, end, role.head)
    if inner is None:
        return None, end, ()
    committee = role.org or ""
    value = replace(inner.value, name=f"{committee} {inner.value.name}", head=committee, kind="party-standing-committee")
    return value, inner.end, inner.inner


def _hamlet(line: Line, end: int) -> _Body:
    """The hamlet that the role's last word and a name or number behind it name: "Trưởng thôn" + "Mẫu Đông"."""
    place = read_place(line, end)
    for back in range(1, 4):
        if place is None:
            place = read_place(line, end - back)
    if place is None or place.value.level != "hamlet" or place.end <= end:
        return None, end, ()
    mention = Mention(line.span(place.start, place.end), place.value, "place.named", 0.9)
    return OrgName(place.full, place.value.head or "", "other", None, True), place.end, (mention,) if place.start >= end else ()


def _begun(line: Line, end: int, head: str, printed: OrgRead | None) -> _Body:
    """The body whose name the last word of the role begins: "Trưởng Ban" + "Tổ chức Tỉnh ủy"."""
    if printed is not None and printed.value.name.casefold().startswith(head.casefold()):
        return named(line, printed)
    found = read_org(line, end, head)
    cut = found is not None and head == "Phòng" and not found.inner and _runs_on(line, found.end)
    loose = loose_name(line, end, small=True) if found is None or found.end == end or cut else None
    if loose is not None and (found is None or loose[1] > found.end):
        again = loose[0].casefold().startswith(f"{head.casefold()} ")
        return OrgName(loose[0] if again else f"{head} {loose[0]}", head, None, None, True), loose[1], ()
    return (None, end, ()) if found is None else (found.value, found.end, found.inner)


def _runs_on(line: Line, index: int) -> bool:
    """Whether a small-letter word stands there that may go on an office's name: "Trưởng phòng Thu hồi" + "đất"."""
    token = line.token(index)
    return token is not None and index < line.stop and token.is_word and not token.capital and token.key not in line.lexicon.stops


def _unnamed(line: Line, end: int, role: Role) -> _Body:
    """The body of a role behind which no body's head stands: a bare word for it, a territory, a name, a ministry's field."""
    if role.bodies == "agency" and (line.key(end), line.key(end + 1)) == ("nhà", "trường"):
        return OrgName("Trường", "Trường", "school", None, False), end + 2, ()
    by_place = _by_place(line, end, role) or _bare_head(line, end, role)
    if by_place is not None:
        return by_place
    if role.head is not None and line.capital(end) and line.lexicon.fields.longest(line.tokens, end) is not None:
        found = read_org(line, end, role.head)
        if found is not None and found.end > end:
            return found.value, found.end, found.inner
    if role.org in _UNITS and line.capital(end) and read_person(line, end, titled=False) is None:
        unit = read_org(line, end, role.org)
        if unit is not None and unit.end > end + 1:
            return unit.value, unit.end, unit.inner
    foreign = country_at(line, end) is not None
    loose = loose_name(line, end) if role.shape == "plain" and role.bodies not in ("party", "ministry") and not foreign else None
    if loose is not None:
        return OrgName(loose[0], loose[0], None, None, True), loose[1], ()
    if role.bodies != "ministry" or not line.capital(end) or line.lexicon.fields.longest(line.tokens, end) is None:
        return None, end, ()
    name, after = ministry_field(line, end)
    abroad = country_at(line, after) if name else None
    if abroad is not None and abroad.value.name != "Việt Nam":
        return OrgName(f"Bộ {name} {abroad.full}", "Bộ", "ministry", "country", True), abroad.end, ()
    return (OrgName(f"Bộ {name}", "Bộ", "ministry", "country", True), after, ()) if name else (None, end, ())


def _portfolio(line: Line, index: int) -> bool:
    """Whether a minister's field stands there that begins like another body: "Thứ trưởng Khoa học và Công nghệ"."""
    found = line.lexicon.fields.longest(line.tokens, index)
    return line.key(index) == "công" or (found is not None and found[0] - index > 1 and line.key(index) == "khoa")


def body_of(line: Line, end: int, role: Role) -> _Body:
    """The body of a role whose form ended before ``end``, the index after it, and the mentions inside it."""
    if role.shape == "own":
        return _own(line, end, role)
    if role.shape == "embassy":
        return _embassy(line, end, role.head or "Đại sứ quán")
    if role.shape == "member":
        found = read_org(line, end, role.head)
        return named(line, OrgRead(end, found.end, found.value, found.inner)) if found is not None else (None, end, ())
    if role.shape == "within":
        return _of_committee(line, end, role)
    if role.shape == "seat":
        return _seat(line, end, role)
    if role.shape == "hamlet":
        return _hamlet(line, end)
    bare = _bare_head(line, end, role)
    if bare is not None and read_person(line, bare[1], titled=False) is not None:
        return bare
    at = end + 1 if line.key(end) in ("của", "tại", ":") and read_head(line, end + 1) is not None else end
    printed = None if role.bodies == "ministry" and _portfolio(line, at) else read_org(line, at)
    if role.shape == "head" and role.head is not None:
        return _begun(line, end, role.head, printed)
    if printed is not None and printed.end > printed.start:
        return named(line, _lengthened(line, printed))
    return _unnamed(line, end, role)


def _fixed(name: str) -> OrgName:
    kind = {"Chính phủ": "government", "Quốc hội": "national-assembly", "Bộ Ngoại giao": "ministry"}.get(
        name, "party-committee" if "Đảng" in name else None
    )
    return OrgName(name, name, kind, "country", True)
