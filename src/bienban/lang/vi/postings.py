"""From titles to posts held: which body a title without a complete one means; one post per person, role, body and status.

A title takes the body of the next one in its stack ("Bí thư, Chủ tịch UBND xã X"), of a like title earlier in the article, or of
the sentence; a role takes only bodies that have it: nobody is Bí thư of a People's Committee, but of the Party committee of
its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TypeAlias

from bienban.lang.vi.completion import COMMITTEES, PARTY, Completion
from bienban.lang.vi.holders import Holding
from bienban.lang.vi.roles import begins_body, bodies_of_roles, committee_of, has_role, open_office, party_of
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.tenures import Posting, seat_of_one
from bienban.model.facts import Key
from bienban.model.mention import Mention, OrgName, PostTitle
from bienban.text import match_key

__all__ = ["postings"]

_Titled: TypeAlias = dict[str, list[tuple[int, OrgName]]]
_Holders: TypeAlias = dict[tuple[str, str], set[Key]]
_FAR_MORE = 3
_BY = re.compile(r"[^,;.:]{0,60}\bdo\b")
_YOUTH = re.compile(r"\b((?:Tỉnh|Thành|Quận|Huyện|Thị) [đĐ]oàn)\b.*$")
_HAMLET = re.compile(r"\b(?:thôn|ấp|bản|buôn|làng|xóm|khu phố|khu dân cư|tổ dân phố) .+$", re.IGNORECASE)
# Organs that have the same name in other countries' parties.
_ORGANS = frozenset({"Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương Đảng"})
_ABROAD = re.compile(r"\b(Đảng (?:Cộng sản|Lao động|Nhân dân Cách mạng|Nhân dân) (?!Việt Nam)\w.*)$")
_ASSOCIATIONS = ("Hội ", "Liên hiệp các Hội")
_GROUPS = ("tổ trưởng", "tổ phó", "trưởng tiểu ban")
_NOTHING = OrgName("", "", None)
_REACH = 700
_FAR_BACK = 4000
_COMMISSIONS = frozenset({"party-commission", "party-inspection"})
# Bodies with a Party committee of their own, which a bare "Đảng ủy" before them is.
_NO_PARTY = ("enterprise", "ministry", "department", "military", "school", "hospital", "institute", "media")
_ORGANIZING = "Ban Tổ chức"  # the Party's, but also a festival's
_BARE = frozenset({"Ban", "Đoàn", "Tổ", "Hội đồng", "Tiểu ban"})
_STANDING = frozenset(
    {"party-committee", "party-standing-committee", "people-committee", "people-council", "front", "mass-organization"}
)


def _following(holding: Holding, known: Completion) -> OrgName | None:
    """The body of the next title of the stack that has one."""
    at = holding.stack.index(holding.title)
    for mention in holding.stack[at + 1 :]:
        if isinstance(mention.value, PostTitle) and mention.value.org is not None:
            return known.org(mention.value.org, mention.span.start)
    return None


def _stem(role: str) -> str:
    return match_key(role).removeprefix("phó ").removesuffix(" thường trực")


def _by_office(scan: Scan, known: Completion) -> _Titled:
    """The complete bodies of the article's titles by office, with their offsets, in order."""
    found: _Titled = defaultdict(list)
    for mention in scan.mentions:
        title = mention.value
        if isinstance(title, PostTitle) and title.org is not None:
            org = known.org(title.org, mention.span.start)
            if org.complete:
                found[_stem(title.role)].append((mention.span.start, org))
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


def _ministry(scan: Scan, *, deputy: bool) -> OrgName | None:
    """The ministry that a minister is of where the title names none: the only one, for a deputy also the one named most."""
    bodies = (_body(m) for m in scan.mentions)
    named = [v for v in bodies if v is not None and v.kind == "ministry" and v.complete and v.head.startswith("Bộ")]
    counts = Counter(match_key(v.name) for v in named).most_common(2)
    if not counts or (len(counts) > 1 and not (deputy and counts[0][1] >= _FAR_MORE * counts[1][1])):
        return None
    return next(v for v in named if match_key(v.name) == counts[0][0])


def _body(mention: Mention) -> OrgName | None:
    value = mention.value
    return value if isinstance(value, OrgName) else value.org if isinstance(value, PostTitle) else None


def _without(
    holding: Holding, title: PostTitle, known: Completion, titled: _Titled, holders: _Holders, scan: Scan
) -> OrgName | None:
    """The body of a title that names none."""
    offset = holding.title.span.start
    if title.role == "Đại biểu":
        return known.assembly(offset)
    following = _following(holding, known)
    if following is not None:
        if has_role(title.role, following):
            return following
        if bodies_of_roles().get(match_key(title.role).removeprefix("quyền ")) == "ministry" and " Bộ " in following.name:
            return OrgName(f"Bộ {following.name.partition(' Bộ ')[2]}", "Bộ", "ministry", "country", True)
        youth = _YOUTH.search(following.name)
        if youth is not None and has_role(title.role, whole := OrgName(youth.group(), youth.group(1), "mass-organization")):
            return known.org(replace(whole, complete=following.complete), offset)
        party = party_of(following) if bodies_of_roles().get(match_key(title.role)) == "party" else None
        if party is not None:
            return known.org(party, offset)
    if bodies_of_roles().get(match_key(title.role)) == "ministry":
        org = (
            _ministry(scan, deputy=match_key(title.role).startswith("thứ trưởng"))
            if following is None and holding.status == "current"
            else None
        )
        return None if org is None or _taken(holding, title, org, holders) else org
    if open_office(title.role):
        return None
    sentence = scan.sentence_at(offset)
    before = [m for m in scan.within(sentence.span, OrgName) if m.span.end <= offset]
    led = _leading(holding)
    if led and (headed := _led_body(scan, title.role, before)) is not None:
        return known.org(headed, offset)
    like = _like(title, offset, titled)
    if like is not None:
        return None if _taken(holding, title, like, holders) else like
    if not led and (near_body := _near(title, known, offset)) is not None:
        return near_body
    near = [m.value for m in before if isinstance(m.value, OrgName)]
    if led:
        near = [o for o in near if begins_body(title.role, o)]
        return known.org(near[0], offset) if near else None
    if bodies_of_roles().get(match_key(title.role)) == "people":
        councils = [
            o for o in near if o.kind in ("people-committee", "people-council", "front", "association", "mass-organization")
        ]
        return known.org(councils[-1], offset) if councils else None
    return None


def _near(title: PostTitle, known: Completion, offset: int) -> OrgName | None:
    """The body spoken of last whose name the role begins ("Tổ trưởng" of a Tổ), or for a secretary the committee."""
    if begins_body(title.role, _NOTHING):
        return _leading_body(known, offset) if bodies_of_roles().get(match_key(title.role)) == "party" else None
    near = (o for o in known.before(offset, _REACH) if begins_body(title.role, o))
    return next(near, None) if match_key(title.role).endswith(_GROUPS) or "đoàn" in match_key(title.role) else None


def _leading_body(known: Completion, offset: int) -> OrgName | None:
    """The Party committee or youth organization spoken of last, also by the Party organization that it leads."""
    for body in known.before(offset, _REACH):
        if body.head in PARTY or (body.kind == "mass-organization" and body.head.lower().endswith("đoàn")):
            return body
        if "Đảng bộ " in body.name and (party := committee_of(body)) is not None:
            return party
    return None


def _led_body(scan: Scan, role: str, before: list[Mention]) -> OrgName | None:
    """The body that somebody is said to lead: "Ban Chỉ đạo … do ông A làm Trưởng ban"."""
    for mention in reversed(before):
        value = mention.value
        if (
            isinstance(value, OrgName)
            and value.kind != "party-standing-committee"
            and begins_body(role, value)
            and _BY.match(scan.text, mention.span.end)
        ):
            return value
    return None


def _leading(holding: Holding) -> bool:
    """Whether the title is behind "làm": "Ban Chỉ đạo do ông A làm Trưởng ban"."""
    return holding.lead.rstrip().endswith("làm")


def _settle(
    holding: Holding, known: Completion, titled: _Titled, holders: _Holders, scan: Scan, held: list[Holding]
) -> OrgName | None:
    title = holding.title.value
    assert isinstance(title, PostTitle)  # noqa: S101 -- holdings are of titles
    if title.org is None or (title.org.name in _BARE and _leading(holding)):
        return _without(holding, title, known, titled, holders, scan)
    if title.org.complete:
        abroad = _party_abroad(holding) if title.org.name in _ORGANS else None
        return known.placed(title.org) if abroad is None else replace(title.org, name=f"{title.org.name} {abroad}")
    following = _following(holding, known)
    at = holding.title.span.start
    name, head = title.org.name, title.org.head
    party = _committee(holding, known, head if head in PARTY else None, shown=name == _ORGANIZING)
    others = following is not None and (following.kind or "").startswith(_NO_PARTY) and committee_of(following) is None
    if name == head in PARTY and party is not None and not others:
        return party
    if name == "Chi bộ" and following is not None and (hamlet := _HAMLET.search(following.name)) is not None:
        return replace(title.org, name=f"{name} {hamlet.group()}", complete=True)
    if name == "Hội":
        return next((o for o in known.before(at, _FAR_BACK) if o.name.startswith(_ASSOCIATIONS)), title.org)
    if name == "Ban Chấp hành" and _whole(whole := known.org(title.org, at)):
        return whole
    if name in COMMITTEES and (following is None or following.head not in PARTY):
        following = party or _elsewhere(holding, held, known, scan) or following
    if name == head and title.org.kind in _COMMISSIONS:
        party = party or _elsewhere(holding, held, known, scan)
        if party is None and name != _ORGANIZING:
            party = _leading_body(known, at)
        return title.org if party is None else replace(title.org, name=f"{name} {party.name}", complete=True)
    if name != head and party is not None and name.endswith(f" {party.head}"):
        return replace(title.org, name=f"{name}{party.name[len(party.head) :]}", complete=True)
    return known.local(known.org(title.org, at, following))


def _party_abroad(holding: Holding) -> str | None:
    """Another country's party that the other titles of the stack name: whose organ a bare "Bộ Chính trị" beside them is."""
    for mention in holding.stack:
        title = mention.value
        found = _ABROAD.search(title.org.name) if isinstance(title, PostTitle) and title.org is not None else None
        if found is not None:
            return found.group(1)
    return None


def _committee(holding: Holding, known: Completion, head: str | None, *, shown: bool) -> OrgName | None:
    """The Party committee that the other titles of the stack show, those behind first, with a head if one is asked for.

    ``shown`` where its name must be printed, the committee of a territory will not do.
    """
    at = holding.stack.index(holding.title)
    for mention in (*holding.stack[at + 1 :], *reversed(holding.stack[:at])):
        title = mention.value
        if not isinstance(title, PostTitle) or title.org is None or title.org.name in COMMITTEES:
            continue
        body = known.org(title.org, mention.span.start)
        party = committee_of(body) if not shown or (body.kind or "").startswith("party") else None
        if party is not None and party.complete and head in (None, party.head):
            return party
    return None


def _whole(org: OrgName) -> bool:
    """Whether a committee is named with what it is of; the Party's central one is no commune's."""
    return org.complete and not org.name.startswith("Ban Chấp hành Trung ương")


def _elsewhere(holding: Holding, held: list[Holding], known: Completion, scan: Scan) -> OrgName | None:
    """The Party committee in which the person has another post by the same sentence, before or behind its stack."""
    sentence = scan.sentence_at(holding.title.span.start).span
    for other in held:
        title = other.title.value
        near = other.person == holding.person and sentence.start <= other.title.span.start < sentence.end
        if near and isinstance(title, PostTitle) and title.org is not None and title.org.head in PARTY:
            org = known.org(title.org, other.title.span.start)
            if org.complete:
                return org
    return None


def postings(scan: Scan, held: list[Holding], known: Completion) -> list[Posting]:
    """The holdings with their bodies, in order; one that names no body and gets none is left out."""
    titled, holders = _by_office(scan, known), _seats(held)
    found = []
    for holding in held:
        title = holding.title.value
        if not isinstance(title, PostTitle):
            continue
        org = _settle(holding, known, titled, holders, scan, held)
        if org is None and not open_office(title.role):
            continue
        if org is not None and not org.complete and org.name == org.head and _generic(org):
            continue
        found.append(Posting(holding, title.role, org, holding.status))
    deputies = {(p.holding.person, p.org) for p in found if p.role.startswith("Phó Trưởng đoàn")}
    return [p for p in found if not (p.role == "Trưởng đoàn" and _leading(p.holding) and (p.holding.person, p.org) in deputies)]


def _generic(org: OrgName) -> bool:
    """Whether a head alone says too little to know the body: "Sở", "Công ty", but not "Hội Nông dân"."""
    return org.kind not in _STANDING and org.name.count(" ") < 2
