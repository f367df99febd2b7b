"""One status for each post, where titles of an article differ: held, taken up, left, or held once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from bienban.lang.vi.holders import Holding
from bienban.model.facts import Key, PostStatus
from bienban.model.mention import OrgName
from bienban.text import match_key

__all__ = ["Posting", "seat_of_one", "settled"]

_GIVEN_UP = re.compile(r"\bthôi (?:giữ|làm|đảm nhiệm|tham gia|chức)\b")
# The government that an article also calls by its own name: "Thủ tướng Trung Quốc" is of Quốc vụ viện Trung Quốc.
_GOVERNMENT, _COUNCIL = match_key("Chính phủ"), match_key("Quốc vụ viện")
_SOLE = ("chủ tịch", "bí thư", "giám đốc", "tổng giám đốc", "bộ trưởng", "hiệu trưởng", "tổng thư ký", "chánh án", "viện trưởng")


@dataclass(frozen=True, slots=True)
class Posting:
    """A holding with its body settled: None for offices that belong to none."""

    holding: Holding
    role: str
    org: OrgName | None
    status: PostStatus


def seat_of_one(role: str) -> bool:
    """Whether a body has one holder of the role: a chair, not a deputy or a member."""
    return match_key(role).startswith(_SOLE)


def settled(found: list[Posting], ended: frozenset[str], *, disciplined: bool = False) -> list[Posting]:
    """One status for each person, role and body, the surest; a deputy who is the standing one is that only.

    ``ended`` are the keys of persons who have died: all their posts are former. In an article on misconduct (``disciplined``)
    nobody who gives up a post is merely transferred.
    """
    found = _seated(found)
    best: dict[tuple[str, str, str], Posting] = {}
    for posting in found:
        key = _identity(posting)
        if key not in best or _rank(posting) > _rank(best[key]):
            best[key] = posting
    wider = _wider(best)
    risen = set() if disciplined else {p.holding.person for p in best.values() if p.status == "appointed"}
    out = []
    for posting in found:
        role, key = match_key(posting.role), _identity(posting)
        if key in wider:
            posting = replace(posting, org=best[wider[key]].org)
            key = wider[key]
        standing = (key[0], f"{role} thường trực", key[2])
        if standing in best and best[standing].status == best[key].status:
            continue
        status = "former" if posting.holding.person in ended or _left(best[key], risen) else best[key].status
        out.append(replace(posting, status=status))
    return out


def _rank(posting: Posting) -> int:
    order = {"dismissed": 5, "appointed": 4, "former": 3 if posting.holding.sure else 1, "current": 2}
    return order[posting.status]


def _seated(found: list[Posting]) -> list[Posting]:
    """Without the one seat of a head that a verb seems to give to someone, where another is said to hold it."""
    holders: dict[tuple[str, str], set[Key]] = defaultdict(set)
    for posting in found:
        if posting.org is not None and posting.status == "current" and posting.holding.rule != "post.verb":
            holders[match_key(posting.role), match_key(posting.org.name)].add(posting.holding.person)

    def doubtful(posting: Posting) -> bool:
        if posting.org is None or posting.status != "current" or posting.holding.rule != "post.verb":
            return False
        others = holders.get((match_key(posting.role), match_key(posting.org.name)), set())
        return seat_of_one(posting.role) and bool(others - {posting.holding.person})

    return [posting for posting in found if not doubtful(posting)]


def _left(posting: Posting, risen: set[Key]) -> bool:
    """Whether a post is given up for another one that the article reports ("thôi giữ chức" and "được bầu"): a transfer."""
    given_up = posting.status == "dismissed" and _GIVEN_UP.search(posting.holding.lead) is not None
    return given_up and posting.holding.person in risen


def _wider(best: dict[tuple[str, str, str], Posting]) -> dict[tuple[str, str, str], tuple[str, str, str]]:
    """Posts whose body is named (more fully) in another post of the same person and role: "Sở X" beside "Sở X tỉnh Y"."""
    found = {}
    for key in best:
        for other in best:
            longer = not key[2] or other[2].startswith(key[2] + " ") or other[2] == key[2].replace(_GOVERNMENT, _COUNCIL)
            if other[:2] == key[:2] and other[2] and other[2] != key[2] and longer:
                found[key] = other
    return found


def _identity(posting: Posting) -> tuple[str, str, str]:
    return posting.holding.person, match_key(posting.role), match_key(posting.org.name) if posting.org is not None else ""
