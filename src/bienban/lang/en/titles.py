"""Titles of posts: a role with the body it is held in, in the orders of English."""

from __future__ import annotations

from bienban.lang.en.chunk import Chunk, Line
from bienban.lang.en.lexicon import Words, trie
from bienban.lang.en.names import read_org, read_person, read_place
from bienban.model.facts import PostStatus
from bienban.model.mention import OrgName, PlaceName, PostTitle

__all__ = ["read_title"]

_FORMER = frozenset({"former", "ex"})
_NEW = frozenset({"new", "newly", "elected", "appointed", "newly-elected"})
_LINKS = frozenset({"of", "at", "for"})
_JOINTS = frozenset({"and", ","})


def read_title(line: Line, index: int) -> Chunk | None:
    """The title that starts at a token: "former Minister of Health", "Secretary of the Party Committee of X District"."""
    at, status = _status(line, index)
    org = read_org(line, at)
    if org is not None and isinstance(org.value, OrgName):
        role = _role(line, org.end)
        if role is None or role[1].row.get("scope") != "plain":
            return None
        return Chunk(index, role[0], PostTitle(role[1].row.need("role"), org.value, status), "post.body-first", (org,))
    found = _role(line, at)
    if found is None:
        return _of_territory(line, index, at, status)
    end, row = found[0], found[1].row
    if row.get("scope") == "field":
        return _of_field(line, index, end, found[1], status)
    own = row.get("org")
    if own is not None:
        return Chunk(index, end, PostTitle(row.need("role"), OrgName(own, own, row.get("kind")), status), "post.own-body")
    if row.get("scope") == "office":
        return Chunk(index, end, PostTitle(row.need("role"), None, status), "post.office")
    return _of_body(line, index, end, row.need("role"), status)


def _status(line: Line, index: int) -> tuple[int, PostStatus]:
    """The words before a role that say whether it is held: (index behind them, status)."""
    status: PostStatus = "current"
    while line.key(index) in _FORMER | _NEW or (line.key(index) == "-" and line.key(index - 1) in _FORMER | _NEW):
        status = (
            "former" if line.key(index) in _FORMER else "appointed" if line.key(index) != "-" and status == "current" else status
        )
        index += 1
    return index, status


def _role(line: Line, index: int) -> tuple[int, Words] | None:
    """A role at a token; one in small letters only behind a body or before one."""
    return line.find(index, trie("roles", "form"))


def _of_body(line: Line, index: int, end: int, role: str, status: PostStatus) -> Chunk | None:
    """A plain role and the body behind "of the"; without one only in capitals, for "members" and "directors" are anybody."""
    if line.key(end) in _LINKS:
        at = end + 2 if line.key(end + 1) == "the" else end + 1
        org = read_org(line, at)
        if org is not None and isinstance(org.value, OrgName):
            return Chunk(index, org.end, PostTitle(role, org.value, status), "post.of-body", (org,))
    if not line.capital(end - 1):
        return None
    return Chunk(index, end, PostTitle(role, None, status), "post.role")


def _of_field(line: Line, index: int, end: int, words: Words, status: PostStatus) -> Chunk | None:
    """The body of "Minister of Health" is the ministry of that field."""
    stop = end
    while line.capital(stop) or (line.key(stop) in _JOINTS and line.capital(stop + 1) and _goes_on(line, end, stop)):
        if line.capital(stop) and stop > end and line.key(stop - 1) not in _JOINTS | {"&"} and _begins_name(line, stop):
            break
        stop += 1
    if stop == end:
        return None
    body = OrgName(f"{words.row.need('org')} {line.words(end, stop)}", words.row.need("org"), words.row.get("kind"))
    return Chunk(index, stop, PostTitle(words.row.need("role"), body, status), "post.field")


def _goes_on(line: Line, start: int, joint: int) -> bool:
    """Whether a field goes on behind a comma or "and": with no name and no role, and behind a comma an "and" comes later."""
    if joint == start or _begins_name(line, joint + 1) or _role(line, joint + 1) is not None:
        return False
    return line.key(joint) != "," or line.key(joint + 2) in _JOINTS


def _begins_name(line: Line, index: int) -> bool:
    return read_person(line, index) is not None


def _of_territory(line: Line, index: int, at: int, status: PostStatus) -> Chunk | None:
    """Of "Dong Lam District Party Secretary", the Party committee of the territory before the role."""
    place = read_place(line, at)
    if place is None or not isinstance(place.value, PlaceName) or place.value.level == "country":
        return None
    found = _role(line, place.end)
    if found is None or not found[1].form.endswith("Party Secretary"):
        return None
    level = None if place.value.level == "hamlet" else place.value.level
    body = OrgName(f"Party Committee of {place.value.name}", "Party Committee", "party-committee", level)
    org = Chunk(place.start, place.end, body, "org.by-role", (place,))
    return Chunk(index, found[0], PostTitle(found[1].row.need("role"), body, status), "post.territory", (org,))
